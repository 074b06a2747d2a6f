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
	on       bool
	byHand   bool
	last     time.Time // when a key was pressed last
	typed    []byte    // of the passphrase; never moved, so that it can be cleared
	checking bool      // whether it opens the store
	left     bool      // the officer has asked to leave
	said     status
	watch    uint64 // the newest watch of the idle time
}

// idleDue says that no key may have been pressed for the time that locks.
type idleDue struct{ watch uint64 }

// watchIdle has the idle time looked at when it can be over.
func (a *App) watchIdle() tea.Cmd {
	a.lock.last = a.o.now()
	a.lock.watch++
	if a.o.Idle <= 0 {
		return nil
	}
	return a.o.after(a.o.Idle, idleDue{a.lock.watch})
}

// idle is how long no key was pressed. A computer that slept has stopped the
// one clock and not the other, so that the longer time counts.
func (a *App) idle() time.Duration {
	now := a.o.now()
	return max(now.Sub(a.lock.last), now.Round(0).Sub(a.lock.last.Round(0)))
}

// idleDue locks the screen, or comes back when the idle time can be over.
func (a *App) idleDue(due idleDue) tea.Cmd {
	switch idle := a.idle(); {
	case a.lock.on, due.watch != a.lock.watch: // another watch began, or begins when the screen is unlocked
		a.quiet = true
		return nil
	case idle < a.o.Idle:
		a.quiet = true
		return a.o.after(a.o.Idle-idle, due)
	}
	return a.lockScreen(false)
}

// idleTooLong reports whether a key comes after the time that locks.
func (a *App) idleTooLong() bool { return a.o.Idle > 0 && a.idle() >= a.o.Idle }

// lockScreen blanks the screen and keeps what was typed.
func (a *App) lockScreen(byHand bool) tea.Cmd {
	a.ahead = nil
	a.lock.on, a.lock.byHand, a.lock.left, a.lock.said = true, byHand, false, status{}
	return a.saveDue()
}

// lockKeys are the keys of the locked screen.
func lockKeys() table {
	return table{name: "The locked screen", typing: true, actions: []action{
		{keys: []string{"enter"}, does: "unlock", footer: always, do: (*App).unlock},
		{keys: []string{"ctrl+u"}, does: "clear the passphrase", do: do(func(a *App) { a.lock.forget() })},
		{keys: []string{"esc"}, does: "leave gd8", footer: always, do: func(a *App) tea.Cmd {
			if a.importing.running() {
				a.lock.said = status{term.Dim, "An import is running. Unlock the screen to leave; Ctrl-C cancels the import and leaves."}
				return nil
			}
			return a.leaveLocked()
		}},
	}}
}

// lockKey is a key pressed while the screen is locked.
func (a *App) lockKey(msg tea.KeyMsg) tea.Cmd {
	l := &a.lock
	l.said = status{}
	switch {
	case msg.String() == "ctrl+c":
		return a.leaveLocked()
	case l.checking:
		l.said = status{term.Dim, checkingPassphrase}
		return nil
	case !msg.Paste:
		if cmd, ran := lockKeys().run(a, msg); ran {
			return cmd
		}
	}
	switch {
	case !a.sit.Encrypted():
		l.said = status{term.Dim, "enter shows the screen again; nothing else does."}
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
		l.said = status{term.Error, fmt.Sprintf("A passphrase has at most %d bytes: type it anew.", seal.MaxPassphrase)}
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
func (a *App) unlock() tea.Cmd {
	l, s := &a.lock, a.sit
	if !s.Encrypted() {
		return a.unlocked()
	}
	if len(l.typed) == 0 {
		l.said = status{term.Dim, "Type the passphrase first. It is not shown."}
		return nil
	}
	passphrase := l.typed
	l.typed, l.checking, l.said = nil, true, status{term.Dim, checkingPassphrase}
	return a.ask(onUnlock, 0, func(a *App, err error) tea.Cmd {
		a.lock.checking = false
		a.lock.said = status{term.Error, a.look.SafeLine("The passphrase could not be checked: " + err.Error())}
		if errors.Is(err, seal.ErrPassphrase) {
			a.lock.said.text = "This passphrase does not open the store."
		}
		return nil
	}, func() (func(*App) tea.Cmd, error) {
		defer clear(passphrase[:cap(passphrase)])
		return (*App).unlocked, s.CheckPassphrase(passphrase)
	})
}

// unlocked shows the screen again, as it has become meanwhile.
func (a *App) unlocked() tea.Cmd {
	a.lock.forget()
	a.lock = lock{watch: a.lock.watch}
	return a.watchIdle()
}

// leaveLocked leaves gd8 from the locked screen. Where what was typed cannot
// be kept a second key leaves all the same, after a last try.
func (a *App) leaveLocked() tea.Cmd {
	if a.lock.left {
		return tea.Quit
	}
	a.lock.left = true
	return a.quit()
}

// unsaved is why something that was typed is not saved, safe; blank where
// everything is.
func (a *App) unsaved() string {
	return a.trouble(a.keeper.Trouble())
}

// lockedFrame is the locked screen: nothing of any case is on it.
func (a *App) lockedFrame() []string {
	l := a.layout
	if l.small {
		return []string{"gd8 is locked", l.tooSmall()}
	}
	w := min(l.width-4, 76)
	why := "The screen was locked by hand."
	if !a.lock.byHand {
		why = "No key was pressed for " + report.Counted(int(a.o.Idle/time.Minute), "minute") + "."
	}
	next := "Type the passphrase of the store, which is not shown, and press enter."
	if !a.sit.Encrypted() {
		next = "The store is not encrypted, so there is no passphrase to ask for: press enter. Whoever can use this computer can too; lock it when you leave it."
	}
	body := []string{"", a.look.Render(term.Title, " gd8 is locked"), ""}
	for _, p := range []string{why + " What was typed is kept.", next} {
		body = append(append(body, indent(a.paragraph(term.Text, p, w))...), "")
	}
	if a.importing.running() {
		body = append(body, " The import goes on: "+a.importing.bar(a), "")
	}
	if trouble := a.unsaved(); a.lock.left && trouble != "" {
		body = append(body, indent(a.paragraph(term.Error, trouble, w))...)
	}
	said := a.statusLines(a.lock.said)
	lines := append([]string{a.marking()}, exactly(body, max(l.height-2-len(said), 0))...)
	return append(append(lines, said...), lockKeys().footer(a, l.width))
}
