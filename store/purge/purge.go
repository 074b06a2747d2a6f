// Package purge erases whole cases: it finds those that a request names, and
// takes them out of the store without a byte left.
package purge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/sitting"
	"gd8/store/unnumbered"
	"gd8/store/vault"
)

// Purge erases the cases of a plan made by Find on this store: facts,
// answers, decisions, drafts, notes, and their references in the journal,
// which keeps that, when, by whom and why they were erased. They are erased
// from a copy of the file, which is then written anew without the room they
// took and put in the file's place: it is done whole, without a byte of them
// left, or not at all. reason may not name what is erased. No other use may be
// made of the store meanwhile. Cancelled, nothing is erased.
func Purge(ctx context.Context, s *store.Store, actor store.Actor, plan Plan, reason string) error {
	if len(plan.numbers) == 0 {
		return errors.New("nothing in the store is to be erased by that request; look at it with gd8 list")
	}
	if strings.TrimSpace(reason) == "" {
		return errors.New("an erasure needs a reason")
	}
	gone := newReferences(plan.texts)
	for _, said := range []string{reason, actor.Purpose, actor.Officer} {
		if ref := gone.in(said); ref != "" {
			return fmt.Errorf("the reason, the purpose and the officer's name stay in the journal and may not hold what is erased (%q)", ref)
		}
	}
	return s.Rewrite(ctx, "nothing was erased: the store could not be written anew without it", func(copied *vault.File) error {
		return store.Of(copied).Commit(actor, func(w *store.Writer) error {
			return (&eraser{w, store.Of(copied), &store.Looker{Ctx: ctx}}).erase(plan, gone, actor, reason)
		})
	})
}

// eraser is the transaction in which an erasure takes place.
type eraser struct {
	*store.Writer
	s    *store.Store
	look *store.Looker
}

// erase deletes the records of a plan and writes the erasure's entry.
func (w *eraser) erase(plan Plan, gone *references, actor store.Actor, reason string) error {
	persons, err := w.alikeTo(plan.numbers)
	if err != nil {
		return err
	}
	joined, err := w.joined(plan.numbers)
	if err != nil {
		return err
	}
	keys := map[model.Key]bool{}
	var places []vault.Span
	for _, n := range plan.numbers {
		if err := w.look.Look(); err != nil {
			return err
		}
		h, err := w.HeadOf(n)
		if err != nil {
			return err
		}
		keys[h.Key] = true
		if err := w.SetRow(n, store.QueueRow{}); err != nil {
			return err
		}
		if err := w.MarkAnswered(n, false); err != nil {
			return err
		}
		if err := w.eraseRecord(n, h.Key, &places); err != nil {
			return err
		}
	}
	if err := w.eraseMentions(keys, gone, &places); err != nil {
		return err
	}
	if err := w.MarkErased(keys); err != nil {
		return err
	}
	w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Erasure, "purge", reason
	w.Entry.Count, w.Entry.Erased = len(plan.numbers), vault.JoinSpans(places)
	for _, one := range joined {
		if err := w.KeepJoined(one, actor, "They were joined on a record that was erased since."); err != nil {
			return err
		}
	}
	return w.ReassessAll(persons) // what is left of them elsewhere
}

// joined are the person_refs of each individual of several that the records are
// of.
func (w *eraser) joined(numbers []store.Number) (list [][]string, err error) {
	seen := map[string]bool{}
	for _, n := range numbers {
		if err := w.look.Look(); err != nil {
			return nil, err
		}
		h, err := w.HeadOf(n)
		if err != nil {
			return nil, err
		}
		if seen[h.Key.Person] {
			continue
		}
		persons, err := w.Joined(n)
		if err != nil {
			return nil, err
		}
		for _, person := range persons {
			seen[person] = true
		}
		if len(persons) > 1 {
			list = append(list, persons)
		}
	}
	return list, nil
}

// alikeTo are the persons whose cases the records have a say in.
func (w *eraser) alikeTo(numbers []store.Number) (store.PersonSet, error) {
	persons := store.PersonSet{}
	for _, n := range numbers {
		if err := w.look.Look(); err != nil {
			return nil, err
		}
		facts, err := w.EffectiveOf(n)
		if err != nil {
			return nil, err
		}
		if err := w.AddAlike(persons, facts); err != nil {
			return nil, err
		}
		entries, err := w.Answers(n)
		if err != nil {
			return nil, err
		}
		for _, s := range store.SeparationsOn(n, entries) {
			for _, person := range slices.Concat(s.Some, s.Others) {
				persons[person] = true
			}
		}
	}
	return persons, nil
}

