//go:build unix

package command_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestADumbTerminalGetsTheReviewInLines starts gd8 alone, as an officer does,
// on a terminal that cannot move its cursor, or of which nothing is known.
func TestADumbTerminalGetsTheReviewInLines(t *testing.T) {
	for _, term := range []string{"TERM=dumb", "TERM="} {
		t.Run(term, func(t *testing.T) { dumbTerminalGetsLines(t, term) })
	}
}

func dumbTerminalGetsLines(t *testing.T, term string) {
	store := filepath.Join(t.TempDir(), "gd8.db")
	cmd, terminal := onTerminal(t, []string{term, "GD8_OFFICER=J. Officer", "GD8_STORE=" + store})
	if _, err := io.WriteString(terminal, "Enhanced DBS checks\nyes\nquit\n"); err != nil {
		t.Fatal(err)
	}
	got := readAll(t, terminal)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v", err)
	}
	for _, said := range []string{"gd8 review, line by line.", "Your purpose: Enhanced DBS checks.", "The store is empty.", "Goodbye."} {
		if !strings.Contains(got, said) {
			t.Errorf("it did not say %q:\n%s", said, got)
		}
	}
	if strings.ContainsRune(got, '\x1b') {
		t.Errorf("it wrote an escape: %q", got)
	}
}

// TestAReviewInLinesKeepsItsDraftWhenItIsEnded ends gd8 as a closed window and
// a system that shuts down do, in the middle of a rationale.
func TestAReviewInLinesKeepsItsDraftWhenItIsEnded(t *testing.T) {
	for _, how := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(how.String(), func(t *testing.T) {
			env := []string{"TERM=dumb", "GD8_OFFICER=J. Officer", "GD8_STORE=" + filepath.Join(t.TempDir(), "gd8.db")}
			hits := filepath.Join(t.TempDir(), "hits.csv")
			if err := os.WriteFile(hits, []byte("person_ref,incident_ref\nP-1,CR/1\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			brought, terminal := onTerminal(t, env, "import", hits)
			readAll(t, terminal)
			if err := brought.Wait(); err != nil {
				t.Fatal(err)
			}

			cmd, terminal := onTerminal(t, env, "review", "--purpose", "Enhanced DBS checks")
			if _, err := io.WriteString(terminal, "refer\nHalf a thought\n"); err != nil {
				t.Fatal(err)
			}
			readUntil(t, terminal, "Reason, line 2: ")
			if err := cmd.Process.Signal(how); err != nil {
				t.Fatal(err)
			}
			if got, said := readAll(t, terminal), "The draft is kept; refer takes it up"; !strings.Contains(got, said) {
				t.Errorf("it did not say %q:\n%s", said, got)
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("%v", err)
			}

			shown, terminal := onTerminal(t, env, "show", "CR/1")
			if got := readAll(t, terminal); !strings.Contains(got, "Half a thought") {
				t.Errorf("the draft is not there:\n%s", got)
			}
			if err := shown.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
}

// readUntil reads a terminal until gd8 has written a text.
func readUntil(t *testing.T, terminal io.Reader, text string) {
	t.Helper()
	var seen strings.Builder
	b := make([]byte, 4096)
	for !strings.Contains(seen.String(), text) {
		n, err := terminal.Read(b)
		if err != nil {
			t.Fatalf("after %q: %v", seen.String(), err)
		}
		seen.Write(b[:n])
	}
}
