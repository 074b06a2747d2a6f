package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"gd8/model"
)

// This file makes the briefing that a researcher hands to a Decision Maker: the
// incidents of an application that were not discarded, with what is recorded,
// searched, not known and argued, and with places for what is to be decided.
// gd8 fills none of those.

var briefingTemplate = pageTemplate("briefing.html")

// ErrNothingToBrief says that every incident was discarded or is not relevant.
var ErrNothingToBrief = fmt.Errorf("no incident is left to brief a Decision Maker on: each was discarded, or is not relevant; for those, export the AT2 record")

// WriteBriefing writes the briefing as one HTML page, as WriteAT2 does.
func WriteBriefing(w io.Writer, r Record) error {
	return briefingTemplate().Execute(w, briefingOf(&r))
}

// Briefs reports whether there is an incident to brief on.
func Briefs(individuals []Individual) bool {
	return slices.ContainsFunc(individuals, func(n Individual) bool {
		return slices.ContainsFunc(incidentsOf(n.Case), n.toBrief)
	})
}

// toBrief reports whether an incident is for a Decision Maker: no discard of it
// stands.
func (n *Individual) toBrief(of incident) bool {
	made := decisionsOn(n.Dossier, of)
	for _, d := range made {
		if d.Kind != model.Discard || d.State == model.StateOutOfDate {
			return true
		}
	}
	return len(made) == 0
}

type briefing struct {
	frame
	Notice    string
	Header    []line
	Incidents []briefed
	Guidance  []line
	Written   []line
}

// briefed is one incident of a briefing.
type briefed struct {
	ID           string
	Refs, Of     []string // Local Refs, and whose incident it is
	Person       []line
	Hits         []briefedHit
	Now          *testView
	NotDiscarded []string
	Searched     []string
	Unknown      []string
	Others       []elsewhere
	More         string // how many of them are not named; blank for none
	Argued       []argued
	Places       []place
}

type briefedHit struct {
	ID      string
	Ref     string
	Facts   []briefedFact
	Missing string // facts that are not recorded, in words
}

type briefedFact struct{ Title, Value, From string }

// argued is a decision that stands, with its rationale.
type argued struct {
	Said, By, At string
	Lines        []line
	Rationale    []rationale
}

// place is a heading of the framework's rationale form, under which a Decision
// Maker writes.
type place struct{ Title, Question string }

// places are those of the form that a Decision Maker's rationale is written on,
// in its order. The questions are no answers: what they lead to is not for gd8
// to say.
func places() []place {
	return []place{
		{"Relevance (MP7a box 3)", "Why ought this information to be considered for this application?"},
		{"Substantiation (MP7a box 4)", "What is the information worth: where does it come from, what supports it, and what speaks against it?"},
		{"Third party (MP7a box 5)", "Whom else does it concern, and what would disclosure mean for them?"},
		{"Proportionality (MP7a box 6)", "What weighs for and against disclosure: the risk, the time since, the age then, conduct since, the effect on the person, and representations?"},
	}
}

func briefingOf(r *Record) *briefing {
	zone := r.Written.At.Location()
	page := &briefing{
		frame:   newFrame("Briefing", "Briefing for the Decision Maker", r.Marking, subject(r.Application, r.Individuals)),
		Written: written(&r.Written),
	}
	if r.Others > 0 {
		page.Notice = othersLeftOut("briefing", r.Others)
	}
	var made []decided
	for k := range r.Individuals {
		n := &r.Individuals[k]
		p := personOf(n)
		who := []line{{"Role", p.Role}, {"Name", p.Name}, {"Reference", p.Ref}, {"Date of birth", p.Born}}
		for _, of := range incidentsOf(n.Case) {
			made = append(made, decisionsOn(n.Dossier, of)...)
			if n.toBrief(of) {
				page.Incidents = append(page.Incidents, briefedOf(n, who, of, fmt.Sprintf("%d-%d", k+1, len(page.Incidents)+1), zone))
			}
		}
	}
	page.Header = header(r, made, zone)
	page.Guidance = guidance(&r.Written, made)
	return page
}

