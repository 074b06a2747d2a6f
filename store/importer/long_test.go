package importer_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	. "gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

func TestIndividualsThatCannotWaitAreAssessedAllTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	const rows = 1200
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	in := importer.LongTexts(t, rows, 60_000, rows/2)
	if _, err := importer.Import(context.Background(), s, officer, []source.Source{in}, importer.Options{}); err != nil {
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
	in := importer.LongTexts(b, rows, 60<<10, 2)
	path := filepath.Join(b.TempDir(), "long.db")
	peak, took := 0.0, time.Duration(0)
	for b.Loop() {
		_ = os.Remove(path) // of the time before, if any
		stop := peakMemory()
		start := time.Now()
		s := benchOpen(b, path, Options{})
		benchImport(b, s, in.Name())
		took += time.Since(start)
		peak = max(peak, stop())
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/took.Seconds(), "rows/s")
	b.ReportMetric(peak, "peak-MiB")
}
