package line

import (
	"errors"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
)

// This file enters a record by hand, one field after another.

// askedByHand are the fields asked for, in order. Any other is answered once
// the record is there, or comes with a file.
var askedByHand = []model.Field{
	model.PersonRef, model.IncidentRef, model.ApplicationRef, model.PersonName, model.DateOfBirth, model.PersonRole, model.Involvement,
	model.Offence, model.IncidentDate, model.OutcomeCode, model.OutcomeDate, model.YouthProduced, model.Summary,
}

// addRecord is the command add: another hit of the individual in hand, or a new
// record of anybody. A form that was begun and left, here or on the screen, is
// offered by name; declined it is emptied.
func (c *conversation) addRecord(rest string) error {
	var known model.Facts
	switch {
	case rest != "" && lower(rest) != "new":
		c.out.say("add takes new or nothing after it: \"%s\" was not expected. Nothing was done.", brief(rest))
		return nil
	case rest == "" && c.in != nil:
		known = c.in.AnotherHit()
		c.out.say("Another hit of %s. add new adds one of anybody.", known.Text(model.PersonRef))
	}
	if begun := c.keeper.Begun(); len(begun) > 0 {
		yes, err := c.confirm(c.sit.DescribeBegun(begun)+" No empties it.", confirmation{ask: "Go on with it"})
		if err != nil {
			return err
		}
		if yes {
			known = model.Facts{}
			for f, text := range begun {
				if value, err := model.Canonical(f, text.Text, c.sit.Today()); err == nil {
					known.Set(f, value)
				}
			}
		} else {
			c.keeper.DropAll(0, session.FormPrefix)
			c.saveTyped()
		}
	}
	return c.addFrom(known)
}

// addFrom asks for each field, what is known of it offered, and saves the record
// on a yes.
func (c *conversation) addFrom(facts model.Facts) error {
	c.out.say("Enter alone keeps what is offered, or leaves a fact not recorded; back goes to the one before; cancel leaves, and keeps what was typed.")
	c.pending = "Nothing was added. What was typed is kept; add takes it up again."
	for at := 0; at < len(askedByHand); {
		how, err := c.addField(&facts, askedByHand[at])
		switch {
		case err != nil:
			return err
		case how == cancelled, how == wentBack && at == 0:
			c.pending = ""
			c.out.say("Nothing was added. What was typed is kept; add takes it up again.")
			return nil
		case how == wentBack:
			at--
		default:
			at++
		}
	}
	c.pending = ""
	said, err := c.sit.BeforeAdding(&facts)
	if err != nil {
		c.out.problem("Whether this individual is known could not be looked up", err)
		return nil
	}
	for _, s := range said {
		c.out.say("Look again: %s", s)
	}
	yes, err := c.confirm(described(&facts), confirmation{inFull: len(said) > 0})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	n, err := c.sit.AddAgain(facts, "")
	var erased *store.ErasedError
	if errors.As(err, &erased) {
		c.out.problem("Not added", err)
		again, stopped := c.ask("Why does it come again? Enter alone leaves it out")
		if stopped != nil || strings.TrimSpace(again) == "" {
			return c.notSaved(stopped)
		}
		n, err = c.sit.AddAgain(facts, again)
	}
	if err != nil {
		c.refusal("The record", err)
		return nil
	}
	c.keeper.DropAll(0, session.FormPrefix)
	c.saveTyped()
	c.out.say("Added: %s.", facts.Text(model.IncidentRef))
	return c.open(n)
}

// addField asks for one field of a record.
func (c *conversation) addField(facts *model.Facts, f model.Field) (ending, error) {
	prompt := f.Title()
	for {
		if facts.Recorded(f) {
			c.out.say("%s: %s. Enter alone keeps it; - takes it out.", f.Title(), facts.Show(f))
		}
		typed, err := c.ask(prompt)
		if err != nil {
			return cancelled, err
		}
		switch lower(typed) {
		case "":
			if required := f == model.PersonRef || f == model.IncidentRef; required && !facts.Recorded(f) {
				c.out.say("%s: needs a reference. cancel leaves.", f.Title())
				continue
			}
			return ended, nil
		case "back", "b":
			return wentBack, nil
		case "cancel", "undo":
			return cancelled, nil
		case "quit", "q":
			return cancelled, errQuit
		case "help", "h", "?":
			c.out.say("Type %s. Enter alone leaves it as it is, back goes to the fact before, cancel leaves.", addTakes(f))
			continue
		case "-":
			typed = ""
		}
		value, err := model.Canonical(f, typed, c.sit.Today())
		if err != nil {
			var refused *model.ValueError
			if errors.As(err, &refused) {
				err = errors.New(refused.Problem + "; gd8 takes " + refused.Accepted)
			}
			c.out.problem("Not taken", err)
			continue
		}
		facts.Set(f, value)
		c.keepForm(facts)
		if f == model.PersonRef {
			c.knownPerson(facts)
		}
		return ended, nil
	}
}

// keepForm keeps what is typed of a record, as the screen's form does.
func (c *conversation) keepForm(facts *model.Facts) {
	for _, f := range model.Fields() {
		text := ""
		if facts.Recorded(f) {
			text = facts.Show(f)
		}
		c.keeper.Set(session.FormKey(f), text, "")
	}
	if err := c.keeper.Save(); err != nil {
		c.out.problem("What was typed could not be kept; it is still here", err)
	}
}

// knownPerson fills in what is known of the individual whose reference was
// typed, or names one whose reference is nearly this.
func (c *conversation) knownPerson(facts *model.Facts) {
	person := facts.Text(model.PersonRef)
	known, said, err := c.sit.KnownIndividual(person)
	if err != nil {
		c.out.problem("Whether this individual is known could not be looked up", err)
		return
	}
	if said != "" {
		for _, f := range model.Fields() {
			if known.Recorded(f) && !facts.Recorded(f) {
				facts.Set(f, known.Get(f))
			}
		}
		c.keepForm(facts)
		c.out.say("%s. What is known of this individual is filled in.", said)
		return
	}
	var only model.Facts
	only.SetText(model.PersonRef, person)
	if near, err := c.sit.Store().AlikeTo(&only); err == nil && len(near) > 0 {
		c.out.say("Nearly %s, which is in the store. Where that is who is meant, back and write it so.", near[0].Person)
	}
}

// addTakes says what a field of a record takes.
func addTakes(f model.Field) string {
	switch {
	case f.IsKey():
		return "a reference"
	case f.Kind() == model.KindLong:
		return "a text on one line; answer summary takes several"
	}
	return strings.TrimSuffix(accepted(f), ", or unknown")
}

// described is a record as it is repeated back.
func described(facts *model.Facts) string {
	var said []string
	for _, f := range askedByHand {
		if facts.Recorded(f) {
			said = append(said, within(f.Title())+": "+facts.Show(f))
		}
	}
	return "You add: " + strings.Join(said, "; ") + "."
}
