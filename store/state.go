package store

import (
	"gd8/store/vault"
	"time"
)

// state is the small value that says what of the file is visible. It is
// rewritten by every transaction that publishes anything.
type state struct {
	next      uint32 // records with a lower number are visible
	revision  uint32 // revisions of sources up to this one are visible
	entries   uint64 // journal entries with a number up to this one are visible
	head      [32]byte
	lastTime  time.Time // of the newest entry
	staging   uint32    // the revision an unfinished import was staging, 0 for none
	sequences uint32    // handed out to answers
	writes    uint64    // transactions so far
	nonce     [16]byte  // drawn at random by the last transaction: tells whether it took place; zero in a new store and one of before this was kept
}

// stateVersion is the first byte of a state. That of codecVersion has no
// nonce.
const stateVersion = 2

func (st *state) encode() []byte {
	var e vault.Encoder
	e.Byte(stateVersion)
	e.Uint(uint64(st.next))
	e.Uint(uint64(st.revision))
	e.Uint(st.entries)
	e.Fixed(st.head[:])
	e.Time(st.lastTime)
	e.Uint(uint64(st.staging))
	e.Uint(uint64(st.sequences))
	e.Uint(st.writes)
	e.Fixed(st.nonce[:])
	return e.B
}

func decodeState(b []byte) (state, error) {
	d := vault.Decoder{B: b}
	var st state
	withNonce := len(b) > 0 && b[0] == stateVersion
	if withNonce {
		d.Byte()
	} else {
		d.Version()
	}
	st.next, st.revision, st.entries = uint32(d.Uint()), uint32(d.Uint()), d.Uint()
	copy(st.head[:], d.Fixed(32))
	st.lastTime, st.staging, st.sequences = d.Time(), uint32(d.Uint()), uint32(d.Uint())
	st.writes = d.Uint()
	if withNonce {
		copy(st.nonce[:], d.Fixed(len(st.nonce)))
	}
	return st, d.End()
}
