package command

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gd8/ui/command/usage"
	"gd8/ui/settings"
)

// shells are those that gd8 can complete in.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func (p commands) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Write the script with which a shell completes gd8's commands",
		Long: `completion writes a script for ` + usage.OrList(shells()) + `, with which the
tab key completes commands, flags and the words a flag takes. It completes
nothing that is in a store: that would be a consultation.`,
		Example: `  gd8 completion bash > ~/.local/share/bash-completion/completions/gd8
  gd8 completion zsh > ~/.zfunc/_gd8
  gd8 completion fish > ~/.config/fish/completions/gd8.fish
  gd8 completion powershell >> $PROFILE`,
		Args:      usage.Exactly(1, "one shell"),
		ValidArgs: shells(),
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(p.Out, true)
			case "zsh":
				return root.GenZshCompletion(p.Out)
			case "fish":
				return root.GenFishCompletion(p.Out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.Out)
			}
			return usage.Errorf(c, "there is no script for the shell %q; choose one of %s", args[0], usage.OrList(shells()))
		},
	}
}

// completeWords has the shell complete the words that flags take, and names of
// files only where a file is wanted.
func completeWords(c *cobra.Command) {
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { completeFlag(c, f) })
	c.PersistentFlags().VisitAll(func(f *pflag.Flag) { completeFlag(c, f) })
	if c.ValidArgs == nil && !takesPath(c.Use) {
		c.ValidArgsFunction = cobra.NoFileCompletions
	}
	for _, sub := range c.Commands() {
		completeWords(sub)
	}
}

func completeFlag(c *cobra.Command, f *pflag.Flag) {
	var words []string
	name, _ := pflag.UnquoteUsage(f)
	switch word, ok := f.Value.(*usage.Choice); {
	case ok:
		words = word.Words
	case f.Name == settings.Theme.Flag():
		words = settings.Themes()
	case name == "" || takesPath(name): // on or off, or a file
		return
	}
	_ = c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)) // fails for a flag that is not there
}

// takesPath reports whether what a command or flag takes is the path of a file
// or folder, going by how the help writes it.
func takesPath(usage string) bool {
	for _, word := range []string{"FILE", "FOLDER", "STORE"} {
		if strings.Contains(usage, word) {
			return true
		}
	}
	return false
}
