package review

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/seal"
	"gd8/ui/review/desk"
)

const passphrase = "correct horse battery é 😀"

// sitDownEncrypted is sitDown at an encrypted store, whose screen is locked
// after ten minutes.
func sitDownEncrypted(t testing.TB) *officer {
	t.Helper()
	p := &officer{t: t, clock: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}
	give := func() ([]byte, error) { return []byte(passphrase), nil }
	s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), store.Options{
		Now: func() time.Time { return p.clock }, WithoutSync: true, Encrypt: give, Unlock: give,
		Costs: seal.Params{Passes: 1, MemoryKiB: 64, Lanes: 1},
	})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	p.store = s
	p.start(desk.Options{Idle: 10 * time.Minute})
	return p
}

// blank fails where anything of a case, or what was typed, is on the screen.
func (p *officer) blank(secrets ...string) *officer {
	p.t.Helper()
	frame := p.app.View()
	for _, secret := range append(secrets, "14/2231/19", "P-118", "APP-118", "Alex", "photograph", "UNDETERMINED", "1 done", "Officer") {
		if strings.Contains(frame, secret) {
			p.t.Fatalf("the locked screen says %q:\n%s", secret, p.screen())
		}
	}
	return p.sees("gd8 is locked")
}

func TestAScreenThatIsLeftIsLockedAndAsksForThePassphrase(t *testing.T) {
	p := sitDownEncrypted(t)
	n := p.has("P-118", "14/2231/19", facts21...)
	p.open().press("enter", "c").types("half a thought")
	p.send(keyMsg("s"))
	p.wait(9*time.Minute + 59*time.Second)
	p.sees("half a thoughts", "14/2231/19")
	p.wait(2 * time.Second)
	p.blank("half a thoughts", "Factors").sees("No key was pressed for 10 minutes.", "OFFICIAL-SENSITIVE", "Type the passphrase")
	if got := p.draftOf(n); got != "half a thoughts" {
		t.Errorf("the draft is %q", got)
	}
	p.types("y").press("enter").blank("half").sees("This passphrase does not open the store.")
	p.types("correct horse battery").blank("correct", "horse").press("ctrl+u").types("xéé").press("backspace", "backspace", "backspace", "backspace").types(passphrase).blank("correct")
	p.press("enter").sees("14/2231/19", "half a thoughts")
	p.types("!")
	p.wait(time.Second)
	if got := p.draftOf(n); got != "half a thoughts!" || p.app.Dialog != nil {
		t.Errorf("the draft is %q", got)
	}
}

func TestEveryKeyPutsTheLockOff(t *testing.T) {
	p := sitDownEncrypted(t)
	p.has("P-118", "14/2231/19", facts21...)
	p.open()
	for range 5 {
		p.wait(9 * time.Minute)
		p.press("j").sees("14/2231/19")
	}
	if len(p.timers) > 1 {
		t.Errorf("%d watches of the idle time", len(p.timers))
	}
	p.wait(11 * time.Minute)
	p.blank()
}

func TestTheScreenIsLockedByHandOnEveryScreen(t *testing.T) {
	for name, keys := range map[string][]string{
		"the queue": {}, "a search": {"/", "1", "4"}, "the review": {"enter"}, "the rationale": {"enter", "c", "s"}, "guidance": {"enter", "g"},
		"history": {"enter", "h"}, "help": {"enter", "?"}, "form": {"a", "s"}, "import": {"i", "/"}, "a question": {"enter", "n", "s"},
		"the summary": {"s"}, "quality": {"%"}, "a note": {"enter", "m", "s"},
	} {
		t.Run(name, func(t *testing.T) {
			p := sitDownEncrypted(t)
			p.has("P-118", "14/2231/19", facts21...)
			p.open().press(keys...)
			before := p.screen()
			for range 3 {
				p.press("ctrl+l").blank().sees("The screen was locked by hand.")
				p.pastes(passphrase + "\n").blank("correct").press("enter")
			}
			if p.app.Locked {
				t.Fatal("the passphrase did not unlock it")
			}
			p.press("backspace")
			if strings.Contains(before, "ctrl+s") && !strings.Contains(p.screen(), "ctrl+s") {
				t.Errorf("another screen came back:\n%s", p.screen())
			}
		})
	}
}

