package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	"gd8/store/vault"
)

// Actor is who does something to the store, and why.
type Actor struct {
	Officer string
	Purpose string // the justification the Act asks for
	Sitting string // of ui/session; groups the consultations of one sitting
}

// writer is one transaction of one action: what it writes, and the journal
// entry that says so.
type writer struct {
	reader
	actor       Actor
	now         time.Time // UTC, to the microsecond; see setTime
	clock       time.Time // what the clock said
	today       model.Date
	entry       Entry
	commitments [][32]byte
	sealed      []byte
	index       *indexChange
	rows        []rowChange // replaced, in order
	rowsAnew    bool        // rows were written that rows does not tell of
	header      *header     // written in the place of the store's; nil mostly
}

// ErrBusy says that an import is being staged, which other writes would tear.
var ErrBusy = errors.New("an import is running; wait for it or cancel it, then try again")

// write runs one action in one transaction. change fills w.entry; an entry
// without an operation is not journalled (drafts, notes, sittings).
func (s *Store) write(actor Actor, change func(*writer) error) error {
	if s.importing.Load() {
		return ErrBusy
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.commit(actor, change)
}

// commit is write for who holds the writing lock. An error of the commit
// itself is settled before it is given: see settle.
func (s *Store) commit(actor Actor, change func(*writer) error) error {
	if err := s.checkNamedBefore(); err != nil {
		return err
	}
	// An import that failed may have left something that could not be cleared
	// away then: a write over it would be cleared away with it.
	if err := s.dropStaged(); err != nil {
		return err
	}
	w := &writer{reader: reader{s: s}, actor: actor, today: s.Today()}
	ready := false
	err := vault.Guard(func() error {
		return s.db.Update(func(tx *bolt.Tx) error {
			w.tx = tx
			if err := w.loadState(); err != nil {
				return err
			}
			w.setTime()
			if err := change(w); err != nil {
				return err
			}
			if err := w.finish(); err != nil {
				return err
			}
			ready = true
			return nil
		})
	})
	if err != nil && ready {
		err = s.settle(w, err)
	}
	if err != nil {
		return err
	}
	return s.checkNamedAfter()
}

// setTime sets the time of the action, once its state is known. Everything
// the action writes bears it. Where the clock has jumped back it is that of
// the newest entry, so that an answer or a decision is never dated before what
// it followed; the entry also keeps what the clock said.
func (w *writer) setTime() {
	w.clock = w.s.now().UTC().Truncate(time.Microsecond)
	w.now = w.clock
	if w.now.Before(w.lastTime) {
		w.now = w.lastTime
	}
}

// finish writes what belongs to every action: index bits, journal and state.
func (w *writer) finish() error {
	if w.index != nil {
		if err := w.index.flush(w); err != nil {
			return err
		}
	}
	if w.entry.Operation != "" {
		if err := w.appendEntry(); err != nil {
			return err
		}
	}
	w.countWrite()
	return w.put(bucketMeta, keyState, w.state.encode())
}

// countWrite counts the transaction, marks the state as its own, and carries
// the orders of the queue over to it.
func (w *writer) countWrite() {
	w.writes++
	_, _ = rand.Read(w.nonce[:]) // crypto/rand does not fail
	if w.rowsAnew {
		w.s.orders.forget()
		return
	}
	w.s.orders.advance(w.writes, w.rows)
}

// stampSize is the room of a stamp's salt.
const stampSize = 16

// putStamped writes a value that the journal commits to. The value is
// preceded by the number of its journal entry, its place among the entry's
// commitments, and a random salt that is erased with it.
func (w *writer) putStamped(bucket, key, payload []byte) error {
	var e vault.Encoder
	salt := w.s.salts.next()
	encodeStamp(&e, w.entries+1, len(w.commitments), salt[:])
	e.Fixed(payload)
	w.commitments = append(w.commitments, commitment(salt[:], string(bucket), key, payload))
	return w.put(bucket, key, e.B)
}

// encodeStamp writes what precedes a stamped value's payload.
func encodeStamp(e *vault.Encoder, entry uint64, position int, salt []byte) {
	e.Uint(entry)
	e.Uint(uint64(position))
	e.Fixed(salt)
}

// commitment is HMAC-SHA-256, under a salt, of a value and its place. Without
// the salt it tells nothing; with it, it holds the value to what it was.
func commitment(salt []byte, bucket string, key, payload []byte) (sum [32]byte) {
	m := hmac.New(sha256.New, salt)
	var e vault.Encoder
	e.Text(bucket)
	e.Text(string(key))
	m.Write(e.B)
	m.Write(payload)
	m.Sum(sum[:0])
	return sum
}

// stamp is where the journal commits to a value.
type stamp struct {
	entry    uint64
	position int
	salt     []byte
}

// unstamp splits a stamped value. The payload is not copied.
func unstamp(value []byte) (stamp, []byte, error) {
	d := vault.Decoder{B: value}
	st := stamp{entry: d.Uint(), position: d.Int(), salt: d.Fixed(stampSize)}
	return st, d.B, d.Err
}

// saltSource hands out random salts from a buffer, as an import needs a
// million of them. It is for one goroutine at a time; that of the store is
// used under the writing lock.
type saltSource struct {
	buffer [stampSize * 256]byte
	left   int
}

func (s *saltSource) next() [stampSize]byte {
	if s.left == 0 {
		_, _ = rand.Read(s.buffer[:]) // crypto/rand does not fail
		s.left = len(s.buffer)
	}
	s.left -= stampSize
	return [stampSize]byte(s.buffer[s.left:])
}
