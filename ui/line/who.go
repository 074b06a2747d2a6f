package line

import (
	"gd8/store"
	"gd8/ui/session"
)

// begin begins the sitting of the officer that is set, or of one who is asked;
// offered is the name offered then.
func begin(s *store.Store, o *Options) (sit *session.Sitting, offered string, err error) {
	if o.AskOfficer {
		return session.NewUnnamed(s, o.Officer, o.Purpose)
	}
	if o.Second != nil {
		sit, err = session.NewSecond(o.Second, o.Officer, o.Purpose)
	} else {
		sit, err = session.New(s, o.Officer, o.Purpose)
	}
	return sit, "", err
}

// askOfficer asks who sits, once, where that is not set. The last sitting's
// officer is offered; another name is repeated back.
func (c *conversation) askOfficer() error {
	if c.sit.Officer() != "" {
		return nil
	}
	c.out.say("Who sits here? Your name stands beside all you do.")
	if c.offered != "" {
		c.out.say("Enter alone takes: %s", c.offered)
	}
	for {
		typed, err := c.ask("Officer")
		if err != nil {
			return err
		}
		switch word := lower(typed); {
		case typed == "" && c.offered == "":
			c.out.say("Type your name, then press Enter.")
			continue
		case typed == "":
			typed = c.offered
		case word == "quit" || word == "q":
			return errQuit
		case word == "help" || word == "back" || word == "skip" || word == "undo":
			c.out.say("This is the first question, and the sitting needs it: the name that your decisions are to bear. quit leaves.")
			continue
		default:
			if err := session.CheckOfficer(typed); err != nil {
				c.out.problem("Not taken", err)
				continue
			}
			if yes, err := c.confirm("Your name: "+typed+".", confirmation{ask: "Is that right"}); err != nil || !yes {
				if err != nil {
					return err
				}
				continue
			}
		}
		if err := c.sit.SetOfficer(typed); err != nil {
			c.out.problem("Not taken", err)
			continue
		}
		return nil
	}
}