func TestKeysTypedWhileLockedAreNoCommands(t *testing.T) {
	p := sitDownEncrypted(t)
	p.has("P-118", "14/2231/19", facts21...)
	p.open().press("enter")
	p.wait(11 * time.Minute)
	p.press("y", "n", "z", "q", "?", "d", "tab", "down", ":", "/").blank()
	p.send(tea.KeyMsg{Type: tea.KeyCtrlS})
	p.press("enter").sees("does not open the store").types(passphrase)
	var check tea.Cmd // keys are typed while the passphrase is checked
	_, check = p.app.Update(keyMsg("enter"))
	p.press("y", "c", "enter", "esc").blank().sees("being checked")
	p.do(check)
	p.sees("UNDETERMINED: 2 facts to confirm", "14/2231/19")
	if p.app.Screen() != desk.InReview || p.app.Dialog != nil || p.quit || p.app.Sit.Kept().Answered != 0 {
		t.Error("a key was a command")
	}
}

func TestALockedScreenCanBeLeftAndKeepsTheDraft(t *testing.T) {
	for _, key := range []string{"esc", "ctrl+c"} {
		p := sitDownEncrypted(t)
		n := p.has("P-118", "14/2231/19", cleanFacts...)
		p.open().press("enter", "d").types("half a thou")
		p.send(keyMsg("g"))
		p.press("ctrl+l", "x", key)
		if got := p.draftOf(n); got != "half a thoug" || !p.quit {
			t.Errorf("%s: the draft is %q, left %v", key, got, p.quit)
		}
	}
}

func TestALockedScreenThatCannotKeepTheDraftSaysSoOnceAndThenLeaves(t *testing.T) {
	p := sitDownEncrypted(t)
	p.has("P-118", "14/2231/19", cleanFacts...)
	p.open().press("enter", "d").types("half a thou")
	p.send(keyMsg("g"))
	must(t, p.store.Close())
	p.press("ctrl+l", "esc")
	if p.quit {
		t.Fatal("it left without a word")
	}
	p.blank("half a").sees("The draft is not saved", "ctrl+c again leaves all the same.")
	if p.press("esc"); !p.quit {
		t.Error("it could not be left")
	}
}

func TestAStoreWithoutAPassphraseIsBlankedAndShownAgainByEnter(t *testing.T) {
	p := sitDown(t, desk.Options{Idle: time.Minute})
	p.has("P-118", "14/2231/19", facts21...)
	p.open().press("enter")
	p.wait(2 * time.Minute)
	p.blank().sees("No key was pressed for 1 minute.", "The store is not encrypted, so there is no passphrase to ask for: press enter.")
	p.press("y", "n").blank().sees("enter shows the screen again").press("enter").sees("14/2231/19", "2 facts to confirm")
}

func TestAScreenIsNeverLockedByItselfWhereThatIsOff(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-118", "14/2231/19", facts21...)
	p.open()
	p.wait(100 * time.Hour)
	p.press("j").sees("14/2231/19").press("ctrl+l").blank()
}

func TestAComputerThatSleptIsLockedByTheKeyThatWakesIt(t *testing.T) {
	p := sitDownEncrypted(t)
	p.has("P-118", "14/2231/19", facts21...)
	p.open().press("enter")
	p.clock = p.clock.Add(8 * time.Hour) // no timer ran
	p.send(keyMsg("n"))
	p.blank()
	if p.app.Dialog != nil || p.app.Sit.Kept().Answered != 0 {
		t.Error("the key was a command")
	}
}

func TestAnImportGoesOnBehindTheLock(t *testing.T) {
	p := sitDownEncrypted(t)
	p.open().press("i").pastes(file(t, goodRow))
	p.wait(80 * time.Millisecond)
	_, running := p.app.Update(keyMsg("enter"))
	p.wait(11 * time.Minute)
	p.blank().sees("The import goes on: ").press("esc").sees("Unlock the screen to leave")
	p.do(running)
	if p.quit || strings.Contains(p.screen(), "goes on") || !p.app.Locked {
		t.Errorf("the import did not end behind the lock:\n%s", p.screen())
	}
	p.blank().types(passphrase).press("enter").sees("1 row read: 1 new")
}

func TestALockedScreenFitsEveryWindow(t *testing.T) {
	p := sitDownEncrypted(t)
	p.has("P-118", "14/2231/19", facts21...)
	p.open().press("ctrl+l")
	for _, size := range [][2]int{{1, 1}, {20, 3}, {60, 16}, {80, 24}, {200, 60}} {
		p.resize(size[0], size[1])
	}
	p.types(passphrase).press("enter").sees("14/2231/19")
}
