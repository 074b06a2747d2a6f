package journal

import (
	"bufio"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/vault"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
)

// journalFlags are which entries are listed, and how.
type journalFlags struct {
	incident          *string // nil where the flag was not given
	officer           string
	operation, format usage.Choice
	since             model.Date

	of    map[uint64]bool // the entries about the incident
	every bool            // the text has a line for each entry
}

func (p commands) journalCommand() *cobra.Command {
	f := journalFlags{format: usage.FirstOf("table", "json", "csv")}
	for _, o := range vault.Operations() {
		f.operation.Words = append(f.operation.Words, string(o))
	}
	var since, officer, check, against string
	var prove usage.Number
	c := &cobra.Command{
		Use:   "journal",
		Short: "List the journal: who did what, when and why",
		Long: `journal lists the store's journal, newest first: every collection, alteration,
consultation, disclosure, combination and erasure, as section 62 of the Data
Protection Act 2018 names them. The flags can be given together; an entry is
listed that each lets through. --incident finds the entries that name an
incident and those that brought or changed its facts, answers and decisions;
an entry that only counts records, such as that of a list, is about no one
incident. References that were erased show as (erased).

Here --officer is a filter, and does not say who lists the journal: that is
GD8_OFFICER, else the system user. Listing the journal is written into it as one
consultation.

The text groups what was done in one sitting of a review under a heading, and
entries that follow one another there and say the same of other incidents are one
line; --every gives each a line of its own, as --format csv and json always do.

--prove gives, for one entry, a text of some hundred bytes that shows to whoever
has a checkpoint made at the same time that the entry is in the journal, and what
its hash is, without the store. It says nothing of what the entry is about.
--check looks at such a text, and needs no store.`,
		Example: `  gd8 journal
  gd8 journal --incident 14/2231/19
  gd8 journal --operation disclosure --since 2026-01-01 --format csv > disclosures.csv
  gd8 journal --officer "J. Officer"
  gd8 journal --prove 812 > proof.txt
  gd8 journal --check proof.txt --against checkpoint.txt`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			switch changed := c.Flags().Changed; {
			case against != "" && check == "":
				return usage.Errorf(c, "--against is for --check: name the file that holds the proof")
			case changed("check") && changed("prove"):
				return usage.Errorf(c, "--prove makes a proof and --check looks at one: give one of them")
			case changed("check"):
				return p.checkProof(check, against)
			case changed("prove"):
				if prove < 1 {
					return usage.Errorf(c, "--prove takes the number of an entry, from 1 on, and not %d", prove)
				}
				return p.WithStore(func(s *store.Store, _ store.Actor) error { return p.prove(s, uint64(prove)) })
			}
			f.incident = usage.Given(c, "incident")
			f.officer = officer
			if since != "" {
				day, err := model.ParseDate(since)
				if err != nil || !day.Known() {
					return usage.Errorf(c, "--since takes a date such as 2026-01-31 or 31/01/2026, and not %q", since)
				}
				f.since = day
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.journal(s, actor, &f) })
		},
	}
	c.Flags().String("incident", "", "only entries about this incident_`REF`")
	c.Flags().StringVar(&officer, "officer", "", "only entries of the officer of this `NAME` (who lists them is GD8_OFFICER, else the system user)")
	c.Flags().Var(&f.operation, "operation", f.operation.Help("only entries of this operation"))
	c.Flags().StringVar(&since, "since", "", "only entries of this `DATE` and later")
	c.Flags().BoolVar(&f.every, "every", false, "give each entry of a sitting a line of its own")
	c.Flags().Var(&prove, "prove", "give a proof that this `ENTRY` is in the journal, and list nothing")
	c.Flags().StringVar(&check, "check", "", "look at the proof in this `FILE`, and list nothing")
	c.Flags().StringVar(&against, "against", "", "with --check, a `FILE` that holds a checkpoint made when the proof was")
	usage.AddFormat(c, &f.format)
	return c
}

func (p commands) journal(s *store.Store, actor store.Actor, f *journalFlags) error {
	if f.incident != nil {
		numbers, err := s.EntriesOf(*f.incident)
		if err != nil {
			return err
		}
		f.of = make(map[uint64]bool, len(numbers))
		for _, n := range numbers {
			f.of[n] = true
		}
	}
	// Counted before it is shown, as the consultation must be in the journal
	// whatever becomes of the output; its own entry is not listed.
	count, newest := 0, uint64(0)
	err := p.eachEntry(s, f, func(e *store.Entry) error {
		newest = max(newest, e.Number)
		count++
		return nil
	})
	if err != nil {
		return err
	}
	if err := program.Consult(s, actor, "journal", f.detail(), count); err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		return p.writeJournal(w, f, func(visit func(*store.Entry) error) error {
			return p.eachEntry(s, f, func(e *store.Entry) error {
				if e.Number > newest {
					return nil
				}
				return visit(e)
			})
		})
	})
}

// eachEntry gives the entries that the flags let through, newest first.
func (p commands) eachEntry(s *store.Store, f *journalFlags, visit func(*store.Entry) error) error {
	zone := p.Now().Location()
	var failed error
	err := s.Journal(func(e store.Entry) bool {
		if f.since.Known() && model.DateOf(e.At.In(zone)) < f.since {
			return false // times never go back, so all others are older
		}
		if f.shows(&e) {
			failed = visit(&e)
		}
		return failed == nil
	})
	if failed != nil {
		return failed
	}
	return err
}

func (f *journalFlags) shows(e *store.Entry) bool {
	return (f.incident == nil || f.of[e.Number]) &&
		(f.officer == "" || strings.EqualFold(f.officer, e.Officer)) &&
		(f.operation.Value == "" || f.operation.Value == string(e.Operation))
}

// detail says in the journal which entries were listed. It names no
// incident: a reference that was erased would come back with it.
func (f *journalFlags) detail() string {
	var by []string
	if f.incident != nil {
		by = append(by, "of one incident")
	}
	if f.officer != "" {
		by = append(by, "of one officer")
	}
	if f.operation.Value != "" {
		by = append(by, "operation "+f.operation.Value)
	}
	if f.since.Known() {
		by = append(by, "since "+f.since.ISO())
	}
	if len(by) == 0 {
		return "all"
	}
	return strings.Join(by, ", ")
}
