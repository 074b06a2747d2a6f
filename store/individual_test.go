package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/purge"
	"gd8/store/seal"
)

// twoNominals are two clean incidents under two person_refs of one name and
// date of birth, in two applications.
func twoNominals(t testing.TB) (s *Store, first, second Number) {
	t.Helper()
	s = newStore(t)
	named := func(application, person, incident string) Number {
		f := cleanFacts(t, application, person, incident)
		f.SetText(model.PersonName, "Renée Côté")
		return add(t, s, f)
	}
	return s, named("A-1", "N100", "I-1"), named("A-2", "N200", "I-2")
}

func verdictOf(t testing.TB, s *Store, n Number) (verdict model.Verdict, d *Dossier) {
	t.Helper()
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	row, err := s.Rows([]Number{n})
	if err != nil {
		t.Fatal(err)
	}
	a := d.Assess()
	if row[0].Verdict != a.Verdict || row[0].Flags != a.Flags {
		t.Fatalf("the queue says %v and the case %v of %v", row[0].Verdict, a.Verdict, row[0].Key)
	}
	return a.Verdict, d
}

func TestTwoNominalsOfOneHumanAreAQuestion(t *testing.T) {
	s, first, second := twoNominals(t)
	for n, other := range map[Number]string{first: "N200", second: "N100"} {
		verdict, d := verdictOf(t, s, n)
		if verdict != model.Undetermined || len(d.Case.Questions) != 1 || d.Case.Questions[0].Person != other {
			t.Errorf("record %d: %v with questions %v", n, verdict, d.Case.Questions)
		}
	}
}

func TestJoinedNominalsAreOneIndividualInEveryApplication(t *testing.T) {
	s, first, second := twoNominals(t)
	sequence, err := s.Answer(officer, first, model.Answer{Field: model.SamePersonAs, Value: "N200", Reason: "same custody photograph record"})
	if err != nil {
		t.Fatal(err)
	}
	for n, elsewhere := range map[Number]string{first: "I-2", second: "I-1"} {
		verdict, d := verdictOf(t, s, n)
		if len(d.Case.Questions) != 0 || !slices.Equal(d.Case.Elsewhere, []string{elsewhere}) || !slices.Equal(d.Case.Persons, []string{"N100", "N200"}) {
			t.Errorf("record %d: %v, questions %v, elsewhere %v, persons %v", n, verdict, d.Case.Questions, d.Case.Elsewhere, d.Case.Persons)
		}
	}
	mustVerify(t, "joined", s)
	if err := s.UndoAnswer(officer, first, sequence); err != nil {
		t.Fatal(err)
	}
	if _, d := verdictOf(t, s, second); len(d.Case.Questions) != 1 || d.Case.Persons != nil {
		t.Errorf("undone: questions %v, persons %v", d.Case.Questions, d.Case.Persons)
	}
	mustVerify(t, "undone", s)
}

func TestTwoNominalsInOneApplicationAreTwoIncidentsOnceJoined(t *testing.T) {
	s := newStore(t)
	first := add(t, s, cleanFacts(t, "A-1", "N100", "I-1"))
	second := add(t, s, cleanFacts(t, "A-1", "N200", "I-2"))
	if _, err := s.Answer(officer, first, model.Answer{Field: model.SamePersonAs, Value: "N200", Reason: "one nominal is a duplicate"}); err != nil {
		t.Fatal(err)
	}
	for _, n := range []Number{first, second} {
		verdict, d := verdictOf(t, s, n)
		if verdict != model.DoesNotApply || d.Assess().Events != 2 || len(d.Items) != 2 {
			t.Errorf("record %d: %v, %d events, %d records", n, verdict, d.Assess().Events, len(d.Items))
		}
	}
	mustVerify(t, "joined", s)
}

func TestSeparatedNominalsAskNoMoreAndTheDiscardIsOpen(t *testing.T) {
	s, first, second := twoNominals(t)
	var needs *model.AnswerError
	if _, err := s.Separate(officer, first, "N200", "  "); !errors.As(err, &needs) || !needs.NeedsReason {
		t.Fatalf("without a reason: %v", err)
	}
	sequence, err := s.Separate(officer, first, "N200", "different mothers' names on the two custody records")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []Number{first, second} {
		verdict, d := verdictOf(t, s, n)
		if verdict != model.Applies || !d.Case.Separated || len(d.Separations) != 1 || d.Separations[0].Reason == "" {
			t.Errorf("record %d: %v, separated %v, separations %v", n, verdict, d.Case.Separated, d.Separations)
		}
	}
	mustVerify(t, "separated", s)
	decide(t, s, second, model.Discard)
	if err := s.UndoAnswer(officer, first, sequence); err != nil {
		t.Fatal(err)
	}
	verdict, d := verdictOf(t, s, second)
	if verdict != model.Undetermined || d.Item().State != model.StateOutOfDate {
		t.Errorf("undone: %v, the discard is %v", verdict, d.Item().State)
	}
	mustVerify(t, "undone", s)
}

