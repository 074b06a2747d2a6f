package store_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/codec"
	"gd8/store/proof"
	"gd8/store/seal"
	"gd8/store/vault"
)

// originsOf are the ways in which a store came to be, and its incarnation, as
// the journal and the header say, of a store that must be whole.
func originsOf(t testing.TB, what string, s *Store) (ways []string, life string) {
	t.Helper()
	mustVerify(t, what, s)
	v, err := audit.Verify(context.Background(), s, nil, func(audit.Finding) {})
	if err != nil || len(v.Origins) == 0 {
		t.Fatalf("%s: %v, %v", what, v.Origins, err)
	}
	for _, o := range v.Origins {
		ways = append(ways, o.How.String())
	}
	newest := v.Origins[len(v.Origins)-1]
	if newest.Life() != s.Incarnation() || newest.ID() != s.ID() {
		t.Errorf("%s: the journal says incarnation %s and the header %s", what, newest.Life(), s.Incarnation())
	}
	return ways, s.Incarnation()
}

// originsOfFile is originsOf of a store that is closed.
func originsOfFile(t testing.TB, what, path string) ([]string, string) {
	s, err := Open(path, Options{WithoutSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return originsOf(t, what, s)
}

func TestTheJournalSaysWhereTheStoreCameFrom(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	s, c := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	worked(t, s)
	ways, first := originsOf(t, "a new store", s)
	if !slices.Equal(ways, []string{"created"}) {
		t.Errorf("a new store: %q", ways)
	}
	backup := filepath.Join(folder, "gd8.backup")
	if _, err := audit.Backup(ctx, s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if ways, life := originsOfFile(t, "its backup", backup); len(ways) != 1 || life != first {
		t.Errorf("a backup: %q, incarnation %s and not %s", ways, life, first)
	}
	made := c.Read()
	c.Now = c.Now.AddDate(0, 0, 3)
	if err := s.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	cheap := seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}
	if err := audit.Encrypt(ctx, s, officer, []byte("correct horse battery staple"), cheap); err != nil {
		t.Fatal(err)
	}
	if ways, life := originsOf(t, "encrypted", s); !slices.Equal(ways, []string{"created", "re-keyed"}) || life != first {
		t.Errorf("compacted and encrypted: %q, incarnation %s and not %s", ways, life, first)
	}

	restored := filepath.Join(folder, "restored.db")
	if _, err := audit.Restore(ctx, officer, backup, restored, Options{Now: c.Read}); err != nil {
		t.Fatal(err)
	}
	r := openStore(t, restored)
	ways, second := originsOf(t, "restored", r)
	if !slices.Equal(ways, []string{"created", "restored"}) || second == first {
		t.Errorf("restored: %q, incarnation %s", ways, second)
	}
	e := newestEntry(t, r)
	if o := e.Origin; e.Action != "restore" || e.Officer != officer.Officer || o == nil || !o.Of.Equal(made) || o.Parent == o.Incarnation {
		t.Errorf("restored by %q: %+v; the backup is of %v", e.Officer, e.Origin, made)
	}
	rescued := filepath.Join(folder, "rescued.db")
	_ = r.Close()
	if _, err := audit.Rescue(ctx, officer, restored, rescued, Options{Now: c.Read}); err != nil {
		t.Fatal(err)
	}
	ways, third := originsOf(t, "rescued", openStore(t, rescued))
	if !slices.Equal(ways, []string{"created", "restored", "rescued"}) || third == second || third == first {
		t.Errorf("rescued: %q, incarnation %s", ways, third)
	}
}

// A restore makes two stores that go by one identity.
func TestACheckpointNamesTheIncarnationOfTwoStoresThatGoOn(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	worked(t, s)
	common, err := audit.Backup(ctx, s, officer, filepath.Join(folder, "gd8.backup"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Restore(ctx, officer, filepath.Join(folder, "gd8.backup"), filepath.Join(folder, "restored.db"), Options{}); err != nil {
		t.Fatal(err)
	}
	r := openStore(t, filepath.Join(folder, "restored.db"))
	for _, one := range []*Store{s, r} {
		if list := findings(t, one, &common); len(list) != 0 {
			t.Errorf("the history both have: %q", list)
		}
		answer(t, one, 2, model.Abusive, "no")
	}
	for _, pair := range [][2]*Store{{s, r}, {r, s}} {
		c, err := pair[0].Checkpoint()
		if err != nil || c.Incarnation != pair[0].Incarnation() {
			t.Fatalf("%+v, %v", c, err)
		}
		again, err := proof.ParseCheckpoint(c.String())
		if err != nil || again.Incarnation != c.Incarnation {
			t.Fatalf("%q is read as %+v (%v)", c, again, err)
		}
		if list := findings(t, pair[0], &again); len(list) != 0 {
			t.Errorf("against its own checkpoint: %q", list)
		}
		list := findings(t, pair[1], &again)
		if len(list) != 1 || !strings.Contains(list[0], "it was made by incarnation "+c.Incarnation) {
			t.Errorf("against the other's: %q", list)
		}
	}
	another := common
	another.Incarnation = strings.Repeat("0", 32)
	if list := findings(t, s, &another); len(list) != 1 || !strings.Contains(list[0], "it says that the store was incarnation 0000") {
		t.Errorf("of another incarnation: %q", list)
	}
}

// A checkpoint of before there were incarnations has four lines.
func TestAnOldCheckpointGoesOnVerifying(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	worked(t, s)
	c, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	text := "gd8 checkpoint\nstore   " + c.Store + "\nentries 4\nhead    " + c.Head + "\ntime    2026-05-04T09:30:00Z\n"
	old, err := proof.ParseCheckpoint(text)
	if err != nil || old.Entries != c.Entries || old.Incarnation != "" {
		t.Fatalf("%+v, %v; the store has %d entries", old, err, c.Entries)
	}
	if list := findings(t, s, &old); len(list) != 0 {
		t.Errorf("%q", list)
	}
	old.Head = strings.Repeat("0", 64)
	if list := findings(t, s, &old); len(list) != 1 {
		t.Errorf("of another history: %q", list)
	}
}

// asBeforeOrigins makes of a store one of format 2, whose journal says nothing of
// the store and its lists, and whose decisions are of the first version.
func asBeforeOrigins(t testing.TB, s *Store) {
	t.Helper()
	tamper(t, s, func(w *Writer) {
		sealed := firstDecisions(t, w)
		before := [32]byte{}
		for n := uint64(1); n <= w.Entries; n++ {
			e, err := w.JournalEntry(n)
			if err != nil {
				t.Fatal(err)
			}
			e.Origin, e.Lists = nil, nil
			set(t, w, vault.BucketJournal, vault.EntryKey(n), e.Said())
			_, commitments, err := vault.DecodeLink(value(t, w, vault.BucketChain, vault.EntryKey(n)))
			if err != nil {
				t.Fatal(err)
			}
			commitments[0] = e.Commitment(vault.EntryKey(n))
			for position, sum := range sealed[n] {
				commitments[position+1] = sum
			}
			before = vault.ChainHash(before, n, commitments)
			set(t, w, vault.BucketChain, vault.EntryKey(n), vault.EncodeLink(before, commitments))
		}
		w.Head = before
		set(t, w, vault.BucketMeta, vault.KeyState, w.State.Encode())
		for _, key := range vault.SealedLists {
			list, err := w.Backups(key)
			if err != nil {
				t.Fatal(err)
			}
			set(t, w, vault.BucketMeta, key, vault.EncodeBackups(list, nil))
		}
	})
	asFormat(t, s, 2)
	err := s.Raw().Update(func(tx *bolt.Tx) error {
		return errors.Join(tx.DeleteBucket(BucketAlike), tx.DeleteBucket(vault.BucketTree))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// asFirstDecision is a decision as the gd8 of formats 1 and 2 wrote it, without
// what that did not have.
func asFirstDecision(payload []byte) ([]byte, error) {
	d, err := codec.DecodeDecision(payload)
	if err != nil {
		return nil, err
	}
	var e vault.Encoder
	e.Byte(vault.CodecVersion)
	e.Uint(uint64(d.Version))
	e.Uint(uint64(d.Replaces))
	e.Byte(byte(d.Kind))
	for _, section := range []model.Section{model.Grounds, model.Risk, model.Relevance, model.Proportionality, model.Necessity, model.Reason, model.Needed} {
		e.Text(d.Sections[section])
	}
	e.Text(d.Officer)
	e.Time(d.At)
	e.Date(d.Remind)
	e.Byte(byte(d.Verdict))
	for _, c := range d.Criteria {
		e.Byte(byte(c.State))
		e.Byte(byte(c.Basis))
		e.Text(c.Why)
	}
	e.Uint(uint64(d.Flags))
	e.Fixed(d.Digest[:])
	e.Text(d.Guidance)
	return e.B, nil
}

// firstDecisions makes all decisions those of the first version, and gives their
// commitments by entry and position.
func firstDecisions(t testing.TB, w *Writer) map[uint64]map[int][32]byte {
	t.Helper()
	sealed := map[uint64]map[int][32]byte{}
	var pairs []vault.Pair
	err := w.Walk(BucketDecisions, func(key, value []byte) error {
		st, payload, err := vault.Unstamp(value)
		if err != nil {
			return err
		}
		first, err := asFirstDecision(payload)
		if err != nil {
			return err
		}
		var e vault.Encoder
		vault.EncodeStamp(&e, st.Entry, st.Position, st.Salt)
		e.Fixed(first)
		pairs = append(pairs, vault.Pair{Key: bytes.Clone(key), Value: e.B})
		if sealed[st.Entry] == nil {
			sealed[st.Entry] = map[int][32]byte{}
		}
		sealed[st.Entry][st.Position] = vault.Commitment(st.Salt, string(BucketDecisions), key, first)
		return nil
	})
	for _, p := range pairs {
		err = errors.Join(err, w.Put(BucketDecisions, p.Key, p.Value))
	}
	err = errors.Join(err, w.Empty(BucketTexts))
	texts, err2 := w.AllTexts(context.Background(), Of(w.Reader.File()))
	for _, p := range texts {
		err2 = errors.Join(err2, w.Put(BucketTexts, p.Key, p.Value))
	}
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestAnUpgradedStoreSaysSoAndItsListsAreSealed(t *testing.T) {
	s := tampered(t)
	asBeforeOrigins(t, s)
	_ = s.Close()
	up := openStore(t, s.Path())
	if ways, life := originsOf(t, "upgraded", up); !slices.Equal(ways, []string{"upgraded"}) || life == strings.Repeat("0", 32) {
		t.Errorf("upgraded: %q, incarnation %s", ways, life)
	}
	if list, err := up.Backups(); err != nil || len(list) != 2 {
		t.Errorf("its backups: %v (%v)", list, err)
	}
	tamper(t, up, func(w *Writer) { changeList(vault.KeyBackups, func([]Backup) []Backup { return nil })(t, w) })
	if list := findings(t, up, nil); len(list) != 1 {
		t.Errorf("a list that was emptied: %q", list)
	}
}

func TestVerifyFindsAnotherIdentityOfAPlainStore(t *testing.T) {
	s := tampered(t)
	stranger := headerOf(t, newStore(t))
	s = withHeader(t, s, stranger, nil)
	if list := findings(t, s, nil); len(list) == 0 || !strings.Contains(list[0], "it says that the store is "+s.ID()) {
		t.Errorf("%q", list)
	}
}
