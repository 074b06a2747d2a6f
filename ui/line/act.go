package line

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
)

// answer takes an officer's answer to a fact of the incident in hand.
func (c *conversation) answer(a model.Answer) error {
	return c.give(c.sit.Answering(c.in, c.in.At, a))
}

// give asks for what an answer still needs, repeats it back and saves it on a
// yes.
func (c *conversation) give(w *session.Answering) error {
	ok, err := c.complete(w)
	if err != nil || !ok {
		return err
	}
	f := w.Answer.Field
	c.pending = "The answer to " + within(f.Title()) + " was not saved."
	yes, err := c.confirm(repeated(w), confirmation{})
	if err != nil {
		return err
	}
	c.pending = ""
	if !yes {
		c.out.say("Not saved.")
		return nil
	}
	if err := w.Save(); err != nil {
		c.refusal("The answer to "+within(f.Title()), err)
		return nil
	}
	w.Used(c.keeper)
	c.saveTyped()
	c.visit.past = append(c.visit.past, f)
	c.visit.wanted, c.visit.aside = model.NoField, false
	if err := c.changed("Saved."); err != nil {
		return err
	}
	if did := w.Did(c.in); did != "" {
		c.out.say("%s", did)
	}
	return nil
}

// complete asks for what an answer still needs. ok is false where it is not to
// be given.
func (c *conversation) complete(w *session.Answering) (ok bool, err error) {
	for {
		ask, err := w.Ask()
		if err != nil {
			c.refusal("The answer", err)
			return false, nil
		}
		if ask == nil {
			return true, nil
		}
		c.pending = "The answer to " + within(w.Answer.Field.Title()) + " was not saved."
		if w.Asked == nil { // who is asked about was read out with the question
			for _, said := range w.Beside() {
				c.out.say("%s", said)
			}
		}
		t := text{title: "Reason", question: ask.Question, limit: model.MaxLong}
		how, err := c.writeKept(&t, w.Key())
		if err != nil || how != ended {
			return false, c.notAnswered(err)
		}
		w.Give(t.content())
	}
}

// notAnswered says that an answer was left, where the conversation goes on.
func (c *conversation) notAnswered(err error) error {
	if err == nil {
		c.pending = ""
		c.out.say("Not saved.")
	}
	return err
}

// repeated is an answer as it is repeated back.
func repeated(w *session.Answering) string {
	said := "You answer: " + within(w.Answer.Field.Title()) + ": " + w.Content() + "."
	if w.Answer.Reason != "" {
		said += " Reason: " + stopped(w.Answer.Reason)
	}
	return said
}

