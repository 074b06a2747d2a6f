package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// summerTime is a zone an hour before UTC, so that the two cannot be mixed up.
var summerTime = time.FixedZone("BST", 3600)

var officer = store.Actor{Officer: "J. Officer", Purpose: "Enhanced check APP-417", Sitting: "test"}

// office is a store with one officer at work in it.
type office struct {
	testing.TB
	*store.Store
	now time.Time
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{TB: t, now: time.Date(2026, 6, 2, 9, 30, 0, 0, summerTime)}
	s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), store.Options{Now: func() time.Time {
		return o.now
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // a failed test has said why
	o.Store = s
	return o
}

// later lets a minute go by, so that no two actions share a time.
func (o *office) later() { o.now = o.now.Add(time.Minute) }

// hits imports records, each as its values of the fields.
func (o *office) hits(fields []model.Field, rows ...[]string) {
	o.Helper()
	o.later()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name()
	}
	if err := w.WriteAll(append([][]string{names}, rows...)); err != nil {
		o.Fatal(err)
	}
	path := filepath.Join(o.TempDir(), "hits.csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		o.Fatal(err)
	}
	report, err := importer.Import(context.Background(), o.Store, officer, []source.Source{source.File(path)}, importer.Options{})
	if err != nil {
		o.Fatalf("%v: %v", err, report.Problems)
	}
}

func (o *office) number(incident string) store.Number {
	o.Helper()
	rows, err := o.Find(incident, nil, nil)
	if err != nil || len(rows) != 1 {
		o.Fatalf("%d records of incident %q, %v", len(rows), incident, err)
	}
	return rows[0].Number
}

func (o *office) answer(incident string, a model.Answer) {
	o.Helper()
	o.later()
	if _, err := o.Answer(officer, o.number(incident), a); err != nil {
		o.Fatal(err)
	}
}

func (o *office) decide(incident string, kind model.DecisionKind, s model.Sections, remind model.Date) {
	o.Helper()
	o.later()
	if _, err := o.Decide(officer, o.number(incident), kind, s, remind); err != nil {
		o.Fatal(err)
	}
}

// record gathers the record of an application as the command does.
func (o *office) record(application string) Record {
	o.Helper()
	cases, err := o.Cases(func(c model.CaseKey) bool { return c.Application == application })
	if err != nil || len(cases) == 0 {
		o.Fatalf("%d cases of application %q, %v", len(cases), application, err)
	}
	gone, err := Withdrawals(o.Store)
	if err != nil {
		o.Fatal(err)
	}
	pages := Pages(cases)
	list, err := pages[0].Individuals(o.Store, gone)
	if err != nil {
		o.Fatal(err)
	}
	return Record{
		Marking: DefaultMarking, Application: application, Individuals: list,
		Written: Written{
			Officer: officer.Officer, Purpose: officer.Purpose, Recipient: "Disclosure Unit, counter-signing",
			At: time.Date(2026, 6, 2, 14, 5, 0, 0, summerTime),
			// The store's own are random.
			Checkpoint: store.Checkpoint{
				Store: "00112233445566778899aabbccddeeff", Entries: 27, Head: strings.Repeat("c0ffee00", 8),
				At: time.Date(2026, 6, 2, 14, 5, 0, 0, summerTime),
			},
		},
	}
}

func (o *office) page(r Record) string {
	o.Helper()
	var b bytes.Buffer
	if err := WriteAT2(&b, r); err != nil {
		o.Fatal(err)
	}
	return b.String()
}

var hitFields = []model.Field{
	model.ApplicationRef, model.PersonRef, model.IncidentRef, model.PersonRole, model.PersonName, model.ApplicationType, model.Workforce,
	model.SourceSystem, model.Grading, model.Involvement, model.DueDate, model.SameEventAs, model.Offence, model.IncidentDate,
	model.OutcomeDate, model.DateOfBirth, model.OutcomeCode, model.YouthProduced, model.Summary,
}

