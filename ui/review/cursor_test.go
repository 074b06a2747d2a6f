package review

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// beginningAt is what stands in a frame from the terminal's cursor on.
func (p *officer) beginningAt(cells int) string {
	lines := strings.Split(p.screen(), "\n")
	at := p.app.cursor
	line := desk.LineAt(lines, at.line)
	before := term.Cut(line, at.cell, "")
	return term.Cut(strings.TrimRight(strings.TrimPrefix(line, before), " "), cells, "")
}

// TestTheCursorStandsOnWhatIsInHand holds, for every screen at every size, where
// the terminal's cursor stands and what a screen reader finds there.
func TestTheCursorStandsOnWhatIsInHand(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long, and shows the screens that TestScreens shows: the whole run has it")
	}
	var names []string
	for name := range screens() {
		names = append(names, name)
	}
	sort.Strings(names)
	var told strings.Builder
	for _, name := range names {
		for _, size := range sizes {
			p := sitDown(t, desk.Options{})
			p.batch()
			p.open()
			p.resize(size[0], size[1])
			screens()[name](p)
			p.resize(size[0], size[1])
			fmt.Fprintf(&told, "%-16s %3dx%d  line %2d, cell %3d  %s\n", name, size[0], size[1], p.app.cursor.line+1, p.app.cursor.cell+1, p.beginningAt(32))
		}
	}
	golden(t, "cursor.txt", told.String())
}

func TestTheCursorFollowsTheRowAndTheLetter(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	at := func(what, begins string) {
		t.Helper()
		if got := p.beginningAt(40); !strings.HasPrefix(got, begins) {
			t.Errorf("%s: the cursor stands on %q, not on %q:\n%s", what, got, begins, p.screen())
		}
	}
	at("the queue", "› P-118")
	p.press("j")
	at("the next row", "› P-119")
	p.press("/")
	at("a search", "")
	p.types("P-1")
	before := p.app.cursor
	if p.press("left"); p.app.cursor.cell != before.cell-1 {
		t.Errorf("left goes from %v to %v", before, p.app.cursor)
	}
	p.press("down")
	at("a row chosen while searching", "› P-1")
	p.press("esc", ":", "down")
	at("the list of actions", "› ")
	p.press("esc")
	p.review("14/2231/19")
	at("the review", "› Pattern of behaviour?")
	p.press("j")
	at("the next question", "› Indicator of risk?")
	p.press("tab")
	at("the facts", "› Summary")
	p.press("tab", "x") // nothing to withdraw: said, and the cursor stays
	at("after a key that cannot act", "› Indicator of risk?")
	p.press("c").types("One two").press("left", "left")
	at("a letter of the rationale", "wo")
	p.press("home")
	at("the first letter", "One two")
	p.press("esc", "p")
	if p.app.Screen() == desk.InOthers {
		t.Fatal("this individual has no other records")
	}
	p.press("g")
	at("the guidance", "› GD8")
	p.press("pgdown", "pgdown")
	if p.app.cursor.line < 2 {
		t.Errorf("scrolled on, the cursor stands at %v:\n%s", p.app.cursor, p.screen())
	}
	p.press("esc", "ctrl+l")
	at("the locked screen", "gd8 is locked")
}

// A dialog lies over the question in hand: the cursor is in the dialog.
func TestTheCursorIsInTheDialogThatIsOpen(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	p.review("14/2250/19").press("k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "n").types("why")
	if p.app.Dialog == nil {
		t.Fatal("no dialog is open")
	}
	line := desk.LineAt(strings.Split(p.screen(), "\n"), p.app.cursor.line)
	if !strings.Contains(term.Cut(line, p.app.cursor.cell, ""), "│ why") {
		t.Errorf("the cursor stands in %q at cell %d", line, p.app.cursor.cell)
	}
}
