package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/codec"
	"gd8/store/sitting"
	"gd8/store/vault"
)

// What is changed here is changed as someone would who has this program's
// source: every value is sealed again in its place, so no checksum gives the
// change away. What must give it away is that chain, versions, keys, queue,
// index and state no longer agree.

// tampered makes a store with two individuals, several versions of everything
// and a journal of a dozen entries.
func tampered(t testing.TB) *Store {
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() }) // a test may have closed it
	worked(t, s)
	n := numberOf(t, s, "14/2231/19")
	m := numberOf(t, s, "15/0001/20")
	answer(t, s, n, model.Offence, "as told")
	decide(t, s, n, model.Refer)
	decide(t, s, m, model.Discard)
	hand := add(t, s, cleanFacts(t, "APP-417", "P-118", "by hand"))
	if err := s.Correct(officer, hand, cleanFacts(t, "APP-417", "P-118", "by hand", "abusive", "yes"), "misread"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(officer, n, Draft{Kind: model.Consider, Sections: filled("Drafted")}); err != nil {
		t.Fatal(err)
	}
	if err := sitting.Save(s, sitting.Sitting{ID: "12345678", Officer: "J. Officer", Started: someday, Last: n}); err != nil {
		t.Fatal(err)
	}
	assured(t, s, m)
	for _, name := range []string{"one.csv", "two.csv"} {
		out := vault.Leaving{Recipient: "R", Path: filepath.Join(t.TempDir(), name), Detail: "csv"}
		if _, err := s.Disclose(officer, out); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if _, err := audit.Backup(context.Background(), s, officer, filepath.Join(t.TempDir(), "gd8.backup")); err != nil {
			t.Fatal(err)
		}
	}
	mustVerify(t, "before anything is changed", s)
	return s
}

