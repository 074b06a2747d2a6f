package journal

import (
	"bufio"
	"fmt"
	"time"

	"gd8/store"
	"gd8/ui/command/output"
	"gd8/ui/report"
)

// journalTable writes the entries as a table. What was done in one sitting stands
// under a heading; entries of it that say the same of one incident after another
// are one row, unless every one is to have its own.
func (p commands) journalTable(w *bufio.Writer, every bool, each func(func(*store.Entry) error) error) error {
	t := journalTable{
		table: p.NewTable(w, "Entry", "Time", "Officer", "Operation", "Action", "Records", "Purpose", "Remarks"),
		zone:  p.Now().Location(), every: every,
	}
	count := uint64(0)
	err := each(func(e *store.Entry) error {
		count++
		return t.add(e)
	})
	switch {
	case err != nil:
		return err
	case count == 0:
		_, err := fmt.Fprintln(w, "No journal entries.")
		return err
	}
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.table.End(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, report.Entries(count))
	return err
}

// journalTable is the table being written, newest entry first.
type journalTable struct {
	table   *output.Table
	zone    *time.Location
	every   bool
	sitting string // that of the heading above; blank outside one

	row    journalRow  // being gathered
	newest store.Entry // of those it stands for
	oldest store.Entry
	open   bool
}

// mostGathered is how many entries one row stands for at most.
const mostGathered = 1000

func (t *journalTable) add(e *store.Entry) error {
	if t.open && t.goesOn(e) {
		t.row.Records = append(t.row.Records, journalRowOf(e).Records...)
		t.row.Count += e.Count
		t.oldest = *e
		return nil
	}
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.head(e); err != nil {
		return err
	}
	t.row, t.newest, t.oldest, t.open = journalRowOf(e), *e, *e, true
	return nil
}

// goesOn reports whether an entry says the same as those being gathered, of
// another incident.
func (t *journalTable) goesOn(e *store.Entry) bool {
	r := journalRowOf(e)
	return !t.every && e.Sitting != "" && e.Sitting == t.row.Sitting && r.Officer == t.row.Officer && r.Purpose == t.row.Purpose &&
		r.Operation == t.row.Operation && r.Action == t.row.Action && r.Recipient == t.row.Recipient && r.Detail == t.row.Detail &&
		e.Origin == nil && t.newest.Origin == nil && e.PreviousAt.IsZero() && t.oldest.PreviousAt.IsZero() && len(t.row.Records) < mostGathered
}

// head writes the heading of a sitting where one begins, and one over what
// follows it outside of any.
func (t *journalTable) head(e *store.Entry) error {
	if e.Sitting == t.sitting || t.every {
		return nil
	}
	t.sitting = e.Sitting
	if e.Sitting == "" {
		return t.table.Heading("Outside a sitting")
	}
	r := journalRowOf(e)
	return t.table.Heading("Sitting of " + r.Officer + ", " + e.At.In(t.zone).Format("2 January 2006") + ", " + r.Purpose)
}

// flush writes the row that was gathered.
func (t *journalTable) flush() error {
	if !t.open {
		return nil
	}
	t.open = false
	const format = "2006-01-02 15:04:05"
	number, at := fmt.Sprint(t.newest.Number), t.newest.At.In(t.zone).Format(format+" MST")
	if t.oldest.Number != t.newest.Number {
		number = fmt.Sprintf("%d to %d", t.oldest.Number, t.newest.Number)
		from, to := t.oldest.At.In(t.zone), t.newest.At.In(t.zone)
		at = from.Format(format) + " to " + to.Format("15:04:05 MST")
		if from.YearDay() != to.YearDay() || from.Year() != to.Year() {
			at = from.Format(format) + " to " + to.Format(format+" MST")
		}
	}
	return t.table.Row(number, at, t.row.Officer, t.row.Operation, t.row.Action, t.row.recordsText(), t.row.Purpose, t.row.remarks(&t.newest, t.zone))
}
