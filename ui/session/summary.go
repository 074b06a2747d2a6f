package session

import (
	"fmt"

	"gd8/model"
	"gd8/store/queue"
	"gd8/ui/report"
)

// Summary is how far the work is: what was decided, what is left, what waits,
// and how long it takes. It is worked out here once; the app, the line mode and
// gd8 summary each show it in their own way.
type Summary struct {
	Counts  queue.Counts
	Left    queue.Left
	Waiting []queue.Waiting // the first of what is deferred, what is due before all
	Pace    Pace
	Today   model.Date

	Answered, Decided int // in this sitting
}

// WaitingListed is how many deferred incidents a summary names.
const WaitingListed = 200

// Summary works out how far the work is. It reads counts that the index keeps,
// and only what is deferred one by one. Where it names incidents its caller
// writes that into the journal before they are seen.
func (t *Sitting) Summary() (*Summary, error) {
	kept := t.Kept()
	s := &Summary{Answered: kept.Answered, Decided: kept.Decided, Today: t.Today()}
	var err error
	if s.Counts, err = t.Counts(); err != nil {
		return nil, err
	}
	if s.Left, err = queue.Of(t.store).Left(); err != nil {
		return nil, err
	}
	if s.Waiting, err = queue.Of(t.store).Waiting(WaitingListed); err != nil {
		return nil, err
	}
	s.Pace, err = t.pace()
	return s, err
}

// Chart is a set of counts that are read against their sum.
type Chart struct {
	Title  string
	Labels []string
	Counts []int // beside Labels
}

func (c *Chart) add(label string, count int) {
	c.Labels, c.Counts = append(c.Labels, label), append(c.Counts, count)
}

// Of is the sum of the counts.
func (c *Chart) Of() (sum int) {
	for _, n := range c.Counts {
		sum += n
	}
	return sum
}

// Charts are the counts of a summary: the decisions that stand by kind,
// those out of date left out, what
// needs attention by verdict, and where all incidents stand.
func (s *Summary) Charts() []Chart {
	decisions := Chart{Title: "Decisions that stand"}
	for _, k := range model.DecisionKinds() {
		decisions.add(ShortDone(k), s.Left.Decisions[k])
	}
	left := Chart{Title: "Left, by verdict"}
	if s.Left.OneFact > 0 {
		left.Title += fmt.Sprintf(" (%d one fact away)", s.Left.OneFact)
	}
	for _, v := range VerdictsListed() {
		left.add(v.Title(), s.Left.Verdicts[v])
	}
	states := Chart{Title: "All incidents"}
	for _, f := range []queue.Filter{queue.FilterToDo, queue.FilterOutOfDate, queue.FilterDeferred, queue.FilterDecided, queue.FilterNotRelevant} {
		states.add(f.Title(), s.Counts.Filters[f])
	}
	return []Chart{decisions, left, states}
}

// VerdictsListed are all verdicts in the order in which a summary has them.
func VerdictsListed() []model.Verdict {
	return []model.Verdict{model.Applies, model.Undetermined, model.DoesNotApply, model.OutOfScope}
}

// ShortDone is a decision in one word, for a narrow column; blank for none.
func ShortDone(k model.DecisionKind) string {
	switch k {
	case model.Discard:
		return "Discarded"
	case model.Consider:
		return "Considered"
	case model.Refer:
		return "Referred"
	case model.Defer:
		return "Deferred"
	}
	return ""
}

// Said is what this sitting did, and Work.
func (s *Summary) Said() []string {
	return append([]string{describeSitting(s.Answered, s.Decided)}, s.Work()...)
}

// Work says how far the work is, how long an incident takes, and how long what
// is left would: a sentence each.
func (s *Summary) Work() []string {
	return []string{
		describeProgress(&s.Counts),
		"Time for an incident: " + s.Pace.Said() + ".",
		"Estimate of what is left: " + s.Pace.DescribeFor(s.Counts.Filters[queue.FilterAttention]) + ".",
	}
}

// DescribeDeferred is the heading of what is deferred or awaits representations.
func (s *Summary) DescribeDeferred() string {
	n := s.Counts.Filters[queue.FilterDeferred]
	said := "Nothing is deferred"
	if n > 0 {
		said = fmt.Sprintf("Deferred: %d", n)
	}
	if due := s.Counts.RemindersDue; due > 0 {
		said += fmt.Sprintf(", %d with the reminder due", due)
	}
	if awaited := s.Counts.Represented; awaited > 0 {
		said += fmt.Sprintf("; awaiting representations: %d", awaited)
		if due := s.Counts.RepresentationsDue; due > 0 {
			said += fmt.Sprintf(", %d due", due)
		}
	}
	if more := n + s.Counts.Represented - len(s.Waiting); more > 0 {
		said += fmt.Sprintf("; the first %d", len(s.Waiting))
	}
	return said
}

// DescribeRemaining is what needs attention and what is put off, in a few words.
func DescribeRemaining(counts *queue.Counts) string {
	said := needing(counts.Filters[queue.FilterAttention])
	if waiting := counts.Filters[queue.FilterDeferred] - counts.RemindersDue; waiting > 0 {
		said += fmt.Sprintf(", %d deferred", waiting)
	}
	return said
}

// needing is a number of incidents with the verb of needing attention.
func needing(n int) string {
	switch n {
	case 0:
		return "nothing needs attention"
	case 1:
		return "1 incident needs attention"
	}
	return fmt.Sprintf("%d incidents need attention", n)
}

// Leaving says what the sitting did and what it leaves, for its end; nothing
// where it looked at nothing.
func (t *Sitting) Leaving() ([]string, error) {
	kept := t.Kept()
	if kept.Purpose == "" {
		return nil, nil
	}
	counts, err := t.Counts()
	if err != nil {
		return nil, err
	}
	return []string{describeSitting(kept.Answered, kept.Decided), describeProgress(&counts)}, nil
}

func describeSitting(answered, decided int) string {
	return fmt.Sprintf("This sitting: %s, %s.", report.Counted(answered, "answer"), report.Counted(decided, "decision"))
}

func describeProgress(counts *queue.Counts) string {
	return fmt.Sprintf("Left: %s. %d of %d done.", DescribeRemaining(counts), counts.Done, counts.Total)
}
