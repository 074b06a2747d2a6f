package importer

import (
	"cmp"
	"encoding/binary"
	"slices"

	"gd8/store"
	"gd8/store/intake"
	"gd8/store/vault"
)

// This file stages the keys by which an import's new records are found. They
// are hashes, so they are written in their own order: random writes cost
// thirty times as much.

// keyBatch is some keys of one bucket with their sealed values, which are
// empty.
type keyBatch struct{ keys, sealed [][]byte }

// keysPerBatch is how many keys are sealed in one go.
const keysPerBatch = 1024

// stageKeys makes the new records findable by individual and by reference.
func (im *importer) stageKeys() error {
	refs := vault.Ahead(im.refsInOrder) // sorted while the others are written
	defer refs.Stop()
	persons := vault.Ahead(im.personsInOrder)
	defer persons.Stop()
	alike := vault.Ahead(im.signsInOrder)
	defer alike.Stop()
	if err := im.stageSorted(store.BucketPersons, persons); err != nil {
		return err
	}
	if err := im.stageSorted(store.BucketRefs, refs); err != nil {
		return err
	}
	return im.stageSorted(store.BucketAlike, alike)
}

// personsInOrder gives the keys of the individuals' bucket. The rows are in
// that order already, but for the rows of one case.
func (im *importer) personsInOrder(yield func(keyBatch) bool) error {
	out := im.keySealer(store.BucketPersons, yield)
	var numbers []store.Number
	for from, to := range intake.Runs(len(im.incoming), im.sameCase) {
		id := im.incoming[from].id
		numbers = numbers[:0]
		for _, in := range im.incoming[from:to] {
			if plan := &im.rows[in.row]; plan.fate == rowNew {
				numbers = append(numbers, plan.number)
			}
		}
		slices.Sort(numbers)
		for _, n := range numbers {
			if !out.add(id[:], n) {
				return nil
			}
		}
	}
	out.end()
	return nil
}

// refsInOrder gives the keys of the references' bucket.
func (im *importer) refsInOrder(yield func(keyBatch) bool) error {
	type ref struct {
		hash   [store.RefSize]byte
		number store.Number
	}
	refs := make([]ref, 0, im.report.New)
	for i := range im.incoming {
		if plan := &im.rows[im.incoming[i].row]; plan.fate == rowNew {
			refs = append(refs, ref{im.incoming[i].ref, plan.number})
		}
	}
	key := func(r *ref) uint64 { return binary.BigEndian.Uint64(r.hash[:]) }
	sortByHash(refs, key, func(a, b ref) int {
		return cmp.Or(cmp.Compare(key(&a), key(&b)), cmp.Compare(a.number, b.number))
	})
	out := im.keySealer(store.BucketRefs, yield)
	for i := range refs {
		if !out.add(refs[i].hash[:], refs[i].number) {
			return nil
		}
	}
	out.end()
	return nil
}

// signsInOrder gives the keys of the index of who may be one human. The signs
// of each kind are in order; they are merged.
func (im *importer) signsInOrder(yield func(keyBatch) bool) error {
	lists := make([][]rowSign, 0, len(store.IndexedLikenesses)+1)
	for _, l := range store.IndexedLikenesses {
		lists = append(lists, im.alike.signs[l])
	}
	lists = append(lists, im.joinSigns())
	out := im.keySealer(store.BucketAlike, yield)
	for {
		least := -1
		for i, list := range lists {
			if len(list) > 0 && (least < 0 || list[0].key() < lists[least][0].key()) {
				least = i
			}
		}
		if least < 0 {
			out.end()
			return nil
		}
		sign := lists[least][0]
		lists[least] = lists[least][1:]
		if plan := &im.rows[sign.row]; plan.fate == rowNew && !out.add(sign.hash[:], plan.number) {
			return nil
		}
	}
}

// joinSigns are the signs of the rows that join two individuals, in order.
func (im *importer) joinSigns() []rowSign {
	var list []rowSign
	for _, j := range im.alike.joins {
		if im.rows[j.row].fate != rowNew {
			continue
		}
		list = append(list, rowSign{im.s.AlikeHash(store.SignJoined + j.person), j.row}, rowSign{im.s.AlikeHash(store.SignJoined + j.target), j.row})
	}
	slices.SortFunc(list, compareSigns)
	return list
}

// keySealer seals keys one after another into batches.
type keySealer struct {
	im     *importer
	bucket string
	yield  func(keyBatch) bool
	batch  keyBatch
	room   []byte
}

func (im *importer) keySealer(bucket []byte, yield func(keyBatch) bool) *keySealer {
	return &keySealer{im: im, bucket: string(bucket), yield: yield}
}

// add seals the key of a hash and a number. It is false when no more is wanted.
func (k *keySealer) add(hash []byte, n store.Number) bool {
	sealer := k.im.s.Sealer()
	if k.batch.keys == nil {
		k.batch = keyBatch{make([][]byte, 0, keysPerBatch), make([][]byte, 0, keysPerBatch)}
		k.room = make([]byte, 0, keysPerBatch*(len(hash)+4+sealer.Overhead()))
	}
	from := len(k.room)
	k.room = binary.BigEndian.AppendUint32(append(k.room, hash...), uint32(n))
	to := len(k.room)
	key := k.room[from:to:to]
	k.room = sealer.Seal(k.room, k.bucket, key, nil)
	k.batch.keys = append(k.batch.keys, key)
	k.batch.sealed = append(k.batch.sealed, k.room[to:len(k.room):len(k.room)])
	if len(k.batch.keys) < keysPerBatch {
		return true
	}
	return k.end()
}

// end gives what is left of a batch.
func (k *keySealer) end() bool {
	if len(k.batch.keys) == 0 {
		return true
	}
	batch := k.batch
	k.batch = keyBatch{}
	return k.yield(batch)
}

// stageSorted writes keys in their order.
func (im *importer) stageSorted(bucket []byte, batches *vault.Stream[keyBatch]) error {
	for more := true; more; {
		batch, some, err := batches.Next()
		if err != nil || !some {
			return err
		}
		err = im.transaction(func(w *store.Writer) (err error) {
			b := w.Bucket(bucket)
			b.FillPercent = vault.FullPages
			for left := chunkKeys; more; {
				for i, key := range batch.keys {
					if err := b.Put(key, batch.sealed[i]); err != nil {
						return err
					}
				}
				if left -= len(batch.keys); left <= 0 {
					return nil
				}
				if batch, more, err = batches.Next(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
