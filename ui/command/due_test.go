package command

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/ui/command/program"
)

// ranAt runs gd8 at a moment on a store and gives its exit code and what it
// wrote to standard output and error.
func ranAt(t *testing.T, now time.Time, path string, args ...string) (code int, out, errOut string) {
	t.Helper()
	files := [2]*os.File{}
	for i := range files {
		f, err := os.Create(filepath.Join(t.TempDir(), "stream"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		files[i] = f
	}
	p := newCommands()
	p.Now = func() time.Time { return now }
	p.Out, p.ErrOut = files[0], files[1]
	p.Getenv = func(name string) string {
		return map[string]string{"GD8_STORE": path, "GD8_OFFICER": "J. Officer"}[name]
	}
	code = p.run(args)
	said := [2]string{}
	for i, f := range files {
		b, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		said[i] = string(b)
	}
	return code, said[0], said[1]
}

// decidedAt makes a store in which one of two incidents was discarded at a
// moment.
func decidedAt(t *testing.T, at time.Time) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "gd8.db")
	s, err := store.OpenOrCreate(path, store.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	csv := filepath.Join(t.TempDir(), "hits.csv")
	rows := "application_ref,person_ref,incident_ref,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\n" +
		"APP-1,P-1,I/1,21,yes,no,no\nAPP-2,P-2,I/2,21,yes,no,no\n"
	if err := os.WriteFile(csv, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	actor := store.Actor{Officer: "J. Officer"}
	if _, err := importer.Import(context.Background(), s, actor, []source.Source{source.File(csv)}, importer.Options{}); err != nil {
		t.Fatal(err)
	}
	sections := model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident with outcome 21; systems searched, nothing further known."}
	if _, err := s.Decide(actor, 1, model.Discard, sections, 0); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestACaseIsDueForReviewOnceEveryIncidentWasDecidedLongEnoughAgo(t *testing.T) {
	decided := time.Date(2019, 5, 20, 10, 0, 0, 0, time.UTC)
	path := decidedAt(t, decided)
	_, out, _ := ranAt(t, decided.AddDate(7, 0, 0), path, "due", "--years", "7")
	if !strings.Contains(out, "No case is due") {
		t.Errorf("on the day: %q", out)
	}
	_, out, _ = ranAt(t, decided.AddDate(7, 0, 1), path, "due", "--years", "7")
	if !strings.Contains(out, "1 case, 1 record") || !strings.Contains(out, "P-1") || strings.Contains(out, "P-2") {
		t.Errorf("the day after: %q", out)
	}
}

func TestTheYearsOfAReviewAreTheForcesToSay(t *testing.T) {
	now := time.Date(2026, 5, 20, 10, 0, 0, 0, time.UTC)
	path := decidedAt(t, now)
	for _, args := range [][]string{{"due"}, {"due", "--years", "soon"}, {"due", "--years", "-1"}, {"due", "--years", "151"}} {
		if code, out, errOut := ranAt(t, now, path, args...); code != program.ExitUsage || out != "" || !strings.Contains(errOut, "years") {
			t.Errorf("%q: exit %d, %q, %q", args, code, out, errOut)
		}
	}
}

func TestShowMarksWhatChangedBetweenVersionsOfARationale(t *testing.T) {
	now := time.Date(2026, 5, 20, 10, 0, 0, 0, time.UTC)
	path := decidedAt(t, now)
	s, err := store.Open(path, store.Options{Now: func() time.Time { return now.Add(time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	sections := model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident with outcome 21; every system searched, nothing further known."}
	if _, err := s.Decide(store.Actor{Officer: "K. Officer"}, 1, model.Discard, sections, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, out, _ := ranAt(t, now.Add(2*time.Hour), path, "show", "I/1")
	if flat := strings.Join(strings.Fields(out), " "); !strings.Contains(flat, "outcome 21; [-systems-] {+every system+} searched, nothing further known.") {
		t.Errorf("the difference is not marked: %s", out)
	}
}
