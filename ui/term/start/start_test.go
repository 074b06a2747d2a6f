//go:build !windows

package start_test

import (
	"bytes"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
	"time"

	_ "github.com/charmbracelet/bubbletea" // asks the terminal when it is initialised
	"github.com/charmbracelet/lipgloss"
	"github.com/creack/pty"

	_ "gd8/ui/term/start"
)

// childKey, where set, makes this test binary the program under test.
const childKey = "GD8_TEST_START_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childKey) {
	case "":
		os.Exit(m.Run())
	case "ask":
		signal.Ignore(syscall.SIGHUP)
		lipgloss.NewRenderer(os.Stdout).HasDarkBackground()
	}
	os.Stdout.WriteString("started\n")
}

// onTerminal runs the child on a terminal that never answers and gives what
// it wrote up to its first line end or its first escape byte.
func onTerminal(t *testing.T, does string) []byte {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childKey + "=" + does, "TERM=xterm-256color", "COLORTERM=truecolor"}
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Skip("needs a pseudo-terminal: ", err)
	}
	defer tty.Close()
	defer cmd.Wait()
	defer cmd.Process.Kill()
	tty.SetReadDeadline(time.Now().Add(time.Minute))
	var out []byte
	for buf := make([]byte, 256); ; {
		n, err := tty.Read(buf)
		out = append(out, buf[:n]...)
		if err != nil || bytes.ContainsAny(out, "\n\x1b") {
			return out
		}
	}
}

func TestStartingAsksTheTerminalNothing(t *testing.T) {
	if out := onTerminal(t, "start"); !bytes.HasPrefix(out, []byte("started\r\n")) || bytes.Contains(out, []byte("\x1b")) {
		t.Errorf("the terminal got %q", out)
	}
}

func TestTheTerminalOfThisTestIsOneThatWouldBeAsked(t *testing.T) {
	if out := onTerminal(t, "ask"); !bytes.Contains(out, []byte("\x1b]11;?")) {
		t.Errorf("a program that asks wrote only %q: the test above shows nothing", out)
	}
}

// An import that Bubble Tea does not share could make this package ready after
// Bubble Tea has asked.
func TestImportsNothingButLipGloss(t *testing.T) {
	source, err := os.ReadFile("start.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(source, []byte("\nimport ")); n != 1 || !bytes.Contains(source, []byte("\nimport \"github.com/charmbracelet/lipgloss\"\n")) {
		t.Error("start.go imports something else beside Lip Gloss")
	}
}
