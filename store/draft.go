package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// DraftKey is where the draft of a record and kind is kept. The kind is hashed:
// it tells what an officer is about to decide.
func (s *Store) DraftKey(n Number, kind model.DecisionKind) []byte {
	h := s.Sealer().Index("draft", string(NumberKey(n)), string([]byte{byte(kind)}))
	return append(NumberKey(n), h[:draftKindSize]...)
}

// DraftKindOf tells of which kind a value of the drafts is, NoDecision for
// other texts that were typed. key is of this store's, or of format 1, or,
// where its header was lost, hashed in a way that no one knows.
func (s *Store) DraftKindOf(key, value []byte) (model.DecisionKind, error) {
	if len(key) == FormatOneDraft {
		return model.DecisionKind(key[FormatOneDraft-1]), nil
	}
	if bytes.Equal(key, s.typedKey(Number(KeyUint(key, 0)))) {
		return model.NoDecision, nil
	}
	if d, err := codec.DecodeDraft(value); err == nil {
		return d.Kind, nil
	}
	_, err := codec.DecodeTyped(value)
	return model.NoDecision, err
}

// SaveDraft keeps a rationale that is not yet saved. There is one a record
// and decision, of a kind that an officer can make, and it is not journalled.
// A blank draft is deleted.
func (s *Store) SaveDraft(actor Actor, n Number, d Draft) error {
	if !slices.Contains(model.DecisionKinds(), d.Kind) {
		return errors.New("not drafted: gd8 knows no such decision; choose one of those it offers")
	}
	return s.Write(actor, func(w *Writer) error {
		if _, err := w.latestSource(n); err != nil {
			return err
		}
		if d.Sections.Blank() {
			return w.Remove(BucketDrafts, w.s.DraftKey(n, d.Kind))
		}
		d.Officer, d.At = actor.Officer, w.Now
		var e vault.Encoder
		d.Encode(&e)
		return w.Put(BucketDrafts, w.s.DraftKey(n, d.Kind), e.B)
	})
}

// DeleteDraft deletes a draft.
func (s *Store) DeleteDraft(actor Actor, n Number, kind model.DecisionKind) error {
	return s.Write(actor, func(w *Writer) error { return w.Remove(BucketDrafts, w.s.DraftKey(n, kind)) })
}

// Drafts are the drafts of a record.
func (r *Reader) Drafts(n Number) ([]Draft, error) {
	var list []Draft
	err := r.Each(BucketDrafts, NumberKey(n), func(key, value []byte) (bool, error) {
		if string(key) == string(r.s.typedKey(n)) {
			return true, nil
		}
		d, err := codec.DecodeDraft(value)
		list = append(list, d)
		return true, err
	})
	return list, err
}

// SaveNote keeps an officer's note to themselves on a record, at most 64 KiB;
// a blank one is deleted. It is no part of the rationale, and no export has it.
func (s *Store) SaveNote(actor Actor, n Number, text string) error {
	if len(text) > model.MaxLong {
		return fmt.Errorf("the note is %d bytes long and may be %d; shorten it: nothing is cut for you", len(text), model.MaxLong)
	}
	return s.Write(actor, func(w *Writer) error {
		if _, err := w.latestSource(n); err != nil {
			return err
		}
		if strings.TrimSpace(text) == "" {
			return w.Remove(BucketNotes, NumberKey(n))
		}
		return w.Put(BucketNotes, NumberKey(n), []byte(text))
	})
}
