package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	"gd8/store/intake"
)

// The benchmarks measure gd8 beside what it is built on, in the same run.
// GD8_BENCH_ROWS is how many incidents they work on; 20,000 where it is not
// set, 1,000,000 for the README's figures.
func benchRows() int {
	if n, err := strconv.Atoi(os.Getenv("GD8_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

// generateCSV writes n plausible rows, the same for the same n: nine in ten
// individuals have one incident, the others two.
func generateCSV(path string, n int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	out := bufio.NewWriterSize(f, 1<<20)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	day := func(from, to int) string {
		return fmt.Sprintf("%d-%02d-%02d", from+r.IntN(to-from+1), 1+r.IntN(12), 1+r.IntN(28))
	}
	fmt.Fprintln(out, "application_ref,person_ref,incident_ref,person_role,person_name,application_type,workforce,source,grading,involvement,due_date,offence,incident_date,outcome_date,date_of_birth,outcome,youth_produced,abusive,exploitation,grooming,profit_motive,malicious_intent,persistent_behaviour,pattern_of_behaviour,indicator_of_risk,summary")
	person, second := 0, false
	for i := range n {
		if second = !second && i > 0 && r.IntN(10) == 0; !second {
			person++
		}
		on := day(2016, 2021)
		fmt.Fprintf(out, "APP-%07d,P-%07d,%d/%07d/%d,applicant,%s %s,Enhanced,Child,CRIMES,B2,suspect,%s,Distribute an indecent photograph of a child,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n",
			person, person, 10+r.IntN(10), i, 16+r.IntN(6), pick("Amira", "Ben", "Cara", "Dylan", "Ewan"), pick("Shaw", "Okoro", "Patel", "Hughes", "Byrne"),
			day(2027, 2027), on, on, day(2003, 2006), pick("21", "21", "21", "", "8"), pick("yes", "yes", "yes", ""),
			pick("", "", "no"), pick("", "", "no"), pick("", "", "no"), pick("", "", "no"), pick("", "", "no"), pick("", "", "no"),
			pick("", "no", "no", "yes"), pick("", "no", "no", "yes"),
			`"Shared one image with a partner of the same age by a messaging app; image deleted in front of officers, parents informed, school aware."`)
	}
	return out.Flush()
}

func benchFile(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bench.csv")
	if err := generateCSV(path, n); err != nil {
		b.Fatal(err)
	}
	return path
}

// benchStore is a store with n generated incidents.
func benchStore(b *testing.B, n int) *Store {
	b.Helper()
	csv := benchFile(b, n)
	s := openStore(b, filepath.Join(b.TempDir(), "bench.db"))
	if _, err := s.Import(context.Background(), officer, []intake.Source{intake.File(csv)}, ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkImport(b *testing.B) {
	n := benchRows()
	csv := benchFile(b, n)
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "import.db")
		s := openStore(b, path)
		if _, err := s.Import(context.Background(), officer, []intake.Source{intake.File(csv)}, ImportOptions{}); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkBareBulkLoad puts the keys and values of an imported store into
// bare bbolt, in the same key order: what an import is measured against.
func BenchmarkBareBulkLoad(b *testing.B) {
	n := benchRows()
	s := benchStore(b, n)
	for b.Loop() {
		db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
		if err != nil {
			b.Fatal(err)
		}
		if err := bareLoad(s.db, db); err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
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

// BenchmarkDecide is one durable decision.
func BenchmarkDecide(b *testing.B) {
	s := benchStore(b, 2_000)
	view, err := s.Queue(FilterAll, AsImported, nil)
	if err != nil {
		b.Fatal(err)
	}
	numbers := view.Slice(0, view.Len())
	sections := model.Sections{model.Reason: "The hit goes to the standard process, as its outcome is not recorded and the force that recorded it was asked twice."}
	i := 0
	for b.Loop() {
		if _, err := s.Decide(officer, numbers[i%len(numbers)], model.Refer, sections, 0); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkBareCommit is one bare bbolt commit of as many bytes and keys as a
// decision writes.
func BenchmarkBareCommit(b *testing.B) {
	db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	names := []string{"decisions", "queue", "index", "journal", "chain", "meta", "texts"}
	sizes := []int{1100, blockSize, 500, 300, 80, 100, 5}
	i := uint64(0)
	for b.Loop() {
		err := db.Update(func(tx *bolt.Tx) error {
			for k, name := range names {
				bucket, err := tx.CreateBucketIfNotExists([]byte(name))
				if err != nil {
					return err
				}
				if err := bucket.Put(entryKey(i%2000), make([]byte, sizes[k])); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkQueuePage(b *testing.B) {
	s := benchStore(b, benchRows())
	for _, o := range []Order{AsImported, DueFirst} {
		b.Run(o.Title(), func(b *testing.B) {
			for b.Loop() {
				view, err := s.Queue(FilterAttention, o, nil)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.Rows(view.Slice(view.Len()-40, 40)); err != nil {
					b.Fatal(err)
				}
				if _, err := s.Counts(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	s := benchStore(b, benchRows())
	for _, text := range []string{"parents informed", "no such text anywhere", "OKORO"} {
		b.Run(text, func(b *testing.B) {
			var first time.Duration
			for b.Loop() {
				start := time.Now()
				first = 0
				err := s.Search(context.Background(), text, func(f *Found, done bool) {
					if first == 0 && f.Len() > 0 {
						first = time.Since(start)
					}
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(first.Microseconds())/1000, "first-ms")
		})
	}
}

func BenchmarkDossier(b *testing.B) {
	s := benchStore(b, benchRows())
	for b.Loop() {
		if _, err := s.Dossier(77); err != nil {
			b.Fatal(err)
		}
	}
}
