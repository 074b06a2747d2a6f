package store_test

import (
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/vault"
)

// storedValue is a value as it is stored, with its place.
type storedValue struct{ bucket, key, stored []byte }

// BenchmarkDecide is one durable decision, each followed by one bare bbolt
// commit of the same values under the same keys in a copy of the same file:
// ratio is of their medians.
func BenchmarkDecide(b *testing.B) {
	benchKinds(b, func(b *testing.B, o Options) {
		s := benchStore(b, benchRows(), o)
		path := filepath.Join(b.TempDir(), "bare.db")
		copyOf(b, s.Path(), path)
		bare, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, NoStatistics: true})
		if err != nil {
			b.Fatal(err)
		}
		defer bare.Close()
		sections := model.Sections{model.Reason: "The hit goes to the standard process, as its outcome is not recorded and the force that recorded it was asked twice."}
		var decided, committed []time.Duration
		for i := 0; b.Loop(); i++ {
			// Spread over the store: neighbours would share their pages.
			n := Number(1 + (i*7919)%benchRows())
			before := UnpackRow(RowIn(benchBlock(b, s, n), n))
			start := time.Now()
			if _, err := s.Decide(officer, n, model.Refer, sections, 0); err != nil {
				b.Fatal(err)
			}
			decided = append(decided, time.Since(start))
			values := writtenBy(b, s, n, before)
			start = time.Now()
			if err := bare.Update(func(tx *bolt.Tx) error { return putAll(tx, values) }); err != nil {
				b.Fatal(err)
			}
			committed = append(committed, time.Since(start))
		}
		gd8, alone := quantile(decided, 0.5), quantile(committed, 0.5)
		b.ReportMetric(0, "ns/op") // of both together, it would say nothing
		b.ReportMetric(gd8, "gd8-ms")
		b.ReportMetric(alone, "bare-ms")
		b.ReportMetric(gd8/alone, "ratio")
	})
}

func putAll(tx *bolt.Tx, values []storedValue) error {
	for _, p := range values {
		if err := tx.Bucket(p.bucket).Put(p.key, p.stored); err != nil {
			return err
		}
	}
	return nil
}

func benchBlock(b *testing.B, s *Store, n Number) (block []byte) {
	b.Helper()
	err := s.View(func(r *Reader) (err error) {
		block, err = r.Block(n)
		block = append([]byte(nil), block...)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return block
}

// writtenBy gives what the newest decision, on a record whose queue row was
// before, has written for it.
func writtenBy(b *testing.B, s *Store, n Number, before QueueRow) (list []storedValue) {
	b.Helper()
	now := UnpackRow(RowIn(benchBlock(b, s, n), n))
	err := s.View(func(r *Reader) error {
		add := func(bucket, key []byte) {
			if stored := r.Bucket(bucket).Get(key); stored != nil {
				list = append(list, storedValue{bucket, key, append([]byte(nil), stored...)})
			}
		}
		d, err := r.LatestDecision(n)
		if err != nil {
			return err
		}
		add(BucketDecisions, PairKey(n, uint32(d.Version)))
		for _, p := range s.TextPairsOf(n, d) {
			add(BucketTexts, p.Key)
		}
		add(BucketQueue, NumberKey(n/RowsPerBlock))
		changed := before.InSets() ^ now.InSets()
		for set := Set(0); set < SetCount; set++ {
			if changed>>set&1 == 1 {
				add(BucketIndex, IndexKey(set, uint16(n>>SegmentBits)))
			}
		}
		if changed != 0 {
			add(BucketIndex, KeyCounts)
		}
		add(vault.BucketJournal, vault.EntryKey(r.Entries))
		add(vault.BucketChain, vault.EntryKey(r.Entries))
		add(vault.BucketMeta, vault.KeyState)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return list
}

// BenchmarkDossier reads one incident with its case: what opening it costs.
func BenchmarkDossier(b *testing.B) {
	benchKinds(b, func(b *testing.B, o Options) {
		n := benchRows()
		s := benchStore(b, n, o)
		for i := 0; b.Loop(); i++ {
			if _, err := s.Dossier(Number(1 + (i*7919)%n)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
