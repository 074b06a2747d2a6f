package line

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/report"
	"gd8/ui/session"
)

// list is the list read last.
type list struct {
	view *queue.View
	read int // how many of its entries were read out
}

// pageOf is how many entries of a list are read at once.
const pageOf = 10

// next is the command next.
func (c *conversation) next(string) error { return c.along(true) }

// previous is the command previous.
func (c *conversation) previous(string) error { return c.along(false) }

func (c *conversation) along(forward bool) error {
	n, err := store.Number(0), error(nil)
	if c.in == nil {
		n, err = c.sit.First()
	} else {
		n, err = c.sit.Next(c.in.Number, forward)
	}
	switch {
	case err != nil:
		c.out.problem("The next incident could not be found", err)
	case n != 0:
		return c.open(n)
	case c.in == nil:
		c.out.say("Nothing needs attention.")
	case forward:
		c.out.say("No incident after this one needs attention. previous goes to those before it, summary says what is left.")
	default:
		c.out.say("No incident before this one needs attention.")
	}
	return nil
}

// skip is the command skip: of the question in hand, else of the incident.
func (c *conversation) skip(string) error {
	f := c.question()
	if f == model.NoField {
		return c.along(true)
	}
	c.visit.past = append(c.visit.past, f)
	c.visit.skipped = c.visit.skipped.With(f)
	c.visit.wanted, c.visit.aside = model.NoField, false
	c.out.say("Skipped: %s. It stays as it is.", within(f.Title()))
	if c.question() == model.NoField {
		c.openDecisions()
	}
	return nil
}

// back is the command back: to the question before, else to the incident
// that was open before.
func (c *conversation) back(string) error {
	c.visit.said = model.NoField
	switch past := len(c.visit.past); {
	case c.in != nil && c.visit.aside:
		c.visit.wanted, c.visit.aside = model.NoField, false
		return nil
	case c.in != nil && past > 0:
		f := c.visit.past[past-1]
		c.visit.past = c.visit.past[:past-1]
		c.visit.skipped &^= model.SetOf(f)
		c.visit.wanted = f
		return nil
	case len(c.visited) == 0:
		c.out.say("There is nothing before this to go back to.")
		return nil
	}
	before := c.visited[len(c.visited)-1]
	c.visited = c.visited[:len(c.visited)-1]
	kept := c.visited
	err := c.open(before)
	c.visited = kept // going back is no going on
	return err
}

