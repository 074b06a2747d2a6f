package worklist

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// List is the list of incidents under a filter and an order. It holds the
// numbers of all of them and the rows in sight.
type List struct {
	*desk.Desk
	preview *Preview
	Walk    session.Walk
	List    *queue.View  // nil until it was read
	At      int          // the row in hand
	top     int          // the first row in sight
	Cursor  store.Number // the record in hand, kept when the list changes
	Rows    map[store.Number]store.Row
	Search  search
}

// New is the list of what needs attention, before it was read.
func New(d *desk.Desk, beside *Preview) *List {
	q := &List{Desk: d, preview: beside, Walk: session.Walk{Filter: queue.FilterAttention}, Rows: map[store.Number]store.Row{}}
	q.Search = search{Desk: d, input: editor.NewLine(d.Look)}
	return q
}

// Height is how many rows are in sight: the body less filters, rule and the
// names of the columns.
func (q *List) Height() int { return max(q.Layout.Body-3, 1) }

// ChangeView reads the list under another filter, order or search.
func (q *List) ChangeView(w session.Walk) tea.Cmd {
	sit := q.Sit
	return q.Ask(desk.OnView, 0, nil, func() (func() tea.Cmd, error) {
		v, err := sit.Look(w)
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		if err != nil {
			return nil, err
		}
		if w.Within == nil {
			err = sit.ListedQueue(w.Filter.Title(), v.Len())
		}
		var elsewhere []counted
		if err == nil {
			elsewhere, err = countElsewhere(sit, w, v)
		}
		return func() tea.Cmd {
			q.Counts, q.Search.elsewhere = counts, elsewhere
			return q.show(w, v)
		}, err
	})
}

// Refresh reads the list and the counts again, after something changed.
func (q *List) Refresh() tea.Cmd {
	q.Rows = map[store.Number]store.Row{}
	q.preview.turnTo(0)
	return q.ChangeView(q.Walk)
}

// show takes in a list, which is from now on the one walked along, and keeps
// the record in hand where it is in it.
func (q *List) show(w session.Walk, v *queue.View) tea.Cmd {
	var prepare tea.Cmd
	if q.List == nil {
		prepare = q.prepareOrders()
	}
	q.Walk, q.List = w, v
	q.Sit.WalkAlong(w) // not before: a reply that was overtaken shows nothing
	// While a search still finds, the first row stays in hand until the
	// officer moves: what it finds next may belong before it.
	if q.Search.running && q.At == 0 {
		return q.To(0)
	}
	q.At = 0
	if q.Cursor != 0 {
		q.At = v.Position(q.Cursor)
	}
	return tea.Batch(q.To(q.At), prepare)
}

// prepareOrders has the orders of the queue made beside the keys once its
// first page is read, so that the first change of order waits for nothing.
func (q *List) prepareOrders() tea.Cmd {
	s := q.Sit.Store()
	return func() tea.Msg {
		// An error shows when an order is asked for.
		_, _ = desk.Guarded(func() (func() tea.Cmd, error) { return nil, queue.Of(s).PrepareOrders() })
		return nil
	}
}

// To moves to a row, scrolls so that it is in sight, and asks for what is.
func (q *List) To(at int) tea.Cmd {
	if q.List == nil {
		return nil
	}
	q.At = min(max(at, 0), max(q.List.Len()-1, 0))
	q.Cursor = 0
	if n := q.List.Slice(q.At, 1); len(n) == 1 {
		q.Cursor = n[0]
	}
	return q.Need()
}

// Need asks for the rows in sight, and those of a page on either side so that
// moving on shows them at once.
func (q *List) Need() tea.Cmd {
	if q.List == nil {
		return nil
	}
	h := q.Height()
	q.top = min(max(q.top, q.At-h+1), q.At)
	q.top = max(min(q.top, q.List.Len()-h), 0)
	missing := false
	for _, n := range q.List.Slice(q.top, h) {
		if _, ok := q.Rows[n]; !ok {
			missing = true
			break
		}
	}
	if !missing {
		return nil
	}
	numbers, s := q.List.Slice(q.top-h, 3*h), q.Sit.Store()
	return q.Ask(desk.OnRows, q.Cursor, nil, func() (func() tea.Cmd, error) {
		rows, err := s.Rows(numbers)
		return func() tea.Cmd {
			if len(q.Rows) > 4096 {
				q.Rows = map[store.Number]store.Row{}
			}
			for _, r := range rows {
				q.Rows[r.Number] = r
			}
			return nil
		}, err
	})
}

// Order lists by the next column that can be listed by, or the one before.
func (q *List) Order(by int) tea.Cmd {
	w := q.Walk
	w.Order, w.Turned = (w.Order+queue.Order(by)+queue.OrderCount)%queue.OrderCount, false
	q.Say(term.Dim, "Order: "+w.OrderTitle())
	return q.ChangeView(w)
}

// Turn goes through the list from its other end.
func (q *List) Turn() tea.Cmd {
	w := q.Walk
	w.Turned = !w.Turned
	q.Say(term.Dim, "Order: "+w.OrderTitle())
	return q.ChangeView(w)
}