func briefedOf(n *Individual, who []line, of incident, id string, zone *time.Location) briefed {
	v := briefed{Person: who, ID: id, Refs: incidentRefs(n.Case, of), Of: []string{n.caseKey().Person}, Now: standsNow(n, of), Searched: searchedOf(n, []incident{of}), Places: places()}
	for k, i := range of {
		v.Hits = append(v.Hits, briefedHitOf(n, i, fmt.Sprintf("%s-%d", id, k+1), zone))
	}
	v.NotDiscarded, v.Unknown = whyNotDiscarded(n, of)
	v.Others, v.More = othersOf(n, of)
	for _, d := range decisionsOn(n.Dossier, of) {
		a := argued{Said: decisionHeadings[d.Kind], By: d.Officer, At: moment(d.At, zone), Lines: representationsOf(d.Decision), Rationale: rationaleOf(&d.Sections)}
		if d.State == model.StateOutOfDate {
			a.Said += " (out of date: the facts have changed since)"
		}
		v.Argued = append(v.Argued, a)
	}
	return v
}

// othersNamed is how many other records a briefing names for each incident, so
// that one with thousands grows no faster than they are many.
const othersNamed = 20

// othersOf names the individual's other records, and says how many are left.
func othersOf(n *Individual, of incident) (named []elsewhere, more string) {
	count := len(n.Elsewhere)
	for _, row := range n.Elsewhere[:min(count, othersNamed)] {
		named = append(named, elsewhereOf(row))
	}
	for i := range n.Case.Len() {
		if !n.relevant(i) || slices.Contains(of, i) {
			continue
		}
		if count++; len(named) < othersNamed {
			named = append(named, elsewhere{"this application", n.Case.Facts(i).Text(model.IncidentRef)})
		}
	}
	if count > len(named) {
		more = fmt.Sprintf("%s more, on the AT2 record.", counted(count-len(named), "record"))
	}
	return named, more
}

// whyNotDiscarded says in the test's own sentences what stands in the way of
// the discard, and what is not known.
func whyNotDiscarded(n *Individual, of incident) (why, unknown []string) {
	a := n.Case.Assess(of[0])
	for k, c := range a.Criteria {
		said := model.CriterionID(k).Title() + ": " + n.Case.Why(of[0], &a, model.CriterionID(k))
		switch c.State {
		case model.NotMet:
			why = append(why, said)
		case model.Unknown:
			why = append(why, said)
			unknown = append(unknown, said)
		}
	}
	if why == nil {
		why = append(why, "The test does not stand in the way of the discard: see what the officer has written.")
	}
	if fields := a.ToConfirm.Fields(); len(fields) > 0 {
		unknown = append(unknown, "To confirm: "+fieldNames(fields)+".")
	}
	return why, unknown
}

func fieldNames(fields []model.Field) string {
	names := make([]string, len(fields))
	for k, f := range fields {
		names[k] = strings.ToLower(f.Title())
	}
	return strings.Join(names, ", ")
}

func briefedHitOf(n *Individual, i int, id string, zone *time.Location) briefedHit {
	facts, record := n.Case.Facts(i), &n.Case.Records[i]
	v := briefedHit{ID: id, Ref: facts.Text(model.IncidentRef)}
	var missing []model.Field
	for _, f := range model.Fields() {
		if f.IsKey() || ofPerson(f) {
			continue
		}
		a, answered := record.Answered(f)
		if !answered && !facts.Recorded(f) {
			missing = append(missing, f)
			continue
		}
		row := briefedFact{f.Title(), facts.Show(f), "the source"}
		if f == model.IncidentDate && facts.AgeThen() >= 0 {
			row.Value += fmt.Sprintf(", aged %d", facts.AgeThen())
		}
		if answered {
			row.From = a.By + ", " + moment(a.At, zone)
			if record.Source.Recorded(f) {
				row.From += "; the source: " + record.Source.Show(f)
			}
			if a.Reason != "" {
				row.From += "; reason: " + a.Reason
			}
		}
		v.Facts = append(v.Facts, row)
	}
	v.Missing = fieldNames(missing)
	return v
}

// ofPerson reports whether a field is of the individual or the application, and
// so stands at the head of a page.
func ofPerson(f model.Field) bool {
	switch f {
	case model.PersonRole, model.PersonName, model.DateOfBirth, model.ApplicationType, model.Workforce, model.DueDate:
		return true
	}
	return false
}
