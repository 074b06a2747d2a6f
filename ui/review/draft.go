package review

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// draftDelay is how long after a key what was typed is saved as a draft.
const draftDelay = 700 * time.Millisecond

// draftDue says that a draft is to be saved now.
type draftDue struct{}

// draftDue saves the draft beside the keys. While one is being saved, or the
// decision itself is, it comes back later.
func (a *App) draftDue() tea.Cmd {
	r := a.rationale
	if r == nil {
		return nil
	}
	r.ticking = false
	if !r.unsaved() {
		return nil
	}
	if r.saving || a.waiting > 0 {
		r.ticking = true
		return a.o.after(draftDelay, draftDue{})
	}
	return tea.Batch(a.saveDraft(nil), r.seekAdvice(a))
}

// gate lets the saves of one rationale through in the order in which they were
// asked for: an older one that comes late is left out, so that it neither
// takes the place of a newer text nor comes back after the decision.
type gate struct {
	writing sync.Mutex
	newest  atomic.Uint64
}

// pass gives a save its place.
func (g *gate) pass() (save func(write func() error) error) {
	mine := g.newest.Add(1)
	return func(write func() error) error {
		g.writing.Lock()
		defer g.writing.Unlock()
		if g.newest.Load() != mine {
			return nil
		}
		return write()
	}
}

// saveDraft saves what is typed as a draft, then goes on with then. Where then
// is given the officer leaves, and keys wait for it.
func (a *App) saveDraft(then func(*App) tea.Cmd) tea.Cmd {
	r, sit := a.rationale, a.sit
	draft, day := r.draft(), r.day()
	t := onDraft
	if then != nil {
		t = onChange
		a.forget(onDraft)
	}
	r.saving = true
	save := r.gate.pass()
	return a.ask(t, r.number, draftFailed, func() (func(*App) tea.Cmd, error) {
		err := save(func() error { return sit.SaveDraft(r.number, draft) })
		return func(a *App) tea.Cmd {
			r.saving, r.trouble = false, ""
			r.saved, r.savedDay = draft.Sections, day
			if then != nil {
				return then(a)
			}
			return nil
		}, err
	})
}

// retryDelay is how long after a draft could not be saved it is tried again,
// beside every key.
const retryDelay = 5 * time.Second

// draftFailed says that the text is on screen only, and how to keep it. It is
// tried again by itself, so that it is saved once there is room for it.
func draftFailed(a *App, err error) tea.Cmd {
	r := a.rationale
	if r == nil {
		a.leaving = false
		a.sayError(err)
		return nil
	}
	said := "The draft is not saved, your text is kept here"
	if r.doubt = doubtful(err); r.doubt {
		said = "Your text is kept here"
	}
	said += ": " + cause(err) + ". gd8 tries again by itself; ctrl+o writes the text to a file."
	if a.leaving {
		said += " ctrl+c again leaves all the same."
	}
	r.saving, r.ticking = false, true
	r.trouble = a.look.SafeLine(said)
	return a.o.after(retryDelay, draftDue{})
}

// doubtful reports whether an error leaves it open if something was saved.
func doubtful(err error) bool {
	var unsettled *store.UnsettledError
	return errors.As(err, &unsettled)
}

// cause is why something was not saved, for behind words that say that it was
// not.
func cause(err error) string { return strings.TrimPrefix(err.Error(), "not saved: ") }

// keepDraft is the last try to save what is typed, without a screen: after a
// signal, an error of gd8's own, or an end that the app did not see coming.
// Where the store cannot take it, a file does, and the error says which.
func (a *App) keepDraft() error {
	a.takeGathered()
	a.noteTyped()
	err := a.keepTyped()
	r := a.rationale
	if r == nil || !r.unsaved() {
		return err
	}
	kept := r.gate.pass()(func() error { return a.sit.SaveDraft(r.number, r.draft()) })
	return errors.Join(err, a.lastResort("the rationale of "+r.ref+" could not be saved as a draft", kept, r.kind.String(), r.plain()))
}

// keepTyped is the last try for what was typed into questions and forms.
func (a *App) keepTyped() error {
	err := a.kept.saves(a.sit.SaveTyped)()
	return a.lastResort("what was typed into a question or form could not be saved", err, "typed", a.kept.plain())
}

// lastResort writes a text that was not kept to a file, and says what failed
// and where the text is.
func (a *App) lastResort(what string, err error, name, text string) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", what, err)
	path, failed := a.sit.LastResort(name, text)
	if failed != nil {
		return fmt.Errorf("%w; its text is lost: %w", err, failed)
	}
	return fmt.Errorf("%w; its text is in %s: type it in again from there when the store can be written, then delete that file", err, path)
}

// takeGathered puts keys that were still being gathered where they were typed.
func (a *App) takeGathered() {
	text := pasted(a.keys.pending)
	a.keys.pending = nil
	switch r := a.rationale; {
	case text == "" || a.lock.on:
	case a.dialog != nil && !a.dialog.asks:
		a.dialog.editor.put(text)
	case a.dialog != nil:
	case a.screen() == inForm:
		a.form.editor().put(text)
	case a.screen() == inRationale && !r.onDate():
		r.editors[r.at].put(text)
	}
}

// writeOut asks for a file to write the text to: the way out where the store
// cannot be written.
func (a *App) writeOut() tea.Cmd {
	r := a.rationale
	name := "gd8-" + r.kind.String() + ".txt"
	a.openDialog(&dialog{
		title: "Write the text to a file",
		body:  []string{"It holds what you typed, in plain text, and is readable by you alone. An existing file is not overwritten. Delete it when the decision is saved."},
		accept: func(a *App, text string) tea.Cmd {
			to, err := filepath.Abs(strings.TrimSpace(oneLine(text)))
			if err != nil {
				return failDialog(a, err)
			}
			said := r.plain()
			return a.ask(onChange, r.number, failDialog, func() (func(*App) tea.Cmd, error) {
				return func(a *App) tea.Cmd {
					a.closeDialog()
					a.say(term.Saved, "Written to "+to)
					return nil
				}, session.WriteText(to, said)
			})
		},
	}, name)
	return nil
}

// plain is the rationale as plain text.
func (r *rationale) plain() string {
	return session.PlainText(r.kind, r.ref, r.required, r.sections(), r.day())
}
