package store_test

import (
	"context"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/proof"
)

// mustProve fails where an entry of a store's journal is not proved by a text
// that leads to the root of the store's checkpoint.
func mustProve(t testing.TB, what string, s *Store, entry uint64) proof.Proof {
	t.Helper()
	c, err := s.Checkpoint()
	if err != nil || len(c.Root) != 64 {
		t.Fatalf("%s: checkpoint %+v (%v)", what, c, err)
	}
	made, err := s.Prove(entry)
	if err != nil {
		t.Fatalf("%s: entry %d: %v", what, entry, err)
	}
	p, err := proof.Parse("From: J. Officer\n\n" + made.String())
	if err != nil {
		t.Fatalf("%s: %q: %v", what, made.String(), err)
	}
	root, err := hex.DecodeString(c.Root)
	if err != nil || p.Check([32]byte(root)) != nil || p.Check(p.Root) != nil || p.Entry != entry || p.Store != s.ID() {
		t.Errorf("%s: entry %d is not proved by\n%s", what, entry, &p)
	}
	return p
}

func TestEveryEntryIsProvedToWhoHasACheckpoint(t *testing.T) {
	s := tampered(t)
	entries := newestEntry(t, s).Number
	for n := uint64(1); n <= entries; n++ {
		mustProve(t, "whole", s, n)
	}
	for _, n := range []uint64{0, entries + 1} {
		if _, err := s.Prove(n); err == nil || !strings.Contains(err.Error(), "choose one of them") {
			t.Errorf("entry %d of %d: %v", n, entries, err)
		}
	}
	p := mustProve(t, "before another entry", s, 3)
	answer(t, s, 2, model.Abusive, "no")
	later := mustProve(t, "after another entry", s, 3)
	if p.Head != later.Head || p.Root == later.Root || p.Check(later.Root) == nil {
		t.Errorf("an entry more: %v and %v", p, later)
	}
}

func TestTheTreeIsKeptByCopiesAndBuiltByUpgradeAndRescue(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	s := tampered(t)
	backup, restored, rescued := filepath.Join(folder, "1.db"), filepath.Join(folder, "2.db"), filepath.Join(folder, "3.db")
	if _, err := audit.Backup(ctx, s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	mustProve(t, "compacted", s, 5)
	if _, err := audit.Restore(ctx, officer, backup, restored, Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Rescue(ctx, officer, backup, rescued, Options{}); err != nil {
		t.Fatal(err)
	}
	for what, path := range map[string]string{"restored": restored, "rescued": rescued} {
		one := openStore(t, path)
		mustVerify(t, what, one)
		mustProve(t, what, one, 5)
	}
	asBeforeOrigins(t, s)
	_ = s.Close()
	up := openStore(t, s.Path())
	mustVerify(t, "upgraded", up)
	for n := uint64(1); n <= newestEntry(t, up).Number; n++ {
		mustProve(t, "upgraded", up, n)
	}
}

func TestACheckpointWithAnotherRootIsNamed(t *testing.T) {
	s := tampered(t)
	c, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	if list := findings(t, s, &c); len(list) != 0 {
		t.Errorf("its own: %q", list)
	}
	c.Root = strings.Repeat("0", 64)
	if list := findings(t, s, &c); len(list) != 1 || !strings.Contains(list[0], "does not come to its root") {
		t.Errorf("another root: %q", list)
	}
}
