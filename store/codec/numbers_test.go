package codec

import (
	"slices"
	"testing"

	"gd8/model"
	"gd8/store/vault"
)

// The numbers are what stores are read by: a change here makes every store
// that was ever written say something else.
func TestNumbersInAFileNeverChange(t *testing.T) {
	names := []string{
		"application_ref", "person_ref", "incident_ref", "person_role", "person_name", "application_type", "workforce", "source",
		"grading", "involvement", "due_date", "same_event_as", "offence", "incident_date", "outcome_date", "date_of_birth", "outcome",
		"relevant", "youth_produced", "adult_involved", "abusive", "exploitation", "grooming", "profit_motive", "malicious_intent",
		"persistent_behaviour", "pattern_of_behaviour", "indicator_of_risk", "summary", "same_person_as",
	}
	if len(names) != int(model.FieldCount) {
		t.Errorf("%d fields have a number, and there are %d", len(names), model.FieldCount)
	}
	for n, name := range names {
		f := FieldOfNumber(byte(n))
		if f.Name() != name || FieldNumber(f) != byte(n) {
			t.Errorf("number %d is %q, and %q has %d", n, f.Name(), name, FieldNumber(f))
		}
		if set := model.SetOf(f); PackFields(set) != 1<<n || UnpackFields(1<<n) != set {
			t.Errorf("%s is packed as %b", name, PackFields(set))
		}
	}
	if f := FieldOfNumber(byte(len(names))); f != model.NoField {
		t.Errorf("a number that no field has is %q", f.Name())
	}
	if FieldOfNumber(FieldNumber(model.NoField)) != model.NoField {
		t.Error("no field comes back as a field")
	}
	for n, name := range []string{"grounds", "risk", "relevance", "proportionality", "necessity", "reason", "needed"} {
		if storedSections[n].String() != name {
			t.Errorf("section %d is %q, want %q", n, storedSections[n], name)
		}
	}
	for n, name := range []string{
		"outcome_conflict", "hits_disagree", "outcome_21_too_early", "outcome_22_too_early", "under_10", "adult_at_incident",
		"age_not_checked", "dates_out_of_order", "link_not_found", "other_applications", "source_contradicts_answer", "incomplete_case",
		"not_suspect", "may_be_same_person", "linked_dates_differ",
	} {
		if model.Flag(n).String() != name {
			t.Errorf("flag %d is %q, want %q", n, model.Flag(n), name)
		}
	}
}

func TestEveryFieldHasItsPlaceInAFile(t *testing.T) {
	placed := slices.Concat(triFields[:], dateFields[:], textFields[:], []model.Field{model.OutcomeCode, model.PersonRole, model.SamePersonAs})
	slices.Sort(placed)
	if !slices.Equal(placed, model.Fields()) {
		t.Errorf("placed are %v", placed)
	}
}

// A store that no file named an individual in reads byte for byte as before.
func TestARecordWithoutTheSameIndividualIsEncodedAsBefore(t *testing.T) {
	var s Source
	s.Facts.SetText(model.PersonRef, "P")
	var before, after vault.Encoder
	s.Encode(&before)
	s.Facts.SetText(model.SamePersonAs, "Q")
	s.Encode(&after)
	if len(after.B) != len(before.B)+2 || before.B[1] != 0 || after.B[1] != sourceSamePerson {
		t.Errorf("before %x, after %x", before.B, after.B)
	}
}
