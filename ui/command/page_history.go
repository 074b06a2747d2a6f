package command

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/worddiff"
)

// history writes a record's versions, newest first. A version of the facts is
// shown by what it changed.
func (g *page) history(list []store.Change) {
	g.heading("History, newest first")
	if rewritten(list) {
		g.text("", 2, "In a later version of a decision, [-this-] was taken out of the text before it and {+this+} put in.")
	}
	for i := range list {
		c := &list[i]
		g.text("", 2, g.dateTime(c.At)+", "+c.By+": "+changeTitle(c))
		switch {
		case c.Source != nil:
			g.sourceChange(c.Source, olderSource(list[i+1:]))
		case c.Answer != nil:
			g.answerChange(c.Answer)
		case c.Decision != nil:
			g.decisionChange(c.Decision, olderDecision(list[i+1:]))
		}
	}
}

// rewritten reports whether a version of a decision is shown as it differs
// from one before.
func rewritten(list []store.Change) bool {
	for i := range list {
		if d := list[i].Decision; d != nil && d.Kind != model.Withdrawn {
			if before := olderDecision(list[i+1:]); before != nil && before.Sections != d.Sections {
				return true
			}
		}
	}
	return false
}

func changeTitle(c *store.Change) string {
	switch {
	case c.Source != nil && c.Source.Origin.Withdrawn:
		return "record withdrawn"
	case c.Source != nil && c.Source.Origin.ByHand():
		return "facts entered by hand"
	case c.Source != nil:
		return fmt.Sprintf("facts from %s, line %d", c.Source.Origin.File, c.Source.Origin.Line)
	case c.Decision != nil:
		return fmt.Sprintf("decision, version %d: %s", c.Decision.Version, c.Decision.Kind.Done())
	case c.Answer == nil:
		return "changed"
	case c.Answer.ForIncomplete:
		return "answered for records known to be missing"
	case c.Answer.Undone:
		return "answer undone: " + strings.ToLower(c.Answer.Answer.Field.Title())
	case c.Answer.Withdrawn:
		return "answer withdrawn: " + strings.ToLower(c.Answer.Answer.Field.Title())
	}
	var f model.Facts
	f.Set(c.Answer.Answer.Field, c.Answer.Answer.Value)
	return "answered " + strings.ToLower(c.Answer.Answer.Field.Title()) + ": " + f.Show(c.Answer.Answer.Field)
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

func (g *page) sourceChange(now, before *store.SourceChange) {
	if now.Origin.Reason != "" {
		g.text("", 4, "reason: "+now.Origin.Reason)
	}
	if before == nil {
		return
	}
	for _, f := range model.Fields() {
		if now.Facts.Get(f) != before.Facts.Get(f) {
			g.text("", 4, f.Title()+": "+before.Facts.Show(f)+" -> "+now.Facts.Show(f))
		}
	}
}

func (g *page) answerChange(a *store.AnswerChange) {
	if a.Answer.Reason != "" {
		g.text("", 4, "reason: "+a.Answer.Reason)
	}
	if a.Answer.Note != "" {
		g.text("", 4, "note: "+a.Answer.Note)
	}
}

// olderDecision is the newest version of a decision with a text among older
// entries, nil for none.
func olderDecision(older []store.Change) *model.Decision {
	for i := range older {
		if d := older[i].Decision; d != nil && d.Kind != model.Withdrawn {
			return d
		}
	}
	return nil
}

// decisionChange writes a version of a decision: its rationale, word by word
// as it differs from that of the version before.
func (g *page) decisionChange(d, before *model.Decision) {
	g.text("", 4, "verdict then: "+strings.ToLower(d.Verdict.Title()))
	if d.Remind.Known() {
		g.text("", 4, "to come back to on "+d.Remind.String())
	}
	if d.Kind == model.Withdrawn {
		return
	}
	for k, text := range d.Sections {
		from := text
		if before != nil {
			from = before.Sections[k]
		}
		if strings.TrimSpace(text+from) != "" {
			g.text("", 4, model.Section(k).Title()+": "+differing(from, text))
		}
	}
}

// differing is a text with what was taken out of and put into the one before
// it marked.
func differing(from, to string) string {
	var b strings.Builder
	for _, r := range worddiff.Words(from, to) {
		words := strings.TrimRight(r.Text, " \n\t")
		b.WriteString(r.Change.Mark(words) + r.Text[len(words):])
		if r.Change != worddiff.Kept && len(words) == len(r.Text) {
			b.WriteString(" ")
		}
	}
	return strings.TrimRight(b.String(), " ")
}
