package editor

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"gd8/ui/term"
)

// buffer is text being typed, and the cursor in it. It moves by what the eye
// takes for one character, never into the middle of one.
type buffer struct {
	look   *term.Look
	Text   string
	cursor int // in bytes; at the start of a unit or the end of the text
	Limit  int // the most bytes the text may have
}

// unitSpan is how far, in bytes, a unit is looked for: more than any character
// of a living language takes, and little enough that a hostile run of marks
// costs no time.
const unitSpan = 64

// unit is the length of the first unit of s, which is not empty, with how it
// is shown and how many cells that takes. A line break shows as nothing.
//
// A unit is a grapheme cluster where that is safe to show as it is; else it is
// one character, shown as an escape where it must be.
func (b *buffer) unit(s string) (bytes, cells int, shown string) {
	c := s[0]
	if c >= ' ' && c <= '~' && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1, s[:1]
	}
	if c == '\n' {
		return 1, 0, ""
	}
	ahead := s
	if len(ahead) > unitSpan {
		end := unitSpan
		for end > 0 && !utf8.RuneStart(ahead[end]) {
			end--
		}
		ahead = ahead[:max(end, 1)]
	}
	cluster, _ := ansi.FirstGraphemeCluster(ahead, ansi.GraphemeWidth)
	shown = b.look.SafeText(cluster)
	if shown != cluster {
		_, bytes = utf8.DecodeRuneInString(s)
		cluster = s[:bytes]
		shown = b.look.SafeText(cluster)
	}
	return len(cluster), term.Width(shown), shown
}

// unitBefore is the start of the unit that ends at byte at; at the start of the
// text, that.
func (b *buffer) unitBefore(at int) int {
	if at == 0 {
		return 0
	}
	from := at - 1
	for from > 0 && at-from < 4*unitSpan && !sure(b.Text, from) {
		from--
	}
	for from > 0 && !utf8.RuneStart(b.Text[from]) {
		from--
	}
	for {
		n, _, _ := b.unit(b.Text[from:])
		if from+n >= at {
			return from
		}
		from += n
	}
}

// sure reports whether a unit starts at byte at without a look at what stands
// before it: between two ASCII characters.
func sure(s string, at int) bool {
	return s[at] < utf8.RuneSelf && s[at-1] < utf8.RuneSelf
}

// insert puts s before the cursor. It reports false, and changes nothing,
// where the text would grow over its limit: nothing is ever cut.
func (b *buffer) insert(s string) bool {
	if b.Limit > 0 && len(b.Text)+len(s) > b.Limit {
		return false
	}
	b.Text = b.Text[:b.cursor] + s + b.Text[b.cursor:]
	b.cursor += len(s)
	return true
}

// cut takes out the bytes from one place to another.
func (b *buffer) cut(from, to int) {
	b.Text = b.Text[:from] + b.Text[to:]
	b.cursor = from
}

// reach is how far a key reaches from the cursor: the cursor goes there, or where
// the key takes out, what lies between goes. ok is false for any other key.
func (b *buffer) reach(key string) (to int, takes, ok bool) {
	switch key {
	case "left", "ctrl+b":
		return b.unitBefore(b.cursor), false, true
	case "right", "ctrl+f":
		return b.unitAfter(b.cursor), false, true
	case "ctrl+left", "alt+left", "alt+b":
		return b.wordLeft(), false, true
	case "ctrl+right", "alt+right", "alt+f":
		return b.wordRight(), false, true
	case "backspace", "ctrl+h":
		return b.unitBefore(b.cursor), true, true
	case "delete", "ctrl+d":
		return b.unitAfter(b.cursor), true, true
	case "ctrl+w", "alt+backspace":
		return b.wordLeft(), true, true
	case "ctrl+u":
		return strings.LastIndexByte(b.Text[:b.cursor], '\n') + 1, true, true
	}
	return 0, false, false
}

// unitAfter is the end of the unit that starts at byte at.
func (b *buffer) unitAfter(at int) int {
	if at >= len(b.Text) {
		return at
	}
	n, _, _ := b.unit(b.Text[at:])
	return at + n
}

// wordLeft is where the word before the cursor starts.
func (b *buffer) wordLeft() int {
	before := strings.TrimRight(b.Text[:b.cursor], " \n\t")
	return strings.LastIndexAny(before, " \n\t") + 1
}

// wordRight is where the word after the cursor starts.
func (b *buffer) wordRight() int {
	rest := b.Text[b.cursor:]
	end := strings.IndexAny(rest, " \n\t")
	if end < 0 {
		return len(b.Text)
	}
	return len(b.Text) - len(strings.TrimLeft(rest[end:], " \n\t"))
}

// OneBreak makes every line break of pasted text a single \n.
func OneBreak(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
