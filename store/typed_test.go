package store_test

import (
	"context"
	"reflect"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/codec"
	"gd8/store/purge"
	"gd8/store/vault"
)

// typed are the texts typed for each record.
func typed(t failer, s *Store) map[Number]Typed {
	t.Helper()
	all, err := s.AllTyped()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatWasTypedForARecordIsKeptUntilItIsUsed(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	entries := dumpedEntries(t, s)
	want := map[Number]Typed{
		n:         {"reason abusive": {Text: "The log says\r\n\tno. Ü \x00"}, "withdraw": {Text: " "}},
		NewRecord: {"form person_ref": {Text: "P-2"}},
	}
	for number, texts := range want {
		if err := s.SaveTyped(officer, number, texts); err != nil {
			t.Fatal(err)
		}
		for what, text := range typed(t, s)[number] {
			if text.Officer != officer.Officer || text.At.IsZero() {
				t.Errorf("%s is of %q at %v", what, text.Officer, text.At)
			}
			want[number][what] = TypedText{Text: texts[what].Text, Officer: text.Officer, At: text.At}
		}
	}
	if err := s.SaveDraft(officer, n, Draft{Kind: model.Discard, Sections: filled("Drafted")}); err != nil {
		t.Fatal(err)
	}
	if got := typed(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("kept: %v", got)
	}
	for _, number := range []Number{n, NewRecord, n + 7} {
		if got, err := s.TypedFor(number); err != nil || !reflect.DeepEqual(got, want[number]) {
			t.Errorf("kept for record %d: %v (%v)", number, got, err)
		}
	}
	if drafts := draftsOf(t, s, n); len(drafts) != 1 || drafts[0].Kind != model.Discard {
		t.Errorf("drafts: %+v", drafts)
	}
	if dumpedEntries(t, s) != entries {
		t.Error("it was journalled")
	}
	mustVerify(t, "typed", s)
	if err := s.SaveTyped(officer, n, nil); err != nil {
		t.Fatal(err)
	}
	delete(want, n)
	if got := typed(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("kept: %v", got)
	}
	if err := s.SaveTyped(officer, n+7, Typed{"reason": {Text: "x"}}); err == nil {
		t.Error("texts for a record that is not there were kept")
	}
}

// dumpedEntries is how many entries the journal has.
func dumpedEntries(t failer, s *Store) uint64 {
	t.Helper()
	point, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	return point.Entries
}

func TestAPurgeTakesWhatWasTypedForAndAboutARecord(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	gone, stays := add(t, s, cleanFacts(t, "APP-1", "P-111", "CR/1")), add(t, s, cleanFacts(t, "APP-2", "P-222", "CR/2"))
	for _, c := range []struct {
		form string
		left bool
	}{{"as P-222 said", true}, {"as P-111 said", false}} {
		for n, texts := range map[Number]Typed{gone: {"reason": {Text: "secret"}}, stays: {"reason": {Text: "stays"}}, NewRecord: {"form summary": {Text: c.form}}} {
			if n == gone && !c.left {
				continue
			}
			if err := s.SaveTyped(officer, n, texts); err != nil {
				t.Fatal(err)
			}
		}
		if !c.left {
			again, err := s.AddAgain(officer, cleanFacts(t, "APP-1", "P-111", "CR/1"), "as it is needed")
			if err != nil {
				t.Fatal(err)
			}
			gone = again
		}
		person := "P-111"
		plan, err := purge.Find(s, purge.Request{Person: &person})
		if err != nil {
			t.Fatal(err)
		}
		if err := purge.Purge(context.Background(), s, officer, plan, "Retention over"); err != nil {
			t.Fatal(err)
		}
		all := typed(t, s)
		if _, there := all[NewRecord]; there != c.left || all[gone] != nil || all[stays]["reason"].Text != "stays" {
			t.Errorf("%q: left are %v", c.form, all)
		}
	}
}

func TestATextStaysThatOfWhoTypedIt(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	other := officer
	other.Officer = "B. Two"
	if err := s.SaveTyped(officer, n, Typed{"reason": {Text: "mine"}, "note": {Text: "a note"}}); err != nil {
		t.Fatal(err)
	}
	first, err := s.TypedFor(n)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SaveTyped(other, n, Typed{"reason": {Text: "mine"}, "note": {Text: "another", Officer: officer.Officer}, "withdraw": {Text: "new"}}); err != nil {
		t.Fatal(err)
	}
	got, err := s.TypedFor(n)
	if err != nil || got["reason"] != first["reason"] || got["note"].Officer != "B. Two" || got["withdraw"].Officer != "B. Two" {
		t.Errorf("%+v (%v)", got, err)
	}
}

func TestTextsTypedBeforeEachHadItsOfficerAreRead(t *testing.T) {
	var e vault.Encoder
	e.Byte(vault.CodecVersion)
	e.Text("A. One")
	e.Time(someday)
	e.Uint(2)
	for _, s := range []string{"note", "a note", "reason", "mine"} {
		e.Text(s)
	}
	want := Typed{"note": {Text: "a note", Officer: "A. One", At: someday}, "reason": {Text: "mine", Officer: "A. One", At: someday}}
	if got, err := codec.DecodeTyped(e.B); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v (%v)", got, err)
	}
}
