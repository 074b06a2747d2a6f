package store_test

import (
	"errors"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
)

func draftsOf(t failer, s *Store, n Number) []Draft {
	t.Helper()
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	return d.Item().Drafts
}

func TestADraftIsOfADecisionAnOfficerCanMake(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	before := dump(t, s)
	for _, kind := range []model.DecisionKind{model.NoDecision, model.Withdrawn, model.DecisionKindCount, 255} {
		if err := s.SaveDraft(officer, n, Draft{Kind: kind, Sections: filled("Drafted")}); err == nil {
			t.Errorf("a draft of kind %d was kept", kind)
		}
	}
	mustEqualDump(t, "refused", dump(t, s), before)
	for _, kind := range model.DecisionKinds() {
		if err := s.SaveDraft(officer, n, Draft{Kind: kind, Sections: filled(kind.String())}); err != nil {
			t.Error(err)
		}
	}
	if drafts := draftsOf(t, s, n); len(drafts) != len(model.DecisionKinds()) {
		t.Errorf("%d drafts are kept", len(drafts))
	}
	mustVerify(t, "drafted", s)
}

func TestThereIsOneDraftARecordAndDecision(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	n, m := add(t, s, cleanFacts(t, "A", "P", "I")), add(t, s, cleanFacts(t, "A", "P", "J"))
	save := func(d Draft) {
		t.Helper()
		if err := s.SaveDraft(officer, n, d); err != nil {
			t.Fatal(err)
		}
	}
	save(Draft{Kind: model.Defer, Sections: filled("First")})
	c.Now = c.Now.AddDate(0, 0, 1)
	want := Draft{Kind: model.Defer, Sections: filled("Second\r\n\tÜ \x00"), Remind: 20270131, Officer: "someone else", At: c.Now.AddDate(1, 0, 0)}
	save(want)
	want.Officer, want.At = officer.Officer, c.Now // never what the caller says
	if drafts := draftsOf(t, s, n); len(drafts) != 1 || drafts[0] != want {
		t.Errorf("drafts: %+v", drafts)
	}
	if drafts := draftsOf(t, s, m); len(drafts) != 0 {
		t.Errorf("another record has %d drafts", len(drafts))
	}
	save(Draft{Kind: model.Defer, Sections: model.Sections{model.Needed: " \n\t"}})
	if drafts := draftsOf(t, s, n); len(drafts) != 0 {
		t.Errorf("a draft that was blanked is kept: %+v", drafts)
	}
	save(Draft{Kind: model.Refer, Sections: filled("Third")})
	if err := errors.Join(s.DeleteDraft(officer, n, model.Refer), s.DeleteDraft(officer, n, model.Refer)); err != nil {
		t.Error(err)
	}
	if drafts := draftsOf(t, s, n); len(drafts) != 0 {
		t.Errorf("a draft that was deleted is kept: %+v", drafts)
	}
	if err := s.SaveDraft(officer, 99, Draft{Kind: model.Refer, Sections: filled("Lost")}); err == nil {
		t.Error("a draft of a record that is not there was kept")
	}
}

func TestDraftsAndNotesAreNotJournalled(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	before, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		s.SaveDraft(officer, n, Draft{Kind: model.Refer, Sections: filled("Drafted")}), s.SaveNote(officer, n, "ring the force"),
	)
	if err != nil {
		t.Fatal(err)
	}
	if after, err := s.Checkpoint(); err != nil || after.Entries != before.Entries {
		t.Errorf("%d entries, before %d (%v)", after.Entries, before.Entries, err)
	}
	d, err := s.Dossier(n)
	if err != nil || d.Item().Note != "ring the force" {
		t.Errorf("the note is %q (%v)", d.Item().Note, err)
	}
	if err := s.SaveNote(officer, n, strings.Repeat("x", model.MaxLong+1)); err == nil || !strings.Contains(err.Error(), "shorten it") {
		t.Errorf("a note over the limit: %v", err)
	}
	if err := s.SaveNote(officer, n, " \n"); err != nil {
		t.Fatal(err)
	}
	if d, err := s.Dossier(n); err != nil || d.Item().Note != "" {
		t.Errorf("a note that was blanked is %q (%v)", d.Item().Note, err)
	}
	mustVerify(t, "noted", s)
}
