package line

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/report"
	"gd8/ui/session"
)

// Adjudicate holds the conversation with an officer who settles, one after the
// other, where the second review of a sample differs from the decisions. It is
// held as a review in lines is.
func Adjudicate(ctx context.Context, in io.Reader, out io.Writer, s *store.Store, o Options, sample int) error {
	c, stop, err := newConversation(ctx, in, out, s, &o)
	if err != nil {
		return err
	}
	defer stop()
	err = c.adjudicate(s, sample)
	switch {
	case errors.Is(err, errEnd):
		c.out.newline()
		c.out.say("%s", c.ended())
	case err != nil && !errors.Is(err, errQuit):
		return errors.Join(err, c.sit.Save())
	}
	if err := c.sit.Save(); err != nil {
		c.out.problem("How far this sitting came could not be kept", err)
	}
	return c.out.flush()
}

func (c *conversation) adjudicate(s *store.Store, sample int) error {
	if c.marking != "" {
		c.out.say("%s", c.marking)
	}
	if err := c.askOfficer(); err != nil {
		return err
	}
	if err := c.askPurpose(); err != nil {
		return err
	}
	list, refused, err := assurance.Disputes(c.ctx, s, c.sit.Officer(), sample)
	if err != nil {
		return err
	}
	c.out.say("Adjudication of sample %d, by %s: %s to settle. Type help at any prompt; quit leaves.", sample, c.sit.Officer(), report.Counted(len(list), "difference"))
	for _, why := range refused {
		c.out.item("%s.", why)
	}
	for i := range list {
		if err := c.settle(s, &list[i], fmt.Sprintf("%d of %d", i+1, len(list))); err != nil {
			return err
		}
	}
	if len(list) > 0 {
		c.out.say("That was the last.")
	}
	return nil
}

// choices are the words that an adjudicator can answer with.
var choices = map[string]assurance.Choice{
	"a": assurance.AIsRight, "b": assurance.BIsRight, "neither": assurance.NeitherIsRight, "n": assurance.NeitherIsRight,
	"facts": assurance.AskForFacts, "f": assurance.AskForFacts,
}

// settle reads one difference out and asks for its outcome and rationale.
func (c *conversation) settle(s *store.Store, d *assurance.Dispute, which string) error {
	if err := s.Consult(c.sit.Actor(), d.Number, "adjudicate"); err != nil {
		return err
	}
	c.readDispute(d, which)
	for {
		typed, err := c.ask("A, B, neither, facts, skip or again")
		if err != nil {
			return err
		}
		choice, chosen := choices[lower(typed)]
		switch word := lower(typed); {
		case chosen:
			saved, err := c.rule(s, d, choice)
			if err != nil || saved {
				return err
			}
		case word == "skip" || word == "s":
			return nil
		case word == "again" || word == "read":
			c.readDispute(d, which)
		case word == "quit" || word == "q":
			return errQuit
		default:
			c.out.say("a: the decision in A is right. b: that in B is. neither: it is to be made anew. facts: facts are to be confirmed first. skip leaves it for later, again reads it again, quit leaves.")
		}
	}
}

func (c *conversation) readDispute(d *assurance.Dispute, which string) {
	in := report.DisputeFacts(d, c.sit.Store().Now().Location(), c.sit.Today())
	c.out.newline()
	for i, b := range in.Head() {
		if i == 0 {
			c.out.say("%s: incident %s.", which, d.Key.Incident)
			continue
		}
		c.tell(b)
	}
	c.out.say("The facts as the source has them:")
	told, missing := in.ToldFacts(model.Fields())
	for _, b := range told {
		c.tell(b)
	}
	if len(missing) > 0 {
		c.tell(report.Missing(missing))
	}
	for _, side := range []struct {
		letter string
		argued *assurance.Argued
	}{{"A", &d.A}, {"B", &d.B}} {
		c.tell(report.DisputeText(side.letter, side.argued))
	}
	if differing := report.DisputeCriteria(d); len(differing) > 0 {
		c.out.say("They read differently:")
		c.tellBelow(differing)
	}
	c.out.say("%s", report.DisputeAsks)
}

// rule asks for the rationale and saves the adjudication.
func (c *conversation) rule(s *store.Store, d *assurance.Dispute, choice assurance.Choice) (saved bool, err error) {
	key := session.InputKey{Number: d.Number, For: session.TypedRuling}
	t := text{title: "Rationale", limit: model.MaxLong, question: "Why: " + report.DescribeChoice(choice) + "?"}
	c.pending = "Not settled."
	how, err := c.writeKept(&t, key)
	if err != nil || how != ended {
		return false, c.notAnswered(err)
	}
	yes, err := c.confirm(fmt.Sprintf("You settle %s: %s. Rationale: %s", d.Key.Incident, report.DescribeChoice(choice), stopped(t.content())), confirmation{})
	if err != nil || !yes {
		return false, c.notSaved(err)
	}
	ruled, err := assurance.Adjudicate(s, c.sit.Actor(), d, choice, t.content())
	if err != nil {
		c.refusal("The adjudication", err)
		return false, nil
	}
	c.used(key)
	c.out.say("Saved. %s", ruled.Said())
	return true, nil
}
