package store_test

import (
	"errors"
	"os"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/vault"
)

// A drive that went and came back may have an older copy of the store: what was
// saved since is not in it.
func TestAnOlderCopyIsNotTakenForTheStoreThatWentWithItsDrive(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	copyOf(t, s.Path(), s.Path()+".older")
	decide(t, s, n, model.Discard)
	breakIt := unwritable(t, s)
	err := s.Write(officer, func(w *Writer) error {
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "test"
		return errors.Join(breakIt(), os.Rename(s.Path(), s.Path()+".away"))
	})
	if err == nil {
		t.Fatal("something was saved in a file that is gone")
	}
	must(t, os.Rename(s.Path()+".older", s.Path()))
	if _, err := s.Dossier(n); err == nil {
		t.Error("an older copy is read as the store")
	}
	if _, err := s.Decide(officer, n, model.Refer, filled("Referred"), 0); err == nil {
		t.Error("something was saved in an older copy")
	}
	must(t, os.Rename(s.Path()+".away", s.Path()))
	d, err := s.Dossier(n)
	if err != nil || d.Item().State != model.StateDecided {
		t.Fatalf("the drive is back: %v", err)
	}
	decide(t, s, n, model.Refer)
}
