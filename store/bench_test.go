package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	. "gd8/store"
	"gd8/store/vault"
)

// BenchmarkImport imports a file into an empty store, and then puts the keys
// and values of that store into bare bbolt, in the same key order: what an
// import is measured against. ratio is of their speeds; peak-MiB is the memory
// of the import that is no mapped file.
func BenchmarkImport(b *testing.B) {
	benchKinds(b, func(b *testing.B, o Options) {
		n := benchRows()
		csv := benchFile(b, n)
		folder := b.TempDir()
		path, bare := filepath.Join(folder, "import.db"), filepath.Join(folder, "bare.db")
		var importing, loading time.Duration
		peak := 0.0
		for b.Loop() {
			_, _ = os.Remove(path), os.Remove(bare) // of the time before, if any
			stop := peakMemory()
			start := time.Now()
			s := benchOpen(b, path, o)
			benchImport(b, s, csv)
			importing += time.Since(start)
			peak = max(peak, stop())
			start = time.Now()
			if err := bareLoad(s.Raw(), bare); err != nil {
				b.Fatal(err)
			}
			loading += time.Since(start)
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
		rows := float64(n) * float64(b.N)
		b.ReportMetric(0, "ns/op") // of both together, it would say nothing
		b.ReportMetric(rows/importing.Seconds(), "rows/s")
		b.ReportMetric(rows/loading.Seconds(), "bare-rows/s")
		b.ReportMetric(loading.Seconds()/importing.Seconds(), "ratio")
		b.ReportMetric(peak, "peak-MiB")
		b.ReportMetric(benchSize(b, path)/float64(n), "B/incident")
		b.ReportMetric(benchSize(b, csv)/float64(n), "B/row")
	})
}

func benchSize(b *testing.B, path string) float64 {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size())
}

// bareLoad puts all that a store's file holds into another, 10,000 keys a
// transaction, each of them synced.
func bareLoad(from *bolt.DB, path string) error {
	to, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, NoStatistics: true})
	if err != nil {
		return err
	}
	defer to.Close()
	return from.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			c := bucket.Cursor()
			key, value := c.First()
			for key != nil {
				err := to.Update(func(out *bolt.Tx) error {
					b, err := out.CreateBucketIfNotExists(name)
					if err != nil {
						return err
					}
					b.FillPercent = vault.FullPages
					for i := 0; key != nil && i < 10_000; i++ {
						if err := b.Put(key, value); err != nil {
							return err
						}
						key, value = c.Next()
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
	})
}
