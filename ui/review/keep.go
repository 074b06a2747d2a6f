package review

import (
	"errors"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file gives the keeper of what is typed every change, has it save soon
// after the last key and on every way out, and says what is wrong.

// saveDelay is how long after a key what was typed is saved, retryDelay how
// long after that failed it is tried again, beside every key.
const (
	saveDelay  = 700 * time.Millisecond
	retryDelay = 5 * time.Second
)

// saveDue says that what is typed is to be saved now.
type saveDue struct{}

// written is a text that is saved while it is typed: a rationale as its draft,
// or a note.
type written interface {
	input() *session.Input
	// takeIn gives the keeper what is typed now.
	takeIn()
	// inHand is the text that keys go to, where App.longText says so.
	inHand() *editor.Editor
	// file and plain are the text as a file of its own: a word for its name,
	// and what it holds.
	file() string
	plain() string
}

// written is the text being typed, nil where none is.
func (a *App) written() written {
	switch {
	case a.rationale != nil:
		return a.rationale
	case a.note != nil:
		return a.note
	}
	return nil
}

// sayTyped says that a text typed earlier is here again: whose it is, where
// that is another's, or else what is given of one's own.
func (a *App) sayTyped(text store.TypedText, own string) {
	if !a.sit.OfAnother(text) {
		a.say(term.Dim, own)
		return
	}
	at := report.Moment(text.At, a.sit.Store().Now().Location())
	a.say(term.Warning, "Typed by "+text.Officer+" on "+at+" and not used: these are not your words yet.")
}

// takeIn gives the keeper what stands in the question, the form, the reminder
// and the text in hand.
func (a *App) takeIn() {
	if d := a.dialog; d != nil && !d.asks {
		a.keeper.Set(d.keep, d.editor.Text, d.start)
	}
	if a.screen() == inForm {
		a.form.takeIn(a.keeper)
	}
	if w := a.written(); w != nil {
		w.takeIn()
	}
	if r := a.rationale; r != nil && r.date != nil {
		if r.DayUnkept() {
			a.keeper.Set(r.DayKey(), r.Day, "")
		} else {
			a.keeper.Drop(r.DayKey())
		}
	}
}

// saveSoon takes in what was typed and has it saved soon.
func (a *App) saveSoon() tea.Cmd {
	a.takeIn()
	if a.ticking || !a.keeper.Unsaved() {
		return nil
	}
	return a.saveIn(saveDelay)
}

func (a *App) saveIn(delay time.Duration) tea.Cmd {
	a.ticking = true
	return a.o.after(delay, saveDue{})
}

// saveDue saves what is typed beside the keys. While it is being saved, or the
// decision itself is, it comes back later.
func (a *App) saveDue() tea.Cmd {
	a.ticking = false
	switch {
	case !a.keeper.Unsaved():
		return nil
	case a.keeper.Saving() || a.waiting > 0:
		return a.saveIn(saveDelay)
	}
	advice := tea.Cmd(nil)
	if r := a.rationale; r != nil && r.Input().Unsaved() {
		advice = r.seekAdvice(a)
	}
	return tea.Batch(a.save(nil), advice)
}

// save saves what is typed, then goes on with then. Where then is given the
// officer leaves, and keys wait for it.
func (a *App) save(then func(*App) tea.Cmd) tea.Cmd {
	a.takeIn()
	s := a.keeper.Begin()
	switch {
	case s == nil && then == nil:
		return nil
	case s == nil:
		return then(a)
	}
	about := onKeep
	if then != nil {
		about = onChange
		a.forget(onKeep)
	}
	return a.ask(about, 0, func(a *App, err error) tea.Cmd {
		s.Done()
		return a.saveFailed()
	}, func() (func(*App) tea.Cmd, error) {
		err := s.Run()
		return func(a *App) tea.Cmd {
			s.Done()
			a.troubled = ""
			a.savedText()
			if then != nil {
				return then(a)
			}
			return nil
		}, err
	})
}

// savedText forgets why a decision was not saved: what is to be said since is
// about its text.
func (a *App) savedText() {
	if a.rationale != nil {
		a.rationale.refused = ""
	}
}

// saveFailed says that what was typed is on screen only, and how to keep it.
// It is tried again by itself, so that it is saved once there is room for it.
func (a *App) saveFailed() tea.Cmd {
	said := a.trouble(a.keeper.Trouble())
	w := a.written()
	if (w == nil || w.input().Trouble() == "") && said != a.troubled { // else the text's own screen says it
		a.say(term.Error, said)
	}
	a.troubled = said
	return a.saveIn(retryDelay)
}

// trouble is why something is not saved as the screen says it, safe; blank for
// nothing.
func (a *App) trouble(said string) string {
	if said != "" && a.leaving {
		said += " ctrl+c again leaves all the same."
	}
	return a.look.SafeLine(said)
}

// notSaved says in short that there is trouble.
func (v *canvas) notSaved(doubt bool) string {
	said := " not saved"
	if doubt {
		said = " perhaps not saved"
	}
	return v.look.Render(term.Error, v.look.Symbols.Error+said)
}

// keepDraft is the last try to save what is typed, without a screen: after a
// signal, an error of gd8's own, or an end that the app did not see coming.
// Where the store cannot take it, a file does, and the error says which.
func (a *App) keepDraft() error {
	a.takeGathered()
	a.takeIn()
	var err error
	for _, u := range a.keeper.SaveOrWriteOut() {
		err = errors.Join(err, u)
	}
	return err
}

// takeGathered puts keys that were still being gathered where they were typed.
func (a *App) takeGathered() {
	text := pasted(a.keys.pending)
	a.keys.pending = nil
	switch {
	case text == "" || a.lock.on:
	case a.dialog != nil && !a.dialog.asks:
		a.dialog.editor.Put(text)
	case a.dialog != nil:
	case a.screen() == inForm:
		a.form.editor().Put(text)
	case a.screen() == inRationale && !a.rationale.onDate() || a.screen() == inNote:
		a.written().inHand().Put(text)
	}
}

// writeOut asks for a file to write the text to: the way out where the store
// cannot be written.
func (a *App) writeOut() tea.Cmd {
	w := a.written()
	a.openDialog(&dialog{
		title: "Write the text to a file",
		body:  []string{"The file holds what you typed, in plain text, and only you can read it. An existing file is not overwritten; ctrl+u empties the name. Delete the file once the text is saved in gd8."},
		accept: func(a *App, text string) tea.Cmd {
			to, err := filepath.Abs(strings.TrimSpace(editor.OneLine(text)))
			if err != nil {
				return failDialog(a, err)
			}
			said := w.plain()
			return a.ask(onChange, a.incident.Number, failDialog, func() (func(*App) tea.Cmd, error) {
				return func(a *App) tea.Cmd {
					a.closeDialog()
					a.say(term.Saved, "Written to "+to)
					return nil
				}, session.WriteText(to, said)
			})
		},
	}, "gd8-"+w.file()+".txt")
	return nil
}

// inputKey is what the text of a field of the form is typed for; len(fields)
// is the reason.
func (f *form) inputKey(i int) session.InputKey {
	if i == len(f.fields) {
		return session.InputKey{Number: f.number, For: session.FormPrefix + "reason of the correction"}
	}
	return session.InputKey{Number: f.number, For: session.FormPrefix + f.fields[i].Name()}
}

// takeIn takes in the field in hand.
func (f *form) takeIn(k *session.Keeper) {
	start := ""
	if f.at < len(f.fields) {
		start = f.began[f.at]
	}
	k.Set(f.inputKey(f.at), f.editor().Text, start)
	if f.number == store.NewRecord && f.editor().Text != start {
		for i, began := range f.began { // what it began with is part of it
			if began != "" {
				k.Set(f.inputKey(i), f.texts[i].Text, "")
			}
		}
	}
}

// recall puts in what was typed earlier and not saved. It gives one text of
// that, another officer's where there is one, and whether there was anything.
func (f *form) recall(a *App) (one store.TypedText, any bool) {
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	for i := range n {
		if text, ok := a.keeper.Get(f.inputKey(i)); ok {
			e := f.reason
			if i < len(f.fields) {
				e = f.texts[i]
			}
			e.SetText(text.Text)
			if !any || a.sit.OfAnother(text) {
				one = text
			}
			any = true
		}
	}
	return one, any
}

// inputKey is what a text about a field of the incident in hand is typed for:
// its value, the note or the reason of an answer.
func (a *App) inputKey(what string, f model.Field) session.InputKey {
	return session.InputKey{Number: a.incident.Number, For: session.TypedFor(what, f)}
}
