package exports

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/vault"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
)

// decisionsFlags say which decisions are exported, and how they are written.
type decisionsFlags struct {
	*exportFlags
	format, marking     string
	application, person *string // nil where the flag was not given
	decision            usage.Choice
	since               model.Date
}

func (p commands) exportDecisionsCommand(shared *exportFlags, format, how string) *cobra.Command {
	f := decisionsFlags{exportFlags: shared, format: format}
	for _, k := range model.DecisionKinds() {
		f.decision.Words = append(f.decision.Words, k.String())
	}
	var since string
	c := &cobra.Command{
		Use:   format,
		Short: "Write decisions " + how,
		Long: format + ` writes the decisions that stand ` + how + `, also those out of
date: one row for each decision about an incident, however many hits describe it,
with its rationale, officer and time, the verdict and warnings as they stood, and
the answers that differ from the source. What the file is, its marking, and who
exported it for whom stand at its top. The filters can be given together.

Without --purpose the purpose of your last sitting is taken.`,
		Example: `  gd8 export ` + format + ` --recipient "Insp. Lane" --to decisions.` + format + `
  gd8 export ` + format + ` --decision consider --since 2026-06-01 --recipient "Insp. Lane" --to june.` + format,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(c); err != nil {
				return err
			}
			if err := program.CheckMarking(c); err != nil {
				return err
			}
			set, err := p.Settings()
			if err != nil {
				return err
			}
			f.marking = set.Text(settings.Marking)
			f.application, f.person = usage.Given(c, "application"), usage.Given(c, "person")
			if f.since, err = usage.Date(c, "since", since); err != nil {
				return err
			}
			ctx, stop := p.UntilEnded()
			defer stop()
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				actor, err := p.exportPurpose(c, s, actor)
				if err != nil {
					return err
				}
				return p.exportDecisions(ctx, s, actor, &f)
			})
		},
	}
	c.Flags().String("application", "", "only decisions of the application with this `REF`")
	c.Flags().String("person", "", "only decisions about the individual with this `REF`")
	c.Flags().Var(&f.decision, "decision", f.decision.Help("only decisions of this kind"))
	program.AddMarking(c)
	c.Flags().StringVar(&since, "since", "", "only decisions made on this `DATE` or later")
	return c
}

func (p commands) exportDecisions(ctx context.Context, s *store.Store, actor store.Actor, f *decisionsFlags) error {
	cases, err := s.Cases(func(c model.CaseKey) bool {
		return (f.application == nil || c.Application == *f.application) && (f.person == nil || c.Person == *f.person)
	})
	if err != nil {
		return err
	}
	f.to = output.PathIn(f.to, "Decisions-"+model.DateOf(s.Now()).ISO()+"."+f.format)
	if err := output.CanWrite(f.to, p.Replace(f.force)); err != nil {
		return err
	}
	keep := func(d *model.Decision) bool {
		return (f.decision.Value == "" || d.Kind.String() == f.decision.Value) && model.DateOf(d.At.In(s.Now().Location())) >= f.since
	}
	// The first reading counts what leaves, for the journal; the second
	// writes it.
	var keys []model.Key
	count := 0
	err = eachDecision(ctx, s, cases, keep, func(rows []export.Decision, of []model.Key) error {
		count += len(rows)
		keys = append(keys, of...)
		return nil
	})
	if err != nil {
		return err
	}
	what := report.Counted(count, "decision") + " as " + f.format
	at, err := s.Disclose(actor, vault.Leaving{Recipient: f.recipient, Detail: what, Path: f.to, Keys: keys})
	if err != nil {
		return err
	}
	err = export.WriteFile(f.to, p.Replace(f.force), func(w io.Writer) error {
		return writeDecisions(w, f.format, export.Top{
			What: "Decisions", Marking: f.marking, Count: count,
			Written: export.Written{Officer: actor.Officer, Purpose: actor.Purpose, Recipient: f.recipient, At: s.Now(), Checkpoint: at},
		}, func(add func(*export.Decision) error) error {
			return eachDecision(ctx, s, cases, keep, func(rows []export.Decision, _ []model.Key) error {
				for k := range rows {
					if err := add(&rows[k]); err != nil {
						return err
					}
				}
				return nil
			})
		})
	})
	if err := endExport(s, f.to, err); err != nil {
		return err
	}
	return p.exported(what+".", f.recipient, at, [][2]string{{f.to, report.Counted(count, "decision")}})
}

// eachDecision visits the decisions of the cases, case by case.
func eachDecision(ctx context.Context, s *store.Store, cases []model.CaseKey, keep func(*model.Decision) bool,
	visit func([]export.Decision, []model.Key) error) error {
	err := s.EachCase(ctx, cases, func(d *store.Dossier) error { return visit(export.Decisions(d, keep)) })
	if ctx.Err() != nil {
		return stopped(ctx)
	}
	return err
}

// writeDecisions writes the decisions that each gives it.
func writeDecisions(w io.Writer, format string, top export.Top, each func(add func(*export.Decision) error) error) error {
	if format == "json" {
		list, err := export.NewDocument(w, &top)
		if err != nil {
			return err
		}
		if err := each(func(d *export.Decision) error { return list.Add(d) }); err != nil {
			return err
		}
		return list.Close()
	}
	table, err := export.NewDecisionCSV(w, &top)
	if err != nil {
		return err
	}
	if err := each(table.Add); err != nil {
		return err
	}
	return table.Close()
}
