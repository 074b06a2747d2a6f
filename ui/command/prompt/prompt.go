// Package prompt asks the officer at the terminal that gd8 was started from,
// whatever its standard input and output are.
package prompt

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// Terminal asks the officer at the terminal, whatever standard input and
// output are. What is typed is read a byte at a time, so that no buffer keeps
// a passphrase or holds back what the next question is to get.
type Terminal struct {
	in, out *os.File
	reveal  func() // has what is typed shown again; nil while it is shown
}

// errNotAnswered says that a question at the terminal was left.
var errNotAnswered = errors.New("the question was not answered, so nothing was done; try again")

// Open opens the terminal that the program was started from.
func Open() (*Terminal, error) {
	in, out, err := terminalFiles()
	if err != nil {
		return nil, err
	}
	return &Terminal{in: in, out: out}, nil
}

// Close has what is typed shown again, and lets the terminal go.
func (t *Terminal) Close() {
	if t.reveal != nil {
		t.reveal()
	}
	_ = t.in.Close() // nothing is waiting to be written
	if t.out != t.in {
		_ = t.out.Close()
	}
}

// Say writes a line of gd8's own.
func (t *Terminal) Say(line string) { fmt.Fprintln(t.out, line) }

// Line asks for one line of text.
func (t *Terminal) Line(question string) (string, error) {
	fmt.Fprint(t.out, question)
	answer, err := t.read()
	if err != nil {
		fmt.Fprintln(t.out)
		return "", err
	}
	return strings.TrimSpace(string(answer)), nil
}

// Secret asks for a line that is not shown while it is typed. From the first
// secret on, nothing is until the terminal is closed, as the next answer may be
// typed before its question stands there. A signal that ends the program while
// it waits does not leave the terminal so.
func (t *Terminal) Secret(question string) ([]byte, error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, Endings()...)
	defer signal.Stop(signals)
	if t.reveal == nil {
		reveal, err := hideTyping(t.in)
		if err != nil {
			return nil, fmt.Errorf("the terminal cannot hide what is typed (%w); give the passphrase in a file, with --passphrase-file", err)
		}
		t.reveal = reveal
	}
	fmt.Fprint(t.out, question)
	defer fmt.Fprintln(t.out) // the officer's Enter was not shown either
	type answer struct {
		text []byte
		err  error
	}
	typed := make(chan answer, 1)
	go func() {
		text, err := t.read()
		typed <- answer{text, err}
	}()
	select {
	case a := <-typed:
		if a.err == nil && len(a.text) == 0 {
			a.err = errNotAnswered
		}
		return a.text, a.err
	case <-signals:
		t.reveal() // the read that still waits ends with the program
		return nil, errNotAnswered
	}
}

// maxAnswer is far over what any question takes.
const maxAnswer = 16 << 10

// read is one line as typed, without its end.
func (t *Terminal) read() ([]byte, error) {
	line := make([]byte, 0, maxAnswer) // never moved, so that no part copy is left behind
	var b [1]byte
	for {
		n, err := t.in.Read(b[:])
		switch {
		case n == 0 && err != nil:
			return nil, errNotAnswered
		case n == 0:
		case b[0] == '\n':
			return bytes.TrimSuffix(line, []byte("\r")), nil
		case len(line) == maxAnswer:
			return nil, errNotAnswered
		default:
			line = append(line, b[0])
		}
	}
}

// Confirm has the officer type a phrase, or takes it as a flag gave it.
func Confirm(phrase, given string) error {
	typed := given
	if given == "" {
		t, err := Open()
		if err != nil {
			return fmt.Errorf("there is no terminal to confirm it on; nothing was done: add --confirm %q", phrase)
		}
		defer t.Close()
		if typed, err = t.Line(fmt.Sprintf("Type %q to go on: ", phrase)); err != nil {
			return err
		}
	}
	if typed != phrase {
		return fmt.Errorf("%q was given to confirm it and %q is needed; nothing was done", typed, phrase)
	}
	return nil
}

// Endings are the signals by which gd8 is asked to end, or told that its
// window was closed.
func Endings() []os.Signal {
	return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
}
