package line

// history is the command history: every version, newest first.
func (c *conversation) history(string) error {
	list, err := c.sit.Store().History(c.in.Number)
	if err != nil {
		c.out.problem("The history could not be read", err)
		return nil
	}
	for _, b := range c.in.History(list) {
		c.tell(b)
	}
	return nil
}
