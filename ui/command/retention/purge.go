package retention

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/purge"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/prompt"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
	"gd8/ui/term"
)

// purgeFlags say what is erased, and whether it is.
type purgeFlags struct {
	request         purge.Request
	reason, confirm string
	erase           bool
}

func (p commands) purgeCommand() *cobra.Command {
	var f purgeFlags
	var before string
	c := &cobra.Command{
		Use:   "purge",
		Short: "Erase cases, after showing which",
		Long: `purge erases whole cases: those of an application, of an individual, or whose
every incident was decided before a day. Given together, a case has to match
each. By itself it shows what would be erased and erases nothing. With --erase
it asks for a reason and has you type how many cases go; then facts, answers,
decisions, drafts and notes are gone, and the references with them from the
journal, which keeps that, when, by whom and why they were erased and still
verifies. The store's file is written anew without them; what other cases say of
them in their own words, links or file names stays.

The reason stays, and so must not name what is erased. Nothing is ever erased by
itself. Backups, exports and other copies are not touched.`,
		Example: `  gd8 purge --application APP-417
  gd8 purge --decided-before 2020-01-01 --erase
  gd8 purge --person P-118 --erase --reason "Retention period over" --confirm "erase 2 cases"`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			f.request.Application, f.request.Person = usage.Given(c, "application"), usage.Given(c, "person")
			if c.Flags().Changed("decided-before") {
				day, err := model.ParseDate(before)
				if err != nil || !day.Known() {
					return usage.Errorf(c, "--decided-before takes a date such as 2020-01-31 or 31/01/2020, and not %q", before)
				}
				f.request.DecidedBefore = day
			}
			if f.request == (purge.Request{}) {
				return usage.Errorf(c, "name what to erase: --application, --person or --decided-before")
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.purge(s, actor, &f) })
		},
	}
	c.Flags().String("application", "", "cases of this application_`REF`")
	c.Flags().String("person", "", "cases of this person_`REF`")
	c.Flags().StringVar(&before, "decided-before", "", "cases decided before this `DATE`")
	c.Flags().BoolVar(&f.erase, "erase", false, "erase them, after a confirmation")
	c.Flags().StringVar(&f.reason, "reason", "", "why, for the journal (else it is asked)")
	c.Flags().StringVar(&f.confirm, "confirm", "", `the confirmation, for scripts, such as "erase 3 cases"`)
	return c
}

func (p commands) purge(s *store.Store, actor store.Actor, f *purgeFlags) error {
	plan, err := purge.Find(s, f.request)
	if err != nil {
		return err
	}
	if named := f.named(); named != "" && len(plan.Cases)+len(plan.Kept) == 0 {
		return fmt.Errorf("there is no case %s in the store; see gd8 list for those there are", named)
	}
	// The list shows references, and so is a consultation. What was asked
	// for is not said: it would stand in the journal after it was erased.
	if actor, err = program.LastPurpose(s, actor); err != nil {
		return err
	}
	if err := s.ConsultMany(actor, "list what to erase", f.detail(), plan.Records); err != nil {
		return err
	}
	if err := p.showPlan(s, &plan, f.request.DecidedBefore); err != nil {
		return err
	}
	if len(plan.Cases) == 0 {
		if !f.erase {
			return nil
		}
		return errors.New("nothing in the store is to be erased by that request; look at it with gd8 list")
	}
	if !f.erase {
		p.Say("Nothing was erased. To erase, add --erase.")
		return nil
	}
	reason, err := f.askReason()
	if err != nil {
		return err
	}
	if err := prompt.Confirm("erase "+report.Counted(len(plan.Cases), "case"), f.confirm); err != nil {
		return err
	}
	err = p.Long("erasing", func(ctx context.Context) error { return purge.Purge(ctx, s, actor, plan, reason) })
	if err != nil {
		return err
	}
	return p.sayErased(s, &plan)
}

// named are the cases that the officer named, blank where by date alone.
func (f *purgeFlags) named() string {
	var by []string
	if a := f.request.Application; a != nil && *a == "" {
		by = append(by, "without an application")
	} else if a != nil {
		by = append(by, fmt.Sprintf("of application %q", *a))
	}
	if f.request.Person != nil {
		by = append(by, fmt.Sprintf("of individual %q", *f.request.Person))
	}
	return strings.Join(by, " and ")
}

// detail says in the journal by what cases were chosen.
func (f *purgeFlags) detail() string {
	var by []string
	if f.request.Application != nil {
		by = append(by, "application")
	}
	if f.request.Person != nil {
		by = append(by, "individual")
	}
	if f.request.DecidedBefore.Known() {
		by = append(by, "decided before "+f.request.DecidedBefore.ISO())
	}
	return "by " + strings.Join(by, " and ")
}

