package review

import (
	"strings"
	"time"
	"unicode/utf16"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
)

// A paste can arrive as one message (bracketed) or, on Windows, key by key,
// with its line breaks as Enter. The keystream gathers a burst of keys into
// one paste, so that it is drawn once and no letter of it is ever a command.
// It also mends what else a Windows console hands over: a character beyond 16
// bits in two halves, and a key that types nothing (Ctrl, Alt, Caps Lock, an
// accent that waits for its letter) as the character NUL.

const (
	// burstGap is the longest time between two keys that no hand can have
	// pressed one after the other.
	burstGap = 5 * time.Millisecond
	// gatherTime is how long a burst is gathered before it is drawn; where keys
	// still come then, it is longer, up to gatherMost: a frame takes the time of a
	// thousand keys.
	gatherTime = 12 * time.Millisecond
	gatherMost = 100 * time.Millisecond
	// pasteTail is how long after a key of a paste another may still be part
	// of it.
	pasteTail = 50 * time.Millisecond
)

// keystream is what has come from the keyboard and is not yet acted on.
type keystream struct {
	high    rune // the first half of a character, 0 for none
	mute    bool // a key that types nothing, such as Ctrl, came last
	enter   bool // Enter came last, and not with Ctrl: a line feed right behind it is the same line break
	last    time.Time
	pending []tea.KeyMsg
	began   time.Time // when the first of them came
	pasting bool      // what was acted on last was a paste
	tail    bool      // the pending keys follow a paste closely: none of them is a command
}

// gathered says that it is time to act on the pending keys.
type gathered struct{}

// mend gives a key as it was meant. ok is false where it is no key, or none
// yet: it typed nothing, is the first half of a character, or the second half
// of CRLF.
func (k *keystream) mend(msg tea.KeyMsg, since time.Duration) (mended tea.KeyMsg, ok bool) {
	if msg.Paste {
		k.mute, k.high = false, 0
		k.enter = len(msg.Runes) > 0 && msg.Runes[len(msg.Runes)-1] == '\r'
		return msg, true
	}
	if msg.Type == tea.KeyRunes && len(msg.Runes) == 1 && msg.Runes[0] == 0 {
		k.mute = true
		return msg, false
	}
	// Some consoles hand over a line feed as Ctrl and Enter.
	feed := msg.Type == tea.KeyCtrlJ || msg.Type == tea.KeyEnter && k.mute
	second := feed && k.enter && since < pasteTail
	k.mute, k.enter = false, msg.Type == tea.KeyEnter && !feed
	if second {
		return msg, false
	}
	return k.join(msg)
}

// join puts the halves of a character together. ok is false while the second
// is awaited.
func (k *keystream) join(msg tea.KeyMsg) (joined tea.KeyMsg, ok bool) {
	if msg.Type != tea.KeyRunes || len(msg.Runes) != 1 {
		k.high = 0
		return msg, true
	}
	r := msg.Runes[0]
	high := k.high
	k.high = 0
	switch {
	case r >= 0xd800 && r < 0xdc00:
		k.high = r
		return msg, false
	case utf16.IsSurrogate(r) && high != 0:
		msg.Runes = []rune{utf16.DecodeRune(high, r)}
	}
	return msg, true
}

// isText reports whether a key can be part of pasted text.
func isText(msg tea.KeyMsg) bool {
	switch msg.Type {
	case tea.KeyRunes, tea.KeySpace, tea.KeyEnter, tea.KeyTab, tea.KeyCtrlJ:
		return true
	}
	return false
}

// pasted is the text of the keys of a burst, among them parts that the console
// handed over whole.
func pasted(keys []tea.KeyMsg) string {
	var b strings.Builder
	for _, k := range keys {
		switch {
		case k.Type == tea.KeyEnter:
			b.WriteByte('\r')
		case k.Type == tea.KeyCtrlJ:
			b.WriteByte('\n')
		case k.Type == tea.KeyTab:
			b.WriteByte('\t')
		default:
			b.WriteString(string(k.Runes))
		}
	}
	return editor.OneBreak(b.String())
}

