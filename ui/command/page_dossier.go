package command

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// dossier writes everything about one incident but its history; lapses are why
// its decision is out of date.
func (g *page) dossier(d *store.Dossier, lapses []store.Lapse) {
	a := d.Assess()
	g.head(d, &a)
	g.lapses(lapses, a.Events)
	g.criteria(d, &a)
	g.warnings(&a)
	g.decisions(d, &a)
	g.facts(d)
	g.decision(d.Item().Decision)
	g.drafts(d)
	g.others(d)
}

func (g *page) head(d *store.Dossier, a *model.Assessment) {
	k, f := d.Key(), d.Case.Facts(d.At)
	who := "Individual " + k.Person + ", " + f.Show(model.PersonRole)
	if name := f.Text(model.PersonName); name != "" {
		who += ", " + name
	}
	g.styled(term.Title, "", 0, "Incident "+k.Incident)
	g.text("", 0, who)
	application := "No application reference"
	if k.Application != "" {
		application = "Application " + k.Application
	}
	g.text("", 0, application)
	g.text("", 0, "State: "+d.Item().State.Title())
	g.line("")
	g.styled(term.VerdictRole(a.Verdict), "", 0, "Does the AT2 discard apply? "+strings.ToUpper(a.Verdict.Title()))
	g.text("", 0, d.Case.WhatWouldChange(d.At, a))
}

// lapses writes what put the decision out of date.
func (g *page) lapses(list []store.Lapse, events int) {
	if len(list) == 0 {
		return
	}
	g.heading("Out of date since the decision")
	for _, l := range list {
		g.text("  "+g.look.Symbols.Separator, 4, session.LapseSaid(l, events, g.zone))
	}
}

// criteria writes how each criterion stands, why, and by which passage.
func (g *page) criteria(d *store.Dossier, a *model.Assessment) {
	g.heading("Criteria")
	for k, c := range a.Criteria {
		id := model.CriterionID(k)
		mark := g.look.Symbols.State(c.State)
		said := fmt.Sprintf("%d %s: %s, %s", k+1, id.Title(), stateText(c.State), c.Basis.Title())
		g.styled(term.StateRole(c.State), "  "+mark, 5, said)
		g.text("", 7, d.Case.Why(d.At, a, id)+" ["+id.Cite()+"]")
	}
	if names := titles(a.ToConfirm); names != "" {
		g.named("To confirm", names)
	}
}

func stateText(s model.State) string { return strings.ReplaceAll(s.String(), "_", " ") }

func titles(set model.FieldSet) string {
	var names []string
	for _, f := range set.Fields() {
		names = append(names, strings.ToLower(f.Title()))
	}
	return strings.Join(names, ", ")
}

func (g *page) warnings(a *model.Assessment) {
	if a.Flags == 0 {
		return
	}
	g.heading("Warnings")
	for _, f := range a.Flags.Flags() {
		g.text("  "+g.look.Symbols.Warning, 5, f.Title()+": "+f.Warning())
	}
}

// decisions says of each decision whether it is open, and why it is not.
func (g *page) decisions(d *store.Dossier, a *model.Assessment) {
	g.heading("Decisions")
	if d.Item().State == model.StateNotRelevant { // the store takes none
		g.text("  none", nameCells, session.NotRelevant)
		return
	}
	for _, k := range model.DecisionKinds() {
		open, why := d.Case.Allowed(d.At, a, k)
		if open {
			why = "open"
		} else {
			why = "not open: " + why
		}
		g.text("  "+k.String(), nameCells, why)
	}
}

