package line

import (
	"fmt"

	"gd8/store/queue"
	"gd8/ui/report"
	"gd8/ui/session"
)

// This file says where the work stands: at the start of a sitting, in between,
// and at its end.

// namedAtOnce is how many incidents of a kind are named before a list has to
// be asked for.
const namedAtOnce = 5

// report says where the last sitting stopped, what became out of date since and
// why, and what has come back.
func (c *conversation) report() error {
	opening, err := c.sit.Opening()
	if err != nil {
		return err
	}
	switch welcome := c.sit.Welcome(); {
	case opening != nil:
		c.out.say("%s", c.sit.DescribeStopped(opening))
	case welcome != "":
		c.out.say("%s", welcome)
	}
	counts, err := c.sit.Counts()
	if err != nil {
		return err
	}
	c.out.say("%d of %d done; %s.", counts.Done, counts.Total, session.DescribeRemaining(&counts))
	if opening != nil {
		c.reportChanges(opening)
	} else {
		c.reportCounts(&counts)
	}
	if counts.Total == 0 {
		c.out.say("The store is empty. quit, then bring a file in with gd8 import FILE, or try gd8 demo.")
	}
	return nil
}

// reportChanges names what became out of date, with the reason, and what is
// due.
func (c *conversation) reportChanges(o *session.Opening) {
	if said := o.DescribeLapsed(); said != "" {
		c.out.say("%s.", said)
	}
	lapsed := o.Since.Lapsed[:min(len(o.Since.Lapsed), namedAtOnce)]
	for i := range lapsed {
		c.out.item("%s.", c.sit.LapseOf(&lapsed[i]))
	}
	if o.OutOfDate > len(lapsed) {
		c.out.say("list out of date reads all %d.", o.OutOfDate)
	}
	if len(o.Due) > 0 {
		c.out.say("%s.", o.DescribeDue())
	}
	for i := range o.Due[:min(len(o.Due), namedAtOnce)] {
		c.out.item("%s", report.WaitingFor(&o.Due[i]).String())
	}
	if o.DueCount > namedAtOnce {
		c.out.say("list deferred reads all that is deferred.")
	}
	if o.Stopped != nil {
		c.out.say("go %s goes on where the last sitting stopped.", o.Stopped.Key.Incident)
	}
}

// reportCounts says what is out of date and due for an officer who sits here
// for the first time.
func (c *conversation) reportCounts(counts *queue.Counts) {
	if n := counts.Filters[queue.FilterOutOfDate]; n > 0 {
		c.out.say("%s out of date: list out of date reads which.", counted(n, "decision is", "decisions are"))
	}
	if n := counts.RemindersDue; n > 0 {
		c.out.say("%s due: list deferred reads which.", counted(n, "deferred incident is", "deferred incidents are"))
	}
	if n := counts.RepresentationsDue; n > 0 {
		c.out.say("%s due: next comes to them, summary names them.", counted(n, "set of representations is", "sets of representations are"))
	}
}

// counted is a number with a noun and verb that agree with it.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// summary is the command summary.
func (c *conversation) summary(string) error {
	s, err := c.sit.Summary()
	if err == nil && len(s.Waiting) > 0 {
		err = c.sit.Listed("summary", "deferred", len(s.Waiting))
	}
	if err != nil {
		c.out.problem("The summary could not be made", err)
		return nil
	}
	for _, said := range s.Said() {
		c.out.say("%s", said)
	}
	for _, chart := range s.Charts() {
		c.out.say("%s:", chart.Title)
		of := chart.Of()
		for i, label := range chart.Labels {
			c.out.item("%s: %d of %d", within(label), chart.Counts[i], of)
		}
	}
	c.out.say("%s.", s.DescribeDeferred())
	for i := range s.Waiting[:min(len(s.Waiting), pageOf)] {
		c.out.item("%s", report.WaitingFor(&s.Waiting[i]).String())
	}
	if len(s.Waiting) > pageOf {
		c.out.say("list deferred reads them all.")
	}
	return nil
}

// leave says what was done and what is left, and where the checkpoint is.
func (c *conversation) leave() error {
	if err := c.sit.Save(); err != nil {
		c.out.problem("How far this sitting came could not be kept", err)
	}
	said, err := c.sit.Leaving()
	if err != nil {
		c.out.problem("What is left could not be counted", err)
	}
	for _, line := range said {
		c.out.say("%s", line)
	}
	if _, second := c.sit.Second(); !second && c.sit.Purpose() != "" {
		c.out.say("gd8 checkpoint prints the checkpoint of the journal, as the word checkpoint does here.")
	}
	c.out.say("Goodbye.")
	return c.out.flush()
}

// sayCheckpoint is the command checkpoint. Its figures are long to listen to, so
// that nothing else reads them out.
func (c *conversation) sayCheckpoint() {
	point, err := c.sit.Store().Checkpoint()
	if err != nil {
		c.out.problem("The checkpoint could not be read", err)
		return
	}
	c.out.say("Checkpoint, to print or keep elsewhere:")
	c.out.exactly(point.String())
}
