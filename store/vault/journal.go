package vault

import (
	"crypto/sha256"
	"time"

	"gd8/model"
)

// Operation is what section 62 of the Data Protection Act 2018 obliges a
// police system to log.
type Operation string

// The operations of section 62.
const (
	Collection   Operation = "collection"
	Alteration   Operation = "alteration"
	Consultation Operation = "consultation"
	Disclosure   Operation = "disclosure"
	Combination  Operation = "combination"
	Erasure      Operation = "erasure"
)

// Operations are all operations, in the Act's order.
func Operations() []Operation {
	return []Operation{Collection, Alteration, Consultation, Disclosure, Combination, Erasure}
}

// Entry is what one journal entry says.
type Entry struct {
	Number uint64
	At     time.Time // UTC, by the clock of the computer; the numbers have the order
	// PreviousAt is the time of the entry before, where it is later than At:
	// one of the two clocks was wrong. Zero mostly.
	PreviousAt time.Time
	Officer    string
	Purpose    string
	Sitting    string
	Operation  Operation
	Action     string      // what was done: import, answer, decide, open ...
	Keys       []model.Key // the records concerned, where they are few; a key erased is blank
	Count      int         // how many records were concerned
	Recipient  string      // of a disclosure
	Detail     string      // for a person; never holds a rationale or a summary

	Origin *Origin   // which store this is from this entry on; nil in most
	Lists  []ListSum // what lists in meta hold from this entry on
	Marks  []Mark    // of what was erased by this entry, or before it in another store

	Erased []Span // of an erasure: what it took out of earlier entries
	Items  []Item // Purpose, Recipient, Detail and Keys, as they are kept
	Salt   []byte
	// Held says that the entry is of a version that dated it as the entry
	// before, and noted what the clock said beside that.
	Held bool
}

// Actions of entries that a verification takes for more than words.
const (
	ActionRescue = "rescue"
	// ActionLost is of an entry of which what it said was not found by a
	// rescue. It stands in that one's place, so that the journal can be read.
	ActionLost = "lost"
)

// LostEntry is what stands in the place of an entry's lost words. Its time is
// that of the entry before, as nothing is known but that it was not earlier.
func LostEntry(number uint64, before time.Time, salt func() [StampSize]byte) Entry {
	s := salt()
	e := Entry{
		Number: number, At: before, Action: ActionLost, Salt: s[:],
		Detail: "what this entry said was not found by a rescue; its time is that of the entry before it",
	}
	e.Itemise(salt)
	return e
}

// MaxEntryKeys is how many references an entry holds. An entry about more,
// such as that of an import, holds their number; each of its records knows
// the entry.
const MaxEntryKeys = 64

// AppendEntry seals the transaction's entry into the journal and moves the
// head. What the entry says stands beside the chain with its own salt, so
// that it can be erased and the chain still verify.
func (w *Writer) AppendEntry() error {
	e := &w.Entry
	e.Number = w.read.Entries + 1
	e.At = w.Now
	if w.Now.Before(w.read.LastTime) {
		e.PreviousAt = w.read.LastTime
	}
	if h := w.headerNow(); e.Number == 1 && e.Origin == nil && h.Format >= formatWithIncarnation {
		e.Origin = h.Origin(Created, [16]byte{})
	}
	if e.Origin != nil {
		var err error
		if e.Origin.Marks, err = w.read.MarksSum(); err != nil {
			return err
		}
	}
	e.Officer, e.Purpose, e.Sitting = w.actor.Officer, w.actor.Purpose, w.actor.Sitting
	if e.Count == 0 {
		e.Count = len(e.Keys)
	}
	if len(e.Keys) > MaxEntryKeys {
		e.Keys = nil
	}
	key := EntryKey(e.Number)
	salt := w.read.s.salts.Next()
	e.Salt = salt[:]
	e.Itemise(w.read.s.salts.Next)
	if err := w.Put(BucketJournal, key, e.Said()); err != nil {
		return err
	}
	all := append([][32]byte{e.Commitment(key)}, w.Commitments...)
	head := ChainHash(w.read.Head, e.Number, all)
	if err := w.Put(BucketChain, key, EncodeLink(head, all)); err != nil {
		return err
	}
	if err := w.growTree(e.Number, head); err != nil {
		return err
	}
	w.read.Entries, w.read.Head, w.read.LastTime = e.Number, head, e.At
	w.Commitments = w.Commitments[:0]
	return nil
}

// ChainHash binds an entry's commitments to the entry before it.
func ChainHash(before [32]byte, number uint64, commitments [][32]byte) [32]byte {
	h := sha256.New()
	var e Encoder
	e.Text("gd8 journal 1")
	e.Fixed(before[:])
	e.Uint(number)
	e.Uint(uint64(len(commitments)))
	h.Write(e.B)
	for i := range commitments {
		h.Write(commitments[i][:])
	}
	return [32]byte(h.Sum(nil))
}

// EncodeLink is a link as it is kept. A link is an entry's hash and its commitments: first that of what the entry
// says, then those of the values it wrote, in order.
func EncodeLink(hash [32]byte, commitments [][32]byte) []byte {
	var e Encoder
	e.Byte(CodecVersion)
	e.Fixed(hash[:])
	e.Uint(uint64(len(commitments)))
	for i := range commitments {
		e.Fixed(commitments[i][:])
	}
	return e.B
}

// DecodeLink reads a link.
func DecodeLink(b []byte) (hash [32]byte, commitments [][32]byte, err error) {
	d := Decoder{B: b}
	d.Version()
	copy(hash[:], d.Fixed(32))
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		commitments = append(commitments, [32]byte(d.Fixed(32)))
	}
	return hash, commitments, d.End()
}

// Journal gives the entries from the newest to the oldest until visit returns
// false.
func (s *File) Journal(visit func(Entry) bool) error {
	return s.View(func(r *Reader) error {
		for n := r.Entries; n > 0; n-- {
			e, err := r.JournalEntry(n)
			if err != nil {
				return err
			}
			if !visit(e) {
				return nil
			}
		}
		return nil
	})
}

// JournalEntry reads what an entry says.
func (r *Reader) JournalEntry(n uint64) (Entry, error) {
	b, err := r.Get(BucketJournal, EntryKey(n))
	if err != nil {
		return Entry{}, err
	}
	if b == nil {
		return Entry{}, ErrMissing
	}
	e, err := DecodeEntry(b)
	e.Number = n
	return e, err
}
