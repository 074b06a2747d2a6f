package importer_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/vault"
)

const few = "application_ref,person_ref,incident_ref,outcome,youth_produced,summary\n"

func TestWhatARowDoesToARecordThatIsThere(t *testing.T) {
	const there = few + "A-1,P-1,I-1,21,yes,one image\n"
	for _, tt := range []struct {
		name, file string
		blanking   bool
		want       importer.Report // counts alone
		refused    string          // part of the problem, where there is one
		outcome    string
		summary    string
	}{
		{name: "the same", file: there, want: importer.Report{Rows: 1, Unchanged: 1}, outcome: "21", summary: "one image"},
		{name: "the same, otherwise spelt", file: "Person Ref,INCIDENT-REF,application_ref,outcome,Youth Produced\nP-1,I-1,A-1,Outcome 21,Y\n",
			want: importer.Report{Rows: 1, Unchanged: 1}, outcome: "21", summary: "one image"},
		{name: "a value changed", file: few + "A-1,P-1,I-1,22,yes,one image\n", want: importer.Report{Rows: 1, Changed: 1}, outcome: "22", summary: "one image"},
		{name: "a column absent", file: "application_ref,person_ref,incident_ref,outcome\nA-1,P-1,I-1,8\n",
			want: importer.Report{Rows: 1, Changed: 1}, outcome: "8", summary: "one image"},
		{name: "the application absent: a case of its own", file: "person_ref,incident_ref,outcome\nP-1,I-1,8\n",
			want: importer.Report{Rows: 1, New: 1}, outcome: "21", summary: "one image"},
		{name: "a blank over a value", file: few + "A-1,P-1,I-1,,yes,one image\n", refused: "a blank would replace the recorded value",
			want: importer.Report{Rows: 1, Refused: 1}, outcome: "21", summary: "one image"},
		{name: "unknown over a value", file: few + "A-1,P-1,I-1,21,unknown,one image\n", refused: "a blank would replace the recorded value",
			want: importer.Report{Rows: 1, Refused: 1}, outcome: "21", summary: "one image"},
		{name: "outcome 0 over a value", file: few + "A-1,P-1,I-1,0,yes,one image\n", refused: "a blank would replace the recorded value",
			want: importer.Report{Rows: 1, Refused: 1}, outcome: "21", summary: "one image"},
		{name: "a blank over a value, allowed", file: few + "A-1,P-1,I-1,,yes,\n", blanking: true,
			want: importer.Report{Rows: 1, Changed: 1}, outcome: "", summary: ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t)
			importText(t, s, there)
			before := dump(t, s)
			report, err := tryImport(t, s, tt.file, importer.Options{AllowBlanking: tt.blanking})
			if (err != nil) != (tt.refused != "") || err != nil && !errors.Is(err, importer.ErrRefused) {
				t.Fatal(err)
			}
			if err != nil {
				if len(report.Problems) != 1 || !strings.Contains(report.Problems[0].String(), tt.refused) || report.Problems[0].Line != 2 {
					t.Errorf("problems: %v", report.Problems)
				}
				mustEqualDump(t, "refused", dump(t, s), before)
			}
			report.Problems, report.ProblemCount, report.Unknown = nil, 0, nil
			if report.Rows != tt.want.Rows || report.New != tt.want.New || report.Changed != tt.want.Changed ||
				report.Unchanged != tt.want.Unchanged || report.Refused != tt.want.Refused {
				t.Errorf("report: %+v, want %+v", report, tt.want)
			}
			f := factsByKey(t, s)[model.Key{Application: "A-1", Person: "P-1", Incident: "I-1"}]
			if f.Outcome().String() != tt.outcome || f.Text(model.Summary) != tt.summary {
				t.Errorf("outcome %q, summary %q", f.Outcome(), f.Text(model.Summary))
			}
			mustVerify(t, tt.name, s)
		})
	}
}

func TestAnUnchangedImportWritesNothing(t *testing.T) {
	s := newStore(t)
	file := generated(0, 30, "one")
	importText(t, s, file)
	before := dump(t, s)
	if report := importText(t, s, file); report.Unchanged != 30 {
		t.Errorf("%+v", report)
	}
	mustEqualDump(t, "again", dump(t, s), before)
}

