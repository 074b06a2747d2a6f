package incident

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/review/worklist"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Review is the review of the incident in hand: opening one, answering its
// questions, undoing, and going on to the next.
type Review struct {
	*desk.Desk
	Queue     *worklist.List
	Checklist *panes.Checklist
	Facts     *panes.Facts
	// decide opens the rationale of a decision about the incident in hand.
	Decide func(model.DecisionKind) tea.Cmd
}

// OpenIncident opens an incident for review; said is put into the status line then.
func (v *Review) OpenIncident(n store.Number, said desk.Status) tea.Cmd {
	if n == 0 {
		return nil
	}
	sit := v.Sit
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		in, err := sit.Open(n)
		return func() tea.Cmd {
			v.showIncident(in)
			v.Status = said
			return nil
		}, err
	})
}

// showIncident puts an incident on the review screen, the cursor on the first
// question not answered.
func (v *Review) showIncident(in *session.Incident) {
	v.Incident = in
	v.Facts.Reset()
	v.Checklist.Field = firstQuestion(in)
	v.Queue.Cursor = in.Number
	v.Open = []desk.Screen{desk.InQueue, desk.InReview}
}

// firstQuestion is where the cursor starts: at the first question not
// answered, else at the criterion that decided the verdict. Where all of them
// are met it is at the outcome, which one letter does not answer: no key pressed
// in passing turns the verdict of an incident that is complete.
func firstQuestion(in *session.Incident) model.Field {
	if len(in.Questions) > 0 {
		return in.Questions[0]
	}
	want := model.NotMet
	if in.Assessment.Verdict == model.Undetermined {
		want = model.Unknown
	}
	for id, cr := range in.Assessment.Criteria {
		if cr.State == want {
			return panes.AskedOf(in, model.CriterionID(id))[0]
		}
	}
	return model.OutcomeCode
}

// step goes to the next incident that needs attention, or the one before: looked
// up and opened at once, without a frame between.
func (v *Review) step(forward bool) tea.Cmd {
	v.Settles = time.Time{}
	sit, n := v.Sit, v.Incident.Number
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		next, err := sit.Next(n, forward)
		if err != nil {
			return nil, err
		}
		if next == 0 {
			return desk.Do(func() { v.sayNoNext(forward) }), nil
		}
		in, err := sit.Open(next)
		return func() tea.Cmd {
			v.showIncident(in)
			return nil
		}, err
	})
}

// sayNoNext says that the list ends here, and which key goes the other way.
func (v *Review) sayNoNext(forward bool) {
	if forward {
		v.Say(term.Dim, "No incident after this one in the list needs attention. < goes back.")
		return
	}
	v.Say(term.Dim, "No incident before this one in the list needs attention. > goes on.")
}

// BackToQueue leaves the review; the queue is read again, for what was done.
func (v *Review) BackToQueue() tea.Cmd {
	v.Settles = time.Time{} // what is opened next is opened by hand
	v.Open = []desk.Screen{desk.InQueue}
	return v.Queue.Refresh()
}

// Reread shows the incident in hand as it is now.
func (v *Review) Reread(then func()) desk.Work {
	sit, n := v.Sit, v.Incident.Number
	return func() (func() tea.Cmd, error) {
		in, err := sit.Reread(n)
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		return func() tea.Cmd {
			v.Incident, v.Counts = in, counts
			then()
			return nil
		}, err
	}
}
