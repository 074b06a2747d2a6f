package assurance_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/draw"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/storetest"
)

var second = store.Actor{Officer: "R. Second", Purpose: "Second review", Sitting: "s2"}

// canaries are texts planted wherever a first officer leaves something. None
// may reach a second reviewer.
var canaries = []string{
	"CANARY-OFFICER", "CANARY-NOTE", "CANARY-REASON", "CANARY-VALUE", "CANARY-RATIONALE", "CANARY-DRAFT", "CANARY-TYPED",
	"CANARY-MEMO", "CANARY-FILE", "CANARY-CHECK", "CANARY-PURPOSE",
}

var firstOfficer = store.Actor{Officer: "C. CANARY-OFFICER", Purpose: "CANARY-PURPOSE"}

// must ends the test on an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// planted makes a store of n discards, each of an individual of their own, with
// a canary in every place that an officer writes to.
func planted(t testing.TB, n int) (*store.Store, []store.Number) {
	t.Helper()
	s, _ := storetest.Clocked(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	var csv strings.Builder
	csv.WriteString("application_ref,person_ref,incident_ref,person_name,date_of_birth,incident_date,outcome,youth_produced,summary\n")
	for i := range n {
		fmt.Fprintf(&csv, "A-%d,P-%d,I-%02d,Name Number%d,2004-01-%02d,2019-03-14,21,yes,Source summary %d\n", i, i, i, i, i+1, i)
	}
	path := filepath.Join(t.TempDir(), "CANARY-FILE.csv")
	must(t, os.WriteFile(path, []byte(csv.String()), 0o600))
	_, err := importer.Import(context.Background(), s, firstOfficer, []source.Source{source.File(path)}, importer.Options{})
	must(t, err)
	var numbers []store.Number
	for i := range n {
		number := storetest.NumberOf(t, s, fmt.Sprintf("I-%02d", i))
		numbers = append(numbers, number)
		for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
			_, err := s.Answer(firstOfficer, number, model.Answer{Field: f, Value: "no", Note: "CANARY-NOTE", Reason: "CANARY-REASON"})
			must(t, err)
		}
		_, err := s.Answer(firstOfficer, number, model.Answer{Field: model.Offence, Value: "CANARY-VALUE", Reason: "CANARY-REASON"})
		must(t, err)
		_, err = s.Decide(firstOfficer, number, model.Discard, model.Sections{model.Searched: "CANARY-RATIONALE searched", model.Grounds: "CANARY-RATIONALE grounds"}, 0)
		must(t, err)
		must(t, s.SaveDraft(firstOfficer, number, store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "CANARY-DRAFT"}}))
		must(t, s.SaveTyped(firstOfficer, number, store.Typed{"reason outcome": {Text: "CANARY-TYPED"}}))
		must(t, s.SaveNote(firstOfficer, number, "CANARY-MEMO"))
		must(t, s.Consult(firstOfficer, number, "open"))
	}
	must(t, assurance.Check(s, supervisor, numbers[0], 1, model.Agreed, "CANARY-CHECK"))
	return s, numbers
}

func drawn(t testing.TB, s *store.Store, n int) *draw.Sample {
	t.Helper()
	sample, err := draw.Draw(context.Background(), s, supervisor, draw.Request{Said: "20260724", Size: n}, nil)
	must(t, err)
	return sample
}

func mustBeBlind(t testing.TB, at string, v *assurance.Second) {
	t.Helper()
	for place, value := range storetest.Dump(t, v.Copy) {
		for _, canary := range append(canaries, "C. CANARY") {
			if strings.Contains(value, canary) || strings.Contains(place, canary) {
				t.Fatalf("%s: %s of the second reviewer's store holds %q", at, place, canary)
			}
		}
	}
}

// mustBePlanted holds the store to having each canary, so that the test can
// fail.
func mustBePlanted(t testing.TB, s *store.Store) {
	t.Helper()
	all := ""
	for _, value := range storetest.Dump(t, s) {
		all += value
	}
	for _, canary := range canaries {
		if !strings.Contains(all, canary) {
			t.Fatalf("%s is nowhere in the store", canary)
		}
	}
}