func applicant(incident, sameEvent, source, summary string) []string {
	return []string{
		"APP-417", "P-118", incident, "applicant", "Alex Example", "Enhanced", "Child workforce", source, "B2", "suspect",
		"2026-06-30", sameEvent, "Distribute an indecent photograph of a child", "2019-03-14", "2019-05-20", "2004-01-02", "21", "yes", summary,
	}
}

func thirdParty(application, incident, date, outcome, summary string) []string {
	return []string{
		application, "P-200", incident, "third_party", "Robin Sample", "Enhanced", "Child workforce", "Niche", "B3", "suspect",
		"2026-06-30", "", "Take an indecent photograph of a child", date, "2020-04-02", "2005-07-19", outcome, "yes", summary,
	}
}

// exampleOffice has an application with all that a record can show.
func exampleOffice(t testing.TB) *office {
	o := newOffice(t)
	o.hits(hitFields,
		applicant("14/2231/19", "", "Niche", "Shared one image of themselves with a partner of the same age.\nBoth were 15; the image went no further."),
		applicant("PNC 19/4471X", "14/2231/19", "PNC", ""),
		thirdParty("APP-417", "15/0012/20", "2020-01-02", "21", "One image, taken and kept."),
		thirdParty("APP-417", "15/0900/20", "2020-03-09", "", "A second image, shared with a group."),
		thirdParty("APP-502", "22/7001/20", "2020-09-01", "21", ""),
	)
	// A withdrawal puts the decisions of its case out of date, so it is here.
	n, err := o.Add(officer, o.byHand("15/0901/20"))
	if err != nil {
		o.Fatal(err)
	}
	if err := o.Withdraw(officer, n, "Another individual of the same name."); err != nil {
		o.Fatal(err)
	}
	o.answer("14/2231/19", model.Answer{Field: model.PatternOfBehaviour, Value: "no", Note: "PNC, PND, Niche and the custody system searched on 2 June 2026; nothing further on this individual."})
	o.answer("14/2231/19", model.Answer{Field: model.IndicatorOfRisk, Value: "no", Note: "Child protection register and PND."})
	o.answer("PNC 19/4471X", model.Answer{Field: model.OutcomeDate, Value: "21 May 2019", Reason: "The PNC entry carries the day it was keyed; the outcome form says 21 May."})
	o.decide("14/2231/19", model.Discard, model.Sections{
		model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident in March 2019, when the individual was 15, recorded twice (14/2231/19 and the PNC entry). Outcome 21 was given on 20 May 2019.\n\nAll systems were searched and nothing further is known. I consider the AT2 entry applicable.",
	}, 0)
	o.answer("15/0012/20", model.Answer{Field: model.PatternOfBehaviour, Value: "yes", Note: "Niche: two incidents within ten weeks."})
	o.decide("15/0012/20", model.Consider, model.Sections{
		model.Risk:            "Two incidents within ten weeks, the second after a conversation with the school officer about the first.",
		model.Relevance:       "The application is for work with children of the same age in a youth club.",
		model.Proportionality: "Six years have passed and the individual was 14. Weighed against that, the role gives unsupervised contact. Representations are to be invited before anything is disclosed.",
		model.Necessity:       "Outcome 21 was right for the first incident alone. The second was not known when it was given.",
	}, 0)
	o.decide("15/0900/20", model.Defer, model.Sections{model.Needed: "The outcome of 15/0900/20, asked of the officer in the case."}, model.NewDate(2026, 6, 16))
	o.later()
	return o
}

func (o *office) byHand(incident string) model.Facts {
	var f model.Facts
	f.SetText(model.ApplicationRef, "APP-417")
	f.SetText(model.PersonRef, "P-200")
	f.SetText(model.IncidentRef, incident)
	return f
}

// golden holds got to a file in testdata/export.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "export", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what is written now; look at the difference and run go test with -update", path)
	}
}
