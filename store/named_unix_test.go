//go:build unix

package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/purge"
	"gd8/store/seal"
	"gd8/store/vault"
)

// A sync client, a restore or a hand can take the file away under a running
// gd8. What was written into it is then found by no one.
func TestNothingIsSaidToBeSavedInAFileThatLostItsName(t *testing.T) {
	taken := map[string]func(t *testing.T, path string){
		"deleted": func(t *testing.T, path string) { must(t, os.Remove(path)) },
		"moved":   func(t *testing.T, path string) { must(t, os.Rename(path, path+".moved")) },
		"moved with its folder": func(t *testing.T, path string) {
			must(t, os.Rename(filepath.Dir(path), filepath.Dir(path)+".moved"))
		},
		"replaced by an older copy": func(t *testing.T, path string) { must(t, os.Rename(path+".copy", path)) },
		"replaced by no store": func(t *testing.T, path string) {
			must(t, os.WriteFile(path+".new", []byte("what a sync client left"), 0o600))
			must(t, os.Rename(path+".new", path))
		},
		"replaced by another store": func(t *testing.T, path string) {
			must(t, Create(path+".new", Options{}))
			must(t, os.Rename(path+".new", path))
		},
	}
	for name, take := range taken {
		for what, act := range map[string]func(s *Store, n Number) error{
			"a decision": func(s *Store, n Number) error {
				_, err := s.Decide(officer, n, model.Discard, grounds, 0)
				return err
			},
			"a draft": func(s *Store, n Number) error {
				return s.SaveDraft(officer, n, Draft{Kind: model.Discard, Sections: grounds})
			},
			"an import": func(s *Store, _ Number) error {
				_, err := importer.Import(context.Background(), s, officer, []source.Source{source.File(writeFile(t, "hits.csv", factorRows(3, "no")))}, importer.Options{})
				return err
			},
			"compaction": func(s *Store, _ Number) error { return s.Compact(context.Background()) },
			"encryption": func(s *Store, _ Number) error {
				return audit.Encrypt(context.Background(), s, officer, append([]byte{}, damagePassphrase...), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1})
			},
			"an erasure": func(s *Store, _ Number) error {
				application := "A"
				plan, err := purge.Find(s, purge.Request{Application: &application})
				if err != nil {
					return err
				}
				return purge.Purge(context.Background(), s, officer, plan, "asked for")
			},
		} {
			t.Run(name+", "+what, func(t *testing.T) {
				folder := filepath.Join(t.TempDir(), "of the store")
				path := filepath.Join(folder, "gd8.db")
				s := openStore(t, path)
				n := add(t, s, cleanFacts(t, "A", "P", "I"))
				copyOf(t, path, path+".copy")
				take(t, path)
				was, _ := os.ReadFile(path)
				var replaced *vault.ReplacedError
				err := act(s, n)
				if name == "moved with its folder" && (what == "compaction" || what == "encryption" || what == "an erasure") {
					if err == nil { // there is no folder to write in
						t.Error("done")
					}
				} else if !errors.As(err, &replaced) || replaced.Path != path || replaced.Written {
					t.Errorf("%v", err)
				}
				if now, _ := os.ReadFile(path); string(now) != string(was) {
					t.Error("the file that has the name now was changed")
				}
				if row := rowOfNumber(t, s, n); row.State != model.StateToDo {
					t.Errorf("what was refused was done: %s", row.State)
				}
			})
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lostName makes a store whose file is taken away after copy was made of it,
// and one draft was saved since.
func lostName(t *testing.T, o Options, take func(t *testing.T, path string)) (s *Store, n Number) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gd8.db")
	o.Now = (&clock{Now: someday}).Read
	s, err := OpenOrCreate(path, o)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	n = add(t, s, cleanFacts(t, "A", "P", "I"))
	copyOf(t, path, path+".copy")
	must(t, s.SaveDraft(officer, n, Draft{Kind: model.Discard, Sections: model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "so far"}}))
	decide(t, s, add(t, s, cleanFacts(t, "B", "Q", "J")), model.Discard)
	take(t, path)
	return s, n
}

func olderCopy(t *testing.T, path string) { must(t, os.Rename(path+".copy", path)) }

func deleted(t *testing.T, path string) { must(t, os.Remove(path)) }

