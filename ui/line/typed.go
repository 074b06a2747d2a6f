package line

import (
	"gd8/model"
	"gd8/ui/session"
)

// writeKept is write for a text that is kept until it is used. What was typed
// for the same earlier, here or on the screen, and not used is in place, and
// else what t begins with.
func (c *conversation) writeKept(t *text, what string) (ending, error) {
	n, unsaved := c.in.Number, c.pending
	texts, err := c.sit.Store().TypedFor(n)
	if err != nil {
		c.out.problem("What was typed here earlier could not be read", err)
	}
	note := func(s string) {
		if c.pending = unsaved; s != "" {
			c.pending += " What was typed for it is kept."
		}
	}
	kept := texts[what]
	if kept.Text != "" {
		t.lines = textLines(kept.Text)
	}
	if c.sit.OfAnother(kept) {
		c.out.say("What is here already was typed by %s on %s and not used: these are not your words yet.", kept.Officer, c.moment(kept.At))
	}
	note(kept.Text)
	t.keep = func(s string) error {
		err := c.sit.KeepTyped(n, what, s)
		if err != nil {
			c.pending = unsaved
			return err
		}
		note(s)
		return nil
	}
	return c.write(t)
}

// used forgets texts that were kept: what they were typed for is saved.
func (c *conversation) used(what ...string) {
	for _, w := range what {
		if err := c.sit.KeepTyped(c.in.Number, w, ""); err != nil {
			c.out.problem("The text that was kept meanwhile is kept still", err)
		}
	}
}

// usedFor forgets what was typed for an answer.
func (c *conversation) usedFor(f model.Field) {
	c.used(session.TypedFor(session.TypedReason, f), session.TypedFor(session.TypedNote, f))
}