// View draws filters, the rule, the columns' names and the rows in sight.
func (q *List) View() []string { return q.ViewIn(q.Layout.Body) }

// ViewIn is View in so many lines, where something lies over the others.
func (q *List) ViewIn(body int) []string {
	rows := max(body-(q.Layout.Body-q.Height()), 1)
	w, beside := q.Layout.ListWidth()
	lines := []string{q.filterBar(q.Layout.Width), q.ruleLine()}
	if q.List == nil {
		return append(lines, "", " reading"+q.Look.Symbols.Ellipsis)
	}
	if q.List.Len() == 0 {
		return append(lines, q.emptyView()...)
	}
	cols := columnsFor(w, q.Walk.Order)
	list := []string{q.Look.Render(term.Dim, "  "+cols.names(q, q.Walk))}
	top := max(q.top, q.At-rows+1)
	for i, n := range q.List.Slice(top, rows) {
		list = append(list, q.row(cols, top+i, n, w))
	}
	if beside == 0 {
		return append(lines, list...)
	}
	shown := desk.Exactly(q.preview.view(beside, rows+1), rows+1)
	list = desk.Exactly(list, len(shown))
	for i := range list {
		lines = append(lines, q.Look.Fit(list[i], w)+q.Bar()+q.Look.Cut(shown[i], beside))
	}
	return lines
}

func (q *List) row(cols columns, at int, n store.Number, width int) string {
	mark := q.Look.Symbols.NoCursor
	if at == q.At {
		mark = q.Look.Symbols.Cursor
		if q.Screen() != desk.InSearch || q.Search.choosing {
			mark = term.CursorMark + mark
		}
	}
	row, ok := q.Rows[n]
	if !ok {
		return " " + mark
	}
	if at == q.At {
		return q.Look.Render(term.Selected, q.Look.Fit(" "+mark+cols.draw(q, row, false), width))
	}
	return " " + mark + cols.draw(q, row, true)
}

// place is where in the list the row in hand is, such as 3 of 25; blank where
// there is none.
func (q *List) place() string {
	if q.List == nil || q.Cursor == 0 || q.List.Len() == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", q.At+1, q.List.Len())
}

// Beside is the record that comes to stand where a record of the list is once
// that is gone: the next, or at the end the one before.
func (q *List) Beside(n store.Number) store.Number {
	if q.List == nil || !q.List.Has(n) {
		return n
	}
	at := q.List.Position(n)
	for _, i := range []int{at + 1, at - 1} {
		if i >= 0 {
			if next := q.List.Slice(i, 1); len(next) == 1 {
				return next[0]
			}
		}
	}
	return 0
}

// PlaceOf is where in the list a record is, with the list's name; blank where
// it is not in it.
func (q *List) PlaceOf(n store.Number) string {
	if q.List == nil || !q.List.Has(n) {
		return ""
	}
	return fmt.Sprintf("%d of %d in %s", q.List.Position(n)+1, q.List.Len(), q.Walk.Filter.Title())
}

// ruleLine is the line under the filters: the order, the place in the list and
// what is searched for.
func (q *List) ruleLine() string {
	said := q.Walk.OrderTitle()
	if place := q.place(); place != "" {
		said += " " + q.Look.Symbols.Separator + " " + place
	}
	if countsAll(q.Walk.Filter) {
		said += " " + q.Look.Symbols.Separator + " decided and deferred ones too"
	}
	if q.Search.on() {
		said += "  /" + q.Search.input.View(q.Layout.Width/2, q.Screen() == desk.InSearch && !q.Search.choosing)
		said += "  " + q.Search.found()
	}
	return q.Rule(said)
}

func (q *List) emptyView() []string {
	say := func(lines ...string) []string {
		out := []string{""}
		for _, l := range lines {
			out = append(out, desk.Indent(desk.Indent(term.Wrap(l, q.Layout.Width-4)))...)
		}
		return out
	}
	switch {
	case q.Search.Text() != "":
		if q.Search.running {
			return say("searching" + q.Look.Symbols.Ellipsis)
		}
		if len(q.Search.elsewhere) > 0 {
			return say("Nothing under " + q.Walk.Filter.Title() + " holds this text: " + q.Search.found() + ".")
		}
		return say("No incident holds this text. Esc clears the search.")
	case q.Counts.Total == 0 && q.Options.Demo:
		return say("The demo has no incidents left.")
	case q.Counts.Total == 0:
		return say("The store is empty.", "",
			"i  imports a file from the records system (CSV, JSON or XLSX)",
			"a  adds the one incident in front of you by hand",
			"q  quits; gd8 demo then shows how everything works on made-up incidents", "",
			"What is imported stays in this store, on this computer: "+q.Look.SafeLine(q.Sit.Store().Path()))
	case q.Walk.Filter == queue.FilterAttention:
		return say(q.Look.Symbols.Done+" Nothing needs attention: every incident is decided, not relevant or deferred.", "", "Tab shows the others.")
	}
	return say("No incident is under " + q.Walk.Filter.Title() + ". Tab goes on to the next filter.")
}
