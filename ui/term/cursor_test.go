package term

import (
	"io"
	"os"
	"testing"
)

func TestTheMarkOfTheCursorTakesNoCell(t *testing.T) {
	row := " " + CursorMark + "› P-118  14/2231/19"
	if got := Width(row); got != 20 {
		t.Errorf("%d cells", got)
	}
	for _, line := range []string{row, Fit(row, 40, "…"), Cut(row, 12, "…"), "\x1b[7m" + Fit(row, 40, "…") + "\x1b[0m"} {
		lines := []string{"", line}
		at, cell, found := TakeCursor(lines)
		if !found || at != 1 || cell != 1 {
			t.Errorf("%q: line %d, cell %d, found %v", line, at, cell, found)
		}
		if _, _, again := TakeCursor(lines); again {
			t.Errorf("%q still holds the mark", lines[1])
		}
	}
}

// What is written after a frame must leave the cursor on what is in hand also
// where the frame's last line, which says it, is not drawn again.
func TestAScreenLeavesTheCursorWhereTheFrameSays(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s := &Screen{File: w}
	for _, p := range []string{"\x1b[H", "\x1b[Hone\r\n" + AtCursor("two", 1, 2) + "\x1b[K\x1b[2;0H", "\x1b[Hthree\n\x1b[2;0H", "\x1b[2K"} {
		if n, err := s.Write([]byte(p)); n != len(p) || err != nil {
			t.Errorf("%q: %d bytes, %v", p, n, err)
		}
	}
	_ = w.Close()
	got, err := io.ReadAll(r)
	want := "\x1b[H" +
		"\x1b[?25l\x1b[Hone\r\ntwo\x1b[K\x1b[2;0H\x1b[2;3H\x1b[?25h" +
		"\x1b[?25l\x1b[Hthree\n\x1b[2;0H\x1b[2;3H\x1b[?25h" +
		"\x1b[2K"
	if err != nil || string(got) != want {
		t.Errorf("written: %q\nwant:    %q", got, want)
	}
}
