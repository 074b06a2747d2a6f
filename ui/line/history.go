package line

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/worddiff"
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
			c.sayReworded(change.Decision, olderText(list[i+1:], change.Decision.Kind))
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

// olderText is the newest version of a decision of kind k among older entries,
// nil for none.
func olderText(older []store.Change, k model.DecisionKind) *model.Decision {
	for i := range older {
		if d := older[i].Decision; d != nil && d.Kind == k {
			return d
		}
	}
	return nil
}

// sayReworded reads, section by section, which words a version of a rationale
// took out of the one before it and which it put in: marks between words are
// hard to hear.
func (c *conversation) sayReworded(now, before *model.Decision) {
	if before == nil || now.Kind == model.Withdrawn {
		return
	}
	if now.Sections == before.Sections {
		c.out.item("the same text as in version %d", before.Version)
		return
	}
	for k, text := range now.Sections {
		for _, run := range worddiff.Words(before.Sections[k], text) {
			words := strings.TrimSpace(run.Text)
			switch {
			case words == "":
			case run.Change == worddiff.Removed:
				c.out.item("%s, taken out since version %d: %s", model.Section(k).Title(), before.Version, words)
			case run.Change == worddiff.Added:
				c.out.item("%s, put in since version %d: %s", model.Section(k).Title(), before.Version, words)
			}
		}
	}
}