func TestNothingOfTheFirstOfficerIsInWhatASecondReviewerWorksIn(t *testing.T) {
	s, _ := planted(t, 6)
	mustBePlanted(t, s)
	sample := drawn(t, s, 4)
	v, err := assurance.StartSecond(context.Background(), s, second, sample.Number)
	must(t, err)
	defer v.Close()
	mustBeBlind(t, "at the start", v)
	members := v.Members(true)
	if len(members) != len(sample.Drawn) {
		t.Fatalf("%d to review of %d", len(members), len(sample.Drawn))
	}
	for i, n := range members {
		d, err := v.Copy.Dossier(n)
		must(t, err)
		h, err := s.Dossier(sample.Drawn[i].Number)
		must(t, err)
		if d.Key() != h.Key() {
			t.Fatalf("%d in the order of ranks is %v, want %v", i, d.Key(), h.Key())
		}
		if d.Item().Decision != nil || len(d.Record().Answers) > 0 || d.Item().State != model.StateToDo || d.Assess().Verdict != model.Undetermined {
			t.Fatalf("%+v, %v", d.Item(), d.Assess().Verdict)
		}
		must(t, v.Consulted(second, n))
		for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
			_, err := v.Copy.Answer(second, n, model.Answer{Field: f, Value: "no"})
			must(t, err)
		}
		must(t, v.Keep(second, n))
		mustBeBlind(t, "answered", v)
		_, err = v.Copy.Decide(second, n, model.Discard, model.Sections{model.Searched: "own", model.Grounds: "own"}, 0)
		must(t, err)
		must(t, v.Give(second, n))
		mustBeBlind(t, "given", v)
		if err := v.Give(second, n); !errors.Is(err, assurance.ErrGiven) {
			t.Errorf("given twice: %v", err)
		}
	}
	if left := v.Members(true); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	result, err := draw.ResultOf(context.Background(), s, sample)
	must(t, err)
	if result.Reviewed() != len(members) {
		t.Errorf("%d reviewed", result.Reviewed())
	}
	storetest.MustVerify(t, "all opinions given", s)
	for _, m := range sample.Drawn {
		d, err := s.Dossier(m.Number)
		must(t, err)
		if d.Item().Decision.Version != 1 || d.Item().State != model.StateDecided {
			t.Errorf("an opinion changed the decision: %+v", d.Item())
		}
	}
}

func TestOwnDecisionsAreRefused(t *testing.T) {
	s, numbers := planted(t, 3)
	sample := drawn(t, s, 3)
	own := store.Actor{Officer: "c canary officer", Purpose: "x"}
	_, err := assurance.StartSecond(context.Background(), s, own, sample.Number)
	if err == nil || !strings.Contains(err.Error(), "yourself; a second review is by another officer") {
		t.Errorf("all own: %v", err)
	}
	// Decided anew by the reviewer since.
	d, err := s.Dossier(numbers[1])
	must(t, err)
	_, err = s.Decide(second, numbers[1], model.Refer, model.Sections{model.Reason: "x"}, 0)
	must(t, err)
	v, err := assurance.StartSecond(context.Background(), s, second, sample.Number)
	must(t, err)
	defer v.Close()
	if want := "you decided " + d.Key().Incident + " yourself; a second review is by another officer"; len(v.Refused) != 1 || v.Refused[0] != want {
		t.Errorf("%q, want %q", v.Refused, want)
	}
	if len(v.Members(true)) != 2 {
		t.Errorf("%d to review", len(v.Members(true)))
	}
}

