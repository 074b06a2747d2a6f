package vault

import (
	"bytes"

	"gd8/model"
)

// What a journal entry says is kept as its salt and its parts. What can name
// a person, its free texts and the references, are items with salts of their
// own: the entry's commitment covers the items' digests, so that an item can
// be erased, leaving its digest, and the entry still verifies with all else
// it says.

// Item is one text or reference of an entry, or, once erased, its digest.
type Item struct {
	salt   []byte
	Said   []byte
	Erased bool
	digest [32]byte // where erased
}

// The free texts come first among an entry's items, then its references.
const (
	ItemPurpose = iota
	ItemRecipient
	ItemDetail
	FirstKeyItem
)

func (i *Item) sum() [32]byte {
	if i.Erased {
		return i.digest
	}
	return Commitment(i.salt, "item", nil, i.Said)
}

// Erase leaves the item's digest alone.
func (i *Item) Erase() { *i = Item{Erased: true, digest: i.sum()} }

func encodeKey(k model.Key) []byte {
	var e Encoder
	e.Text(k.Application)
	e.Text(k.Person)
	e.Text(k.Incident)
	return e.B
}

// Span names something the chain committed to that was erased, or that a
// rescue did not find: by its entry, and for a value or an item by its position
// among the entry's.
type Span struct {
	Entry uint64
	Kind  SpanKind
	From  int
	To    int // inclusive: neighbours are one place
}

// SpanKind is a kind of place. It is kept as a number.
type SpanKind byte

// The kinds of a span.
const (
	SpanValue SpanKind = iota
	SpanItem
	SpanSaid // all that an entry says; only of a rescue
	SpanLink // an entry's link in the chain; only of a rescue
	SpanKinds
)

// Itemise makes the entry's items, each with a salt.
func (e *Entry) Itemise(salt func() [StampSize]byte) {
	add := func(said []byte) {
		s := salt()
		e.Items = append(e.Items, Item{salt: s[:], Said: said})
	}
	add([]byte(e.Purpose))
	add([]byte(e.Recipient))
	add([]byte(e.Detail))
	for _, k := range e.Keys {
		add(encodeKey(k))
	}
}

// An entry that says something of the store itself is of a later version.
const laterEntry = CodecVersion + 1

// EntryVersion reads the version byte of an entry, which stands after its salt.
// later says that something of the store itself stands before its items.
func EntryVersion(d *Decoder) (later bool) {
	if len(d.B) > 0 && d.B[0] == laterEntry {
		d.Byte()
		return true
	}
	d.Version()
	return false
}

func (e *Entry) isLater() bool { return e.Origin != nil || len(e.Lists) > 0 || len(e.Marks) > 0 }

func (e *Entry) encodeParts(enc *Encoder) {
	if e.isLater() {
		enc.Byte(laterEntry)
	} else {
		enc.Byte(CodecVersion)
	}
	if e.Held {
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
	enc.Uint(uint64(len(e.Erased)))
	for _, p := range e.Erased {
		enc.Uint(p.Entry)
		enc.Byte(byte(p.Kind))
		enc.Uint(uint64(p.From))
		enc.Uint(uint64(p.To))
	}
	if e.isLater() {
		e.encodeLater(enc)
	}
	enc.Uint(uint64(len(e.Items)))
}

func (e *Entry) encodeLater(enc *Encoder) {
	enc.Byte(bit(e.Origin != nil))
	if e.Origin != nil {
		e.Origin.encode(enc)
	}
	enc.Uint(uint64(len(e.Lists)))
	for _, l := range e.Lists {
		enc.Byte(l.List)
		enc.Fixed(l.Sum[:])
	}
	enc.Uint(uint64(len(e.Marks)))
	for _, m := range e.Marks {
		enc.Fixed(m[:])
	}
}

func (e *Entry) decodeLater(d *Decoder) {
	if d.Below(2) == 1 {
		e.Origin = decodeOrigin(d)
	}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		l := ListSum{List: d.Below(len(SealedLists))}
		copy(l.Sum[:], d.Fixed(len(l.Sum)))
		e.Lists = append(e.Lists, l)
	}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		e.Marks = append(e.Marks, Mark(d.Fixed(MarkSize)))
	}
	if !e.isLater() { // there is one form for each value
		d.Fail()
	}
}

func bit(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// Said is the entry as it is kept.
func (e *Entry) Said() []byte {
	enc := Encoder{B: bytes.Clone(e.Salt)}
	e.encodeParts(&enc)
	for i := range e.Items {
		it := &e.Items[i]
		enc.Byte(bit(it.Erased))
		if it.Erased {
			enc.Fixed(it.digest[:])
			continue
		}
		enc.Fixed(it.salt)
		enc.Text(string(it.Said))
	}
	return enc.B
}

// Commitment covers all the entry says, its items by their digests.
func (e *Entry) Commitment(key []byte) [32]byte {
	var enc Encoder
	e.encodeParts(&enc)
	for i := range e.Items {
		sum := e.Items[i].sum()
		enc.Fixed(sum[:])
	}
	return Commitment(e.Salt, string(BucketJournal), key, enc.B)
}

// DecodeEntry reads what an entry says as it is kept; its number is not in it.
func DecodeEntry(b []byte) (Entry, error) {
	d := Decoder{B: b}
	e := Entry{Salt: bytes.Clone(d.Fixed(StampSize))}
	later := EntryVersion(&d)
	e.At, e.PreviousAt = d.Time(), d.Time()
	if !e.PreviousAt.IsZero() && e.PreviousAt.Before(e.At) {
		e.At, e.PreviousAt, e.Held = e.PreviousAt, e.At, true
	}
	e.Officer, e.Sitting = d.Text(), d.Text()
	e.Operation, e.Action, e.Count = Operation(d.Text()), d.Text(), d.Int()
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		e.Erased = append(e.Erased, Span{Entry: d.Uint(), Kind: SpanKind(d.Below(int(SpanKinds))), From: d.Int(), To: d.Int()})
	}
	if later {
		e.decodeLater(&d)
	}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		e.Items = append(e.Items, decodeItem(&d))
	}
	if len(e.Items) < FirstKeyItem {
		d.Fail()
	}
	if err := d.End(); err != nil {
		return e, err
	}
	e.Purpose, e.Recipient, e.Detail = string(e.Items[ItemPurpose].Said), string(e.Items[ItemRecipient].Said), string(e.Items[ItemDetail].Said)
	for _, it := range e.Items[FirstKeyItem:] {
		k := Decoder{B: it.Said}
		key := model.Key{}
		if !it.Erased {
			key = model.Key{Application: k.Text(), Person: k.Text(), Incident: k.Text()}
			if err := k.End(); err != nil {
				return e, err
			}
		}
		e.Keys = append(e.Keys, key)
	}
	return e, nil
}

func decodeItem(d *Decoder) Item {
	if d.Below(2) == 1 {
		it := Item{Erased: true}
		copy(it.digest[:], d.Fixed(len(it.digest)))
		return it
	}
	return Item{salt: bytes.Clone(d.Fixed(StampSize)), Said: bytes.Clone(d.Run())}
}
