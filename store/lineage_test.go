package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"path/filepath"
	"slices"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/history"
	"gd8/store/vault"
)

// versionIDs are the ids of a record's decision versions, oldest first, each of
// which must name the one before it as its parent.
func versionIDs(t testing.TB, what string, s *Store, n Number) (ids [][32]byte) {
	t.Helper()
	changes, err := history.Of(s, n)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range slices.Backward(changes) {
		if c.Decision == nil {
			continue
		}
		if last := len(ids) - 1; c.Decision.Store != [16]byte{} && (last < 0 && len(c.Decision.Parents) > 0 ||
			last >= 0 && !slices.Equal(c.Decision.Parents, [][32]byte{ids[last]})) {
			t.Errorf("%s: version %d has the parents %x", what, c.Decision.Version, c.Decision.Parents)
		}
		if slices.Contains(ids, c.ID) || c.ID == [32]byte{} {
			t.Errorf("%s: version %d has the id %x", what, c.Decision.Version, c.ID)
		}
		ids = append(ids, c.ID)
	}
	return ids
}

// idOf works an id out as it is defined, of what is stored.
func idOf(t testing.TB, s *Store, n Number, version uint32, incarnation string) (id [32]byte) {
	t.Helper()
	store, err := hex.DecodeString(s.ID())
	if err != nil {
		t.Fatal(err)
	}
	life, err := hex.DecodeString(incarnation)
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(func(r *Reader) error {
		value, err := r.Get(BucketDecisions, PairKey(n, version))
		if err != nil {
			return err
		}
		st, _, err := vault.Unstamp(value)
		b := append([]byte{14}, "gd8 decision 1"...)
		b = append(append(b, store...), life...)
		b = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(b, st.Entry), uint64(st.Position))
		id = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestADecisionHasAnIDAndNamesItsParents(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	s := tampered(t)
	n := numberOf(t, s, "14/2231/19")
	if err := s.WithdrawDecision(officer, n); err != nil {
		t.Fatal(err)
	}
	decide(t, s, n, model.Refer)
	ids := versionIDs(t, "at first", s, n)
	if len(ids) != 4 || ids[3] != idOf(t, s, n, 4, s.Incarnation()) {
		t.Fatalf("%x", ids)
	}

	// The ids are those of the decisions wherever they lie.
	backup, restored, rescued := filepath.Join(folder, "1.db"), filepath.Join(folder, "2.db"), filepath.Join(folder, "3.db")
	if _, err := audit.Backup(ctx, s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Restore(ctx, officer, backup, restored, Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Rescue(ctx, officer, backup, rescued, Options{}); err != nil {
		t.Fatal(err)
	}
	r := openStore(t, restored)
	for what, one := range map[string]*Store{"restored": r, "rescued": openStore(t, rescued)} {
		if got := versionIDs(t, what, one, n); !slices.Equal(got, ids) {
			t.Errorf("%s: %x, were %x", what, got, ids)
		}
	}
	// Two stores of one identity give a decision each the same numbers, and
	// other ids.
	decide(t, s, n, model.Defer)
	decide(t, r, n, model.Defer)
	one, other := versionIDs(t, "the old store", s, n), versionIDs(t, "the restored one", r, n)
	if len(one) != 5 || len(other) != 5 || one[4] == other[4] || one[3] != other[3] {
		t.Errorf("two stores: %x and %x", one, other)
	}
}

// A decision of the first version does not say where it was made, and stays as
// it is, as the journal sealed it.
func TestADecisionOfAnEarlierFormatKeepsItsBytesAndHasIncarnationZeroInItsID(t *testing.T) {
	s := tampered(t)
	n := numberOf(t, s, "14/2231/19")
	asBeforeOrigins(t, s)
	before := valuesOf(t, s, BucketDecisions)
	_ = s.Close()
	up := openStore(t, s.Path())
	mustVerify(t, "upgraded", up)
	after := valuesOf(t, up, BucketDecisions)
	if !slices.EqualFunc(before, after, func(a, b vault.Pair) bool { return string(a.Value) == string(b.Value) }) {
		t.Error("the upgrade wrote decisions anew")
	}
	ids := versionIDs(t, "upgraded", up, n)
	if zero := "00000000000000000000000000000000"; len(ids) != 2 || ids[1] != idOf(t, up, n, 2, zero) {
		t.Fatalf("%x", ids)
	}
	decide(t, up, n, model.Defer)
	ids = versionIDs(t, "upgraded and decided again", up, n)
	if len(ids) != 3 || ids[2] != idOf(t, up, n, 3, up.Incarnation()) {
		t.Errorf("%x", ids)
	}
}
