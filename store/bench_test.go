package store

import (
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// BenchmarkImport imports a file into an empty store, and then puts the keys
// and values of that store into bare bbolt, in the same key order: what an
// import is measured against. peak-MiB is the memory that is no mapped file.
func BenchmarkImport(b *testing.B) {
	benchKinds(b, func(b *testing.B, o Options) {
		n := benchRows()
		csv := benchFile(b, n)
		size := func(path string) float64 {
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			return float64(info.Size()) / float64(n)
		}
		var last string
		b.Run("gd8", func(b *testing.B) {
			stop := peakMemory()
			for b.Loop() {
				last = filepath.Join(b.TempDir(), "import.db")
				s := benchOpen(b, last, o)
				benchImport(b, s, csv)
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(stop(), "peak-MiB")
			b.ReportMetric(size(last), "B/incident")
			b.ReportMetric(size(csv), "B/row")
			// The next benchmark needs the last store only.
			keep := filepath.Join(filepath.Dir(csv), "import.db")
			if err := os.Rename(last, keep); err != nil {
				b.Fatal(err)
			}
			last = keep
		})
		b.Run("bare", func(b *testing.B) {
			from := benchOpen(b, last, o)
			for b.Loop() {
				path := filepath.Join(b.TempDir(), "bare.db")
				db, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
				if err != nil {
					b.Fatal(err)
				}
				if err := bareLoad(from.db, db); err != nil {
					b.Fatal(err)
				}
				if err := db.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	})
}

func bareLoad(from, to *bolt.DB) error {
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
					b.FillPercent = fullPages
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
