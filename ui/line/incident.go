package line

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
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
	if c.brief {
		return c.readBrief()
	}
	return c.readOut()
}

// readBrief reads of the incident in hand whose it is, what the test says with
// its warnings, and what is open.
func (c *conversation) readBrief() error {
	if err := c.sayWhere(); err != nil {
		return err
	}
	c.out.say("%s", c.verdict())
	for _, b := range c.in.Warnings() {
		c.out.say("Warning, %s: %s", within(b.Label), b.Text)
	}
	if outOfDate, ok := c.in.OutOfDate(); ok {
		c.out.say("%s.", outOfDate)
	}
	c.out.say("read reads the rest.")
	if c.question() == model.NoField {
		c.openDecisions()
	}
	c.visit.said = model.NoField
	return nil
}

// setBrief is the command brief [on or off].
func (c *conversation) setBrief(rest string) error {
	switch lower(rest) {
	case "":
		c.brief = !c.brief
	case "on", "yes":
		c.brief = true
	case "off", "no":
		c.brief = false
	default:
		c.out.say("brief takes on or off; \"%s\" was not expected. Nothing was done.", brief(rest))
		return nil
	}
	if c.brief {
		c.out.say("Brief: an incident is read out with whose it is, what the test says and what is open; read reads the rest. brief = true in the settings keeps it so.")
		return nil
	}
	c.out.say("An incident is read out whole again.")
	return nil
}

// moment is a time as an officer reads it, where the officer is.
func (c *conversation) moment(t time.Time) string {
	return report.Moment(t, c.sit.Store().Now().Location())
}

// readOut reads the incident in hand: who, what, what the test says, what is
// to be looked at before deciding.
func (c *conversation) readOut() error {
	if err := c.sayWhere(); err != nil {
		return err
	}
	c.out.say("%s", c.verdict())
	for _, b := range c.in.Warnings() {
		c.out.say("Warning, %s: %s", within(b.Label), b.Text)
	}
	c.sayFacts()
	for id, b := range c.in.Criteria() {
		said := b.String() + "."
		if c.in.Assessment.Criteria[id].State != model.Met {
			said += " " + c.in.Why(model.CriterionID(id))
		}
		c.out.item("%s", said)
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
	w.Filter, w.Turned = queue.FilterAttention, false
	due, err := c.sit.Look(w)
	if err != nil {
		return err
	}
	head := c.in.Head()
	said := head[0].String()
	switch {
	case !due.Has(c.in.Number):
	case due.Len() == 1:
		said += ", the only one that needs attention"
	default:
		said += fmt.Sprintf(", %d of %d that need attention", due.Position(c.in.Number)+1, due.Len())
	}
	c.out.say("%s.", said)
	for _, b := range head[1:] {
		c.tell(b)
	}
	return nil
}

// longSummary is how many bytes of a summary are read out at once.
const longSummary = 2048

func (c *conversation) sayFacts() {
	f := c.in.Facts()
	if offence := f.Text(model.Offence); offence != "" {
		c.out.say("Offence: %s", stopped(offence))
	}
	if f.Recorded(model.IncidentDate) {
		c.out.say("%s.", c.in.Fact(model.IncidentDate))
	} else {
		c.out.say("Incident date: not recorded.")
	}
	said := "Outcome: " + f.Show(model.OutcomeCode)
	if f.Recorded(model.OutcomeDate) {
		said += ", " + f.Show(model.OutcomeDate)
	}
	c.out.say("%s.", said)
	summary := f.Text(model.Summary)
	if summary == "" {
		return
	}
	cut := len(summary)
	if cut > longSummary {
		cut = sentenceWithin(summary, longSummary)
		c.out.named("Summary, its beginning", strings.TrimSpace(summary[:cut]))
		c.out.say("The summary goes on: %d bytes in all. facts summary reads it whole.", len(summary))
	} else {
		c.out.named("Summary", summary)
	}
	c.sit.Showed(c.in.Number, summary, 0, cut)
}

// sentenceWithin is where the last sentence of the first most bytes of a text
// ends; most, at a whole letter, where none does.
func sentenceWithin(text string, most int) int {
	for !utf8.RuneStart(text[most]) {
		most--
	}
	if end := strings.LastIndexAny(text[:most], ".!?\n"); end > most/2 {
		return end + 1
	}
	return most
}

// readSummary notes that the summary is read whole.
func (c *conversation) readSummary() {
	summary := c.in.Facts().Text(model.Summary)
	c.sit.Showed(c.in.Number, summary, 0, len(summary))
}

// unshown is how many lines of the summary, as wide as those written here,
// were not read out in this sitting.
func (c *conversation) unshown() int {
	summary := c.in.Facts().Text(model.Summary)
	if summary == "" {
		return 0
	}
	return c.sit.Unshown(c.in.Number, summary, session.LineStarts(summary, term.Wrap(summary, c.out.cells())))
}

// verdict is what the test says and what would change it.
func (c *conversation) verdict() string {
	return c.in.Verdict().Label + " " + c.in.Verdict().Text + ". " + c.in.WouldChange()
}

// sayKept reads what was decided, drafted and noted before.
func (c *conversation) sayKept() {
	item := c.in.Item()
	if standing, ok := c.in.Standing(); ok {
		c.tell(standing)
	}
	if outOfDate, ok := c.in.OutOfDate(); ok {
		takes := "history reads it"
		if ok, _ := c.in.Allowed(item.Decision.Kind); ok {
			takes = "edit takes it up"
		}
		c.out.say("%s. Its text is kept, and %s.", outOfDate, takes)
	}
	if c.in.WhyNoOthers() == "" {
		c.out.say("%s: others reads them.", c.in.OthersCount())
	}
	for _, d := range item.Drafts {
		c.out.say("A draft is kept: %s, by %s, %s. %s takes it up.", within(d.Kind.Title()), d.Officer, c.moment(d.At), d.Kind)
	}
	if note, ok := c.in.Note(); ok {
		c.tell(note)
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
			c.tell(c.in.Fact(f))
		}
		if ok && f == model.Summary {
			c.readSummary()
		}
		return nil
	}
	c.readSummary()
	told, missing := c.in.ToldFacts(model.Fields())
	for _, b := range told {
		c.tell(b)
	}
	if len(missing) > 0 {
		c.tell(report.Missing(missing))
	}
	c.tell(c.in.Origin())
	return nil
}

// why is the command why.
func (c *conversation) why(string) error {
	for _, b := range c.in.Criteria() {
		c.out.say("%s. %s", b, b.Below[0])
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
		c.out.say("This is gd8's summary; the guidance itself remains the authority.")
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
	list := c.in.Others()
	if len(list) == 0 {
		c.out.say("This individual has no other record.")
	}
	c.tellBelow(list)
	may, err := c.sit.MayBeSame(c.in)
	if err != nil {
		c.out.problem("Who may be the same could not be read", err)
	}
	for _, one := range may {
		c.out.say("May be the same individual, and is not counted here: %s. %s", one.Person, one.Beside.Alike)
		c.tellBelow(report.RecordsOf(one.Person, &one.Other))
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
		if !strings.ContainsFunc(words[n-1], unicode.IsLetter) {
			continue // a - or 21 is a value, and names are compared by their letters
		}
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
