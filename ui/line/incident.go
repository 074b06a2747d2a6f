package line

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
)

// open opens an incident and reads it out. Where that fails, the one in hand
// stays.
func (c *conversation) open(n store.Number) error {
	in, err := c.sit.Open(n)
	if err != nil {
		c.out.problem("The incident was not opened", err)
		return nil
	}
	if c.in != nil && c.in.Number != n {
		c.visited = append(c.visited, c.in.Number)
	}
	c.in, c.visit = in, newVisit()
	c.out.newline()
	return c.readOut()
}

// moment is a time as an officer reads it, where the officer is.
func (c *conversation) moment(t time.Time) string {
	return t.In(c.sit.Store().Now().Location()).Format("2 January 2006, 15:04")
}

// readOut reads the incident in hand: who, what, what the test says, what is
// to be looked at before deciding.
func (c *conversation) readOut() error {
	if err := c.sayWhere(); err != nil {
		return err
	}
	c.sayFacts()
	c.out.say("Does the AT2 discard apply? %s", c.verdict())
	for k, criterion := range c.in.Assessment.Criteria {
		said := standing(model.CriterionID(k), criterion)
		if criterion.State != model.Met {
			said += " " + c.in.Case.Why(c.in.At, &c.in.Assessment, model.CriterionID(k))
		}
		c.out.item("%s", said)
	}
	for _, f := range c.in.Assessment.Flags.Flags() {
		c.out.say("Warning, %s: %s", within(f.Title()), f.Warning())
	}
	c.sayKept()
	if c.question() == model.NoField {
		c.openDecisions()
	}
	c.visit.said = model.NoField
	return nil
}

// sayWhere says which incident it is, whose, and where it stands in the queue.
func (c *conversation) sayWhere() error {
	w := c.sit.Walk()
	due, err := c.sit.Store().Queue(store.FilterAttention, w.Order, w.Within)
	if err != nil {
		return err
	}
	place := within(c.in.Item().State.Title())
	switch {
	case !due.Has(c.in.Number):
	case due.Len() == 1:
		place += ", the only one that needs attention"
	default:
		place += fmt.Sprintf(", %d of %d that need attention", due.Position(c.in.Number)+1, due.Len())
	}
	k, f := c.in.Key(), c.in.Facts()
	c.out.say("Incident %s: %s.", k.Incident, place)
	who := "Individual " + k.Person
	if name := f.Text(model.PersonName); name != "" {
		who += ", " + name
	}
	who += ", " + f.Show(model.PersonRole)
	if k.Application != "" {
		who += "; application " + k.Application
	} else {
		who += "; no application reference"
	}
	if f.Recorded(model.DueDate) {
		who += ", answer due " + f.Show(model.DueDate)
	}
	c.out.say("%s.", who)
	return nil
}

// longSummary is how many bytes of a summary are read out at once.
const longSummary = 800

func (c *conversation) sayFacts() {
	f := c.in.Facts()
	if offence := f.Text(model.Offence); offence != "" {
		c.out.say("Offence: %s", stopped(offence))
	}
	said := "Date not recorded"
	if f.Recorded(model.IncidentDate) {
		said = "Date " + f.Show(model.IncidentDate)
	}
	if age := c.in.Assessment.AgeThen; age >= 0 {
		said += fmt.Sprintf(", age %d", age)
	} else {
		said += ", age not known"
	}
	said += ". Outcome " + f.Show(model.OutcomeCode)
	if f.Recorded(model.OutcomeDate) {
		said += ", " + f.Show(model.OutcomeDate)
	}
	c.out.say("%s.", said)
	summary := f.Text(model.Summary)
	if summary == "" {
		return
	}
	if len(summary) > longSummary {
		cut := longSummary
		for !utf8.RuneStart(summary[cut]) {
			cut--
		}
		c.out.named("Summary, its beginning", summary[:cut])
		c.out.say("The summary goes on: %d bytes in all. facts summary reads it whole.", len(summary))
		return
	}
	c.out.named("Summary", summary)
}

// verdict is what the test says and what would change it.
func (c *conversation) verdict() string {
	a := &c.in.Assessment
	return a.Verdict.Title() + ". " + c.in.Case.WhatWouldChange(c.in.At, a)
}

