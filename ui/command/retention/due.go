package retention

import (
	"bufio"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/purge"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
)

func (p commands) dueCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "due",
		Short: "List the cases whose retention is due for review",
		Long: `due lists the cases of which every incident was decided so many years ago, or
longer, that a force reviews whether it still keeps them. After how many years
is the force's to say: --years, else GD8_REVIEW_YEARS, else review_years in the
settings. It only lists: nothing is ever erased by itself, and gd8 purge erases
what an officer names.`,
		Example: `  gd8 due --years 7
  GD8_REVIEW_YEARS=7 gd8 due`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			set, err := p.Settings()
			if err != nil {
				return err
			}
			years, ok := set.ReviewYears()
			if !ok {
				return usage.Errorf(c, "say after how many years retention is reviewed: --years N, GD8_REVIEW_YEARS, or review_years in the settings")
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.due(s, actor, years) })
		},
	}
	c.Flags().String(settings.ReviewYears.Flag(), "", "review what was decided `N` years ago or longer (else GD8_REVIEW_YEARS, the settings)")
	return c
}

func (p commands) due(s *store.Store, actor store.Actor, years int) error {
	// A plan of an erasure that is never carried out: what is due is what
	// gd8 purge --decided-before would take. Today's decisions are not due.
	before := model.DateOf(s.Now().AddDate(-years, 0, 0))
	plan, err := purge.Find(s, purge.Request{DecidedBefore: before})
	if err != nil {
		return err
	}
	if len(plan.Cases) == 0 && len(plan.Kept) == 0 {
		return errors.New("the store holds no cases; import a file first")
	}
	if err := program.Consult(s, actor, "list what is due for review", "decided before "+before.ISO(), plan.Records); err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		g := p.NewPage(w)
		if len(plan.Cases) == 0 {
			g.Text("", 0, fmt.Sprintf("No case is due for review: none was decided whole before %s.", before))
			return nil
		}
		g.Text("", 0, fmt.Sprintf("Due for review, decided before %s: %s.", before, planned(&plan)))
		for _, c := range plan.Cases {
			g.Text("", 2, report.CaseName(c))
		}
		g.Text("", 0, fmt.Sprintf("gd8 purge --decided-before %s shows what erasing them would take. Nothing is erased by itself.", before.ISO()))
		return nil
	})
}
