package files

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"os"
	"strconv"
	"testing"
	"time"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/source"
	"gd8/ui/command/program"
)

// benchRows is a file of made-up rows as an officer's system would write it.
func benchRows(rows int) []byte {
	random := rand.New(rand.NewSource(1))
	tri := []string{"", "yes", "no"}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(model.SetOf(model.Fields()...).Names()) // a buffer takes everything
	for i := range rows {
		row := make([]string, model.FieldCount)
		person := i
		if i%3 == 0 {
			person = i / 2
		}
		row[model.ApplicationRef], row[model.PersonRef] = fmt.Sprintf("APP-%07d", person), fmt.Sprintf("P-%07d", person)
		row[model.IncidentRef] = fmt.Sprintf("%d/%d/19", i%60, i)
		row[model.PersonName], row[model.ApplicationType], row[model.Workforce] = "Sample Person", "Enhanced", "Child"
		row[model.SourceSystem], row[model.Grading], row[model.Involvement] = "Crime recording", "A", "suspect"
		row[model.Offence] = "Distribute an indecent photograph of a child"
		row[model.IncidentDate] = fmt.Sprintf("20%02d-%02d-%02d", 12+random.Intn(12), 1+random.Intn(12), 1+random.Intn(28))
		row[model.DateOfBirth] = fmt.Sprintf("%d-05-06", 1998+random.Intn(10))
		row[model.OutcomeCode] = []string{"21", "21", "21", "", "10"}[random.Intn(5)]
		row[model.YouthProduced] = "yes"
		row[model.PatternOfBehaviour], row[model.IndicatorOfRisk] = tri[random.Intn(3)], tri[random.Intn(3)]
		row[model.Summary] = "Shared one image with a partner of the same age and was given advice by the school officer afterwards."
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

// benchCount is how many rows the benchmarks work on: 100,000 where
// GD8_BENCH_ROWS is not set, 1,000,000 for the README's figures.
func benchCount() int {
	if n, err := strconv.Atoi(os.Getenv("GD8_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 100_000
}

// BenchmarkAssessToJSON is `gd8 assess --format json` of a file in memory.
func BenchmarkAssessToJSON(b *testing.B) {
	text := benchRows(benchCount())
	p := commands{&program.Run{Now: time.Now}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		o := intake.Options{Today: model.DateOf(time.Now())}
		batch, err := p.readBatch(source.Stream("rows.csv", bytes.NewReader(text)), o)
		if err != nil {
			b.Fatal(err)
		}
		w := bufio.NewWriterSize(io.Discard, 1<<16)
		if err := p.writeAssessed(w, batch, "json"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadCSVWriteJSON is what the library does with the same file: read
// it with encoding/csv and write it back with encoding/json.
func BenchmarkReadCSVWriteJSON(b *testing.B) {
	text := benchRows(benchCount())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(text))
		names, err := r.Read()
		if err != nil {
			b.Fatal(err)
		}
		w := json.NewEncoder(bufio.NewWriterSize(io.Discard, 1<<16))
		for {
			row, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			object := make(map[string]string, len(row))
			for i, cell := range row {
				object[names[i]] = cell
			}
			if err := w.Encode(object); err != nil {
				b.Fatal(err)
			}
		}
	}
}
