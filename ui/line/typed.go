package line

import (
	"gd8/ui/session"
)

// writeKept is write for a text that is kept until it is used. What was typed
// for the same earlier, here or on the screen, and not used is in place, and
// else what t begins with.
func (c *conversation) writeKept(t *text, key session.InputKey) (ending, error) {
	unsaved := c.pending
	note := func(s string) {
		if c.pending = unsaved; s != "" {
			c.pending += " What was typed for it is kept."
		}
	}
	kept, _ := c.keeper.Get(key)
	if kept.Text != "" {
		t.lines = textLines(kept.Text)
	}
	if c.sit.OfAnother(kept) {
		c.out.say("What is here already was typed by %s on %s and not used: these are not your words yet.", kept.Officer, c.moment(kept.At))
	}
	note(kept.Text)
	t.keep = func(s string) error {
		c.keeper.Set(key, s, "")
		err := c.keeper.Save()
		if err != nil {
			c.pending = unsaved
			return err
		}
		note(s)
		return nil
	}
	return c.write(t)
}

// used drops what was typed for something that is saved now.
func (c *conversation) used(key session.InputKey) {
	c.pending = ""
	c.keeper.Drop(key)
	c.saveTyped()
}

func (c *conversation) saveTyped() {
	if err := c.keeper.Save(); err != nil {
		c.out.problem("What you typed before could not be cleared away", err)
	}
}
