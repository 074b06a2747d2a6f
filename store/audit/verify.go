package audit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/store"
	"gd8/store/proof"
	"gd8/store/vault"
)

// Finding is one thing that is wrong with a store.
type Finding struct {
	Where   string // the part of the store, in words
	Problem string
	// OfCheckpoint is set where the store may be whole but is not the one
	// that the checkpoint is of.
	OfCheckpoint bool
}

func (f Finding) String() string { return f.Where + ": " + f.Problem }

// Verified is what a verification looked at.
type Verified struct {
	Records, Answers, Decisions int
	Reviews                     int // second opinions, checks, adjudications, samples and releases
	Entries                     uint64
	Findings                    int
	// Losses are what rescues did not find and declared so. They are no
	// findings: what else is missing is one.
	Losses []Loss
	// Origins say which store this is and how it came to be, oldest first.
	Origins []OriginEntry
}

// OriginEntry is an entry of the journal that says which store this is from it
// on.
type OriginEntry struct {
	*vault.Origin
	Entry uint64
	At    time.Time
}

// Verify reads the whole store: that every value is what was sealed in its
// place, that the journal's chain is whole and commits to every version of
// facts, answers and decisions and to nothing that is missing, that every
// record can be found, and that queue and index say what the records come to.
// The structure of the file's pages is CheckStructure's.
// It names what is wrong to found and changes nothing. against, where not
// nil, also holds the history to a checkpoint kept earlier. The error is that
// of a verification that could not be finished.
func Verify(ctx context.Context, s *store.Store, against *store.Checkpoint, found func(Finding)) (Verified, error) {
	var v *verifier
	err := s.View(func(r *store.Reader) error {
		if r.Staging != 0 {
			return vault.ErrBusy // what is staged is not yet part of the store
		}
		v = &verifier{
			s: s, Reader: r, Looker: store.Looker{Ctx: ctx}, found: found, committed: map[uint64]*roaring.Bitmap{}, gone: map[uint64]*roaring.Bitmap{},
			listSums: map[byte][32]byte{}, marks: map[vault.Mark]uint64{}, lostSaid: map[uint64]bool{}, lostLinks: map[uint64]bool{}, links: linkCache{kept: map[uint64]commitments{}},
		}
		for _, step := range []func() error{
			v.values, func() error { return v.chain(against) }, v.versions, v.missing, v.keys, v.queue, v.strays,
		} {
			if err := step(); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	if v == nil {
		return Verified{}, err
	}
	return v.Verified, err
}

type verifier struct {
	s *store.Store
	*store.Reader
	store.Looker
	found func(Finding)
	Verified
	hashes    []byte                     // of chain entries from 1 on, 32 bytes each
	nodes     []proof.Hash               // of the tree that the chain comes to; nil where a link is missing
	committed map[uint64]*roaring.Bitmap // positions the chain commits to, by entry, less those met
	gone      map[uint64]*roaring.Bitmap // positions erased
	links     linkCache
	goneItems []vault.Span // parts of entries that an erasure says are gone
	// erasedItems are those of which the entry itself says so.
	erasedItems []erasedItem
	damaged     bool            // some value cannot be read, so a missing one may be that
	withoutSaid []missingPart   // entries that do not say what was sealed
	withoutLink []uint64        // entries without a link that can be read
	lostSaid    map[uint64]bool // of which a rescue declares the one or the other
	lostLinks   map[uint64]bool
	marks       map[vault.Mark]uint64 // of what was erased, with the newest entry that says so
	listSums    map[byte][32]byte     // of the lists in meta, as the newest entries say
}

func (v *verifier) report(where, problem string, args ...any) {
	v.Findings++
	v.found(Finding{Where: where, Problem: fmt.Sprintf(problem, args...), OfCheckpoint: where == placeCheckpoint})
}

// values opens every value of every bucket.
func (v *verifier) values() error {
	for _, name := range store.Buckets {
		b := v.Bucket(name)
		if b == nil {
			v.report("file structure", "the part %q is missing", name)
			continue
		}
		c := b.Cursor()
		for key, stored := c.First(); key != nil; key, stored = c.Next() {
			if err := v.Look(); err != nil {
				return err
			}
			if vault.IsHeader(name, key) {
				continue // looked at when the store was opened
			}
			if _, err := v.s.Sealer().Open(nil, string(name), key, stored); err != nil {
				v.damaged = true
				v.report(store.Describe(name, key), "the value is damaged or was moved here from another place")
			}
		}
	}
	return v.unknown()
}

// chain walks the journal from its first entry to its head.
func (v *verifier) chain(against *store.Checkpoint) error {
	v.Entries = v.State.Entries
	before, follows := [32]byte{}, true
	for n := uint64(1); n <= v.State.Entries; n++ {
		if err := v.Look(); err != nil {
			return err
		}
		where := fmt.Sprintf("journal entry %d", n)
		key := vault.EntryKey(n)
		b, err := v.Get(vault.BucketChain, key)
		var hash [32]byte
		var commitments [][32]byte
		if err == nil && b != nil {
			hash, commitments, err = vault.DecodeLink(b)
		}
		if err != nil || b == nil || len(commitments) == 0 {
			v.withoutLink = append(v.withoutLink, n)
			v.hashes = append(v.hashes, before[:]...)
			v.checkSaid(n, key, nil)
			follows = false // nothing says what the next one follows from
			continue
		}
		if follows && vault.ChainHash(before, n, commitments) != hash {
			v.report(where, "it does not follow from the entry before it: entries were changed, dropped or reordered")
		}
		before, follows = hash, true
		v.hashes = append(v.hashes, hash[:]...)
		v.checkSaid(n, key, &commitments[0])
		if len(commitments) > 1 {
			all := roaring.New()
			all.AddRange(0, uint64(len(commitments)-1))
			v.committed[n] = all
		}
	}
	if follows && before != v.Head {
		v.report("journal", "it does not end where the store says it ends: entries were dropped or added")
	}
	v.extraEntries()
	v.checkLost()
	v.checkErased()
	if err := errors.Join(v.checkTree(), v.checkMarks()); err != nil {
		return err
	}
	v.checkOrigin()
	v.checkAgainst(against)
	return nil
}

func (v *verifier) extraEntries() {
	for _, bucket := range [][]byte{vault.BucketChain, vault.BucketJournal} {
		if key, _ := v.Cursor(bucket).Seek(vault.EntryKey(v.State.Entries + 1)); key != nil {
			v.report(store.Describe(bucket, key), "it stands after the journal's end")
		}
	}
}

// placeCheckpoint is where a finding lies that is of the checkpoint.
const placeCheckpoint = "checkpoint"

func (v *verifier) checkAgainst(c *store.Checkpoint) {
	if c == nil {
		return
	}
	switch {
	case c.Store != v.s.ID():
		v.report(placeCheckpoint, "it is of another store (%s)", c.Store)
	case c.Entries > v.State.Entries:
		v.report(placeCheckpoint, "it was made at entry %d, and the journal ends at %d: the store is an older copy, or entries were dropped%s", c.Entries, v.State.Entries, v.otherLife(c))
	case v.lostLinks[c.Entries]:
		v.report(placeCheckpoint, "the link of entry %d, at which it was made, was lost, as a rescue declares; use another checkpoint", c.Entries)
	case c.Entries > 0 && hex.EncodeToString(v.hashes[(c.Entries-1)*32:c.Entries*32]) != c.Head:
		v.report(placeCheckpoint, "the history up to entry %d is not the one that was sealed%s", c.Entries, v.otherLife(c))
	case v.rootDiffers(c):
		v.report(placeCheckpoint, "the tree of hashes over the journal's first %d entries does not come to its root", c.Entries)
	case c.Incarnation != "" && c.Entries > 0 && c.Incarnation != v.lifeAt(c.Entries):
		v.report(placeCheckpoint, "it says that the store was incarnation %s at entry %d, and the journal says %q", c.Incarnation, c.Entries, v.lifeAt(c.Entries))
	}
}

// otherLife says, of a checkpoint that does not fit, where it is of another
// store that goes by the same identity.
func (v *verifier) otherLife(c *store.Checkpoint) string {
	if c.Incarnation == "" || c.Incarnation == v.s.Incarnation() {
		return ""
	}
	return fmt.Sprintf(": it was made by incarnation %s, and this store is incarnation %s; of one that was restored or rescued there can be two that go on apart", c.Incarnation, v.s.Incarnation())
}

// versions holds every version of facts, answers and decisions to the
// commitment the journal made to it.
func (v *verifier) versions() error {
	for _, bucket := range store.Committed() {
		count := &v.Reviews
		switch string(bucket) {
		case string(store.BucketSources):
			count = new(int)
		case string(store.BucketAnswers):
			count = &v.Verified.Answers
		case string(store.BucketDecisions):
			count = &v.Decisions
		}
		c := v.Bucket(bucket).Cursor()
		for key, stored := c.First(); key != nil; key, stored = c.Next() {
			if err := v.Look(); err != nil {
				return err
			}
			value, err := v.s.Sealer().Open(nil, string(bucket), key, stored)
			if err != nil {
				continue // already reported
			}
			*count++
			v.checkVersion(bucket, key, value)
		}
	}
	return nil
}

func (v *verifier) checkVersion(bucket, key, value []byte) {
	st, payload, err := vault.Unstamp(value)
	if err != nil {
		v.report(store.Describe(bucket, key), "the value is not in a form this gd8 knows")
		return
	}
	commitments := v.commitments(st.Entry)
	if commitments == nil && v.lostLinks[st.Entry] {
		v.checkVisible(bucket, key) // its seal alone holds it to what it was
		return
	}
	if commitments == nil || st.Entry > v.State.Entries {
		v.report(store.Describe(bucket, key), "the journal has no entry for it")
		return
	}
	if st.Position+1 >= commitments.len() ||
		commitments.at(st.Position+1) != vault.Commitment(st.Salt, string(bucket), key, payload) {
		v.report(store.Describe(bucket, key), "it is not what the journal sealed when it was written")
		return
	}
	if left := v.committed[st.Entry]; left != nil && !left.CheckedRemove(uint32(st.Position)) {
		v.report(store.Describe(bucket, key), "the journal sealed another value in its place")
	}
	v.checkVisible(bucket, key)
}

// commitments are those of an entry, nil where it has none that can be read.
func (v *verifier) commitments(entry uint64) commitments {
	if entry == 0 {
		return nil
	}
	return v.links.of(entry, func() []byte {
		b, err := v.Get(vault.BucketChain, vault.EntryKey(entry))
		if err != nil {
			return nil // reported with the chain
		}
		return b
	}, v.s.Encrypted())
}

// missing names what the journal commits to and the store no longer has,
// though no erasure says so.
func (v *verifier) missing() error {
	for n := uint64(1); n <= v.State.Entries; n++ {
		if err := v.Look(); err != nil {
			return err
		}
		left := v.committed[n]
		if left == nil {
			continue
		}
		if gone := v.gone[n]; gone != nil {
			left.AndNot(gone)
		}
		if missing := left.GetCardinality(); missing > 0 {
			v.report(fmt.Sprintf("journal entry %d", n), "%d of the values it sealed are missing from the store", missing)
		}
	}
	return nil
}

// keys checks that every record can be found by individual and reference, and
// that nothing is found that is not there.
func (v *verifier) keys() error {
	found, alike := 0, 0
	for n := store.Number(1); uint32(n) < v.Next; n++ {
		if err := v.Look(); err != nil {
			return err
		}
		h, err := v.HeadOf(n)
		if err != nil {
			continue // erased, or already reported
		}
		v.Records++
		found++
		for _, find := range []struct{ bucket, key []byte }{
			{store.BucketPersons, v.s.PersonsKey(h.Key, n)}, {store.BucketRefs, v.s.RefsKey(h.Key, n)},
		} {
			if v.Bucket(find.bucket).Get(find.key) == nil {
				v.report(fmt.Sprintf("record %d", n), "it cannot be found by the %s index", find.bucket)
			}
		}
		signs, err := v.AllSigns(n)
		if err != nil {
			continue // already reported
		}
		alike += len(signs)
		for _, sign := range signs {
			if v.Bucket(store.BucketAlike).Get(store.AlikeKey(v.s.AlikeHash(sign), n)) == nil {
				v.report(fmt.Sprintf("record %d", n), "it cannot be found by the index of who may be one human")
			}
		}
	}
	if n, err := v.countKeys(store.BucketAlike); err != nil {
		return err
	} else if n != alike {
		v.report("index of who may be one human", "it has %d entries and the records come to %d", n, alike)
	}
	for _, bucket := range [][]byte{store.BucketPersons, store.BucketRefs} {
		n, err := v.countKeys(bucket)
		if err != nil {
			return err
		}
		if n != found {
			v.report(string(bucket)+" index", "it names %d records and the store has %d", n, found)
		}
	}
	return nil
}

func (v *verifier) countKeys(bucket []byte) (n int, err error) {
	c := v.Cursor(bucket)
	for key, _ := c.First(); key != nil && err == nil; key, _ = c.Next() {
		n++
		err = v.Look()
	}
	return n, err
}
