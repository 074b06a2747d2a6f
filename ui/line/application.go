package line

import "gd8/ui/report"

// application is the command application: how far the application of the
// incident in hand is, then each of its individuals with their hits.
func (c *conversation) application(string) error {
	a, err := c.sit.Application(c.in.Key())
	if err != nil {
		c.out.problem("The application could not be read", err)
		return nil
	}
	for _, b := range []report.Block{a.Head(), a.Progress(), a.Record()} {
		c.tell(b)
	}
	for k := range a.Individuals {
		c.tell(a.Individual(k))
	}
	return nil
}
