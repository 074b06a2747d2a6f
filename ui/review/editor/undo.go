package editor

import "strings"

// edits are the changes of a text that is being typed, so that they can be taken
// back and made again. What is typed in one go, up to the end of a word, is one.
type edits struct {
	done, undone []edit
	bytes        int // that done holds
}

// edit is a change at a byte: what was taken out, and what was put in.
type edit struct {
	at      int
	out, in string
}

// mostEdited is how many bytes of changes are kept: of more the oldest go.
const mostEdited = 1 << 20

// note keeps a change. What was undone before can then not be made again.
func (h *edits) note(e edit) {
	h.undone = nil
	h.bytes += len(e.out) + len(e.in)
	if last := len(h.done) - 1; last >= 0 && h.done[last].grows(e) {
		return
	}
	h.done = append(h.done, e)
	for h.bytes > mostEdited && len(h.done) > 1 {
		h.bytes -= len(h.done[0].out) + len(h.done[0].in)
		h.done = h.done[1:]
	}
}

// grows takes another change into this one where it goes on with it: typing
// within a word, or taking out letter after letter.
func (e *edit) grows(next edit) bool {
	short := func(s string) bool { return len(s) <= unitSpan }
	switch {
	case e.out == "" && next.out == "" && next.at == e.at+len(e.in) && short(next.in) && !startsWord(e.in, next.in):
		e.in += next.in
	case e.in == "" && next.in == "" && next.at+len(next.out) == e.at && short(next.out):
		e.at, e.out = next.at, next.out+e.out
	default:
		return false
	}
	return true
}

// startsWord reports whether a text that is typed after another begins a word.
func startsWord(before, typed string) bool {
	const blank = " \n\t"
	return strings.ContainsAny(before[len(before)-min(1, len(before)):], blank) && !strings.ContainsAny(typed[:min(1, len(typed))], blank)
}

// Undo takes the last change back. It reports whether there was one.
func (e *Editor) Undo() bool { return e.turnBack(&e.edits.done, &e.edits.undone, false) }

// Redo makes a change again that was taken back. It reports whether there was
// one.
func (e *Editor) Redo() bool { return e.turnBack(&e.edits.undone, &e.edits.done, true) }

// CanUndo reports whether there is a change to take back.
func (e *Editor) CanUndo() bool { return len(e.edits.done) > 0 }

// CanRedo reports whether there is a change to make again.
func (e *Editor) CanRedo() bool { return len(e.edits.undone) > 0 }

func (e *Editor) turnBack(from, to *[]edit, again bool) bool {
	last := len(*from) - 1
	if last < 0 {
		return false
	}
	c := (*from)[last]
	*from, *to = (*from)[:last], append(*to, c)
	out, in := c.in, c.out
	if again {
		out, in = c.out, c.in
	}
	e.cut(c.at, c.at+len(out))
	e.Text = e.Text[:c.at] + in + e.Text[c.at:]
	e.cursor, e.goal = c.at+len(in), -1
	e.rewrap(c.at, len(out), len(in))
	e.follow()
	return true
}
