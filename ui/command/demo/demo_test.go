package demo_test

import (
	"context"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/command/demo"
)

func openDemo(t *testing.T) (*store.Store, []store.Row) {
	t.Helper()
	now := time.Date(2026, 4, 14, 9, 30, 0, 0, time.UTC)
	s, err := demo.Open(context.Background(), t.TempDir(), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	all, err := queue.Of(s).View(queue.FilterAll, queue.AsImported, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(all.Slice(0, all.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return s, rows
}

func TestTheDemoShowsEveryVerdictStateAndFlag(t *testing.T) {
	s, rows := openDemo(t)
	var flags model.FlagSet
	verdicts, states, decisions := map[model.Verdict]bool{}, map[model.QueueState]bool{}, map[model.DecisionKind]bool{}
	for _, row := range rows {
		flags |= row.Flags
		verdicts[row.Verdict], states[row.State], decisions[row.Decision] = true, true, true
	}
	for f := range model.FlagCount {
		if !flags.Has(f) {
			t.Errorf("no incident has the flag %s", f)
		}
	}
	for v := range model.VerdictCount {
		if !verdicts[v] {
			t.Errorf("no incident has the verdict %s", v)
		}
	}
	for st := range model.StateCount {
		if !states[st] {
			t.Errorf("no incident is in the state %s", st)
		}
	}
	for _, k := range model.DecisionKinds() {
		if !decisions[k] {
			t.Errorf("no incident has the decision %s", k)
		}
	}
	counts, err := queue.Of(s).Counts()
	if err != nil {
		t.Fatal(err)
	}
	if counts.Filters[queue.FilterOneFact] == 0 {
		t.Error("no incident is one fact away")
	}
	if counts.Filters[queue.FilterAttention] == counts.Filters[queue.FilterToDo]+counts.Filters[queue.FilterOutOfDate] {
		t.Error("no deferred incident has its reminder due")
	}
}

func TestTheDemoIsMadeUpThroughout(t *testing.T) {
	_, rows := openDemo(t)
	if len(rows) < 24 {
		t.Errorf("%d incidents", len(rows))
	}
	for _, row := range rows {
		for what, text := range map[string][2]string{
			"incident_ref": {row.Key.Incident, "DEMO/"}, "person_ref": {row.Key.Person, "DEMO-P-"}, "person_name": {row.Name, "Sample Person "},
		} {
			if len(text[0]) <= len(text[1]) || text[0][:len(text[1])] != text[1] {
				t.Errorf("%s: %s is %q and does not begin with %q", row.Key.Incident, what, text[0], text[1])
			}
		}
		if row.Key.Application != "" && !row.DueDate.Known() {
			t.Errorf("%s has no due date", row.Key.Incident)
		}
	}
}
