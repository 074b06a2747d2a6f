package incidents

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/queue"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

// listFlags are which part of the queue is listed, and how.
type listFlags struct {
	state, verdict, filter, order, format usage.Choice
}

func (p commands) listCommand() *cobra.Command {
	f := listFlags{format: usage.FirstOf("table", "text", "json", "csv"), order: usage.Choice{Value: "as imported"}}
	for s := model.QueueState(0); s < model.StateCount; s++ {
		f.state.Words = append(f.state.Words, s.String())
	}
	for v := model.Verdict(0); v < model.VerdictCount; v++ {
		f.verdict.Words = append(f.verdict.Words, v.String())
	}
	f.filter.Words = []string{"attention", "one_fact"}
	for o := queue.Order(0); o < queue.OrderCount; o++ {
		f.order.Words = append(f.order.Words, o.Title())
	}
	c := &cobra.Command{
		Use:   "list",
		Short: "List the queue",
		Long: `list gives the incidents of the store in the queue's order. --state, --verdict
and --filter can be given together; an incident is listed that each lets through.
What needs attention is out of date, returned by a check, to do, or deferred
with its reminder due.
With --format text each incident is a paragraph of its own, which a screen
reader reads better than columns.

Listing is written into the journal as one consultation, with the number of
incidents listed.`,
		Example: `  gd8 list
  gd8 list --filter attention --order "due first"
  gd8 list --state to_do --verdict applies
  gd8 list --format text
  gd8 list --format json > queue.json`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error { return p.WithStore(f.list(p)) },
	}
	c.Flags().Var(&f.state, "state", f.state.Help("only incidents in this state"))
	c.Flags().Var(&f.verdict, "verdict", f.verdict.Help("only incidents with this verdict"))
	c.Flags().Var(&f.filter, "filter", f.filter.Help("only incidents that need attention, or are one fact away"))
	c.Flags().Var(&f.order, "order", f.order.Help("the order"))
	usage.AddFormat(c, &f.format)
	return c
}

func (f *listFlags) list(p commands) func(*store.Store, store.Actor) error {
	return func(s *store.Store, actor store.Actor) error {
		numbers, err := f.numbers(s)
		if err != nil {
			return err
		}
		if err := program.Consult(s, actor, "list", f.detail(), len(numbers)); err != nil {
			return err
		}
		return p.ToOutput(func(w *bufio.Writer) error { return p.writeListed(w, s, numbers, f.format.Value) })
	}
}

// filters are the queue's filters that the flags ask for; all must let a
// record through.
func (f *listFlags) filters() []queue.Filter {
	byState := map[string]queue.Filter{
		model.StateToDo.String(): queue.FilterToDo, model.StateOutOfDate.String(): queue.FilterOutOfDate, model.StateReturned.String(): queue.FilterReturned,
		model.StateDeferred.String(): queue.FilterDeferred, model.StateDecided.String(): queue.FilterDecided,
		model.StateNotRelevant.String(): queue.FilterNotRelevant,
	}
	byVerdict := map[string]queue.Filter{
		model.Applies.String(): queue.FilterApplies, model.Undetermined.String(): queue.FilterUndetermined,
		model.DoesNotApply.String(): queue.FilterDoesNotApply, model.OutOfScope.String(): queue.FilterOutOfScope,
	}
	byName := map[string]queue.Filter{"attention": queue.FilterAttention, "one_fact": queue.FilterOneFact}
	list := []queue.Filter{queue.FilterAll}
	for _, c := range []struct {
		value string
		from  map[string]queue.Filter
	}{{f.state.Value, byState}, {f.verdict.Value, byVerdict}, {f.filter.Value, byName}} {
		if filter, ok := c.from[c.value]; ok {
			list = append(list, filter)
		}
	}
	return list
}

// numbers are the records to list, in the queue's order.
func (f *listFlags) numbers(s *store.Store) ([]store.Number, error) {
	order := queue.AsImported
	for o := range queue.OrderCount {
		if o.Title() == f.order.Value {
			order = o
		}
	}
	var views []*queue.View
	for _, filter := range f.filters() {
		in := queue.AsImported
		if filter == queue.FilterAll {
			in = order
		}
		v, err := queue.Of(s).View(filter, in, nil)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	var numbers []store.Number
next:
	for _, n := range views[0].Slice(0, views[0].Len()) {
		for _, v := range views[1:] {
			if !v.Has(n) {
				continue next
			}
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// detail says in the journal which part of the queue was listed.
func (f *listFlags) detail() string {
	detail := ""
	for _, c := range []struct{ name, value string }{{"state", f.state.Value}, {"verdict", f.verdict.Value}, {"filter", f.filter.Value}} {
		if c.value != "" {
			detail += " " + c.name + " " + c.value
		}
	}
	if detail == "" {
		return "all"
	}
	return detail[1:]
}

// listPage is how many rows are read from the store at a time.
const listPage = 2000

func eachRow(s *store.Store, numbers []store.Number, visit func(*store.Row) error) error {
	for from := 0; from < len(numbers); from += listPage {
		rows, err := s.Rows(numbers[from:min(from+listPage, len(numbers))])
		if err != nil {
			return err
		}
		for i := range rows {
			if err := visit(&rows[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p commands) writeListed(w *bufio.Writer, s *store.Store, numbers []store.Number, format string) error {
	switch format {
	case "json":
		array := export.NewArray(w)
		if err := eachRow(s, numbers, func(row *store.Row) error { return array.Add(export.List(row)) }); err != nil {
			return err
		}
		return array.Close()
	case "csv":
		table := export.NewCSV(w, p.CellShower())
		if err := table.ListedHeader(); err != nil {
			return err
		}
		err := eachRow(s, numbers, func(row *store.Row) error {
			listed := export.List(row)
			return table.Listed(&listed)
		})
		if err != nil {
			return err
		}
		return table.Flush()
	}
	if len(numbers) == 0 {
		_, err := fmt.Fprintln(w, "No incidents.")
		return err
	}
	if format == "text" {
		return p.listedText(w, s, numbers)
	}
	return p.listedTable(w, s, numbers)
}

func (p commands) listedTable(w *bufio.Writer, s *store.Store, numbers []store.Number) error {
	t := p.NewTable(w, "Application", "Individual", "Incident", "Date", "Age", "Outcome", "State", "Verdict", "Decision", "Remarks")
	err := eachRow(s, numbers, func(row *store.Row) error {
		return t.Row(row.Key.Application, row.Key.Person, row.Key.Incident, row.IncidentDate.Short(), report.Age(row.AgeThen),
			report.Outcome(row.Outcome), row.State.Title(), row.Verdict.Title(), row.Decision.String(),
			joined(reminded(row, s.Today()), report.Remarks(row.ToConfirm, row.Flags, row.Events)))
	})
	if err != nil {
		return err
	}
	if err := t.End(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, report.Counted(len(numbers), "incident"))
	return err
}

// reminded says when an incident comes back by its decision; blank for one that
// does not.
func reminded(row *store.Row, today model.Date) string {
	switch {
	case !row.Remind.Known():
		return ""
	case row.State == model.StateDecided && row.State.NeedsAttention(row.Remind, today):
		return "representations due"
	case row.State == model.StateDecided:
		return "representations by " + row.Remind.Short()
	case row.State.NeedsAttention(row.Remind, today):
		return "reminder due"
	}
	return "comes back " + row.Remind.Short()
}

// joined are the parts of a remark that are not blank.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
