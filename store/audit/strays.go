package audit

import (
	"bytes"
	"fmt"
	"slices"

	"gd8/store"
	"gd8/store/vault"
)

// This file verifies what no reader comes across: values that stand where
// nothing should, and versions that the store's state hides.

// erasedItem is a part of a journal entry that says it was erased.
type erasedItem struct {
	entry uint64
	item  int
}

// checkErased holds every part of an entry that says it was erased to an
// erasure that says so too.
func (v *verifier) checkErased() {
	gone := map[uint64][]vault.Span{}
	for _, p := range v.goneItems {
		gone[p.Entry] = append(gone[p.Entry], p)
	}
	for _, it := range v.erasedItems {
		if !slices.ContainsFunc(gone[it.entry], func(p vault.Span) bool { return p.From <= it.item && it.item <= p.To }) {
			v.report(fmt.Sprintf("journal entry %d", it.entry), "part of what it says was erased, and no erasure says so")
		}
	}
}

// checkVisible names a version that the journal sealed and no reader sees.
func (v *verifier) checkVisible(bucket, key []byte) {
	if len(key) != 8 {
		return // a sample's or a release's
	}
	n, second := store.SplitPair(key)
	hidden := uint32(n) >= v.Next
	switch string(bucket) {
	case string(store.BucketSources):
		hidden = hidden || second > v.Revision
	case string(store.BucketAnswers):
		hidden = hidden || second > v.Sequences
	}
	if hidden {
		v.report(store.Describe(bucket, key), "the journal sealed it, and the store's state says that there is none: it was hidden")
	}
}

// strays looks at what no reader would.
func (v *verifier) strays() error {
	v.checkLastTime()
	for _, step := range []func() error{v.texts, v.strayRows, v.strayIndex, v.strayKept} {
		if err := step(); err != nil {
			return err
		}
		if err := v.Ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) checkLastTime() {
	if v.State.Entries == 0 {
		return
	}
	if e, err := v.JournalEntry(v.State.Entries); err == nil && !e.At.Equal(v.LastTime) && !(e.Held && e.PreviousAt.Equal(v.LastTime)) {
		v.report("journal", "the store keeps another time for its last entry than the entry says")
	}
}

// eachWhole visits the values of a bucket that can be read; the others were
// reported.
func (v *verifier) eachWhole(bucket []byte, visit func(key, value []byte)) error {
	c := v.Cursor(bucket)
	for key, stored := c.First(); key != nil; key, stored = c.Next() {
		if err := v.Look(); err != nil {
			return err
		}
		if value, err := v.s.Sealer().Open(nil, string(bucket), key, stored); err == nil {
			visit(key, value)
		}
	}
	return v.Ctx.Err()
}

// texts checks that every rationale is found by its text, and that every text
// that is found is a rationale's. Each key belongs to one record, whose versions
// follow one another: so where all of them are found and there are no more keys
// than that, none is left over.
func (v *verifier) texts() error {
	var of store.Number
	found, mine, missing := 0, map[string]bool{}, false
	err := v.eachWhole(store.BucketDecisions, func(key, value []byte) {
		d, err := store.DecodeStoredDecision(value)
		if err != nil || len(key) != 8 {
			return // reported as not what the journal sealed
		}
		n, _ := store.SplitPair(key)
		if n != of {
			found += len(mine)
			of = n
			clear(mine)
		}
		for _, p := range v.s.TextPairsOf(n, d) {
			mine[string(p.Key)] = true
			if found, err := v.Get(store.BucketTexts, p.Key); err == nil && !bytes.Equal(found, p.Value) { // a damaged one was reported
				missing = true
				v.report(store.Describe(store.BucketDecisions, key), "its text cannot be found by the texts index")
			}
		}
	})
	if err != nil {
		return err
	}
	found += len(mine)
	if n, err := v.countKeys(store.BucketTexts); err != nil || n == found && !missing {
		return err
	}
	return v.strayTexts()
}

// strayTexts names the texts that no decision has.
func (v *verifier) strayTexts() error {
	of := map[store.Number]map[string]bool{} // nil where a decision cannot be read
	return v.eachWhole(store.BucketTexts, func(key, value []byte) {
		if len(value) == 4 {
			n := store.LastNumber(value)
			own, ok := of[n]
			if !ok {
				own = v.textKeysOf(n)
				of[n] = own
			}
			if own == nil || own[string(key)] {
				return // an unreadable decision was reported
			}
		}
		v.report("texts index", "it names a text (%x) that no decision has", key)
	})
}

// textKeysOf are the keys of all texts of a record's decisions.
func (v *verifier) textKeysOf(n store.Number) map[string]bool {
	versions, err := v.DecisionVersions(n)
	if err != nil {
		return nil
	}
	own := map[string]bool{}
	for _, d := range versions {
		for _, p := range v.s.TextPairsOf(n, d) {
			own[string(p.Key)] = true
		}
	}
	return own
}

// strayRows looks for queue rows of no record.
func (v *verifier) strayRows() error {
	var blank [store.RowSize]byte
	return v.eachWhole(store.BucketQueue, func(key, block []byte) {
		if len(key) != 4 || len(block) != store.BlockSize || store.KeyUint(key, 0) > v.Next/store.RowsPerBlock {
			v.report(store.Describe(store.BucketQueue, key), "there are no such rows, or they are not whole")
			return
		}
		first := store.Number(store.KeyUint(key, 0)) * store.RowsPerBlock
		for n := first; n < first+store.RowsPerBlock; n++ {
			if (n == 0 || uint32(n) >= v.Next) && !bytes.Equal(store.RowIn(block, n), blank[:]) {
				v.report(fmt.Sprintf("queue row of record %d", n), "there is no such record")
			}
		}
	})
}

// strayIndex looks for values of the index that belong to no set, or that
// hold more than the set.
func (v *verifier) strayIndex() error {
	return v.eachWhole(store.BucketIndex, func(key, value []byte) {
		switch {
		case string(key) == string(store.KeyCounts):
		case len(key) != store.IndexKeySize || store.Set(key[0]) >= store.SetCount:
			v.report(store.Describe(store.BucketIndex, key), "it belongs to no set of the index")
		default:
			part, err := v.Segment(key)
			if err != nil {
				return // reported with its set
			}
			if again, err := part.ToBytes(); err != nil || !bytes.Equal(again, value) {
				v.report(fmt.Sprintf("index set %d", key[0]), "a part of it is not as gd8 writes it")
			}
		}
	})
}
