package worklist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/queue"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// This file is the line of the filters over the list, and the keys that choose one.

// Filter moves to the next filter or the one before.
func (q *List) Filter(by int) tea.Cmd {
	w := q.Walk
	w.Filter = nextFilter(w.Filter, by)
	if !q.offers(w.Filter) {
		w.Filter = nextFilter(w.Filter, by)
	}
	q.At, q.top = 0, 0
	return q.ChangeView(w)
}

func nextFilter(f queue.Filter, by int) queue.Filter {
	return queue.Filter((int(f) + by + int(queue.FilterCount)) % int(queue.FilterCount))
}

// offers reports whether a filter is among those to go through: that of
// incidents a check returned is of no use to a unit that makes none.
func (q *List) offers(f queue.Filter) bool {
	return f != queue.FilterReturned || f == q.Walk.Filter || q.Counts.Filters[f] > 0
}

// filterBar names the filters with their counts. Where they do not all fit,
// those around the one in use are shown.
func (q *List) filterBar(width int) string {
	var items []string
	at := 0
	for f := range queue.FilterCount {
		if !q.offers(f) {
			continue
		}
		if f == q.Walk.Filter {
			at = len(items)
		}
		item := fmt.Sprintf("%s %d", f.Title(), q.Counts.Filters[f])
		if f == q.Walk.Filter {
			item = "[" + item + "]"
		}
		items = append(items, " "+filterDigit(f)+item+" ")
	}
	from, to := window(items, at, width-4)
	var b strings.Builder
	b.WriteString(q.edge(from > 0))
	for i := from; i < to; i++ {
		if i == at {
			b.WriteString(q.Look.Render(term.Title, items[i]))
			continue
		}
		b.WriteString(items[i])
	}
	return b.String() + q.edge(to < len(items))
}

// numbered are the filters that a digit chooses, from 1 on; the last has 0.
var numbered = []queue.Filter{
	queue.FilterAttention, queue.FilterOneFact, queue.FilterApplies, queue.FilterUndetermined, queue.FilterDoesNotApply,
	queue.FilterOutOfScope, queue.FilterToDo, queue.FilterOutOfDate, queue.FilterDeferred, queue.FilterAll,
}

// filterDigit is the key that chooses a filter, as the line of the filters has
// it; blank for one without.
func filterDigit(f queue.Filter) string {
	if at := slices.Index(numbered, f); at >= 0 {
		return strconv.Itoa((at+1)%10) + ":"
	}
	return ""
}

// only lists what a filter holds.
func (q *List) only(f queue.Filter) tea.Cmd {
	w := q.Walk
	w.Filter, q.At, q.top = f, 0, 0
	return q.ChangeView(w)
}

// FilterKey is the digit that chooses a filter.
func (q *List) FilterKey(f queue.Filter) desk.Action {
	k := strings.TrimSuffix(filterDigit(f), ":")
	return desk.Action{Keys: []string{k}, Does: "list " + f.Title(), Group: &desk.KeyRow{Keys: "0 to 9", Does: "the filter with that number"}, Do: func() tea.Cmd {
		return q.only(f)
	}}
}

// edge says whether there is more beyond the end of a bar.
func (q *List) edge(more bool) string {
	if more {
		return q.Look.Symbols.Ellipsis
	}
	return " "
}

// window is which items are shown in width cells so that the one at is in it,
// in the middle where it can be.
func window(items []string, at, width int) (from, to int) {
	from, to = at, at+1
	used := term.Width(items[at])
	for grown := true; grown; {
		grown = false
		if to < len(items) && used+term.Width(items[to]) <= width {
			used += term.Width(items[to])
			to++
			grown = true
		}
		if from > 0 && used+term.Width(items[from-1]) <= width {
			from--
			used += term.Width(items[from])
			grown = true
		}
	}
	return from, to
}

// countsAll reports whether a filter takes in what needs no attention without
// its name saying so: those by verdict do.
func countsAll(f queue.Filter) bool {
	switch f {
	case queue.FilterOneFact, queue.FilterApplies, queue.FilterUndetermined, queue.FilterDoesNotApply, queue.FilterOutOfScope:
		return true
	}
	return false
}