func TestADryRunWritesNothingAndCountsAsTheImportWould(t *testing.T) {
	s := newStore(t)
	importText(t, s, generated(0, 6, "one"))
	before := dump(t, s)
	file := generated(3, 6, "two") + "A-9,P-9,I-9,,,99,yes,,,\n"
	dry, err := tryImport(t, s, file, importer.Options{DryRun: true, SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	mustEqualDump(t, "dry run", dump(t, s), before)
	if len(dry.RefusedFiles) != 0 {
		t.Errorf("a dry run wrote %v", dry.RefusedFiles)
	}
	wet, err := tryImport(t, s, file, importer.Options{SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	if dry.New != 3 || dry.Changed != 3 || dry.Refused != 1 || dry.New != wet.New || dry.Changed != wet.Changed || dry.Refused != wet.Refused {
		t.Errorf("dry %+v, then %+v", dry, wet)
	}
}

// importFiles imports CSV texts as one import.
func importFiles(t testing.TB, s *Store, o importer.Options, files ...string) (importer.Report, string, error) {
	t.Helper()
	sources, folder := sourcesOf(t, files...)
	report, err := importer.Import(context.Background(), s, officer, sources, o)
	if sum := report.New + report.Changed + report.Unchanged + report.Refused; sum != report.Rows {
		t.Fatalf("counts add up to %d of %d rows: %+v", sum, report.Rows, report)
	}
	return report, folder, err
}

func TestSeveralFilesAreOneImport(t *testing.T) {
	s := newStore(t)
	before := dump(t, s)
	good, bad := few+"A-1,P-1,I-1,21,yes,\n", few+"A-1,P-1,I-2,99,yes,\n"
	report, _, err := importFiles(t, s, importer.Options{}, good, bad)
	if !errors.Is(err, importer.ErrRefused) || report.Rows != 2 || report.Refused != 2 {
		t.Fatalf("%v: %+v", err, report)
	}
	mustEqualDump(t, "the second file refused", dump(t, s), before)

	report, _, err = importFiles(t, s, importer.Options{SkipBad: true}, good, bad)
	if err != nil || report.New != 0 || report.Refused != 2 || len(report.RefusedFiles) != 2 {
		t.Fatalf("half a case in each file: %v: %+v", err, report)
	}
	if len(factsByKey(t, s)) != 0 {
		t.Error("half a case is in the store")
	}

	report, _, err = importFiles(t, s, importer.Options{}, good, few+"A-1,P-1,I-2,8,yes,\n")
	if err != nil || report.New != 2 {
		t.Fatalf("%v: %+v", err, report)
	}
	if row := rowOfIncident(t, s, "I-1"); row.Events != 2 || row.Verdict != model.DoesNotApply {
		t.Errorf("the case over both files: %+v", row)
	}
	mustVerify(t, "two files", s)
}

func TestRowsOfOneKey(t *testing.T) {
	const a, same, other = "A-1,P-1,I-1,21,yes,x\n", "A-1,P-1,I-1,O21,Y,x\n", "A-1,P-1,I-1,21,no,x\n"
	for _, tt := range []struct {
		name  string
		files []string
		ok    bool
		said  string
	}{
		{"the same within a file", []string{few + a + same}, true, ""},
		{"the same in two files", []string{few + a, few + same}, true, ""},
		{"differing within a file", []string{few + a + other}, false, "this row and line 3 have the same references but differ"},
		{"differing in two files", []string{few + a, few + other}, false, "this row and line 2 of hits2.csv have the same references but differ"},
		{"differing, then the first again", []string{few + a + other + a}, false, "have the same references but differ"},
		{"the same but far apart", []string{few + a + "A-0,P-0,I-0,21,yes,\nA-2,P-2,I-2,21,yes,\n" + same}, true, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t)
			report, _, err := importFiles(t, s, importer.Options{}, tt.files...)
			if (err == nil) != tt.ok {
				t.Fatalf("%v: %v", err, report.Problems)
			}
			if !tt.ok {
				if got := report.Problems[0].String(); !strings.Contains(got, tt.said) {
					t.Errorf("said: %s", got)
				}
				return
			}
			if report.Unchanged != 1 || report.New != report.Rows-1 {
				t.Errorf("%+v", report)
			}
			mustVerify(t, tt.name, s)
		})
	}
}

// Of rows whose references could not be read nothing can be said but what is
// wrong with them.
func TestRowsWithoutAReferenceAreNotCalledRowsOfOneKey(t *testing.T) {
	s := newStore(t)
	report, err := tryImport(t, s, few+"A-1,P-1,,21,yes,one\nA-1,P-1,,22,yes,two\n", importer.Options{SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	if report.ProblemCount != 2 {
		t.Errorf("two rows have a problem each, and said were %v", report.Problems)
	}
}

func TestAnImportRevivesARecordThatWasWithdrawn(t *testing.T) {
	s := newStore(t)
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	if err := s.Withdraw(officer, n, "entered twice"); err != nil {
		t.Fatal(err)
	}
	if report := importText(t, s, few+"A-1,P-1,I-1,21,yes,\n"); report.Changed != 1 {
		t.Errorf("%+v", report)
	}
	if row := rowOfIncident(t, s, "I-1"); row.Number != n || row.Verdict != model.Applies {
		t.Errorf("%+v", row)
	}
	if err := s.Withdraw(officer, n, "again"); err == nil {
		t.Error("a record whose source is now a file was withdrawn by hand")
	}
	mustVerify(t, "revived", s)
}

// Whether records are missing is not for a file to say: a discard is barred
// until an officer has answered for it.
func TestAnImportDoesNotCompleteACaseThatARescueLeftIncomplete(t *testing.T) {
	s := newStore(t)
	importText(t, s, few+"A-1,P-1,I-1,21,yes,before\n")
	n := numberOf(t, s, "I-1")
	markIncomplete(t, s, n)
	if !rowOfNumber(t, s, n).Flags.Has(model.IncompleteCase) {
		t.Fatal("the case is not marked")
	}
	importText(t, s, few+"A-1,P-1,I-1,21,yes,after\n")
	if !rowOfNumber(t, s, n).Flags.Has(model.IncompleteCase) {
		t.Error("a re-import took the mark of an incomplete case away")
	}
	mustVerify(t, "imported", s)
}

func TestWhileAnImportRunsOtherWritesAreRefusedAtOnceAndReadsGoOn(t *testing.T) {
	s := newStore(t)
	importText(t, s, generated(0, 6, "old"))
	before := factsByKey(t, s)
	tried := false
	sources, _ := sourcesOf(t, generated(3, 9, "new"))
	_, err := importer.Import(context.Background(), s, officer, sources, importer.Options{Progress: func(p importer.Progress) {
		tried = true
		if _, err := s.Answer(officer, 1, model.Answer{Field: model.Abusive, Value: "no"}); !errors.Is(err, vault.ErrBusy) {
			t.Errorf("%s: an answer: %v", p.Phase, err)
		}
		if _, err := importer.Import(context.Background(), s, officer, sources, importer.Options{}); !errors.Is(err, vault.ErrBusy) {
			t.Errorf("%s: a second import: %v", p.Phase, err)
		}
		if got := factsByKey(t, s); len(got) != len(before) {
			t.Errorf("%s: %d records are visible", p.Phase, len(got))
		}
		if all := numbersIn(t, s, SetAll); len(all) != 6 {
			t.Errorf("%s: %d records are listed", p.Phase, len(all))
		}
	}})
	if err != nil || !tried {
		t.Fatal(err, tried)
	}
	if _, err := s.Answer(officer, 1, model.Answer{Field: model.Abusive, Value: "no"}); err != nil {
		t.Errorf("after the import: %v", err)
	}
}

func TestVerifyDuringAnImportFindsNothingWrong(t *testing.T) {
	s := newStore(t)
	importText(t, s, generated(0, 6, "old"))
	sources, _ := sourcesOf(t, generated(3, 9, "new"))
	_, err := importer.Import(context.Background(), s, officer, sources, importer.Options{Progress: func(p importer.Progress) {
		_, err := audit.Verify(context.Background(), s, nil, func(f audit.Finding) { t.Errorf("%s: %v", p.Phase, f) })
		if err != nil && !errors.Is(err, vault.ErrBusy) {
			t.Errorf("%s: %v", p.Phase, err)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnImportIsOneJournalEntryAChunkWithACommitmentARecord(t *testing.T) {
	s := newStore(t)
	_, _, err := importFiles(t, s, importer.Options{}, generated(0, 70, "a"), generated(70, 10, "b"))
	if err != nil {
		t.Fatal(err)
	}
	var entries []Entry
	if err := s.Journal(func(e Entry) bool { entries = append(entries, e); return true }); err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 {
		t.Fatalf("%+v", entries)
	}
	second, first := entries[0], entries[1]
	if first.Count != 70 || len(first.Keys) != 0 || first.Detail != "hits1.csv" || first.Operation != vault.Collection ||
		second.Count != 10 || len(second.Keys) != 10 || second.Detail != "hits2.csv" || second.Officer != officer.Officer || second.Purpose != officer.Purpose {
		t.Errorf("first %+v\nsecond %+v", first, second)
	}
}
