package queue

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"

	"gd8/store"
)

// ordering is the records that count in one order of the queue: by a column of
// their rows, equal ones as they arrived. It is cut into runs of one column
// value each, and each run knows how many of its records are in each indexed
// set, so that a place under any filter is found without looking at every
// record before it. An ordering does not change: a change makes another, which
// shares all it can.
type ordering struct {
	runs    []*run
	columns columnPages
}

// run is some neighbours of an ordering.
type run struct {
	column  uint32
	numbers []store.Number // in order
	counts  [store.SetCount]uint16
}

// lastColumn is later than every date.
const lastColumn = 1<<(2*columnDigit) - 1

const (
	// runRoom is how many records a run holds when it is made.
	runRoom = 1024
	// runMost is how many it may come to hold.
	runMost = 4 * runRoom
)

// find gives the last run that begins at or before a place in the order; -1
// where all begin after it.
func (o *ordering) find(column uint32, n store.Number) int {
	return sort.Search(len(o.runs), func(i int) bool {
		r := o.runs[i]
		return cmp.Or(cmp.Compare(r.column, column), cmp.Compare(r.numbers[0], n)) > 0
	}) - 1
}

// count changes by how many records of each set of a row the run has.
func (r *run) count(q *store.QueueRow, by int) {
	q.Sets(func(s store.Set) { r.counts[s] = uint16(int(r.counts[s]) + by) })
}

// with is the ordering with one more record; nil where it has grown so that it
// is better made anew.
func (o *ordering) with(n store.Number, column uint32, q *store.QueueRow) *ordering {
	at := o.find(column, n)
	next := &ordering{runs: slices.Clone(o.runs), columns: o.columns.with(n, column)}
	if at < 0 || o.runs[at].column != column {
		if at++; at == len(o.runs) || o.runs[at].column != column {
			r := &run{column: column, numbers: []store.Number{n}}
			r.count(q, 1)
			next.runs = slices.Insert(next.runs, at, r)
			return next
		}
	}
	old := o.runs[at]
	i, there := slices.BinarySearch(old.numbers, n)
	if there || len(old.numbers) >= runMost {
		return nil
	}
	r := &run{column: column, counts: old.counts, numbers: make([]store.Number, 0, len(old.numbers)+1)}
	r.numbers = append(append(append(r.numbers, old.numbers[:i]...), n), old.numbers[i:]...)
	r.count(q, 1)
	next.runs[at] = r
	return next
}

// without is the ordering less one record; nil where it has no such record.
func (o *ordering) without(n store.Number, column uint32, q *store.QueueRow) *ordering {
	at := o.find(column, n)
	if at < 0 || o.runs[at].column != column {
		return nil
	}
	old := o.runs[at]
	i, there := slices.BinarySearch(old.numbers, n)
	if !there {
		return nil
	}
	next := &ordering{runs: slices.Clone(o.runs), columns: o.columns.with(n, 0)}
	if len(old.numbers) == 1 {
		next.runs = slices.Delete(next.runs, at, at+1)
		return next
	}
	r := &run{column: column, counts: old.counts}
	r.numbers = slices.Concat(old.numbers[:i], old.numbers[i+1:])
	r.count(q, -1)
	next.runs[at] = r
	return next
}

// makeOrdering makes an ordering from the column and the sets of every record,
// by number: those without a column are not in it.
func makeOrdering(columns []uint32, sets []store.RowSets) *ordering {
	var p columnPacker
	for n, column := range columns {
		p.add(store.Number(n), column)
	}
	return &ordering{columns: p.pages(), runs: makeRuns(columns, sets, make([]store.Number, len(columns)))}
}

// makeRuns makes the runs of an ordering. It keeps none of what it is given;
// room is as long as the others, and its contents are lost.
func makeRuns(columns []uint32, sets []store.RowSets, room []store.Number) (runs []*run) {
	numbers := byColumn(columns, room)
	for from := 0; from < len(numbers); {
		r := &run{column: columns[numbers[from]]}
		to := from
		for to < len(numbers) && to-from < runRoom && columns[numbers[to]] == r.column {
			for left := sets[numbers[to]]; left != 0; left &= left - 1 {
				r.counts[bits.TrailingZeros32(uint32(left))]++
			}
			to++
		}
		r.numbers = numbers[from:to:to]
		runs = append(runs, r)
		from = to
	}
	return runs
}

// columnDigit is how many bits of a column are sorted by at once: two digits
// make a column.
const columnDigit = 12

// byColumn gives the numbers that have a column in order of it, equal ones in
// their own order: a radix sort, as there may be a million. room is as for
// makeRuns.
func byColumn(columns []uint32, room []store.Number) []store.Number {
	total := 0
	for _, column := range columns {
		if column != 0 {
			total++
		}
	}
	low, high := make([]store.Number, 0, total), room[:total]
	for n, column := range columns {
		if column != 0 {
			low = append(low, store.Number(n))
		}
	}
	for shift := 0; shift < 2*columnDigit; shift += columnDigit {
		digit := func(n store.Number) uint32 { return columns[n] >> shift & (1<<columnDigit - 1) }
		var places [1 << columnDigit]int
		for _, n := range low {
			places[digit(n)]++
		}
		sum := 0
		for d, count := range places {
			places[d] = sum
			sum += count
		}
		for _, n := range low {
			high[places[digit(n)]] = n
			places[digit(n)]++
		}
		low, high = high, low
	}
	return low
}
