package line

import "gd8/ui/session"

// askClock asks whether a clock is right that is more than a day from the
// newest entry, before anything is read.
func (c *conversation) askClock() error {
	if c.tour {
		return nil // the demo's store is made up, with its times
	}
	said, err := c.sit.AskClock()
	if err != nil {
		c.out.problem("The clock could not be looked at", err)
	}
	if said == "" {
		return nil
	}
	right, err := c.confirm(said, confirmation{ask: "Is the clock right"})
	if err == nil && !right {
		c.out.say("%s", session.SetClock)
		err = errQuit
	}
	return err
}