// facts writes every fact that is recorded or answered, and names the others.
func (g *page) facts(d *store.Dossier) {
	g.heading("Facts")
	r := d.Record()
	effective := r.Effective()
	var missing []string
	for _, f := range model.Fields() {
		if f.IsKey() {
			continue
		}
		answer, answered := r.Answered(f)
		if !answered && !effective.Recorded(f) && f != model.PersonRole {
			missing = append(missing, strings.ToLower(f.Title()))
			continue
		}
		g.named(f.Title(), effective.Show(f))
		if answered {
			g.answer(&r.Source, &answer)
		}
		if f == model.IncidentDate {
			if age := effective.AgeThen(); age >= 0 {
				g.named("Age at the incident", fmt.Sprint(age))
			}
		}
	}
	if len(missing) > 0 {
		g.named("Not recorded", strings.Join(missing, ", "))
	}
	g.named("Source", g.origin(d.Item().Origin))
	if note := d.Item().Note; note != "" {
		g.named("Your note", note)
	}
}

// answer says, below a value, who answered it and what the source says.
func (g *page) answer(source *model.Facts, a *model.Answer) {
	said := "answered by " + a.By + " on " + g.dateTime(a.At) + "; the source: " + source.Show(a.Field)
	g.text("", nameCells+2, said)
	if a.Reason != "" {
		g.text("", nameCells+2, "reason: "+a.Reason)
	}
	if a.Note != "" {
		g.text("", nameCells+2, "note: "+a.Note)
	}
}

func (g *page) origin(o store.Origin) string {
	said := fmt.Sprintf("%s, line %d,\nimported by %s on %s", o.File, o.Line, o.By, g.dateTime(o.At))
	if o.ByHand() {
		said = "entered by " + o.By + " on " + g.dateTime(o.At)
	}
	if o.Withdrawn {
		said += "; withdrawn"
	}
	if o.Reason != "" {
		said += "; reason: " + o.Reason
	}
	return said
}

func (g *page) decision(d *model.Decision) {
	g.heading("Decision")
	if !d.Stands() {
		g.text("", 2, "None stands.")
		return
	}
	g.text("", 2, d.Kind.Done()+", by "+d.Officer+" on "+g.dateTime(d.At))
	if d.Remind.Known() {
		g.text("", 2, "To come back to on "+d.Remind.String())
	}
	g.sections(&d.Sections)
	g.text("", 2, "Made under: "+d.Guidance)
}

func (g *page) sections(s *model.Sections) {
	for k, text := range s {
		if strings.TrimSpace(text) != "" {
			g.text("", 2, model.Section(k).Title()+":")
			g.text("", 4, text)
		}
	}
}

func (g *page) drafts(d *store.Dossier) {
	for _, draft := range d.Item().Drafts {
		g.heading("Draft: " + draft.Kind.Title())
		g.text("", 2, "by "+draft.Officer+", last changed on "+g.dateTime(draft.At))
		g.sections(&draft.Sections)
	}
}

// others names the individual's other records, here and elsewhere.
func (g *page) others(d *store.Dossier) {
	g.heading("Other records of this individual")
	if len(d.Items) == 1 && len(d.Elsewhere) == 0 {
		g.text("", 2, "None.")
		return
	}
	for i := range d.Items {
		if i == d.At {
			continue
		}
		f := d.Case.Facts(i)
		said := "another incident"
		if d.Case.SameEvent(i, d.At) {
			said = "the same event"
		}
		a := d.Case.Assess(i)
		g.text("  "+g.look.Symbols.Separator, 4, fmt.Sprintf("%s, %s, %s: %s (%s, %s)", f.Text(model.IncidentRef),
			f.Show(model.IncidentDate), outcomeSaid(f.Outcome()), said, strings.ToLower(a.Verdict.Title()), strings.ToLower(d.Items[i].State.Title())))
	}
	for _, row := range d.Elsewhere {
		date := "no date"
		if row.IncidentDate.Known() {
			date = row.IncidentDate.String()
		}
		g.text("  "+g.look.Symbols.Separator, 4, fmt.Sprintf("%s, %s, %s: under application %s (%s, %s)", row.Key.Incident,
			date, outcomeSaid(row.Outcome), blankAs(row.Key.Application, "without a reference"), strings.ToLower(row.Verdict.Title()), strings.ToLower(row.State.Title())))
	}
}

func outcomeSaid(o model.Outcome) string {
	if o == model.NoOutcome {
		return "no outcome recorded"
	}
	return "outcome " + o.String()
}

func blankAs(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
