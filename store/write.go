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

// Writer is one transaction of one action: what it writes, and the journal
// entry that says so.
type Writer struct {
	read        *Reader // of the same transaction; its state is that to be written
	actor       Actor
	now         time.Time // UTC, to the microsecond; see setTime
	today       model.Date
	entry       Entry
	commitments [][32]byte
	sealed      []byte
	header      *header // written in the place of the file's; nil mostly
	above       any     // what the layer above keeps with the transaction
}

func (s *File) writerIn(tx *bolt.Tx) *Writer { return &Writer{read: &Reader{s: s, tx: tx}} }

// ErrBusy says that an import is being staged, which other writes would tear.
var ErrBusy = errors.New("an import is running; wait for it or cancel it, then try again")

// write runs one action in one transaction. change fills w.entry; an entry
// without an operation is not journalled (drafts, notes, sittings).
func (s *File) write(actor Actor, change func(*Writer) error) error {
	if s.reserved.Load() {
		return ErrBusy
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.commit(actor, change)
}

// commit is write for callers that already hold s.writing. An error of the
// commit itself is settled before it is given: see settle.
func (s *File) commit(actor Actor, change func(*Writer) error) error {
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
		return w.finish()
	})
	return err
}

// reserve keeps all other writes out until release is called, with ErrBusy: for
// what is written in several transactions, between which nothing may come.
func (s *File) reserve() (release func(), err error) {
	if !s.reserved.CompareAndSwap(false, true) {
		return nil, ErrBusy
	}
	s.writing.Lock()
	return func() {
		s.writing.Unlock()
		s.reserved.Store(false)
	}, nil
}

// stage runs one transaction of something that is written in several and shows
// only once the last is done. from is the state in which the parts written so
// far are there, and the one given back that after this part; change says by
// keep or finish what state the file has meanwhile. It is for callers that have
// reserved the file.
func (s *File) stage(from state, actor Actor, change func(*Writer) error) (state, error) {
	if err := s.checkNamedBefore(); err != nil {
		return state{}, err
	}
	return s.transact(&from, actor, change)
}

// transact runs one transaction, in a state other than the file's where from
// is not nil, and settles an error of the commit itself.
func (s *File) transact(from *state, actor Actor, change func(*Writer) error) (state, error) {
	var w *Writer
	ready := false
	err := vault.Guard(func() error {
		return s.db.Update(func(tx *bolt.Tx) error {
			w = s.writerIn(tx)
			w.actor, w.today = actor, s.Today()
			if from != nil {
				w.read.state = *from
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
		return state{}, err
	}
	return w.read.state, s.checkNamedAfter()
}

// clear runs one transaction that clears away what does not show, without a
// word in the journal. It need not be known whether it took place: the next
// one goes on.
func (s *File) clear(change func(*Writer) error) error {
	ready := false
	err := vault.Guard(func() error {
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
			err := w.put(bucketMeta, keyState, w.read.state.encode())
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

// keep lets the file have a state other than the transaction's: what is staged
// does not show.
func (w *Writer) keep(st state) error {
	w.countWrite()
	st.writes, st.nonce = w.read.writes, w.read.nonce
	return w.put(bucketMeta, keyState, st.encode())
}

// setTime sets the time of the action. Everything the action writes bears it,
// also where the clock is behind the newest entry: a clock that was wrong once
// must not date what comes after it.
func (w *Writer) setTime() { w.now = w.read.s.clockTime() }

// clockTime is what the clock says, as it is kept.
func (s *File) clockTime() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// finish writes what belongs to every action: journal and state.
func (w *Writer) finish() error {
	if w.entry.Operation != "" {
		if err := w.appendEntry(); err != nil {
			return err
		}
	}
	w.countWrite()
	return w.put(bucketMeta, keyState, w.read.state.encode())
}

// countWrite counts the transaction and marks the state as its own.
func (w *Writer) countWrite() {
	w.read.writes++
	_, _ = rand.Read(w.read.nonce[:]) // crypto/rand does not fail
	if told := w.read.s.layout.Counted; told != nil {
		told(w)
	}
}

// stampSize is the room of a stamp's salt.
const stampSize = 16

// putStamped writes a value that the journal commits to. The value is
// preceded by the number of its journal entry, its place among the entry's
// commitments, and a random salt that is erased with it.
func (w *Writer) putStamped(bucket, key, payload []byte) error {
	var e vault.Encoder
	salt := w.read.s.salts.next()
	encodeStamp(&e, w.read.entries+1, len(w.commitments), salt[:])
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