// onKey takes one key from the terminal and acts on it, or gathers it.
func (a *App) onKey(msg tea.KeyMsg) tea.Cmd {
	now := a.Options.Now()
	since := now.Sub(a.keys.last)
	if a.gatherMore(msg) {
		a.Quiet = true
		return nil
	}
	msg, ok := a.keys.mend(msg, since)
	if !ok {
		a.Quiet = true
		return nil
	}
	if a.Locked {
		return a.lock.lockKey(msg)
	}
	if a.lock.idleTooLong() { // the computer slept, and the key woke it
		return tea.Batch(a.flushKeys(), a.lock.lockScreen(false))
	}
	a.lock.last = now
	quick := since < burstGap
	a.keys.last = now
	if len(a.keys.pending) == 0 {
		a.keys.tail = a.keys.pasting && since < pasteTail
		a.keys.pasting = false
	}
	switch {
	case !isText(msg), msg.Paste && !a.Options.KeyByKey:
		return tea.Batch(a.flushKeys(), a.actOn(msg))
	case len(a.keys.pending) > 0:
		return tea.Batch(a.flushKeys(), a.actOn(msg))
	case a.gathers(msg, quick):
		a.keys.pending, a.keys.began = append(a.keys.pending, msg), now
		a.Quiet = true
		return a.Options.After(gatherTime, gathered{})
	}
	return a.actOn(msg)
}

// gatherMore takes a key that only goes on with what is being gathered, and
// reports whether it did. Nothing comes of such a key before the burst is over, so
// it is taken here, before Bubble Tea has a frame asked for and handed on.
func (a *App) gatherMore(msg tea.KeyMsg) (taken bool) {
	if len(a.keys.pending) == 0 || a.Locked || !isText(msg) || msg.Paste && !a.Options.KeyByKey || !a.gathers(msg, true) || a.lock.idleTooLong() {
		return false
	}
	now := a.Options.Now()
	msg, ok := a.keys.mend(msg, now.Sub(a.keys.last))
	if ok {
		a.lock.last, a.keys.last = now, now
		a.keys.pending = append(a.keys.pending, msg)
	}
	return true
}

// withoutGathered is the messages of a program less the keys that are only
// gathered.
func (a *App) withoutGathered(_ tea.Model, msg tea.Msg) (left tea.Msg) {
	defer func() {
		if p := recover(); p != nil {
			a.failure, left = desk.NewInternalError(p), tea.QuitMsg{}
		}
	}()
	if key, ok := msg.(tea.KeyMsg); ok && a.gatherMore(key) {
		return nil
	}
	return msg
}

// gathered acts on a burst, or waits on where keys still come.
func (a *App) gathered() tea.Cmd {
	now := a.Options.Now()
	if len(a.keys.pending) > 0 && now.Sub(a.keys.last) < burstGap && now.Sub(a.keys.began) < gatherMost {
		a.Quiet = true
		return a.Options.After(gatherTime, gathered{})
	}
	return a.flushKeys()
}

// gathers reports whether a key may be part of a paste that arrives key by
// key. Where letters are text only the second key of a burst is; where pastes
// are known to come key by key, any key that would act waits to see whether
// it stands alone.
func (a *App) gathers(msg tea.KeyMsg, quick bool) bool {
	letter := msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace
	switch {
	case msg.Paste: // what the console splits into several
		return true
	case a.Typing() && (letter || a.longText() && msg.Type != tea.KeyTab):
		return quick
	case a.Typing():
		return a.Options.KeyByKey
	}
	return a.Options.KeyByKey && (quick || !movement(msg))
}

// movement reports whether a key only moves the cursor, so that it may act at
// once: held down it repeats, and pasted it harms nothing.
func movement(msg tea.KeyMsg) bool {
	for _, r := range msg.Runes {
		if r != 'j' && r != 'k' {
			return false
		}
	}
	return msg.Type == tea.KeyRunes && len(msg.Runes) > 0
}

// flushKeys acts on the keys gathered: one alone is a key, more are a paste.
func (a *App) flushKeys() tea.Cmd {
	keys := a.keys.pending
	a.keys.pending = nil
	switch {
	case len(keys) == 0:
		return nil
	case len(keys) == 1 && !a.keys.tail && !keys[0].Paste:
		return a.actOn(keys[0])
	}
	a.keys.pasting = true
	return a.actOn(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(pasted(keys)), Paste: true})
}
