package store

import (
	"crypto/sha256"
	"time"

	"gd8/model"
	"gd8/store/vault"
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

	erased []place // of an erasure: what it took out of earlier entries
	items  []item  // Purpose, Recipient, Detail and Keys, as they are kept
	salt   []byte
	// held says that the entry is of a version that dated it as the entry
	// before, and noted what the clock said beside that.
	held bool
}

// Actions of entries that a verification takes for more than words.
const (
	actionRescue = "rescue"
	// actionLost is of an entry of which what it said was not found by a
	// rescue. It stands in that one's place, so that the journal can be read.
	actionLost = "lost"
)

// lostEntry is what stands in the place of an entry's lost words. Its time is
// that of the entry before, as nothing is known but that it was not earlier.
func lostEntry(number uint64, before time.Time, salt func() [stampSize]byte) Entry {
	s := salt()
	e := Entry{
		Number: number, At: before, Action: actionLost, salt: s[:],
		Detail: "what this entry said was not found by a rescue; its time is that of the entry before it",
	}
	e.itemise(salt)
	return e
}

// maxEntryKeys is how many references an entry holds. An entry about more,
// such as that of an import, holds their number; each of its records knows
// the entry.
const maxEntryKeys = 64

// appendEntry seals the transaction's entry into the journal and moves the
// head. What the entry says stands beside the chain with its own salt, so
// that it can be erased and the chain still verify.
func (w *Writer) appendEntry() error {
	e := &w.entry
	e.Number = w.read.entries + 1
	e.At = w.now
	if w.now.Before(w.read.lastTime) {
		e.PreviousAt = w.read.lastTime
	}
	e.Officer, e.Purpose, e.Sitting = w.actor.Officer, w.actor.Purpose, w.actor.Sitting
	if e.Count == 0 {
		e.Count = len(e.Keys)
	}
	if len(e.Keys) > maxEntryKeys {
		e.Keys = nil
	}
	key := entryKey(e.Number)
	salt := w.read.s.salts.next()
	e.salt = salt[:]
	e.itemise(w.read.s.salts.next)
	if err := w.put(bucketJournal, key, e.said()); err != nil {
		return err
	}
	all := append([][32]byte{e.commitment(key)}, w.commitments...)
	head := chainHash(w.read.head, e.Number, all)
	if err := w.put(bucketChain, key, encodeLink(head, all)); err != nil {
		return err
	}
	w.read.entries, w.read.head, w.read.lastTime = e.Number, head, e.At
	w.commitments = w.commitments[:0]
	return nil
}

// chainHash binds an entry's commitments to the entry before it.
func chainHash(before [32]byte, number uint64, commitments [][32]byte) [32]byte {
	h := sha256.New()
	var e vault.Encoder
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

// A link is an entry's hash and its commitments: first that of what the entry
// says, then those of the values it wrote, in order.
func encodeLink(hash [32]byte, commitments [][32]byte) []byte {
	var e vault.Encoder
	e.Byte(vault.CodecVersion)
	e.Fixed(hash[:])
	e.Uint(uint64(len(commitments)))
	for i := range commitments {
		e.Fixed(commitments[i][:])
	}
	return e.B
}

func decodeLink(b []byte) (hash [32]byte, commitments [][32]byte, err error) {
	d := vault.Decoder{B: b}
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
	return s.view(func(r *Reader) error {
		for n := r.entries; n > 0; n-- {
			e, err := r.journalEntry(n)
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

func (r *Reader) journalEntry(n uint64) (Entry, error) {
	b, err := r.get(bucketJournal, entryKey(n))
	if err != nil {
		return Entry{}, err
	}
	if b == nil {
		return Entry{}, vault.ErrMissing
	}
	e, err := decodeEntry(b)
	e.Number = n
	return e, err
}
