package export

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
)

// This file counts what a unit reports of a span of time. Nothing that it gives
// names an application, an individual, an incident or an officer.

// Figures are what was done in a span of time.
type Figures struct {
	What      string     `json:"what"`
	Marking   string     `json:"marking"`
	From      string     `json:"from"` // ISO dates, both included
	To        string     `json:"to"`
	Total     Period     `json:"total"`
	Months    []Period   `json:"months"` // the months of the span, where they were asked for
	Deferred  []Deferral `json:"deferred"`
	Overrides []Override `json:"overrides"`
	Note      string     `json:"note"`
}

// Period is what was done in a part of the span. A decision about an incident
// counts once, however many hits describe it, and again where it was made anew.
type Period struct {
	Period    string      `json:"period"` // such as "2026-06"; "all" for the span
	Made      Object[int] `json:"decisions"`
	Verdicts  Object[int] `json:"verdicts"`    // of the test, as they stood at these decisions
	Withdrawn int         `json:"withdrawn"`   // decisions taken back
	OutOfDate int         `json:"out_of_date"` // of the decisions, those that stand and are out of date today
	Replaced  int         `json:"replaced"`    // of the decisions, those that no longer stand
	Age       Age         `json:"age"`
}

// Age is how long decisions took: whole days from the import of the first
// record of a case to the decision. Null where no decision was made.
type Age struct {
	Median  *int `json:"median_days"`
	Quick   *int `json:"lower_quarter_days"`
	Slow    *int `json:"upper_quarter_days"`
	Longest *int `json:"longest_days"`
	Late    int  `json:"after_due_date"`
	NoDue   int  `json:"without_due_date"`
}

// Deferral is what decisions of the span wait for, and how many wait.
type Deferral struct {
	Needed string `json:"needed"`
	Count  int    `json:"count"`
}