// stopped is a text with a full stop behind it.
func stopped(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// changed reads the incident again after something was saved, and says what
// the test says now.
func (c *conversation) changed(done string) error {
	if err := c.reread(); err != nil {
		return err
	}
	c.out.say("%s %s", done, c.verdict())
	c.visit.said = model.NoField
	if c.question() == model.NoField {
		c.openDecisions()
	}
	return nil
}

// answerField is the command answer FIELD [VALUE].
func (c *conversation) answerField(rest string) error {
	f, value, ok := c.fieldOf(rest)
	if !ok {
		return nil
	}
	text := f.Kind() == model.KindText || f.Kind() == model.KindLong
	switch {
	case f == model.SameEventAs:
		return c.answerLink(strings.TrimSpace(value))
	case f.IsKey():
		c.out.say("%s is a reference and cannot be answered; correct it in its source.", f.Title())
		return nil
	case f == model.SamePersonAs && c.in.Alike != nil && value == "":
		c.visit.wanted, c.visit.aside, c.visit.said = f, true, model.NoField
		return nil
	case f == model.SamePersonAs && isTri(value):
		_, err := c.answerSame(value)
		return err
	case value == "" && text:
		return c.answerText(f)
	case value == "":
		c.visit.wanted, c.visit.aside, c.visit.said = f, true, model.NoField
		return nil
	case !text:
		typed := value
		if value, ok = c.asAnswer(f, typed); !ok {
			c.out.say("\"%s\" is no answer to %s: gd8 takes %s.", brief(typed), within(f.Title()), accepted(f))
			return nil
		}
	}
	return c.answer(model.Answer{Field: f, Value: value})
}

// answerText asks for a fact that is a text.
func (c *conversation) answerText(f model.Field) error {
	t := text{title: f.Title(), limit: limitOf(f), single: f.Kind() == model.KindText, optional: true}
	facts := c.in.Facts()
	t.question = "It is not recorded."
	if facts.Recorded(f) {
		t.question = "It reads now: " + stopped(facts.Show(f))
	}
	switch {
	case !t.single:
		t.lines = textLines(facts.Text(f))
	case facts.Recorded(f):
		t.question += " Enter alone keeps it; - says that it is not recorded."
	}
	how, err := c.write(&t)
	if err != nil || how != ended {
		return c.notAnswered(err)
	}
	value := t.content()
	switch {
	case t.single && strings.TrimSpace(value) == "", c.in.Unchanged(f, value, c.sit.Today()):
		c.out.say("%s is as it was; nothing was recorded.", f.Title())
		return nil
	case t.single && strings.TrimSpace(value) == "-":
		value = ""
	}
	return c.answer(model.Answer{Field: f, Value: value})
}

// withdraw is the command withdraw FIELD, or withdraw record.
func (c *conversation) withdraw(rest string) error {
	if lower(rest) == "record" {
		return c.withdrawRecord()
	}
	f, value, ok := c.fieldOf(rest)
	if !ok {
		return nil
	}
	r := c.in.Record()
	a, answered := r.Answered(f)
	switch {
	case value != "":
		c.out.say("withdraw takes the name of one fact; \"%s\" was not expected behind it. Nothing was done.", brief(value))
		return nil
	case c.in.Parted(f) != nil:
		return c.withdrawParted(c.in.Parted(f))
	case !answered:
		c.out.say("Nothing was done: %s.", c.in.WhyNotWithdraw(f))
		return nil
	}
	facts := r.Effective()
	yes, err := c.confirm(fmt.Sprintf("You withdraw the answer %s to %s, by %s. The source's value stands again: %s.", facts.Show(f), within(f.Title()), a.By, r.Source.Show(f)), confirmation{ask: "Withdraw"})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if err := c.sit.WithdrawAnswer(c.in.Number, f); err != nil {
		c.refusal("The withdrawal", err)
		return nil
	}
	return c.changed("Withdrawn.")
}

func (c *conversation) notSaved(err error) error {
	if err == nil {
		c.out.say("Not done.")
	}
	return err
}

// link is the command link REF.
func (c *conversation) link(ref string) error {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		c.out.say("Give the reference of another record of this individual, such as one of these:")
		return c.others("")
	}
	at := c.in.Case.Index(ref)
	if at < 0 {
		c.out.say("This individual has no record %s in this application, so the link would join nothing. others reads those there are.", brief(ref))
		return nil
	}
	if why := c.in.WhyNotLink(at); why != "" {
		c.out.say("Not linked: %s.", why)
		return nil
	}
	return c.give(c.sit.Linking(c.in, at))
}

// answerLink is an answer to the event that a record is of. Where the record
// names another, a third takes its place and "-" takes the link away: the
// command link would add to it, and a wrong link that stays can open a discard.
func (c *conversation) answerLink(ref string) error {
	named, at := c.in.Facts().Text(model.SameEventAs), c.in.Case.Index(ref)
	none, err := model.ParseTri(ref)
	switch {
	case ref != "" && at < 0 && (err == nil && none == model.NotRecorded || lower(ref) == "none"):
		if why := c.in.WhyNotUnlink(); why != "" {
			c.out.say("Not unlinked: %s.", why)
			return nil
		}
		return c.answer(model.Answer{Field: model.SameEventAs})
	case named == "" || at < 0 || at == c.in.At:
		return c.link(ref)
	case ref == named:
		c.out.say("Not linked: this record names %s already.", ref)
		return nil
	}
	return c.answer(model.Answer{Field: model.SameEventAs, Value: ref})
}

