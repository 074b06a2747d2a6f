//go:build unix

package line

import (
	"os"
	"testing"

	"gd8/model"
)

// lose replaces the store's file, before the line numbered at is typed, by a
// copy that was made before the conversation.
func (r *room) lose(at int, typed ...string) string {
	r.t.Helper()
	copied, err := os.ReadFile(r.path)
	if err != nil {
		r.t.Fatal(err)
	}
	k := newTalk(typed)
	k.typing = func() {
		if at--; at == 0 {
			if err := os.WriteFile(r.path+".copy", copied, 0o600); err != nil {
				r.t.Error(err)
			}
			if err := os.Rename(r.path+".copy", r.path); err != nil {
				r.t.Error(err)
			}
		}
	}
	if err := Run(r.t.Context(), k.reader(), k, r.store, r.o); err != nil {
		r.t.Fatal(err)
	}
	r.clean(k.output.Bytes())
	return k.said.String()
}

func (r *room) reopen() {
	r.t.Helper()
	if err := r.store.Close(); err != nil {
		r.t.Fatal(err)
	}
	r.open()
}

const applies = "person_ref,incident_ref,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\nP-1,CR/1,21,yes,no,no\n"

func TestADecisionAtAReplacedStoreIsSavedOnceItIsPutBack(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", applies)
	said := r.lose(5, "", "next", "discard", "PNC.", "Nothing further is known.", ".", "yes", "back", "yes", "quit")
	holds(t, said, "was replaced while gd8 had it open", "a copy of this store is at", "The store is back in its place. What had its name is now", "Saved: CR/1, discarded under AT2")
	r.reopen()
	if d := r.find("CR/1"); d.Item().State != model.StateDecided {
		t.Errorf("under the name: %s", d.Item().State)
	}
}

func TestARationaleAtAReplacedStoreCanBeKeptInTheOther(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", applies)
	said := r.lose(5, "", "next", "discard", "PNC.", "Nothing further is known.", ".", "yes", "there", "no", "quit")
	holds(t, said, "Your text is a draft in the store that is there now")
	lacks(t, said, "Saved: CR/1")
	if err := r.store.Close(); err != nil {
		t.Fatal(err)
	}
	r.open()
	d := r.find("CR/1")
	if len(d.Item().Drafts) != 1 || d.Item().Drafts[0].Sections[model.Grounds] != "Nothing further is known." {
		t.Errorf("drafts: %+v", d.Item().Drafts)
	}
}
