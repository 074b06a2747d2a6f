package queue

import (
	"context"
	"runtime"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Found is a set of records, such as those a search has found so far.
type Found struct{ in *roaring.Bitmap }

// Len is the number of records found.
func (f *Found) Len() int { return int(f.in.GetCardinality()) }

// Found is a set of records that are named.
func (q *Queue) Found(numbers []store.Number) *Found {
	f := &Found{roaring.New()}
	for _, n := range numbers {
		f.in.Add(uint32(n))
	}
	return f
}

// Among is what both sets have; other may be nil, which holds all.
func (f *Found) Among(other *Found) *Found {
	if other == nil {
		return f
	}
	return &Found{roaring.And(f.in, other.in)}
}

// Without is what was found less what a view holds.
func (f *Found) Without(v *View) *Found { return &Found{roaring.AndNot(f.in, v.in)} }

// searchedFields are the fields a search looks in.
var searchedFields = model.SetOf(model.ApplicationRef, model.PersonRef, model.IncidentRef, model.PersonName, model.Offence, model.Summary)

// searchStep is how many records are searched between two looks at whether
// the search is still wanted: some thousandths of a second's work.
const searchStep = 4096

// searchRest is how long a searcher lets its processor go after each step,
// which takes a few times as long. Without it a key on a machine of two processors
// waits some 20 ms behind the search; with it all of a million records is
// counted in a third or half of a second instead of a quarter.
const searchRest = 500 * time.Microsecond

// searchersMost is how many searchers share a search at most.
const searchersMost = 4

// Search looks for text, without regard to case, accents and apostrophes, in the references, name,
// offence and summary of every record that counts, effective values included.
// found is given what was found so far, now and then, more seldom the longer
// it takes, and at the end; each set is its own to keep. Search ends early,
// with ctx's error, when ctx is done. Where there are several processors it
// leaves one to the keys.
func (q *Queue) Search(ctx context.Context, text string, found func(f *Found, done bool)) error {
	searchers := make([]*vault.Stream[searched], min(max(runtime.GOMAXPROCS(0)-1, 1), searchersMost))
	for i := range searchers {
		sr := &searcher{q: q, needle: newNeedle(text)}
		searchers[i] = vault.Ahead(func(yield func(searched) bool) error { return sr.run(i, len(searchers), yield) })
		defer searchers[i].Stop()
	}
	hits, tell := roaring.New(), 0
	for step := 0; ; step++ {
		part, _, err := searchers[step%len(searchers)].Next()
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		hits.Or(part.hits)
		if part.end || step >= tell {
			found(&Found{hits.Clone()}, part.end)
			tell = step + 1 + step/4
		}
		if part.end {
			return nil
		}
	}
}

// searched is what one step of a search came to.
type searched struct {
	hits *roaring.Bitmap
	end  bool // of the records
}

// searcher makes some of the steps of a search.
type searcher struct {
	q        *Queue
	needle   *needle
	writes   uint64 // of the state that live and answered are of
	live     *roaring.Bitmap
	answered *roaring.Bitmap
	room     []byte
	step     searched // in hand
}

// run makes every step whose number leaves remainder i of n.
func (sr *searcher) run(i, n int, yield func(searched) bool) error {
	for ; ; i += n {
		from := 1 + store.Number(i)*searchStep
		// Each step is a transaction of its own, so that no writer waits.
		err := sr.q.view(func(r *reader) error { return sr.search(r, from, from+searchStep) })
		if err != nil || !yield(sr.step) || sr.step.end {
			return err
		}
		time.Sleep(searchRest)
	}
}

// search looks through the records from one number up to another.
func (sr *searcher) search(r *reader, from, to store.Number) error {
	sr.step = searched{roaring.New(), uint32(to) >= r.Next}
	if err := sr.readSets(r); err != nil {
		return err
	}
	sealer, bucket := r.q.s.Sealer(), string(store.BucketSources)
	return r.eachSource(from, to, sr.live, func(n store.Number, key, stored []byte) error {
		value, err := sealer.Open(sr.room, bucket, key, stored)
		if err != nil {
			return err
		}
		if sealer.Encrypted() {
			sr.room = value[:0]
		}
		match, err := sr.matches(r, n, value)
		if match {
			sr.step.hits.Add(uint32(n))
		}
		return err
	})
}

// readSets reads which records count and which have answers, where something
// was written since the last step.
func (sr *searcher) readSets(r *reader) (err error) {
	if sr.live != nil && sr.writes == r.Writes {
		return nil
	}
	sr.writes = r.Writes
	if sr.live, err = r.Members(store.SetAll); err != nil {
		return err
	}
	sr.answered, err = r.Members(store.SetAnswered)
	return err
}

// eachSource visits the newest visible source, as it is stored, of each record
// of a set from one number up to another, in order.
func (r *reader) eachSource(from, to store.Number, in *roaring.Bitmap, visit func(n store.Number, key, stored []byte) error) error {
	to = min(to, store.Number(r.Next))
	c := r.Cursor(store.BucketSources)
	k, v := c.Seek(store.PairKey(from, 0))
	for len(k) == 8 {
		n, revision := store.SplitPair(k)
		if n >= to {
			return nil
		}
		key, stored := k, v
		k, v = c.Next()
		if revision > r.Revision {
			continue
		}
		if len(k) == 8 {
			if next, newer := store.SplitPair(k); next == n && newer <= r.Revision {
				continue
			}
		}
		if !in.Contains(uint32(n)) {
			continue
		}
		if err := visit(n, key, stored); err != nil {
			return err
		}
	}
	return nil
}

// matches reports whether a record, whose stamped source is value, holds the
// text searched for.
func (sr *searcher) matches(r *reader, n store.Number, value []byte) (bool, error) {
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return false, err
	}
	match := false
	texts, err := codec.Texts(payload)
	// Where it may be in none of them they need not be told apart.
	if err == nil && sr.needle.mayBeIn(texts) {
		err = codec.EachText(payload, func(f model.Field, text []byte) {
			match = match || searchedFields.Has(f) && sr.needle.in(text)
		})
	}
	if match || err != nil || !sr.answered.Contains(uint32(n)) {
		return match, err
	}
	k, err := r.Load(n)
	for _, a := range k.Record.Answers {
		match = match || searchedFields.Has(a.Field) && sr.needle.in([]byte(a.Value))
	}
	return match, err
}
