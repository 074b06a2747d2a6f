package line

import (
	"fmt"

	"gd8/model"
	"gd8/store"
)

// history is the command history: every version, newest first. A version of
// the facts is read by what it changed.
func (c *conversation) history(string) error {
	list, err := c.sit.Store().History(c.in.Number)
	if err != nil {
		c.out.problem("The history could not be read", err)
		return nil
	}
	for i := range list {
		change := &list[i]
		c.out.say("%s, %s: %s.", c.moment(change.At), change.By, c.happened(change))
		switch {
		case change.Source != nil:
			c.sayDifference(change.Source, olderSource(list[i+1:]))
		case change.Answer != nil:
			c.sayGrounds(&change.Answer.Answer)
		case change.Decision != nil:
			c.sayText(&change.Decision.Sections)
		}
	}
	return nil
}

// happened says in a few words what one entry of the history is.
func (c *conversation) happened(change *store.Change) string {
	switch {
	case change.Source != nil:
		return "facts, " + c.source(change.Source.Origin)
	case change.Decision != nil:
		said := fmt.Sprintf("decision, version %d, %s; the verdict was then: %s", change.Decision.Version, within(change.Decision.Kind.Done()), within(change.Decision.Verdict.Title()))
		if change.Decision.Remind.Known() {
			said += "; to come back on " + change.Decision.Remind.String()
		}
		return said
	case change.Answer.ForIncomplete:
		return "answered for records known to be missing"
	}
	a := &change.Answer.Answer
	name := within(a.Field.Title())
	switch {
	case change.Answer.Undone:
		return "answer undone, " + name
	case change.Answer.Withdrawn:
		return "answer withdrawn, " + name
	}
	var f model.Facts
	f.Set(a.Field, a.Value)
	return "answered " + name + ": " + f.Show(a.Field)
}

// olderSource is the newest version of the facts among older entries, nil for
// none.
func olderSource(older []store.Change) *store.SourceChange {
	for i := range older {
		if older[i].Source != nil {
			return older[i].Source
		}
	}
	return nil
}

func (c *conversation) sayDifference(now, before *store.SourceChange) {
	if before == nil {
		return
	}
	for _, f := range model.Fields() {
		if now.Facts.Get(f) != before.Facts.Get(f) {
			c.out.item("%s: was %s, is %s", f.Title(), before.Facts.Show(f), now.Facts.Show(f))
		}
	}
}
