package line

import (
	"context"

	"gd8/ui/session"
)

// askPlace asks what is to become of a store whose file was moved, deleted or
// replaced while gd8 had it open. r is the rationale in hand, nil for none. done
// says that the store is back in its place, or that the rationale is kept in the
// store that is there now.
func (c *conversation) askPlace(r *rationale) (done bool, err error) {
	said, err := c.sit.InItsPlace()
	if err != nil {
		c.out.problem("What became of the store's file could not be looked up", err)
		return false, nil
	}
	if said == nil {
		c.out.say("The store's file is in its place.")
		return true, nil
	}
	for {
		for _, line := range said {
			c.out.say("%s", line)
		}
		typed, err := c.ask("back, there, or Enter alone to do nothing yet")
		if err != nil {
			return false, err
		}
		switch lower(typed) {
		case session.WordPutBack, "b":
			if c.placed(c.sit.PutBack(context.Background())) {
				return true, nil
			}
		case session.WordThere:
			if r == nil {
				c.out.say("No rationale is in hand.")
				continue
			}
			if c.placed(c.sit.DraftInItsPlace(c.in.Number, r.Draft())) {
				r.Input().KeptElsewhere()
				r.drafted = true
				return true, nil
			}
		case "quit", "q":
			return false, errQuit
		default:
			c.out.say("Nothing was done. Your text is still here; place asks again.")
			return false, nil
		}
	}
}

// placed says what was done, or why it was not.
func (c *conversation) placed(said string, err error) bool {
	if err != nil {
		c.out.problem("Not done", err)
		return false
	}
	c.out.say("%s", said)
	return true
}

// place is the command place.
func (c *conversation) place(string) error {
	_, err := c.askPlace(nil)
	return err
}

// inPlace says why there is nothing to put back.
func inPlace(c *conversation) string {
	if !c.sit.Store().Misplaced() {
		return "the store's file is in its place"
	}
	return ""
}
