package keeping

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/audit"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/term"
)

func (p commands) rescueCommand() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:   "rescue STORE --to NEW",
		Short: "Carry over what is whole of a damaged store",
		Long: `rescue reads a damaged store page by page, changes nothing in it, and carries
over into a new one every value that is whole and that the journal shows was
saved; what an import that was cancelled left is not taken. The new store is
verified before it gets its name. rescue lists what is missing. The cases
of an individual of whom something may be missing are marked incomplete: as a
second incident may be lost, or what took a decision back, their decisions are
out of date, and a discard in them is barred until an officer answers for it
with a reason. A backup, where there is a good one, has everything up to its
day; see gd8 restore.`,
		Example: `  gd8 rescue damaged.db --to rescued.db
  gd8 verify --store rescued.db`,
		Args: usage.Exactly(1, "one store to rescue"),
		RunE: func(c *cobra.Command, args []string) error {
			if to == "" {
				return usage.Errorf(c, "say with --to where the new store goes; the damaged one is left as it is")
			}
			return p.rescue(args[0], to)
		},
	}
	c.Flags().StringVar(&to, "to", "", "the `FILE` of the new store")
	return c
}

func (p commands) rescue(from, to string) error {
	actor, err := p.Actor()
	if err != nil {
		return err
	}
	var r audit.RescueReport
	err = p.Long("rescuing", func(ctx context.Context) (err error) {
		r, err = audit.Rescue(ctx, actor, from, to, p.StoreOptions())
		return err
	})
	if err != nil {
		return err
	}
	err = p.ToOutput(func(w *bufio.Writer) error {
		p.writeRescued(p.NewPage(w), to, &r)
		return nil
	})
	if err == nil && r.Records == 0 {
		err = errors.New("no record was carried over: none in the damaged store is whole; restore the newest backup")
	}
	return err
}

func (p commands) writeRescued(g *output.Page, to string, r *audit.RescueReport) {
	g.Text("", 0, fmt.Sprintf("Carried over to %s: %s, %s, %s, %s and %s.", term.Safe(to), report.Counted(r.Records, "record"), report.Counted(r.Answers, "answer"),
		report.Counted(r.Decisions, "version")+" of decisions", report.Counted(r.Drafts, "draft"), report.Entries(uint64(r.Entries))))
	if r.Reviews > 0 {
		g.Text("", 0, fmt.Sprintf("Beside them, second opinions, checks, adjudications, samples and releases: %d.", r.Reviews))
	}
	g.Text("", 0, fmt.Sprintf("Verified before it got its name: %s, %s, %s and %s are as they should be, and so are the journal's chain, the indexes and the queue.",
		report.Counted(r.Verified.Records, "record"), report.Counted(r.Verified.Answers, "answer"), report.Counted(r.Verified.Decisions, "version")+" of decisions", report.Entries(r.Verified.Entries)))
	if len(r.Missing) == 0 {
		g.Text("", 0, "Nothing is missing.")
	} else {
		g.Text("", 0, "Missing:")
		for _, line := range r.Missing {
			g.Text("", 2, line)
		}
		p.writeNewest(g, r.Backups)
	}
	switch {
	case r.All:
		g.Text("", 0, fmt.Sprintf("What is missing can belong to any case, so all %s are marked incomplete.", report.Counted(len(r.Incomplete), "case")))
	case len(r.Incomplete) == 0:
		g.Text("", 0, "No case is marked incomplete.")
		return
	default:
		g.Text("", 0, "Marked incomplete:")
	}
	for _, c := range r.Incomplete {
		g.Text("", 2, report.CaseName(c))
	}
	g.Text("", 0, "In a case marked incomplete every decision is out of date, as what took it back may be what is missing, and a discard is barred until an officer answers for it with a reason.")
}

// writeNewest names the backup that has what is missing, up to its day.
func (p commands) writeNewest(g *output.Page, known []store.Backup) {
	newest, ok := program.NewestThere(known)
	if !ok {
		g.Text("", 0, "The damaged store knows of no backup that is still where it was made. One kept elsewhere has everything up to its day.")
		return
	}
	g.Text("", 0, fmt.Sprintf("The newest backup that it knows of and that is still there has everything up to %s: %s", p.Moment(newest.At), term.Safe(newest.Path)))
}
