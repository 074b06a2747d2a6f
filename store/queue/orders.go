package queue

import (
	"encoding/binary"
	"runtime/debug"
	"sync"

	"gd8/model"
	"gd8/store"
	"gd8/store/vault"
)

// The orders of the queue are kept in memory, not in the file: they are made
// of the queue's rows when first asked for, a tenth of a second for a million,
// and then changed along with the file by every write. That costs 5 or 6
// bytes an incident for each of six orders while a review is open, and saves
// the file, an import and every check of the file six sorted copies of the
// queue.

// byReminder is the order of the records that come back on a day by their
// decision: deferred with a reminder, or awaiting representations. No queue is shown in it.
const (
	byReminder = OrderCount
	orderKinds = OrderCount + 1
)

// placeOf says whether a row is part of an order, and where: rows of a lower
// column come first. A column is never 0.
func placeOf(q *store.QueueRow, o Order) (column uint32, in bool) {
	if o == byReminder {
		return columnOfDate(q.Remind), q.ComesBack()
	}
	return columnOf(q, o), q.Live
}

// columnOf is what a row is put in order by; never 0.
func columnOf(q *store.QueueRow, o Order) uint32 {
	d := q.Due
	switch o {
	case OldestIncident:
		d = q.Incident
	case FewestFacts:
		switch {
		case q.Verdict != model.Undetermined:
			return lastColumn
		case q.OneFact != model.NoField: // whose answer may settle others, not recorded either
			return 1
		}
		return 1 + uint32(q.ToConfirm.Len())
	case ByVerdict:
		return 1 + uint32(q.Verdict)
	case YoungestFirst:
		if q.Age < 0 {
			return lastColumn
		}
		return 1 + uint32(q.Age)
	case ByOutcome:
		if q.Outcome == model.NoOutcome {
			return lastColumn
		}
		return 1 + uint32(q.Outcome)
	}
	if d == 0 {
		return lastColumn
	}
	return columnOfDate(d)
}

// columnOfDate has the order of dates, in fewer bits than a date as it is
// written: 9 for the day and the month.
func columnOfDate(d model.Date) uint32 {
	year, month, day := uint32(d)/10000, uint32(d)/100%100, uint32(d)%100
	return year<<9 | month<<5 | day
}

// orders are the orderings of the queue after one transaction; nil where one
// was not asked for.
type orders struct {
	writes uint64 // of the state they are of
	by     [orderKinds]*ordering
}

// orderCache holds the orders after the last transaction and after the one
// that is being committed. A reader takes those of the state it reads, so that
// none waits for a commit.
type orderCache struct {
	mu     sync.Mutex
	latest orders
	before orders
	making sync.Mutex // so that an order is made once
}

// of gives an order as it is in the state that writes counts, nil where it is
// not at hand.
func (c *orderCache) of(writes uint64, o Order) *ordering {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, held := range []*orders{&c.latest, &c.before} {
		if held.writes == writes {
			return held.by[o]
		}
	}
	return nil
}

// put takes in orders made of the state that writes counts, unless there are
// newer ones.
func (c *orderCache) put(writes uint64, made [orderKinds]*ordering) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if writes > c.latest.writes {
		c.latest, c.before = orders{writes: writes}, c.latest
	}
	for _, held := range []*orders{&c.latest, &c.before} {
		for o, ordering := range made {
			if held.writes == writes && held.by[o] == nil {
				held.by[o] = ordering
			}
		}
	}
}

// advance makes the orders after a transaction, which writes counts, from
// those before it, while it can still fail: then the next one takes its place.
func (c *orderCache) advance(writes uint64, changes []store.RowChange) {
	c.mu.Lock()
	defer c.mu.Unlock()
	from := c.latest
	if from.writes == writes { // of a transaction that failed
		from = c.before
	}
	next := orders{writes: writes}
	if from.writes == writes-1 && len(changes) <= store.ManyChanges {
		for o, ordering := range from.by {
			next.by[o] = ordering.after(Order(o), changes)
		}
	}
	c.latest, c.before = next, from
}

// forget drops all orders, after the file was opened anew.
func (c *orderCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest, c.before = orders{}, orders{}
}

// after is the ordering once rows have changed; nil where it is not known.
func (o *ordering) after(kind Order, changes []store.RowChange) *ordering {
	for i := range changes {
		c := &changes[i]
		if column, in := placeOf(&c.Old, kind); in && o != nil {
			o = o.without(c.Number, column, &c.Old)
		}
		if column, in := placeOf(&c.New, kind); in && o != nil {
			o = o.with(c.Number, column, &c.New)
		}
	}
	return o
}

