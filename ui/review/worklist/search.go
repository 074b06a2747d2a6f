package worklist

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
)

// search is the search through the queue's texts.
type search struct {
	*desk.Desk
	input   *editor.Line
	running bool
	logged  bool // that its results were seen
	// choosing says that the row in hand was moved since the text was typed: the
	// cursor stands there then.
	choosing bool
	hits     int
	// elsewhere counts those under other states than the list's filter has, once
	// the search is done.
	elsewhere []counted
	cancel    context.CancelFunc
}

// Text is the text searched for; blank for none.
func (s *search) Text() string { return strings.TrimSpace(s.input.Text) }

// on reports whether a search is being typed or kept.
func (s *search) on() bool { return s.Screen() == desk.InSearch || s.Text() != "" }

// found says how many were found and, where the list's filter leaves some out,
// under which others those are and which key shows them.
func (s *search) found() string {
	switch {
	case s.Text() == "":
		return ""
	case s.running:
		return fmt.Sprintf("%d found, searching...", s.hits)
	}
	said := fmt.Sprintf("%d found", s.hits)
	if len(s.elsewhere) == 0 {
		return said
	}
	var parts []string
	left := 0
	for _, c := range s.elsewhere {
		parts = append(parts, fmt.Sprintf("%s %d", c.filter.Title(), c.n))
		left += c.n
	}
	key := "0"
	if s.Screen() == desk.InSearch {
		key = "tab"
	}
	return fmt.Sprintf("%d here; %s: %s shows all", s.hits-left, strings.Join(parts, ", "), key)
}

// counted is how many of what was found a filter holds.
type counted struct {
	filter queue.Filter
	n      int
}

// countElsewhere counts what was found and is not in the list v, by the filters
// that go by state: an incident is under one of them.
func countElsewhere(sit *session.Sitting, w session.Walk, v *queue.View) ([]counted, error) {
	if w.Within == nil || v.Len() == w.Within.Len() {
		return nil, nil
	}
	left := w.Within.Without(v)
	var list []counted
	for _, f := range []queue.Filter{queue.FilterToDo, queue.FilterOutOfDate, queue.FilterReturned, queue.FilterDeferred, queue.FilterDecided, queue.FilterNotRelevant} {
		of, err := sit.Look(session.Walk{Filter: f, Within: left})
		if err != nil {
			return nil, err
		}
		if n := of.Len(); n > 0 {
			list = append(list, counted{f, n})
		}
	}
	return list, nil
}

// stop ends the search that runs beside the keys, if one does.
func (s *search) stop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel, s.running = nil, false
}

// TypeIn changes the text searched for, and searches again.
func (q *List) TypeIn(msg tea.KeyMsg) tea.Cmd {
	before := q.Search.input.Text
	q.Search.choosing = false
	q.Typed(q.Search.input.Press(msg))
	if q.Search.input.Text == before {
		return nil
	}
	return q.seek()
}

// choose moves to another row while the text is being typed.
func (q *List) choose(by int) tea.Cmd {
	q.Search.choosing = true
	return q.To(q.At + by)
}

// NextFound moves to the next that was found, or the one before, round and round.
func (q *List) NextFound(by int) tea.Cmd {
	n := q.List.Len()
	return q.To((q.At + by + n) % n)
}

// NotSearched says why there is no next that was found.
func (q *List) NotSearched() string {
	switch {
	case q.Search.Text() == "":
		return "nothing is searched for; / searches"
	case q.List == nil || q.List.Len() == 0:
		return "nothing was found here"
	}
	return ""
}

// seek searches for the text beside the keys: the search before it ends.
func (q *List) seek() tea.Cmd {
	if q.Search.Text() == "" {
		return q.Unsearch()
	}
	q.Search.stop()
	q.Forget(desk.OnSearch)
	q.Search.hits, q.Search.logged, q.Search.elsewhere = 0, false, nil
	q.At, q.top = 0, 0
	ctx, cancel := context.WithCancel(q.Ctx)
	q.Search.cancel, q.Search.running = cancel, true
	steps := make(chan searchStep, 1)
	text, s := q.Search.input.Text, q.Sit.Store()
	go searchBeside(ctx, s, text, steps)
	return q.nextStep(steps)
}

// searchStep is what a search has found so far, or how it ended.
type searchStep struct {
	found *queue.Found
	done  bool
	err   error
}

