package line

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"gd8/model"
)

// maxLine is the longest line that is read, in bytes: a section's limit, and
// room for the command before it. A longer one is refused whole.
const maxLine = model.MaxLong + 1024

// terminalLine is how many bytes of a line a terminal hands over at most
// (Linux's N_TTY_BUF_SIZE less the line break). It cuts the rest and says
// nothing, so a line of just that length cannot be trusted.
const terminalLine = 4095

// input is one line as it was typed, without its line break.
type input struct {
	text    string
	cut     bool // the input ended within the line
	tooLong bool // the line is over maxLine; text is blank
}

// lines are the lines of an input, read one ahead beside the conversation, so
// that a conversation that is told to end need not wait for a key.
type lines struct {
	next   chan input
	failed error // why reading ended, where not at the end; known once next is closed
}

func readLines(ctx context.Context, in io.Reader) *lines {
	l := &lines{next: make(chan input)}
	go func() {
		defer close(l.next)
		r := bufio.NewReader(in)
		for {
			line, err := readLine(r)
			if err == nil || line.text != "" || line.tooLong {
				select {
				case l.next <- line:
				case <-ctx.Done():
					return
				}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					l.failed = err
				}
				return
			}
		}
	}()
	return l
}

// readLine reads up to and past the next line break (LF or CRLF), and keeps
// no more than maxLine bytes of it.
func readLine(r *bufio.Reader) (input, error) {
	var line []byte
	tooLong := false
	for {
		part, err := r.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxLine; tooLong {
			line = nil
		} else {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		text, broken := strings.CutSuffix(string(line), "\n")
		if broken {
			text = strings.TrimSuffix(text, "\r")
		}
		return input{text: text, tooLong: tooLong, cut: err != nil}, err
	}
}

// read says the prompt and waits for a line; where none comes for too long it
// locks the conversation and asks again. The error is errEnd where no line
// comes any more, errQuit where it cannot be locked, or that of the output.
func (c *conversation) read(prompt string) (input, error) {
	for {
		from := c.sit.Store().Now()
		if err := c.out.prompt(prompt); err != nil {
			return input{}, err
		}
		if c.ctx.Err() != nil {
			return input{}, errEnd
		}
		line, begun, err := c.await(c.idle, from)
		if errors.Is(err, errIdle) {
			if err := c.lock(begun); err != nil {
				return input{}, err
			}
			continue
		}
		if err == nil && !c.terminal {
			c.out.newline() // that a terminal shows behind what is typed
		}
		return line, err
	}
}

// ask reads a line of words, trimmed. A line that the end of the input cut
// short is never acted on.
func (c *conversation) ask(prompt string) (string, error) {
	for {
		line, err := c.read(prompt)
		if err != nil {
			return "", err
		}
		if line.cut {
			return "", errEnd
		}
		if problem := c.unfit(line); problem != "" {
			c.out.say("That line was not taken: %s", problem)
			continue
		}
		return withoutStop(strings.TrimSpace(line.text)), nil
	}
}

// withoutStop is a line of words without the full stop that who comes from a
// text may still put before a command. Before anything else it stays: a yes
// with a full stop before it is mistyped, and a mistyped yes saves nothing.
func withoutStop(typed string) string {
	bare, dotted := strings.CutPrefix(typed, ".")
	word, _ := split(bare)
	if dotted && (isCommand(word) || isTextWord(word)) {
		return bare
	}
	return typed
}

// unfit says why a line cannot be taken as it came; blank where it can.
func (c *conversation) unfit(line input) string {
	switch {
	case line.tooLong:
		return "it is longer than a section may be (65,536 bytes). Nothing is cut for you: type it in shorter lines."
	case c.terminal && len(line.text) == terminalLine:
		return "it fills the 4,095 bytes that a terminal hands over at once, so its end may be missing. Type it in shorter lines."
	case !utf8.ValidString(line.text):
		return "it is not UTF-8 text. Set the terminal to UTF-8, or type it without accents."
	}
	for _, r := range line.text {
		if r != '\t' && unicode.IsControl(r) {
			return "it holds a control character, such as an arrow key leaves. Type it again."
		}
	}
	return ""
}
