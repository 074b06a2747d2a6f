// Package times looks at clocks. What is written bears the time of the computer's
// clock as it was, right or wrong; what came before what, the journal's numbers
// say.
package times

import (
	"math"
	"slices"
	"time"

	"gd8/store"
	"gd8/store/vault"
)

// Off is a clock that is more than a day from the newest entry of the journal:
// it or that entry's was wrong, or gd8 was not used for so long.
type Off struct{ Newest, Now time.Time }

// MostOff is how far the clock is from the newest entry without a question.
const MostOff = 24 * time.Hour

// ClockOff reports whether the clock is off.
func ClockOff(s *store.Store) (clock Off, off bool, err error) {
	err = s.View(func(r *store.Reader) error {
		clock = Off{r.LastTime, s.Now().UTC()}
		between := clock.Now.Sub(clock.Newest)
		off = r.Entries > 0 && (between > MostOff || between < -MostOff)
		return nil
	})
	return clock, off, err
}

// Latest gives, for every entry of the journal from 1 on, the latest time
// at which it can have been made: its own, where that fits the order of the
// journal, else that of the next entry that does. Which fit is what most of
// them agree on: the longest run of entries whose times never go back. None is
// later than now, which the newest entry can only be before.
func Latest(r *store.Reader, now time.Time) ([]int64, error) {
	times := make([]int64, r.Entries)
	for n := range times {
		b, err := r.Get(vault.BucketJournal, vault.EntryKey(uint64(n)+1))
		if err != nil {
			return nil, err
		}
		if b == nil {
			return nil, vault.ErrMissing
		}
		times[n] = EntryTime(b)
	}
	fits := longestRising(times)
	latest := now.UnixMicro()
	for n := len(times) - 1; n >= 0; n-- {
		if fits[n] {
			latest = min(latest, times[n])
		}
		times[n] = latest
	}
	return times, nil
}

// EntryTime is what the clock said when an entry was made, in microseconds,
// without the rest of the entry being read.
func EntryTime(b []byte) int64 {
	d := vault.Decoder{B: b}
	d.Fixed(vault.StampSize)
	vault.EntryVersion(&d)
	at, other := d.Time(), d.Time()
	if !other.IsZero() && other.Before(at) {
		at = other
	}
	if d.Err != nil {
		return math.MinInt64 // it fits nowhere but at the start
	}
	return at.UnixMicro()
}

// EntrySitting is the sitting of an entry, without the rest being read.
func EntrySitting(b []byte) string {
	d := vault.Decoder{B: b}
	d.Fixed(vault.StampSize)
	vault.EntryVersion(&d)
	d.Time()
	d.Time()
	d.Text() // the officer
	return d.Text()
}

// longestRising tells which numbers are of the longest run, not necessarily of
// neighbours, that never goes down.
func longestRising(numbers []int64) []bool {
	var ends []int // of the runs of each length, where the one with the smallest end has it
	before := make([]int, len(numbers))
	for i, n := range numbers {
		at, _ := slices.BinarySearchFunc(ends, n, func(end int, n int64) int {
			if numbers[end] <= n {
				return -1
			}
			return 1 // never equal: the first end that is larger is looked for
		})
		before[i] = -1
		if at > 0 {
			before[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
	}
	in := make([]bool, len(numbers))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			in[i] = true
		}
	}
	return in
}