func TestADuplicateNominalPutsADiscardOutOfDate(t *testing.T) {
	s := newStore(t)
	n := add(t, s, cleanFacts(t, "A-1", "N0077", "I-1"))
	decide(t, s, n, model.Discard)
	add(t, s, cleanFacts(t, "A-9", "n77", "I-9"))
	verdict, d := verdictOf(t, s, n)
	if verdict != model.Undetermined || d.Item().State != model.StateOutOfDate {
		t.Errorf("%v, the discard is %v", verdict, d.Item().State)
	}
	mustVerify(t, "a second nominal", s)
}

func TestErasingOneNominalClosesTheQuestion(t *testing.T) {
	s, first, second := twoNominals(t)
	plan, err := purge.Find(s, purge.Request{Person: ptr("N200")})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "retention"); err != nil {
		t.Fatal(err)
	}
	if verdict, d := verdictOf(t, s, first); verdict != model.Applies || len(d.Case.Questions) != 0 {
		t.Errorf("%v with questions %v", verdict, d.Case.Questions)
	}
	_ = second
	mustVerify(t, "purged", s)
}

// One nominal with many records, said not to be the same, must not keep another
// nominal from being asked about.
func TestASeparatedNominalWithManyRecordsHidesNoOther(t *testing.T) {
	s := newStore(t)
	named := func(application, person, incident string) Number {
		f := cleanFacts(t, application, person, incident)
		f.SetText(model.PersonName, "Ann Lee")
		return add(t, s, f)
	}
	first := named("A-1", "N1", "I-1")
	for i := range 3 * model.MaxQuestions {
		named(fmt.Sprintf("B-%d", i), "N2", fmt.Sprintf("J-%d", i))
	}
	named("C-1", "N3", "K-1")
	if _, err := s.Separate(officer, first, "N2", "another mother's name"); err != nil {
		t.Fatal(err)
	}
	if verdict, d := verdictOf(t, s, first); verdict != model.Undetermined || len(d.Case.Questions) != 1 || d.Case.Questions[0].Person != "N3" {
		t.Errorf("%v with questions %v", verdict, d.Case.Questions)
	}
}

// Whoever is asked about one nominal is asked about the joined individual once
// that nominal is joined, and a decision made before knows of it.
func TestAJoinReachesThoseWhoAreAlikeToEitherSide(t *testing.T) {
	s := newStore(t)
	named := func(application, person, incident, name, born string) Number {
		f := cleanFacts(t, application, person, incident, "date_of_birth", born)
		f.SetText(model.PersonName, name)
		return add(t, s, f)
	}
	first := named("A-1", "N1", "I-1", "Ann Lee", "2004-01-02")
	named("A-2", "N2", "I-2", "Bob Ray", "2004-03-04")
	third := named("A-3", "N3", "I-3", "Bob Ray", "2004-03-04")
	decide(t, s, third, model.Refer)
	if _, err := s.Answer(officer, first, model.Answer{Field: model.SamePersonAs, Value: "N2", Reason: "one custody record"}); err != nil {
		t.Fatal(err)
	}
	if _, d := verdictOf(t, s, third); len(d.Case.Questions) != 1 || d.Case.Questions[0].Person != "N1" || d.Item().State != model.StateOutOfDate {
		t.Errorf("questions %v, the decision is %v", d.Case.Questions, d.Item().State)
	}
	mustVerify(t, "joined", s)
}

func TestAJoinInAFileReachesThoseWhoAreAlikeToEitherSide(t *testing.T) {
	s := newStore(t)
	if _, err := importRows(t, s, alikeHeader+alikeRow("A-2", "N2", "I-2", "Bob Ray")+alikeRow("A-3", "N3", "I-3", "Bob Ray")); err != nil {
		t.Fatal(err)
	}
	decide(t, s, 2, model.Refer)
	header := strings.TrimSuffix(alikeHeader, "\n") + ",same_person_as\n"
	for _, same := range []string{"N2", "N9"} { // joined, then said to be another's
		row := strings.TrimSuffix(alikeRow("A-1", "N1", "I-1", "Ann Lee"), "\n") + "," + same + "\n"
		if _, err := importRows(t, s, header+row); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"N2": "N1", "N9": "N2"}[same]
		if _, d := verdictOf(t, s, 2); len(d.Case.Questions) != 1 || d.Case.Questions[0].Person != want {
			t.Errorf("same as %s: questions %v, want about %s", same, d.Case.Questions, want)
		}
		mustVerify(t, same, s)
	}
}

const alikeHeader = "application_ref,person_ref,incident_ref,person_name,date_of_birth,incident_date,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\n"

func alikeRow(application, person, incident, name string) string {
	return fmt.Sprintf("%s,%s,%s,%s,2004-01-02,2019-03-14,21,yes,no,no\n", application, person, incident, name)
}

