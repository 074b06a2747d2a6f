package review

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/review/desk"
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
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	for _, c := range []struct {
		what string
		keys []string
		want int
	}{
		{"kept", []string{"enter"}, 1},
		{"left with ctrl+c", []string{"ctrl+c"}, 1},
		{"ended by a signal", nil, 1},
		{"kept, then ended by a signal", []string{"enter"}, 1},
		{"kept, then cleared", []string{"enter", "esc"}, 1},
		{"cleared at once", []string{"esc"}, 1},
		{"taken back letter by letter", []string{"backspace", "backspace", "backspace", "backspace", "esc"}, 1},
	} {
		before := p.searches()
		p.press("/").types("2250").press(c.keys...)
		if p.quit || strings.HasSuffix(c.what, "signal") {
			must(t, p.app.keepAll())
			p.quit = false
		}
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

// late presses a key and runs what follows from it, but hands over the replies
// only when told to.
func (p *officer) late(key string) (handOver func()) {
	p.t.Helper()
	p.wait(80 * time.Millisecond)
	_, cmd := p.app.Update(keyMsg(key))
	var replies []tea.Msg
	var run func(tea.Cmd)
	run = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				run(c)
			}
		default:
			replies = append(replies, msg)
		}
	}
	run(cmd)
	return func() {
		for _, r := range replies {
			p.send(r)
		}
	}
}

func TestASearchThatWasClearedDoesNotComeBack(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	all := p.app.queue.List.Len()
	p.press("/").types("225")
	handOver := p.late("0")
	p.press("esc", "esc")
	if walked := p.app.Sit.Walk(); walked.Within != nil {
		t.Error("the sitting walks along a search that was cleared")
	}
	handOver()
	if got := p.app.queue.List.Len(); got != all {
		t.Errorf("the search came back: %d incidents of %d\n%s", got, all, p.screen())
	}
	if walked := p.app.Sit.Walk(); walked.Within != nil || p.app.queue.Walk.Within != nil {
		t.Error("the search that was cleared is still walked along")
	}
}

// A reply that was overtaken leaves what > and a decision follow alone too.
func TestASearchThatWasOvertakenIsNotWalkedAlong(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open().press("/").types("225")
	before := p.app.Sit.Walk().Within
	handOver := p.late("0")
	if got := p.app.Sit.Walk().Within; got != before {
		t.Error("the sitting walks along a list that is not shown yet")
	}
	handOver()
	if got := p.app.Sit.Walk().Within; got == before || got != p.app.queue.Walk.Within {
		t.Error("the sitting does not walk along the list that is shown")
	}
}

// What was found and is not under the filter in hand is said by filter, and one
// key shows it.
func TestWhatIsFoundUnderOtherFiltersIsCountedByFilter(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open().resize(120, 24)
	p.press("/").types("16/000").sees("1 here; Decided 1, Not relevant 1: tab shows all", "16/0003/20")
	p.press("tab").sees("3 found", "16/0001/20", "16/0002/20", "16/0003/20")
	p.press("esc", "1", "/").types("16/0001").sees("Nothing under Attention holds this text", "0 here; Decided 1: tab shows all")
	p.press("enter").sees("0 shows all").press("0").sees("16/0001/20", "1 found")
	p.press("esc", "1", "n").sees("n: nothing is searched for; / searches")
	p.press("/").types("no such text").sees("No incident holds this text.")
}

func TestNGoesThroughWhatWasFound(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open().resize(120, 24)
	p.press("/").types("P-121").press("enter")
	for i, ref := range []string{"15/0044/20", "15/0012/20", "15/0044/20"} {
		if p.press("n"); !strings.Contains(p.beginningAt(40), ref) {
			t.Errorf("n %d times stands on %q, want %s", i+1, p.beginningAt(40), ref)
		}
	}
	if p.press("N"); !strings.Contains(p.beginningAt(40), "15/0012/20") {
		t.Errorf("N stands on %q", p.beginningAt(40))
	}
}
