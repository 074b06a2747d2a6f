package review

import (
	"errors"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/byhand"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/rationale"
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

// keeping has what is typed saved.
type keeping struct {
	*desk.Desk
	forms    *byhand.Forms
	writing  *rationale.Writing
	ticking  bool   // it will save soon
	troubled string // what was said last of why it could not, safe
}

// TakeIn gives the keeper what stands in the question, the form, the reminder
// and the text in hand.
func (k *keeping) TakeIn() {
	if d := k.Dialog; d != nil && !d.Asks {
		k.Keeper.Set(d.Keep, d.Editor.Text, d.Start)
	}
	if k.Screen() == desk.InForm {
		k.forms.Form.TakeIn(k.Keeper)
	}
	if text := k.writing.InHand(); text != nil {
		text.TakeIn()
	}
}

// saveSoon takes in what was typed and has it saved soon.
func (k *keeping) saveSoon() tea.Cmd {
	k.TakeIn()
	if k.ticking || !k.Keeper.Unsaved() {
		return nil
	}
	return k.saveIn(saveDelay)
}

func (k *keeping) saveIn(delay time.Duration) tea.Cmd {
	k.ticking = true
	return k.Options.After(delay, saveDue{})
}

// saveDue saves what is typed beside the keys. While it is being saved, or the
// decision itself is, it comes back later.
func (k *keeping) saveDue() tea.Cmd {
	k.ticking = false
	switch {
	case !k.Keeper.Unsaved():
		return nil
	case k.Keeper.Saving() || k.Waiting > 0:
		return k.saveIn(saveDelay)
	}
	advice := k.writing.Advise()
	return tea.Batch(k.Save(nil), advice)
}

// Save saves what is typed, then goes on with then. Where then is given the
// officer leaves, and keys wait for it.
func (k *keeping) Save(then func() tea.Cmd) tea.Cmd {
	k.TakeIn()
	s := k.Keeper.Begin()
	switch {
	case s == nil && then == nil:
		return nil
	case s == nil:
		return then()
	}
	about := desk.OnKeep
	if then != nil {
		about = desk.OnChange
		k.Forget(desk.OnKeep)
	}
	return k.Ask(about, 0, func(err error) tea.Cmd {
		s.Done()
		return k.saveFailed()
	}, func() (func() tea.Cmd, error) {
		err := s.Run()
		return func() tea.Cmd {
			s.Done()
			k.troubled = ""
			k.writing.Saved()
			if then != nil {
				return then()
			}
			return nil
		}, err
	})
}

// saveFailed says that what was typed is on screen only, and how to keep it.
// It is tried again by itself, so that it is saved once there is room for it.
func (k *keeping) saveFailed() tea.Cmd {
	said := k.Trouble(k.Keeper.Trouble())
	text := k.writing.InHand()
	if (text == nil || text.Input().Trouble() == "") && said != k.troubled { // else the text's own screen says it
		k.Say(term.Error, said)
	}
	k.troubled = said
	return k.saveIn(retryDelay)
}

// keepDraft is the last try to save what is typed, without a screen: after a
// signal, an error of gd8's own, or an end that the app did not see coming.
// Where the store cannot take it, a file does, and the error says which.
func (a *App) keepDraft() error {
	a.takeGathered()
	a.keep.TakeIn()
	var err error
	for _, u := range a.Keeper.SaveOrWriteOut() {
		err = errors.Join(err, u)
	}
	return err
}

// takeGathered puts keys that were still being gathered where they were typed.
func (a *App) takeGathered() {
	text := pasted(a.keys.pending)
	a.keys.pending = nil
	switch {
	case text == "" || a.Locked:
	case a.Dialog != nil && !a.Dialog.Asks:
		a.Dialog.Editor.Put(text)
	case a.Dialog != nil:
	case a.Screen() == desk.InForm:
		a.forms.Form.InHand().Put(text)
	case a.Screen() == desk.InRationale || a.Screen() == desk.InNote:
		if e := a.writing.Editor(); e != nil {
			e.Put(text)
		}
	}
}

// WriteOut asks for a file to write the text to: the way out where the store
// cannot be written.
func (k *keeping) WriteOut() tea.Cmd {
	w := k.writing.InHand()
	k.OpenDialog(&desk.Dialog{
		Title: "Write the text to a file",
		Body:  []string{"The file holds what you typed, in plain text, and only you can read it. An existing file is not overwritten; ctrl+u empties the name. Delete the file once the text is saved in gd8."},
		Accept: func(text string) tea.Cmd {
			to, err := filepath.Abs(strings.TrimSpace(editor.OneLine(text)))
			if err != nil {
				return k.FailDialog(err)
			}
			said := w.Plain()
			return k.Ask(desk.OnChange, k.Incident.Number, k.FailDialog, func() (func() tea.Cmd, error) {
				return func() tea.Cmd {
					k.CloseDialog()
					k.Say(term.Saved, "Written to "+to)
					return nil
				}, session.WriteText(to, said)
			})
		},
	}, "gd8-"+w.File()+".txt")
	return nil
}
