package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"
	"time"

	"gd8/store/intake"
	"gd8/store/sample"
	"gd8/store/seal"
)

// The benchmarks measure gd8 beside what it is built on, in the same run, each
// on a plain and on an encrypted store. GD8_BENCH_ROWS is how many incidents
// they work on: 20,000 where it is not set, 1,000,000 for the README's
// figures. testdata/bench-baseline.txt keeps a run to compare others with.
func benchRows() int {
	if n, err := strconv.Atoi(os.Getenv("GD8_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

func benchFile(b *testing.B, n int) string {
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

// benchKinds runs a benchmark on both kinds of store. The passphrase costs
// next to nothing to derive from, as that is not what is measured.
func benchKinds(b *testing.B, run func(b *testing.B, o Options)) {
	passphrase := func() ([]byte, error) { return []byte("three random words"), nil }
	b.Run("plain", func(b *testing.B) { run(b, Options{}) })
	b.Run("encrypted", func(b *testing.B) {
		run(b, Options{Encrypt: passphrase, Unlock: passphrase, Costs: seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}})
	})
}

func benchOpen(b *testing.B, path string, o Options) *Store {
	b.Helper()
	s, err := OpenOrCreate(path, o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() }) // a benchmark may have closed it
	return s
}

func benchImport(b *testing.B, s *Store, csv string) {
	b.Helper()
	if _, err := s.Import(context.Background(), officer, []intake.Source{intake.File(csv)}, ImportOptions{}); err != nil {
		b.Fatal(err)
	}
}

// benchStore is a store with n generated incidents.
func benchStore(b *testing.B, n int, o Options) *Store {
	b.Helper()
	csv := benchFile(b, n)
	s := benchOpen(b, filepath.Join(b.TempDir(), "bench.db"), o)
	benchImport(b, s, csv)
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

// peakMemory watches the memory until it is called again, and gives the most
// there was, in MiB. What an earlier benchmark left is given back first.
func peakMemory() (stop func() float64) {
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

// quantile is the time, in milliseconds, that a part q of the times are not
// above.
func quantile(times []time.Duration, q float64) float64 {
	slices.Sort(times)
	return float64(times[int(q*float64(len(times)-1))].Nanoseconds()) / 1e6
}
