package command

import (
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/term"
)

// printIncident writes everything about one incident but its history.
func printIncident(g *page, in *report.Incident) {
	printHead(g, in)
	if reasons := in.Reasons(); len(reasons) > 0 {
		g.heading("Out of date since the decision")
		for _, b := range reasons {
			g.text("  "+g.look.Symbols.Separator, 4, b.String())
		}
	}
	printCriteria(g, in)
	g.listed("Decisions", in.Decisions())
	printFacts(g, in)
	if apart := in.Apart(); len(apart) > 0 {
		g.listed("Said to be other individuals", apart)
	}
	printDecision(g, in)
	for i := range in.Item().Drafts {
		g.heading("Draft")
		g.block(in.DraftText(&in.Item().Drafts[i]), 2)
	}
	printOthers(g, in)
}

// printHead writes whose incident it is, what the test says, and each warning.
func printHead(g *page, in *report.Incident) {
	head := in.Head()
	g.styled(term.Title, "", 0, head[0].Label+" "+head[0].Text)
	for _, b := range head[1:] {
		g.text("", 0, b.String())
	}
	g.line("")
	v, verdict := in.Verdict(), in.Assessment.Verdict
	word := verdict.Title()
	g.styled(term.VerdictRole(verdict), "", 0, v.Label+" "+strings.ToUpper(word)+strings.TrimPrefix(v.Text, word))
	for _, b := range in.Warnings() {
		g.text("  "+g.look.Symbols.Warning, 5, b.String())
	}
	g.text("", 0, in.WouldChange())
}

// printCriteria writes how each criterion stands, why, and by which passage.
func printCriteria(g *page, in *report.Incident) {
	g.heading("Criteria")
	for id, b := range in.Criteria() {
		state := in.Assessment.Criteria[id].State
		g.styled(term.StateRole(state), "  "+g.look.Symbols.State(state), 5, b.String())
		for _, below := range b.Below {
			g.text("", 7, below.String())
		}
	}
	if names := in.ToConfirm(); names != "" {
		g.named("To confirm", names)
	}
}

// printFacts writes every fact that is recorded or answered, and names the others.
func printFacts(g *page, in *report.Incident) {
	told, missing := in.ToldFacts(factsListed())
	g.listed("Facts", told)
	if len(missing) > 0 {
		g.listedBlock(report.Missing(missing))
	}
	g.listedBlock(in.Origin())
	if note, ok := in.Note(); ok {
		g.listedBlock(note)
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

func printDecision(g *page, in *report.Incident) {
	g.heading("Decision")
	b := in.Decision()
	g.text("", 2, report.UpperFirst(b.Text))
	for _, below := range b.Below {
		g.block(below, 2)
	}
}

func printOthers(g *page, in *report.Incident) {
	g.heading("Other records of this individual")
	for _, b := range in.Others() {
		g.text("  "+g.look.Symbols.Separator, 4, b.String())
	}
	if len(in.Others()) == 0 {
		g.text("", 2, "None.")
	}
}

// printHistory writes a record's versions, newest first.
func printHistory(g *page, in *report.Incident, list []store.Change) {
	g.heading("History, newest first")
	told := in.History(list)
	if report.Compared(told) {
		g.text("", 2, "[-this-] was taken out of the earlier version of a decision and {+this+} put in.")
	}
	for _, b := range told {
		g.text("", 2, b.String())
		for _, below := range b.Below {
			g.block(below, 4)
		}
	}
}
