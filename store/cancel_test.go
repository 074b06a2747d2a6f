package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/purge"
	"gd8/store/seal"
)

// An import looks at its context before every transaction it makes, so a
// context that counts how often it is looked at reaches every moment between
// two of them: there it cancels the import, or copies the file as a kill
// would leave it.

// What an import takes in one transaction, and between two looks at its context.
const (
	chunkRows   = 5000
	rowsPerLook = 256
)

// watched is a context that is told each time it is looked at.
type watched struct {
	context.Context
	look func(time int) error
	time int
}

func (w *watched) Err() error {
	w.time++
	return w.look(w.time)
}

// staged is a store of 300 records of which an import of two files changes
// some and to which it adds several chunks, blocks and segments of others.
func staged(t testing.TB) (s *Store, sources []source.Source, folder string) {
	s, _ = clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() }) // a test may have closed it
	importText(t, s, generated(0, 300, "old"))
	n := numberOf(t, s, "I-3")
	if _, err := s.Decide(officer, n, 3, filled("Referred"), 0); err != nil {
		t.Fatal(err)
	}
	sources, folder = sourcesOf(t, generated(150, chunkRows+100, "new"), generated(150+chunkRows+100, 300, "new"))
	return s, sources, folder
}

func TestAnImportCancelledAtAnyMomentLeavesEveryByteOfTheStoreAsItWas(t *testing.T) {
	s, sources, folder := staged(t)
	before := dump(t, s)
	times, step := 0, 1
	if testing.Short() {
		step = 29
	}
	for at := 1; ; at += step {
		ctx := &watched{Context: context.Background(), look: func(time int) error {
			if time >= at {
				return context.Canceled
			}
			return nil
		}}
		_, err := importer.Import(ctx, s, officer, sources, importer.Options{})
		if err == nil {
			times = ctx.time
			break
		}
		if !errors.Is(err, importer.ErrCancelled) {
			t.Fatalf("cancelled at look %d: %v", at, err)
		}
		mustEqualDump(t, fmt.Sprint("cancelled at look ", at), dump(t, s), before)
	}
	if times < 10 {
		t.Errorf("the context was looked at only %d times", times)
	}
	mustVerify(t, "imported at last", s)
	if all := numbersIn(t, s, SetAll); len(all) != 150+chunkRows+100+300 {
		t.Errorf("%d records", len(all))
	}
	mustHoldOnly(t, folder, "hits1.csv", "hits2.csv")
}

func TestACancelledImportLeavesNoFileOfRefusedRows(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	sources, folder := sourcesOf(t, columns+"A-1,P-1,I-1,,,21,yes,no,no,\nA-2,P-2,I-2,,,99,yes,no,no,\n", columns+"A-3,P-3,I-3,,,99,yes,no,no,\n")
	for at := 1; ; at++ {
		ctx := &watched{Context: context.Background(), look: func(time int) error {
			if time >= at {
				return context.Canceled
			}
			return nil
		}}
		_, err := importer.Import(ctx, s, officer, sources, importer.Options{SkipBad: true})
		if err == nil {
			break
		}
		mustHoldOnly(t, folder, "hits1.csv", "hits2.csv")
		if t.Failed() {
			t.Fatalf("cancelled at look %d", at)
		}
	}
	mustHoldOnly(t, folder, "hits1.csv", "hits2.csv", "hits1.refused.csv", "hits2.refused.csv")
}

func TestAnImportKilledBetweenAnyTwoTransactionsShowsTheOldStoreOrTheNew(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	s, sources, _ := staged(t)
	before := dump(t, s)
	folder := t.TempDir()
	copies := 0
	ctx := &watched{Context: context.Background(), look: func(time int) error {
		copies = time
		copyOf(t, s.Path(), filepath.Join(folder, fmt.Sprint(time)))
		return nil
	}}
	if _, err := importer.Import(ctx, s, officer, sources, importer.Options{}); err != nil {
		t.Fatal(err)
	}
	after := dump(t, s)
	copies++
	copyOf(t, s.Path(), filepath.Join(folder, fmt.Sprint(copies)))
	for i := 1; i <= copies; i++ {
		want := before
		if i == copies {
			want = after
		}
		killed := openStore(t, filepath.Join(folder, fmt.Sprint(i)))
		mustEqualDump(t, fmt.Sprint("copy ", i), dump(t, killed), want)
		if i >= copies-1 { // equal bytes verify alike
			mustVerify(t, fmt.Sprint("copy ", i), killed)
		}
		_ = killed.Close()
	}
}

