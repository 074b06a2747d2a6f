package files

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store/export"
	"gd8/store/intake"
	"gd8/store/intake/source"
	"gd8/ui/command/program"
)

// randomFile is a file of records of few individuals in few applications, so
// that cases are large, linked and interleaved. Some rows stand in it twice.
func randomFile(random *rand.Rand, rows int) (string, []model.Facts) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(model.SetOf(model.Fields()...).Names()) // a builder takes everything
	tri := []string{"", "", "yes", "no"}
	pick := func(list ...string) string { return list[random.Intn(len(list))] }
	seen := map[model.Key][]string{}
	var records []model.Facts
	for range rows {
		row := make([]string, model.FieldCount)
		row[model.ApplicationRef], row[model.PersonRef] = pick("", "A", "B", "AP"), pick("P", "PA", "Q", "R")
		row[model.IncidentRef], row[model.SameEventAs] = fmt.Sprint("I", random.Intn(rows)), pick("", "", fmt.Sprint("I", random.Intn(rows)))
		if row[model.SameEventAs] == row[model.IncidentRef] {
			row[model.SameEventAs] = ""
		}
		row[model.IncidentDate], row[model.DateOfBirth] = pick("", "2018-05-06", "2014-01-01"), pick("", "2001-02-03", "1998-12-31", "2009-09-09")
		row[model.OutcomeDate], row[model.OutcomeCode] = pick("", "2015-03-02", "2019-07-08"), pick("", "21", "21", "22", "1a")
		for f := model.Relevant; f <= model.IndicatorOfRisk; f++ {
			row[f] = tri[random.Intn(len(tri))]
		}
		row[model.PersonRole], row[model.SamePersonAs] = pick("", "applicant", "third_party", "third_party"), pick("", "", "", "", "", "Q", "nobody")
		row[model.PersonName], row[model.Involvement] = pick("", "Ana Lee", "LEE, Ana", "Bo"), pick("", "victim", "Suspect")
		row[model.Summary] = pick("short", "longer text, with a comma")
		key := model.Key{Application: row[model.ApplicationRef], Person: row[model.PersonRef], Incident: row[model.IncidentRef]}
		if before, ok := seen[key]; ok {
			_ = w.Write(before)
			continue
		}
		seen[key] = row
		_ = w.Write(row)
		var facts model.Facts
		for _, f := range model.Fields() {
			facts.Set(f, row[f])
		}
		records = append(records, facts)
	}
	w.Flush()
	return b.String(), records
}

func readText(t *testing.T, text string) (*batch, error) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { null.Close() })
	p := commands{&program.Run{ErrOut: null, Getenv: func(string) string { return "" }, Now: time.Now}}
	o := intake.Options{Today: model.NewDate(2026, 4, 14)}
	return p.readBatch(source.Stream("rows.csv", strings.NewReader(text)), o)
}

// TestABatchIsAssessedAsItsCases compares the packed and grouped rows with a
// grouping done the plain way.
func TestABatchIsAssessedAsItsCases(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	for round := range 60 {
		text, records := randomFile(random, 1+random.Intn(80))
		b, err := readText(t, text)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		n := 0
		err = b.each(func(c *model.Case, i int) error {
			if n >= len(records) {
				return fmt.Errorf("more than the %d records there are", len(records))
			}
			got, want := objectOf(t, c, i), plainly(t, records, n)
			if got != want {
				return fmt.Errorf("record %d:\n%s\nwant\n%s", n, got, want)
			}
			n++
			return nil
		})
		if err != nil || n != len(records) {
			t.Fatalf("round %d: %d of %d records: %v\n%s", round, n, len(records), err, text)
		}
	}
}

func plainly(t *testing.T, records []model.Facts, n int) string {
	t.Helper()
	in := model.NewIndividuals()
	for i := range records {
		in.Add(&records[i])
	}
	in.Settle()
	key := records[n].Key()
	var list []model.Record
	var held, others []string
	at := -1
	for i := range records {
		switch k := records[i].Key(); {
		case in.Name(k.Person) != in.Name(key.Person):
		case k.Application == key.Application:
			if k == key {
				at = len(list)
			}
			list = append(list, model.Record{Source: records[i]})
			held = append(held, k.Incident)
		default:
			others = append(others, k.Incident)
		}
	}
	of := in.Of(list)
	if of.Elsewhere = model.ElsewhereOf(held, others); of.Elsewhere != nil {
		of.Elsewhere = []string{""} // a batch does not say which
	}
	return objectOf(t, model.NewCase(list, &of), at)
}

func objectOf(t *testing.T, c *model.Case, i int) string {
	t.Helper()
	text, err := json.Marshal(export.Assess(c, i))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestABatchWithTwoRowsOfOneKeyThatDifferIsRefused(t *testing.T) {
	for _, second := range []string{"A,P,I,10,same", "A,P,I,21,other"} {
		if _, err := readText(t, "application_ref,person_ref,incident_ref,outcome,summary\nA,P,I,21,same\nB,P,I,21,same\n"+second+"\n"); err == nil {
			t.Errorf("%q was taken", second)
		}
	}
}

// TestWhatIsKeptOfARowIsNotAllOfIt: the texts of a row are parts of one string,
// so that to keep one of them as it came would keep a whole summary.
func TestWhatIsKeptOfARowIsNotAllOfIt(t *testing.T) {
	const rows, size = 1000, 60_000
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	b, before := newBatch(), heap()
	for i := range rows {
		whole := fmt.Sprintf("P-%06dR-%06d", i, i) + strings.Repeat("x", size)
		var row intake.Row
		row.Facts.SetText(model.PersonRef, whole[:8])
		row.Facts.SetText(model.IncidentRef, whole[8:16])
		row.Facts.SetText(model.Summary, whole[16:])
		b.makeRoom(int64(i+1)*size, rows*size)
		b.add(&row)
	}
	b.group(func(first, second *packedRow) { t.Errorf("lines %d and %d clash", first.line, second.line) })
	if kept := heap() - before; kept > rows*size/4 {
		t.Errorf("%d bytes are kept of %d", kept, rows*size)
	}
	if b.rows[7].personRef() != "P-000007" || b.rows[rows-1].incidentRef() != "R-000999" {
		t.Errorf("kept: %q and %q", b.rows[7].personRef(), b.rows[rows-1].incidentRef())
	}
}
