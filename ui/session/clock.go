package session

import (
	"time"

	"gd8/store/times"
	"gd8/ui/report"
)

// DescribeClock says that the computer's clock is more than a day from the
// newest entry of the journal: one of the two was wrong, or gd8 was not used
// for so long.
func DescribeClock(off times.Off, zone *time.Location) string {
	return "This computer's clock says " + report.Moment(off.Now, zone) + "; the newest entry in the store is of " + report.Moment(off.Newest, zone) + "."
}

// AskClock is what to ask about the clock before a sitting begins; blank where
// it is not off. Everything that is done bears the clock's time.
func (t *Sitting) AskClock() (string, error) {
	off, is, err := times.ClockOff(t.store)
	if err != nil || !is {
		return "", err
	}
	return DescribeClock(off, t.store.Now().Location()), nil
}

// SetClock is what to do where the clock is wrong.
const SetClock = "Leave gd8, set the computer's clock, then start gd8 again: decisions and erasures go by it."
