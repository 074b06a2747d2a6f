package review

import (
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// rationale is the rationale of one decision being written.
type rationale struct {
	in       *session.Input
	number   store.Number
	kind     model.DecisionKind
	ref      string // of the incident, safe
	required []model.Section
	editors  []*editor      // beside required
	date     *input         // of a reminder; nil unless the decision defers
	at       int            // the section in hand; len(required) is the date
	others   model.Sections // texts of sections that are not asked for now, kept
	from     session.Origin

	advice  []string // safe
	refused string   // why the decision is not saved, safe; blank for nothing
	doubt   bool     // it is not known whether it is
}

// decide opens the rationale of a decision about the incident in hand, with
// what its text starts from.
func (a *App) decide(k model.DecisionKind) tea.Cmd {
	sit, in := a.sit, a.incident
	return a.ask(onChange, in.Number, nil, func() (func(*App) tea.Cmd, error) {
		p, err := sit.Prefill(in, k)
		return func(a *App) tea.Cmd {
			a.rationale = newRationale(a, in, k, p)
			a.enter(inRationale)
			switch p.From {
			case session.FromDraft:
				d, _ := in.Draft(k)
				a.sayTyped(store.TypedText{Officer: d.Officer, At: d.At}, "Your draft is here again.")
			case session.FromVersion:
				a.say(term.Dim, "The text of this incident's own earlier decision is here to work from.")
			}
			return a.rationale.seekAdvice(a)
		}, err
	})
}

func newRationale(a *App, in *session.Incident, k model.DecisionKind, p session.Prefill) *rationale {
	r := &rationale{number: in.Number, kind: k, ref: a.look.SafeLine(in.Key().Incident), required: in.Required(k), from: p.From, others: p.Sections}
	for _, s := range r.required {
		e := newEditor(a.look, model.MaxLong)
		e.setText(p.Sections[s])
		r.editors = append(r.editors, e)
		r.others[s] = ""
	}
	if k == model.Defer {
		r.date = newInput(a.look)
		r.date.limit = model.MaxText
		r.date.setText(p.Remind.String())
		if day, ok := a.keeper.Get(r.keepDay()); ok {
			r.date.setText(day.Text)
		}
	}
	for i, e := range r.editors { // start where something is still to be written
		if strings.TrimSpace(e.text) == "" {
			r.at = i
			break
		}
	}
	r.in = a.keeper.Open(session.Kept{Name: "draft", Lost: "the rationale of " + r.ref + " could not be saved as a draft", File: r.file(), Plain: r.plain}, r.content())
	return r
}

// keepDay is what a reminder that no draft holds is kept under.
func (r *rationale) keepDay() session.InputKey {
	return session.InputKey{Number: r.number, For: "reminder " + r.kind.String()}
}

// dayUnkept reports whether a reminder is typed that a draft does not hold: it
// is no date yet, or there is no text and so no draft.
func (r *rationale) dayUnkept() bool {
	if strings.TrimSpace(r.day()) == "" {
		return false
	}
	return r.noDate() || r.blank()
}

// noDate reports whether the reminder typed is no date yet.
func (r *rationale) noDate() bool {
	_, err := model.ParseDate(r.day())
	return err != nil
}

func (r *rationale) blank() bool {
	s := r.sections()
	return s.Blank()
}

// sections are the texts as they stand.
func (r *rationale) sections() model.Sections {
	s := r.others
	for i, section := range r.required {
		s[section] = r.editors[i].text
	}
	return s
}

func (r *rationale) day() string {
	if r.date == nil {
		return ""
	}
	return r.date.text
}

// onDate reports whether the reminder's date is in hand.
func (r *rationale) onDate() bool { return r.at == len(r.editors) }

// content is what is typed, to compare.
func (r *rationale) content() any {
	return struct {
		sections model.Sections
		day      string
	}{r.sections(), r.day()}
}

// draft is the text as a draft. A reminder that is no date yet is not kept.
func (r *rationale) draft() store.Draft {
	day, _ := model.ParseDate(r.day())
	return store.Draft{Kind: r.kind, Sections: r.sections(), Remind: day}
}

func (r *rationale) input() *session.Input { return r.in }

func (r *rationale) takeIn(sit *session.Sitting) {
	draft := r.draft()
	r.in.Change(r.content(), func() error { return sit.SaveDraft(r.number, draft) })
}

func (r *rationale) inHand() *editor { return r.editors[r.at] }

func (r *rationale) file() string { return r.kind.String() }

// plain is the rationale as plain text.
func (r *rationale) plain() string {
	return session.PlainText(r.kind, r.ref, r.required, r.sections(), r.day())
}

// turn goes to the next section, or the one before, round and round.
func (r *rationale) turn(by int) {
	n := len(r.editors)
	if r.date != nil {
		n++
	}
	r.at = (r.at + by + n) % n
}

// press applies a key to the section in hand.
func (r *rationale) press(a *App, msg tea.KeyMsg) tea.Cmd {
	if r.onDate() {
		a.typed(r.date.press(msg))
	} else {
		a.typed(r.editors[r.at].press(msg))
	}
	return nil
}

// seekAdvice asks what the officer may want to look at again.
func (r *rationale) seekAdvice(a *App) tea.Cmd {
	sit, n, required, sections := a.sit, r.number, r.required, r.sections()
	return a.ask(onAdvice, n, nil, func() (func(*App) tea.Cmd, error) {
		advice, err := sit.Advice(n, required, sections)
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
	remind, err := model.Date(0), error(nil)
	if r.date != nil {
		if remind, err = sit.Reminder(r.date.text); err != nil {
			r.at = len(r.editors)
			a.say(term.Error, "Not saved, the reminder date: "+err.Error())
			return nil
		}
	}
	a.forget(onKeep)
	sections := r.sections()
	var done session.Decided
	save := r.in.Last(func() (err error) {
		done, err = sit.Decide(r.number, r.kind, sections, remind)
		return err
	})
	return a.ask(onChange, r.number, decisionFailed, func() (func(*App) tea.Cmd, error) {
		if err := save(); err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		if err != nil && done.Note == "" {
			done.Note = "the counts could not be read: " + err.Error()
		}
		return func(a *App) tea.Cmd { return a.decided(done, remind, counts) }, nil
	})
}

// decisionFailed keeps the text on screen and says why it was not saved.
func decisionFailed(a *App, err error) tea.Cmd {
	r := a.rationale
	var refused *model.DecisionError
	if errors.As(err, &refused) {
		if refused.HasSection {
			for i, s := range r.required {
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

// decided says what was saved, and when it comes back, and opens the next
// incident needing attention.
func (a *App) decided(done session.Decided, remind model.Date, counts store.Counts) tea.Cmd {
	a.keeper.Drop(a.rationale.keepDay())
	a.keeper.Close(a.rationale.in)
	a.rationale = nil
	a.leave()
	if counts.Total > 0 {
		a.counts = counts
	}
	said := status{term.Saved, a.look.SafeLine(done.Said())}
	if remind.Known() {
		said.text += "; it comes back on " + remind.String()
	}
	if done.Note != "" {
		said = status{term.Warning, said.text + a.look.SafeLine("; but "+done.Note)}
	}
	if done.Next == 0 {
		if !done.Lost {
			said.text += ". Nothing more needs attention."
		}
		a.status = said
		return a.backToQueue()
	}
	if done.Beyond {
		said.text += ". No more to do in the list; the next of all incidents follows"
	}
	if said.role == term.Saved {
		said.text += ". z undoes it."
	}
	return a.open(done.Next, said)
}

// leaveRationale goes back to the review; the draft is there next time.
func (a *App) leaveRationale() tea.Cmd {
	a.takeIn()
	if r := a.rationale; !r.in.Unsaved() {
		if r.dayUnkept() {
			return a.closeRationale(r.left())
		}
		return a.closeRationale("")
	}
	return a.save(func(a *App) tea.Cmd { return a.closeRationale(a.rationale.left()) })
}

// left says what is kept of a rationale that is left.
func (r *rationale) left() string {
	switch {
	case r.dayUnkept() && r.blank():
		return "No text, so no draft; the reminder is kept as it is typed."
	case r.dayUnkept():
		return "The text is kept as a draft, and the reminder, no date yet, as it is typed."
	case r.blank():
		return "The text is blank: no draft is kept."
	}
	return "The draft is kept; the same key opens it again."
}

func (a *App) closeRationale(said string) tea.Cmd {
	a.keeper.Close(a.rationale.in)
	a.rationale = nil
	a.leave()
	return a.ask(onChange, a.incident.Number, nil, a.reread(func(a *App) { a.say(term.Dim, said) }))
}
