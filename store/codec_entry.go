package store

import (
	"bytes"

	"gd8/model"
	"gd8/store/vault"
)

// What a journal entry says is kept as its salt and its parts. What can name
// a person, its free texts and the references, are items with salts of their
// own: the entry's commitment covers the items' digests, so that an item can
// be erased, leaving its digest, and the entry still verifies with all else
// it says.

// item is one text or reference of an entry, or, once erased, its digest.
type item struct {
	salt   []byte
	said   []byte
	erased bool
	digest [32]byte // where erased
}

// The free texts come first among an entry's items, then its references.
const (
	itemPurpose = iota
	itemRecipient
	itemDetail
	firstKeyItem
)

func (i *item) sum() [32]byte {
	if i.erased {
		return i.digest
	}
	return commitment(i.salt, "item", nil, i.said)
}

// erase leaves the item's digest alone.
func (i *item) erase() { *i = item{erased: true, digest: i.sum()} }

func encodeKey(k model.Key) []byte {
	var e vault.Encoder
	e.Text(k.Application)
	e.Text(k.Person)
	e.Text(k.Incident)
	return e.B
}

// place names something the chain committed to that was erased, or that a
// rescue did not find: by its entry, and for a value or an item by its position
// among the entry's.
type place struct {
	entry uint64
	kind  placeKind
	from  int
	to    int // inclusive: neighbours are one place
}

// placeKind is a kind of place. It is kept as a number.
type placeKind byte

const (
	placeValue placeKind = iota
	placeItem
	placeSaid // all that an entry says; only of a rescue
	placeLink // an entry's link in the chain; only of a rescue
	placeKinds
)

// itemise makes the entry's items, each with a salt.
func (e *Entry) itemise(salt func() [stampSize]byte) {
	add := func(said []byte) {
		s := salt()
		e.items = append(e.items, item{salt: s[:], said: said})
	}
	add([]byte(e.Purpose))
	add([]byte(e.Recipient))
	add([]byte(e.Detail))
	for _, k := range e.Keys {
		add(encodeKey(k))
	}
}

func (e *Entry) encodeParts(enc *vault.Encoder) {
	enc.Byte(vault.CodecVersion)
	if e.held {
		enc.Time(e.PreviousAt)
		enc.Time(e.At)
	} else {
		enc.Time(e.At)
		enc.Time(e.PreviousAt)
	}
	enc.Text(e.Officer)
	enc.Text(e.Sitting)
	enc.Text(string(e.Operation))
	enc.Text(e.Action)
	enc.Uint(uint64(e.Count))
	enc.Uint(uint64(len(e.erased)))
	for _, p := range e.erased {
		enc.Uint(p.entry)
		enc.Byte(byte(p.kind))
		enc.Uint(uint64(p.from))
		enc.Uint(uint64(p.to))
	}
	enc.Uint(uint64(len(e.items)))
}

func bit(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// said is the entry as it is kept.
func (e *Entry) said() []byte {
	enc := vault.Encoder{B: bytes.Clone(e.salt)}
	e.encodeParts(&enc)
	for i := range e.items {
		it := &e.items[i]
		enc.Byte(bit(it.erased))
		if it.erased {
			enc.Fixed(it.digest[:])
			continue
		}
		enc.Fixed(it.salt)
		enc.Text(string(it.said))
	}
	return enc.B
}

// commitment covers all the entry says, its items by their digests.
func (e *Entry) commitment(key []byte) [32]byte {
	var enc vault.Encoder
	e.encodeParts(&enc)
	for i := range e.items {
		sum := e.items[i].sum()
		enc.Fixed(sum[:])
	}
	return commitment(e.salt, string(bucketJournal), key, enc.B)
}

func decodeEntry(b []byte) (Entry, error) {
	d := vault.Decoder{B: b}
	e := Entry{salt: bytes.Clone(d.Fixed(stampSize))}
	d.Version()
	e.At, e.PreviousAt = d.Time(), d.Time()
	if !e.PreviousAt.IsZero() && e.PreviousAt.Before(e.At) {
		e.At, e.PreviousAt, e.held = e.PreviousAt, e.At, true
	}
	e.Officer, e.Sitting = d.Text(), d.Text()
	e.Operation, e.Action, e.Count = Operation(d.Text()), d.Text(), d.Int()
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		e.erased = append(e.erased, place{entry: d.Uint(), kind: placeKind(d.Below(int(placeKinds))), from: d.Int(), to: d.Int()})
	}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		e.items = append(e.items, decodeItem(&d))
	}
	if len(e.items) < firstKeyItem {
		d.Fail()
	}
	if err := d.End(); err != nil {
		return e, err
	}
	e.Purpose, e.Recipient, e.Detail = string(e.items[itemPurpose].said), string(e.items[itemRecipient].said), string(e.items[itemDetail].said)
	for _, it := range e.items[firstKeyItem:] {
		k := vault.Decoder{B: it.said}
		key := model.Key{}
		if !it.erased {
			key = model.Key{Application: k.Text(), Person: k.Text(), Incident: k.Text()}
			if err := k.End(); err != nil {
				return e, err
			}
		}
		e.Keys = append(e.Keys, key)
	}
	return e, nil
}

func decodeItem(d *vault.Decoder) item {
	if d.Below(2) == 1 {
		it := item{erased: true}
		copy(it.digest[:], d.Fixed(len(it.digest)))
		return it
	}
	return item{salt: bytes.Clone(d.Fixed(stampSize)), said: bytes.Clone(d.Run())}
}
