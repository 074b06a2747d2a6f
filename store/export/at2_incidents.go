package export

import (
	"fmt"
	"slices"
	"time"

	"gd8/model"
)

// atCategory is the category of the AT2 Single Incident Table that GD8 is
// about.
const atCategory = "Youth produced sexual imagery with Outcome 21"

// incidentView is the part of the page about one incident.
type incidentView struct {
	ID        string   // such as "1-2"
	Hits      []string // Hit Refs
	Refs      []string // Local Refs
	Decisions []decisionView
	Undecided []string // notices; empty where every hit is decided
	Now       *testView
}

// decisionView is a decision that stands.
type decisionView struct {
	ID        string
	Heading   string
	Category  string // of the Single Incident Table; blank where it is not marked
	OutOfDate bool
	Lines     []line
	Rationale []rationale
	Advice    []string // that stood when the officer saved
	Checks    [][]line // what a supervisor found, a table each
	Then      *testView
}

// rationale is one section: GD8's question, and the officer's words.
type rationale struct{ Title, Question, Text string }

// testView is how the test stands at a moment.
type testView struct {
	Caption  string // of the criteria
	Verdict  string
	Criteria []criterionView // empty where only the warnings are to be read
	Warned   string          // heads the warnings
	Warnings []warning
}

type criterionView struct{ Title, State, Basis, Why, Cite string }

type warning struct{ Title, Text string }

// headings of the decisions, each on its own.
var decisionHeadings = [model.DecisionKindCount]string{
	model.Discard:  "Single incident: discarded under AT2",
	model.Consider: "Considered for disclosure",
	model.Refer:    "Referred to the standard process",
	model.Defer:    "Deferred: waiting for information",
}

func incidentOf(n *Individual, of incident, id string, hits numbers, zone *time.Location) incidentView {
	v := incidentView{ID: id, Refs: incidentRefs(n.Case, of)}
	for _, i := range of {
		v.Hits = append(v.Hits, hits.ref(i))
	}
	current := true
	for k, d := range decisionsOn(n.Dossier, of) {
		v.Decisions = append(v.Decisions, decisionOf(n, d, fmt.Sprintf("%s-%d", id, k+1), zone))
		current = current && d.State != model.StateOutOfDate
	}
	for _, i := range of {
		if latest := n.Items[i].Decision; !latest.Stands() {
			v.Undecided = append(v.Undecided, undecided(latest, hits.ref(i), zone))
		}
	}
	now := standsNow(n, of)
	switch {
	case !current || len(v.Undecided) > 0:
		v.Now = now
	case warnsAnew(now, v.Decisions):
		now.Criteria = nil // they are as they stood
		v.Now = now
	}
	return v
}

// undecided says that no decision stands on a hit.
func undecided(latest *model.Decision, hit string, zone *time.Location) string {
	if latest != nil && latest.Kind == model.Withdrawn {
		return fmt.Sprintf("Hit %s: no decision stands. The decision made before was withdrawn by %s, %s.", hit, latest.Officer, moment(latest.At, zone))
	}
	return fmt.Sprintf("Hit %s: no decision has been made.", hit)
}

func decisionOf(n *Individual, d decided, id string, zone *time.Location) decisionView {
	v := decisionView{ID: id, Heading: decisionHeadings[d.Kind], OutOfDate: d.State == model.StateOutOfDate}
	if v.OutOfDate {
		v.Heading += " (out of date)"
	} else if d.State == model.StateReturned {
		v.Heading += " (returned, not answered yet)"
	} else if d.Kind == model.Discard {
		v.Category = atCategory
	}
	v.Lines = []line{
		{"Local ref", incidentRefs(n.Case, d.Hits)},
		{"Created by", []string{d.Officer}},
		{"Date", []string{moment(d.At, zone)}},
	}
	if d.Remind.Known() {
		v.Lines = append(v.Lines, line{"To be looked at again", []string{d.Remind.String()}})
	}
	v.Lines = append(v.Lines,
		line{"Version", []string{describeVersion(d.Decision)}},
		line{"Made under", []string{d.Guidance}})
	v.Lines = append(v.Lines, representationsOf(d.Decision)...)
	v.Rationale, v.Advice = rationaleOf(&d.Sections), d.Advice
	for _, c := range d.Checks {
		v.Checks = append(v.Checks, checkOf(&c, zone))
	}
	v.Then = &testView{
		Caption: "The test as it stood when decided", Verdict: d.Verdict.Title(),
		Warned: "Warnings when decided", Warnings: warnings(d.Flags),
	}
	for k, c := range d.Criteria {
		v.Then.Criteria = append(v.Then.Criteria, criterionOf(model.CriterionID(k), c.State, c.Basis, c.Why))
	}
	return v
}

// checkOf is a supervisor's check as a table.
func checkOf(c *model.Check, zone *time.Location) []line {
	list := []line{{"Checked by", []string{c.Officer}}, {"Date", []string{moment(c.At, zone)}}, {"Result", []string{c.Outcome.Title()}}}
	if c.Comment != "" {
		list = append(list, line{"Comment", []string{c.Comment}})
	}
	return list
}

// representationsOf says when representations were asked for, are due and came;
// nothing where the decision notes none.
func representationsOf(d *model.Decision) []line {
	var list []line
	for _, of := range []struct {
		title string
		day   model.Date
	}{
		{"Representations asked for", d.Representations.Asked},
		{"Representations due", d.Representations.Due},
		{"Representations received", d.Representations.Received},
	} {
		if of.day.Known() {
			list = append(list, line{of.title, []string{of.day.String()}})
		}
	}
	return list
}

// rationaleOf are the sections that are filled.
func rationaleOf(sections *model.Sections) []rationale {
	var list []rationale
	for k, text := range sections {
		if text != "" {
			s := model.Section(k)
			list = append(list, rationale{s.Title(), s.Prompt(), text})
		}
	}
	return list
}

func describeVersion(d *model.Decision) string {
	if d.Replaces > 0 {
		return fmt.Sprintf("%d, in place of version %d", d.Version, d.Replaces)
	}
	return fmt.Sprint(d.Version)
}

// standsNow is how the test stands now for the first record of an incident,
// with the warnings of all its records.
func standsNow(n *Individual, of incident) *testView {
	var flags model.FlagSet
	for _, i := range of {
		flags |= n.Case.Assess(i).Flags
	}
	a := n.Case.Assess(of[0])
	v := &testView{
		Caption: "The test as the facts stand now", Verdict: a.Verdict.Title(),
		Warned: "Warnings on any hit of the incident as the facts stand now", Warnings: warnings(flags),
	}
	for k, c := range a.Criteria {
		id := model.CriterionID(k)
		v.Criteria = append(v.Criteria, criterionOf(id, c.State, c.Basis, n.Case.Why(of[0], &a, id)))
	}
	return v
}

// warnsAnew reports whether a warning holds now that a reader of the decisions
// would not see.
func warnsAnew(now *testView, decisions []decisionView) bool {
	for _, w := range now.Warnings {
		for _, d := range decisions {
			if !slices.Contains(d.Then.Warnings, w) {
				return true
			}
		}
	}
	return false
}

func criterionOf(id model.CriterionID, s model.State, b model.Basis, why string) criterionView {
	return criterionView{id.Title(), stateWords[s], b.Title(), why, id.Cite()}
}

var stateWords = map[model.State]string{model.Unknown: "not known", model.Met: "met", model.NotMet: "not met"}

func warnings(flags model.FlagSet) []warning {
	var list []warning
	for _, f := range flags.Flags() {
		list = append(list, warning{f.Title(), f.Warning()})
	}
	return list
}
