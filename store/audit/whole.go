package audit

import (
	"context"
	"errors"
	"fmt"

	"gd8/store"
	"gd8/store/seal"
	"gd8/store/vault"
)

// This file has what is done to a store as a whole and verified before it is
// said to be done.

// Backup writes a compacted copy of the store to path, which must be free,
// reads it back whole, and only then gives it its name. It gives the
// checkpoint that the copy ends with. The copy is sealed as the store is: an
// encrypted store's needs the same passphrase.
func Backup(ctx context.Context, s *store.Store, actor store.Actor, path string) (store.Checkpoint, error) {
	var counts [store.SetCount]uint32
	err := s.View(func(r *store.Reader) (err error) {
		counts, err = r.Counts()
		return err
	})
	if err != nil {
		return store.Checkpoint{}, err
	}
	return s.File.Backup(ctx, actor, path, int(counts[store.SetAll]), verifyCopied)
}

// verifyCopied verifies a copy of a store.
func verifyCopied(ctx context.Context, copied *vault.File) error {
	var first error
	_, err := Verify(ctx, store.Of(copied), nil, func(f Finding) {
		if first == nil {
			first = fmt.Errorf("the copy is not whole (%v) and was removed; run gd8 verify on the store", f)
		}
	})
	return errors.Join(err, first)
}

// Encrypt encrypts a store that is not: all of it is written anew under a
// random key that only the passphrase opens, verified, and put in the old
// file's place. costs are those of the key derivation. No other use may be
// made of the store meanwhile.
func Encrypt(ctx context.Context, s *store.Store, actor store.Actor, passphrase []byte, costs seal.Params) error {
	return s.File.Encrypt(ctx, actor, passphrase, costs, verifyCopied)
}

// Decrypt is the way back of Encrypt. The passphrase is asked again, as the
// screen may have been left.
func Decrypt(ctx context.Context, s *store.Store, actor store.Actor, passphrase []byte) error {
	return s.File.Decrypt(ctx, actor, passphrase, verifyCopied)
}

// ChangePassphrase wraps the store's key under another passphrase. The file
// is written anew, so that the old wrapping is not in it.
func ChangePassphrase(ctx context.Context, s *store.Store, actor store.Actor, old, replacement []byte, costs seal.Params) error {
	return s.File.ChangePassphrase(ctx, actor, old, replacement, costs, verifyCopied)
}

// Restore makes a store at path, where none may be, of a backup, which is
// verified first. The store keeps the backup's identity and history, and has an
// incarnation of its own. The backup itself is only read, so that it may lie on a drive that cannot be
// written, and stays what it was whatever becomes of the restored store.
func Restore(ctx context.Context, actor store.Actor, backup, path string, o store.Options) (v Verified, err error) {
	err = vault.Restore(ctx, actor, backup, path, o, store.Layout(), func(ctx context.Context, f *vault.File) (err error) {
		findings := 0
		v, err = Verify(ctx, store.Of(f), nil, func(Finding) { findings++ })
		if err == nil && findings > 0 {
			err = fmt.Errorf("the backup %s is damaged in %d places and was not restored; list them with gd8 verify --store %s, or use another backup", backup, findings, backup)
		}
		return err
	})
	return v, vault.FullDisk("nothing was restored: the store could not be written", err)
}

// CheckStructure looks at every page of the file at path, as bbolt's own
// check does. That walk runs in a goroutine of bbolt's which no one guards: a
// badly damaged file can end the process or keep it busy without end, so
// whoever calls this does so in a process of its own, with a time limit.
func CheckStructure(path string, found func(Finding)) error {
	return vault.CheckStructure(path, func(problem string) { found(Finding{Where: "file structure", Problem: problem}) })
}