func TestClearingAwayAKilledImportCanItselfBeKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	s, sources, _ := staged(t)
	before := dump(t, s)
	path := filepath.Join(t.TempDir(), "killed.db")
	late := &watched{Context: context.Background(), look: func(int) error {
		copyOf(t, s.Path(), path) // of every moment, so that the last one stays
		return nil
	}}
	if _, err := importer.Import(late, s, officer, sources, importer.Options{}); err != nil {
		t.Fatal(err)
	}
	for step := 0; ; step++ {
		killed := filepath.Join(t.TempDir(), "again.db")
		copyOf(t, path, killed)
		more := dropSteps(t, s, killed, step)
		again := openStore(t, killed)
		mustEqualDump(t, fmt.Sprintf("cleared by a run killed after %d steps and then another", step), dump(t, again), before)
		_ = again.Close()
		if !more {
			if step < 4 {
				t.Errorf("everything was cleared away in %d steps", step)
			}
			return
		}
	}
}

// dropSteps makes the first steps of clearing away and reports whether there
// were so many.
func dropSteps(t testing.TB, s *Store, path string, steps int) (more bool) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	more = true
	for range steps {
		err := db.Update(func(tx *bolt.Tx) error {
			var err error
			more, err = RawWriter(s, tx).DropSome()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return more
}

// changing is a file that says something else when it is opened again.
type changing struct {
	source.Source
	path, then string
	opened     int
}

func (c *changing) Open() (io.ReadCloser, error) {
	if c.opened++; c.opened == 2 {
		if err := os.WriteFile(c.path, []byte(c.then), 0o600); err != nil {
			return nil, err
		}
	}
	return c.Source.Open()
}

func TestAFileThatChangesBetweenThePassesIsNotImported(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 6, "old"))
	before := dump(t, s)
	for name, then := range map[string]string{
		"a row more":         generated(0, 4, "new"),
		"a row less":         generated(0, 2, "new"),
		"a value otherwise":  generated(0, 3, "neu"),
		"other rows":         generated(1, 3, "new"),
		"nothing any more":   "",
		"no header any more": "x\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := writeFile(t, "hits.csv", generated(0, 3, "new"))
			input := &changing{Source: source.File(path), path: path, then: then}
			if _, err := importer.Import(context.Background(), s, officer, []source.Source{input}, importer.Options{}); err == nil || input.opened != 2 {
				t.Errorf("opened %d times, and the import ended with %v", input.opened, err)
			}
			mustEqualDump(t, name, dump(t, s), before)
		})
	}
}

// A callback that panics, in an app that goes on after a panic, leaves what
// was staged behind without a chance to clear it away; so does a drive that
// fails while the import is undone.
func TestWhatAnImportLeftStagedHarmsNothingThatIsDoneAfterIt(t *testing.T) {
	for name, then := range map[string]func(*testing.T, *Store){
		"another import": func(t *testing.T, s *Store) { importText(t, s, generated(1000, 40, "other")) },
		"a record by hand": func(t *testing.T, s *Store) {
			n := add(t, s, cleanFacts(t, "A-9", "P-9", "I-by-hand"))
			if err := s.Correct(officer, n, cleanFacts(t, "A-9", "P-9", "I-by-hand", "offence", "corrected"), ""); err != nil {
				t.Fatal(err)
			}
		},
		"an answer": func(t *testing.T, s *Store) {
			answer(t, s, numberOf(t, s, "I-160"), model.Offence, "answered")
		},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "another import" {
				t.Skip("it takes long, and has no two things at once")
			}
			s, sources, _ := staged(t)
			leaveStaged(t, s, sources)
			then(t, s)
			want := factsByKey(t, s)
			mustVerify(t, "while open", s)
			s.Close()
			s = openStore(t, s.Path())
			mustVerify(t, "opened again", s)
			if got := factsByKey(t, s); !maps.Equal(got, want) {
				t.Errorf("%d records, and before it was closed %d", len(got), len(want))
			}
		})
	}
}

