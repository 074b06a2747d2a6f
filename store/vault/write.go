package vault

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
)

// Actor is who does something to the store, and why.
type Actor struct {
	Officer string
	Purpose string // why: what a supervisor and the Independent Monitor will ask
	Sitting string // of ui/session; groups the consultations of one sitting
}

// Writer is one transaction of one action: what it writes, and the journal
// entry that says so.
type Writer struct {
	read        *Reader // of the same transaction; its state is that to be written
	actor       Actor
	Now         time.Time // UTC, to the microsecond; see setTime
	Today       model.Date
	Entry       Entry
	Commitments [][32]byte
	sealed      []byte
	header      *Header // written in the place of the file's; nil mostly
	Above       any     // what the layer above keeps with the transaction
}

// Reader reads the file as the transaction has written it so far. Its state is
// the one that is to be written.
func (w *Writer) Reader() *Reader { return w.read }

// Salt is a new one for a stamp or an item.
func (w *Writer) Salt() [StampSize]byte { return w.read.s.salts.Next() }

func (s *File) writerIn(tx *bolt.Tx) *Writer { return &Writer{read: &Reader{s: s, tx: tx}} }

// ErrBusy says that an import is being staged, which other writes would tear.
var ErrBusy = errors.New("an import is running; wait for it or cancel it, then try again")

