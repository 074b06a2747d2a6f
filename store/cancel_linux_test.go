package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	. "gd8/store"
	"gd8/store/importer"
	"gd8/store/vault"
)

// unwritable gives a function after which nothing can be written to a store's
// file and it is no longer locked.
func unwritable(t *testing.T, s *Store) func() error {
	t.Helper()
	file, err := os.Stat(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range open {
		if info, err := os.Stat(filepath.Join("/proc/self/fd", e.Name())); err != nil || !os.SameFile(file, info) {
			continue
		}
		fd, err := strconv.Atoi(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		return func() error {
			nothing, err := os.Open(os.DevNull)
			if err != nil {
				return err
			}
			return errors.Join(unix.Dup3(int(nothing.Fd()), fd, unix.O_CLOEXEC), nothing.Close())
		}
	}
	t.Fatal("the store's file is not open")
	return nil
}

// importOnto imports two files, of the first of which a case is refused, into
// a new store, under a context that look watches.
func importOnto(t *testing.T, look func(away func() error, time int) error) (ctx *watched, folder string, report importer.Report, err error) {
	t.Helper()
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	importText(t, s, generated(0, 30, "old"))
	sources, folder := sourcesOf(t, columns+"A-9001,P-9001,I-9001,,,21,yes,no,no,\nA-9002,P-9002,I-9002,,,99,yes,no,no,\n", generated(20, 30, "new"))
	breakIt := unwritable(t, s)
	elsewhere := filepath.Join(t.TempDir(), "away.db")
	away := func() error { return errors.Join(breakIt(), os.Rename(s.Path(), elsewhere)) }
	ctx = &watched{Context: context.Background()}
	ctx.look = func(time int) error { return look(away, time) }
	report, err = importer.Import(ctx, s, officer, sources, importer.Options{SkipBad: true})
	return ctx, folder, report, err
}

func TestAnImportIsSaidToBeCancelledOnlyWhereTheStoreIsAsItWas(t *testing.T) {
	ctx, _, _, err := importOnto(t, func(func() error, int) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	last := ctx.time // before the import is published

	_, folder, report, err := importOnto(t, func(away func() error, time int) error {
		switch {
		case time == last:
			return away()
		case time > last:
			return context.Canceled
		}
		return nil
	})
	var unsettled *vault.UnsettledError
	if errors.Is(err, importer.ErrCancelled) || !errors.As(err, &unsettled) {
		t.Errorf("cancelled while it was published, on a drive that went: %v", err)
	}
	// Their rows may be the only ones that did not go in.
	mustHoldOnly(t, folder, "hits1.csv", "hits1.refused.csv", "hits2.csv")
	if len(report.RefusedFiles) != 1 {
		t.Errorf("the files of refused rows are %q", report.RefusedFiles)
	}

	_, folder, _, err = importOnto(t, func(away func() error, time int) error {
		if time < last {
			return nil
		}
		if time == last {
			if err := away(); err != nil {
				t.Error(err)
			}
		}
		return context.Canceled
	})
	if err == nil || errors.Is(err, importer.ErrCancelled) || !strings.Contains(err.Error(), "cleared away") {
		t.Errorf("cancelled, and what was staged could not be cleared away: %v", err)
	}
	mustHoldOnly(t, folder, "hits1.csv", "hits2.csv")
}
