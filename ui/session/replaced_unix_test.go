//go:build unix

package session

import (
	"os"
	"path/filepath"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/seal"
)

// An encrypted store's text is written to no file, and so must have another
// place where gd8 is left while the store's file is not its own any more.
func TestTheLastTryAtAReplacedStoreKeepsTheTextInTheOther(t *testing.T) {
	give := func() ([]byte, error) { return []byte("correct horse battery staple"), nil }
	o := store.Options{WithoutSync: true, Encrypt: give, Unlock: give, Costs: seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}}
	path := filepath.Join(t.TempDir(), "gd8.db")
	s, err := store.OpenOrCreate(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var f model.Facts
	f.SetText(model.PersonRef, "P")
	f.SetText(model.IncidentRef, "I")
	n, err := s.Add(store.Actor{Officer: "J. Officer"}, f)
	if err != nil {
		t.Fatal(err)
	}
	sit, err := New(s, "J. Officer", "Checks")
	if err != nil {
		t.Fatal(err)
	}
	keeper, err := sit.NewKeeper()
	if err != nil {
		t.Fatal(err)
	}
	in, err := sit.Open(n)
	if err != nil {
		t.Fatal(err)
	}
	r, err := sit.Rationale(in, model.Refer)
	if err != nil {
		t.Fatal(err)
	}
	r.KeepIn(keeper)
	copied, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []error{os.WriteFile(path+".copy", copied, 0o600), os.Rename(path+".copy", path)} {
		if step != nil {
			t.Fatal(step)
		}
	}
	r.Sections[model.Reason] = "Typed after the file was replaced."
	r.Changed()
	lost := keeper.SaveOrWriteOut()
	if len(lost) != 1 || !lost[0].There || lost[0].Path != "" {
		t.Fatalf("%+v", lost)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	d, err := again.Dossier(n)
	if err != nil || len(d.Item().Drafts) != 1 || d.Item().Drafts[0].Sections[model.Reason] != r.Sections[model.Reason] {
		t.Errorf("drafts %+v (%v)", d.Item().Drafts, err)
	}
}