// incomplete is the command that answers for records known to be missing.
func (c *conversation) incomplete(string) error {
	key := session.InputKey{Number: c.in.Number, For: session.TypedIncomplete}
	t := text{title: "Reason", limit: model.MaxLong, question: "Records of this case are known to be missing. Why may it go on all the same?"}
	c.pending = "Not answered for."
	how, err := c.writeKept(&t, key)
	if err != nil || how != ended {
		return c.notAnswered(err)
	}
	yes, err := c.confirm("You answer for the missing records: "+stopped(t.content()), confirmation{inFull: true})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if err := c.sit.AnswerIncomplete(c.in.Number, t.content()); err != nil {
		c.refusal("The answer", err)
		return nil
	}
	c.used(key)
	return c.changed("Saved.")
}

// note is the command note.
func (c *conversation) note(string) error {
	n, ref, written := c.in.Number, c.in.Key().Incident, c.in.Item().Note
	in := c.keeper.Open(session.Kept{
		Name: "note", Lost: "the note on " + ref + " could not be saved", File: "note",
		Plain: func() string { return "Note on " + ref + "\n\n" + written + "\n" },
	}, written)
	t := text{
		title: "Note", limit: model.MaxLong, optional: true, lines: textLines(c.in.Item().Note),
		question: "For yourself; it is no part of the rationale. Every line is kept as you type it.",
		keep: func(s string) error {
			written = s
			in.Change(s, func() error { return c.sit.SaveNote(n, s) })
			return c.keeper.Save()
		},
	}
	c.pending = "The note is kept as it was typed."
	c.readBack(&t)
	if _, err := c.write(&t); err != nil {
		c.sayUnkept()
		return err
	}
	c.keeper.Close(in)
	c.pending = ""
	if len(t.lines) == 0 {
		c.out.say("No note is kept on this incident.")
	} else {
		c.out.say("Note saved. It is yours alone and is never exported.")
	}
	return c.reread()
}

// redo is the command redo.
func (c *conversation) redo(string) error {
	step, _ := c.sit.CanRedo()
	yes, err := c.confirm("What was undone last is "+step.String()+".", confirmation{ask: "Do it again"})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if step, err = c.sit.Redo(); err != nil {
		c.refusal("Nothing was done again; it", err)
		return nil
	}
	c.out.say("Done again: %s.", step)
	for what := range step.Texts() {
		c.keeper.Drop(session.InputKey{Number: step.Number, For: what})
	}
	if c.in == nil || c.in.Number != step.Number {
		return c.open(step.Number)
	}
	return c.changed("The incident is as it was before it was undone.")
}

// undo is the command undo.
func (c *conversation) undo(string) error {
	step, _ := c.sit.CanUndo()
	yes, err := c.confirm("The last thing done was "+step.String()+".", confirmation{ask: "Undo it"})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if step, err = c.sit.Undo(); err != nil {
		c.refusal("Nothing was undone; the undoing", err)
		return nil
	}
	c.out.say("Undone: %s. It stays in the history.", step)
	for what, text := range step.Texts() {
		c.keeper.Set(session.InputKey{Number: step.Number, For: what}, text, "")
	}
	if err := c.keeper.Save(); err != nil {
		c.out.problem("The text of what was undone is in the history only", err)
	}
	if c.in == nil || c.in.Number != step.Number {
		return c.open(step.Number)
	}
	if step.Decision == model.NoDecision {
		c.visit.skipped &^= model.SetOf(step.Field)
	}
	return c.changed("The incident is as it was before.")
}

// reread reads the incident in hand again.
func (c *conversation) reread() error {
	in, err := c.sit.Reread(c.in.Number)
	if err != nil {
		c.out.problem("The incident could not be read again", err)
		return nil
	}
	c.in = in
	return nil
}

// openOr opens an incident, or says that there is none.
func (c *conversation) openOr(n store.Number, none string) error {
	if n == 0 {
		if c.in != nil {
			c.visited = append(c.visited, c.in.Number)
		}
		c.in = nil
		c.out.say("%s", none)
		return nil
	}
	return c.open(n)
}
