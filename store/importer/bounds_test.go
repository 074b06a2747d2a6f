package importer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store"
	"gd8/store/intake/source"
)

// LongTexts is a file of rows with summaries of size bytes, in which the
// second of each individual stands together rows after the first.
func LongTexts(t testing.TB, rows, size, together int) source.Source {
	t.Helper()
	var b strings.Builder
	b.WriteString("application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk,summary\n")
	text := strings.Repeat("word ", size/5)
	for i := range rows {
		person := i/(2*together)*together + i%together
		fmt.Fprintf(&b, "A-%d,P-%d,I-%d,2019-03-14,2004-01-02,21,yes,no,no,%s%d\n", person, person, i, text, i)
	}
	path := filepath.Join(t.TempDir(), "long.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return source.File(path)
}

// checkedImport is an import of a file into an empty store, after its check.
func checkedImport(t testing.TB, s *store.Store, in source.Source) *importer {
	t.Helper()
	im := newImporter(context.Background(), s, store.Actor{Officer: "J. Officer"}, []source.Source{in}, Options{})
	err := s.View(func(r *store.Reader) error { im.base = r.State; return nil })
	if err == nil {
		err = im.check()
	}
	if err != nil {
		t.Fatal(err)
	}
	im.settle()
	im.running = im.base
	im.running.Revision++
	im.fresh = make([]byte, im.report.New*store.RowSize)
	if err := s.View(im.rowsTogether); err != nil {
		t.Fatal(err)
	}
	return im
}

func TestWhatAnImportReadsAheadIsBoundedInBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	const rows, size = 1200, 60_000 // more than two chunks, and than may wait
	s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), store.Options{WithoutSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	im := checkedImport(t, s, LongTexts(t, rows, size, rows/2))

	read := 0
	most := batchBytes/size + 1
	err = im.readRows(0, func(batch []sourceRow) bool {
		if read += len(batch); len(batch) > most {
			t.Errorf("a batch of %d rows, %d bytes", len(batch), len(batch)*size)
		}
		return true
	})
	if err != nil || read != rows {
		t.Errorf("%d rows were read (%v)", read, err)
	}
	err = s.View(func(r *store.Reader) error {
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
