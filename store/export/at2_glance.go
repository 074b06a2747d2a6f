package export

import (
	"fmt"
	"time"

	"gd8/model"
)

// This file makes the box at the top of a record: who, what was decided, what
// the test says, what warns, and where it was looked.

// glance is the box of one individual.
type glance struct {
	Role, Ref string
	Name      []string
	Incidents []glanceRow
	More      string // how many incidents the box leaves to the pages below
	Searched  []string
}

type glanceRow struct {
	Refs      []string
	Decisions []glanceDecision
	Verdict   string // as the facts stand now
	Warnings  []string
}

// glanceDecision is a decision, or that there is none.
type glanceDecision struct {
	Said   string
	By, On string // blank where there is none
}

// glanced is how many incidents of an individual the box names.
const glanced = 12

func glanceOf(n *Individual, incidents []incident, zone *time.Location) glance {
	g := glance{
		Role: upperFirst(n.Case.Facts(0).Show(model.PersonRole)), Ref: n.caseKey().Person,
		Name: distinct(valuesOf(n, model.PersonName)),
	}
	for k, of := range incidents {
		if k == glanced {
			g.More = fmt.Sprintf("%s more: see below.", counted(len(incidents)-k, "incident"))
			break
		}
		g.Incidents = append(g.Incidents, glanceIncident(n, of, zone))
	}
	g.Searched = searchedOf(n, incidents)
	return g
}

func glanceIncident(n *Individual, of incident, zone *time.Location) glanceRow {
	row := glanceRow{Refs: incidentRefs(n.Case, of), Verdict: n.Case.Assess(of[0]).Verdict.Title()}
	var flags model.FlagSet
	for _, i := range of {
		flags |= n.Case.Assess(i).Flags
	}
	decided := 0
	for _, d := range decisionsOn(n.Dossier, of) {
		said := d.Kind.Done()
		if d.State == model.StateOutOfDate {
			said += ", out of date"
		}
		if d.State == model.StateReturned {
			said += ", returned"
		}
		row.Decisions = append(row.Decisions, glanceDecision{said, d.Officer, model.DateOf(d.At.In(zone)).String()})
		decided += len(d.Hits)
		flags |= d.Flags
	}
	if decided < len(of) {
		row.Decisions = append(row.Decisions, glanceDecision{Said: "Not decided"})
	}
	for _, f := range flags.Flags() {
		row.Warnings = append(row.Warnings, f.Title())
	}
	return row
}

// searchedOf are what was said of which systems were searched, each once: in
// the rationales of decisions, and in notes beside answers.
func searchedOf(n *Individual, incidents []incident) []string {
	var list []string
	seen := map[string]bool{}
	add := func(text string) {
		if text != "" && !seen[text] && len(list) < glanced {
			seen[text] = true
			list = append(list, text)
		}
	}
	for _, of := range incidents {
		for _, d := range decisionsOn(n.Dossier, of) {
			add(d.Sections[model.Searched])
		}
		for _, i := range of {
			for _, a := range n.Case.Records[i].Answers {
				if isFurther(a.Field) {
					add(a.Note)
				}
			}
		}
	}
	return list
}

// isFurther reports whether a field is one of further information, beside
// which an officer notes the systems searched.
func isFurther(f model.Field) bool {
	return f == model.PatternOfBehaviour || f == model.IndicatorOfRisk
}
