package session

import (
	"fmt"
	"slices"
	"time"

	"gd8/store/sitting"
	"gd8/ui/report"
)

// Pace is how long an officer took over an incident, from opening it to
// deciding it, by the clock: interruptions are in it. The median and the
// quarters bear a long one better than a mean would.
type Pace struct {
	Timed  int           // how many decisions were timed
	Median time.Duration // of them
	// Half of them took from Quick to Slow.
	Quick, Slow time.Duration
}

// paceNeeds is how many timed decisions a pace is taken from at least, and
// paceNewest at most: what is long ago is no guide to tomorrow.
const (
	paceNeeds  = 10
	paceNewest = 200
)

// Enough reports whether the pace can be spoken of.
func (p Pace) Enough() bool { return p.Timed >= paceNeeds }

// paceOf works a pace out of the seconds that decisions took.
func paceOf(spent []int) Pace {
	sorted := slices.Sorted(slices.Values(spent))
	p := Pace{Timed: len(sorted)}
	if !p.Enough() {
		return p
	}
	at := func(quarter int) time.Duration { return time.Duration(sorted[quarter*(len(sorted)-1)/4]) * time.Second }
	p.Quick, p.Median, p.Slow = at(1), at(2), at(3)
	return p
}

// pace is the officer's: of this sitting and those before it.
func (t *Sitting) pace() (Pace, error) {
	spent := newestFirst(t.Kept().Spent)
	list, err := sitting.Newest(t.store, sittingsLooked)
	for _, s := range list {
		if s.Officer == t.officer && s.ID != t.id {
			spent = append(spent, newestFirst(s.Spent)...)
		}
	}
	return paceOf(spent[:min(len(spent), paceNewest)]), err
}

func newestFirst(spent []int) []int {
	list := slices.Clone(spent)
	slices.Reverse(list)
	return list
}

// Said is the pace in words.
func (p Pace) Said() string {
	if !p.Enough() {
		return fmt.Sprintf("not enough decided yet (%d timed, of at least %d)", p.Timed, paceNeeds)
	}
	return fmt.Sprintf("median %s, and half took %s (of %d timed; interruptions count)", took(p.Median), span(p.Quick, p.Slow), p.Timed)
}

// For is how long so many incidents take at the pace of the middle half.
func (p Pace) For(incidents int) (from, to time.Duration, ok bool) {
	return time.Duration(incidents) * p.Quick, time.Duration(incidents) * p.Slow, p.Enough()
}

// DescribeFor is For in words.
func (p Pace) DescribeFor(incidents int) string {
	from, to, ok := p.For(incidents)
	switch {
	case incidents == 0:
		return "nothing needs attention"
	case !ok:
		return "not enough decided yet"
	}
	return fmt.Sprintf("%s for %s at that pace", span(from, to), report.Counted(incidents, "incident"))
}

// span is a range of durations.
func span(from, to time.Duration) string {
	a, b := took(from), took(to)
	if a == b {
		return "about " + a
	}
	return a + " to " + b
}

// took is a duration as exactly as it is known: seconds under two minutes,
// minutes under two hours, then hours.
func took(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return report.Counted(int(d/time.Second), "second")
	case d < 2*time.Hour:
		return report.Counted(int(d.Round(time.Minute)/time.Minute), "minute")
	}
	return report.Counted(int(d.Round(time.Hour)/time.Hour), "hour")
}