// standing is a criterion as it stands. Of one that is unknown, why it is so
// says what is not recorded.
func standing(id model.CriterionID, s model.Criterion) string {
	said := fmt.Sprintf("%d, %s: %s", int(id)+1, within(id.Title()), stateWord(s.State))
	if s.State != model.Unknown {
		said += ", " + s.Basis.Title()
	}
	return said + "."
}

func stateWord(s model.State) string { return strings.ReplaceAll(s.String(), "_", " ") }

// sayKept reads what was decided, drafted and noted before.
func (c *conversation) sayKept() {
	item := c.in.Item()
	if d := item.Decision; d.Stands() {
		said := fmt.Sprintf("Decision: %s, by %s on %s.", within(d.Kind.Done()), d.Officer, c.moment(d.At))
		if d.Remind.Known() {
			said += " To come back on " + d.Remind.String() + "."
		}
		if item.State == model.StateOutOfDate {
			takes := "history reads it"
			if ok, _ := c.in.Allowed(d.Kind); ok {
				takes = "edit takes it up"
			}
			said += " It is out of date: " + c.sit.WhySaid(c.in.Lapses, c.in.Assessment.Events) + ". Its text is kept, and " + takes + "."
		}
		c.out.say("%s", said)
	}
	if n := len(c.in.Items) + len(c.in.Elsewhere) - 1; n > 0 {
		c.out.say("%s of this individual: others reads them.", session.Counted(n, "other record"))
	}
	for _, d := range item.Drafts {
		c.out.say("A draft is kept: %s, by %s, %s. %s takes it up.", within(d.Kind.Title()), d.Officer, c.moment(d.At), d.Kind)
	}
	if item.Note != "" {
		c.out.named("Your note", item.Note)
	}
}

// openDecisions says which decisions are open now.
func (c *conversation) openDecisions() {
	var open []string
	for _, k := range model.DecisionKinds() {
		if ok, _ := c.in.Allowed(k); ok {
			open = append(open, k.String())
		}
	}
	if c.in.Item().State == model.StateNotRelevant {
		c.out.say("The hit is not relevant: there is nothing to decide. next goes on.")
		return
	}
	c.out.say("No question is open. You can decide: %s; or next goes on.", strings.Join(open, ", "))
}

// facts is the command facts: all of them, or one.
func (c *conversation) facts(rest string) error {
	if rest != "" {
		f, _, ok := c.fieldOf(rest)
		if ok {
			c.sayFact(f)
		}
		return nil
	}
	effective := c.in.Record().Effective()
	var missing []string
	for _, f := range model.Fields() {
		_, answered := c.in.Record().Answered(f)
		if !answered && !effective.Recorded(f) && f != model.PersonRole {
			missing = append(missing, within(f.Title()))
			continue
		}
		c.sayFact(f)
	}
	if len(missing) > 0 {
		c.out.say("Not recorded: %s.", strings.Join(missing, ", "))
	}
	c.out.say("Source: %s.", c.source(c.in.Item().Origin))
	return nil
}

// sayFact reads one fact, who answered it, and what the source says beside.
func (c *conversation) sayFact(f model.Field) {
	r := c.in.Record()
	effective := r.Effective()
	c.out.named(f.Title(), effective.Show(f))
	if a, ok := r.Answered(f); ok {
		c.out.item("answered by %s on %s; the source: %s.", a.By, c.moment(a.At), r.Source.Show(f))
		c.sayGrounds(&a)
	}
}

func (c *conversation) sayGrounds(a *model.Answer) {
	if a.Reason != "" {
		c.out.item("reason: %s", a.Reason)
	}
	if a.Note != "" {
		c.out.item("systems searched: %s", a.Note)
	}
}

// source says where a version of the facts came from.
func (c *conversation) source(o store.Origin) string {
	said := fmt.Sprintf("%s, line %d, imported by %s on %s", o.File, o.Line, o.By, c.moment(o.At))
	if o.ByHand() {
		said = "entered by hand by " + o.By + " on " + c.moment(o.At)
	}
	if o.Withdrawn {
		said += ", withdrawn"
	}
	if o.Reason != "" {
		said += "; reason: " + o.Reason
	}
	return said
}

