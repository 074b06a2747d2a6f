package review

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/seal"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/review/importing"
	"gd8/ui/term"
)

// This file locks the screen. The rules are:
//
//   - It is locked after a time without a key, or by hand, whatever is on it.
//     Nothing is drawn then but the marking and how to go on.
//   - Keys are the passphrase or nothing: none of them is shown, and none is a
//     command when the screen comes back.
//   - What was typed is kept as a draft, and what runs goes on: an import ends
//     as if the officer had stayed.
//   - A store that is not encrypted has no passphrase to ask for. Its screen
//     is blanked against a glance, and comes back with enter.

// lock is the lock of the screen.
type lock struct {
	*desk.Desk
	importing *importing.Import
	keep      *keeping
	byHand    bool
	last      time.Time // when a key was pressed last
	typed     []byte    // of the passphrase; never moved, so that it can be cleared
	checking  bool      // whether it opens the store
	left      bool      // the officer has asked to leave
	said      desk.Status
	watch     uint64 // the newest watch of the idle time
}

// idleDue says that no key may have been pressed for the time that locks.
type idleDue struct{ watch uint64 }

// watchIdle has the idle time looked at when it can be over.
func (l *lock) watchIdle() tea.Cmd {
	l.last = l.Options.Now()
	l.watch++
	if l.Options.Idle <= 0 {
		return nil
	}
	return l.Options.After(l.Options.Idle, idleDue{l.watch})
}

// idle is how long no key was pressed. A computer that slept has stopped the
// one clock and not the other, so that the longer time counts.
func (l *lock) idle() time.Duration {
	now := l.Options.Now()
	return max(now.Sub(l.last), now.Round(0).Sub(l.last.Round(0)))
}

// idleDue locks the screen, or comes back when the idle time can be over.
func (l *lock) idleDue(due idleDue) tea.Cmd {
	switch idle := l.idle(); {
	case l.Locked, due.watch != l.watch: // another watch began, or begins when the screen is unlocked
		l.Quiet = true
		return nil
	case idle < l.Options.Idle:
		l.Quiet = true
		return l.Options.After(l.Options.Idle-idle, due)
	}
	return l.lockScreen(false)
}

// idleTooLong reports whether a key comes after the time that locks.
func (l *lock) idleTooLong() bool { return l.Options.Idle > 0 && l.idle() >= l.Options.Idle }

// lockScreen blanks the screen and keeps what was typed.
func (l *lock) lockScreen(byHand bool) tea.Cmd {
	l.Ahead = nil
	l.Locked, l.byHand, l.left, l.said = true, byHand, false, desk.Status{}
	return l.keep.saveDue()
}

// lockKeys are the keys of the locked screen.
func (l *lock) lockKeys() desk.Table {
	return desk.Table{Name: "The locked screen", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "unlock", Footer: desk.Always, Do: l.unlock},
		{Keys: []string{"ctrl+u"}, Does: "clear the passphrase", Do: desk.Do(func() { l.forget() })},
		{Keys: []string{"esc"}, Does: "leave gd8", Footer: desk.Always, Do: func() tea.Cmd {
			if l.importing.Running() {
				l.said = desk.Status{Role: term.Dim, Text: "An import is running. Unlock the screen to leave; Ctrl-C cancels the import and leaves."}
				return nil
			}
			return l.leaveLocked()
		}},
	}}
}

// lockKey is a key pressed while the screen is locked.
func (l *lock) lockKey(msg tea.KeyMsg) tea.Cmd {
	l.said = desk.Status{}
	switch {
	case msg.String() == "ctrl+c":
		return l.leaveLocked()
	case l.checking:
		l.said = desk.Status{Role: term.Dim, Text: checkingPassphrase}
		return nil
	case !msg.Paste:
		if cmd, ran := l.lockKeys().Run(l.Desk, msg); ran {
			return cmd
		}
	}
	switch {
	case !l.Sit.Encrypted():
		l.said = desk.Status{Role: term.Dim, Text: "enter shows the screen again; nothing else does."}
	case msg.String() == "backspace":
		_, size := utf8.DecodeLastRune(l.typed)
		l.typed = l.typed[:len(l.typed)-size]
	case msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace:
		l.take(strings.TrimRight(string(msg.Runes), "\r\n")) // the line break that a paste may end with
	}
	return nil
}