// Write runs one action in one transaction. change fills w.entry; an entry
// without an operation is not journalled (drafts, notes, sittings).
func (s *File) Write(actor Actor, change func(*Writer) error) error {
	if s.reserved.Load() {
		return ErrBusy
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.Commit(actor, change)
}

// Commit is write for callers that already hold s.writing. An error of the
// commit itself is settled before it is given: see settle.
func (s *File) Commit(actor Actor, change func(*Writer) error) error {
	if err := s.checkNamedBefore(); err != nil {
		return err
	}
	// What was staged and could not be cleared away when it failed would take
	// what is written over it with it.
	if err := s.clearBeforeWrite(); err != nil {
		return err
	}
	_, err := s.transact(nil, actor, func(w *Writer) error {
		if err := change(w); err != nil {
			return err
		}
		return w.Finish()
	})
	return err
}

// Reserve keeps all other writes out until release is called, with ErrBusy: for
// what is written in several transactions, between which nothing may come.
func (s *File) Reserve() (release func(), err error) {
	if !s.reserved.CompareAndSwap(false, true) {
		return nil, ErrBusy
	}
	s.writing.Lock()
	return func() {
		s.writing.Unlock()
		s.reserved.Store(false)
	}, nil
}

// Stage runs one transaction of something that is written in several and shows
// only once the last is done. from is the state in which the parts written so
// far are there, and the one given back that after this part; change says by
// keep or finish what state the file has meanwhile. It is for callers that have
// reserved the file.
func (s *File) Stage(from State, actor Actor, change func(*Writer) error) (State, error) {
	if err := s.checkNamedBefore(); err != nil {
		return State{}, err
	}
	return s.transact(&from, actor, change)
}

// transact runs one transaction, in a state other than the file's where from
// is not nil, and settles an error of the commit itself.
func (s *File) transact(from *State, actor Actor, change func(*Writer) error) (State, error) {
	var w *Writer
	ready := false
	err := Guard(func() error {
		return s.db.Update(func(tx *bolt.Tx) error {
			w = s.writerIn(tx)
			w.actor, w.Today = actor, s.Today()
			if from != nil {
				w.read.State = *from
			} else if err := w.read.loadState(); err != nil {
				return err
			}
			w.setTime()
			err := change(w)
			ready = err == nil
			return err
		})
	})
	if err != nil && ready {
		err = s.settle(w, err)
	}
	if err != nil {
		return State{}, err
	}
	s.saved.Store(w.read.Writes)
	return w.read.State, s.checkNamedAfter()
}

// Clear runs one transaction that clears away what does not show, without a
// word in the journal. It need not be known whether it took place: the next
// one goes on.
func (s *File) Clear(change func(*Writer) error) error {
	ready := false
	err := Guard(func() error {
		return s.db.Update(func(tx *bolt.Tx) error {
			w := s.writerIn(tx)
			if err := w.read.loadState(); err != nil {
				return err
			}
			if err := change(w); err != nil {
				return err
			}
			// Counted, so that what was staged last, by a gd8 that asks whether
			// it took place, is not taken to be there.
			w.countWrite()
			err := w.Put(BucketMeta, KeyState, w.read.State.Encode())
			ready = err == nil
			return err
		})
	})
	if err != nil && ready {
		return s.anew(err)
	}
	if err != nil {
		return err
	}
	return s.checkNamedAfter()
}

// Keep lets the file have a state other than the transaction's: what is staged
// does not show.
func (w *Writer) Keep(st State) error {
	w.countWrite()
	st.Writes, st.Nonce = w.read.Writes, w.read.Nonce
	return w.Put(BucketMeta, KeyState, st.Encode())
}

// setTime sets the time of the action. Everything the action writes bears it,
// also where the clock is behind the newest entry: a clock that was wrong once
// must not date what comes after it.
func (w *Writer) setTime() { w.Now = w.read.s.ClockTime() }

// ClockTime is what the clock says, as it is kept.
func (s *File) ClockTime() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// headerNow is the header that the file has after the transaction.
func (w *Writer) headerNow() *Header {
	if w.header != nil {
		return w.header
	}
	return &w.read.s.header
}

// putHeader gives the file another header with the transaction.
func (w *Writer) putHeader(h *Header) error {
	w.header = h
	return w.read.tx.Bucket(BucketMeta).Put(KeyHeader, h.Encode())
}

var errUnsealedList = errors.New("a list that the journal seals was changed without an entry")

// Finish writes what belongs to every action: journal and state.
func (w *Writer) Finish() error {
	if w.Entry.Operation == "" && len(w.Entry.Lists) > 0 {
		return errUnsealedList
	}
	if w.Entry.Operation != "" {
		if err := w.AppendEntry(); err != nil {
			return err
		}
	}
	w.countWrite()
	return w.Put(BucketMeta, KeyState, w.read.State.Encode())
}

// countWrite counts the transaction and marks the state as its own.
func (w *Writer) countWrite() {
	w.read.Writes++
	_, _ = rand.Read(w.read.Nonce[:]) // crypto/rand does not fail
	if told := w.read.s.layout.Counted; told != nil {
		told(w)
	}
}

// StampSize is the room of a stamp's salt.
const StampSize = 16

// PutStamped writes a value that the journal commits to. The value is
// preceded by the number of its journal entry, its place among the entry's
// commitments, and a random salt that is erased with it.
func (w *Writer) PutStamped(bucket, key, payload []byte) error {
	var e Encoder
	salt := w.read.s.salts.Next()
	EncodeStamp(&e, w.read.Entries+1, len(w.Commitments), salt[:])
	e.Fixed(payload)
	w.Commitments = append(w.Commitments, Commitment(salt[:], string(bucket), key, payload))
	return w.Put(bucket, key, e.B)
}

// EncodeStamp writes what precedes a stamped value's payload.
func EncodeStamp(e *Encoder, entry uint64, position int, salt []byte) {
	e.Uint(entry)
	e.Uint(uint64(position))
	e.Fixed(salt)
}

// Commitment is HMAC-SHA-256, under a salt, of a value and its place. Without
// the salt it tells nothing; with it, it holds the value to what it was.
func Commitment(salt []byte, bucket string, key, payload []byte) (sum [32]byte) {
	m := hmac.New(sha256.New, salt)
	var e Encoder
	e.Text(bucket)
	e.Text(string(key))
	m.Write(e.B)
	m.Write(payload)
	m.Sum(sum[:0])
	return sum
}

// Stamp is where the journal commits to a value.
type Stamp struct {
	Entry    uint64
	Position int
	Salt     []byte
}

// Unstamp splits a stamped value. The payload is not copied.
func Unstamp(value []byte) (Stamp, []byte, error) {
	d := Decoder{B: value}
	st := Stamp{Entry: d.Uint(), Position: d.Int(), Salt: d.Fixed(StampSize)}
	return st, d.B, d.Err
}

// SaltSource hands out random salts from a buffer, as an import needs a
// million of them. It is for one goroutine at a time; that of the store is
// used under the writing lock.
type SaltSource struct {
	buffer [StampSize * 256]byte
	left   int
}

// Next is a salt that was not given before.
func (s *SaltSource) Next() [StampSize]byte {
	if s.left == 0 {
		_, _ = rand.Read(s.buffer[:]) // crypto/rand does not fail
		s.left = len(s.buffer)
	}
	s.left -= StampSize
	return [StampSize]byte(s.buffer[s.left:])
}
