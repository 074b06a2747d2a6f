//go:build unix

package command_test

import (
	"fmt"
	"strings"
	"testing"
)

// cursor is what stands on the terminal from its cursor on; blank where the
// terminal does not show one.
func (w *window) cursor() string {
	if w.screen.CursorHidden() {
		return ""
	}
	at := w.screen.CursorPosition()
	var b strings.Builder
	for x := at.X; x < w.screen.Width(); x++ {
		if cell := w.screen.CellAt(x, at.Y); cell != nil && cell.Content != "" {
			b.WriteString(cell.Content)
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// at waits until the terminal's cursor stands where a text begins.
func (w *window) at(begins string) *window {
	w.t.Helper()
	w.until(fmt.Sprintf("the cursor never came to %q", begins), func() bool { return strings.HasPrefix(w.cursor(), begins) })
	return w
}

// A screen reader, a magnifier and a braille line follow the terminal's own
// cursor, so it is on the row or the letter in hand.
func TestTheTerminalsCursorIsOnWhatIsInHand(t *testing.T) {
	d := newDesk(t, "NO_COLOR=1")
	w := d.sit("demo", "--no-tour").sees("q quit").at("› DEMO")
	first := w.screen.CursorPosition()
	w.press("j")
	w.until("the cursor never went to the next row", func() bool { return w.screen.CursorPosition().Y == first.Y+1 })
	w.at("› DEMO").press("enter").sees("UNDETERMINED").at("› ")
	w.press("c").sees("Consider for disclosure").types("One two").sees("One two").at("  ")
	for range 3 { // the frame is the same, the cursor is not
		w.press("\x1b[D")
	}
	w.at("two  ").press("\x1b[H").at("One two").press("esc").sees("draft kept").press("esc")
	w.resize(120, 40).at("› DEMO").leaves()
}
