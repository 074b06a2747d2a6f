package command

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/store"
	"gd8/ui/command/program"
)

// Who was said not to be the same individual opens a discard: gd8 show says
// who said so, when and why.
func TestShowSaysWhoWasSaidNotToBeTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	if code, _, errOut := ranAt(t, importDay, path, "import", filepath.Join(importCases, "ref-case.csv")); code != program.ExitDone {
		t.Fatal(errOut)
	}
	s, err := store.Open(path, store.Options{Now: func() time.Time { return importDay }})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Find("I1", nil, nil)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	_, err = s.Separate(store.Actor{Officer: "S. Apart", Purpose: "test"}, rows[0].Number, "p1A", "two mothers' names")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, incident := range []string{"I1", "I2"} {
		_, out, _ := ranAt(t, importDay, path, "show", incident)
		flat := strings.Join(strings.Fields(out), " ")
		for _, want := range []string{"not the same individual as p1A, by S. Apart on 27 November 2026", "Reason: two mothers' names"} {
			if !strings.Contains(flat, want) {
				t.Errorf("show %s does not say %q:\n%s", incident, want, out)
			}
		}
	}
}
