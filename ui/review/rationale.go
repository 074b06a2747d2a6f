package review

import (
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// rationale is the rationale of one decision being written.
type rationale struct {
	*session.Rationale
	editors []*editor.Editor // beside Asked
	date    *editor.Line     // the line of dates; nil where the decision has none
	ticks   *ticks           // of the systems searched; nil where they are typed
	at      int              // the section in hand; len(editors) is the date
	advice  []string         // safe
	refused string           // why the decision is not saved, safe; blank for nothing
	doubt   bool             // it is not known whether it is
}

// decide opens the rationale of a decision about the incident in hand, with
// what its text starts from.
func (a *App) decide(k model.DecisionKind) tea.Cmd {
	sit, in := a.sit, a.incident
	return a.ask(onChange, in.Number, nil, func() (func(*App) tea.Cmd, error) {
		from, err := sit.Rationale(in, k)
		return func(a *App) tea.Cmd {
			a.rationale = newRationale(a, from)
			a.enter(inRationale)
			switch from.From {
			case session.FromDraft:
				d, _ := in.Draft(k)
				a.sayTyped(store.TypedText{Officer: d.Officer, At: d.At}, "Your draft has been restored.")
			case session.FromVersion:
				a.say(term.Dim, "Started from your earlier decision on this incident.")
			}
			return a.rationale.seekAdvice(a)
		}, err
	})
}

func newRationale(a *App, from *session.Rationale) *rationale {
	r := &rationale{Rationale: from}
	for _, s := range r.Asked {
		e := editor.New(a.look, model.MaxLong)
		e.SetText(r.Sections[s])
		r.editors = append(r.editors, e)
	}
	if r.HasDay() {
		r.date = editor.NewLine(a.look)
		r.date.Limit = model.MaxText
		r.date.SetText(r.Day)
	}
	r.takeIn()
	r.KeepIn(a.keeper)
	if r.date != nil {
		if day, ok := a.keeper.Get(r.DayKey()); ok {
			r.date.SetText(day.Text)
		}
	}
	if r.Asked[0] == model.Searched && len(a.o.Systems) > 0 {
		r.ticks = &ticks{systems: a.o.Systems}
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

// takeIn takes in what stands in the editors.
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
func (r *rationale) press(a *App, msg tea.KeyMsg) tea.Cmd {
	switch {
	case r.onDate():
		a.typed(r.date.Press(msg))
	case r.ticking() && r.ticks.press(a, r.editors[0], msg):
	default:
		a.typed(r.editors[r.at].Press(msg))
	}
	return nil
}

// seekAdvice asks what the officer may want to look at again.
func (r *rationale) seekAdvice(a *App) tea.Cmd {
	r.takeIn()
	r.Unshown = a.unshown()
	asked := *r.Rationale
	return a.ask(onAdvice, r.Number, nil, func() (func(*App) tea.Cmd, error) {
		advice, err := asked.Advice()
		return func(a *App) tea.Cmd {
			if a.rationale == r {
				r.advice = nil
				for _, line := range advice {
					r.advice = append(r.advice, a.look.SafeLine(line))
				}
			}
			return nil
		}, err
	})
}

// saveDecision saves the decision, after any draft that is being saved.
func (a *App) saveDecision() tea.Cmd {
	r, sit := a.rationale, a.sit
	r.takeIn()
	r.Unshown = a.unshown()
	save, err := r.Deciding()
	if err != nil {
		r.at = len(r.editors)
		a.say(term.Error, "Not saved, the "+r.DayName()+": "+err.Error())
		return nil
	}
	a.forget(onKeep)
	return a.ask(onChange, r.Number, decisionFailed, func() (func(*App) tea.Cmd, error) {
		done, err := save()
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		if err != nil && done.Note == "" {
			done.Note = "the counts could not be read: " + err.Error()
		}
		return func(a *App) tea.Cmd { return a.decided(done, counts) }, nil
	})
}

// decisionFailed keeps the text on screen and says why it was not saved.
func decisionFailed(a *App, err error) tea.Cmd {
	r := a.rationale
	var refused *model.DecisionError
	if errors.As(err, &refused) {
		if refused.HasSection {
			for i, s := range r.Asked {
				if s == refused.Section {
					r.at = i
				}
			}
		}
		a.say(term.Error, "Not saved: "+refused.Problem)
		return nil
	}
	said := "Not saved, your text is kept here: "
	if r.doubt = session.InDoubt(err); r.doubt {
		said = "Your text is kept here: "
	}
	r.refused = a.look.SafeLine(said + session.Cause(err) + ". ctrl+s tries again; " + wayOut(err))
	return nil
}

// decided says what was saved and opens the next incident needing attention.
func (a *App) decided(done session.Decided, counts queue.Counts) tea.Cmd {
	a.keeper.Drop(a.rationale.DayKey())
	a.keeper.Close(a.rationale.Input())
	a.rationale = nil
	a.leave()
	if counts.Total > 0 {
		a.counts = counts
	}
	said := status{term.Saved, done.Said()}
	if done.Note != "" {
		said = status{term.Warning, said.text + " But " + done.Note + "."}
	}
	if follows := done.Follows(); follows != "" {
		said.text += " " + follows
	}
	if done.Next != 0 && said.role == term.Saved {
		said.text += " z undoes it."
	}
	if offer := done.Offers(); offer != "" {
		said.text += " " + offer
	}
	said.text = a.look.SafeLine(said.text)
	if done.Next == 0 {
		a.status = said
		return a.backToQueue()
	}
	a.settles = a.o.now().Add(settleTime)
	return tea.Batch(a.open(done.Next, said), a.o.after(settleTime, settled{}))
}

// settleTime is how long after a save the incident that opened by itself only
// takes keys that change nothing: those meant for the one before do nothing.
const settleTime = 500 * time.Millisecond

// settled says that the time is over.
type settled struct{}

// leaveRationale goes back to the review; the draft is there next time.
func (a *App) leaveRationale() tea.Cmd {
	a.takeIn()
	if r := a.rationale; !r.Input().Unsaved() {
		if r.DayUnkept() {
			return a.closeRationale(r.Left())
		}
		return a.closeRationale("")
	}
	return a.save(func(a *App) tea.Cmd { return a.closeRationale(a.rationale.Left()) })
}

func (a *App) closeRationale(said string) tea.Cmd {
	a.keeper.Close(a.rationale.Input())
	a.rationale = nil
	a.leave()
	return a.ask(onChange, a.incident.Number, nil, a.reread(func(a *App) { a.say(term.Dim, said) }))
}
