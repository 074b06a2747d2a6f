package line

import (
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
)

// This file asks whether another individual is the same human as this one:
// police systems hold duplicate nominals, and a discard takes one incident of
// one human.

// sayAlike reads the open question about another individual out.
func (c *conversation) sayAlike() {
	c.out.say("Question %d, %s. %s", int(model.CriterionSingleIncident)+1, within(model.CriterionSingleIncident.Title()), c.in.Alike.Asks())
	for _, said := range c.in.Alike.Beside.Lines() {
		c.out.say("%s", said)
	}
}

// answerSame takes a line typed at the question about individuals. done is
// false where it may be a command.
func (c *conversation) answerSame(typed string) (done bool, err error) {
	if !isTri(typed) {
		return false, nil
	}
	if c.in.Alike == nil {
		c.out.say("Nothing was done: %s. answer same individual as, with a reference, names one.", c.in.WhyNotSame())
		c.visit.wanted, c.visit.aside = model.NoField, false
		return true, nil
	}
	switch triAnswers()[lower(typed)] {
	case model.Yes.String():
		w, err := c.sit.Same(c.in)
		if err != nil {
			c.refusal("The answer", err)
			return true, nil
		}
		return true, c.give(w)
	case model.No.String():
		return true, c.give(c.sit.NotSame(c.in))
	}
	c.out.say("Not answered: %s. skip leaves it for later.", session.LeftOpen)
	return true, nil
}

// withdrawParted takes a "not the same" back after asking, so that it is asked
// again.
func (c *conversation) withdrawParted(parted *store.Separation) error {
	said := "You withdraw that " + strings.Join(parted.Some, ", ") + " and " + strings.Join(parted.Others, ", ") + " are not the same individual, said by " + parted.By + " on " + c.moment(parted.At) + ". The question is open again then."
	yes, err := c.confirm(said, confirmation{ask: "Withdraw"})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if err := c.sit.WithdrawParted(parted); err != nil {
		c.refusal("The withdrawal", err)
		return nil
	}
	return c.changed("Withdrawn.")
}
