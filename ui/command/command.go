// Package command is gd8's command line: one file for each subcommand.
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
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gd8/store/export"
	"gd8/store/seal"
	"gd8/ui/command/usage"
	"gd8/ui/settings"
	"gd8/ui/term"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // refused or failed; standard error says what to do next
	exitUsage  = 2 // the command line is wrong
)

// Main runs gd8 on the process's own arguments, streams and environment, and
// gives its exit code.
func Main() int {
	endQuietly()
	allowClicks()
	p := newProgram()
	if err := checkFiles(); err != nil {
		return p.report(err)
	}
	code := p.run(os.Args[1:])
	p.holdWindow()
	return code
}

func newProgram() *program {
	return &program{
		in: os.Stdin, out: os.Stdout, errOut: os.Stderr,
		getenv: os.Getenv, now: time.Now, costs: seal.RecommendedParams(),
	}
}

// program is one run of gd8.
type program struct {
	in, out, errOut *os.File
	getenv          func(string) string
	now             func() time.Time
	costs           seal.Params // of a new passphrase
	untold          error       // of the first line that tell could not write
	flags           commonFlags
	running         *cobra.Command     // the command that runs
	set             *settings.Settings // once they were asked for
	errLook         *term.Look         // of errOut, once it was asked for
	reviewed        bool               // the command was a review, on the screen or in lines
	asksClock       bool               // the review asks about a clock that is off
	asksOfficer     bool               // the review asks who sits, where that is not set
	closed          bool               // the window was closed, or the system ended the review
}

func (p *program) run(args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.errOut)
	err := root.Execute()
	if err == nil && p.untold != nil {
		err = fmt.Errorf("done, but the result could not be printed: %w; check the disk or the program that its output goes to", p.untold)
	}
	if err == nil {
		return exitDone
	}
	return p.report(err)
}

func (p *program) root() *cobra.Command {
	var screen screenFlags
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
		RunE:          func(c *cobra.Command, _ []string) error { return p.reviewQueue(c, &screen) },

		PersistentPreRun: func(c *cobra.Command, _ []string) { p.running = c },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usage.Errorf(c, "%v", err) })
	p.flags.add(root)
	screen.add(root)
	p.addEncrypt(root)
	root.AddCommand(
		p.reviewCommand(), p.demoCommand(), p.importCommand(), p.listCommand(), p.summaryCommand(), p.sampleCommand(), p.secondCommand(), p.adjudicateCommand(), p.qualityCommand(), p.releaseCommand(), p.alikeCommand(), p.showCommand(), p.assessCommand(), p.exportCommand(), p.templateCommand(), p.mapCommand(), p.versionCommand(),
		p.journalCommand(), p.checkpointCommand(), p.verifyCommand(), p.structureCommand(), p.backupCommand(), p.restoreCommand(),
		p.rescueCommand(), p.purgeCommand(), p.dueCommand(), p.compactCommand(), p.encryptCommand(), p.decryptCommand(), p.passphraseCommand(),
		p.configCommand(), p.completionCommand(), p.manCommand(),
	)
	root.CompletionOptions.DisableDefaultCmd = true // gd8 has its own, in its own words
	root.SetHelpCommand(p.helpCommand())
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), "FlagUsages |", "FlagUsagesWrapped 80 |")) // else a window breaks within words
	completeWords(root)
	return root
}

// helpCommand is gd8 help COMMAND, which is gd8 COMMAND --help.
func (p *program) helpCommand() *cobra.Command {
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
func (p *program) knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	near := ""
	if names := c.SuggestionsFor(args[0]); len(names) > 0 {
		near = fmt.Sprintf(" (did you mean %s?)", names[0])
	}
	return usage.Errorf(c, "there is no command %q%s", args[0], near)
}

// look is how gd8 looks on one of its streams. On a terminal that cannot move
// its cursor it is ASCII whatever the locale.
func (p *program) look(out *os.File) *term.Look {
	env := term.SystemEnv(out)
	ascii := p.dumbTerminal() && term.IsTerminal(out) || p.set != nil && p.set.On(settings.ASCII)
	look, err := term.NewLook(out, env, term.Options{ASCII: ascii})
	if err != nil { // only of a theme that was named
		look = &term.Look{}
	}
	return look
}

// errorLook is the look of standard error.
func (p *program) errorLook() *term.Look {
	if p.errLook == nil {
		p.errLook = p.look(p.errOut)
	}
	return p.errLook
}

// tell writes on standard output what was done. That it could not be written is
// said when the command ends: what was done is done.
func (p *program) tell(format string, args ...any) {
	if _, err := fmt.Fprintf(p.out, format, args...); err != nil && p.untold == nil {
		p.untold = err
	}
}

// toOutput runs write on a buffer before standard output, and sends it on.
func (p *program) toOutput(write func(*bufio.Writer) error) error {
	b := bufio.NewWriterSize(p.out, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("the result could not be written: %w; check the disk or the program it goes to", err)
	}
	return nil
}

// toFile writes a new file, or with force one in the place of another, and says
// so.
func (p *program) toFile(name string, force bool, write func(*bufio.Writer) error) error {
	err := export.WriteFile(name, p.replace(force), func(w io.Writer) error {
		b := bufio.NewWriter(w)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	})
	if err == nil {
		p.say("Written: %s.", name)
	}
	return err
}