const checkingPassphrase = "The passphrase is being checked."

// take adds to the passphrase. One that is too long for any is begun anew.
func (l *lock) take(s string) {
	if l.typed == nil {
		l.typed = make([]byte, 0, seal.MaxPassphrase)
	}
	if len(l.typed)+len(s) > cap(l.typed) {
		l.forget()
		l.said = desk.Status{Role: term.Error, Text: fmt.Sprintf("A passphrase has at most %d bytes: type it anew.", seal.MaxPassphrase)}
		return
	}
	l.typed = append(l.typed, s...)
}

// forget clears what was typed of the passphrase.
func (l *lock) forget() {
	clear(l.typed[:cap(l.typed)])
	l.typed = nil
}

// unlock checks the passphrase beside the screen, as that takes a while by
// design, and shows the screen again where it is right.
func (l *lock) unlock() tea.Cmd {
	s := l.Sit
	if !s.Encrypted() {
		return l.unlocked()
	}
	if len(l.typed) == 0 {
		l.said = desk.Status{Role: term.Dim, Text: "Type the passphrase first. It is not shown."}
		return nil
	}
	passphrase := l.typed
	l.typed, l.checking, l.said = nil, true, desk.Status{Role: term.Dim, Text: checkingPassphrase}
	return l.Ask(desk.OnUnlock, 0, func(err error) tea.Cmd {
		l.checking = false
		l.said = desk.Status{Role: term.Error, Text: l.Look.SafeLine("The passphrase could not be checked: " + err.Error())}
		if errors.Is(err, seal.ErrPassphrase) {
			l.said.Text = "This passphrase does not open the store."
		}
		return nil
	}, func() (func() tea.Cmd, error) {
		defer clear(passphrase[:cap(passphrase)])
		return l.unlocked, s.CheckPassphrase(passphrase)
	})
}

// unlocked shows the screen again, as it has become meanwhile.
func (l *lock) unlocked() tea.Cmd {
	l.forget()
	l.Locked, l.byHand, l.checking, l.left, l.said = false, false, false, false, desk.Status{}
	return l.watchIdle()
}

// leaveLocked leaves gd8 from the locked screen. Where what was typed cannot
// be kept a second key leaves all the same, after a last try.
func (l *lock) leaveLocked() tea.Cmd {
	if l.left {
		return tea.Quit
	}
	l.left = true
	return l.Quit()
}

// unsaved is why something that was typed is not saved, safe; blank where
// everything is.
func (l *lock) unsaved() string {
	return l.Trouble(l.Keeper.Trouble())
}

// lockedFrame is the locked screen: nothing of any case is on it.
func (l *lock) lockedFrame() []string {
	if l.Layout.Small {
		return []string{"gd8 is locked", l.Layout.TooSmall()}
	}
	w := min(l.Layout.Width-4, 76)
	why := "The screen was locked by hand."
	if !l.byHand {
		why = "No key was pressed for " + report.Counted(int(l.Options.Idle/time.Minute), "minute") + "."
	}
	next := "Type the passphrase of the store, which is not shown, and press enter."
	if !l.Sit.Encrypted() {
		next = "The store is not encrypted, so there is no passphrase to ask for: press enter. Whoever can use this computer can too; lock it when you leave it."
	}
	body := []string{"", l.Look.Render(term.Title, " gd8 is locked"), ""}
	for _, p := range []string{why + " What was typed is kept.", next} {
		body = append(append(body, desk.Indent(l.Paragraph(term.Text, p, w))...), "")
	}
	if l.importing.Running() {
		body = append(body, " The import goes on: "+l.importing.Bar(), "")
	}
	if trouble := l.unsaved(); l.left && trouble != "" {
		body = append(body, desk.Indent(l.Paragraph(term.Error, trouble, w))...)
	}
	said := l.StatusLines(l.said)
	lines := append([]string{l.Marking()}, desk.Exactly(body, max(l.Layout.Height-2-len(said), 0))...)
	return append(append(lines, said...), l.lockKeys().Footer(l.Look, l.Layout.Width))
}
