package report

import (
	"strings"

	"gd8/model"
	"gd8/store"
)

// Standing says which decision stands, whose and until when; ok is false where
// none does.
func (in *Incident) Standing() (_ Block, ok bool) {
	d := in.Item().Decision
	if !d.Stands() {
		return Block{Label: "Decision", Text: "none stands"}, false
	}
	said := InSentence(d.Kind.Done()) + ", " + in.byOn(d.Officer, d.At)
	if d.Remind.Known() {
		said += ", to come back on " + d.Remind.String()
	}
	return Block{Label: "Decision", Text: said}, true
}

// OutOfDate says the newest reason why the decision is out of date, and how
// many more there are, or who returned it and why; ok is false where it is
// neither.
func (in *Incident) OutOfDate() (_ Block, ok bool) {
	switch in.Item().State {
	case model.StateReturned:
		return Block{Label: "Returned", Text: in.returned(), Warns: true}, true
	case model.StateOutOfDate:
	default:
		return Block{}, false
	}
	return Block{Label: "Out of date", Text: OutOfDateReason(in.Lapses, in.Assessment.Events, in.Zone), Warns: true}, true
}

// returned says by whom the decision that stands was returned, and why.
func (in *Incident) returned() string {
	d, item := in.Item().Decision, in.Item()
	for i := len(item.Rulings) - 1; i >= 0; i-- {
		if r := &item.Rulings[i]; r.Version == d.Version && r.Outcome == model.FactsToBeConfirmed {
			return "an adjudication " + in.byOn(r.Officer, r.At) + " asks for facts to be confirmed: " + strings.TrimSuffix(r.Rationale, ".")
		}
	}
	for i := len(item.Checks) - 1; i >= 0; i-- {
		if c := &item.Checks[i]; c.Version == d.Version && c.Outcome == model.Returned {
			return in.byOn(c.Officer, c.At) + ", to " + d.Officer + ": " + strings.TrimSuffix(c.Comment, ".")
		}
	}
	return "to " + d.Officer
}

// checked are the checks of the decision that stands, oldest first.
func (in *Incident) checked() []Block {
	var list []Block
	for i := range in.Item().Checks {
		if c := &in.Item().Checks[i]; c.Version == in.Item().Decision.Version {
			list = append(list, Block{Label: "Check", Text: InSentence(c.Outcome.Title()) + ", " + in.byOn(c.Officer, c.At), Below: textBelow("Comment", c.Comment)})
		}
	}
	return list
}

// Reasons are all reasons why the decision is out of date, the newest first.
func (in *Incident) Reasons() []Block {
	var list []Block
	for _, l := range in.Lapses {
		list = append(list, Block{Text: DescribeLapse(l, in.Assessment.Events, in.Zone)})
	}
	return list
}

// Rationale is the text of a decision: the sections that are not blank.
func Rationale(s *model.Sections) []Block {
	var list []Block
	for k, text := range s {
		if strings.TrimSpace(text) != "" {
			list = append(list, Block{Label: model.Section(k).Title(), Text: text})
		}
	}
	return list
}

// Decision is the decision that stands, with its rationale, when
// representations were asked for, and the advice that stood at saving.
func (in *Incident) Decision() Block {
	b, ok := in.Standing()
	d := in.Item().Decision
	if !ok {
		return b
	}
	b.Below = Rationale(&d.Sections)
	if said := in.Representations(); said.Text != "" {
		b.Below = append(b.Below, said)
	}
	for _, advice := range d.Advice {
		b.Below = append(b.Below, Block{Label: "Advice at saving", Text: advice})
	}
	b.Below = append(b.Below, Block{Label: "Made under", Text: d.Guidance})
	b.Below = append(b.Below, in.checked()...)
	return b
}

// Representations says when representations were asked for, are due and came;
// blank where the decision notes none. Those that are awaited past their day
// are not to be passed over.
func (in *Incident) Representations() Block {
	d := in.Item().Decision
	if !d.Stands() || d.Representations == (model.Representations{}) {
		return Block{}
	}
	return awaited(d.Representations, in.Today)
}

func awaited(r model.Representations, today model.Date) Block {
	b := Block{Label: "Representations", Text: DescribeRepresentations(r)}
	if r.Awaited() && r.Due.Known() && r.Due < today {
		b.Text, b.Warns = b.Text+", not received", true
	}
	return b
}

// DescribeRepresentations is when representations were asked for, are due and
// were received.
func DescribeRepresentations(r model.Representations) string {
	var parts []string
	for _, of := range []struct {
		name string
		day  model.Date
	}{{"asked", r.Asked}, {"due", r.Due}, {"received", r.Received}} {
		if of.day.Known() {
			parts = append(parts, of.name+" "+of.day.String())
		}
	}
	return strings.Join(parts, ", ")
}

// DraftText is a draft with its text.
func (in *Incident) DraftText(d *store.Draft) Block {
	return Block{
		Label: "Draft", Text: InSentence(d.Kind.Title()) + ", " + in.byOn(d.Officer, d.At),
		Below: Rationale(&d.Sections),
	}
}

// Note is the officer's note to themselves; ok is false where there is none.
func (in *Incident) Note() (_ Block, ok bool) {
	note := in.Item().Note
	return Block{Label: "Your note", Text: note}, note != ""
}
