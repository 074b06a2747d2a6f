package line

import (
	"context"
	"errors"

	"gd8/ui/report"
)

// quality is the command quality: how many discards may be wrong, and how far
// officers agree, of the newest sample.
func (c *conversation) quality(string) error {
	q, err := c.sit.Quality(c.ctx)
	switch {
	case errors.Is(err, context.Canceled):
		return errEnd
	case err != nil:
		c.out.problem("The quality of decisions could not be read", err)
		return nil
	}
	for k, part := range report.Quality(q) {
		c.out.say("%s:", part.Label)
		c.tellBelow(part.Below)
		if shares := report.QualityShares(q); k == 0 {
			for i, label := range shares.Labels {
				c.out.item("%s: %d of %d", label, shares.Counts[i], shares.Of[i])
			}
		}
	}
	c.out.say("%s", q.Note)
	return nil
}