// tamper changes the file behind the store's back.
func tamper(t testing.TB, s *Store, change func(w *Writer)) {
	t.Helper()
	err := s.Raw().Update(func(tx *bolt.Tx) error {
		change(RawWriter(s, tx))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// set seals a value into a place.
func set(t testing.TB, w *Writer, bucket, key, value []byte) {
	t.Helper()
	if err := w.Put(bucket, key, value); err != nil {
		t.Fatal(err)
	}
}

// value reads a value that is there, into memory of its own.
func value(t testing.TB, w *Writer, bucket, key []byte) []byte {
	t.Helper()
	v, err := w.Get(bucket, key)
	if err != nil || v == nil {
		t.Fatalf("%s %x: %v", bucket, key, err)
	}
	return bytes.Clone(v)
}

// changeState seals a changed state.
func changeState(change func(*vault.State)) func(testing.TB, *Writer) {
	return func(t testing.TB, w *Writer) {
		change(&w.State)
		set(t, w, vault.BucketMeta, vault.KeyState, w.State.Encode())
	}
}

// firstKey is the first key of a bucket, lastKey the last.
func firstKey(w *Writer, bucket []byte) []byte {
	k, _ := w.Cursor(bucket).First()
	return bytes.Clone(k)
}

func lastKey(w *Writer, bucket []byte) []byte {
	k, _ := w.Cursor(bucket).Last()
	return bytes.Clone(k)
}

// drop deletes the value of a place, swap exchanges those of two, cut leaves
// all but the last byte, extra puts one where none was.
func drop(bucket []byte, key func(*Writer, []byte) []byte) func(testing.TB, *Writer) {
	return func(t testing.TB, w *Writer) {
		if err := w.Remove(bucket, key(w, bucket)); err != nil {
			t.Fatal(err)
		}
	}
}

func swap(bucket []byte) func(testing.TB, *Writer) {
	return func(t testing.TB, w *Writer) {
		a, b := firstKey(w, bucket), lastKey(w, bucket)
		first, last := value(t, w, bucket, a), value(t, w, bucket, b)
		set(t, w, bucket, a, last)
		set(t, w, bucket, b, first)
	}
}

func cut(bucket []byte) func(testing.TB, *Writer) {
	return func(t testing.TB, w *Writer) {
		key := firstKey(w, bucket)
		v := value(t, w, bucket, key)
		set(t, w, bucket, key, v[:len(v)-1])
	}
}

func extra(bucket, key, value []byte) func(testing.TB, *Writer) {
	return func(t testing.TB, w *Writer) { set(t, w, bucket, key, value) }
}

func TestVerifyNamesWhateverWasChangedBehindTheStoresBack(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(testing.TB, *Writer)
		said   string // part of a finding
	}{
		{"a journal entry dropped", drop(vault.BucketJournal, firstKey), "journal entry 1: what it says is missing"},
		{"the last journal entry dropped", drop(vault.BucketJournal, lastKey), "what it says is missing"},
		{"a journal entry cut short", cut(vault.BucketJournal), "journal entry 1: what it says is missing or damaged"},
		{"journal entries exchanged", swap(vault.BucketJournal), "journal entry 1: what it says is not what was sealed"},
		{"a journal entry added", extra(vault.BucketJournal, vault.EntryKey(99), []byte("x")), "journal entry 99 (journal): it stands after the journal's end"},
		{"a link dropped", drop(vault.BucketChain, firstKey), "journal entry 1: its link in the chain is missing"},
		{"the last link dropped", drop(vault.BucketChain, lastKey), "its link in the chain is missing"},
		{"a link cut short", cut(vault.BucketChain), "journal entry 1: its link in the chain is missing or damaged"},
		{"links exchanged", swap(vault.BucketChain), "journal entry 1: it does not follow from the entry before it"},
		{"a link added", extra(vault.BucketChain, vault.EntryKey(99), []byte("x")), "journal entry 99 (chain): it stands after the journal's end"},
		{"an officer's name replaced", func(t testing.TB, w *Writer) { replaceIn(t, w, vault.BucketJournal, "J. Officer", "K. Officer") }, "what it says is not what was sealed"},
		{"a purpose replaced", func(t testing.TB, w *Writer) { replaceIn(t, w, vault.BucketJournal, "Enhanced", "Exhausted"[:8]) }, "what it says is not what was sealed"},
		{"a reference in the journal erased, and no erasure says so", eraseItem, "journal entry 1: part of what it says was erased, and no erasure says so"},
		{"an entry's salt replaced", func(t testing.TB, w *Writer) { flip(t, w, vault.BucketJournal, firstKey(w, vault.BucketJournal), 0) }, "journal entry 1: what it says is not what was sealed"},

		{"facts dropped", drop(BucketSources, firstKey), "journal entry 1: 1 of the values it sealed are missing"},
		{"facts cut short", cut(BucketSources), "facts of record 1, revision 1"},
		{"facts exchanged", swap(BucketSources), "facts of record 1, revision 1: it is not what the journal sealed"},
		{"an outcome replaced by another", replaceOutcome, "facts of record 2, revision 1: it is not what the journal sealed"},
		{"a record added to no entry", extra(BucketSources, PairKey(9, 1), []byte{99, 0}), "facts of record 9, revision 1"},
		{"a salt of facts replaced", func(t testing.TB, w *Writer) { flip(t, w, BucketSources, firstKey(w, BucketSources), 5) }, "facts of record 1, revision 1: it is not what the journal sealed"},
		{"an answer dropped", drop(BucketAnswers, lastKey), "1 of the values it sealed are missing"},
		{"an answer cut short", cut(BucketAnswers), "answer 1 of record 1"},
		{"answers exchanged", swap(BucketAnswers), "answer 1 of record 1: it is not what the journal sealed"},
		{"an answer copied to another record", func(t testing.TB, w *Writer) {
			set(t, w, BucketAnswers, PairKey(2, 1), value(t, w, BucketAnswers, PairKey(1, 1)))
		}, "answer 1 of record 2: it is not what the journal sealed"},
		{"a decision dropped", drop(BucketDecisions, lastKey), "1 of the values it sealed are missing"},
		{"a decision cut short", cut(BucketDecisions), "decision version 1 of record 1"},
		{"decisions exchanged", swap(BucketDecisions), "decision version 1 of record 1: it is not what the journal sealed"},
		{"a rationale reworded", func(t testing.TB, w *Writer) { replaceIn(t, w, BucketDecisions, "Xylophone", "Saxophone") }, "decision version 1 of record 1: it is not what the journal sealed"},

		{"a second opinion dropped", drop(BucketOpinions, firstKey), "1 of the values it sealed are missing"},
		{"a second opinion reworded", func(t testing.TB, w *Writer) { replaceIn(t, w, BucketOpinions, "Oboe", "Cell") }, "second opinion 1 on record 2: it is not what the journal sealed"},
		{"a check dropped", drop(BucketChecks, firstKey), "1 of the values it sealed are missing"},
		{"a check reworded", func(t testing.TB, w *Writer) { replaceIn(t, w, BucketChecks, "Bassoon", "Trumpet") }, "check 1 of record 2: it is not what the journal sealed"},
		{"an adjudication cut short", cut(BucketRulings), "adjudication 1 of record 2"},
		{"an adjudication reworded", func(t testing.TB, w *Writer) { replaceIn(t, w, BucketRulings, "Timpani", "Cymbals") }, "adjudication 1 of record 2: it is not what the journal sealed"},
		{"a sample dropped", drop(BucketSamples, firstKey), "1 of the values it sealed are missing"},
		{"a sample replaced", func(t testing.TB, w *Writer) { replaceIn(t, w, BucketSamples, "20260724", "20260725") }, "sample 1: it is not what the journal sealed"},
		{"a release replaced", func(t testing.TB, w *Writer) { replaceIn(t, w, BucketReleases, "Released", "Replaced") }, "release 1: it is not what the journal sealed"},
		{"a sample under a key of no form", extra(BucketSamples, []byte{1}, []byte{1, 0}), "sample"},

		{"a record no longer found by its individual", drop(BucketPersons, firstKey), "it cannot be found by the persons index"},
		{"a record no longer found by its reference", drop(BucketRefs, firstKey), "it cannot be found by the refs index"},
		{"an individual found that is not there", extra(BucketPersons, append(make([]byte, 24), 0, 0, 0, 1), nil), "persons index"},
		{"a reference found that is not there", extra(BucketRefs, append(make([]byte, 8), 0, 0, 0, 1), nil), "refs index"},
		{"an individual found that is yet to come", extra(BucketPersons, append(make([]byte, 24), 0, 0, 9, 1), nil), "persons index"},
		{"a key of no form", extra(BucketPersons, []byte{1}, nil), "persons index"},
		{"an equal rationale no longer found", drop(BucketTexts, firstKey), "its text cannot be found by the texts index"},
		{"an equal rationale found that is not there", extra(BucketTexts, make([]byte, 21), nil), "texts index"},

		{"a verdict in the queue replaced", func(t testing.TB, w *Writer) { flip(t, w, BucketQueue, NumberKey(0), RowSize+2) }, "queue row of record 1: it does not say what the record comes to"},
		{"queue rows dropped", drop(BucketQueue, firstKey), "queue row of record 1"},
		{"queue rows cut short", cut(BucketQueue), "queue rows of records 0 to 127"},
		{"queue rows added", extra(BucketQueue, NumberKey(7), make([]byte, BlockSize)), "queue rows of records 896 to 1023"},
		{"a queue row of no record", func(t testing.TB, w *Writer) { flip(t, w, BucketQueue, NumberKey(0), 100*RowSize) }, "queue row of record 100"},
		{"an index set dropped", drop(BucketIndex, firstKey), "index set 0"},
		{"an index set replaced by another", func(t testing.TB, w *Writer) {
			set(t, w, BucketIndex, IndexKey(SetAll, 0), value(t, w, BucketIndex, IndexKey(SetState+Set(model.StateOutOfDate), 0)))
		}, "index set 0"},
		{"an index key of no form", extra(BucketIndex, []byte{0, 1}, nil), "index"},
		{"a count replaced", func(t testing.TB, w *Writer) { flip(t, w, BucketIndex, KeyCounts, 3) }, "index set 0: it holds 3 records and its count says"},

		{"the last record hidden, with its rows", hideLast, "facts of record 3, revision 2"},
		{"the newest revision hidden", changeState(func(st *vault.State) { st.Revision-- }), "facts of record 3, revision 3"},
		{"the answers' numbers given out again", changeState(func(st *vault.State) { st.Sequences = 0 }), "answer 1 of record 1"},
		{"the last entries hidden", changeState(func(st *vault.State) { st.Entries-- }), "it stands after the journal's end"},
		{"another head", changeState(func(st *vault.State) { st.Head[0] ^= 1 }), "journal: it does not end where the store says it ends"},
		{"the time of the last entry put back", changeState(func(st *vault.State) { st.LastTime = st.LastTime.AddDate(-1, 0, 0) }), "journal"},
		{"a leaf of the journal's tree replaced", func(t testing.TB, w *Writer) { flip(t, w, vault.BucketTree, firstKey(w, vault.BucketTree), 5) }, "node 0 of the journal's tree of hashes: it is not what the journal's chain comes to"},
		{"a node of the journal's tree dropped", drop(vault.BucketTree, lastKey), "of the journal's tree of hashes: it is not what the journal's chain comes to"},
		{"nodes of the journal's tree exchanged", swap(vault.BucketTree), "of the journal's tree of hashes: it is not what the journal's chain comes to"},
		{"a node added to the journal's tree", extra(vault.BucketTree, vault.NodeKey(999), make([]byte, 32)), "the journal's tree of hashes: it has "},
		{"a backup taken off the list", changeList(vault.KeyBackups, func(list []Backup) []Backup { return list[1:] }), `backups (meta): it is not what the journal sealed`},
		{"all backups taken off the list", changeList(vault.KeyBackups, func([]Backup) []Backup { return nil }), `backups (meta): it is not what the journal sealed`},
		{"a backup added to the list", changeList(vault.KeyBackups, func(list []Backup) []Backup { return append(list, list[0]) }), `backups (meta): it is not what the journal sealed`},
		{"a backup's place changed", changeList(vault.KeyBackups, func(list []Backup) []Backup { list[0].Path += "x"; return list }), `backups (meta): it is not what the journal sealed`},
		{"an export taken off the list", changeList(vault.KeyExports, func(list []Backup) []Backup { return list[1:] }), `exports (meta): it is not what the journal sealed`},
		{"an export said to be under way that never was", changeList(vault.KeyExporting, func(list []Backup) []Backup { return append(list, Backup{Path: "/elsewhere", At: someday}) }), `exports begun (meta): it names an export that the list of exports does not have`},
		{"the list of exports in the form of before", func(t testing.TB, w *Writer) {
			list, err := w.Backups(vault.KeyExports)
			if err != nil {
				t.Fatal(err)
			}
			set(t, w, vault.BucketMeta, vault.KeyExports, vault.EncodeBackups(list, nil))
		}, `exports (meta): it is not what the journal sealed`},
		{"a version under a key of no form", extra(BucketAnswers, NumberKey(1), []byte{1, 0}), "answer 0 of record 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tampered(t)
			tamper(t, s, func(w *Writer) { tt.change(t, w) })
			var list []string
			_, err := audit.Verify(context.Background(), s, nil, func(f audit.Finding) { list = append(list, f.String()) })
			if err != nil {
				t.Fatalf("verify gave up: %v (after %q)", err, list)
			}
			if !strings.Contains(strings.Join(list, "\n"), tt.said) {
				t.Errorf("no finding says %q; found: %q", tt.said, list)
			}
		})
	}
}

// replaceIn replaces a text in the first value of a bucket that holds it.
func replaceIn(t testing.TB, w *Writer, bucket []byte, old, text string) {
	t.Helper()
	if len(old) != len(text) {
		t.Fatalf("%q and %q differ in length", old, text)
	}
	c := w.Cursor(bucket)
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		v := value(t, w, bucket, k)
		if bytes.Contains(v, []byte(old)) {
			set(t, w, bucket, bytes.Clone(k), bytes.Replace(v, []byte(old), []byte(text), 1))
			return
		}
	}
	t.Fatalf("%q is nowhere in %s", old, bucket)
}

