package console

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// pasteFrom is how many characters that come at once, each of a press of its
// own, are a paste. A hand is slower than the program that reads it, but a busy
// computer may hand over two or three keys together.
const pasteFrom = 4

// Decoder makes events of records. It remembers half characters and half line
// breaks from one batch to the next. The zero Decoder is ready for use.
type Decoder struct {
	high   rune   // the first half of a character, 0 for none
	held   uint16 // the key that is down, 0 for none
	run    []stroke
	events []Event
}

// stroke is a record that may be part of a text.
type stroke struct {
	text  string // what it is in a pasted text
	alone Event  // what it is as a key of its own
	sure  bool   // it is text in any case, and so may begin and end a paste
	press bool   // a press of its own, and no repetition of a key held down
}

// Decode gives the events of the records that the console had ready at once.
func (d *Decoder) Decode(batch []Record) []Event {
	d.events = nil
	for i := range batch {
		r := &batch[i]
		switch r.kind() {
		case keyRecord:
			d.keyEvent(r)
		case sizeRecord:
			d.end(Event{Kind: Resized})
		}
	}
	d.endRun()
	return d.events
}

// keyEvent takes in the record of a key.
func (d *Decoder) keyEvent(r *Record) {
	switch {
	case r.down():
		again := r.repeat() > 1 || d.held != 0 && d.held == r.key()
		d.held = r.key()
		d.press(r, !again)
	case r.key() == KeyMenu && r.unit() != 0:
		d.held = 0
		d.text(r, true) // an Alt code, or a character that no key has
	default:
		d.held = 0
	}
}

// press takes in a key that goes down. first is false for one held down.
func (d *Decoder) press(r *Record, first bool) {
	switch name := r.name(); {
	case r.composes():
	case r.asksForClipboard():
		d.end(Event{Kind: PasteKey})
	case r.key() == KeyReturn && name != "" && r.control()&anyAlt == 0 || r.key() == KeyTab && name == "tab":
		d.note(stroke{text: textOf(r.unit()), alone: Event{Kind: Pressed, Name: name}, sure: name != "ctrl+j", press: first}, r.repeat())
	case r.isControl():
		d.note(stroke{text: textOf(r.unit()), alone: Event{Kind: Pressed, Name: name}, press: first}, r.repeat())
	case name != "":
		for range min(r.repeat(), mostRepeats) {
			d.end(Event{Kind: Pressed, Name: name, Alt: r.control()&anyAlt != 0 || r.key() == KeyBack && r.control()&anyCtrl != 0})
		}
	case r.unit() != 0:
		d.text(r, first)
	}
}

// mostRepeats is how often at most a key that moves is taken in of one record.
const mostRepeats = 256

// text takes in a 16-bit unit of text.
func (d *Decoder) text(r *Record, first bool) {
	c := rune(r.unit())
	if high := d.high; high != 0 {
		d.high = 0
		if c >= 0xdc00 && c < 0xe000 {
			d.typed(string(utf16.DecodeRune(high, c)), r, first)
			return
		}
		d.typed("\ufffd", r, first)
	}
	switch {
	case c >= 0xd800 && c < 0xdc00:
		d.high = c
	case utf16.IsSurrogate(c):
		d.typed("\ufffd", r, first)
	default:
		d.typed(string(c), r, first)
	}
}

func (d *Decoder) typed(s string, r *Record, first bool) {
	s = strings.Repeat(s, r.repeat())
	alt := r.control()&anyAlt != 0 && r.control()&anyCtrl == 0 && r.down()
	d.note(stroke{text: s, alone: Event{Kind: Typed, Text: s, Alt: alt}, sure: !alt, press: first}, 1)
}

func (d *Decoder) note(s stroke, times int) {
	for range min(times, mostRepeats) {
		d.run = append(d.run, s)
	}
}

// end ends the run of what may be text, and puts an event behind it.
func (d *Decoder) end(e Event) {
	d.endRun()
	d.events = append(d.events, e)
}

// endRun makes one paste, or keys, of the strokes so far. What stands before
// the first and behind the last that is sure to be text are keys: a text that
// was typed while the computer was busy may have ctrl+s behind it.
func (d *Decoder) endRun() {
	run := d.run
	d.run = nil
	from, to := 0, len(run)
	for from < to && !run[from].sure {
		from++
	}
	for to > from && !run[to-1].sure {
		to--
	}
	presses := 0
	for _, s := range run[from:to] {
		if s.press && s.sure {
			presses++
		}
	}
	if presses < pasteFrom {
		from, to = len(run), len(run)
	}
	d.keys(run[:from])
	if from < to {
		var b strings.Builder
		for _, s := range run[from:to] {
			b.WriteString(s.text)
		}
		d.events = append(d.events, Event{Kind: Pasted, Text: b.String()})
	}
	d.keys(run[to:])
}

// keys makes an event of each stroke, and one of a letter that is held down.
func (d *Decoder) keys(run []stroke) {
	for _, s := range run {
		if !s.press && d.goesOn(s.alone) {
			d.events[len(d.events)-1].Text += s.text
			continue
		}
		d.events = append(d.events, s.alone)
	}
}

// goesOn reports whether e repeats the letter of the event before it.
func (d *Decoder) goesOn(e Event) bool {
	if len(d.events) == 0 || e.Kind != Typed {
		return false
	}
	last := d.events[len(d.events)-1]
	if last.Kind != Typed || last.Alt != e.Alt {
		return false
	}
	had, _ := utf8.DecodeRuneInString(last.Text)
	has, _ := utf8.DecodeRuneInString(e.Text)
	return had == has
}

// textOf is what a control character is in a pasted text: Word's line and page
// breaks are line breaks.
func textOf(unit uint16) string {
	switch unit {
	case '\v', '\f':
		return "\n"
	}
	return string(rune(unit))
}
