package command

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	xterm "golang.org/x/term"
)

// prompter asks the officer at the terminal, whatever standard input and
// output are.
type prompter struct {
	in, out *os.File
	lines   *bufio.Reader
}

// errNotAnswered says that a question at the terminal was left.
var errNotAnswered = errors.New("the question was not answered, so nothing was done; try again")

// openTerminal opens the terminal that the program was started from.
func openTerminal() (*prompter, error) {
	in, out, err := terminalFiles()
	if err != nil {
		return nil, err
	}
	return &prompter{in: in, out: out, lines: bufio.NewReader(in)}, nil
}

func (t *prompter) close() {
	_ = t.in.Close() // nothing is waiting to be written
	if t.out != t.in {
		_ = t.out.Close()
	}
}

// say writes a line of gd8's own.
func (t *prompter) say(line string) { fmt.Fprintln(t.out, line) }

// line asks for one line of text.
func (t *prompter) line(question string) (string, error) {
	fmt.Fprint(t.out, question)
	answer, err := t.lines.ReadString('\n')
	if err != nil {
		fmt.Fprintln(t.out)
		return "", errNotAnswered
	}
	return strings.TrimSpace(answer), nil
}

// secret asks for a line that is not shown while it is typed. A signal that
// ends the program while it waits does not leave the terminal without echo.
func (t *prompter) secret(question string) ([]byte, error) {
	terminal := int(t.in.Fd())
	before, err := xterm.GetState(terminal)
	if err != nil {
		return nil, errNotAnswered
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	fmt.Fprint(t.out, question)
	defer fmt.Fprintln(t.out) // the officer's Enter was not shown either
	typed := make(chan []byte, 1)
	go func() {
		answer, err := xterm.ReadPassword(terminal)
		if err != nil {
			answer = nil
		}
		typed <- answer
	}()
	select {
	case answer := <-typed:
		if len(answer) == 0 {
			return nil, errNotAnswered
		}
		return answer, nil
	case <-signals:
		_ = xterm.Restore(terminal, before) // the program ends in any case
		return nil, errNotAnswered
	}
}

// confirm has the officer type a phrase, or takes it as a flag gave it.
func confirm(phrase, given string) error {
	typed := given
	if given == "" {
		t, err := openTerminal()
		if err != nil {
			return fmt.Errorf("there is no terminal to confirm it on; nothing was done: add --confirm %q", phrase)
		}
		defer t.close()
		if typed, err = t.line(fmt.Sprintf("Type %q to go on: ", phrase)); err != nil {
			return err
		}
	}
	if typed != phrase {
		return fmt.Errorf("%q was given to confirm it and %q is needed; nothing was done", typed, phrase)
	}
	return nil
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
