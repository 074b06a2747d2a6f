package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"gd8/model"
)

// figuresOffice has decisions in two months, with all that figures count.
func figuresOffice(t testing.TB) *office {
	o := exampleOffice(t) // in June: a discard of two hits, a consideration, a deferral
	o.now = time.Date(2026, 7, 14, 11, 0, 0, 0, summerTime)
	o.decide("15/0900/20", model.Refer, model.Sections{model.Reason: "The outcome did not come."}, 0)
	row := applicant("19/1/20", "", "Niche", "")
	row[0], row[1], row[4], row[10] = "APP-601", "P-601", "Kim Other", ""
	o.hits(hitFields, row)
	o.decide("19/1/20", model.Defer, model.Sections{model.Needed: "The outcome form of 19/1/20, asked of J. Officer for Kim Other (P-601)."}, model.NewDate(2026, 8, 1))
	return o
}

func (o *office) figures(byMonth bool) *Figures {
	o.Helper()
	f, err := GatherFigures(context.Background(), o.Store, FiguresWanted{
		Marking: DefaultMarking, From: model.NewDate(2026, 5, 1), To: model.NewDate(2026, 7, 31), Zone: summerTime, ByMonth: byMonth,
	}, nil)
	if err != nil {
		o.Fatal(err)
	}
	return f
}

func value(o Object[int], name string) int {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return -1
}

func TestFiguresCountEachDecisionOnceInItsMonth(t *testing.T) {
	f := figuresOffice(t).figures(true)
	if len(f.Months) != 3 || f.Months[0].Period != "2026-05" || f.Months[2].Period != "2026-07" {
		t.Fatalf("months %+v", f.Months)
	}
	june, july := f.Months[1], f.Months[2]
	for name, want := range map[string][2]int{"discard": {1, 0}, "consider": {1, 0}, "refer": {0, 1}, "defer": {1, 1}} {
		if value(june.Made, name) != want[0] || value(july.Made, name) != want[1] || value(f.Total.Made, name) != want[0]+want[1] {
			t.Errorf("%s: %v, %v, in all %v", name, june.Made, july.Made, f.Total.Made)
		}
	}
	if june.Replaced != 1 || july.Replaced != 0 {
		t.Errorf("replaced: %d and %d", june.Replaced, july.Replaced)
	}
	if july.Age.Late != 1 || july.Age.NoDue != 1 || june.Age.Late != 0 {
		t.Errorf("after the due date: %+v, %+v", june.Age, july.Age)
	}
	if july.Age.Longest == nil || *july.Age.Longest != 42 || f.Months[0].Age.Median != nil {
		t.Errorf("age: %+v, %+v", july.Age, f.Months[0].Age)
	}
	if months := figuresOffice(t).figures(false).Months; len(months) != 0 {
		t.Errorf("months that were not asked for: %+v", months)
	}
}

func TestFiguresCountWhatIsOutOfDateAndTakenBack(t *testing.T) {
	o := figuresOffice(t)
	o.answer("19/1/20", model.Answer{Field: model.Grooming, Value: "no"})
	if err := o.WithdrawDecision(officer, o.number("14/2231/19")); err != nil {
		t.Fatal(err)
	}
	f := o.figures(true)
	if f.Total.OutOfDate != 1 || f.Total.Withdrawn != 1 || f.Total.Replaced != 2 {
		t.Errorf("%d out of date, %d taken back, %d replaced", f.Total.OutOfDate, f.Total.Withdrawn, f.Total.Replaced)
	}
}

func TestFiguresNameNobody(t *testing.T) {
	o := figuresOffice(t)
	o.answer("19/1/20", model.Answer{Field: model.PersonName, Value: "Kim Otherwise", Reason: "The form of Kim Other in APP-601 has it."})
	f := o.figures(true)
	var out bytes.Buffer
	if err := WriteFiguresPage(&out, f); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiguresCSV(&out, f); err != nil {
		t.Fatal(err)
	}
	if err := WriteObject(&out, f); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Kim", "P-601", "APP-601", "19/1/20", "J. Officer", "Alex", "14/2231/19", "P-118", "APP-417"} {
		if strings.Contains(out.String(), name) {
			t.Errorf("they name %q", name)
		}
	}
	if len(f.Deferred) != 1 || f.Deferred[0].Needed != "The outcome form of (…), asked of (…) for (…) (…) ((…))." {
		t.Errorf("deferred: %+v", f.Deferred)
	}
	if len(f.Overrides) != 2 || f.Overrides[0].Field != "Name" || f.Overrides[0].Answer != "" || f.Overrides[0].Reason != "The form of (…) (…) in (…) has it." {
		t.Errorf("overrides: %+v", f.Overrides)
	}
}

func TestFiguresAreAPageATableAndJSON(t *testing.T) {
	f := figuresOffice(t).figures(true)
	var page, table, object bytes.Buffer
	if err := WriteFiguresPage(&page, f); err != nil {
		t.Fatal(err)
	}
	text := checkInert(t, page.String()).text
	golden(t, "figures.html", page.String())
	for _, want := range []string{DefaultMarking, "Figures of decisions", "June 2026", "July 2026", "Whole span"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Count(page.String(), "<rect") != 5+4 { // three decisions, two, and the legend
		t.Errorf("%d bars and marks", strings.Count(page.String(), "<rect"))
	}
	if err := WriteFiguresCSV(&table, f); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.String(), "\ufeff"))).ReadAll()
	if err != nil || rows[0][0] != DefaultMarking || rows[0][1] != "Figures" || strings.Join(rows[1], " ") != "period figure of reason count" {
		t.Errorf("%v, %v", rows, err)
	}
	if err := WriteObject(&object, f); err != nil {
		t.Fatal(err)
	}
	var back map[string]any
	if err := json.Unmarshal(object.Bytes(), &back); err != nil || back["marking"] != DefaultMarking || back["what"] != "Figures" {
		t.Errorf("%v, %v", back, err)
	}
}

func TestAReferenceIsTakenOutOfATextAsAWordAlone(t *testing.T) {
	for _, tt := range []struct{ text, word, want string }{
		{"P-1 and p-1, not P-12 or XP-1", "P-1", "(…) and (…), not P-12 or XP-1"},
		{"Ann, Anna and ANN", "Ann", "(…), Anna and (…)"},
		{"İstanbul and P-1", "P-1", "İstanbul and (…)"},
		{"", "x", ""},
	} {
		if got := replaceWord(tt.text, tt.word); got != tt.want {
			t.Errorf("%q without %q: %q, want %q", tt.text, tt.word, got, tt.want)
		}
	}
}
