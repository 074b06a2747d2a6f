package queue

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gd8/model"
	"gd8/store"
)

// mustCarryOrders holds the orders that were carried along by writes to those
// made of the queue's rows now, and gives how many there were.
func mustCarryOrders(t failer, s *store.Store) (carried int) {
	t.Helper()
	err := Of(s).view(func(r *reader) error {
		made, err := r.makeOrders(append(together(DueFirst), together(ByVerdict)...)...)
		if err != nil {
			return err
		}
		reminders, err := r.makeReminders()
		made[byReminder] = reminders[byReminder]
		for o := AsImported + 1; o < orderKinds; o++ {
			if have := Of(s).orders.of(r.Writes, o); have != nil {
				carried++
				mustEqualOrdering(t, fmt.Sprint("order ", o), have, made[o])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return carried
}

// orderPlace is where a record stands in an ordering.
type orderPlace struct {
	column uint32
	number store.Number
}

// mustEqualOrdering compares what two orderings say, however they are cut
// into runs.
func mustEqualOrdering(t failer, what string, got, want *ordering) {
	t.Helper()
	list := func(o *ordering) (all []orderPlace, counts map[string]int) {
		counts = map[string]int{}
		for _, r := range o.runs {
			if len(r.numbers) == 0 || len(r.numbers) > runMost {
				t.Fatalf("%s: a run of %d", what, len(r.numbers))
			}
			for _, n := range r.numbers {
				all = append(all, orderPlace{r.column, n})
				if o.columns.of(n) != r.column {
					t.Fatalf("%s: %d stands under %d and has column %d", what, n, r.column, o.columns.of(n))
				}
			}
			for s, count := range r.counts {
				if count > 0 {
					counts[fmt.Sprint(r.column, " ", s)] += int(count)
				}
			}
		}
		return all, counts
	}
	gotAll, gotCounts := list(got)
	wantAll, wantCounts := list(want)
	if !slices.Equal(gotAll, wantAll) {
		t.Fatalf("%s: %v, want %v", what, gotAll, wantAll)
	}
	if !maps.Equal(gotCounts, wantCounts) {
		t.Fatalf("%s: counts %v, want %v", what, gotCounts, wantCounts)
	}
	for n := range store.Number(columnPageSize * max(len(got.columns), len(want.columns))) {
		if g, w := got.columns.of(n), want.columns.of(n); g != w {
			t.Fatalf("%s: %d has column %d, want %d", what, n, g, w)
		}
	}
}

func TestAnOrderingChangesAsItsRecordsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const last = 3 * runRoom
		columns, sets := make([]uint32, 4*columnPageSize), make([]store.RowSets, 4*columnPageSize)
		rows := map[store.Number]store.QueueRow{}
		draw := func() store.QueueRow {
			return store.QueueRow{Live: true, State: model.StateToDo, Due: model.Date(rapid.IntRange(1, 3).Draw(t, "due")), Verdict: model.Verdict(rapid.IntRange(0, 2).Draw(t, "verdict"))}
		}
		keep := func(n store.Number, q store.QueueRow) {
			rows[n] = q
			columns[n], sets[n] = columnOf(&q, DueFirst), q.InSets()
		}
		for n := store.Number(1); n < last; n++ {
			if n%7 != 0 {
				keep(n, store.QueueRow{Live: true, Due: model.Date(1 + n%3/2)})
			}
		}
		o := makeOrdering(slices.Clone(columns), sets)
		before, beforeColumns, beforeSets := o, slices.Clone(columns), slices.Clone(sets)
		for range rapid.IntRange(1, 60).Draw(t, "changes") {
			n := store.Number(rapid.IntRange(1, last+columnPageSize/2).Draw(t, "record"))
			change := store.RowChange{Number: n, Old: rows[n]}
			if !change.Old.Live || rapid.Bool().Draw(t, "stays") {
				change.New = draw()
			}
			if o = o.after(DueFirst, []store.RowChange{change}); o == nil {
				t.Fatal("the order is no longer known")
			}
			if change.New.Live {
				keep(n, change.New)
			} else {
				delete(rows, n)
				columns[n], sets[n] = 0, 0
			}
		}
		mustEqualOrdering(t, "changed", o, makeOrdering(slices.Clone(columns), sets))
		mustEqualOrdering(t, "the one before", before, makeOrdering(beforeColumns, beforeSets))
	})
}

func TestNumbersStandInOrderOfTheirColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfN(rapid.Uint32Range(0, 1<<(2*columnDigit)-1), 1, 300).Draw(t, "columns")
		var want []store.Number
		for n, column := range columns {
			if column != 0 {
				want = append(want, store.Number(n))
			}
		}
		slices.SortStableFunc(want, func(a, b store.Number) int { return cmp.Compare(columns[a], columns[b]) })
		if got := byColumn(columns, make([]store.Number, len(columns))); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

func TestColumnsArePackedWithoutLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]uint32{1, 200, 253, 254, 300, 60_000, 65_533, 65_534, lastColumn - 1}).Draw(t, "most")
		from := rapid.Uint32Range(1, lastColumn-most).Draw(t, "from")
		column := rapid.OneOf(rapid.Just(uint32(0)), rapid.Just(uint32(lastColumn)), rapid.Uint32Range(from, from+most-1))
		want := make([]uint32, 3*columnPageSize)
		var p columnPacker
		for _, n := range rapid.SliceOfDistinct(rapid.IntRange(0, len(want)-1), rapid.ID[int]).Draw(t, "records") {
			want[n] = column.Draw(t, "column")
		}
		for n, c := range want {
			if c != 0 {
				p.add(store.Number(n), c)
			}
		}
		pages := p.pages()
		got := make([]uint32, len(want))
		if pages.unpack(got); !slices.Equal(got, want) {
			t.Fatal("other columns than were packed")
		}
		n, c := rapid.IntRange(0, len(want)-1).Draw(t, "changed"), column.Draw(t, "to")
		want[n] = c
		changed := pages.with(store.Number(n), c)
		for n := range want {
			if changed.of(store.Number(n)) != want[n] || pages.of(store.Number(n)) != got[n] {
				t.Fatalf("%d: %d, and %d before", n, changed.of(store.Number(n)), pages.of(store.Number(n)))
			}
		}
	})
}

func TestTheColumnsOfDatesHaveTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func() model.Date {
			return model.NewDate(rapid.IntRange(1, 9999).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		}
		a, b := draw(), draw()
		if got := cmp.Compare(columnOfDate(a), columnOfDate(b)); got != cmp.Compare(a, b) || columnOfDate(a) == 0 || columnOfDate(a) >= lastColumn {
			t.Fatalf("%v has column %d and %v has %d", a, columnOfDate(a), b, columnOfDate(b))
		}
	})
}

func TestAnOrderingThatDoesNotKnowARecordIsMadeAnew(t *testing.T) {
	o := makeOrdering(make([]uint32, columnPageSize), make([]store.RowSets, columnPageSize))
	q := store.QueueRow{Live: true, Due: 20270101}
	if o.without(3, columnOf(&q, DueFirst), &q) != nil {
		t.Error("a record was taken out that is not in it")
	}
	if o = o.with(3, columnOf(&q, DueFirst), &q); o == nil || o.with(3, columnOf(&q, DueFirst), &q) != nil {
		t.Error("a record is in it twice")
	}
	for n := store.Number(10); o != nil; n++ {
		if n > 10+runMost {
			t.Fatal("a run grows for ever")
		}
		o = o.with(n, columnOf(&q, DueFirst), &q)
	}
}

