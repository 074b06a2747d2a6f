//go:build unix

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// The terminal every program is measured on: the size that gd8 is made for.
const (
	columns = 80
	lines   = 24
)

// screen is what a terminal shows: its lines, without colour.
type screen []string

// says reports whether a text stands on one of the lines.
func (s screen) says(text string) bool { return s.line(text) != "" }

// line is the first line that holds a text, blank where none does.
func (s screen) line(text string) string {
	for _, l := range s {
		if strings.Contains(l, text) {
			return l
		}
	}
	return ""
}

// terminal is a program on a pseudo-terminal whose screen is emulated here.
// Times are those at which bytes arrived: what it costs to emulate the screen
// is not the program's.
type terminal struct {
	cmd     *exec.Cmd
	pty     *os.File
	started time.Time
	over    chan struct{} // closed when nothing more comes
	ended   time.Time     // when that was

	mu       sync.Mutex
	emulator *vt.Emulator
	awaited  []moment    // in this order; empty where nothing is awaited
	seen     []time.Time // when those before them came
	reached  chan []time.Time
}

// errLate says that a screen was awaited for longer than patience.
var errLate = errors.New("too late")

// moment is a screen that is awaited.
type moment struct {
	what string // for an error
	is   func(screen) bool
}

// start runs a program on a terminal of its own, and awaits its first screen.
func (b *bench) start(cmd *exec.Cmd, first func(screen) bool) (*terminal, error) {
	t := &terminal{cmd: cmd, emulator: vt.NewEmulator(columns, lines), over: make(chan struct{})}
	t.expect([]moment{{"its first screen", first}})
	t.started = time.Now()
	var err error
	if t.pty, err = pty.StartWithSize(cmd, &pty.Winsize{Cols: columns, Rows: lines}); err != nil {
		return nil, fmt.Errorf("%s could not be started: %w", cmd.Path, err)
	}
	if b.prefer {
		_ = prefer(cmd.Process.Pid) // a short program may have ended
	}
	go func() { _, _ = io.Copy(t.pty, t.emulator) }() // what a terminal answers to questions
	go t.read()
	return t, nil
}

// read shows what the program writes, until it has left.
func (t *terminal) read() {
	b := make([]byte, 1<<16)
	for {
		n, err := t.pty.Read(b)
		at := time.Now()
		t.mu.Lock()
		if err != nil {
			t.ended = at
			t.mu.Unlock()
			close(t.over)
			return
		}
		_, _ = t.emulator.Write(b[:n]) // an emulator takes everything
		if len(t.awaited) > 0 {
			t.look(at)
		}
		t.mu.Unlock()
	}
}

// shown is the screen now; t.mu is held.
func (t *terminal) shown() screen {
	s := make(screen, lines)
	var b strings.Builder
	for y := range lines {
		b.Reset()
		for x := range columns {
			if c := t.emulator.CellAt(x, y); c != nil {
				b.WriteString(c.Content)
			}
		}
		s[y] = strings.TrimRight(b.String(), " ")
	}
	return s
}

// now is the screen as it is.
func (t *terminal) now() screen {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown()
}

// patience is how long a screen is waited for before the run is given up.
const patience = 3 * time.Minute

// expect says which screens are awaited from now on; t.mu is held, or nothing
// runs yet.
func (t *terminal) expect(moments []moment) {
	t.awaited, t.seen, t.reached = moments, nil, make(chan []time.Time, 1)
}

// look ticks off the awaited screens that are there; t.mu is held.
func (t *terminal) look(at time.Time) {
	s := t.shown()
	for len(t.awaited) > 0 && t.awaited[0].is(s) {
		t.awaited = t.awaited[1:]
		t.seen = append(t.seen, at)
	}
	if len(t.awaited) == 0 {
		t.reached <- t.seen
	}
}

// come waits for all that is awaited and gives how long after from each came.
func (t *terminal) come(from time.Time) ([]time.Duration, error) {
	var times []time.Time
	select {
	case times = <-t.reached:
	case <-t.over:
		select {
		case times = <-t.reached:
		default:
			return nil, t.missed("the program left before")
		}
	case <-time.After(patience):
		return nil, fmt.Errorf("%w: %w", errLate, t.missed("not there after "+patience.String()))
	}
	took := make([]time.Duration, len(times))
	for i, at := range times {
		took[i] = at.Sub(from)
	}
	return took, nil
}

// missed says which screen did not come, and what is there instead.
func (t *terminal) missed(how string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	what := t.awaited[0].what
	t.awaited = nil
	return fmt.Errorf("%s: %s:\n%s", how, what, strings.Join(t.shown(), "\n"))
}

// first is how long after the program's start its first screen was there.
func (t *terminal) first() (time.Duration, error) {
	took, err := t.come(t.started)
	if err != nil {
		return 0, err
	}
	return took[0], nil
}

// press sends keys in one write and gives how long after it each of the
// screens was there that they lead to, in that order. Where the first is there
// already nothing would be measured: that is an error.
func (t *terminal) press(keys string, moments ...moment) ([]time.Duration, error) {
	t.mu.Lock()
	if s := t.shown(); moments[0].is(s) {
		t.mu.Unlock()
		return nil, fmt.Errorf("there before the key: %s:\n%s", moments[0].what, strings.Join(s, "\n"))
	}
	t.expect(moments)
	t.mu.Unlock()
	from := time.Now()
	if _, err := t.pty.WriteString(keys); err != nil {
		return nil, err
	}
	return t.come(from)
}

// end ends the program, with the keys that make it leave where there are any,
// and gives the time from its start until it had left.
func (t *terminal) end(keys string) time.Duration {
	_, _ = t.pty.WriteString(keys)
	select {
	case <-t.over:
	case <-time.After(20 * time.Second):
		_ = t.cmd.Process.Kill() // it is this process's own
		<-t.over
	}
	_ = t.cmd.Wait() // how it ended is not what is measured
	_ = t.pty.Close()
	if answers, ok := t.emulator.InputPipe().(io.Closer); ok {
		_ = answers.Close()
	}
	return t.ended.Sub(t.started)
}

// prefer asks Linux to give the session of a process the processor before all
// others, among which it shares it fairly.
func prefer(pid int) error {
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/autogroup", pid), []byte("-20"), 0); err != nil {
		return fmt.Errorf("-prefer needs root, and a Linux that shares the processor among sessions: %w", err)
	}
	return nil
}
