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
	writes    uint64    // transactions so far: tells whether the last one took place
}

func (st *state) encode() []byte {
	var e encoder
	e.byte(codecVersion)
	e.uint(uint64(st.next))
	e.uint(uint64(st.revision))
	e.uint(st.entries)
	e.fixed(st.head[:])
	e.time(st.lastTime)
	e.uint(uint64(st.staging))
	e.uint(uint64(st.sequences))
	e.uint(st.writes)
	return e.b
}

func decodeState(b []byte) (state, error) {
	d := decoder{b: b}
	var st state
	d.version()
	st.next, st.revision, st.entries = uint32(d.uint()), uint32(d.uint()), d.uint()
	copy(st.head[:], d.fixed(32))
	st.lastTime, st.staging, st.sequences = d.time(), uint32(d.uint()), uint32(d.uint())
	st.writes = d.uint()
	return st, d.end()
}
