//go:build unix

package command_test

import (
	"os"
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

// TestAGroupedExportIsMappedByAnsweringQuestions: what the screen can say of a
// column can be said in lines too.
func TestAGroupedExportIsMappedByAnsweringQuestions(t *testing.T) {
	file := filepath.Join(t.TempDir(), "grouped.csv")
	content := "Report of the day,,,,,\nNominal,Family,First,Crime No,When,Disposal\nN1,LEE,Ana,C1,14-Mar-19,OC21\n,,,C2,15-Mar-19,OC8\nN2,POE,Bo,C3,16-Mar-19,OC21\n"
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var answers [][2]string
	for _, typed := range []string{"header soon", "header 2", "?", "1 person_ref", "1 down", "2 person_name", "3 + person_name", "2 down", "3 down", "4 incident_ref",
		"5 incident_date", "5 dates DD-MMM-YY", "5 dates DD-MMM-YY, years 1927 to 2026", "6 outcome", "9 outcome", "application F001", "leave", "leave Altogether", ""} {
		answers = append(answers, [2]string{"Enter alone takes this", typed + "\n"})
	}
	answers = append(answers, [2]string{"Import with this mapping?", "yes\n"}, [2]string{"A name to keep", "\n"})
	shown, code, _ := atTerminal(t, filepath.Join(t.TempDir(), "gd8.db"), answers, "import", file)
	for _, want := range []string{"counted from 1", "hundred years", "part of person_name, filled down", "There is no column 9", "Type leave and how", "All of 3 rows can be read.", "3 rows read: 3 new"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if code != 0 || t.Failed() {
		t.Fatalf("exit code %d:\n%s", code, shown)
	}
}
