package store

import (
	"crypto/sha256"
	"encoding/binary"

	"gd8/model"
	"gd8/store/vault"
)

// DecisionID is what a version of a decision is called in any store: it is made
// of where it was made and where the journal has it, and stays when records are
// numbered anew. One of the first version does not know where it was made; its
// store is the one it lies in, and its incarnation zero.
func (s *Store) DecisionID(d *model.Decision, st vault.Stamp) [32]byte {
	store := d.Store
	if store == [16]byte{} {
		store, _ = s.Identity()
	}
	var e vault.Encoder
	e.Text("gd8 decision 1")
	e.Fixed(store[:])
	e.Fixed(d.Incarnation[:])
	e.Fixed(binary.BigEndian.AppendUint64(nil, st.Entry))
	e.Fixed(binary.BigEndian.AppendUint64(nil, uint64(st.Position)))
	return sha256.Sum256(e.B)
}
