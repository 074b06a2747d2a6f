package line

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/report"
)

// askPurpose asks why the officer sits, once, where it was not said. The last
// purpose is offered; a new one is repeated back.
func (c *conversation) askPurpose() error {
	if c.sit.Purpose() != "" {
		return nil
	}
	offered := ""
	if last, ok := c.sit.Last(); ok {
		offered = last.Purpose
	}
	c.out.say("What are the records consulted for? Such as Enhanced DBS checks. gd8 asks once a sitting, as a supervisor and the Independent Monitor will.")
	if offered != "" {
		c.out.say("Enter alone takes that of your last sitting: %s", offered)
	}
	for {
		typed, err := c.ask("Purpose")
		if err != nil {
			return err
		}
		switch word := lower(typed); {
		case typed == "" && offered == "":
			c.out.say("Say what for in a few words, then press Enter.")
			continue
		case typed == "":
			typed = offered
		case word == "quit" || word == "q":
			return errQuit
		case word == "help" || word == "back" || word == "skip" || word == "undo":
			c.out.say("This is the first question, and the sitting needs it. Say in a few words what the records are consulted for; it stands in the journal beside all you do. quit leaves.")
			continue
		default:
			if yes, err := c.confirm("Your purpose: "+typed+".", confirmation{ask: "Is that right"}); err != nil || !yes {
				if err != nil {
					return err
				}
				continue
			}
		}
		if err := c.sit.SetPurpose(typed); err != nil {
			c.out.problem("The purpose was not taken", err)
			continue
		}
		return nil
	}
}

// confirmation says how something is confirmed.
type confirmation struct {
	ask string // the question, without yes or no; blank is "Save"
	// inFull wants the whole word yes, where one letter too many typed ahead
	// would decide something.
	inFull bool
	show   func() // what the word show reads, or nil
}

// confirm says what is about to be done and asks for a yes. Only yes gives
// true; back, skip, undo and no give false, and any other word is asked again.
func (c *conversation) confirm(what string, k confirmation) (bool, error) {
	c.out.say("%s", what)
	ask := k.ask
	if ask == "" {
		ask = "Save"
	}
	prompt := ask + "? yes or no"
	if k.show != nil {
		prompt = ask + "? yes, no or show"
	}
	for {
		typed, err := c.ask(prompt)
		if err != nil {
			return false, err
		}
		switch word := lower(typed); word {
		case "yes", "y":
			if word == "y" && k.inFull {
				c.out.say("Type yes in full, so that no letter typed ahead decides.")
				continue
			}
			return true, nil
		case "no", "n", "back", "b", "skip", "s", "undo":
			return false, nil
		case "quit", "q":
			return false, errQuit
		case "show":
			if k.show != nil {
				k.show()
				continue
			}
			c.out.say("%s", what)
		case "", "help", "h", "?":
			c.out.say("%s", what)
			c.out.say("yes does it; no, back, skip and undo cancel; quit leaves gd8.")
		default:
			c.unknown(typed, []string{"yes", "no", "back", "skip", "undo", "help", "quit"}, "")
		}
	}
}

// question is the field to be asked now, NoField where none is.
func (c *conversation) question() model.Field {
	if c.in == nil {
		return model.NoField
	}
	if c.visit.wanted != model.NoField {
		return c.visit.wanted
	}
	for _, f := range c.in.Questions {
		if !c.visit.skipped.Has(f) {
			return f
		}
	}
	return model.NoField
}

// promptFor is the prompt of a question, or of the review where none is open.
// It reads the question out in full the first time.
func (c *conversation) promptFor(f model.Field) string {
	switch {
	case c.in == nil:
		return "Command"
	case f == model.NoField:
		return "Decision or command"
	}
	if c.visit.said != f {
		c.visit.said = f
		c.sayQuestion(f)
	}
	if f == model.SamePersonAs && c.in.Alike != nil {
		return "Is " + c.in.Alike.Person + " the same individual? yes or no"
	}
	return f.Title() + "? " + accepted(f)
}

