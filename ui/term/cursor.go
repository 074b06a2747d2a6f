package term

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// This file puts the terminal's own cursor on what is in hand, which is what a
// screen reader, a magnifier and a braille line follow. The rules are:
//
//   - Whoever draws the row or the letter in hand puts CursorMark before it. It
//     takes no cell, goes through Fit, Cut and Render as styling does, and never
//     reaches a terminal.
//   - TakeCursor finds it in the finished frame. The place travels within the
//     frame, as AtCursor writes it, so that frame and cursor are never those of
//     different moments and a cursor that moves alone is drawn too.
//   - A Screen takes the place out of what is written and ends the write with it.
//     Bubble Tea writes a frame at once and begins each at the upper left corner,
//     so it does not mind where the cursor was left.

// CursorMark stands before the row or letter in hand in text that is drawn: a
// control sequence that no terminal has a meaning for.
const CursorMark = "\x1b[>z"

// TakeCursor takes the marks out of the lines of a frame. It gives the line and
// the cell of the last of them, from 0 on; found is false where there is none.
func TakeCursor(lines []string) (line, cell int, found bool) {
	for i, l := range lines {
		at := strings.LastIndex(l, CursorMark)
		if at < 0 {
			continue
		}
		line, cell, found = i, Width(strings.ReplaceAll(l[:at], CursorMark, "")), true
		lines[i] = strings.ReplaceAll(l, CursorMark, "")
	}
	return line, cell, found
}

// WithoutCursor is lines that something lies over: a mark in them is none.
func WithoutCursor(lines []string) []string {
	TakeCursor(lines)
	return lines
}

// AtCursor is a frame that says where the cursor is to stand.
func AtCursor(frame string, line, cell int) string {
	return frame + fmt.Sprintf("\x1b[>%d;%dz", line+1, cell+1)
}

var cursorPlace = regexp.MustCompile(`\x1b\[>([0-9]+);([0-9]+)z`)

// Screen is a terminal that full frames are written to.
type Screen struct {
	*os.File
	mu         sync.Mutex
	line, cell int // where the cursor stands, from 1 on; 0 before it was said
}

// The beginning of a frame, and the sequences that hide and show the cursor.
const (
	frameStart = "\x1b[H"
	hideCursor = "\x1b[?25l"
	showCursor = "\x1b[?25h"
)

// Write writes a frame and leaves the cursor where the frame says, or where it
// was where the frame does not say it anew. Anything else is written as it is.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock() // beside a frame a text may be handed over for the clipboard
	defer s.mu.Unlock()
	if len(p) == len(frameStart) || !bytes.HasPrefix(p, []byte(frameStart)) {
		return s.File.Write(p)
	}
	if place := cursorPlace.FindSubmatch(p); place != nil {
		s.line, _ = strconv.Atoi(string(place[1]))
		s.cell, _ = strconv.Atoi(string(place[2]))
	}
	frame := append([]byte(hideCursor), cursorPlace.ReplaceAll(p, nil)...)
	if s.line > 0 {
		frame = fmt.Appendf(frame, "\x1b[%d;%dH%s", s.line, s.cell, showCursor)
	}
	if n, err := s.File.Write(frame); err != nil {
		return min(n, len(p)), err
	}
	return len(p), nil
}
