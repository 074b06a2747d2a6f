package editor

import "sort"

// wrap finds where every line starts.
func (e *Editor) wrap() {
	e.starts = e.wrapOn(append(e.starts[:0], 0), func(int) int { return -1 })
	e.follow()
}

// rewrap finds the lines again after an edit at byte at, which took out and
// put in so many bytes. It starts three lines before, and stops where the lines
// fall as they did before. Where a line ends depends on the character that does
// not fit on it: that may stand at the start of the line after the next, where
// the word it belongs to fills the next, and what is put in behind it, at the
// start of yet another line, may become a part of it.
func (e *Editor) rewrap(at, out, in int) {
	moved := in - out
	old := e.starts
	first := max(sort.SearchInts(old, at+1)-4, 0)
	kept := append(make([]int, 0, len(old)+8), old[:first+1]...)
	same := -1
	k := first + 1
	kept = e.wrapOn(kept, func(start int) int {
		for k < len(old) && (old[k] <= at+out || old[k]+moved < start) {
			k++
		}
		if k < len(old) && old[k]+moved == start && start > at+in {
			same = k
		}
		return same
	})
	if same >= 0 {
		for _, start := range old[same:] {
			kept = append(kept, start+moved)
		}
	}
	e.starts = kept
}

// wrapOn adds the starts of the lines after the last of starts, until the end
// of the text or until known gives an index for a start.
func (e *Editor) wrapOn(starts []int, known func(start int) int) []int {
	for {
		next := e.nextLine(starts[len(starts)-1])
		if next < 0 || known(next) >= 0 {
			return starts
		}
		starts = append(starts, next)
	}
}

// nextLine is where the line after the one that starts at byte start starts,
// or -1 where that is the last. Spaces at the end of a line may stand out of
// the room; they are not drawn.
func (e *Editor) nextLine(start int) int {
	cells, word := 0, -1 // word: where the last word of the line starts
	for i := start; i < len(e.Text); {
		n, w, _ := e.unit(e.Text[i:])
		switch {
		case e.Text[i] == '\n':
			return i + 1
		case n == 1 && e.Text[i] == ' ':
			word = i + 1
		case cells+w > e.width && i > start:
			if word > start {
				return word
			}
			return i
		}
		cells += w
		i += n
	}
	return -1
}
