package keeping

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

func (p commands) verifyCommand() *cobra.Command {
	var against string
	c := &cobra.Command{
		Use:   "verify",
		Short: "Check that the store is whole and its history unchanged",
		Long: `verify reads the whole store and changes nothing: the structure of its file (in a
process of its own, which a damaged file may end), that every value is the one
that was sealed in its place, that the journal's chain is whole and commits to
every version of facts, answers and decisions and to nothing that is missing,
that every record can be found, and that the queue says what the records come
to. Everything that is wrong is listed, one line each; the exit code is then 1.
What a rescue declared that it had not found is listed too and is no fault.

With --against, the history up to a checkpoint kept elsewhere must also be the
one that was sealed: a store that was rolled back to an older copy, or whose
journal was rewritten, is told so. It cannot tell whether a clock was right.`,
		Example: `  gd8 verify
  gd8 verify --against checkpoint.txt`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			if c.Flags().Changed("against") && against == "" {
				return usage.Errorf(c, "--against names no file; name the one that holds the checkpoint")
			}
			checkpoint, err := program.ReadCheckpoint(against)
			if err != nil {
				return err
			}
			path, err := p.StorePath()
			if err != nil {
				return err
			}
			return p.verify(path, checkpoint)
		},
	}
	c.Flags().StringVar(&against, "against", "", "a `FILE` that holds a checkpoint kept earlier")
	return c
}

func (p commands) verify(path string, against *store.Checkpoint) error {
	findings, ofCheckpoint := 0, 0
	found := func(f audit.Finding) {
		findings++
		if f.OfCheckpoint {
			ofCheckpoint++
		}
		p.Tell("%s\n", p.Look(p.Out).SafeLine(f.String()))
	}
	err := p.Long("checking the file's structure", func(ctx context.Context) error {
		return p.checkStructure(ctx, path, found)
	})
	if err != nil {
		return err
	}
	if findings > 0 {
		// Pages that lead in circles could keep a reader busy for ever.
		return p.notWhole(nil, findings, ", all in the file's structure; with that damaged, what the values say was not looked at")
	}
	s, err := store.Open(path, p.StoreOptions())
	if err != nil {
		return p.WithDamage(nil, err)
	}
	defer s.Close()
	var seen audit.Verified
	err = p.Long("checking every value", func(ctx context.Context) (err error) {
		seen, err = audit.Verify(ctx, s, against, found)
		return err
	})
	switch {
	case err != nil && findings == 0:
		return p.WithDamage(s, err)
	case err != nil:
		return p.notWhole(s, findings, "; reading on was not possible: "+err.Error())
	case findings > 0 && findings == ofCheckpoint:
		return errors.New("the store is whole, but it is not the one of the checkpoint: check which file --against names, and look for a newer copy of the store")
	case findings > 0:
		return p.notWhole(s, findings, "")
	}
	p.sayWhole(seen, against)
	return nil
}

// notWhole ends a verification that found something.
func (p commands) notWhole(s *store.Store, findings int, remark string) error {
	return program.WithLines(errors.New("the store is not whole: "+report.Counted(findings, "finding")+remark), p.DamageAdvice(s))
}

// sayWhole says what was looked at and found whole.
func (p commands) sayWhole(seen audit.Verified, against *store.Checkpoint) {
	p.Tell("The store is whole: %s, %s, %s and %s.\n", report.Counted(seen.Records, "record"), report.Counted(seen.Answers, "answer"),
		report.Counted(seen.Decisions, "version")+" of decisions", report.Entries(seen.Entries))
	if seen.Reviews > 0 {
		p.Tell("Beside them, second opinions, checks, adjudications, samples and releases: %d.\n", seen.Reviews)
	}
	p.Tell("Looked at: the file's structure, every value in its place, the journal's chain and what it seals, the indexes and the queue.\n")
	p.sayOrigin(seen.Origins)
	p.sayLosses(seen.Losses)
	if against != nil {
		p.Tell("Its history up to entry %d is the one of the checkpoint of %s.\n",
			against.Entries, p.Moment(against.At))
		return
	}
	p.Tell("No checkpoint was given: that the whole journal was not replaced before %s is not shown by this. See gd8 checkpoint.\n", model.DateOf(p.Now()))
}

// sayOrigin says which store it is, and where it came from.
func (p commands) sayOrigin(origins []audit.OriginEntry) {
	if len(origins) == 0 {
		return
	}
	newest := origins[len(origins)-1]
	p.Tell("It is store %s, incarnation %s.\n", newest.ID(), newest.Life())
	for _, o := range origins {
		p.Tell("  %s, %s (journal entry %d)\n", p.Moment(o.At), report.StoreOrigin(o.Origin, p.Now().Location()), o.Entry)
	}
}

// sayLosses says what rescues declared that they had not found.
func (p commands) sayLosses(losses []audit.Loss) {
	rescue := uint64(0)
	for _, l := range losses {
		if l.Rescue != rescue {
			rescue = l.Rescue
			p.Tell("Something was lost before that: the rescue of %s (journal entry %d) declares what it did not find.\n", p.Moment(l.At), rescue)
		}
		p.Tell("%s\n", "  "+p.Look(p.Out).SafeLine(l.What))
	}
}
