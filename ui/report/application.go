package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
)

// Application is an application as a whole: each of its individuals with all
// their hits, the applicant first.
type Application struct {
	Ref         string // blank for the hits of one individual without an application
	Individuals []*store.Dossier
	Zone        *time.Location
	Today       model.Date
}

// Head says which application it is, for what work, and by when.
func (a *Application) Head() Block {
	said := "no reference"
	if a.Ref != "" {
		said = a.Ref
	}
	for _, f := range []model.Field{model.ApplicationType, model.Workforce} {
		if values := a.values(f); len(values) > 0 {
			said += ", " + strings.Join(values, "; ")
		}
	}
	due := a.due()
	switch {
	case !due.Known():
		return Block{Label: "Application", Text: said}
	case due < a.Today && !a.Finished():
		return Block{Label: "Application", Text: said + ", due " + due.String() + ", overdue", Warns: true}
	}
	return Block{Label: "Application", Text: said + ", due " + due.String()}
}

// values are the values of a field that the hits have, each once.
func (a *Application) values(f model.Field) []string {
	var list []string
	for _, d := range a.Individuals {
		for i := range d.Items {
			if facts := d.Case.Facts(i); facts.Recorded(f) && !slices.Contains(list, facts.Show(f)) {
				list = append(list, facts.Show(f))
			}
		}
	}
	return list
}

// due is the earliest day by which the application should be answered.
func (a *Application) due() (due model.Date) {
	for _, d := range a.Individuals {
		for i := range d.Items {
			if day := d.Case.Facts(i).Date(model.DueDate); day.Known() && (due == 0 || day < due) {
				due = day
			}
		}
	}
	return due
}

// Hits are how many hits there are, and how many of them are done.
func (a *Application) Hits() (all, done int) {
	for _, d := range a.Individuals {
		for i := range d.Items {
			all++
			if d.Items[i].State.Done() {
				done++
			}
		}
	}
	return all, done
}

// Finished reports whether nothing of the application is left to decide.
func (a *Application) Finished() bool {
	all, done := a.Hits()
	return all == done
}

// Progress says how far the application is.
func (a *Application) Progress() Block {
	all, done := a.Hits()
	if all == done {
		return Block{Label: "Finished", Text: fmt.Sprintf("nothing is left to decide; %s done", Counted(all, "hit"))}
	}
	return Block{Label: "Left", Text: fmt.Sprintf("%d of %s done; %s", done, Counted(all, "hit"), a.left()), Warns: true}
}

// left says what is left, by its state.
func (a *Application) left() string {
	counts := map[model.QueueState]int{}
	for _, d := range a.Individuals {
		for i := range d.Items {
			counts[d.Items[i].State]++
		}
	}
	var parts []string
	for _, state := range []model.QueueState{model.StateToDo, model.StateOutOfDate, model.StateReturned, model.StateDeferred} {
		if n := counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, InSentence(state.Title())))
		}
	}
	return strings.Join(parts, ", ")
}

// Record says whether the AT2 record would be whole.
func (a *Application) Record() Block {
	b := Block{Label: "AT2 record"}
	if a.Finished() {
		b.Text = "can be exported: every hit on it is decided or not relevant"
		return b
	}
	b.Text, b.Warns = "can be exported, and would say that it is not finished: "+a.left(), true
	return b
}

// Individual says who one of the individuals is and, below, how each of their
// hits stands.
func (a *Application) Individual(k int) Block {
	d := a.Individuals[k]
	facts := d.Case.Facts(0)
	who := d.Key().Person
	if name := facts.Text(model.PersonName); name != "" {
		who += ", " + name
	}
	if facts.Recorded(model.DateOfBirth) {
		who += ", born " + facts.Show(model.DateOfBirth)
	}
	role := facts.Show(model.PersonRole)
	b := Block{Label: strings.ToUpper(role[:1]) + role[1:], Text: who}
	for i := range d.Items {
		b.Below = append(b.Below, a.hit(d, i))
	}
	return b
}

// hit says how a hit stands.
func (a *Application) hit(d *store.Dossier, i int) Block {
	facts, item := d.Case.Facts(i), &d.Items[i]
	b := Block{Label: facts.Text(model.IncidentRef), Warns: !item.State.Done()}
	said := []string{InSentence(item.State.Title())}
	if item.State == model.StateNotRelevant {
		b.Text = said[0]
		return b
	}
	if made := item.Decision; made.Stands() {
		said = append(said, InSentence(made.Kind.Done())+" by "+made.Officer+" on "+Moment(made.At, a.Zone))
	}
	assessed := d.Case.Assess(i)
	said = append(said, InSentence(assessed.Verdict.Title()))
	if same := sameEvent(d, i); same != "" {
		said = append(said, "one event with "+same)
	}
	if n := len(assessed.Flags.Flags()); n > 0 {
		said = append(said, Counted(n, "warning"))
	}
	b.Text = strings.Join(said, "; ")
	if made := item.Decision; made.Stands() && made.Representations.Awaited() {
		b.Below = append(b.Below, awaited(made.Representations, a.Today))
	}
	if names := fieldNames(assessed.ToConfirm.Fields()); names != "" && !item.State.Done() {
		b.Below = append(b.Below, Block{Label: "To confirm", Text: names})
	}
	return b
}

// sameEvent names the other hits of the event of a hit.
func sameEvent(d *store.Dossier, i int) string {
	var refs []string
	for _, other := range d.Case.Event(i) {
		if other != i {
			refs = append(refs, d.Case.Facts(other).Text(model.IncidentRef))
		}
	}
	return strings.Join(refs, ", ")
}
