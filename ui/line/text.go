package line

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/report"
)

// text is a text being typed, line by line.
type text struct {
	title    string // Risk, Reason, Note
	question string // what it is to answer
	lines    []string
	limit    int  // bytes
	optional bool // it may be blank
	single   bool // it is one line
	// keep, where not nil, keeps the text after every change of it.
	keep func(text string) error
	// whole, where not nil, gives what the text is a part of.
	whole func() string
}

// ending is how the typing of a text ended.
type ending uint8

const (
	ended     ending = iota // by a full stop
	wentBack                // by .back
	skipped                 // by .skip: the text stays as it is
	cancelled               // by .cancel
)

// content is the text as it stands.
func (t *text) content() string { return strings.Join(t.lines, "\n") }

// textLines is a text in its lines, none for a blank one.
func textLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// write lets the officer type a text until they end or leave it. What is in
// t.lines before stays, and what is typed goes below it.
func (c *conversation) write(t *text) (ending, error) {
	c.introduce(t)
	for {
		line, err := c.read(t.prompt())
		if err != nil {
			return cancelled, err
		}
		if problem := c.unfit(line); problem != "" {
			c.out.say("That line was not taken: %s", problem)
			continue
		}
		switch typed := line.text; {
		case line.cut && strings.HasPrefix(typed, ".") && !strings.HasPrefix(typed, ".."):
			return cancelled, errEnd // a command cut short does nothing
		case strings.TrimSpace(typed) == ".":
			if end, ok := c.end(t); ok {
				return end, nil
			}
		case strings.HasPrefix(typed, ".."):
			c.add(t, len(t.lines), typed[1:])
		case strings.HasPrefix(typed, "."):
			end, left, err := c.textCommand(t, typed[1:])
			if left || err != nil {
				return end, err
			}
		default:
			c.add(t, len(t.lines), typed)
		}
		if t.single && len(t.lines) > 0 {
			return ended, nil
		}
	}
}

// shortText is how many bytes of a text are read out at once where it is taken
// up again.
const shortText = 200

// introduce says what is to be typed and how it ends: in full the first time,
// and briefly to who has heard it.
func (c *conversation) introduce(t *text) {
	c.out.say("%s. %s", t.title, t.question)
	switch {
	case t.single && len(t.lines) == 0:
		c.out.say("Type it on one line, which Enter ends. .cancel leaves it, .help says more.")
	case t.single:
		c.out.say("Here already: %s", strings.Join(t.lines, "; "))
		c.out.say("A full stop alone keeps it; a line you type goes below; .clear takes it out.")
	case len(t.lines) == 1 && len(t.lines[0]) <= shortText:
		c.out.say("Here already: %s", t.lines[0])
		c.out.say("A full stop alone keeps it; what you type goes below; .clear takes it out.")
	case len(t.lines) > 0:
		c.out.say("Here already: %s. .show reads what is there; what you type goes below; a full stop alone ends the text; .help says more.", linesAndWords(t))
	case c.toldHow:
		c.out.say("A full stop alone ends it.")
	default:
		c.toldHow = true
		c.out.say("Type it in as many lines as you like; a full stop alone ends it; .help says more.")
	}
}

func linesAndWords(t *text) string {
	words := len(strings.Fields(t.content()))
	return fmt.Sprintf("%s with %s", report.Counted(len(t.lines), "line"), report.Counted(words, "word"))
}

func (t *text) prompt() string { return fmt.Sprintf("%s, line %d", t.title, len(t.lines)+1) }

// end ends a text where it may; ok is false where it must not be blank.
func (c *conversation) end(t *text) (_ ending, ok bool) {
	if strings.TrimSpace(t.content()) == "" && !t.optional {
		c.out.say("%s is blank, and it is needed. Type it, or leave with .cancel.", t.title)
		return ended, false
	}
	return ended, true
}

// add puts a line in before line at, where the text stays within its limit.
func (c *conversation) add(t *text, at int, line string) {
	size := len(t.content()) + len(line)
	if len(t.lines) > 0 {
		size++
	}
	if size > t.limit {
		c.out.say("That line was not taken: %s would be %d bytes long and may be %d. Nothing is cut for you; shorten it.", t.title, size, t.limit)
		return
	}
	t.lines = append(t.lines, "")
	copy(t.lines[at+1:], t.lines[at:])
	t.lines[at] = line
	c.keep(t)
}

// keep keeps a text that has changed. Where that fails the text is still in
// hand, and the next line tries again.
func (c *conversation) keep(t *text) {
	if t.keep == nil {
		return
	}
	if err := t.keep(t.content()); err != nil {
		c.out.problem("The draft could not be kept; your text is still here, and every line tries again", err)
	}
}

// readBack reads what was typed, each line with its number.
func (c *conversation) readBack(t *text) {
	if len(t.lines) == 0 {
		c.out.say("Nothing is typed yet.")
	}
	for i, line := range t.lines {
		c.out.item("%d: %s", i+1, line)
	}
}

// clear takes a whole text out, after asking.
func (c *conversation) clear(t *text, _ string) error {
	if len(t.lines) == 0 {
		c.out.say("Nothing is typed yet.")
		return nil
	}
	yes, err := c.confirm(fmt.Sprintf("This takes out %s.", linesAndWords(t)), confirmation{ask: "Take out", inFull: true})
	if err != nil || !yes {
		return err
	}
	t.lines = nil
	c.keep(t)
	c.out.say("%s is blank now.", t.title)
	return nil
}

// limitOf is how long a field's text may be.
func limitOf(f model.Field) int {
	if f.Kind() == model.KindLong {
		return model.MaxLong
	}
	return model.MaxText
}
