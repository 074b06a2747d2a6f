package store_test

import (
	"slices"
	"time"
)

// quantile is the time, in milliseconds, that a part q of the times are not
// above.
func quantile(times []time.Duration, q float64) float64 {
	slices.Sort(times)
	return float64(times[int(q*float64(len(times)-1))].Nanoseconds()) / 1e6
}
