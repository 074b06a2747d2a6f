package command

import (
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/term"
)

// dossier writes everything about one incident but its history.
func (g *page) dossier(in *report.Incident) {
	g.head(in)
	if reasons := in.Reasons(); len(reasons) > 0 {
		g.heading("Out of date since the decision")
		for _, b := range reasons {
			g.text("  "+g.look.Symbols.Separator, 4, b.String())
		}
	}
	g.criteria(in)
	g.listed("Decisions", in.Decisions())
	g.facts(in)
	if apart := in.Apart(); len(apart) > 0 {
		g.listed("Said to be other individuals", apart)
	}
	g.decision(in)
	for i := range in.Item().Drafts {
		g.heading("Draft")
		g.block(in.DraftText(&in.Item().Drafts[i]), 2)
	}
	g.others(in)
}

// head writes whose incident it is, what the test says, and each warning.
func (g *page) head(in *report.Incident) {
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

// criteria writes how each criterion stands, why, and by which passage.
func (g *page) criteria(in *report.Incident) {
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

// facts writes every fact that is recorded or answered, and names the others.
func (g *page) facts(in *report.Incident) {
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

func (g *page) decision(in *report.Incident) {
	g.heading("Decision")
	b := in.Decision()
	g.text("", 2, report.UpperFirst(b.Text))
	for _, below := range b.Below {
		g.block(below, 2)
	}
}

func (g *page) others(in *report.Incident) {
	g.heading("Other records of this individual")
	for _, b := range in.Others() {
		g.text("  "+g.look.Symbols.Separator, 4, b.String())
	}
	if len(in.Others()) == 0 {
		g.text("", 2, "None.")
	}
}

// listed writes blocks under a heading, their labels in a column.
func (g *page) listed(title string, list []report.Block) {
	g.heading(title)
	for _, b := range list {
		g.listedBlock(b)
	}
}

func (g *page) listedBlock(b report.Block) {
	g.named(b.Label, b.Text)
	for _, below := range b.Below {
		g.text("", nameCells+2, below.String())
	}
}

// block writes a block, what belongs below it set in.
func (g *page) block(b report.Block, indent int) {
	switch {
	case b.Changed != nil:
		g.text("", indent, b.Label+":")
		g.text("", indent+2, b.Marked())
	case strings.Contains(b.Text, "\n") || len(b.Text) > g.width-indent-len(b.Label):
		if b.Label != "" {
			g.text("", indent, b.Label+":")
			indent += 2
		}
		g.text("", indent, b.Text)
	default:
		g.text("", indent, b.String())
	}
	for _, below := range b.Below {
		g.block(below, indent+2)
	}
}

// history writes a record's versions, newest first.
func (g *page) history(in *report.Incident, list []store.Change) {
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
