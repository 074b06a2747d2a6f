package store

import "time"

// state is the small value that says what of the file is visible. It is
// rewritten by every transaction that publishes anything.
type state struct {
	next      uint32 // records with a lower number are visible
	revision  uint32 // revisions of sources up to this one are visible
	entries   uint64 // journal entries with a number up to this one are visible
	head      [32]byte
	lastTime  time.Time // of the newest entry; time never goes back
	staging   uint32    // the revision an unfinished import was staging, 0 for none
	sequences uint32    // handed out to answers
	writes    uint64    // transactions so far
	nonce     [16]byte  // drawn at random by the last transaction: tells whether it took place; zero in a new store and one of before this was kept
}

// stateVersion is the first byte of a state. That of codecVersion has no
// nonce.
const stateVersion = 2

func (st *state) encode() []byte {
	var e encoder
	e.byte(stateVersion)
	e.uint(uint64(st.next))
	e.uint(uint64(st.revision))
	e.uint(st.entries)
	e.fixed(st.head[:])
	e.time(st.lastTime)
	e.uint(uint64(st.staging))
	e.uint(uint64(st.sequences))
	e.uint(st.writes)
	e.fixed(st.nonce[:])
	return e.b
}

func decodeState(b []byte) (state, error) {
	d := decoder{b: b}
	var st state
	withNonce := len(b) > 0 && b[0] == stateVersion
	if withNonce {
		d.byte()
	} else {
		d.version()
	}
	st.next, st.revision, st.entries = uint32(d.uint()), uint32(d.uint()), d.uint()
	copy(st.head[:], d.fixed(32))
	st.lastTime, st.staging, st.sequences = d.time(), uint32(d.uint()), uint32(d.uint())
	st.writes = d.uint()
	if withNonce {
		copy(st.nonce[:], d.fixed(len(st.nonce)))
	}
	return st, d.end()
}
