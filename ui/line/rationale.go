package line

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/session"
)

// rationale is a decision being argued.
type rationale struct {
	*session.Rationale
	drafted bool   // a draft of it is kept
	file    string // its last change could not be kept as a draft, and is in this file
}

// decide is the commands discard, consider, refer and defer: it takes the
// sections of the rationale one by one, repeats what they come to, and saves
// the decision on a yes.
func (c *conversation) decide(k model.DecisionKind, rest string) error {
	from, err := c.sit.Rationale(c.in, k)
	if err != nil {
		c.out.problem("The text kept for this decision could not be read", err)
		return nil
	}
	r := &rationale{Rationale: from, drafted: from.From == session.FromDraft}
	r.KeepIn(c.keeper)
	defer c.keeper.Close(r.Input())
	if rest != "" {
		if r.Day, err = c.reminder(rest); err != nil {
			c.out.problem("Not taken", err)
			return nil
		}
	}
	c.out.say("%s, incident %s. %s.", k.Title(), c.in.Key().Incident, report.Counted(len(r.Asked), "section"))
	switch r.From {
	case session.FromDraft:
		c.out.say("Your draft has been restored.")
	case session.FromVersion:
		c.out.say("Started from your earlier decision on this incident.")
	}
	c.pending = r.left()
	saved, err := c.argue(r, rest != "")
	if err == nil && !saved && r.Input().Unsaved() {
		err = c.keepUnkept(r)
	}
	if err != nil {
		c.lastResort(r, err)
		return err
	}
	c.pending = ""
	if saved {
		return nil
	}
	c.out.say("%s", r.left())
	return c.reread()
}

// left says what becomes of a rationale that is left without a decision.
func (r *rationale) left() string {
	switch {
	case r.file != "":
		return "Not decided. What was typed is in the file named, and not in a draft."
	case r.Input().Unsaved():
		return "Not decided. What was typed last is not kept."
	case r.drafted:
		return "Not decided. The draft is kept; " + r.Kind.String() + " takes it up again."
	}
	return "Not decided."
}

// argue takes a rationale to its decision. saved is false where it was left.
func (c *conversation) argue(r *rationale, dated bool) (saved bool, err error) {
	for at := 0; ; {
		how := ended
		switch {
		case at < len(r.Asked):
			how, err = c.section(r, at)
		case at == len(r.Asked) && r.Kind == model.Defer && !dated:
			how, err = c.askReminder(r)
		case at == len(r.Asked) && r.Kind == model.Consider:
			how, err = c.askRepresentations(r)
		default:
			return c.conclude(r)
		}
		switch {
		case err != nil, how == cancelled, how == wentBack && at == 0:
			return false, err
		case how == wentBack:
			at--
		default:
			at++
		}
	}
}

// section takes one section, under GD8's question.
func (c *conversation) section(r *rationale, at int) (ending, error) {
	section := r.Asked[at]
	t := text{
		title: section.Title(), question: section.Prompt(), lines: textLines(r.Sections[section]), limit: model.MaxLong, optional: r.IsOptional(section),
		whole: func() string { return c.plain(r) },
		keep: func(s string) error {
			r.Sections[section] = s
			return c.keepDraft(r)
		},
	}
	c.out.say("Section %d of %d.", at+1, len(r.Asked))
	if section == model.Searched && len(c.systems) > 0 {
		if how, err := c.tick(&t); err != nil || how != ended {
			return how, err
		}
	}
	if section == model.Searched { // what was found takes a line
		return c.writeLine(&t)
	}
	return c.write(&t)
}

// writeLine lets the officer type a text of one line, which Enter ends; one that
// is needed is asked for until it is there.
func (c *conversation) writeLine(t *text) (ending, error) {
	t.single = true
	for {
		how, err := c.write(t)
		if err != nil || how != ended || t.optional || strings.TrimSpace(t.content()) != "" {
			return how, err
		}
		c.out.say("%s is blank, and it is needed.", t.title)
		t.lines = nil
	}
}

// keepDraft keeps a rationale as it stands; a blank one has no draft.
func (c *conversation) keepDraft(r *rationale) error {
	r.Changed()
	err := c.keeper.Save()
	if err == nil {
		r.drafted, r.file = !r.Sections.Blank(), ""
	}
	c.pending = r.left()
	return err
}

// conclude repeats what a rationale comes to and saves the decision on a yes.
func (c *conversation) conclude(r *rationale) (saved bool, err error) {
	for _, section := range r.Asked {
		if strings.TrimSpace(r.Sections[section]) == "" && !r.IsOptional(section) {
			c.out.say("%s is blank, and the decision needs it.", section.Title())
			return false, nil
		}
	}
	r.Unshown = c.unshown()
	c.advise(r)
	save, err := r.Deciding()
	if err != nil {
		c.out.problem("Not saved, the "+r.DayName(), err)
		return false, nil
	}
	var done session.Decided
	for {
		if yes, err := c.confirm(c.concluded(r), confirmation{inFull: true, show: func() { c.sayText(&r.Sections) }}); err != nil || !yes {
			return false, err
		}
		if done, err = save(); err == nil {
			break
		}
		var refused *model.DecisionError
		if errors.As(err, &refused) {
			c.out.problem("Not saved", refused)
			return false, nil
		}
		c.out.problem(stillHere(err), err)
		if session.Replaced(err) {
			if _, err := c.askPlace(r); err != nil {
				return false, err
			}
		}
	}
	c.out.say("%s", done.Said())
	if offer := done.Offers(); offer != "" {
		c.out.say("%s.", offer)
	}
	if done.Note != "" {
		c.out.say("But %s.", done.Note)
	}
	c.pending = ""
	if done.Lost {
		return true, c.openOr(0, "next looks again for what needs attention.")
	}
	if done.Beyond {
		c.out.say("%s", done.Follows())
	}
	return true, c.openOr(done.Next, done.Follows())
}