// askReason is the reason given, or asked at the terminal.
func (f *purgeFlags) askReason() (string, error) {
	reason := strings.TrimSpace(f.reason)
	if reason == "" {
		t, err := prompt.Open()
		if err != nil {
			return "", errors.New("an erasure needs a reason, and there is no terminal to ask for it; nothing was erased: add --reason TEXT")
		}
		defer t.Close()
		if reason, err = t.Line("Reason, which stays in the journal and must not name what is erased: "); err != nil {
			return "", err
		}
		if reason == "" {
			return "", errors.New("an erasure needs a reason; nothing was erased")
		}
	}
	return reason, settings.OneLine("reason", reason)
}

// showPlan says what goes, what stays and why, and what is out of reach.
func (p commands) showPlan(s *store.Store, plan *purge.Plan, before model.Date) error {
	backups, err := p.KnownBackups(p.Look(p.Out), s)
	if err != nil {
		return err
	}
	exports, err := p.knownExports(p.Look(p.Out), s)
	if err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		g := p.NewPage(w)
		if len(plan.Cases) == 0 {
			g.Text("", 0, "No case is to be erased.")
		} else {
			g.Text("", 0, "To be erased: "+planned(plan)+".")
			for _, c := range plan.Cases {
				g.Text("", 2, report.CaseName(c))
			}
		}
		if len(plan.Kept) > 0 {
			g.Text("", 0, fmt.Sprintf("These stay, as a case goes whole and not every incident of it was decided before %s:", before))
			for _, c := range plan.Kept {
				g.Text("", 2, report.CaseName(c))
			}
		}
		if len(plan.Cases) > 0 {
			printOutOfReach(g, backups, exports)
		}
		return nil
	})
}

// printOutOfReach says what an erasure does not reach. The backups and exports are
// safe to show.
func printOutOfReach(g *output.Page, backups, exports []string) {
	if len(backups) == 0 {
		g.Text("", 0, "The store knows of no backup.")
	} else {
		g.Text("", 0, "Backups that the store knows of, which keep what they hold until you delete them:")
		for _, line := range backups {
			g.Line("  " + line)
		}
	}
	if len(exports) > 0 {
		g.Text("", 0, "Exports that the store knows of, which keep what they hold until you delete them:")
		for _, line := range exports {
			g.Line("  " + line)
		}
	}
	g.Text("", 0, "gd8 does not reach: files exported from it or imported into it, other copies of the store, snapshots and the journal of the file system, and cells of an SSD that held earlier bytes of the file. An encrypted drive or store keeps those unreadable.")
}

func planned(plan *purge.Plan) string {
	return report.Counted(len(plan.Cases), "case") + ", " + report.Counted(plan.Records, "record") + ", " + report.Counted(plan.Drafts, "draft") + ", " +
		report.Counted(plan.Answers, "answer") + ", " + report.Counted(plan.Decisions, "version") + " of decisions, " + report.Counted(plan.Notes, "note") + reviews(", ", plan.Reviews)
}

// sayErased says what was done, and what is still to be seen to.
func (p commands) sayErased(s *store.Store, plan *purge.Plan) error {
	p.Tell("Erased: %s. Nothing of these cases is left in the store's file.\n", planned(plan))
	p.Say("What other cases say of them in their own words, links or file names stays: look with gd8 list and gd8 show.")
	if err := p.SayOlderBackups(s, "These backups may still hold them; make a new one, then delete them:"); err != nil {
		return err
	}
	p.Say("Snapshots, the file system's journal and cells of an SSD may still hold earlier bytes of the file.")
	return p.SayCheckpoint(s)
}

// reviews counts second opinions, checks and adjudications, with what stands
// before them; blank for none.
func reviews(before string, n int) string {
	if n == 0 {
		return ""
	}
	return before + report.Counted(n, "review") + " by other officers"
}

// exportsNamed is how many exports a purge names, the newest.
const exportsNamed = 20

// knownExports are the exports that a store knows of, a line each, newest
// first; of many the newest.
func (p commands) knownExports(look *term.Look, s *store.Store) ([]string, error) {
	list, err := s.Exports()
	if err != nil {
		return nil, err
	}
	var lines []string
	for k, e := range slices.Backward(list) {
		if len(lines) == exportsNamed {
			return append(lines, fmt.Sprintf("and %d older", k+1)), nil
		}
		line := look.SafeLine(e.Path) + ", of " + p.Moment(e.At)
		if e.Unfinished {
			line += " (it was cut off, and what is left of it could not be removed yet)"
		} else if !program.StillThere(e.Backup) {
			line += " (not there now)"
		}
		lines = append(lines, line)
	}
	return lines, nil
}
