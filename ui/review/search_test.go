package review

import (
	"testing"

	"gd8/store"
)

// searches counts the journal's entries about searches.
func (p *officer) searches() (n int) {
	p.t.Helper()
	err := p.store.Journal(func(e store.Entry) bool {
		if e.Action == "search" {
			n++
		}
		return true
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

func TestASearchIsOneConsultationHoweverItEnds(t *testing.T) {
	p := sitDown(t, Options{})
	p.batch()
	p.open()
	for _, c := range []struct {
		what string
		keys []string
		want int
	}{
		{"kept", []string{"enter"}, 1},
		{"kept, then cleared", []string{"enter", "esc"}, 1},
		{"cleared at once", []string{"esc"}, 1},
		{"taken back letter by letter", []string{"backspace", "backspace", "backspace", "backspace", "esc"}, 1},
	} {
		before := p.searches()
		p.press("/").types("2250").press(c.keys...)
		if got := p.searches() - before; got != c.want {
			t.Errorf("%s: %d consultations, want %d", c.what, got, c.want)
		}
		p.press("esc")
	}
	before := p.searches()
	p.press("/").types("no such text").press("enter")
	if got := p.searches() - before; got != 0 {
		t.Errorf("nothing found: %d consultations", got)
	}
}
