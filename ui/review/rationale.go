package review

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
	"gd8/ui/review/guide"
	"gd8/ui/review/incident"
	"gd8/ui/review/panes"
	"gd8/ui/session"
	"gd8/ui/term"
)

// rationale is the rationale of one decision being written.
type rationale struct {
	*desk.Desk
	facts   *panes.Facts
	writing *writing
	*session.Rationale
	editors []*editor.Editor // beside Asked
	date    *editor.Line     // the line of dates; nil where the decision has none
	ticks   *ticks           // of the systems searched; nil where they are typed
	at      int              // the section in hand; len(editors) is the date
	advice  []string         // safe
	refused string           // why the decision is not saved, safe; blank for nothing
	doubt   bool             // it is not known whether it is
}

// writing is what an officer writes about the incident in hand: the rationale
// of a decision, or a note.
type writing struct {
	*desk.Desk
	advice    *adviceView
	facts     *panes.Facts
	guide     *guide.Guidance
	keep      *keeping
	review    *incident.Review
	rationale *rationale // nil where none is open
	note      *note      // nil where none is open
}

// decide opens the rationale of a decision about the incident in hand, with
// what its text starts from.
func (t *writing) decide(k model.DecisionKind) tea.Cmd {
	sit, in := t.Sit, t.Incident
	return t.Ask(desk.OnChange, in.Number, nil, func() (func() tea.Cmd, error) {
		from, err := sit.Rationale(in, k)
		return func() tea.Cmd {
			t.rationale = t.newRationale(from)
			t.Enter(desk.InRationale)
			switch from.From {
			case session.FromDraft:
				d, _ := in.Draft(k)
				t.SayTyped(store.TypedText{Officer: d.Officer, At: d.At}, "Your draft has been restored.")
			case session.FromVersion:
				t.Say(term.Dim, "Started from your earlier decision on this incident.")
			}
			return t.rationale.seekAdvice()
		}, err
	})
}

// arguing is the decision whose rationale is being written, NoDecision for none.
func (t *writing) arguing() model.DecisionKind {
	if t.rationale == nil {
		return model.NoDecision
	}
	return t.rationale.Kind
}

func (t *writing) newRationale(from *session.Rationale) *rationale {
	r := &rationale{Desk: t.Desk, facts: t.facts, writing: t, Rationale: from}
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
	r.takeIn()
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
func (r *rationale) onDate() bool { return r.at == len(r.editors) }

// TakeIn takes in what stands in the editors.
func (r *rationale) takeIn() {
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

func (r *rationale) input() *session.Input { return r.Input() }

func (r *rationale) inHand() *editor.Editor { return r.editors[r.at] }

func (r *rationale) file() string { return r.Kind.String() }

func (r *rationale) plain() string { return r.Plain() }

// turn goes to the next section, or the one before, round and round. Before the
// text of what was searched come its ticks.
func (r *rationale) turn(by int) {
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

// ticking reports whether the ticks of the systems have the keys.
func (r *rationale) ticking() bool { return r.ticks != nil && r.at == 0 && r.ticks.inHand }

// press applies a key to the section in hand.
func (r *rationale) press(msg tea.KeyMsg) tea.Cmd {
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
func (r *rationale) seekAdvice() tea.Cmd {
	r.takeIn()
	r.Unshown = r.facts.Unshown()
	asked := *r.Rationale
	return r.Ask(desk.OnAdvice, r.Number, nil, func() (func() tea.Cmd, error) {
		advice, err := asked.Advice()
		return func() tea.Cmd {
			if r.writing.rationale == r {
				r.advice = nil
				for _, line := range advice {
					r.advice = append(r.advice, r.Look.SafeLine(line))
				}
			}
			return nil
		}, err
	})
}

// saveDecision saves the decision, after any draft that is being saved.
func (t *writing) saveDecision() tea.Cmd {
	r, sit := t.rationale, t.Sit
	r.takeIn()
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
		return func() tea.Cmd { return t.decided(done, counts) }, nil
	})
}

// decisionFailed keeps the text on screen and says why it was not saved.
func (t *writing) decisionFailed(err error) tea.Cmd {
	r := t.rationale
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

// decided says what was saved and opens the next incident needing attention.
func (t *writing) decided(done session.Decided, counts queue.Counts) tea.Cmd {
	t.Keeper.Drop(t.rationale.DayKey())
	t.Keeper.Close(t.rationale.Input())
	t.rationale = nil
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
	t.Settles = t.Options.Now().Add(settleTime)
	return tea.Batch(t.review.OpenIncident(done.Next, said), t.Options.After(settleTime, settled{}))
}

// settleTime is how long after a save the incident that opened by itself only
// takes keys that change nothing: those meant for the one before do nothing.
const settleTime = 500 * time.Millisecond

// settled says that the time is over.
type settled struct{}

// leaveRationale goes back to the review; the draft is there next time.
func (t *writing) leaveRationale() tea.Cmd {
	t.keep.takeIn()
	if r := t.rationale; !r.Input().Unsaved() {
		if r.DayUnkept() {
			return t.closeRationale(r.Left())
		}
		return t.closeRationale("")
	}
	return t.keep.save(func() tea.Cmd { return t.closeRationale(t.rationale.Left()) })
}

func (t *writing) closeRationale(said string) tea.Cmd {
	t.Keeper.Close(t.rationale.Input())
	t.rationale = nil
	t.Leave()
	return t.Ask(desk.OnChange, t.Incident.Number, nil, t.review.Reread(func() { t.Say(term.Dim, said) }))
}
