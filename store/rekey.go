package store

import (
	"bytes"
	"context"
	"errors"

	"gd8/store/vault"
)

// rekey makes anew, for a copy of the store under another index key, what is
// found by hashed references.
var rekey = map[string]func(context.Context, *vault.Reader, *vault.File) ([]vault.Pair, error){
	string(BucketPersons): func(ctx context.Context, r *vault.Reader, out *vault.File) ([]vault.Pair, error) {
		return storeReader(r).recordKeys(ctx, Of(out), BucketPersons)
	},
	string(BucketRefs): func(ctx context.Context, r *vault.Reader, out *vault.File) ([]vault.Pair, error) {
		return storeReader(r).recordKeys(ctx, Of(out), BucketRefs)
	},
	string(BucketAlike): func(ctx context.Context, r *vault.Reader, out *vault.File) ([]vault.Pair, error) {
		return storeReader(r).alikePairs(ctx, Of(out))
	},
	string(BucketTexts): func(ctx context.Context, r *vault.Reader, out *vault.File) ([]vault.Pair, error) {
		return storeReader(r).AllTexts(ctx, Of(out))
	},
	string(BucketDrafts): func(_ context.Context, r *vault.Reader, out *vault.File) ([]vault.Pair, error) {
		return storeReader(r).draftPairs(Of(out))
	},
}

func storeReader(r *vault.Reader) *Reader { return &Reader{Reader: r, s: Of(r.File())} }

// recordKeys are the keys that find every record, as out hashes them.
func (r *Reader) recordKeys(ctx context.Context, out *Store, bucket []byte) ([]vault.Pair, error) {
	var list []vault.Pair
	for n := Number(1); uint32(n) < r.Next; n++ {
		if n%vault.CopyLook == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		h, err := r.HeadOf(n)
		if errors.Is(err, vault.ErrMissing) {
			continue // erased
		}
		if err != nil {
			return nil, err
		}
		key := out.PersonsKey(h.Key, n)
		if string(bucket) == string(BucketRefs) {
			key = out.RefsKey(h.Key, n)
		}
		list = append(list, vault.Pair{Key: key})
	}
	vault.SortPairs(list)
	return list, nil
}

// draftPairs are the drafts under the keys that out has for them.
func (r *Reader) draftPairs(out *Store) ([]vault.Pair, error) {
	var list []vault.Pair
	err := r.Walk(BucketDrafts, func(key, value []byte) error {
		kind, err := r.s.DraftKindOf(key, value)
		list = append(list, vault.Pair{Key: out.DraftKey(Number(KeyUint(key, 0)), kind), Value: bytes.Clone(value)})
		return err
	})
	vault.SortPairs(list)
	return list, err
}

// alikePairs are the keys of the index of who may be one human, as out hashes
// them.
func (r *Reader) alikePairs(ctx context.Context, out *Store) ([]vault.Pair, error) {
	var list []vault.Pair
	for n := Number(1); uint32(n) < r.Next; n++ {
		if n%vault.CopyLook == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		signs, err := r.AllSigns(n)
		if errors.Is(err, vault.ErrMissing) {
			continue // erased
		}
		if err != nil {
			return nil, err
		}
		for _, sign := range signs {
			list = append(list, vault.Pair{Key: AlikeKey(out.AlikeHash(sign), n)})
		}
	}
	vault.SortPairs(list)
	return list, nil
}