// goTo is the command go REF.
func (c *conversation) goTo(ref string) error {
	if ref == "" {
		c.out.say("Give the reference of the incident to open. list and find read references.")
		return nil
	}
	rows, err := c.sit.Store().Find(ref, nil, nil)
	switch {
	case err != nil:
		c.out.problem("The reference could not be looked up", err)
		return nil
	case len(rows) == 0:
		c.out.say("The store holds no incident %s. find looks for a part of a reference.", brief(ref))
		return nil
	case len(rows) == 1:
		return c.open(rows[0].Number)
	}
	c.out.say("%d records have that reference:", len(rows))
	for i := range rows {
		c.out.item("%d. individual %s, application %s", i+1, rows[i].Key.Person, orNone(rows[i].Key.Application))
	}
	for {
		typed, err := c.ask("Number of the one to open")
		if err != nil {
			return err
		}
		n, notNumber := strconv.Atoi(typed)
		switch word := lower(typed); {
		case notNumber == nil && n >= 1 && n <= len(rows):
			return c.open(rows[n-1].Number)
		case word == "quit" || word == "q":
			return errQuit
		case word == "back" || word == "skip" || word == "undo" || word == "b" || word == "s":
			c.out.say("Nothing was opened.")
			return nil
		default:
			c.out.say("Type a number from 1 to %d; back, skip and undo open none; quit leaves gd8.", len(rows))
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// list is the command list [FILTER]. It makes the list the one walked along.
func (c *conversation) list(rest string) error {
	w := session.Walk{Filter: queue.FilterAttention, Order: c.sit.Walk().Order}
	if rest != "" {
		var titles []string
		found := false
		for f := queue.Filter(0); f < queue.FilterCount; f++ {
			titles = append(titles, within(f.Title()))
			if strings.EqualFold(f.Title(), rest) {
				w.Filter, found = f, true
			}
		}
		if !found {
			near := nearest(lower(rest), titles)
			if near != "" {
				near = " The nearest is " + near + "."
			}
			c.out.say("There is no list \"%s\".%s Lists are: %s.", brief(rest), near, strings.Join(titles, ", "))
			return nil
		}
	}
	return c.readList(w)
}

// order is the command order ORDER.
func (c *conversation) order(rest string) error {
	w := c.sit.Walk()
	if strings.EqualFold(rest, "round") {
		w.Turned = !w.Turned
		return c.readList(w)
	}
	var titles []string
	for o := queue.Order(0); o < queue.OrderCount; o++ {
		titles = append(titles, o.Title())
		if strings.EqualFold(o.Title(), rest) {
			w.Order, w.Turned = o, false
			return c.readList(w)
		}
	}
	c.out.say("The order now: %s. Orders are: %s. round turns it round.", w.OrderTitle(), strings.Join(titles, ", "))
	return nil
}

// find is the command find TEXT. What it finds is then the list walked along.
func (c *conversation) find(rest string) error {
	if rest == "" {
		c.out.say("Give the text to look for: part of a reference, name, offence or summary.")
		return nil
	}
	var within *queue.Found
	err := queue.Of(c.sit.Store()).Search(c.ctx, rest, func(f *queue.Found, done bool) {
		if done {
			within = f
		}
	})
	switch {
	case errors.Is(err, context.Canceled):
		return errEnd
	case err != nil:
		c.out.problem("The search did not end", err)
		return nil
	case within.Len() == 0:
		c.out.say("Nothing holds \"%s\".", brief(rest))
		return nil
	}
	w := session.Walk{Filter: queue.FilterAll, Order: c.sit.Walk().Order, Within: within}
	return c.readList(w)
}

// readList makes w the list walked along and reads its first page. The
// journal has it first.
func (c *conversation) readList(w session.Walk) error {
	view, err := c.sit.View(w)
	if err != nil {
		c.out.problem("The list could not be read", err)
		return nil
	}
	log := c.sit.ListedQueue
	if w.Within != nil {
		log = c.sit.Searched
	}
	if err := log(w.Filter.Title(), view.Len()); err != nil {
		c.out.problem("The list is not read, as the journal could not take it", err)
		return nil
	}
	c.listed = list{view: view}
	of := w.Filter.Title()
	if w.Within != nil {
		of += ", with the text found"
	}
	c.out.say("%s: %s, %s.", of, report.Counted(view.Len(), "incident"), w.OrderTitle())
	return c.more("")
}

// more is the command more.
func (c *conversation) more(string) error {
	l := &c.listed
	switch {
	case l.read >= l.view.Len():
		if l.view.Len() > 0 {
			c.out.say("That was the end of the list.")
		}
		return nil
	}
	rows, err := c.sit.Store().Rows(l.view.Slice(l.read, pageOf))
	if err != nil {
		c.out.problem("The list could not be read", err)
		return nil
	}
	for i := range rows {
		l.read++
		c.out.item("%s", entry(l.read, &rows[i]))
	}
	said := "open and a number opens one."
	if left := l.view.Len() - l.read; left > 0 {
		said += fmt.Sprintf(" more reads on; %d follow.", left)
	}
	c.out.say("%s", said)
	return nil
}

// entry is one incident of a list.
func entry(number int, r *store.Row) string {
	said := fmt.Sprintf("%d. %s, individual %s, %s: %s, %s", number, r.Key.Incident, r.Key.Person, dateOr(r.IncidentDate, "no date"), within(r.Verdict.Title()), within(r.State.Title()))
	if r.ToConfirm.Has(model.SamePersonAs) {
		said += ", to answer whether another is the same individual"
	}
	if n := r.ToConfirm.Len(); n > 0 {
		said += fmt.Sprintf(", %d to confirm", n)
	}
	if r.Decision != model.NoDecision {
		said += ", " + within(r.Decision.Done())
	}
	return said + "."
}

// openListed is the command open NUMBER.
func (c *conversation) openListed(rest string) error {
	n, err := strconv.Atoi(rest)
	switch {
	case err != nil || n < 1 || n > c.listed.view.Len():
		c.out.say("Give a number from 1 to %d, as the list was read.", c.listed.view.Len())
		return nil
	}
	return c.open(c.listed.view.Slice(n-1, 1)[0])
}
