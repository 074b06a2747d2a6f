//go:build unix

package command_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestAnExportIsMappedByAnsweringQuestions: an export of a force goes in by
// the questions alone, is kept under a name, and is used by itself after that.
func TestAnExportIsMappedByAnsweringQuestions(t *testing.T) {
	file, err := filepath.Abs("../../testdata/import/C-force-export-2.csv")
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "gd8.db")
	shown, code, _ := atTerminal(t, store, [][2]string{
		{"Enter alone takes this", "10 -\n"}, {"Enter alone takes this", "undo\n"}, {"Enter alone takes this", "\n"},
		{"Import with this mapping?", "yes\n"}, {"A name to keep", "Crime report\n"},
	}, "import", file)
	if code != 0 || !strings.Contains(shown, "4 rows read: 4 new") || !strings.Contains(shown, "All of 4 rows can be read.") {
		t.Fatalf("exit code %d:\n%s", code, shown)
	}
	shown, code, _ = atTerminal(t, store, nil, "import", file)
	if code != 0 || !strings.Contains(shown, `Read with your mapping "Crime report"`) || !strings.Contains(shown, "4 unchanged") {
		t.Errorf("exit code %d:\n%s", code, shown)
	}
	// Left, nothing is done.
	other := filepath.Join(t.TempDir(), "gd8.db")
	if shown, code, _ = atTerminal(t, other, [][2]string{{"Enter alone takes this", "quit\n"}}, "import", file); code != 1 {
		t.Errorf("exit code %d:\n%s", code, shown)
	}
}