func TestWhatIsHalfTypedIsTakenUpByItsReviewerAlone(t *testing.T) {
	s, _ := planted(t, 3)
	sample := drawn(t, s, 3)
	ctx := context.Background()
	v, err := assurance.StartSecond(ctx, s, second, sample.Number)
	must(t, err)
	n := v.Members(true)[0]
	_, err = v.Copy.Answer(second, n, model.Answer{Field: model.OutcomeCode, Value: "22", Reason: "HALF-REASON"})
	must(t, err)
	must(t, v.Copy.SaveDraft(second, n, store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "HALF-DRAFT"}}))
	must(t, v.Copy.SaveTyped(second, n, store.Typed{"reason abusive": {Text: "HALF-TYPED"}}))
	must(t, v.Keep(second, n))
	must(t, v.Close())

	again, err := assurance.StartSecond(ctx, s, second, sample.Number)
	must(t, err)
	d, err := again.Copy.Dossier(n)
	must(t, err)
	a, _ := d.Record().Answered(model.OutcomeCode)
	typed, err := again.Copy.TypedFor(n)
	must(t, err)
	if a.Value != "22" || a.Reason != "HALF-REASON" || len(d.Item().Drafts) != 1 || d.Item().Drafts[0].Sections[model.Reason] != "HALF-DRAFT" || typed["reason abusive"].Text != "HALF-TYPED" {
		t.Errorf("taken up: %+v, %+v, %+v", a, d.Item().Drafts, typed)
	}
	must(t, again.Close())
	other, err := assurance.StartSecond(ctx, s, store.Actor{Officer: "T. Third", Purpose: "x"}, sample.Number)
	must(t, err)
	defer other.Close()
	for place, value := range storetest.Dump(t, other.Copy) {
		if strings.Contains(value, "HALF-") {
			t.Errorf("%s of another reviewer's store holds what is half typed", place)
		}
	}
	drafts, err := s.Dossier(sample.Drawn[0].Number)
	must(t, err)
	if len(drafts.Item().Drafts) != 1 || drafts.Item().Drafts[0].Sections[model.Reason] != "CANARY-DRAFT" {
		t.Errorf("the first officer's drafts are %+v", drafts.Item().Drafts)
	}
	storetest.MustVerify(t, "half typed", s)
}

func TestASecondReviewLeavesNoFileBehind(t *testing.T) {
	s, _ := planted(t, 2)
	sample := drawn(t, s, 2)
	v, err := assurance.StartSecond(context.Background(), s, second, sample.Number)
	must(t, err)
	must(t, v.Close())
	left, err := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*"))
	must(t, err)
	if len(left) != 1 {
		t.Errorf("left: %q", left)
	}
}

// The individual of a record is who the sources say, whatever an officer
// answered; what bears on it is copied with it.
func TestTheCopyHoldsWhatBearsOnAnIncidentByTheSourcesAlone(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	n := storetest.Add(t, s, storetest.CleanFacts(t, "A-1", "P-1", "I-1", "person_name", "Amira Shaw", "date_of_birth", "2004-01-02"))
	storetest.Add(t, s, storetest.CleanFacts(t, "A-2", "P-1", "I-2", "person_name", "Amira Shaw", "date_of_birth", "2004-01-02"))
	alike := storetest.Add(t, s, storetest.CleanFacts(t, "A-3", "P-3", "I-3", "person_name", "Amira Shaw", "date_of_birth", "2004-01-02"))
	storetest.Add(t, s, storetest.CleanFacts(t, "A-4", "P-4", "I-4", "person_name", "Another One", "date_of_birth", "2003-05-06"))
	// An officer's answer hides that the two are alike.
	_, err := s.Answer(firstOfficer, alike, model.Answer{Field: model.PersonName, Value: "CANARY-VALUE", Reason: "CANARY-REASON"})
	must(t, err)
	storetest.Answer(t, s, n, model.PatternOfBehaviour, "no")
	storetest.Answer(t, s, n, model.IndicatorOfRisk, "no")
	storetest.Decide(t, s, n, model.Refer)
	sample, err := draw.Draw(context.Background(), s, supervisor, draw.Request{Said: "dice 4 2", All: true, Size: 1}, nil)
	must(t, err)
	v, err := assurance.StartSecond(context.Background(), s, second, sample.Number)
	must(t, err)
	defer v.Close()
	d, err := v.Copy.Dossier(v.Members(true)[0])
	must(t, err)
	if !d.Assess().Flags.Has(model.OtherApplications) || !d.Assess().Flags.Has(model.MayBeSamePerson) {
		t.Errorf("flags %v", d.Assess().Flags.Names())
	}
	if rows, err := v.Copy.Find("I-4", nil, nil); err != nil || len(rows) != 0 {
		t.Errorf("a stranger was copied: %+v (%v)", rows, err)
	}
	mustBeBlind(t, "alike", v)
}
