package report

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
	"gd8/ui/worddiff"
)

// History tells what became of a record, newest first: the label of a block is
// when and by whom, its text what, and below stands what changed.
//
// A version of the facts is compared with the one before it, a version of a
// decision with the newest older one of the same kind: the argument for
// another decision is another text, of which all would differ.
func (in *Incident) History(list []history.Change) []Block {
	var told []Block
	for i := range list {
		c := &list[i]
		b := Block{Label: in.Moment(c.At) + ", " + c.By}
		switch {
		case c.Source != nil:
			b.Text, b.Below = sourceTitle(c.Source.Origin), sourceChanges(c.Source, olderSource(list[i+1:]))
		case c.Decision != nil:
			b.Text = fmt.Sprintf("decision, version %d: %s", c.Decision.Version, InSentence(c.Decision.Kind.Done()))
			b.Below = decisionChanges(c.Decision, olderDecision(list[i+1:], c.Decision.Kind))
		case c.Answer != nil:
			b.Text, b.Below = answerTitle(c.Answer), grounds(&c.Answer.Answer)
		case c.Check != nil:
			b.Text = fmt.Sprintf("check of decision version %d: %s", c.Check.Version, InSentence(c.Check.Outcome.Title()))
			b.Below = textBelow("Comment", c.Check.Comment)
		case c.Opinion != nil:
			d := &c.Opinion.Decision
			b.Text = fmt.Sprintf("second opinion beside decision version %d: %s", c.Opinion.Version, InSentence(d.Kind.Done()))
			b.Below = append([]Block{{Label: "Verdict on the source's facts and the reviewer's own answers", Text: InSentence(d.Verdict.Title())}}, Rationale(&d.Sections)...)
		case c.Ruling != nil:
			b.Text = fmt.Sprintf("adjudication of decision version %d and second opinion %d: %s", c.Ruling.Version, c.Ruling.Opinion, InSentence(c.Ruling.Outcome.Title()))
			b.Below = textBelow("Rationale", c.Ruling.Rationale)
		}
		told = append(told, b)
	}
	return told
}

func textBelow(label, text string) []Block {
	if text == "" {
		return nil
	}
	return []Block{{Label: label, Text: text}}
}

func sourceTitle(o store.Origin) string {
	switch {
	case o.Withdrawn:
		return "record withdrawn"
	case o.ByHand():
		return "facts entered by hand"
	}
	return fmt.Sprintf("facts imported from %s, line %d", o.File, o.Line)
}

func answerTitle(c *history.AnswerChange) string {
	name := InSentence(c.Answer.Field.Title())
	switch {
	case c.ForIncomplete:
		return "answered for records known to be missing"
	case c.Undone:
		return "answer undone, " + name
	case c.Withdrawn:
		return "answer withdrawn, " + name
	}
	var f model.Facts
	f.Set(c.Answer.Field, c.Answer.Value)
	return "answered " + name + ": " + f.Show(c.Answer.Field)
}

// olderSource is the newest version of the facts among older entries, nil for
// none.
func olderSource(older []history.Change) *history.SourceChange {
	for i := range older {
		if older[i].Source != nil {
			return older[i].Source
		}
	}
	return nil
}

func sourceChanges(now, before *history.SourceChange) []Block {
	var list []Block
	if now.Origin.Reason != "" {
		list = append(list, Block{Label: "Reason", Text: now.Origin.Reason})
	}
	if before == nil {
		return list
	}
	for _, f := range model.Fields() {
		if now.Facts.Get(f) != before.Facts.Get(f) {
			list = append(list, Block{Label: f.Title(), Text: "was " + before.Facts.Show(f) + ", now " + now.Facts.Show(f)})
		}
	}
	return list
}

// olderDecision is the newest version of a decision of kind k among older
// entries, nil for none.
func olderDecision(older []history.Change, k model.DecisionKind) *model.Decision {
	for i := range older {
		if d := older[i].Decision; d != nil && d.Kind == k {
			return d
		}
	}
	return nil
}

// decisionChanges are how the incident stood and the rationale, compared with
// an earlier one where there is one.
func decisionChanges(d, before *model.Decision) []Block {
	list := []Block{{Label: "Verdict then", Text: InSentence(d.Verdict.Title())}}
	if d.Remind.Known() {
		list = append(list, Block{Label: "To come back on", Text: d.Remind.String()})
	}
	if d.Kind == model.Withdrawn {
		return append(list, Block{Text: "The incident was reopened; the text withdrawn is that of the version before."})
	}
	if before == nil {
		return append(list, Rationale(&d.Sections)...)
	}
	if before.Sections == d.Sections {
		list = append(list, Block{Label: "Text", Text: fmt.Sprintf("the same as in version %d", before.Version)})
		return append(list, Rationale(&d.Sections)...)
	}
	for k, text := range d.Sections {
		if from := before.Sections[k]; strings.TrimSpace(text+from) != "" {
			list = append(list, Block{Label: model.Section(k).Title(), Text: text, Changed: worddiff.Words(from, text), Since: int(before.Version)})
		}
	}
	return list
}

// Compared reports whether a history has a text that is shown as it differs
// from an earlier one.
func Compared(history []Block) bool {
	for i := range history {
		for _, b := range history[i].Below {
			if b.Changed != nil {
				return true
			}
		}
	}
	return false
}

// Marked is a text with what was taken out of the earlier one in
// [-brackets-] and what was put in in {+braces+}, so that no colour is needed
// to tell them. It is not safe to print as it is; nor are the marks those of
// the text alone, as a text may have some of its own.
func (b *Block) Marked() string {
	var s strings.Builder
	for _, r := range b.Changed {
		words := strings.TrimRight(r.Text, " \n\t")
		s.WriteString(r.Change.Mark(words) + r.Text[len(words):])
		if r.Change != worddiff.Kept && len(words) == len(r.Text) {
			s.WriteString(" ")
		}
	}
	return strings.TrimRight(s.String(), " ")
}