// why is the command why.
func (c *conversation) why(string) error {
	for k, criterion := range c.in.Assessment.Criteria {
		id := model.CriterionID(k)
		c.out.say("%s %s [%s]", standing(id, criterion), c.in.Case.Why(c.in.At, &c.in.Assessment, id), id.Cite())
	}
	c.out.say("%s", c.verdict())
	return nil
}

// guidance is the command guidance [WORD or all].
func (c *conversation) guidance(rest string) error {
	word := lower(rest)
	cite := ""
	if id, ok := criterionOf(c.question()); ok && word == "" {
		cite = id.Cite()
	}
	read, names := 0, []string{}
	for _, p := range model.Passages() {
		names = append(names, p.Cite)
		named := cite != "" && p.Cite == cite
		found := word != "" && strings.Contains(lower(p.Cite+" "+p.Text), word)
		if named || found || word == "all" {
			c.out.say("%s: %s", p.Cite, p.Text)
			read++
		}
	}
	switch {
	case read > 0:
		c.out.say("These are gd8's words; the guidance itself remains the authority.")
	case word != "":
		c.out.say("No passage holds \"%s\".", brief(rest))
		fallthrough
	default:
		c.out.say("The passages are: %s. guidance and a word reads those that hold it; guidance all reads them all.", strings.Join(names, "; "))
	}
	return nil
}

// others is the command others.
func (c *conversation) others(string) error {
	if len(c.in.Items) == 1 && len(c.in.Elsewhere) == 0 {
		c.out.say("Of this individual there is no other record.")
		return nil
	}
	for i := range c.in.Items {
		if i == c.in.At {
			continue
		}
		f := c.in.Case.Facts(i)
		said := "another incident"
		if c.in.Case.SameEvent(i, c.in.At) {
			said = "the same event"
		}
		a := c.in.Case.Assess(i)
		c.out.item("%s, %s: date %s, outcome %s; %s; %s.", f.Text(model.IncidentRef), said, f.Show(model.IncidentDate), f.Show(model.OutcomeCode), within(a.Verdict.Title()), within(c.in.Items[i].State.Title()))
	}
	for i := range c.in.Elsewhere {
		row := &c.in.Elsewhere[i]
		where := "without an application reference"
		if row.Key.Application != "" {
			where = "under application " + row.Key.Application
		}
		c.out.item("%s, %s: date %s; %s; %s.", row.Key.Incident, where, dateOr(row.IncidentDate, "not recorded"), within(row.Verdict.Title()), within(row.State.Title()))
	}
	return nil
}

// fieldOf reads a fact's name from the beginning of what was typed: its column
// name or its title, of one word or several. What follows is its value.
func (c *conversation) fieldOf(typed string) (f model.Field, value string, ok bool) {
	words := strings.Fields(typed)
	const mostWords = 4
	for n := min(len(words), mostWords); n > 0; n-- {
		name := strings.Join(words[:n], " ")
		if f, ok = fieldNamed(name); ok {
			return f, valueAfter(typed, n), true
		}
	}
	if len(words) == 0 {
		c.out.say("Say which fact, such as outcome or pattern of behaviour. facts reads them.")
		return model.NoField, "", false
	}
	var names []string
	for _, f := range model.Fields() {
		names = append(names, f.Name())
	}
	near := ""
	if n := nearest(lower(strings.Join(words, "_")), names); n != "" {
		near = " The nearest is " + n + "."
	}
	c.out.say("gd8 knows no fact \"%s\".%s facts reads those there are.", brief(typed), near)
	return model.NoField, "", false
}

func fieldNamed(name string) (model.Field, bool) {
	if f, ok := model.FieldNamed(name); ok {
		return f, true
	}
	for _, f := range model.Fields() {
		if strings.EqualFold(f.Title(), name) {
			return f, true
		}
	}
	return model.NoField, false
}

// valueAfter is what follows the first n words, as it was typed.
func valueAfter(typed string, n int) string {
	for range n {
		typed = strings.TrimLeft(typed, " \t")
		if at := strings.IndexAny(typed, " \t"); at >= 0 {
			typed = typed[at:]
		} else {
			typed = ""
		}
	}
	return strings.TrimSpace(typed)
}
