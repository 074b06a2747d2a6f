package line

import (
	"gd8/model"
	"gd8/ui/session"
)

// check is the command check [agree or return].
func (c *conversation) check(rest string) error {
	asked := c.in.CheckAsks()
	for word := lower(rest); ; {
		switch word {
		case "agree", "a", "yes", "y":
			yes, err := c.confirm("You agree with it. "+stopped(asked[:len(asked)-1]), confirmation{})
			if err != nil || !yes {
				return c.notSaved(err)
			}
			if !c.checked(model.Agreed, "") {
				return nil
			}
			return c.reread()
		case "return", "r", "no", "n":
			return c.returnDecision()
		case "back", "b", "skip", "s", "undo":
			return c.notSaved(nil)
		case "":
			c.out.say("%s", asked)
		default:
			c.out.say("\"%s\" is neither agree nor return.", brief(word))
		}
		typed, err := c.ask("Check: agree, return or back")
		if err != nil {
			return err
		}
		word = lower(typed)
	}
}

// returnDecision asks for the comment and returns the decision with it.
func (c *conversation) returnDecision() error {
	key := session.InputKey{Number: c.in.Number, For: session.TypedCheck}
	t := text{title: "Comment", limit: model.MaxLong, question: session.CheckReturns}
	c.pending = "Not returned."
	how, err := c.writeKept(&t, key)
	if err != nil || how != ended {
		return c.notAnswered(err)
	}
	yes, err := c.confirm("You return the decision to "+c.in.Item().Decision.Officer+": "+stopped(t.content()), confirmation{})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if !c.checked(model.Returned, t.content()) {
		return nil // the comment is kept
	}
	c.used(key)
	return c.reread()
}

// checked saves a check and says so, or that it was not taken, and reports which.
func (c *conversation) checked(outcome model.CheckOutcome, comment string) bool {
	did, err := c.sit.Check(c.in, outcome, comment)
	if err != nil {
		c.refusal("The check", err)
		return false
	}
	c.out.say("%s", did)
	return true
}
