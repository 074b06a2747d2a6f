package line

import (
	"gd8/store/history"
)

// history is the command history: every version, newest first.
func (c *conversation) history(string) error {
	list, err := history.Of(c.sit.Store(), c.in.Number)
	if err != nil {
		c.out.problem("The history could not be read", err)
		return nil
	}
	for _, b := range c.in.History(list) {
		c.tell(b)
	}
	return nil
}
