package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/fields"
)

// generated is a CSV file of n rows with every column, as a records system
// would write it: seeded, so that every run reads the same bytes.
func generated(n int) string {
	random := rand.New(rand.NewSource(8))
	var b strings.Builder
	b.WriteString(strings.Join(fields.All.Names(), ",") + "\r\n")
	yesNo := []string{"", "", "", "no", "no", "yes"}
	for i := range n {
		year := 2017 + random.Intn(8)
		fmt.Fprintf(&b, "APP-%d,P-%d,14/%d/%d,applicant,A. Person %d,Enhanced,Child,Crime recording,B2,suspect,,,,", i/2, i/2, i, year%100, i/2)
		fmt.Fprintf(&b, "Distribute an indecent photograph of a child,%d-%02d-%02d,%02d/%02d/%d,%d-0%d-11,21",
			year, 1+random.Intn(12), 1+random.Intn(28), 1+random.Intn(28), 1+random.Intn(12), year+1, year-15, 1+random.Intn(9))
		for range 11 {
			b.WriteString("," + yesNo[random.Intn(len(yesNo))])
		}
		if i%10 == 0 {
			fmt.Fprintf(&b, ",\"Shared one image, number %d, with a partner of the same age.\r\nBoth agreed.\"\r\n", i)
		} else {
			fmt.Fprintf(&b, ",Shared one image with a partner of the same age; record %d\r\n", i)
		}
	}
	return b.String()
}

const benchRows = 100_000

// BenchmarkReader reads and checks rows of every column. BenchmarkEncodingCSV
// is what the standard library takes to split the same bytes in the same
// run, and checks nothing.
func BenchmarkReader(b *testing.B) {
	content := text{"hits.csv", generated(benchRows)}
	b.SetBytes(int64(len(content.content)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := NewReader(content, Options{Today: today})
		must(b, err)
		n := 0
		for ; ; n++ {
			row, err := r.Next()
			if err == io.EOF {
				break
			}
			must(b, err)
			if len(row.Problems) > 0 {
				b.Fatal(row.Problems[0])
			}
		}
		if n != benchRows {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

func BenchmarkEncodingCSV(b *testing.B) {
	content := []byte(generated(benchRows))
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(content))
		r.ReuseRecord = true
		n := 0
		for ; ; n++ {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		if n != benchRows+1 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

// BenchmarkJSONReader reads the same records as JSON Lines.
func BenchmarkJSONReader(b *testing.B) {
	var lines strings.Builder
	r, err := NewReader(text{"hits.csv", generated(benchRows / 10)}, Options{Today: today})
	must(b, err)
	for {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		must(b, err)
		lines.WriteString("{")
		for f := range model.FieldCount {
			if f > 0 {
				lines.WriteString(",")
			}
			fmt.Fprintf(&lines, "%q:%q", f.Name(), row.Facts.Get(f))
		}
		lines.WriteString("}\n")
	}
	content := text{"hits.jsonl", lines.String()}
	b.SetBytes(int64(len(content.content)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := NewReader(content, Options{Today: today})
		must(b, err)
		for {
			if _, err := r.Next(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
