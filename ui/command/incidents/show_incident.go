package incidents

import (
	"strings"

	"gd8/model"
	"gd8/store/history"
	"gd8/ui/command/output"
	"gd8/ui/report"
	"gd8/ui/term"
)

// printIncident writes everything about one incident but its history.
func printIncident(g *output.Page, in *report.Incident) {
	printHead(g, in)
	if reasons := in.Reasons(); len(reasons) > 0 {
		g.Heading("Out of date since the decision")
		for _, b := range reasons {
			g.Text("  "+g.Look.Symbols.Separator, 4, b.String())
		}
	}
	printCriteria(g, in)
	g.Listed("Decisions", in.Decisions())
	printFacts(g, in)
	if apart := in.Apart(); len(apart) > 0 {
		g.Listed("Said to be other individuals", apart)
	}
	printDecision(g, in)
	for i := range in.Item().Drafts {
		g.Heading("Draft")
		g.Block(in.DraftText(&in.Item().Drafts[i]), 2)
	}
	printOthers(g, in)
}

// printHead writes whose incident it is, what the test says, and each warning.
func printHead(g *output.Page, in *report.Incident) {
	head := in.Head()
	g.Styled(term.Title, "", 0, head[0].Label+" "+head[0].Text)
	for _, b := range head[1:] {
		g.Text("", 0, b.String())
	}
	g.Line("")
	v, verdict := in.Verdict(), in.Assessment.Verdict
	word := verdict.Title()
	g.Styled(term.VerdictRole(verdict), "", 0, v.Label+" "+strings.ToUpper(word)+strings.TrimPrefix(v.Text, word))
	for _, b := range in.Warnings() {
		g.Text("  "+g.Look.Symbols.Warning, 5, b.String())
	}
	g.Text("", 0, in.WouldChange())
}

// printCriteria writes how each criterion stands, why, and by which passage.
func printCriteria(g *output.Page, in *report.Incident) {
	g.Heading("Criteria")
	for id, b := range in.Criteria() {
		state := in.Assessment.Criteria[id].State
		g.Styled(term.StateRole(state), "  "+g.Look.Symbols.State(state), 5, b.String())
		for _, below := range b.Below {
			g.Text("", 7, below.String())
		}
	}
	if names := in.ToConfirm(); names != "" {
		g.Named("To confirm", names)
	}
}

// printFacts writes every fact that is recorded or answered, and names the others.
func printFacts(g *output.Page, in *report.Incident) {
	told, missing := in.ToldFacts(factsListed())
	g.Listed("Facts", told)
	if len(missing) > 0 {
		g.ListedBlock(report.Missing(missing))
	}
	g.ListedBlock(in.Origin())
	if note, ok := in.Note(); ok {
		g.ListedBlock(note)
	}
}

// factsListed are the facts without those that the page is headed by.
func factsListed() []model.Field {
	var list []model.Field
	for _, f := range model.Fields() {
		if !f.IsKey() {
			list = append(list, f)
		}
	}
	return list
}

func printDecision(g *output.Page, in *report.Incident) {
	g.Heading("Decision")
	b := in.Decision()
	g.Text("", 2, report.UpperFirst(b.Text))
	for _, below := range b.Below {
		g.Block(below, 2)
	}
}

func printOthers(g *output.Page, in *report.Incident) {
	g.Heading("Other records of this individual")
	for _, b := range in.Others() {
		g.Text("  "+g.Look.Symbols.Separator, 4, b.String())
	}
	if len(in.Others()) == 0 {
		g.Text("", 2, "None.")
	}
}

// printHistory writes a record's versions, newest first.
func printHistory(g *output.Page, in *report.Incident, list []history.Change) {
	g.Heading("History, newest first")
	told := in.History(list)
	if report.Compared(told) {
		g.Text("", 2, "[-this-] was taken out of the earlier version of a decision and {+this+} put in.")
	}
	for _, b := range told {
		g.Text("", 2, b.String())
		for _, below := range b.Below {
			g.Block(below, 4)
		}
	}
}
