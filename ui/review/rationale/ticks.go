package rationale

import (
	"strconv"
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// ticks are the force's systems above the text of what was searched. Space or a
// digit ticks one; what is typed else goes into the text.
type ticks struct {
	*desk.Desk
	systems []string
	at      int
	inHand  bool // they have the keys, and not the text
}

// press takes a key, and reports whether it was one for the ticks. Any other
// goes into the text, which has the keys from then on.
func (t *ticks) press(e *editor.Editor, msg tea.KeyMsg) (taken bool) {
	key := msg.String()
	digit, notDigit := strconv.Atoi(key)
	switch {
	case msg.Paste:
		t.inHand = false
		return false
	case key == "right" || key == "down":
		t.at = min(t.at+1, len(t.systems)-1)
	case key == "left" || key == "up":
		t.at = max(t.at-1, 0)
	case key == "enter":
		t.inHand = false
	case key == " ":
		t.tick(e, t.at)
	case notDigit == nil && digit >= 1 && digit <= len(t.systems):
		t.at = digit - 1
		t.tick(e, t.at)
	case len(msg.Runes) > 0 && unicode.IsLetter(msg.Runes[0]):
		t.inHand = false
		return false
	default:
		t.Say(term.Dim, "Space or a digit ticks a system; tab or enter goes to the text, where you say what was found.")
	}
	return true
}

func (t *ticks) tick(e *editor.Editor, at int) {
	e.SetText(session.Tick(e.Text, t.systems, at, t.Sit.Today()))
}

// noTicks says why there are no systems to tick.
func (t *Writing) noTicks() string {
	switch r := t.Rationale; {
	case r.Asked[0] != model.Searched:
		return "this decision does not say what was searched"
	case r.ticks == nil:
		return "what was searched is typed; systems in the settings lists what can be ticked"
	}
	return ""
}

// lines are the systems with their ticks, as many on a line as there is room
// for.
func (t *ticks) lines(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for i, day := range session.Ticked(text, t.systems) {
		box := "[ ] "
		if day != "" {
			box = "[x] "
		}
		mark := t.Look.Symbols.NoCursor
		if t.inHand && i == t.at {
			mark = t.InHandOn(desk.InRationale)
		}
		item := mark + " " + box + strconv.Itoa(i+1) + " " + t.Look.SafeLine(t.systems[i])
		cells := term.Width(strings.ReplaceAll(item, term.CursorMark, ""))
		if used > 0 && used+2+cells > width {
			lines, line, used = append(lines, line), "", 0
		}
		if used > 0 {
			line, used = line+"  ", used+2
		}
		line, used = line+item, used+cells
	}
	lines = append(lines, line)
	if t.inHand {
		lines = append(lines, t.Look.Render(term.Dim, t.Look.Cut("  space or a digit ticks; tab goes to the text", width)))
	}
	return lines
}