func TestTheOrdersOfATransactionThatFailedAreNotTaken(t *testing.T) {
	var c orderCache
	made := [orderKinds]*ordering{DueFirst: makeOrdering(make([]uint32, columnPageSize), make([]store.RowSets, columnPageSize))}
	c.put(7, made)
	change := func(n store.Number) []store.RowChange {
		return []store.RowChange{{Number: n, New: store.QueueRow{Live: true, Due: 20270101}}}
	}
	c.advance(8, change(3)) // fails
	c.advance(8, change(4)) // fails
	c.advance(8, change(5))
	if got := c.of(8, DueFirst); got == nil || got.columns.of(3)|got.columns.of(4) != 0 || got.columns.of(5) == 0 {
		t.Errorf("after the transaction: %v", got)
	}
	if c.of(7, DueFirst) != made[DueFirst] {
		t.Error("the order before the transaction is gone while it may still be read")
	}
	c.advance(9, make([]store.RowChange, store.ManyChanges+1))
	if c.of(9, DueFirst) != nil || c.of(8, DueFirst) == nil {
		t.Error("very many changes were carried along, or the order before them lost")
	}
	c.put(8, made)
	if c.of(9, DueFirst) != nil {
		t.Error("an order made of an earlier state was taken for a later one")
	}
	c.forget()
	if c.of(9, DueFirst) != nil || c.of(8, DueFirst) != nil {
		t.Error("orders are left after the file was opened anew")
	}
}

func TestEveryOrderIsMadeBeforeItIsAskedFor(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 60, "one"))
	if err := Of(s).PrepareOrders(); err != nil {
		t.Fatal(err)
	}
	err := Of(s).view(func(r *reader) error {
		for o := AsImported + 1; o < OrderCount; o++ {
			if Of(s).orders.of(r.Writes, o) == nil {
				t.Errorf("%s: the first key that asks for it waits until it is made", o.Title())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAListIsOfOneMomentWhileOthersWrite(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 600, "one"))
	if err := Of(s).PrepareOrders(); err != nil {
		t.Fatal(err)
	}
	written := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-written:
					return
				default:
				}
				f := Filter(i % int(FilterCount))
				v, err := Of(s).View(f, FewestFacts, nil)
				if err != nil {
					t.Error(err)
					return
				}
				all := v.Slice(0, v.Len())
				if last := v.before[len(v.before)-1]; len(all) != v.Len() || last != v.Len() {
					t.Errorf("%s: %d listed and %d counted of %d", f.Title(), len(all), last, v.Len())
					return
				}
			}
		})
	}
	for n := store.Number(1); n < 60; n++ {
		answer(t, s, n, model.PatternOfBehaviour, []string{"yes", ""}[n%2])
		decide(t, s, 100+n, model.Refer)
	}
	close(written)
	readers.Wait()
	if mustCarryOrders(t, s) == 0 {
		t.Error("no order was carried along")
	}
}

func TestTheOrderOfAFewRemindersIsSmallHoweverManyRecordsThereAre(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 6*columnPageSize, "one"))
	for _, n := range []store.Number{5*columnPageSize + 7, 3, 4, 5 * columnPageSize} {
		remind := model.Date(20270101 + uint32(n)%5)
		if _, err := s.Decide(officer, n, model.Defer, filled("Deferred"), remind); err != nil {
			t.Fatal(err)
		}
	}
	err := Of(s).view(func(r *reader) error {
		o, err := r.ordering(byReminder)
		if err != nil {
			return err
		}
		pages, last := 0, orderPlace{}
		for _, page := range o.columns {
			if page != nil {
				pages++
			}
		}
		var at int
		for _, run := range o.runs {
			for _, n := range run.numbers {
				now := orderPlace{run.column, n}
				if cmp.Or(cmp.Compare(last.column, now.column), cmp.Compare(last.number, now.number)) >= 0 || o.columns.of(n) != run.column {
					t.Errorf("%v stands after %v, with column %d", now, last, o.columns.of(n))
				}
				last, at = now, at+1
			}
		}
		if at != 4 || pages != 2 {
			t.Errorf("%d records have a reminder, in %d pages of columns", at, pages)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
