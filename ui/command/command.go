// Package command is gd8's command line. The commands are in rooms of their own,
// by what they are for; here they are put together, beside those that speak of
// gd8 itself.
//
// The rules are:
//
//   - Standard output holds the result and nothing else; what happened, and
//     what to do about it, is on standard error.
//   - An error is one line, "gd8: what happened, to what; what to do next", and
//     exit code 1. A command line that is wrong is exit code 2, with where to
//     read how it is right.
//   - What is on neither terminal nor error line is left to store and model:
//     a command parses flags, calls them and shows what they say.
//   - Text that came from a file goes through package term before it is shown.
package command

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gd8/ui/command/exports"
	"gd8/ui/command/files"
	"gd8/ui/command/incidents"
	"gd8/ui/command/journal"
	"gd8/ui/command/keeping"
	"gd8/ui/command/program"
	"gd8/ui/command/quality"
	"gd8/ui/command/retention"
	"gd8/ui/command/sitting"
	"gd8/ui/command/usage"
)

// Main runs gd8 on the process's own arguments, streams and environment, and
// gives its exit code.
func Main() int {
	endQuietly()
	allowClicks()
	c := newCommands()
	if err := checkFiles(); err != nil {
		return c.Ended(err)
	}
	code := c.run(os.Args[1:])
	holdWindow(c.Run)
	return code
}

// commands are gd8's commands, for one run of it.
type commands struct{ *program.Run }

func newCommands() commands { return commands{program.New()} }

// run runs the command that the arguments name, and gives the exit code.
func (p commands) run(args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.ErrOut)
	return p.Ended(root.Execute())
}

// root is gd8 with all its commands.
func (p commands) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "gd8",
		Short: "Review incidents of youth produced sexual imagery under GD8",
		Long: `gd8 helps a police Disclosure Unit officer work through incidents of youth
produced sexual imagery when an Enhanced DBS check is being answered: whether
the discard of the AT2 Single Incident Table applies to each, and exactly why;
what is not recorded and has to be answered; and the decision with its
rationale. The officer decides: gd8 never discards and never discloses.`,
		Example: `  gd8 demo                        try it on made-up incidents
  gd8                             review the queue
  gd8 import hits.csv             bring a file from the records system in
  gd8 list --filter attention     what waits for a decision
  gd8 summary                     how far the work is
  gd8 show 14/2231/19             everything about one incident`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          p.knownCommand,

		PersistentPreRun: func(c *cobra.Command, _ []string) { p.Command = c },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usage.Errorf(c, "%v", err) })
	p.AddFlags(root)
	sitting.ByItself(p.Run, root)
	for _, room := range []func(*program.Run) []*cobra.Command{
		sitting.Commands, files.Commands, incidents.Commands, exports.Commands, journal.Commands, keeping.Commands, retention.Commands, quality.Commands,
	} {
		root.AddCommand(room(p.Run)...)
	}
	root.AddCommand(p.configCommand(), p.versionCommand(), p.completionCommand(), p.manCommand())
	root.CompletionOptions.DisableDefaultCmd = true // gd8 has its own, in its own words
	root.SetHelpCommand(p.helpCommand())
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), "FlagUsages |", "FlagUsagesWrapped 80 |")) // else a window breaks within words
	completeWords(root)
	return root
}

// helpCommand is gd8 help COMMAND, which is gd8 COMMAND --help.
func (p commands) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Say what a command does, with examples",
		Long:  `help says what a command does, as COMMAND --help does.`,
		Example: `  gd8 help import
  gd8 help export at2`,
		RunE: func(c *cobra.Command, args []string) error {
			named, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usage.Errorf(c, "there is no command %q", strings.Join(args, " "))
			}
			named.InitDefaultHelpFlag()
			return named.Help()
		},
	}
}

// knownCommand refuses a first word that names no command.
func (p commands) knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	near := ""
	if names := c.SuggestionsFor(args[0]); len(names) > 0 {
		near = fmt.Sprintf(" (did you mean %s?)", names[0])
	}
	return usage.Errorf(c, "there is no command %q%s", args[0], near)
}