func noStore(t *testing.T, path string) {
	must(t, os.Remove(path))
	must(t, os.WriteFile(path, []byte("no store"), 0o600))
}

func TestTheStoreCanBePutBackUnderItsNameAndNothingIsLost(t *testing.T) {
	for name, take := range map[string]func(t *testing.T, path string){"older copy": olderCopy, "deleted": deleted, "no store": noStore} {
		t.Run(name, func(t *testing.T) {
			s, n := lostName(t, Options{}, take)
			was, _ := os.ReadFile(s.Path())
			in, ok, err := s.InItsPlace()
			if err != nil || !ok || in.Gone != (name == "deleted") || in.Same != (name == "older copy") || (in.NoStore != nil) != (name == "no store") || in.Entries >= in.Own {
				t.Fatalf("in its place: %+v, %v, %v", in, ok, err)
			}
			aside, err := s.PutBack(context.Background(), officer)
			must(t, err)
			if kept, _ := os.ReadFile(aside); (aside == "") != (name == "deleted") || string(kept) != string(was) {
				t.Fatalf("what had the name is not kept as it was in %q", aside)
			}
			decide(t, s, n, model.Discard)
			must(t, s.Close())
			again := openStore(t, s.Path())
			for _, incident := range []string{"I", "J"} {
				if row := rowOfIncident(t, again, incident); row.State != model.StateDecided {
					t.Errorf("%s: %s", incident, row.State)
				}
			}
			mustVerify(t, "put back", again)
		})
	}
}

func TestAStoreThatAnotherGd8HasOpenIsNotMovedAside(t *testing.T) {
	s, _ := lostName(t, Options{}, olderCopy)
	other := openStore(t, s.Path())
	if _, err := s.PutBack(context.Background(), officer); !errors.Is(err, vault.ErrInUse) {
		t.Fatalf("%v", err)
	}
	add(t, other, cleanFacts(t, "A", "R", "K"))
	if entries, err := filepath.Glob(s.Path() + "*"); err != nil || len(entries) != 1 {
		t.Errorf("left: %q (%v)", entries, err)
	}
}

func TestATextCanBeKeptInTheStoreThatHasTheName(t *testing.T) {
	text := Draft{Kind: model.Discard, Sections: grounds}
	key := model.Key{Application: "A", Person: "P", Incident: "I"}
	encrypted := Options{
		Encrypt: func() ([]byte, error) { return append([]byte{}, damagePassphrase...), nil }, Costs: seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1},
		Unlock: func() ([]byte, error) { return append([]byte{}, damagePassphrase...), nil },
	}
	for name, o := range map[string]Options{"plain": {}, "encrypted": encrypted} {
		t.Run(name, func(t *testing.T) {
			s, _ := lostName(t, o, olderCopy)
			must(t, s.DraftInItsPlace(officer, key, text))
			must(t, s.Close())
			again, err := Open(s.Path(), o)
			must(t, err)
			t.Cleanup(func() { _ = again.Close() })
			d, err := again.Dossier(numberOf(t, again, "I"))
			if err != nil || len(d.Item().Drafts) != 1 || d.Item().Drafts[0].Sections != grounds {
				t.Errorf("drafts: %+v (%v)", d.Item().Drafts, err)
			}
		})
	}
	s, _ := lostName(t, Options{}, func(t *testing.T, path string) {
		other := openStore(t, path+".copy")
		must(t, other.SaveDraft(Actor{Officer: "Another"}, numberOf(t, other, "I"), Draft{Kind: model.Discard, Sections: model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "another's"}}))
		must(t, other.Close())
		olderCopy(t, path)
	})
	must(t, s.DraftInItsPlace(officer, key, text)) // no newer than the one that is open
	if err := s.DraftInItsPlace(officer, key, Draft{Kind: model.Refer, Sections: grounds}); err != nil {
		t.Error(err)
	}
	if err := s.DraftInItsPlace(officer, model.Key{Person: "nobody", Incident: "I"}, text); err == nil {
		t.Error("a text of an incident that is not there was kept")
	}
	for name, take := range map[string]func(t *testing.T, path string){"deleted": deleted, "no store": noStore} {
		s, _ := lostName(t, Options{}, take)
		if err := s.DraftInItsPlace(officer, key, text); err == nil {
			t.Errorf("%s: a text was kept in no store", name)
		}
	}
}