func importRows(t testing.TB, s *Store, text string) (importer.Report, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hits.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return importer.Import(context.Background(), s, officer, []source.Source{source.File(path)}, importer.Options{})
}

func TestAnImportTellsWhomItAsksAbout(t *testing.T) {
	s := newStore(t)
	decided := add(t, s, cleanFacts(t, "A-0", "P 3", "I-0"))
	decide(t, s, decided, model.Discard)
	report, err := importRows(t, s, alikeHeader+
		alikeRow("A-1", "N100", "I-1", "Siân O'Brien")+
		alikeRow("A-2", "N200", "I-2", "OBRIEN-SIAN")+
		alikeRow("A-3", "N300", "I-3", "Sian O Brien")+
		alikeRow("A-4", "P-003", "I-4", "Jo Hill"))
	if err != nil {
		t.Fatal(err)
	}
	if report.QuestionCount != 2 || len(report.Questions) != 2 {
		t.Fatalf("%d questions: %v", report.QuestionCount, report.Questions)
	}
	verdict, d := verdictOf(t, s, decided)
	if verdict != model.Undetermined || d.Item().State != model.StateOutOfDate {
		t.Errorf("of an incident that was there: %v, %v", verdict, d.Item().State)
	}
	mustVerify(t, "imported", s)
	mustAgreeWithModel(t, s, nil)
}

func TestAnImportOfABatchNumberAsApplicationIsRefused(t *testing.T) {
	s := newStore(t)
	var rows strings.Builder
	rows.WriteString(alikeHeader)
	for i := range 4 {
		rows.WriteString(alikeRow("BATCH-7", fmt.Sprintf("N%d", i+1), fmt.Sprintf("I-%d", i), fmt.Sprintf("Person %c", 'A'+i)))
	}
	var refused *importer.ApplicantsError
	if _, err := importRows(t, s, rows.String()); !errors.As(err, &refused) || refused.Count != 4 || refused.Application != "BATCH-7" {
		t.Fatalf("%v", err)
	}
	three := strings.Join(strings.SplitAfter(rows.String(), "\n")[:4], "")
	if _, err := importRows(t, s, three); err != nil {
		t.Fatalf("three applicants: %v", err)
	}
	if _, err := importRows(t, s, alikeHeader+alikeRow("BATCH-7", "N9", "I-9", "Person Z")); !errors.As(err, &refused) {
		t.Fatalf("a fourth, later: %v", err)
	}
	mustVerify(t, "refused", s)
}

func TestChangedRowsMoveTheirSigns(t *testing.T) {
	s := newStore(t)
	if _, err := importRows(t, s, alikeHeader+alikeRow("A-1", "N100", "I-1", "Ann Lee")+alikeRow("A-2", "N200", "I-2", "Bob Ray")); err != nil {
		t.Fatal(err)
	}
	for name, questions := range map[string]int{"Lee ANN": 1, "Cy Dow": 0} {
		if _, err := importRows(t, s, alikeHeader+alikeRow("A-2", "N200", "I-2", name)); err != nil {
			t.Fatal(err)
		}
		for n := Number(1); n <= 2; n++ {
			if _, d := verdictOf(t, s, n); len(d.Case.Questions) != questions {
				t.Errorf("%s, record %d: questions %v", name, n, d.Case.Questions)
			}
		}
		mustVerify(t, name, s)
	}
}

func TestAFileJoinsNominalsWhereverItsRowsStand(t *testing.T) {
	header := strings.TrimSuffix(alikeHeader, "\n") + ",same_person_as\n"
	row := func(application, person, incident, same string) string {
		return strings.TrimSuffix(alikeRow(application, person, incident, "Ann "+person), "\n") + "," + same + "\n"
	}
	rows := []string{row("A-1", "N1", "I-1", ""), row("A-1", "N2", "I-2", "N1"), row("A-1", "N3", "I-3", "N2")}
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		s := newStore(t)
		text := header
		for _, i := range order {
			text += rows[i]
		}
		if _, err := importRows(t, s, text); err != nil {
			t.Fatal(err)
		}
		for n := Number(1); n <= 3; n++ {
			if verdict, d := verdictOf(t, s, n); verdict != model.DoesNotApply || d.Assess().Events != 3 {
				t.Errorf("order %v, record %d: %v, %d events", order, n, verdict, d.Assess().Events)
			}
		}
		mustVerify(t, fmt.Sprint(order), s)
		mustAgreeWithModel(t, s, nil)
	}
}

func TestEncryptingAndCompactingKeepWhoMayBeOneHuman(t *testing.T) {
	s, first, _ := twoNominals(t)
	if err := s.Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "compacted", s)
	if err := audit.Encrypt(context.Background(), s, officer, []byte("a long passphrase"), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "encrypted", s)
	if _, d := verdictOf(t, s, first); len(d.Case.Questions) != 1 {
		t.Errorf("questions %v", d.Case.Questions)
	}
}

func ptr[T any](v T) *T { return &v }
