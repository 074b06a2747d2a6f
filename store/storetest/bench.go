package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/sample"
	"gd8/store/seal"
)

// The benchmarks measure gd8 beside what it is built on, in the same run, each
// on a plain and on an encrypted store.

// BenchRows is how many incidents the benchmarks work on: 20,000 where
// GD8_BENCH_ROWS is not set, 1,000,000 for the figures that are told.
func BenchRows() int {
	if n, err := strconv.Atoi(os.Getenv("GD8_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

// BenchFile is a file of n generated incidents.
func BenchFile(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bench.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(sample.WriteCSV(f, n), f.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchKinds runs a benchmark on both kinds of store. The passphrase costs
// next to nothing to derive from, as that is not what is measured.
func BenchKinds(b *testing.B, run func(b *testing.B, o store.Options)) {
	passphrase := func() ([]byte, error) { return []byte("three random words"), nil }
	b.Run("plain", func(b *testing.B) { run(b, store.Options{}) })
	b.Run("encrypted", func(b *testing.B) {
		run(b, store.Options{Encrypt: passphrase, Unlock: passphrase, Costs: seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	})
}

// BenchOpen opens the store at path, or makes it.
func BenchOpen(b *testing.B, path string, o store.Options) *store.Store {
	b.Helper()
	s, err := store.OpenOrCreate(path, o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() }) // a benchmark may have closed it
	return s
}

// BenchImport imports a file and fails where that is refused.
func BenchImport(b *testing.B, s *store.Store, csv string) {
	b.Helper()
	if _, err := importer.Import(context.Background(), s, Officer, []source.Source{source.File(csv)}, importer.Options{}); err != nil {
		b.Fatal(err)
	}
}

// BenchStore is a store with n generated incidents.
func BenchStore(b *testing.B, n int, o store.Options) *store.Store {
	b.Helper()
	csv := BenchFile(b, n)
	s := BenchOpen(b, filepath.Join(b.TempDir(), "bench.db"), o)
	BenchImport(b, s, csv)
	if err := os.Remove(csv); err != nil {
		b.Fatal(err)
	}
	return s
}

// anonymousMemory is what of this process's memory is resident and not a
// mapped file, in bytes; 0 where the system does not say.
func anonymousMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("RssAnon:"))
	var kib int64
	_, _ = fmt.Sscan(string(rest), &kib) // 0 where there is no such line
	return kib << 10
}

// PeakMemory watches the memory until it is called again, and gives the most
// there was, in MiB. What an earlier benchmark left is given back first.
func PeakMemory() (stop func() float64) {
	debug.FreeOSMemory()
	done, peak := make(chan struct{}), make(chan int64)
	go func() {
		most := anonymousMemory()
		for {
			select {
			case <-done:
				peak <- max(most, anonymousMemory())
				return
			case <-time.After(5 * time.Millisecond):
				most = max(most, anonymousMemory())
			}
		}
	}()
	return func() float64 {
		close(done)
		return float64(<-peak) / (1 << 20)
	}
}
