package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/vault"
)

var rescueImages = flag.Int("rescue.images", 20, "how many damaged copies of a store are rescued")

// workedOver makes a store whose free pages hold rows of an import that was
// cancelled, superseded facts and older pages of all kinds.
func workedOver(t testing.TB) *Store {
	t.Helper()
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	add(t, s, cleanFacts(t, "A", "P", "I"))
	importStopped(t, s, factorRows(900, "no"), "assessing", false)
	importText(t, s, factorRows(200, "yes"))
	worked(t, s)
	for i := range 40 {
		n := numberOf(t, s, fmt.Sprintf("I-%d", 20+i))
		answer(t, s, n, model.Offence, fmt.Sprint("as told ", i))
		if i%2 == 0 {
			decide(t, s, n, model.Refer)
		}
		if i%8 == 0 {
			assured(t, s, n)
		}
		if i == 20 {
			importStopped(t, s, factorRows(300, "no"), "assessing", false)
		}
	}
	return s
}

// What a rescue of a damaged file gives verifies, has no facts that were not
// published but in cases it marks, and no decision of a case that lost
// something counts.
func TestWhateverIsRescuedVerifiesAndWasPublished(t *testing.T) {
	s := workedOver(t)
	want := factsByKey(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	image, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	none, all := 0, 0
	images := *rescueImages
	if testing.Short() {
		images = min(images, 3)
	}
	for i := range images {
		r := rand.New(rand.NewPCG(uint64(i), 9))
		damaged := filepath.Join(folder, "damaged.db")
		if err := os.WriteFile(damaged, damage(r, append([]byte{}, image...)), 0o600); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(folder, fmt.Sprintf("rescued%d.db", i))
		report, err := audit.Rescue(context.Background(), officer, damaged, to, damageOptions())
		var unsound *audit.UnsoundError
		switch {
		case errors.As(err, &unsound):
			t.Fatalf("image %d: %v (%+v)", i, err, report.Missing)
		case err != nil:
			none++
			continue
		case report.All:
			all++
		}
		again, err := Open(to, damageOptions())
		if err != nil {
			t.Fatalf("image %d: %v", i, err)
		}
		mustVerify(t, fmt.Sprint("image ", i), again)
		mustBePublished(t, fmt.Sprint("image ", i), again, want)
		again.Close()
		os.Remove(to)
	}
	t.Logf("%d images: nothing could be rescued of %d, every case was marked in %d", images, none, all)
}

// mustBePublished fails where a record of a case that is not marked has facts
// that are not wanted.
func mustBePublished(t *testing.T, what string, s *Store, want map[model.Key]model.Facts) {
	t.Helper()
	err := s.View(func(r *Reader) error {
		for n := Number(1); uint32(n) < r.Next; n++ {
			src, err := r.SourceOf(n)
			if errors.Is(err, vault.ErrMissing) {
				continue
			}
			if err != nil {
				return err
			}
			if key := src.Facts.Key(); src.Facts != want[key] && !src.Incomplete {
				t.Fatalf("%s: %+v has facts that it did not have, and its case is not marked", what, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