// remind says again what is asked, for Enter alone.
func (c *conversation) remind(f model.Field) {
	switch {
	case f != model.NoField: // its prompt says it
	case c.in == nil:
		c.out.say("No incident is open. Type next, list, or go and a reference; help says more.")
	default:
		c.openDecisions()
	}
}

// sayQuestion reads a question out: where it stands in the test and what is
// known so far.
func (c *conversation) sayQuestion(f model.Field) {
	if f == model.SamePersonAs && c.in.Alike != nil {
		c.sayAlike()
		return
	}
	said := f.Title() + "."
	if id, ok := criterionOf(f); ok {
		said = fmt.Sprintf("Question %d, %s: %s.", int(id)+1, within(id.Title()), within(f.Title()))
	}
	r := c.in.Record()
	if r.Source.Recorded(f) {
		said += " The source says: " + r.Source.Show(f) + "."
	} else {
		said += " The source does not record it."
	}
	if a, ok := r.Answered(f); ok {
		facts := r.Effective()
		said += " Answered by " + a.By + " on " + c.moment(a.At) + ": " + facts.Show(f) + "."
	}
	c.out.say("%s", said)
	if help := report.Help(f); help != "" && !c.helped.Has(f) { // once a sitting
		c.helped = c.helped.With(f)
		c.out.say("%s", help)
	}
}

// criterionOf finds the criterion that a fact is a question of.
func criterionOf(f model.Field) (model.CriterionID, bool) {
	if f == model.SamePersonAs {
		return model.CriterionSingleIncident, true
	}
	for id := model.CriterionID(0); id < model.CriterionCount; id++ {
		for _, of := range id.Fields() {
			if of == f {
				return id, true
			}
		}
	}
	return 0, false
}

// accepted says briefly what a question takes.
func accepted(f model.Field) string {
	switch f.Kind() {
	case model.KindTri:
		return "yes, no or unknown"
	case model.KindOutcome:
		return "a code such as 21, or unknown"
	case model.KindDate:
		return "a date such as 14 March 2019, or unknown"
	case model.KindRole:
		return "applicant or third party, or unknown"
	}
	return "a text"
}

// isTri reports whether a line is an answer of yes, no or unknown.
func isTri(typed string) bool {
	_, ok := triAnswers()[lower(typed)]
	return ok
}

// triAnswers are the words that answer a question of yes, no or unknown. They
// are fewer than a file may hold: a stray 1 is no answer.
func triAnswers() map[string]string {
	return map[string]string{
		"yes": "yes", "y": "yes", "no": "no", "n": "no",
		"unknown": "", "u": "", "not recorded": "", "not known": "",
	}
}

// asAnswer reads a line as the answer to a question. ok is false where it is
// none but may be a command.
func (c *conversation) asAnswer(f model.Field, typed string) (value string, ok bool) {
	word := lower(typed)
	if f.Kind() == model.KindTri {
		value, ok = triAnswers()[word]
		return value, ok
	}
	if first, _ := split(typed); isCommand(first) {
		return "", false
	}
	switch word {
	case "unknown", "u", "not recorded", "not known", "-":
		return "", true
	}
	return typed, true
}

func isCommand(word string) bool {
	_, ok := findCommand(word)
	return ok
}

// refusal says why an answer or a decision was refused, as its own error does,
// and any other error as what was not saved.
func (c *conversation) refusal(what string, err error) {
	var value *model.ValueError
	if errors.As(err, &value) {
		c.out.say("Not taken: %s. gd8 takes %s.", strings.TrimSuffix(value.Problem, "."), value.Accepted)
		return
	}
	var answer *model.AnswerError
	if errors.As(err, &answer) {
		c.out.problem("Not taken", errors.New(answer.Problem+"."))
		return
	}
	if !settled(err) {
		what += " was not saved"
	}
	c.out.problem(what, err)
}
