package exports

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/settings"
)

// exportFlags are what every export needs to know.
type exportFlags struct {
	recipient, to string
	force         bool
}

func (p commands) exportCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export",
		Short: "Write AT2 records and decisions as files, for a named recipient",
		Long: `export writes what leaves gd8: the AT2 record of an application as a page to read
and print, a briefing for a Decision Maker, or decisions as a table for a
supervisor. Every export names its
recipient and its purpose, and is written into the journal as a disclosure before
the file is there; without --purpose it has the purpose of your last sitting, and
is refused where there was none. A file is readable by you only, is there whole
or not at all, and never takes the place of another unless --force is given.`,
		Example: `  gd8 export at2 --application APP-417 --recipient "Insp. Lane" --purpose "Application APP-417" --to APP-417.html
  gd8 export csv --since 2026-06-01 --recipient "Insp. Lane" --purpose "Quality check" --to june.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usage.Errorf(c, "%q cannot be exported: say at2, briefing, csv or json", args[0])
		},
		RunE: func(c *cobra.Command, _ []string) error {
			return usage.Errorf(c, "what to export is missing: say at2, briefing, csv or json")
		},
	}
	all := c.PersistentFlags()
	all.StringVar(&f.recipient, "recipient", "", "who the file is for: a `NAME` for the journal (required)")
	all.StringVar(&f.to, "to", "", "the `FILE` to write, or a folder, in which the file gets a name that says what it is (required)")
	all.BoolVar(&f.force, "force", false, "replace a file that is there already")
	c.AddCommand(
		p.exportAT2Command(&f),
		p.exportBriefingCommand(&f),
		p.exportDecisionsCommand(&f, "csv", "as a table for a spreadsheet"),
		p.exportDecisionsCommand(&f, "json", "as JSON, every text exact"),
	)
	return c
}

// check says what is missing or wrong on the command line.
func (f *exportFlags) check(c *cobra.Command) error {
	f.recipient = strings.TrimSpace(f.recipient)
	switch {
	case f.recipient == "":
		return usage.Errorf(c, "who the file is for is missing: give --recipient NAME, which the journal keeps")
	case f.to == "":
		return usage.Errorf(c, "where to write is missing: give --to")
	case f.to == "-":
		return usage.Errorf(c, "an export goes into a file, which is there whole or not at all, and not to standard output; give its name with --to")
	}
	if err := settings.OneLine("recipient", f.recipient); err != nil {
		return usage.Errorf(c, "%v", err)
	}
	return nil
}

// errExportStopped says that an export was interrupted.
var errExportStopped = errors.New("the export was stopped and nothing was written; if it had begun, the journal names it all the same")

// stopped reports an interruption.
func stopped(ctx context.Context) error {
	if ctx.Err() != nil {
		return errExportStopped
	}
	return nil
}

// endExport notes that nothing is being written any more, whatever became of
// the export, which err says.
func endExport(s *store.Store, to string, err error) error {
	ended := s.EndExport(to)
	if err == nil && ended != nil {
		err = fmt.Errorf("the export is written and whole, but the store could not note that it ended, and does so when it is next opened: %w", ended)
	}
	return err
}

// exported says what was written, for whom, and the checkpoint.
func (p commands) exported(what, recipient string, at store.Checkpoint, files [][2]string) error {
	look := p.Look(p.Out)
	return p.ToOutput(func(w *bufio.Writer) error {
		for _, file := range files {
			fmt.Fprintf(w, "%s: %s\n", look.SafeLine(file[0]), look.SafeLine(file[1]))
		}
		fmt.Fprintf(w, "Written for %s: %s\n\n", look.SafeLine(recipient), what)
		_, err := w.WriteString(at.String())
		return err
	})
}

// exportPurpose is the actor with the purpose of an export. An export is a
// disclosure, of which a supervisor will ask why, so it is refused without a
// purpose; and as it leaves gd8, the officer is told of one that was not given
// for it.
func (p commands) exportPurpose(c *cobra.Command, s *store.Store, given store.Actor) (store.Actor, error) {
	actor, err := program.LastPurpose(s, given)
	if err != nil {
		return actor, err
	}
	set, err := p.Settings()
	if err != nil {
		return actor, err
	}
	switch from := set.Value(settings.Purpose).From; {
	case actor.Purpose == "":
		return actor, usage.Errorf(c, "an export needs its purpose: add --purpose TEXT")
	case given.Purpose != "" && from != settings.FromFlag:
		p.Say("The purpose is that of your settings (%s): %s. To give another, add --purpose TEXT.", set.Where(settings.Purpose), actor.Purpose)
	case given.Purpose == "":
		p.Say("The purpose is that of your last sitting: %s. To give another, add --purpose TEXT.", actor.Purpose)
	}
	return actor, nil
}
