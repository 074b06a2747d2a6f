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
	"syscall"
	"testing"

	"github.com/creack/pty"
)

// onTerminal starts gd8 on a terminal that answers no query. What gd8 writes
// is read by the function it gives, to the end.
func onTerminal(t *testing.T, env []string, args ...string) (cmd *exec.Cmd, terminal *os.File) {
	t.Helper()
	gd8, err := exec.LookPath("gd8")
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(gd8, args...)
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm-256color", "LANG=C.UTF-8", "GD8_SETTINGS=" + os.DevNull}, env...)...)
	terminal, err = pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
	if err != nil {
		t.Skipf("no pseudo-terminal can be had here: %v", err)
	}
	t.Cleanup(func() { terminal.Close() })
	return cmd, terminal
}

// readAll reads a terminal until gd8 has left it.
func readAll(t *testing.T, terminal io.Reader) string {
	t.Helper()
	var b bytes.Buffer
	_, err := io.Copy(&b, terminal)
	var path *os.PathError // the other side is closed
	if err != nil && !errors.As(err, &path) {
		t.Fatal(err)
	}
	return b.String()
}

// A terminal library that asks the terminal for its colours while it is loaded
// would write the question before everything else.
func TestVersionAsksTheTerminalNothing(t *testing.T) {
	cmd, terminal := onTerminal(t, nil, "version")
	got := readAll(t, terminal)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsRune(got, '\x1b') || !strings.HasPrefix(got, "gd8 ") {
		t.Errorf("wrote %q", got)
	}
}

// The demo's store goes away however the demo ends.
func TestTheDemoLeavesNothingBehindWhenItIsEnded(t *testing.T) {
	for _, how := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(how.String(), func(t *testing.T) {
			folder := t.TempDir()
			cmd, terminal := onTerminal(t, []string{"TMPDIR=" + folder}, "demo")
			var seen strings.Builder
			b := make([]byte, 4096)
			for !strings.Contains(seen.String(), "DEMO/") {
				n, err := terminal.Read(b)
				if err != nil {
					t.Fatalf("after %q: %v", seen.String(), err)
				}
				seen.Write(b[:n])
			}
			if held, _ := filepath.Glob(filepath.Join(folder, "gd8-demo-*")); len(held) != 1 {
				t.Errorf("the demo's store is not in the temporary folder: %v", held)
			}
			if err := cmd.Process.Signal(how); err != nil {
				t.Fatal(err)
			}
			seen.WriteString(readAll(t, terminal))
			if err := cmd.Wait(); err != nil {
				t.Errorf("%v", err)
			}
			if left, _ := os.ReadDir(folder); len(left) != 0 {
				t.Errorf("%d files were left behind", len(left))
			}
			for _, said := range []string{"incidents are made up", "The demo is over: its store is gone"} {
				if !strings.Contains(seen.String(), said) {
					t.Errorf("it did not say %q", said)
				}
			}
		})
	}
}
