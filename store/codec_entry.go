package store

import (
	"bytes"

	"gd8/model"
)

// What a journal entry says is kept as its salt and its parts. The references
// it names are items with salts of their own: the entry's commitment covers
// the items' digests, so that a reference can be erased, leaving its digest,
// and the entry still verify with all else it says.

// keyItem is one reference of an entry, or, once erased, its digest.
type keyItem struct {
	salt   []byte
	key    model.Key
	erased bool
	digest [32]byte // where erased
}

const (
	itemErased = iota
	itemKey
)

func (k *keyItem) sum() [32]byte {
	if k.erased {
		return k.digest
	}
	var e encoder
	e.text(k.key.Application)
	e.text(k.key.Person)
	e.text(k.key.Incident)
	return commitment(k.salt, "key", nil, e.b)
}

// erase leaves the item's digest alone.
func (k *keyItem) erase() { *k = keyItem{erased: true, digest: k.sum()} }

// place names something the chain committed to that was erased: a value, by
// its entry and its position among the entry's commitments, or a reference,
// by its entry and its position among the entry's items.
type place struct {
	entry uint64
	key   bool
	from  int
	to    int // inclusive: neighbours are one place
}

func (e *Entry) encodeParts(enc *encoder) {
	enc.byte(codecVersion)
	enc.time(e.At)
	enc.time(e.ClockBack)
	enc.text(e.Officer)
	enc.text(e.Purpose)
	enc.text(e.Sitting)
	enc.text(string(e.Operation))
	enc.text(e.Action)
	enc.uint(uint64(e.Count))
	enc.text(e.Recipient)
	enc.text(e.Detail)
	enc.uint(uint64(len(e.erased)))
	for _, p := range e.erased {
		kind := byte(0)
		if p.key {
			kind = 1
		}
		enc.uint(p.entry)
		enc.byte(kind)
		enc.uint(uint64(p.from))
		enc.uint(uint64(p.to))
	}
	enc.uint(uint64(len(e.items)))
}

// said is the entry as it is kept.
func (e *Entry) said() []byte {
	enc := encoder{b: bytes.Clone(e.salt)}
	e.encodeParts(&enc)
	for i := range e.items {
		item := &e.items[i]
		if item.erased {
			enc.byte(itemErased)
			enc.fixed(item.digest[:])
			continue
		}
		enc.byte(itemKey)
		enc.fixed(item.salt)
		enc.text(item.key.Application)
		enc.text(item.key.Person)
		enc.text(item.key.Incident)
	}
	return enc.b
}

// commitment covers all the entry says, its references by their digests.
func (e *Entry) commitment(key []byte) [32]byte {
	var enc encoder
	e.encodeParts(&enc)
	for i := range e.items {
		sum := e.items[i].sum()
		enc.fixed(sum[:])
	}
	return commitment(e.salt, string(bucketJournal), key, enc.b)
}

func decodeEntry(b []byte) (Entry, error) {
	d := decoder{b: b}
	e := Entry{salt: bytes.Clone(d.fixed(stampSize))}
	d.version()
	e.At, e.ClockBack = d.time(), d.time()
	e.Officer, e.Purpose, e.Sitting = d.text(), d.text(), d.text()
	e.Operation, e.Action = Operation(d.text()), d.text()
	e.Count, e.Recipient, e.Detail = d.int(), d.text(), d.text()
	for n := d.int(); n > 0 && d.err == nil; n-- {
		e.erased = append(e.erased, place{entry: d.uint(), key: d.below(2) == 1, from: d.int(), to: d.int()})
	}
	for n := d.int(); n > 0 && d.err == nil; n-- {
		e.items = append(e.items, decodeItem(&d))
	}
	for i := range e.items {
		e.Keys = append(e.Keys, e.items[i].key)
	}
	return e, d.end()
}

func decodeItem(d *decoder) keyItem {
	if d.below(2) == itemErased {
		item := keyItem{erased: true}
		copy(item.digest[:], d.fixed(len(item.digest)))
		return item
	}
	item := keyItem{salt: bytes.Clone(d.fixed(stampSize))}
	item.key = model.Key{Application: d.text(), Person: d.text(), Incident: d.text()}
	return item
}