// eraseRecord deletes everything kept under a record's number and notes the
// places the journal committed to.
func (w *eraser) eraseRecord(n store.Number, key model.Key, places *[]vault.Span) error {
	signs, err := w.AllSigns(n)
	if err != nil {
		return err
	}
	if err := w.MoveSigns(n, signs, nil); err != nil {
		return err
	}
	for _, bucket := range store.Versioned {
		err := w.deleteUnder(bucket, store.NumberKey(n), func(value []byte) error {
			st, _, err := vault.Unstamp(value)
			*places = append(*places, vault.Span{Entry: st.Entry, From: st.Position, To: st.Position})
			if err == nil && string(bucket) == string(store.BucketDecisions) {
				err = w.EraseTexts(n, value)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, bucket := range [][]byte{store.BucketDrafts, store.BucketNotes} {
		if err := w.deleteUnder(bucket, store.NumberKey(n), func([]byte) error { return nil }); err != nil {
			return err
		}
	}
	if err := w.Remove(store.BucketPersons, w.s.PersonsKey(key, n)); err != nil {
		return err
	}
	return w.Remove(store.BucketRefs, w.s.RefsKey(key, n))
}

// deleteUnder deletes all values whose keys start with prefix, each given to
// first before it goes.
func (w *eraser) deleteUnder(bucket, prefix []byte, first func(value []byte) error) error {
	var keys [][]byte
	err := w.Each(bucket, prefix, func(key, value []byte) (bool, error) {
		keys = append(keys, bytes.Clone(key))
		return true, first(value)
	})
	for _, key := range keys {
		if err == nil {
			err = w.Remove(bucket, key)
		}
	}
	return err
}

// eraseMentions takes the references of erased records out of the journal and
// the sittings, and the free texts that name one.
func (w *eraser) eraseMentions(keys map[model.Key]bool, gone *references, places *[]vault.Span) error {
	names := gone.namer()
	for n := uint64(1); n <= w.Entries; n++ {
		if err := w.look.Look(); err != nil {
			return err
		}
		e, err := w.JournalEntry(n)
		if err != nil {
			return err
		}
		changed := false
		for i := range e.Items {
			it := &e.Items[i]
			if it.Erased || i < vault.FirstKeyItem && !names(string(it.Said)) || i >= vault.FirstKeyItem && !keys[e.Keys[i-vault.FirstKeyItem]] {
				continue
			}
			it.Erase()
			changed = true
			*places = append(*places, vault.Span{Entry: n, Kind: vault.SpanItem, From: i, To: i})
		}
		if changed {
			if err := w.Put(vault.BucketJournal, vault.EntryKey(n), e.Said()); err != nil {
				return err
			}
		}
	}
	for _, key := range [][]byte{vault.KeyBackups, vault.KeyUnfinished, vault.KeyExports, vault.KeyExporting} {
		if err := w.eraseFromBackups(key, names); err != nil {
			return err
		}
	}
	if err := w.EraseTyped(names); err != nil {
		return err
	}
	if err := unnumbered.Erase(w.Writer, names, places); err != nil {
		return err
	}
	return w.eraseFromSittings(keys, names)
}

// eraseFromBackups takes the names of known backups, or exports, that name what
// is erased, and leaves the folder they lie in.
func (w *eraser) eraseFromBackups(key []byte, names func(string) bool) error {
	list, err := w.Backups(key)
	if err != nil {
		return err
	}
	changed := false
	for i, b := range list {
		if names(b.Path) {
			list[i].Path, changed = filepath.Join(filepath.Dir(b.Path), "(name erased)"), true
			if names(list[i].Path) {
				list[i].Path = "(path erased)"
			}
		}
	}
	if !changed {
		return nil
	}
	return w.PutBackups(key, list)
}

func (w *eraser) eraseFromSittings(keys map[model.Key]bool, names func(string) bool) error {
	var changed []sitting.Sitting
	err := w.Each(store.BucketSittings, nil, func(_, value []byte) (bool, error) {
		t, err := sitting.Decode(value)
		before := t
		if keys[t.LastKey] {
			t.Last, t.LastKey = 0, model.Key{}
		}
		if names(t.Purpose) {
			t.Purpose = ""
		}
		if t.LastKey != before.LastKey || t.Purpose != before.Purpose {
			changed = append(changed, t)
		}
		return true, err
	})
	for i := range changed {
		if err == nil {
			err = w.Put(store.BucketSittings, changed[i].Key(), changed[i].Encode())
		}
	}
	return err
}
