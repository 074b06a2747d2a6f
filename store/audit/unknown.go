package audit

import (
	"errors"
	"slices"

	"gd8/store"
	"gd8/store/sitting"
	"gd8/store/vault"
)

// This file verifies what the journal does not commit to: the header, the lists
// in meta, and what is kept beside a record.

// noteOrigin notes what an entry says of the store and its lists.
func (v *verifier) noteOrigin(e *store.Entry) {
	if e.Origin != nil {
		v.Origins = append(v.Origins, OriginEntry{e.Origin, e.Number, e.At})
	}
	for _, m := range e.Marks {
		v.marks[m] = e.Number
	}
	for _, l := range e.Lists {
		v.listSums[l.List] = l.Sum
	}
}

// checkOrigin holds the header, and the lists in meta, to the newest entry that
// speaks of them.
func (v *verifier) checkOrigin() {
	if len(v.Origins) == 0 {
		if v.State.Entries > 0 {
			v.report("header", "no entry of the journal says which store this is")
		}
	} else if o := v.Origins[len(v.Origins)-1]; o.Differs(v.s.File) != "" {
		v.report("header", "it is not what journal entry %d says: %s", o.Entry, o.Differs(v.s.File))
	}
	if sum, err := v.MarksSum(); err == nil && len(v.Origins) > 0 && sum != v.Origins[len(v.Origins)-1].Marks {
		v.report(store.Describe(vault.BucketMeta, vault.KeyMarks), "it is not what the journal sealed: cases that were erased would not be known when they come again")
	}
	for i, key := range vault.SealedLists {
		value, err := v.Get(vault.BucketMeta, key)
		if err != nil {
			continue // reported with the values
		}
		if vault.ListSumOf(key, value) != v.listSums[byte(i)] {
			v.report(store.Describe(vault.BucketMeta, key), "it is not what the journal sealed: an entry of it was added, changed or taken away")
		}
	}
}

// checkMarks holds the marks of what was erased to what the entries say.
func (v *verifier) checkMarks() error {
	found := 0
	err := v.eachWhole(vault.BucketErased, func(key, value []byte) {
		if len(key) == vault.MarkSize && v.marks[vault.Mark(key)] != 0 && string(vault.EntryKey(v.marks[vault.Mark(key)])) == string(value) {
			found++
			return
		}
		v.report(store.Describe(vault.BucketErased, key), "no entry of the journal says so")
	})
	if err == nil && found != len(v.marks) {
		v.report("marks of erased cases", "there are %d and the journal comes to %d", found, len(v.marks))
	}
	return err
}

// lifeAt is the incarnation that the store had at an entry, "" where nothing
// says.
func (v *verifier) lifeAt(entry uint64) (life string) {
	for _, o := range v.Origins {
		if o.Entry <= entry {
			life = o.Life()
		}
	}
	return life
}

// unknown names the parts of the file that no gd8 makes.
func (v *verifier) unknown() error {
	names, err := v.Unknown()
	for _, name := range names {
		v.report("file structure", "the part %q is none that gd8 makes", name)
	}
	return err
}

// strayKept looks at lists and other values that stand by themselves: whether
// they can be read, and whether what they are of is there.
func (v *verifier) strayKept() error {
	lists := [][]byte{vault.KeyBackups, vault.KeyUnfinished, vault.KeyExports, vault.KeyExporting}
	err := v.eachWhole(vault.BucketMeta, func(key, value []byte) {
		switch {
		case string(key) == string(vault.KeyState), string(key) == string(vault.KeyMarks), vault.IsHeader(vault.BucketMeta, key):
		case !slices.ContainsFunc(lists, func(k []byte) bool { return string(k) == string(key) }):
			v.report(store.Describe(vault.BucketMeta, key), "it is nothing that gd8 keeps there")
		default:
			if _, err := vault.DecodeBackups(value); err != nil {
				v.report(store.Describe(vault.BucketMeta, key), "it is not in a form this gd8 knows")
			}
		}
	})
	if err != nil {
		return err
	}
	v.strayBegun()
	err = v.eachWhole(store.BucketSittings, func(key, value []byte) {
		if t, err := sitting.Decode(value); err != nil || string(t.Key()) != string(key) {
			v.report(store.Describe(store.BucketSittings, key), "it is not in a form this gd8 knows, or not in its place")
		}
	})
	if err != nil {
		return err
	}
	return errors.Join(v.strayNotes(), v.strayDrafts())
}

// strayBegun names an export that is said to be under way and is not among those
// that were made: a gd8 that starts looks there for what one cut off has left.
func (v *verifier) strayBegun() {
	made, err := v.Backups(vault.KeyExports)
	begun, err2 := v.Backups(vault.KeyExporting)
	if err != nil || err2 != nil {
		return // reported with the values
	}
	for _, b := range begun {
		if !slices.ContainsFunc(made, func(o store.Backup) bool { return o == b }) {
			v.report(store.Describe(vault.BucketMeta, vault.KeyExporting), "it names an export that the list of exports does not have")
		}
	}
}

func (v *verifier) strayNotes() error {
	return v.eachWhole(store.BucketNotes, func(key, _ []byte) {
		if len(key) != 4 || v.isNone(store.Number(store.KeyUint(key, 0))) {
			v.report(store.Describe(store.BucketNotes, key), "there is no such record")
		}
	})
}

func (v *verifier) strayDrafts() error {
	return v.eachWhole(store.BucketDrafts, func(key, value []byte) {
		n := store.Number(store.KeyUint(key, 0))
		kind, err := v.s.DraftKindOf(key, value)
		if err != nil || string(v.s.DraftKey(n, kind)) != string(key) || n != store.NewRecord && v.isNone(n) {
			v.report(store.Describe(store.BucketDrafts, key), "it is none that gd8 makes, or there is no such record")
		}
	})
}

// isNone reports whether there is no record of a number, damaged or whole, and
// no rescue made the store: one keeps the notes and drafts of records that it did
// not find, or of which nothing showed that they had been published.
func (v *verifier) isNone(n store.Number) bool {
	if n == 0 || uint32(n) >= v.Next {
		return true
	}
	_, err := v.HeadOf(n)
	return errors.Is(err, vault.ErrMissing) && !v.rescued()
}

// rescued reports whether the store, or one that it comes from, was made by a
// rescue.
func (v *verifier) rescued() bool {
	return len(v.Losses) > 0 || slices.ContainsFunc(v.Origins, func(o OriginEntry) bool { return o.How == vault.Rescued })
}
