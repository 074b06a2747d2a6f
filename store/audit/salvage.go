package audit

import (
	"bytes"
	"os"
	"slices"

	"gd8/store"
	"gd8/store/boltfile"
	"gd8/store/seal"
	"gd8/store/sitting"
	"gd8/store/vault"
)

// This file reads what is whole out of a damaged file. It trusts nothing of
// the file's structure: every page that looks like one of data is read for
// pairs of key and value, and a pair counts when its seal holds under one of
// the buckets whose keys look like that. Old pages count too: facts, answers,
// decisions and links of the chain that were published never change under
// their key. But old pages also hold what was never published, under the same
// keys: which of several is the published one is for choose to find out.

// salvage is what was read out of a damaged file, by bucket and key. Of what
// the journal commits to, pairs has what choose takes of all that was found.
type salvage struct {
	sealer seal.Sealer
	pairs  map[string]map[string][]byte
	found  map[string]map[string][]found
	live   map[string]bool // places in pairs whose value is from a page in use
}

// found is a whole value of a place, and whether it stands in a page that is
// in use.
type found struct {
	value []byte
	live  bool
}

// committed reports whether the journal commits to a bucket's values, or the
// bucket is the journal's own: of such a value each different one that is whole
// is kept until it is known which was published.
func committed(bucket []byte) bool {
	return slices.ContainsFunc(append(store.Committed(), vault.BucketChain, vault.BucketJournal), func(b []byte) bool { return string(b) == string(bucket) })
}

// read gathers every pair whose seal holds.
func (v *salvage) read(f *os.File) error {
	v.pairs, v.found, v.live = map[string]map[string][]byte{}, map[string]map[string][]found{}, map[string]bool{}
	for _, bucket := range store.Buckets {
		v.pairs[string(bucket)], v.found[string(bucket)] = map[string][]byte{}, map[string][]found{}
	}
	inUse, _ := boltfile.InUse(f)
	return boltfile.EachPair(f, func(page uint64, key, value []byte) {
		for _, bucket := range bucketsWithKeysLike(key) {
			plain, err := v.sealer.Open(nil, string(bucket), key, value)
			if err != nil {
				continue
			}
			if committed(bucket) {
				v.keepFound(bucket, key, plain, inUse(page))
			} else {
				v.keepNewest(bucket, key, plain, inUse(page))
			}
			return
		}
	})
}

// keepFound keeps a value of a place beside the others found of it.
func (v *salvage) keepFound(bucket, key, plain []byte, live bool) {
	list := v.found[string(bucket)][string(key)]
	for i := range list {
		if bytes.Equal(list[i].value, plain) {
			list[i].live = list[i].live || live
			return
		}
	}
	v.found[string(bucket)][string(key)] = append(list, found{bytes.Clone(plain), live})
}

// keepNewest keeps, of the values of a place, the one in use, else the newest.
func (v *salvage) keepNewest(bucket, key, plain []byte, live bool) {
	if string(bucket) == string(store.BucketPersons) { // which has keys alone
		v.pairs[string(bucket)][string(key)] = plain
		return
	}
	place := placeOf(bucket, key)
	have, ok := v.pairs[string(bucket)][string(key)]
	if ok && (v.live[place] && !live || v.live[place] == live && !newer(bucket, plain, have)) {
		return
	}
	v.pairs[string(bucket)][string(key)] = bytes.Clone(plain)
	if live {
		v.live[place] = true
	}
}

// placeOf names a place among those that are in use.
func placeOf(bucket, key []byte) string { return string(bucket) + "/" + string(key) }

// bucketsWithKeysLike are the buckets in which a key of this length can be.
// The queue and the index are not read: they are made anew.
func bucketsWithKeysLike(key []byte) [][]byte {
	switch {
	case bytes.Equal(key, vault.KeyState) || bytes.Equal(key, vault.KeyBackups) || bytes.Equal(key, vault.KeyExports) || bytes.Equal(key, vault.KeyMarks):
		return [][]byte{vault.BucketMeta}
	case len(key) == 4:
		return append([][]byte{store.BucketNotes}, store.Unnumbered...)
	case len(key) == store.FormatOneDraft:
		return [][]byte{store.BucketDrafts}
	case len(key) == 8:
		return append([][]byte{vault.BucketChain, vault.BucketJournal, store.BucketDrafts}, store.Versioned...)
	case len(key) == store.PersonSize+store.CaseSize+4:
		return [][]byte{store.BucketPersons}
	case len(key) > 8:
		return [][]byte{store.BucketSittings}
	}
	return nil
}

// newer chooses between two whole values of one place, of which an old page
// may hold the older: the state of the later transaction, the later
// draft and sitting.
func newer(bucket, plain, have []byte) bool {
	switch string(bucket) {
	case string(vault.BucketMeta):
		a, aerr := vault.DecodeState(plain)
		b, berr := vault.DecodeState(have)
		if aerr != nil || berr != nil {
			return len(plain) > len(have) // the lists of backups and exports: see FindBackups
		}
		return a.Writes > b.Writes || a.Writes == b.Writes && a.Entries > b.Entries
	case string(store.BucketDrafts):
		a, aerr := store.KeptAt(plain)
		b, berr := store.KeptAt(have)
		return aerr == nil && (berr != nil || a.After(b))
	case string(store.BucketSittings):
		a, aerr := sitting.Decode(plain)
		b, berr := sitting.Decode(have)
		return aerr == nil && (berr != nil || a.Ended.After(b.Ended))
	}
	return false
}
