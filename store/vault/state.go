package vault

import (
	"time"
)

// State is the small value that says what of the file is visible. It is
// rewritten by every transaction that publishes anything.
type State struct {
	Next      uint32 // records with a lower number are visible
	Revision  uint32 // revisions of sources up to this one are visible
	Entries   uint64 // journal entries with a number up to this one are visible
	Head      [32]byte
	LastTime  time.Time // of the newest entry
	Staging   uint32    // the revision an unfinished import was staging, 0 for none
	Sequences uint32    // handed out to answers
	Writes    uint64    // transactions so far
	Nonce     [16]byte  // drawn at random by the last transaction: tells whether it took place; zero in a new store and one of before this was kept
}

// StateVersion is the first byte of a state. That of codecVersion has no
// nonce.
const StateVersion = 2

// Encode is the state as it is kept.
func (st *State) Encode() []byte {
	var e Encoder
	e.Byte(StateVersion)
	e.Uint(uint64(st.Next))
	e.Uint(uint64(st.Revision))
	e.Uint(st.Entries)
	e.Fixed(st.Head[:])
	e.Time(st.LastTime)
	e.Uint(uint64(st.Staging))
	e.Uint(uint64(st.Sequences))
	e.Uint(st.Writes)
	e.Fixed(st.Nonce[:])
	return e.B
}

// DecodeState reads a state as it is kept.
func DecodeState(b []byte) (State, error) {
	d := Decoder{B: b}
	var st State
	withNonce := len(b) > 0 && b[0] == StateVersion
	if withNonce {
		d.Byte()
	} else {
		d.Version()
	}
	st.Next, st.Revision, st.Entries = uint32(d.Uint()), uint32(d.Uint()), d.Uint()
	copy(st.Head[:], d.Fixed(32))
	st.LastTime, st.Staging, st.Sequences = d.Time(), uint32(d.Uint()), uint32(d.Uint())
	st.Writes = d.Uint()
	if withNonce {
		copy(st.Nonce[:], d.Fixed(len(st.Nonce)))
	}
	return st, d.End()
}
