package audit

import (
	"bytes"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/store"
)

// This file verifies what is derived from the records: the queue and its index.

// queue assesses every case and holds the queue's rows and index to what they
// come to. An individual's cases are assessed together, as what each sees of
// the others is the same references.
func (v *verifier) queue() error {
	want := [store.SetCount]*roaring.Bitmap{}
	for s := range want {
		want[s] = roaring.New()
	}
	seen, unread := roaring.New(), map[string]bool{}
	for n := store.Number(1); uint32(n) < v.Next; n++ {
		if err := v.Look(); err != nil {
			return err
		}
		if seen.Contains(uint32(n)) {
			continue
		}
		h, err := v.HeadOf(n)
		if err == nil && !h.Withdrawn && !unread[h.Key.Person] {
			var ind store.StoredIndividual
			if ind, err = v.IndividualOf(h.Key.Person); err == nil {
				if err := v.individual(&ind, seen, &want); err != nil {
					return err
				}
				continue
			}
			unread[h.Key.Person] = true
		}
		v.checkRow(n, store.QueueRow{}, &want) // withdrawn, erased, or already reported
	}
	return v.checkIndex(&want)
}

// individual holds the queue rows of one individual to what they come to.
func (v *verifier) individual(ind *store.StoredIndividual, seen *roaring.Bitmap, want *[store.SetCount]*roaring.Bitmap) error {
	for _, c := range ind.Cases() {
		if err := v.Ctx.Err(); err != nil {
			return err
		}
		numbers := ind.NumbersOf(c)
		f, err := v.CaseOf(ind, c)
		if err == nil {
			err = v.Assess(f, func(m store.Number, q store.QueueRow) error {
				seen.Add(uint32(m))
				v.checkRow(m, q, want)
				return nil
			})
			if err != nil {
				v.report(fmt.Sprintf("record %d", numbers[0]), "its case cannot be assessed (%v)", err)
			}
			continue
		}
		for _, m := range numbers { // already reported
			seen.Add(uint32(m))
			v.checkRow(m, store.QueueRow{}, want)
		}
	}
	return nil
}

func (v *verifier) checkRow(n store.Number, q store.QueueRow, want *[store.SetCount]*roaring.Bitmap) {
	q.Sets(func(s store.Set) { want[s].Add(uint32(n)) })
	if answered, err := v.HasAnswers(n); err == nil && answered {
		want[store.SetAnswered].Add(uint32(n))
	}
	block, err := v.Block(n)
	if err != nil {
		return // already reported
	}
	var packed [store.RowSize]byte
	q.Pack(packed[:])
	if !bytes.Equal(store.RowIn(block, n), packed[:]) {
		v.report(fmt.Sprintf("queue row of record %d", n), "it does not say what the record comes to")
	}
}

func (v *verifier) checkIndex(want *[store.SetCount]*roaring.Bitmap) error {
	counts, err := v.Counts()
	if err != nil {
		v.report("index", "its counts are damaged")
	}
	for s := store.Set(0); s < store.SetCount; s++ {
		have, err := v.Members(s)
		if err != nil {
			v.report(fmt.Sprintf("index set %d", s), "it cannot be read")
			continue
		}
		if !have.Equals(want[s]) {
			v.report(fmt.Sprintf("index set %d", s), "it holds %d records and does not hold the %d it should", have.GetCardinality(), want[s].GetCardinality())
		} else if counts[s] != uint32(have.GetCardinality()) {
			v.report(fmt.Sprintf("index set %d", s), "it holds %d records and its count says %d", have.GetCardinality(), counts[s])
		}
	}
	return nil
}