// Override is an officer's answer that differs from the source, and how many
// are alike. Values are blank for a field whose values tell who it is about.
type Override struct {
	Field  string `json:"field"`
	Source string `json:"source"`
	Answer string `json:"answer"`
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// figuresNote says what a reader is to know of the texts.
const figuresNote = "What is waited for and the reasons are officers' own words. References and names of the record itself are taken out of them; read them for others before they leave the unit."

// FiguresWanted says which figures are wanted.
type FiguresWanted struct {
	Marking  string
	From, To model.Date // both included
	Zone     *time.Location
	ByMonth  bool
}

// GatherFigures reads the figures of a store, case by case. show, where not
// nil, is told how far it is.
func GatherFigures(ctx context.Context, s *store.Store, want FiguresWanted, show func(done, of int)) (*Figures, error) {
	cases, err := s.Cases(func(model.CaseKey) bool { return true })
	if err != nil {
		return nil, err
	}
	g := &gathering{want: want, months: map[string]*tally{}, deferred: map[string]int{}, overrides: map[Override]int{}}
	for k, c := range cases {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if show != nil {
			show(k, len(cases))
		}
		d, err := s.CaseDossier(c)
		if err != nil {
			return nil, err
		}
		if err := g.add(s, d); err != nil {
			return nil, err
		}
	}
	return g.figures(), nil
}

type gathering struct {
	want      FiguresWanted
	all       tally
	months    map[string]*tally
	deferred  map[string]int
	overrides map[Override]int
}

// tally is what a period is made of.
type tally struct {
	made                           [model.DecisionKindCount]int
	verdicts                       [model.VerdictCount]int
	withdrawn, outOfDate, replaced int
	days                           []int
	late, noDue                    int
}

// act is one decision of an officer, whatever number of hits carries it.
type act struct {
	at      time.Time
	officer string
	kind    model.DecisionKind
	digest  [32]byte
}

func (g *gathering) within(at time.Time) bool {
	day := model.DateOf(at.In(g.want.Zone))
	return day >= g.want.From && day <= g.want.To
}

// tallies are what an action at a time is counted in.
func (g *gathering) tallies(at time.Time) []*tally {
	list := []*tally{&g.all}
	if g.want.ByMonth {
		month := at.In(g.want.Zone).Format("2006-01")
		if g.months[month] == nil {
			g.months[month] = &tally{}
		}
		list = append(list, g.months[month])
	}
	return list
}

// add counts a case.
func (g *gathering) add(s *store.Store, d *store.Dossier) error {
	hide := hider(d)
	for i := range d.Case.Records {
		g.addOverrides(&d.Case.Records[i], hide)
	}
	var versions [][]history.Change
	first := time.Time{}
	for i := range d.Items {
		if d.Items[i].Decision == nil {
			continue
		}
		changes, err := history.Of(s, d.Items[i].Number)
		if err != nil {
			return err
		}
		versions = append(versions, changes)
		for k := range changes {
			if changes[k].Source != nil && (first.IsZero() || changes[k].At.Before(first)) {
				first = changes[k].At
			}
		}
	}
	standing := map[act]model.QueueState{}
	for i := range d.Items {
		if dec := d.Items[i].Decision; dec.Stands() {
			standing[actOf(dec)] = d.Items[i].State
		}
	}
	due := dueDate(d)
	seen := map[act]bool{}
	for _, changes := range versions {
		for k := range changes {
			dec := changes[k].Decision
			if dec == nil || !g.within(dec.At) || seen[actOf(dec)] {
				continue
			}
			seen[actOf(dec)] = true
			state, stands := standing[actOf(dec)]
			g.addDecision(dec, state, stands, first, due)
			if stands && dec.Kind == model.Defer {
				g.deferred[hide(dec.Sections[model.Needed])]++
			}
		}
	}
	return nil
}

func actOf(d *model.Decision) act { return act{d.At, d.Officer, d.Kind, d.Digest} }

func (g *gathering) addDecision(d *model.Decision, state model.QueueState, stands bool, first time.Time, due model.Date) {
	day := model.DateOf(d.At.In(g.want.Zone))
	for _, t := range g.tallies(d.At) {
		if d.Kind == model.Withdrawn {
			t.withdrawn++
			continue
		}
		t.made[d.Kind]++
		t.verdicts[d.Verdict]++
		switch {
		case !stands:
			t.replaced++
		case state == model.StateOutOfDate:
			t.outOfDate++
		}
		if !first.IsZero() {
			t.days = append(t.days, max(0, int(day.Time().Sub(model.DateOf(first.In(g.want.Zone)).Time()).Hours()/24)))
		}
		switch {
		case !due.Known():
			t.noDue++
		case day > due:
			t.late++
		}
	}
}

// dueDate is the earliest date by which the case's application is due.
func dueDate(d *store.Dossier) (due model.Date) {
	for i := range d.Case.Len() {
		if day := d.Case.Facts(i).Date(model.DueDate); day.Known() && (due == 0 || day < due) {
			due = day
		}
	}
	return due
}

func (g *gathering) addOverrides(record *model.Record, hide func(string) string) {
	countOverrides(g.overrides, record, hide, g.within)
}

// figures puts what was counted in order.
func (g *gathering) figures() *Figures {
	f := &Figures{
		What: "Figures", Marking: g.want.Marking, From: g.want.From.ISO(), To: g.want.To.ISO(),
		Total: g.all.period("all"), Months: []Period{}, Deferred: []Deferral{}, Overrides: []Override{}, Note: figuresNote,
	}
	if g.want.ByMonth {
		for _, month := range monthsOf(g.want.From, g.want.To) {
			t := g.months[month]
			if t == nil {
				t = &tally{}
			}
			f.Months = append(f.Months, t.period(month))
		}
	}
	for needed, n := range g.deferred {
		f.Deferred = append(f.Deferred, Deferral{needed, n})
	}
	slices.SortFunc(f.Deferred, func(a, b Deferral) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Needed, b.Needed))
	})
	f.Overrides = sortedOverrides(g.overrides)
	return f
}

// monthsOf are the months that a span touches.
func monthsOf(from, to model.Date) []string {
	var list []string
	at := from.Time()
	for at = at.AddDate(0, 0, 1-at.Day()); !at.After(to.Time()); at = at.AddDate(0, 1, 0) {
		list = append(list, at.Format("2006-01"))
	}
	return list
}

func (t *tally) period(name string) Period {
	p := Period{Period: name, Withdrawn: t.withdrawn, OutOfDate: t.outOfDate, Replaced: t.replaced}
	for _, k := range model.DecisionKinds() {
		p.Made = append(p.Made, Member[int]{k.String(), t.made[k]})
	}
	for v := range model.VerdictCount {
		p.Verdicts = append(p.Verdicts, Member[int]{v.String(), t.verdicts[v]})
	}
	p.Age = Age{Late: t.late, NoDue: t.noDue}
	if n := len(t.days); n > 0 {
		slices.Sort(t.days)
		part := func(quarter int) *int { return &t.days[(n-1)*quarter/4] }
		p.Age.Quick, p.Age.Median, p.Age.Slow, p.Age.Longest = part(1), part(2), part(3), part(4)
	}
	return p
}

// Count is how many decisions were made.
func (p *Period) Count() (n int) {
	for _, m := range p.Made {
		n += m.Value
	}
	return n
}
