//go:build unix

package command_test

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestADumbTerminalGetsTheReviewInLines starts gd8 alone, as an officer does,
// on a terminal that cannot move its cursor.
func TestADumbTerminalGetsTheReviewInLines(t *testing.T) {
	store := filepath.Join(t.TempDir(), "gd8.db")
	cmd, terminal := onTerminal(t, []string{"TERM=dumb", "GD8_OFFICER=J. Officer", "GD8_STORE=" + store})
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
