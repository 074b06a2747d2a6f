package session

import (
	"context"
	"errors"
	"fmt"

	"gd8/store"
	"gd8/store/vault"
)

// This file is what both screens say and do where the store's file was moved,
// deleted or replaced while gd8 had it open.

// The words an officer types to choose what becomes of it.
const (
	WordPutBack = "back"
	WordThere   = "there"
)

// Replaced reports whether something was not saved as the store's name is no
// longer that of the open file.
func Replaced(err error) bool {
	var replaced *vault.ReplacedError
	return errors.As(err, &replaced)
}

// InItsPlace says what has the store's name now, and what can be done about it,
// as paragraphs. They are blank where the name is the open file's.
func (t *Sitting) InItsPlace() ([]string, error) {
	in, ok, err := t.store.InItsPlace()
	if err != nil || !ok {
		return nil, err
	}
	said := []string{
		describeStandIn(&in),
		WordPutBack + ": what gd8 has open goes back under the name, with all of this sitting. Nothing is lost: what has the name now is kept beside it under another.",
	}
	if in.Gone || in.NoStore != nil {
		return said, nil
	}
	return append(said, WordThere+": the rationale you are writing is kept as a draft in the store that is there now. Then leave gd8 and start it again, to go on there."), nil
}

func describeStandIn(in *vault.StandIn) string {
	entries := func(n uint64) string {
		if n == 1 {
			return "1 journal entry"
		}
		return fmt.Sprintf("%d journal entries", n)
	}
	switch {
	case in.Gone:
		return fmt.Sprintf("The store's file was moved or deleted: nothing is at %s.", in.Path)
	case in.NoStore != nil:
		return fmt.Sprintf("The store's file was replaced by another: %v.", in.NoStore)
	case !in.Same:
		return fmt.Sprintf("The store's file was replaced: another store is at %s.", in.Path)
	}
	return fmt.Sprintf("The store's file was replaced: a copy of this store is at %s, of %s; gd8 has %s open.", in.Path, entries(in.Entries), entries(in.Own))
}

// PutBack puts what gd8 has open back under the store's name, and says so.
func (t *Sitting) PutBack(ctx context.Context) (said string, err error) {
	aside, err := t.store.PutBack(ctx, t.Actor())
	if err != nil {
		return "", err
	}
	said = "The store is back in its place."
	if aside != "" {
		said += " What had its name is now " + aside + "."
	}
	return said, nil
}

// DraftInItsPlace keeps a rationale as a draft in the store that has the name
// now, and says so.
func (t *Sitting) DraftInItsPlace(n store.Number, d store.Draft) (said string, err error) {
	key, err := t.keyOf(n)
	if err != nil {
		return "", err
	}
	if err := t.store.DraftInItsPlace(t.Actor(), key, d); err != nil {
		return "", err
	}
	return "Your text is a draft in the store that is there now. Leave gd8 and start it again, to go on there.", nil
}
