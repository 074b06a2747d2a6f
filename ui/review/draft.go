package review

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

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

// draftFailed says that the text is on screen only, and how to keep it.
func draftFailed(a *App, err error) tea.Cmd {
	a.leaving = false
	r := a.rationale
	if r == nil {
		a.sayError(err)
		return nil
	}
	r.saving = false
	r.trouble = a.look.SafeLine("The draft is not saved, your text is kept here: " + err.Error())
	return nil
}

// keepDraft is the last try to save what is typed, without a screen: after a
// signal, an error of gd8's own, or an end that the app did not see coming.
func (a *App) keepDraft() error {
	a.takeGathered()
	if a.rationale == nil || !a.rationale.unsaved() {
		return nil
	}
	r := a.rationale
	return r.gate.pass()(func() error { return a.sit.SaveDraft(r.number, r.draft()) })
}

// takeGathered puts keys that were still being gathered into the rationale.
func (a *App) takeGathered() {
	if r := a.rationale; r != nil && a.screen() == inRationale && a.dialog == nil && !r.onDate() {
		r.editors[r.at].put(pasted(a.keys.pending))
	}
	a.keys.pending = nil
}

// writeOut asks for a file to write the text to: the way out where the store
// cannot be written.
func (a *App) writeOut() tea.Cmd {
	r := a.rationale
	name := "gd8-" + r.kind.String() + ".txt"
	a.openDialog(&dialog{
		title: "Write the text to a file",
		body:  []string{"It holds what you typed, in plain text, and is readable by you alone. An existing file is not overwritten. Delete it when the decision is saved."},
		keep:  fmt.Sprint("file ", r.number),
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
				}, writeNew(to, said)
			})
		},
	}, name)
	return nil
}

// plain is the rationale as plain text.
func (r *rationale) plain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.kind.Title(), r.ref)
	for i, s := range r.required {
		fmt.Fprintf(&b, "\n%s\n\n%s\n", s.Title(), r.editors[i].text)
	}
	if day := r.day(); day != "" {
		fmt.Fprintf(&b, "\nReminder: %s\n", day)
	}
	return b.String()
}

// writeNew writes a new file that only its owner reads.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("the text was not written: %w; choose another place", err)
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		err = errors.Join(fmt.Errorf("the text was not written whole: %w", err), os.Remove(path))
	}
	return err
}
