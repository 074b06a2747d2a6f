//go:build unix

package command_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience is how long a test waits for what must come. It is no measure of
// how fast gd8 is: a machine may be busy.
const patience = 2 * time.Minute

// handPause is the least time between two keys of a hand: what comes quicker
// is a paste, of which no key is a command.
const handPause = 200 * time.Millisecond

// builtProgram is the program as it is given away, built once for all tests. It lies
// beside the test's own copies of gd8 and goes away with them.
var builtProgram = sync.OnceValues(func() (string, error) {
	beside, err := exec.LookPath("gd8")
	if err != nil {
		return "", err
	}
	path := filepath.Join(filepath.Dir(beside), "gd8-built")
	if said, err := exec.Command("go", "build", "-o", path, "gd8").CombinedOutput(); err != nil {
		return "", errors.New(string(said))
	}
	return path, nil
})

// desk is where an officer works: a home folder, and in it a store.
type desk struct {
	t    *testing.T
	home string
	env  []string // beside those of every sitting
}

func newDesk(t *testing.T, env ...string) *desk {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the go command is needed to build gd8, and it is not in PATH")
	}
	return &desk{t, t.TempDir(), env}
}

// command is gd8 as this officer starts it.
func (d *desk) command(args ...string) *exec.Cmd {
	d.t.Helper()
	gd8, err := builtProgram()
	if err != nil {
		d.t.Fatal(err)
	}
	return d.start(gd8, args...)
}

// start is a program in the home folder of this officer.
func (d *desk) start(program string, args ...string) *exec.Cmd {
	d.t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = d.home
	cmd.Env = append([]string{
		"HOME=" + d.home, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + d.home, "TERM=xterm-256color",
		"LANG=C.UTF-8", "GD8_OFFICER=J. Officer",
	}, d.env...)
	return cmd
}

// run runs a command that needs no terminal, to its end.
func (d *desk) run(args ...string) string {
	d.t.Helper()
	said, err := d.command(args...).CombinedOutput()
	if err != nil {
		d.t.Fatalf("gd8 %s: %v\n%s", strings.Join(args, " "), err, said)
	}
	return string(said)
}

// holds puts a file into the home folder.
func (d *desk) holds(name, text string) {
	d.t.Helper()
	if err := os.WriteFile(filepath.Join(d.home, name), []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// reads is what a file of the home folder holds.
func (d *desk) reads(name string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.home, name))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

// window is gd8 on a terminal of its own, with a screen to read.
type window struct {
	t        *testing.T
	cmd      *exec.Cmd
	terminal *os.File
	screen   *vt.SafeEmulator
	over     chan struct{} // closed when nothing more comes from the terminal

	mu  sync.Mutex   // held while the screen is written, and while its cells are read
	raw bytes.Buffer // every byte gd8 wrote
}

// sit starts gd8 in a window of 80 by 24.
func (d *desk) sit(args ...string) *window { d.t.Helper(); return d.sitAt(80, 24, args...) }

func (d *desk) sitAt(width, height int, args ...string) *window {
	d.t.Helper()
	return d.windowOf(d.command(args...), width, height)
}

// windowOf starts a command in a window.
func (d *desk) windowOf(cmd *exec.Cmd, width, height int) *window {
	d.t.Helper()
	w := &window{t: d.t, cmd: cmd, screen: vt.NewSafeEmulator(width, height), over: make(chan struct{})}
	terminal, err := pty.StartWithSize(w.cmd, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		d.t.Skipf("no pseudo-terminal can be had here: %v", err)
	}
	w.terminal = terminal
	answered := make(chan struct{})
	go func() { // what a terminal answers to questions
		defer close(answered)
		_, _ = io.Copy(io.Discard, w.screen.Emulator)
	}()
	go func() {
		defer close(w.over)
		_, _ = io.Copy(w, terminal) // ends with an error when gd8 has left
	}()
	d.t.Cleanup(func() {
		_ = w.cmd.Process.Kill()
		_ = w.terminal.Close()
		<-w.over
		// Close of the emulator itself races with the reading of its answers.
		if answers, ok := w.screen.InputPipe().(io.Closer); ok {
			_ = answers.Close()
		}
		<-answered
	})
	return w
}

// Write takes in what gd8 writes to its terminal.
func (w *window) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.raw.Write(p)
	return w.screen.Write(p)
}

