package line

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// textWord is one command within a text, typed behind a full stop.
type textWord struct {
	name, args, about string
	// do does it. left says that the text is left, by end.
	do func(c *conversation, t *text, rest string) (end ending, left bool, err error)
}

// stays is a command after which the typing goes on.
func stays(do func(c *conversation, t *text, rest string) error) func(*conversation, *text, string) (ending, bool, error) {
	return func(c *conversation, t *text, rest string) (ending, bool, error) { return ended, false, do(c, t, rest) }
}

// leaves is a command that leaves the text.
func leaves(end ending) func(*conversation, *text, string) (ending, bool, error) {
	return func(*conversation, *text, string) (ending, bool, error) { return end, true, nil }
}

func textWords() []textWord {
	return []textWord{
		{"help", "", "says this", stays((*conversation).textHelp)},
		{"show", "", "reads back what was typed, with line numbers", stays(func(c *conversation, t *text, _ string) error { c.readBack(t); return nil })},
		{"question", "", "reads the question again", stays(func(c *conversation, t *text, _ string) error { c.out.say("%s. %s", t.title, t.question); return nil })},
		{"undo", "", "takes out the last line", stays((*conversation).takeLast)},
		{"replace", "N TEXT", "puts other words in place of line N", stays((*conversation).replaceLine)},
		{"insert", "N TEXT", "puts a line in before line N", stays((*conversation).insertLine)},
		{"delete", "N", "takes out line N", stays((*conversation).deleteLine)},
		{"clear", "", "takes out all lines, after asking", stays((*conversation).clear)},
		{"file", "NAME", "writes what is typed to a new file, in plain text", stays((*conversation).textToFile)},
		{"back", "", "goes back to the text or question before; what was typed of a rationale is kept", leaves(wentBack)},
		{"skip", "", "leaves this text as it stands and goes on", leaves(skipped)},
		{"cancel", "", "leaves without saving; a rationale is kept as a draft", leaves(cancelled)},
		{"quit", "", "leaves gd8; a rationale is kept as a draft", func(*conversation, *text, string) (ending, bool, error) { return cancelled, true, errQuit }},
	}
}

func isTextWord(word string) bool {
	return slices.ContainsFunc(textWords(), func(w textWord) bool { return w.name == word })
}

// textCommand does what a line behind its full stop says: a command of texts,
// or one of the review's that only reads.
func (c *conversation) textCommand(t *text, typed string) (end ending, left bool, err error) {
	word, rest := split(strings.TrimSpace(typed))
	var known []string
	for _, w := range textWords() {
		known = append(known, "."+w.name)
		if w.name == word && (rest == "" || w.args != "") {
			return w.do(c, t, rest)
		}
	}
	for _, cmd := range commands() {
		if !cmd.reading {
			continue
		}
		known = append(known, "."+cmd.name)
		if cmd.name == word && (rest == "" || cmd.args != "") {
			return ended, false, c.perform(cmd, rest)
		}
	}
	c.unknown("."+word, known, ".")
	c.out.say("The line was not taken into the text. A line that begins with a full stop is typed with two.")
	return ended, false, nil
}

func (c *conversation) textHelp(t *text, _ string) error {
	c.out.say("You are typing: %s. Every line is text but one that begins with a full stop.", t.title)
	c.out.item("A full stop alone ends the text. A line that begins with a full stop is typed with two.")
	for _, w := range textWords() {
		name := "." + w.name
		if w.args != "" {
			name += " " + w.args
		}
		c.out.item("%s: %s.", name, w.about)
	}
	var reading []string
	for _, cmd := range commands() {
		if cmd.reading {
			reading = append(reading, "."+cmd.name)
		}
	}
	c.out.item("To read meanwhile: %s.", strings.Join(reading, ", "))
	return nil
}

func (c *conversation) textToFile(t *text, name string) error {
	said := t.content()
	if t.whole != nil {
		said = t.whole()
	}
	if strings.TrimSpace(name) == "" {
		c.out.say("Nothing was written: give the name of the new file.")
		return nil
	}
	_, _ = c.toFile(name, said) // which says what became of it
	return nil
}

func (c *conversation) takeLast(t *text, _ string) error {
	if len(t.lines) == 0 {
		c.out.say("Nothing is typed yet.")
		return nil
	}
	last := len(t.lines) - 1
	gone := t.lines[last]
	t.lines = t.lines[:last]
	c.keep(t)
	c.out.say("Taken out: %s", gone)
	return nil
}

// lineNumber reads the number of a line that is there, and what follows it.
func (c *conversation) lineNumber(t *text, rest string) (at int, line string, ok bool) {
	number, line, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(t.lines) {
		c.out.say("Nothing was changed: give the number of a line that is there, as .show reads them.")
		return 0, "", false
	}
	return n - 1, line, true
}

func (c *conversation) replaceLine(t *text, rest string) error {
	at, line, ok := c.lineNumber(t, rest)
	if !ok {
		return nil
	}
	if size := len(t.content()) - len(t.lines[at]) + len(line); size > t.limit {
		c.out.say("Nothing was changed: %s would be %d bytes long and may be %d.", t.title, size, t.limit)
		return nil
	}
	t.lines[at] = line
	c.keep(t)
	c.out.say("Line %d is now: %s", at+1, line)
	return nil
}

func (c *conversation) insertLine(t *text, rest string) error {
	at, line, ok := c.lineNumber(t, rest)
	if !ok {
		return nil
	}
	before := len(t.lines)
	c.add(t, at, line)
	if len(t.lines) > before {
		c.out.say("Line %d is now: %s", at+1, line)
	}
	return nil
}

func (c *conversation) deleteLine(t *text, rest string) error {
	at, extra, ok := c.lineNumber(t, rest)
	if !ok {
		return nil
	}
	if extra != "" {
		c.out.say("Nothing was changed: .delete takes one number and nothing else.")
		return nil
	}
	gone := t.lines[at]
	t.lines = append(t.lines[:at], t.lines[at+1:]...)
	c.keep(t)
	c.out.say("Taken out: %s", fmt.Sprintf("%d: %s", at+1, gone))
	return nil
}
