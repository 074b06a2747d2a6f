package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/store/intake"
)

// longTexts is a file of rows with summaries of size bytes, in which the
// second of each individual stands together rows after the first.
func longTexts(t testing.TB, rows, size, together int) intake.Source {
	t.Helper()
	var b strings.Builder
	b.WriteString(columns)
	text := strings.Repeat("word ", size/5)
	for i := range rows {
		person := i/(2*together)*together + i%together
		fmt.Fprintf(&b, "A-%d,P-%d,I-%d,2019-03-14,2004-01-02,21,yes,no,no,%s%d\n", person, person, i, text, i)
	}
	path := filepath.Join(t.TempDir(), "long.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return intake.File(path)
}

// checkedImport is an import of a file into an empty store, after its check.
func checkedImport(t testing.TB, s *Store, source intake.Source) *importer {
	t.Helper()
	im := &importer{s: s, ctx: context.Background(), actor: officer, sources: []intake.Source{source}, refusedCases: map[caseID]bool{}}
	err := s.View(func(r *Reader) error { im.base = r.State; return nil })
	if err == nil {
		err = im.check()
	}
	if err != nil {
		t.Fatal(err)
	}
	im.settle()
	im.running = im.base
	im.running.Revision++
	im.fresh = make([]byte, im.report.New*RowSize)
	if err := s.View(im.rowsTogether); err != nil {
		t.Fatal(err)
	}
	return im
}

func TestWhatAnImportReadsAheadIsBoundedInBytes(t *testing.T) {
	const rows, size = 1200, 60_000 // more than two chunks, and than may wait
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	im := checkedImport(t, s, longTexts(t, rows, size, rows/2))

	read := 0
	most := batchBytes/size + 1
	err := im.readRows(0, func(batch []sourceRow) bool {
		if read += len(batch); len(batch) > most {
			t.Errorf("a batch of %d rows, %d bytes", len(batch), len(batch)*size)
		}
		return true
	})
	if err != nil || read != rows {
		t.Errorf("%d rows were read (%v)", read, err)
	}
	err = s.View(func(r *Reader) error {
		return im.compareFile(r, 0, func(batch checkedBatch) bool {
			if len(batch.rows) > most {
				t.Errorf("a batch of %d rows was checked, %d bytes", len(batch.rows), len(batch.rows)*size)
			}
			return true
		})
	})
	if err != nil {
		t.Error(err)
	}

	chunk, chunks := 0, 0
	err = im.prepare(func(b preparedBatch) bool {
		if chunk += len(b.rows); chunk*size > chunkBytes+batchBytes+size {
			t.Errorf("a chunk of %d bytes", chunk*size)
		}
		if b.last {
			chunk, chunks = 0, chunks+1
		}
		return true
	})
	if err != nil || chunks != 3 {
		t.Errorf("%d chunks (%v)", chunks, err)
	}
	left := 0
	for i := range im.rows {
		if im.rows[i].together == 0 {
			left++
		}
	}
	if least := 2 * (waitingBytes / size); left < least {
		t.Errorf("%d rows are left to be read again and should be at least %d, as no more may wait", left, least)
	}
}

func TestIndividualsThatCannotWaitAreAssessedAllTheSame(t *testing.T) {
	const rows = 1200
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	source := longTexts(t, rows, 60_000, rows/2)
	if _, err := s.Import(context.Background(), officer, []intake.Source{source}, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	for n := Number(1); n <= rows; n++ {
		if row := rowOfNumber(t, s, n); row.Events != 2 {
			t.Fatalf("record %d: %d events of its case", n, row.Events)
		}
	}
	mustVerify(t, "long texts", s)
	if f := factsByKey(t, s); len(f) != rows {
		t.Errorf("%d records", len(f))
	}
}

// BenchmarkImportOfLongTexts imports 12,000 rows with texts of 60 KiB.
func BenchmarkImportOfLongTexts(b *testing.B) {
	const rows = 12_000
	source := longTexts(b, rows, 60<<10, 2)
	path := filepath.Join(b.TempDir(), "long.db")
	peak, took := 0.0, time.Duration(0)
	for b.Loop() {
		_ = os.Remove(path) // of the time before, if any
		stop := peakMemory()
		start := time.Now()
		s := benchOpen(b, path, Options{})
		benchImport(b, s, source.Name())
		took += time.Since(start)
		peak = max(peak, stop())
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/took.Seconds(), "rows/s")
	b.ReportMetric(peak, "peak-MiB")
}