// wrote is every byte gd8 wrote so far.
func (w *window) wrote() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.raw.String()
}

// text is what the officer reads.
func (w *window) text() string { return ansi.Strip(w.screen.Render()) }

// says reports whether a text is on the screen, also where it is wrapped.
func (w *window) says(text string) bool {
	shown := w.text()
	return strings.Contains(shown, text) || strings.Contains(strings.Join(strings.Fields(shown), " "), text)
}

// sees waits until the screen says every text, and fails with the screen.
func (w *window) sees(texts ...string) *window {
	w.t.Helper()
	for _, text := range texts {
		w.until("the screen never said "+text, func() bool { return w.says(text) })
	}
	return w
}

// loses waits until a text is no longer on the screen.
func (w *window) loses(text string) *window {
	w.t.Helper()
	w.until("the screen still says "+text, func() bool { return !w.says(text) })
	return w
}

func (w *window) until(otherwise string, reached func() bool) {
	w.t.Helper()
	for give := time.Now().Add(patience); !reached(); {
		if time.Now().After(give) {
			w.t.Fatalf("%s:\n%s", otherwise, w.text())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

var keyBytes = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "down": "\x1b[B", "ctrl+s": "\x13", "ctrl+c": "\x03", "ctrl+o": "\x0f",
}

// press sends one key.
func (w *window) press(key string) *window {
	w.t.Helper()
	if b, ok := keyBytes[key]; ok {
		key = b
	}
	if _, err := w.terminal.WriteString(key); err != nil {
		w.t.Fatal(err)
	}
	return w
}

// types sends a text, one write a letter.
func (w *window) types(text string) *window {
	w.t.Helper()
	for _, r := range text {
		w.press(string(r))
	}
	return w
}

// pastes sends a text as a terminal does that brackets what is pasted.
func (w *window) pastes(text string) *window {
	w.t.Helper()
	// A terminal's own buffer is small, so it is written in pieces.
	for _, piece := range append([]string{"\x1b[200~"}, append(strings.SplitAfter(text, "\n"), "\x1b[201~")...) {
		w.press(piece)
	}
	return w
}

// resize changes the size of the window, as an officer pulls at its corner.
func (w *window) resize(width, height int) *window {
	w.t.Helper()
	w.screen.Resize(width, height)
	if err := pty.Setsize(w.terminal, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		w.t.Fatal(err)
	}
	return w
}

// ends waits until gd8 has left, and gives its exit code.
func (w *window) ends() int {
	w.t.Helper()
	left := make(chan struct{})
	go func() { _ = w.cmd.Wait(); close(left) }()
	select {
	case <-left:
	case <-time.After(patience):
		w.t.Fatalf("gd8 did not leave:\n%s", w.text())
	}
	return w.cmd.ProcessState.ExitCode()
}

// leaves quits with q and wants an orderly end.
func (w *window) leaves() {
	w.t.Helper()
	if code := w.press("q").ends(); code != 0 {
		w.t.Errorf("exit code %d:\n%s", code, w.text())
	}
	<-w.over
	w.isSane()
}

// isSane wants the terminal as it was found: the officer's own screen, with a
// cursor, and pastes no longer marked.
func (w *window) isSane() {
	w.t.Helper()
	if w.screen.IsAltScreen() || w.screen.CursorHidden() {
		w.t.Errorf("alternate screen %v, cursor hidden %v", w.screen.IsAltScreen(), w.screen.CursorHidden())
	}
	wrote := w.wrote()
	for on, off := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", "\x1b[?2004h": "\x1b[?2004l"} {
		if strings.LastIndex(wrote, off) < strings.LastIndex(wrote, on) {
			w.t.Errorf("%q was never followed by %q", on, off)
		}
	}
}

// signals sends a signal to gd8.
func (w *window) signals(s syscall.Signal) {
	w.t.Helper()
	if err := w.cmd.Process.Signal(s); err != nil {
		w.t.Fatal(err)
	}
}
