package review

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file keeps what is typed into questions and forms until it is used. As
// with a rationale's draft it is saved soon after the last key and on every
// way out, and is there again the next time, also in another sitting.

// typedFor says what a text is typed for: a record, and a word for the place.
type typedFor struct {
	number store.Number
	what   string // blank: the text is not kept
}

// typed are the texts in question.
type typed struct {
	texts   map[store.Number]store.Typed
	changed map[store.Number]uint64 // the changes the store does not have, by their number
	changes uint64
	gates   map[store.Number]*gate // in what order the texts of a record are saved
	ticking bool                   // they will be saved soon
	trouble string                 // why they are not, safe; blank for nothing
}

// typedDue says that what was typed is to be saved now.
type typedDue struct{}

// loadTyped gets what the store has.
func (a *App) loadTyped() {
	texts, err := a.sit.Store().AllTyped()
	if err != nil {
		texts = map[store.Number]store.Typed{}
		a.sayError(fmt.Errorf("what was typed earlier and not used could not be read: %w", err))
	}
	a.kept = typed{texts: texts, changed: map[store.Number]uint64{}, gates: map[store.Number]*gate{}}
}

// get is a text typed earlier and not used.
func (t *typed) get(k typedFor) (text store.TypedText, ok bool) {
	text, ok = t.texts[k.number][k.what]
	return text, ok
}

// sayTyped says that a text typed earlier is here again: whose it is, where
// that is another's, or else what is given of one's own.
func (a *App) sayTyped(text store.TypedText, own string) {
	if !a.sit.OfAnother(text) {
		a.say(term.Dim, own)
		return
	}
	at := text.At.In(a.sit.Store().Now().Location()).Format("2 January 2006, 15:04")
	a.say(term.Warning, "Typed by "+text.Officer+" on "+at+" and not used: these are not your words yet.")
}

// set takes in a text; one that is what its place started with is not kept.
func (t *typed) set(k typedFor, text, start string) {
	have, ok := t.get(k)
	switch {
	case k.what == "", ok && have.Text == text:
	case text == start:
		t.drop(k)
	default:
		if t.texts[k.number] == nil {
			t.texts[k.number] = store.Typed{}
		}
		t.texts[k.number][k.what] = store.TypedText{Text: text}
		t.change(k.number)
	}
}

// drop forgets a text: it was used.
func (t *typed) drop(k typedFor) {
	if _, ok := t.get(k); ok {
		delete(t.texts[k.number], k.what)
		t.change(k.number)
	}
}

// dropForm forgets the texts of a form.
func (t *typed) dropForm(n store.Number) {
	for what := range maps.Clone(t.texts[n]) {
		if strings.HasPrefix(what, formPrefix) {
			t.drop(typedFor{n, what})
		}
	}
}

func (t *typed) change(n store.Number) {
	t.changes++
	t.changed[n], t.trouble = t.changes, ""
}

// noteTyped takes in what stands in the question, the form and the reminder in
// hand, and has changes saved soon.
func (a *App) noteTyped() tea.Cmd {
	t := &a.kept
	if d := a.dialog; d != nil && !d.asks {
		t.set(d.keep, d.editor.text, d.start)
	}
	if a.screen() == inForm {
		a.form.note(t)
	}
	if r := a.rationale; r != nil && r.date != nil {
		if r.dayUnkept() {
			t.set(r.keepDay(), r.day(), "")
		} else {
			t.drop(r.keepDay())
		}
	}
	if len(t.changed) == 0 || t.ticking || t.trouble != "" {
		return nil
	}
	t.ticking = true
	return a.o.after(draftDelay, typedDue{})
}

// typedDue saves what was typed beside the keys.
func (a *App) typedDue() tea.Cmd {
	a.kept.ticking = false
	return a.saveTyped(nil)
}

// saveTyped saves what was typed, then goes on with then. Where then is given
// the officer leaves, and keys wait for it.
func (a *App) saveTyped(then func(*App) tea.Cmd) tea.Cmd {
	t := &a.kept
	changed := maps.Clone(t.changed)
	if len(changed) == 0 && then == nil {
		return nil
	}
	save := t.saves(a.sit.SaveTyped)
	about := onTyped
	if then != nil {
		about = onChange
	}
	return a.ask(about, 0, typedFailed, func() (func(*App) tea.Cmd, error) {
		return func(a *App) tea.Cmd {
			for n, change := range changed {
				if a.kept.changed[n] == change {
					delete(a.kept.changed, n)
				}
			}
			if then != nil {
				return then(a)
			}
			return nil
		}, save()
	})
}

// saves gives what saves the changed texts as they stand now.
func (t *typed) saves(write func(store.Number, store.Typed) error) func() error {
	var all []func() error
	for n := range t.changed {
		if t.gates[n] == nil {
			t.gates[n] = &gate{}
		}
		texts, pass := maps.Clone(t.texts[n]), t.gates[n].pass()
		all = append(all, func() error { return pass(func() error { return write(n, texts) }) })
	}
	return func() error {
		var failed error
		for _, save := range all {
			failed = errors.Join(failed, save())
		}
		return failed
	}
}

// plain are the changed texts as plain text.
func (t *typed) plain() string {
	var b strings.Builder
	for n := range t.changed {
		for what, text := range t.texts[n] {
			fmt.Fprintf(&b, "%s\n\n%s\n\n", what, text.Text)
		}
	}
	return b.String()
}

// typedFailed says that what was typed is on screen only.
func typedFailed(a *App, err error) tea.Cmd {
	said := "What you typed is not saved and is kept here: " + cause(err) + "."
	if a.leaving {
		said += " ctrl+c again leaves all the same."
	}
	a.kept.trouble = a.look.SafeLine(said)
	a.say(term.Error, said)
	return nil
}

// formPrefix begins what the texts of a form are typed for.
const formPrefix = "form "

// typedFor is what the text of a field of the form is typed for; len(fields)
// is the reason.
func (f *form) typedFor(i int) typedFor {
	if i == len(f.fields) {
		return typedFor{f.number, formPrefix + "reason of the correction"}
	}
	return typedFor{f.number, formPrefix + f.fields[i].Name()}
}

// note takes in the field in hand.
func (f *form) note(t *typed) {
	start := ""
	if f.at < len(f.fields) {
		start = f.began[f.at]
	}
	t.set(f.typedFor(f.at), f.editor().text, start)
}

// recall puts in what was typed earlier and not saved. It gives one text of
// that, another officer's where there is one, and whether there was anything.
func (f *form) recall(a *App) (one store.TypedText, any bool) {
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	for i := range n {
		if text, ok := a.kept.get(f.typedFor(i)); ok {
			e := f.reason
			if i < len(f.fields) {
				e = f.texts[i]
			}
			e.setText(text.Text)
			if !any || a.sit.OfAnother(text) {
				one = text
			}
			any = true
		}
	}
	return one, any
}

// typedForField is what a text about a field of the incident in hand is typed
// for: its value, the note or the reason of an answer.
func (a *App) typedForField(what string, f model.Field) typedFor {
	return typedFor{a.incident.Number, session.TypedFor(what, f)}
}

// answeredField forgets what was typed for an answer, which is saved.
func (t *typed) answeredField(n store.Number, f model.Field) {
	for _, what := range []string{session.TypedValue, session.TypedNote, session.TypedReason} {
		t.drop(typedFor{n, session.TypedFor(what, f)})
	}
}