// searchBeside runs a search and hands over what it finds; of two steps that
// were not taken yet the newer stands.
func searchBeside(ctx context.Context, s *store.Store, text string, steps chan searchStep) {
	defer close(steps)
	put := func(step searchStep) {
		select {
		case <-steps:
		default:
		}
		steps <- step
	}
	_, err := desk.Guarded(func() (func() tea.Cmd, error) {
		return nil, queue.Of(s).Search(ctx, text, func(f *queue.Found, done bool) { put(searchStep{found: f, done: done}) })
	})
	if err != nil && ctx.Err() == nil {
		put(searchStep{err: err, done: true})
	}
}

// nextStep waits for what a search has found next, and makes the list of it.
func (q *List) nextStep(steps chan searchStep) tea.Cmd {
	w, s := q.Walk, q.Sit
	return q.Ask(desk.OnSearch, 0, q.searchFailed, func() (func() tea.Cmd, error) {
		step, ok := <-steps
		if !ok {
			return nil, nil // it was cancelled
		}
		if step.err != nil {
			return nil, step.err
		}
		w.Within = step.found
		v, err := s.Look(w)
		var elsewhere []counted
		if err == nil && step.done {
			elsewhere, err = countElsewhere(s, w, v)
		}
		return func() tea.Cmd {
			q.Search.hits, q.Search.elsewhere = step.found.Len(), elsewhere
			var cmd tea.Cmd
			if now := q.Walk; now.Filter != w.Filter || now.Order != w.Order || now.Turned != w.Turned {
				now.Within = step.found
				cmd = q.ChangeView(now)
			} else {
				cmd = q.show(w, v)
			}
			q.Search.running = !step.done
			if step.done {
				return cmd
			}
			return tea.Batch(cmd, q.nextStep(steps))
		}, err
	})
}

func (q *List) searchFailed(err error) tea.Cmd {
	q.Search.running = false
	q.SayError(err)
	return nil
}

// Unsearch shows the list without a search again. A step that was on its way
// when the search was cancelled must not bring it back.
func (q *List) Unsearch() tea.Cmd {
	seen := q.seen()
	q.Search.stop()
	q.Forget(desk.OnSearch)
	q.Search.hits, q.Search.elsewhere = 0, nil
	q.Search.input.SetText("")
	w := q.Walk
	w.Within = nil
	return tea.Batch(seen, q.ChangeView(w))
}

// keep goes back to the list with the search kept.
func (q *List) keep() tea.Cmd {
	q.Leave()
	return q.seen()
}

// seen writes into the journal, once a search, that what it found was seen:
// when it is kept, or cleared, or gd8 ends. What is typed on the way to it is
// not logged letter by letter.
func (q *List) seen() tea.Cmd {
	if !q.Unlogged() {
		return nil
	}
	log := q.Logging()
	return q.Ask(desk.OnChange, 0, nil, func() (func() tea.Cmd, error) { return nil, log() })
}

// Unlogged reports whether a search found something that was seen, and the
// journal does not have it yet.
func (q *List) Unlogged() bool { return q.Search.hits > 0 && !q.Search.logged }

// Logging takes it that what was found is written into the journal now, and
// gives how.
func (q *List) Logging() (log func() error) {
	q.Search.logged = true
	sit, filter, hits := q.Sit, q.Walk.Filter.Title(), q.Search.hits
	return func() error { return sit.Searched(filter, hits) }
}

// SearchKeys are those while the text is typed.
func (q *List) SearchKeys() desk.Table {
	return desk.Table{Name: "Searching the queue", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "keep the search", Footer: desk.Always, Do: q.keep},
		{Keys: []string{"esc"}, Does: "clear the search", Footer: desk.Always, Do: func() tea.Cmd {
			q.Leave()
			return q.Unsearch()
		}},
		{Keys: []string{"tab"}, Does: "what was found under all filters", Footer: desk.IfRoom, FooterLabel: "all", Do: func() tea.Cmd { return q.only(queue.FilterAll) }},
		{Keys: []string{"down"}, Does: "next incident", Do: func() tea.Cmd { return q.choose(1) }},
		{Keys: []string{"up"}, Does: "previous incident", Do: func() tea.Cmd { return q.choose(-1) }},
	}}
}
