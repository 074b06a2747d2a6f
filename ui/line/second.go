package line

import (
	"strconv"

	"gd8/ui/session"
)

// secondReview is the command second SAMPLE. The review that is open ends for
// it.
func (c *conversation) secondReview(rest string) error {
	sample, err := strconv.Atoi(rest)
	if err != nil || sample < 1 {
		c.out.say("Nothing was done: %s.", session.NoSampleNumber)
		return nil
	}
	c.second = sample
	return errQuit
}

// noSecond says why no second review can be begun here.
func noSecond(c *conversation) string {
	if c.onSecond == nil {
		return session.NotInSecond
	}
	return c.sit.WhyNotBesides()
}

// notInSecond says why something is not done in a blind second review.
func notInSecond(c *conversation) string { return c.sit.WhyNotBesides() }
