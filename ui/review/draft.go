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
	"gd8/store/vault"
	"gd8/ui/session"
	"gd8/ui/term"
)

// draftDelay is how long after a key what was typed is saved.
const draftDelay = 700 * time.Millisecond

// draftDue says that what is typed is to be saved now.
type draftDue struct{}

// written is a text that is saved while it is typed: a rationale as its draft,
// or a note. What is typed into it is safe within a second, and on every way
// out.
type written interface {
	keeping() *keeper
	// unsaved reports whether something was typed that the store does not
	// have.
	unsaved() bool
	// saving is how what is typed now is saved, and what is to be noted once
	// it is.
	saving(*session.Sitting) (save func() error, saved func())
	// inHand is the text that keys go to, where App.longText says so.
	inHand() *editor
	// file and plain are the text as a file of its own: a word for its name,
	// and what it holds.
	file() string
	plain() string
}

// keeper is how far a written text is saved.
type keeper struct {
	number  store.Number // of its record
	name    string       // of what is saved: draft or note
	lost    string       // what is said where it could not be saved at the end
	ticking bool         // it will be saved soon
	busy    bool         // it is being saved
	gate    gate         // in what order
	trouble string       // why it is not saved, safe; blank for nothing
	doubt   bool         // it is not known whether it is
}

func (k *keeper) keeping() *keeper { return k }

// notSaved says in short that there is trouble.
func (k *keeper) notSaved(a *App) string {
	said := " not saved"
	if k.doubt {
		said = " perhaps not saved"
	}
	return a.look.Render(term.Error, a.look.Symbols.Error+said)
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

// typedInto sees to it that what was just typed is saved soon.
func (a *App) typedInto(w written) tea.Cmd {
	k := w.keeping()
	if !w.unsaved() || k.ticking {
		return nil
	}
	k.ticking = true
	return a.o.after(draftDelay, draftDue{})
}

// draftDue saves what is typed beside the keys. While it is being saved, or
// the decision itself is, it comes back later.
func (a *App) draftDue() tea.Cmd {
	w := a.written()
	if w == nil {
		return nil
	}
	k := w.keeping()
	k.ticking = false
	if !w.unsaved() {
		return nil
	}
	if k.busy || a.waiting > 0 {
		k.ticking = true
		return a.o.after(draftDelay, draftDue{})
	}
	save := a.saveDraft(nil)
	if a.rationale != nil {
		return tea.Batch(save, a.rationale.seekAdvice(a))
	}
	return save
}

// gate lets the saves of one text through in the order in which they were
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

// saveDraft saves what is typed, then goes on with then. Where then is given
// the officer leaves, and keys wait for it.
func (a *App) saveDraft(then func(*App) tea.Cmd) tea.Cmd {
	w := a.written()
	k := w.keeping()
	write, saved := w.saving(a.sit)
	t := onDraft
	if then != nil {
		t = onChange
		a.forget(onDraft)
	}
	k.busy = true
	save := k.gate.pass()
	return a.ask(t, k.number, draftFailed, func() (func(*App) tea.Cmd, error) {
		err := save(write)
		return func(a *App) tea.Cmd {
			k.busy, k.trouble = false, ""
			saved()
			if then != nil {
				return then(a)
			}
			return nil
		}, err
	})
}

// retryDelay is how long after a text could not be saved it is tried again,
// beside every key.
const retryDelay = 5 * time.Second

// draftFailed says that the text is on screen only, and how to keep it. It is
// tried again by itself, so that it is saved once there is room for it.
func draftFailed(a *App, err error) tea.Cmd {
	w := a.written()
	if w == nil {
		a.leaving = false
		a.sayError(err)
		return nil
	}
	k := w.keeping()
	said := "The " + k.name + " is not saved, your text is kept here"
	if k.doubt = doubtful(err); k.doubt {
		said = "Your text is kept here"
	}
	said += ": " + cause(err) + ". gd8 tries again by itself; ctrl+o writes the text to a file."
	if a.leaving {
		said += " ctrl+c again leaves all the same."
	}
	k.busy, k.ticking = false, true
	k.trouble = a.look.SafeLine(said)
	return a.o.after(retryDelay, draftDue{})
}

// doubtful reports whether an error leaves it open if something was saved.
func doubtful(err error) bool {
	var unsettled *vault.UnsettledError
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
	w := a.written()
	if w == nil || !w.unsaved() {
		return err
	}
	k := w.keeping()
	write, _ := w.saving(a.sit)
	kept := k.gate.pass()(write)
	return errors.Join(err, a.lastResort(k.lost, kept, w.file(), w.plain()))
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
	switch {
	case text == "" || a.lock.on:
	case a.dialog != nil && !a.dialog.asks:
		a.dialog.editor.put(text)
	case a.dialog != nil:
	case a.screen() == inForm:
		a.form.editor().put(text)
	case a.screen() == inRationale && !a.rationale.onDate() || a.screen() == inNote:
		a.written().inHand().put(text)
	}
}

// writeOut asks for a file to write the text to: the way out where the store
// cannot be written.
func (a *App) writeOut() tea.Cmd {
	w := a.written()
	k := w.keeping()
	a.openDialog(&dialog{
		title: "Write the text to a file",
		body:  []string{"It holds what you typed, in plain text, and is readable by you alone. An existing file is not overwritten; ctrl+u empties the name. Delete it when the text is saved in gd8."},
		accept: func(a *App, text string) tea.Cmd {
			to, err := filepath.Abs(strings.TrimSpace(oneLine(text)))
			if err != nil {
				return failDialog(a, err)
			}
			said := w.plain()
			return a.ask(onChange, k.number, failDialog, func() (func(*App) tea.Cmd, error) {
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