// leaveStaged makes an import end while it is being assessed.
func leaveStaged(t testing.TB, s *Store, sources []source.Source) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Fatal("the import went through")
		}
	}()
	_, _ = importer.Import(context.Background(), s, officer, sources, importer.Options{Progress: func(p importer.Progress) {
		if p.Phase == "assessing" {
			panic("struck")
		}
	}})
}

func TestAnImportOfManyUnchangedRowsIsCancelledSoonAndHoldsNoTransaction(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	const rows = 2*chunkRows + 500
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, rows, "same"))
	sources, _ := sourcesOf(t, generated(0, rows+1, "same")) // the last row is new
	transactions := func() (n uint64) {
		t.Helper()
		if err := s.View(func(r *Reader) error { n = r.Writes; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := transactions()
	looks := 0
	ctx := &watched{Context: context.Background(), look: func(time int) error {
		looks = time
		return nil
	}}
	report, err := importer.Import(ctx, s, officer, sources, importer.Options{})
	if err != nil || report.New != 1 || report.Unchanged != rows {
		t.Fatalf("%+v (%v)", report, err)
	}
	if least := 2 * rows / rowsPerLook; looks < least {
		t.Errorf("over two passes the context was looked at %d times and should be at least %d", looks, least)
	}
	// The row, the three kinds of its keys, and the publishing.
	if n := transactions() - before; n > 5 {
		t.Errorf("one new row took %d transactions", n)
	}
	mustVerify(t, "one new row", s)
}

func TestACopyCancelledAtAnyMomentLeavesTheStoreAsItWas(t *testing.T) {
	cheap := seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}
	application := "APP-417"
	for name, work := range map[string]func(ctx context.Context, s *Store) error{
		"compact": func(ctx context.Context, s *Store) error { return s.Compact(ctx) },
		"encrypt": func(ctx context.Context, s *Store) error {
			return audit.Encrypt(ctx, s, officer, []byte("correct horse battery staple"), cheap)
		},
		"erase": func(ctx context.Context, s *Store) error {
			plan, err := purge.Find(s, purge.Request{Application: &application})
			if err != nil {
				return err
			}
			return purge.Purge(ctx, s, officer, plan, "asked for")
		},
		"restore": func(ctx context.Context, s *Store) error {
			path := filepath.Join(filepath.Dir(s.Path()), "restored.db")
			defer os.Remove(path)
			// The one that is held cannot be restored from, and a copy of it can.
			from := filepath.Join(t.TempDir(), "gd8.backup")
			copyOf(t, s.Path(), from)
			_, err := audit.Restore(ctx, officer, from, path, Options{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			defer s.Close()
			worked(t, s)
			before, times, step := dump(t, s), 0, 1
			if testing.Short() {
				step = 3
			}
			for at := 1; ; at += step {
				ctx := &watched{Context: context.Background(), look: func(time int) error {
					if time >= at {
						return context.Canceled
					}
					return nil
				}}
				err := work(ctx, s)
				if err == nil {
					times = ctx.time
					break
				}
				if !errors.Is(err, context.Canceled) {
					t.Fatalf("cancelled at look %d: %v", at, err)
				}
				mustEqualDump(t, fmt.Sprint("cancelled at look ", at), dump(t, s), before)
				mustHoldOnly(t, filepath.Dir(s.Path()), "gd8.db")
			}
			if times < len(Buckets) {
				t.Errorf("the context was looked at only %d times", times)
			}
			mustVerify(t, "done at last", s)
		})
	}
}
