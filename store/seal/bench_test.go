package seal

import "testing"

// benchmarkKinds runs one benchmark for both kinds of store, with a value of
// 300 bytes, about one record, and a key that lies on the stack as it does in
// the store.
func benchmarkKinds(b *testing.B, run func(b *testing.B, s Sealer, value []byte)) {
	for _, kind := range []string{"plain", "encrypted"} {
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(300)
			run(b, kinds(b, 0)[kind], make([]byte, 300))
		})
	}
}

func BenchmarkSeal(b *testing.B) {
	benchmarkKinds(b, func(b *testing.B, s Sealer, value []byte) {
		var stored []byte
		for n := uint64(0); b.Loop(); n++ {
			key := [8]byte{7: byte(n)}
			stored = s.Seal(stored[:0], "records", key[:], value)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	benchmarkKinds(b, func(b *testing.B, s Sealer, value []byte) {
		key := [8]byte{7: 1}
		stored := s.Seal(nil, "records", key[:], value)
		room := make([]byte, 0, len(value))
		for b.Loop() {
			if _, err := s.Open(room, "records", key[:], stored); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkIndex(b *testing.B) {
	b.ReportAllocs()
	s := NewPlain(countingKey(0))
	references := []string{"APP-417", "P-118", "14/2231/19"}
	for b.Loop() {
		s.Index("record", references[0], references[1], references[2])
	}
}

// BenchmarkUnlock is what an officer waits for after typing the passphrase.
func BenchmarkUnlock(b *testing.B) {
	e, _, err := NewEnvelope([]byte(phrase), RecommendedParams())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Unlock([]byte(phrase)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNonce shows what drawing nonces ahead saves on this system.
func BenchmarkNonce(b *testing.B) {
	var nonce [nonceSize]byte
	b.Run("ahead", func(b *testing.B) {
		n := newNonceSource(systemRandom)
		for b.Loop() {
			n.fill(nonce[:])
		}
	})
	b.Run("each", func(b *testing.B) {
		for b.Loop() {
			systemRandom(nonce[:])
		}
	})
}
