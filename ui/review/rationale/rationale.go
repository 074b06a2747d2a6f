package rationale

import (
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/panes"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Rationale is the rationale of one decision being written.
type Rationale struct {
	*desk.Desk
	facts   *panes.Facts
	writing *Writing
	*session.Rationale
	editors []*editor.Editor // beside Asked
	date    *editor.Line     // the line of dates; nil where the decision has none
	ticks   *ticks           // of the systems searched; nil where they are typed
	at      int              // the section in hand; len(editors) is the date
	Advised []string         // safe
	refused string           // why the decision is not saved, safe; blank for nothing
	doubt   bool             // it is not known whether it is
}

// Decide opens the rationale of a decision about the incident in hand, with
// what its text starts from.
func (t *Writing) Decide(k model.DecisionKind) tea.Cmd {
	sit, in := t.Sit, t.Incident
	return t.Ask(desk.OnChange, in.Number, nil, func() (func() tea.Cmd, error) {
		from, err := sit.Rationale(in, k)
		return func() tea.Cmd {
			t.Rationale = t.NewRationale(from)
			t.Enter(desk.InRationale)
			switch from.From {
			case session.FromDraft:
				d, _ := in.Draft(k)
				t.SayTyped(store.TypedText{Officer: d.Officer, At: d.At}, "Your draft has been restored.")
			case session.FromVersion:
				t.Say(term.Dim, "Started from your earlier decision on this incident.")
			}
			return t.Rationale.seekAdvice()
		}, err
	})
}

// NewRationale is the screen of a rationale, the first section that is blank in
// hand.
func (t *Writing) NewRationale(from *session.Rationale) *Rationale {
	r := &Rationale{Desk: t.Desk, facts: t.facts, writing: t, Rationale: from}
	for _, s := range r.Asked {
		e := editor.New(t.Look, model.MaxLong)
		e.SetText(r.Sections[s])
		r.editors = append(r.editors, e)
	}
	if r.HasDay() {
		r.date = editor.NewLine(t.Look)
		r.date.Limit = model.MaxText
		r.date.SetText(r.Day)
	}
	r.read()
	r.KeepIn(t.Keeper)
	if r.date != nil {
		if day, ok := t.Keeper.Get(r.DayKey()); ok {
			r.date.SetText(day.Text)
		}
	}
	if r.Asked[0] == model.Searched && len(t.Options.Systems) > 0 {
		r.ticks = &ticks{Desk: t.Desk, systems: t.Options.Systems}
	}
	if r.Asked[0] == model.Searched {
		r.at = 1 // it is offered as it was; what is argued comes after it
	}
	for i, e := range r.editors { // start where something is still to be written
		if strings.TrimSpace(e.Text) == "" {
			r.at = i
			break
		}
	}
	if r.ticks != nil {
		r.ticks.inHand = r.at == 0
	}
	return r
}

// onDate reports whether the reminder's date is in hand.
func (r *Rationale) onDate() bool { return r.at == len(r.editors) }

// TakeIn gives the keeper what is typed now; a date that no draft can hold is kept
// by itself.
func (r *Rationale) TakeIn() {
	r.read()
	switch {
	case r.date == nil:
	case r.DayUnkept():
		r.Keeper.Set(r.DayKey(), r.Day, "")
	default:
		r.Keeper.Drop(r.DayKey())
	}
}

// read takes in what stands in the editors.
func (r *Rationale) read() {
	for i, section := range r.Asked {
		r.Sections[section] = r.editors[i].Text
	}
	if r.date != nil {
		r.Day = r.date.Text
	}
	if r.Input() != nil {
		r.Changed()
	}
}

// File names the decision, for the name of a file.
func (r *Rationale) File() string { return r.Kind.String() }

// turn goes to the next section, or the one before, round and round. Before the
// text of what was searched come its ticks.
func (r *Rationale) turn(by int) {
	if r.ticks != nil && r.at == 0 && r.ticks.inHand == (by > 0) {
		r.ticks.inHand = !r.ticks.inHand
		return
	}
	n := len(r.editors)
	if r.date != nil {
		n++
	}
	r.at = (r.at + by + n) % n
	if r.ticks != nil {
		r.ticks.inHand = r.at == 0 && by > 0
	}
}

// Long reports whether enter is a line break in what is in hand.
func (r *Rationale) Long() bool { return !r.onDate() && !r.ticking() }

// ticking reports whether the ticks of the systems have the keys.
func (r *Rationale) ticking() bool { return r.ticks != nil && r.at == 0 && r.ticks.inHand }

// Press applies a key to the section in hand.
func (r *Rationale) Press(msg tea.KeyMsg) tea.Cmd {
	switch {
	case r.onDate():
		r.Typed(r.date.Press(msg))
	case r.ticking() && r.ticks.press(r.editors[0], msg):
	default:
		r.Typed(r.editors[r.at].Press(msg))
	}
	return nil
}

// seekAdvice asks what the officer may want to look at again.
func (r *Rationale) seekAdvice() tea.Cmd {
	r.read()
	r.Unshown = r.facts.Unshown()
	asked := *r.Rationale
	return r.Ask(desk.OnAdvice, r.Number, nil, func() (func() tea.Cmd, error) {
		advice, err := asked.Advice()
		return func() tea.Cmd {
			if r.writing.Rationale == r {
				r.Advised = nil
				for _, line := range advice {
					r.Advised = append(r.Advised, r.Look.SafeLine(line))
				}
			}
			return nil
		}, err
	})
}

// saveDecision saves the decision, after any draft that is being saved.
func (t *Writing) saveDecision() tea.Cmd {
	r, sit := t.Rationale, t.Sit
	r.read()
	r.Unshown = t.facts.Unshown()
	save, err := r.Deciding()
	if err != nil {
		r.at = len(r.editors)
		t.Say(term.Error, "Not saved, the "+r.DayName()+": "+err.Error())
		return nil
	}
	t.Forget(desk.OnKeep)
	return t.Ask(desk.OnChange, r.Number, t.decisionFailed, func() (func() tea.Cmd, error) {
		done, err := save()
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		if err != nil && done.Note == "" {
			done.Note = "the counts could not be read: " + err.Error()
		}
		return func() tea.Cmd { return t.Decided(done, counts) }, nil
	})
}

// decisionFailed keeps the text on screen and says why it was not saved.
func (t *Writing) decisionFailed(err error) tea.Cmd {
	r := t.Rationale
	var refused *model.DecisionError
	if errors.As(err, &refused) {
		if refused.HasSection {
			for i, s := range r.Asked {
				if s == refused.Section {
					r.at = i
				}
			}
		}
		t.Say(term.Error, "Not saved: "+refused.Problem)
		return nil
	}
	said := "Not saved, your text is kept here: "
	if r.doubt = session.InDoubt(err); r.doubt {
		said = "Your text is kept here: "
	}
	r.refused = t.Look.SafeLine(said + session.Cause(err) + ". ctrl+s tries again; " + wayOut(err))
	return nil
}

// Decided says what was saved and opens the next incident needing attention.
func (t *Writing) Decided(done session.Decided, counts queue.Counts) tea.Cmd {
	t.Keeper.Drop(t.Rationale.DayKey())
	t.Keeper.Close(t.Rationale.Input())
	t.Rationale = nil
	t.Leave()
	if counts.Total > 0 {
		t.Counts = counts
	}
	said := desk.Status{Role: term.Saved, Text: done.Said()}
	if done.Note != "" {
		said = desk.Status{Role: term.Warning, Text: said.Text + " But " + done.Note + "."}
	}
	if follows := done.Follows(); follows != "" {
		said.Text += " " + follows
	}
	if done.Next != 0 && said.Role == term.Saved {
		said.Text += " z undoes it."
	}
	if offer := done.Offers(); offer != "" {
		said.Text += " " + offer
	}
	said.Text = t.Look.SafeLine(said.Text)
	if done.Next == 0 {
		t.Status = said
		return t.review.BackToQueue()
	}
	t.Settles = t.Options.Now().Add(SettleTime)
	return tea.Batch(t.review.OpenIncident(done.Next, said), t.Options.After(SettleTime, Settled{}))
}

// SettleTime is how long after a save the incident that opened by itself only
// takes keys that change nothing: those meant for the one before do nothing.
const SettleTime = 500 * time.Millisecond

// Settled says that the time is over.
type Settled struct{}

// leaveRationale goes back to the review; the draft is there next time.
func (t *Writing) leaveRationale() tea.Cmd {
	t.Saver.TakeIn()
	if r := t.Rationale; !r.Input().Unsaved() {
		if r.DayUnkept() {
			return t.closeRationale(r.Left())
		}
		return t.closeRationale("")
	}
	return t.Saver.Save(func() tea.Cmd { return t.closeRationale(t.Rationale.Left()) })
}

func (t *Writing) closeRationale(said string) tea.Cmd {
	t.Keeper.Close(t.Rationale.Input())
	t.Rationale = nil
	t.Leave()
	return t.Ask(desk.OnChange, t.Incident.Number, nil, t.review.Reread(func() { t.Say(term.Dim, said) }))
}

// wayOut says which keys keep a text that the store could not take.
func wayOut(err error) string {
	if session.Replaced(err) {
		return "ctrl+r says what became of the store's file, and how to go on; ctrl+o writes the text to a file."
	}
	return "ctrl+o writes the text to a file."
}
