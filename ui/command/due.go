package command

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
)

// maxReviewYears bounds the years of a retention review.
const maxReviewYears = 150

func (p *program) dueCommand() *cobra.Command {
	var years string
	c := &cobra.Command{
		Use:   "due",
		Short: "List the cases whose retention is due for review",
		Long: `due lists the cases of which every incident was decided so many years ago, or
longer, that a force reviews whether it still keeps them. After how many years
is the force's to say: --years, else GD8_REVIEW_YEARS. It only lists: nothing is
ever erased by itself, and gd8 purge erases what an officer names.`,
		Example: `  gd8 due --years 7
  GD8_REVIEW_YEARS=7 gd8 due`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			if years == "" {
				years = p.getenv("GD8_REVIEW_YEARS")
			}
			if years == "" {
				return usagef(c, "say after how many years retention is reviewed: --years N, or GD8_REVIEW_YEARS")
			}
			n, err := strconv.Atoi(years)
			if err != nil || n < 0 || n > maxReviewYears {
				return usagef(c, "the years of a review are a whole number up to %d, and not %q", maxReviewYears, years)
			}
			return p.withStore(func(s *store.Store, actor store.Actor) error { return p.due(s, actor, n) })
		},
	}
	c.Flags().StringVar(&years, "years", "", "review what was decided `N` years ago or longer (else GD8_REVIEW_YEARS)")
	return c
}

func (p *program) due(s *store.Store, actor store.Actor, years int) error {
	// A plan of an erasure that is never carried out: what is due is what
	// gd8 purge --decided-before would take. Today's decisions are not due.
	before := model.DateOf(s.Now().AddDate(-years, 0, 0))
	plan, err := s.PlanPurge(store.PurgeRequest{DecidedBefore: before})
	if err != nil {
		return err
	}
	if len(plan.Cases) == 0 && len(plan.Kept) == 0 {
		return errors.New("the store holds no cases; import a file first")
	}
	if err := s.ConsultMany(actor, "list what is due for review", "decided before "+before.ISO(), plan.Records); err != nil {
		return err
	}
	return p.toOutput(func(w *bufio.Writer) error {
		g := newPage(w, p.look(p.out), pageWidth(p), p.now().Location())
		if len(plan.Cases) == 0 {
			g.text("", 0, fmt.Sprintf("No case is due for review: none was decided whole before %s.", before))
			return nil
		}
		g.text("", 0, fmt.Sprintf("Due for review, decided before %s: %s.", before, planned(&plan)))
		for _, c := range plan.Cases {
			g.text("", 2, caseText(c))
		}
		g.text("", 0, fmt.Sprintf("gd8 purge --decided-before %s shows what erasing them would take. Nothing is erased by itself.", before.ISO()))
		return nil
	})
}