// advise says what the officer may want to look at again.
func (c *conversation) advise(r *rationale) {
	advice, err := r.Advice()
	if err != nil {
		c.out.problem("Whether another case has the same text could not be looked up", err)
	}
	for _, line := range advice {
		c.out.say("Look again: %s", line)
	}
}

// concluded is a decision as it is repeated back.
func (c *conversation) concluded(r *rationale) string {
	k := c.in.Key()
	said := fmt.Sprintf("You decide: %s. Incident %s, individual %s. Verdict: %s.", within(r.Kind.Title()), k.Incident, k.Person, within(c.in.Assessment.Verdict.Title()))
	for _, section := range r.Asked {
		if r.IsOptional(section) && strings.TrimSpace(r.Sections[section]) == "" {
			continue
		}
		said += fmt.Sprintf(" %s: %s.", section.Title(), report.Counted(len(strings.Fields(r.Sections[section])), "word"))
	}
	switch {
	case r.Kind == model.Defer:
		said += " Reminder: " + orNone(r.Day) + "."
	case r.Kind == model.Consider && r.Day != "":
		said += " Representations: " + r.Day + "."
	}
	if on := len(c.in.Case.Event(c.in.At)); on > 1 {
		said += fmt.Sprintf(" It is written for all %d hits of the event.", on)
	}
	return said
}

// sayText reads a rationale.
func (c *conversation) sayText(s *model.Sections) {
	for k, written := range s {
		if strings.TrimSpace(written) != "" {
			c.out.say("%s:", model.Section(k).Title())
			c.out.quote(written)
		}
	}
}

// askReminder asks for the date on which a deferred incident comes back.
func (c *conversation) askReminder(r *rationale) (ending, error) {
	c.out.say("When should it come back to you? A date such as 1 June 2026, 7 Dec, +7 for days, 2w for weeks, or none. Enter alone keeps: %s.", orNone(r.Day))
	for {
		typed, err := c.ask("Reminder date")
		if err != nil {
			return cancelled, err
		}
		switch lower(typed) {
		case "", "skip", "s":
			if _, err := c.sit.Reminder(r.Day); err != nil {
				c.out.problem("Not kept", err)
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
			c.out.say("Type a date after today, or none. Enter alone and skip keep what is there, back goes to the text, undo leaves without deciding, quit leaves gd8. The draft is kept.")
			continue
		}
		day, err := c.reminder(typed)
		if err != nil {
			c.out.problem("Not taken", err)
			continue
		}
		r.Day = day
		c.keep(&text{keep: func(string) error { return c.keepDraft(r) }})
		return ended, nil
	}
}

// askRepresentations asks when representations were asked for, are due and came.
func (c *conversation) askRepresentations(r *rationale) (ending, error) {
	c.out.say("Were representations asked for? Type the dates: asked, due, received, such as 1 June 2026, 15 June 2026; or none. Enter alone keeps: %s.", orNone(r.Day))
	for {
		typed, err := c.ask("Representations")
		if err != nil {
			return cancelled, err
		}
		switch lower(typed) {
		case "", "skip", "s":
			return ended, nil
		case "back", "b":
			return wentBack, nil
		case "cancel", "undo":
			return cancelled, nil
		case "quit", "q":
			return cancelled, errQuit
		case "help", "h", "?":
			c.out.say("Type up to three dates with commas between, or none. Enter alone and skip keep what is there, back goes to the text, undo leaves without deciding, quit leaves gd8. The draft is kept.")
			continue
		case "none":
			typed = ""
		}
		found, err := session.ParseRepresentations(typed)
		if err == nil {
			err = found.Check(c.sit.Today())
		}
		if err != nil {
			c.out.problem("Not taken", err)
			continue
		}
		r.Day = typed
		c.keep(&text{keep: func(string) error { return c.keepDraft(r) }})
		return ended, nil
	}
}

// reminder reads a reminder date; none is no date, and blank.
func (c *conversation) reminder(typed string) (string, error) {
	if lower(typed) == "none" {
		return "", nil
	}
	day, err := c.sit.Reminder(typed)
	return day.String(), err
}

func dateOr(d model.Date, other string) string {
	if d.Known() {
		return d.String()
	}
	return other
}

// edit is the command edit.
func (c *conversation) edit(string) error {
	return c.decide(c.in.Item().Decision.Kind, "")
}

// drop is the command drop DECISION.
func (c *conversation) drop(rest string) error {
	k, ok := model.DecisionNamed(lower(rest))
	if !ok {
		c.out.say("Say which draft to delete: discard, consider, refer or defer.")
		return nil
	}
	d, ok := c.in.Draft(k)
	if !ok {
		c.out.say("No draft of a %s is kept for this incident.", k)
		return nil
	}
	yes, err := c.confirm(fmt.Sprintf("This deletes the draft of a %s, by %s, last changed on %s. It cannot be undone.", k, d.Officer, c.moment(d.At)), confirmation{ask: "Delete it", inFull: true, show: func() { c.sayText(&d.Sections) }})
	if err != nil || !yes {
		return c.notSaved(err)
	}
	if err := c.sit.DeleteDraft(c.in.Number, k); err != nil {
		c.out.problem("The draft was not deleted", err)
		return nil
	}
	c.out.say("Deleted.")
	return c.reread()
}
