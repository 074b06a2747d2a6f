package line

import (
	"errors"
	"strings"

	"gd8/model"
	"gd8/ui/session"
)

// This file corrects and withdraws a record that was entered by hand: one that
// gd8 itself is the source of.

// correct is the command correct FIELD [VALUE].
func (c *conversation) correct(rest string) error {
	f, typed, ok := c.fieldOf(rest)
	if !ok {
		return nil
	}
	if f.IsKey() {
		c.out.say("A record's references stay as they are. Where one is wrong, withdraw record takes it out with a reason, and add enters the right one.")
		return nil
	}
	facts := c.in.Record().Source
	was := facts.Get(f)
	if typed == "" {
		how, value, err := c.correction(&facts, f)
		if err != nil || how != ended {
			return c.notAnswered(err)
		}
		typed = value
	}
	if typed == "-" {
		typed = ""
	}
	value, err := model.Canonical(f, typed, c.sit.Today())
	if err != nil {
		c.refusal("The correction", takes(err))
		return nil
	}
	if value == was {
		c.out.say("%s is as it was; nothing was recorded.", f.Title())
		return nil
	}
	facts.Set(f, value)
	return c.saveCorrection(f, &facts)
}

// correction asks for what a fact of the record is to be.
func (c *conversation) correction(facts *model.Facts, f model.Field) (ending, string, error) {
	t := text{title: f.Title(), limit: limitOf(f), single: f.Kind() != model.KindLong, optional: true, question: "It is not recorded."}
	if facts.Recorded(f) {
		t.question = "It reads now: " + stopped(facts.Show(f))
	}
	if t.single {
		t.question += " Type what it is; - says that it is not recorded."
	} else {
		t.lines = textLines(facts.Text(f))
	}
	c.pending = "The record was not corrected."
	how, err := c.write(&t)
	value := t.content()
	if t.single && strings.TrimSpace(value) == "" && facts.Recorded(f) {
		value = facts.Show(f) // enter alone
	}
	return how, value, err
}

// saveCorrection asks why, repeats the correction back and saves it on a yes.
func (c *conversation) saveCorrection(f model.Field, facts *model.Facts) error {
	key := session.InputKey{Number: c.in.Number, For: session.TypedCorrection}
	t := text{title: "Reason", limit: model.MaxLong, optional: true, question: "Why is the record corrected? A full stop alone leaves the reason blank."}
	c.pending = "The record was not corrected."
	how, err := c.writeKept(&t, key)
	if err != nil || how != ended {
		return c.notAnswered(err)
	}
	said := "You correct the record: " + within(f.Title()) + ": " + facts.Show(f) + "."
	if reason := strings.TrimSpace(t.content()); reason != "" {
		said += " Reason: " + stopped(reason)
	}
	yes, err := c.confirm(said, confirmation{})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if err := c.sit.Correct(c.in.Number, *facts, t.content()); err != nil {
		c.refusal("The correction", takes(err))
		return nil
	}
	c.used(key)
	return c.changed("Corrected.")
}

// withdrawRecord is the command withdraw record.
func (c *conversation) withdrawRecord() error {
	if why := c.in.WhyNotByHand(); why != "" {
		c.out.say("Nothing was done: %s.", why)
		return nil
	}
	n, ref := c.in.Number, c.in.Key().Incident
	key := session.InputKey{Number: n, For: session.TypedWithdrawal}
	t := text{title: "Reason", limit: model.MaxLong, question: session.WithdrawalAsks}
	c.pending = "The record was not withdrawn."
	how, err := c.writeKept(&t, key)
	if err != nil || how != ended {
		return c.notAnswered(err)
	}
	yes, err := c.confirm("You withdraw the record "+ref+". Reason: "+stopped(t.content()), confirmation{ask: "Withdraw", inFull: true})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if err := c.sit.Withdraw(n, t.content()); err != nil {
		c.refusal("The withdrawal", err)
		return nil
	}
	c.keeper.DropAll(n, session.FormPrefix)
	c.used(key)
	return c.openOr(0, "Withdrawn: "+ref+". next goes to the next incident that needs attention.")
}

// takes is a refusal of a value with what gd8 takes in its place.
func takes(err error) error {
	var refused *model.ValueError
	if !errors.As(err, &refused) {
		return err
	}
	return errors.New(session.DescribeRefused(refused))
}
