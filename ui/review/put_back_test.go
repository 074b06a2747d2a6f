//go:build unix

package review

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
)

// writeAndLose has an officer write a rationale at a store whose file is then
// replaced by an older copy of it.
func writeAndLose(t *testing.T) (p *officer, n store.Number) {
	t.Helper()
	p = sitDown(t, desk.Options{})
	n = p.has("P-1", "CR/1", cleanFacts...)
	path := p.store.Path()
	copied, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path+".copy", copied, 0o600))
	p.open().press("enter", "d").searched().pastes(reasonable)
	must(t, os.Rename(path+".copy", path))
	return p, n
}

func TestAReplacedStoreIsPutBackWithAllThatWasTyped(t *testing.T) {
	p, n := writeAndLose(t)
	p.press("ctrl+s").sees("Not saved, your text is kept here: the store at", "was replaced while gd8 had it open", "ctrl+r", "One incident with outcome 21")
	p.press("ctrl+r").sees("a copy of this store is at", "back:", "there:")
	p.types("yes").press("enter").sees("Type one of the words above").press("backspace", "backspace", "backspace")
	p.types("back").press("enter").sees("The store is back in its place. What had its name is now", "One incident with outcome 21")
	p.press("ctrl+s").sees("Saved: CR/1, discarded under AT2")
	must(t, p.store.Close())
	s, err := store.Open(p.store.Path(), store.Options{Now: func() time.Time { return p.clock }, WithoutSync: true})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	if rows, err := s.Rows([]store.Number{n}); err != nil || rows[0].State != model.StateDecided {
		t.Errorf("under the name: %+v, %v", rows, err)
	}
	if aside, err := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*.aside-*")); err != nil || len(aside) != 1 {
		t.Errorf("aside: %q, %v", aside, err)
	}
}

func TestATextIsKeptInTheStoreThatHasTheNameNow(t *testing.T) {
	p, n := writeAndLose(t)
	p.wait(2 * time.Second)
	p.sees("is not saved, your text is kept here")
	p.press("ctrl+r").types("there").press("enter").sees("Your text is a draft in the store that is there now")
	s, err := store.Open(p.store.Path(), store.Options{Now: func() time.Time { return p.clock }, WithoutSync: true})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	d, err := s.Dossier(n)
	if err != nil || len(d.Item().Drafts) != 1 || !strings.Contains(d.Item().Drafts[0].Sections[model.Grounds], reasonable) {
		t.Errorf("drafts: %+v, %v", d, err)
	}
}

func TestTheKeyForAReplacedStoreSaysWhyItCannotAct(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("ctrl+r").sees("ctrl+r: the store's file is in its place")
}