// ordering gives an order of the queue as the reader sees it.
func (r *reader) ordering(o Order) (*ordering, error) {
	cache := &r.q.orders
	if have := cache.of(r.Writes, o); have != nil {
		return have, nil
	}
	cache.making.Lock()
	defer cache.making.Unlock()
	if have := cache.of(r.Writes, o); have != nil {
		return have, nil
	}
	makeThem := func() ([orderKinds]*ordering, error) { return r.makeOrders(together(o)...) }
	if o == byReminder {
		makeThem = r.makeReminders
	}
	made, err := makeThem()
	if err != nil {
		return nil, err
	}
	cache.put(r.Writes, made)
	return made[o], nil
}

// together are the orders that are made in one passage over the rows when one of
// them is asked for: those by a date or by what is to confirm, or the others,
// which are asked for more seldom.
func together(o Order) []Order {
	if o < ByVerdict {
		return []Order{DueFirst, OldestIncident, FewestFacts}
	}
	return []Order{ByVerdict, YoungestFirst, ByOutcome}
}

// makeOrders makes orders that a queue is shown in.
func (r *reader) makeOrders(kinds ...Order) (made [orderKinds]*ordering, err error) {
	packers := make([]columnPacker, len(kinds))
	sets := make([]store.RowSets, r.Next)
	err = r.eachBlock(func(first store.Number, block []byte) {
		for n := first; n < first+store.RowsPerBlock && uint32(n) < r.Next; n++ {
			q := store.UnpackRow(store.RowIn(block, n))
			if !q.Live {
				continue
			}
			sets[n] = q.InSets()
			for i, o := range kinds {
				packers[i].add(n, columnOf(&q, o))
			}
		}
	})
	if err != nil {
		return made, err
	}
	columns, room := make([]uint32, r.Next), make([]store.Number, r.Next)
	for i, o := range kinds {
		pages := packers[i].pages()
		pages.unpack(columns)
		made[o] = &ordering{columns: pages, runs: makeRuns(columns, sets, room)}
	}
	return made, nil
}

// eachBlock visits the blocks of rows of all records, with the number of the
// first row of each. visit must not keep a block.
func (r *reader) eachBlock(visit func(first store.Number, block []byte)) error {
	room := make([]byte, 0, store.BlockSize)
	c := r.Cursor(store.BucketQueue)
	for key, stored := c.First(); len(key) == 4; key, stored = c.Next() {
		first := store.Number(binary.BigEndian.Uint32(key)) * store.RowsPerBlock
		if uint32(first) >= r.Next {
			break // staged by an import that is not published
		}
		block, err := r.q.s.Sealer().Open(room, string(store.BucketQueue), key, stored)
		if err == nil && len(block) != store.BlockSize {
			err = vault.ErrCodec
		}
		if err != nil {
			return err
		}
		visit(first, block)
	}
	return nil
}

// makeReminders makes the order of the reminders alone: a queue of what needs
// attention asks for it, in whatever order.
func (r *reader) makeReminders() (made [orderKinds]*ordering, err error) {
	reminded, err := r.Members(store.SetReminded)
	if err != nil {
		return made, err
	}
	// They are few among all records: they are put in order by their places in
	// this list, and get columns of their own.
	var list []store.Number
	var columns []uint32
	var sets []store.RowSets
	err = r.eachRow(reminded, func(n store.Number, q store.QueueRow) {
		if column, in := placeOf(&q, byReminder); in && uint32(n) < r.Next {
			list, columns, sets = append(list, n), append(columns, column), append(sets, q.InSets())
		}
	})
	var p columnPacker
	for i, n := range list {
		p.add(n, columns[i])
	}
	o := &ordering{columns: p.pages(), runs: makeRuns(columns, sets, make([]store.Number, len(columns)))}
	for _, run := range o.runs {
		for i, at := range run.numbers {
			run.numbers[i] = list[at]
		}
	}
	made[byReminder] = o
	return made, err
}

// PrepareOrders makes all orders ahead of their being asked for, those by date and
// by what is to confirm first. It is for a program that goes on showing the queue,
// and can run beside it.
func (q *Queue) PrepareOrders() error {
	for _, o := range []Order{DueFirst, ByVerdict} {
		err := q.view(func(r *reader) error {
			_, err := r.ordering(o)
			return err
		})
		if err != nil {
			return err
		}
	}
	debug.FreeOSMemory() // what making them took: more than they do
	return nil
}
