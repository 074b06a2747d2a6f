package store

import (
	"errors"
	"slices"
	"strings"

	"gd8/store/vault"
)

// This file verifies what the journal does not commit to: the header, the lists
// in meta, and what is kept beside a record.

// noteMark notes what an entry says of the header. A rescue may have made a new
// one.
func (v *verifier) noteMark(e *Entry) {
	switch {
	case e.Action == vault.ActionRescue:
		v.mark, v.markedIn = "", 0
	case strings.HasPrefix(e.Detail, vault.MarkBegins):
		v.mark, v.markedIn = e.Detail, e.Number
	}
}

func (v *verifier) checkMark() {
	if v.mark != "" && v.mark != v.s.Mark() {
		v.report("header", "the store's identity, or what its passphrase opens, is not what journal entry %d says: an older header was put back, such as one with the passphrase of before, or it was changed", v.markedIn)
	}
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
		case string(key) == string(vault.KeyState), vault.IsHeader(vault.BucketMeta, key):
		case !slices.ContainsFunc(lists, func(k []byte) bool { return string(k) == string(key) }):
			v.report(Describe(vault.BucketMeta, key), "it is nothing that gd8 keeps there")
		default:
			if _, err := vault.DecodeBackups(value); err != nil {
				v.report(Describe(vault.BucketMeta, key), "it is not in a form this gd8 knows")
			}
		}
	})
	if err != nil {
		return err
	}
	err = v.eachWhole(BucketSittings, func(key, value []byte) {
		if t, err := DecodeSitting(value); err != nil || string(t.Key()) != string(key) {
			v.report(Describe(BucketSittings, key), "it is not in a form this gd8 knows, or not in its place")
		}
	})
	if err != nil {
		return err
	}
	return errors.Join(v.strayNotes(), v.strayDrafts())
}

func (v *verifier) strayNotes() error {
	return v.eachWhole(BucketNotes, func(key, _ []byte) {
		if len(key) != 4 || v.isNone(Number(KeyUint(key, 0))) {
			v.report(Describe(BucketNotes, key), "there is no such record")
		}
	})
}

func (v *verifier) strayDrafts() error {
	return v.eachWhole(BucketDrafts, func(key, value []byte) {
		n := Number(KeyUint(key, 0))
		kind, err := v.s.DraftKindOf(key, value)
		if err != nil || string(v.s.DraftKey(n, kind)) != string(key) || n != NewRecord && v.isNone(n) {
			v.report(Describe(BucketDrafts, key), "it is none that gd8 makes, or there is no such record")
		}
	})
}

// isNone reports whether there is no record of a number, damaged or whole, and
// none that a rescue did not find, of which notes and drafts may be there.
func (v *verifier) isNone(n Number) bool {
	if n == 0 || uint32(n) >= v.Next {
		return true
	}
	_, err := v.HeadOf(n)
	return errors.Is(err, vault.ErrMissing) && len(v.Losses) == 0
}