// changeList changes one of the lists in meta.
func changeList(key []byte, change func([]Backup) []Backup) func(testing.TB, *Writer) {
	return func(t testing.TB, w *Writer) {
		list, err := w.Backups(key)
		if err == nil {
			err = w.PutBackups(key, change(list))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func flip(t testing.TB, w *Writer, bucket, key []byte, at int) {
	t.Helper()
	v := value(t, w, bucket, key)
	v[at] ^= 1
	set(t, w, bucket, key, v)
}

func eraseItem(t testing.TB, w *Writer) {
	e, err := w.JournalEntry(1)
	if err != nil {
		t.Fatal(err)
	}
	e.Items[vault.FirstKeyItem].Erase()
	set(t, w, vault.BucketJournal, vault.EntryKey(1), e.Said())
}

// replaceOutcome makes outcome 21 another, all else in its place.
func replaceOutcome(t testing.TB, w *Writer) {
	key := PairKey(2, 1)
	v := value(t, w, BucketSources, key)
	_, payload, err := vault.Unstamp(v)
	if err != nil {
		t.Fatal(err)
	}
	src, err := codec.DecodeSource(payload)
	if err != nil {
		t.Fatal(err)
	}
	src.Facts.SetOutcome(22)
	var e vault.Encoder
	src.Encode(&e)
	set(t, w, BucketSources, key, append(v[:len(v)-len(payload)], e.B...))
}

// hideLast hides the last record so well that queue and index agree: a second
// incident that bars a discard is gone from sight.
func hideLast(t testing.TB, w *Writer) {
	last := Number(w.Next - 1)
	h, err := w.HeadOf(last)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.SetRow(last, QueueRow{}); err != nil {
		t.Fatal(err)
	}
	w.Next--
	set(t, w, vault.BucketMeta, vault.KeyState, w.State.Encode())
	if err := w.ReassessAll(PersonSet{h.Key.Person: true}); err != nil {
		t.Fatal(err)
	}
	if err := w.FlushIndex(); err != nil {
		t.Fatal(err)
	}
}

// Everything but what is not journalled by design is held by something else
// that says the same.
func TestNoByteOfWhatIsHeldCanBeChangedUnseen(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	s := tampered(t)
	unjournalled := map[string]bool{"drafts": true, "notes": true, "sittings": true}
	for _, bucket := range Buckets {
		if unjournalled[string(bucket)] {
			continue
		}
		for _, place := range valuesOf(t, s, bucket) {
			step := 1
			if len(place.Value) > 200 {
				step = 7
			}
			for at := 0; at < len(place.Value); at += step {
				changed := bytes.Clone(place.Value)
				changed[at] ^= 0x15
				tamper(t, s, func(w *Writer) { set(t, w, bucket, place.Key, changed) })
				if !noticed(s) && !(string(bucket) == "meta" && harmless(place.Value, changed)) {
					t.Errorf("%s: byte %d of %d changed unseen", Describe(bucket, place.Key), at, len(place.Value))
				}
			}
			tamper(t, s, func(w *Writer) { set(t, w, bucket, place.Key, place.Value) })
		}
	}
	mustVerify(t, "all put back", s)
}

// harmless reports whether a changed state only counts on from further up, or
// counts other transactions: numbers that are skipped mean nothing, as those
// of erased records are.
func harmless(a, b []byte) bool {
	first, err := vault.DecodeState(a)
	second, err2 := vault.DecodeState(b)
	if err != nil || err2 != nil || second.Next < first.Next || second.Revision < first.Revision || second.Sequences < first.Sequences {
		return false
	}
	first.Next, first.Revision, first.Sequences, first.Writes = second.Next, second.Revision, second.Sequences, second.Writes
	first.Nonce = second.Nonce
	return first == second
}

func valuesOf(t testing.TB, s *Store, bucket []byte) (list []vault.Pair) {
	t.Helper()
	tamper(t, s, func(w *Writer) {
		err := w.Walk(bucket, func(key, value []byte) error {
			list = append(list, vault.Pair{Key: bytes.Clone(key), Value: bytes.Clone(value)})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	return list
}

func noticed(s *Store) bool {
	found := false
	_, err := audit.Verify(context.Background(), s, nil, func(audit.Finding) { found = true })
	return found || err != nil
}

func TestADamagedValueIsNamedAndNeverReadAsWhole(t *testing.T) {
	for _, bucket := range Buckets {
		s := tampered(t)
		var key []byte
		err := s.Raw().Update(func(tx *bolt.Tx) error {
			b := tx.Bucket(bucket)
			k, v := b.Cursor().First()
			if string(bucket) == "meta" {
				k, v = vault.KeyState, b.Get(vault.KeyState)
			}
			if k == nil {
				return nil
			}
			key = bytes.Clone(k)
			changed := bytes.Clone(v)
			changed[len(changed)/2] ^= 4
			return b.Put(key, changed)
		})
		if err != nil {
			t.Fatal(err)
		}
		if key == nil {
			if name := string(bucket); name != "staged" && name != "erased" { // of marks see erased_test.go
				t.Errorf("nothing is kept in %s", bucket)
			}
			continue
		}
		var list []string
		_, err = audit.Verify(context.Background(), s, nil, func(f audit.Finding) { list = append(list, f.String()) })
		if all := fmt.Sprint(list, err); !strings.Contains(all, Describe(bucket, key)) && !strings.Contains(all, fmt.Sprintf("%q", bucket)) {
			t.Errorf("%s %x: said %s", bucket, key, all)
		}
	}
}

// The number in a name of a place is read from however short a key.
func TestAKeyOfNoFormIsNamedAllTheSame(t *testing.T) {
	for _, bucket := range Buckets {
		for size := range 9 {
			key := binary.BigEndian.AppendUint64(nil, 0x0102030405060708)[:size]
			if name := Describe(bucket, key); name == "" {
				t.Errorf("%s %x has no name", bucket, key)
			}
		}
	}
}
