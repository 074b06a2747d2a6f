package line

import (
	"strings"

	"gd8/ui/report"
	"gd8/ui/worddiff"
)

// This file reads the blocks of package report out.

// tell reads a block, and what belongs below it as a list.
func (c *conversation) tell(b report.Block) {
	switch {
	case b.Label == "":
		c.out.say("%s", stopped(b.Text))
	case strings.Contains(b.Text, "\n"):
		c.out.named(b.Label, b.Text)
	default:
		c.out.say("%s", stopped(b.String()))
	}
	c.tellBelow(b.Below)
}

// tellBelow reads blocks as a list. A text that is compared with an earlier
// one is read whole, and then which words were taken out and which put in:
// marks between words are hard to hear.
func (c *conversation) tellBelow(list []report.Block) {
	for _, b := range list {
		switch {
		case strings.Contains(b.Text, "\n"):
			c.out.item("%s:", b.Label)
			c.out.quote(b.Text)
		case b.Text == "" && b.Changed != nil: // a section that was taken out whole
		default:
			c.out.item("%s", b.String())
		}
		for _, run := range b.Changed {
			words := strings.TrimSpace(run.Text)
			switch {
			case words == "":
			case run.Change == worddiff.Removed:
				c.out.item("%s, taken out since version %d: %s", b.Label, b.Since, words)
			case run.Change == worddiff.Added:
				c.out.item("%s, put in since version %d: %s", b.Label, b.Since, words)
			}
		}
		c.tellBelow(b.Below)
	}
}
