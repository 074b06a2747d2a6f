package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/queue"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
)

// tableOf are the actions of a screen.
func (a *App) tableOf(s desk.Screen) desk.Table {
	switch s {
	case desk.InPurpose:
		return a.who.purposeKeys()
	case desk.InQueue:
		return a.queueKeys()
	case desk.InSearch:
		return a.queue.searchKeys()
	case desk.InReview:
		return a.reviewKeys()
	case desk.InRationale:
		return a.writing.rationaleKeys()
	case desk.InGuide:
		return a.guide.guideKeys()
	case desk.InFind:
		return a.guide.findKeys()
	case desk.InHistory:
		return a.history.historyKeys()
	case desk.InOthers:
		return a.others.othersKeys()
	case desk.InForm:
		return a.forms.formKeys()
	case desk.InPath:
		return a.path.pathKeys()
	case desk.InImport:
		return a.importing.importKeys()
	case desk.InPalette:
		return a.palette.paletteKeys()
	case desk.InOpening:
		return a.opening.openingKeys()
	case desk.InSummary:
		return a.summary.summaryKeys()
	case desk.InNote:
		return a.writing.noteKeys()
	case desk.InFacts:
		return a.facts.factsKeys()
	case desk.InMapping:
		return a.mapping.mappingKeys()
	case desk.InAdvice:
		return a.advice.adviceKeys()
	case desk.InApplication:
		return a.application.applicationKeys()
	case desk.InQuality:
		return a.quality.qualityKeys()
	case desk.InDispute:
		return a.dispute.disputeKeys()
	}
	return a.help.helpKeys()
}

// allTables are the tables of every screen, in the order in which an officer
// meets them.
func allTables() []desk.Table {
	a := &App{Desk: &desk.Desk{}}
	a.furnish()
	return append(a.Tables[:], (&desk.Dialog{Desk: a.Desk}).Table(), a.lock.lockKeys(), a.Everywhere)
}

func (a *App) queueKeys() desk.Table {
	to := func(at func() int) func() tea.Cmd {
		return func() tea.Cmd { return a.queue.to(at()) }
	}
	return desk.Table{Name: "The queue", Actions: append([]desk.Action{
		{Keys: []string{"enter"}, Does: "review the incident", Footer: desk.Always, FooterLabel: "review", DisabledReason: func() string {
			if a.queue.cursor == 0 {
				return "no incident is under this filter; tab goes to the next"
			}
			return ""
		}, Do: func() tea.Cmd { return a.review.open(a.queue.cursor, desk.Status{}) }},
		{Keys: []string{"j", "down"}, Does: "next incident", Do: to(func() int { return a.queue.at + 1 })},
		{Keys: []string{"k", "up"}, Does: "previous incident", Do: to(func() int { return a.queue.at - 1 })},
		{Keys: []string{"g", "home"}, Does: "first incident", Do: to(func() int { return 0 })},
		{Keys: []string{"G", "end"}, Does: "last incident", Do: to(func() int { return 1 << 31 })},
		{Keys: []string{"pgdown"}, Does: "a page on", Do: to(func() int { return a.queue.at + a.queue.height() })},
		{Keys: []string{"pgup"}, Does: "a page back", Do: to(func() int { return a.queue.at - a.queue.height() })},
		{Keys: []string{"/"}, Does: "search the texts", Footer: desk.Always, FooterLabel: "search", Do: desk.Do(func() { a.Enter(desk.InSearch) })},
		{Keys: []string{"n"}, Does: "next that was found, round and round", DisabledReason: a.queue.notSearched, Do: func() tea.Cmd { return a.queue.nextFound(1) }},
		{Keys: []string{"N"}, Does: "previous that was found", DisabledReason: a.queue.notSearched, Do: func() tea.Cmd { return a.queue.nextFound(-1) }},
		{Keys: []string{"tab"}, Does: "next filter", Footer: desk.Always, FooterLabel: "filter", Do: func() tea.Cmd { return a.queue.filter(1) }},
		{Keys: []string{"shift+tab"}, Does: "previous filter", Do: func() tea.Cmd { return a.queue.filter(-1) }},
		a.queue.filterKey(queue.FilterAttention), a.queue.filterKey(queue.FilterOneFact), a.queue.filterKey(queue.FilterApplies), a.queue.filterKey(queue.FilterUndetermined),
		a.queue.filterKey(queue.FilterDoesNotApply), a.queue.filterKey(queue.FilterOutOfScope), a.queue.filterKey(queue.FilterToDo), a.queue.filterKey(queue.FilterOutOfDate),
		a.queue.filterKey(queue.FilterDeferred), a.queue.filterKey(queue.FilterAll),
		{Keys: []string{"o", "right"}, FooterKeys: "o", Does: "list by the next column", Footer: desk.IfRoom, FooterLabel: "order", Do: func() tea.Cmd { return a.queue.order(1) }},
		{Keys: []string{"left"}, Does: "list by the column before", Do: func() tea.Cmd { return a.queue.order(-1) }},
		{Keys: []string{"O"}, Does: "turn the list round", Do: func() tea.Cmd { return a.queue.turn() }},
		{Keys: []string{"a"}, Does: "add an incident by hand", Footer: desk.Always, FooterLabel: "add", DisabledReason: a.NotInDemo, Do: func() tea.Cmd { return a.forms.addForm(model.Facts{}) }},
		{Keys: []string{"i"}, Does: "import a file", Footer: desk.Always, FooterLabel: "import", DisabledReason: a.NotInDemo, Do: a.path.openPath},
		{Keys: []string{"s"}, Does: "summary of the work", Footer: desk.Always, FooterLabel: "summary", DisabledReason: a.NotInSecond, Do: a.summary.openSummary},
		a.application.applicationKey(),
		a.quality.qualityKey(),
		{Keys: []string{"Q"}, Does: "review a sample a second time, blind", DisabledReason: a.quality.noSecond, Do: a.quality.askSecond},
		{Keys: []string{"z"}, Does: "undo the last answer or decision of this sitting", DisabledReason: a.review.nothingToUndo, Do: a.review.undo},
		a.review.redoKey(),
		{Keys: []string{"esc"}, Does: "clear the search", DisabledReason: func() string {
			if a.queue.search.text() == "" && !a.tour.on {
				return "there is no search to clear; q quits"
			}
			return ""
		}, Do: a.clearQueue},
		a.MenuKey(),
		a.HelpKey(),
		{Keys: []string{"q"}, Does: "quit", Footer: desk.Always, Do: a.quit},
	}, a.tour.tourKeys()...)}
}

// clearQueue clears the search; where there is none it ends the tour.
func (a *App) clearQueue() tea.Cmd {
	if a.queue.search.text() == "" {
		return a.tour.endTour()
	}
	return a.queue.unsearch()
}

// redoKey does again what was undone.
func (v *reviewing) redoKey() desk.Action {
	return desk.Action{Keys: []string{"Z"}, Acts: true, Does: "do again what was undone", DisabledReason: func() string { return v.Sit.WhyNotRedo() }, Do: v.redo}
}

func (v *reviewing) nothingToUndo() string { return v.Sit.WhyNotUndo() }

func (q *queueList) searchKeys() desk.Table {
	return desk.Table{Name: "Searching the queue", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "keep the search", Footer: desk.Always, Do: q.keep},
		{Keys: []string{"esc"}, Does: "clear the search", Footer: desk.Always, Do: func() tea.Cmd {
			q.Leave()
			return q.unsearch()
		}},
		{Keys: []string{"tab"}, Does: "what was found under all filters", Footer: desk.IfRoom, FooterLabel: "all", Do: func() tea.Cmd { return q.only(queue.FilterAll) }},
		{Keys: []string{"down"}, Does: "next incident", Do: func() tea.Cmd { return q.choose(1) }},
		{Keys: []string{"up"}, Does: "previous incident", Do: func() tea.Cmd { return q.choose(-1) }},
	}}
}

func (a *App) reviewKeys() desk.Table {
	decide := func(k model.DecisionKind) func() tea.Cmd {
		return func() tea.Cmd { return a.writing.decide(k) }
	}
	answer := func(value string) func() tea.Cmd {
		return func() tea.Cmd { return a.review.answerField(value) }
	}
	return desk.Table{Name: "The review of an incident", Actions: append([]desk.Action{
		{Keys: []string{"y"}, Acts: true, Does: "answer yes", DisabledReason: a.review.notTri, Do: answer("yes")},
		{Keys: []string{"n"}, Acts: true, Does: "answer no", DisabledReason: a.review.notTri, Do: answer("no")},
		{Keys: []string{"u"}, Acts: true, Does: "answer not recorded", DisabledReason: a.review.notRecordable, Do: answer("")},
		{Keys: []string{"x"}, Acts: true, Does: "withdraw your answer", DisabledReason: a.review.notAnswered, Do: a.review.withdrawAnswer},
		{Keys: []string{"enter"}, Acts: true, Does: "answer the fact in hand in words", DisabledReason: a.review.notInWords, Do: a.review.edit},
		{Keys: []string{"d"}, Acts: true, Does: "discard under AT2", Footer: desk.Always, FooterLabel: "discard", DisabledReason: a.review.whyNot(model.Discard), Do: decide(model.Discard)},
		{Keys: []string{"c"}, Acts: true, Does: "consider for disclosure, or check another officer's decision", Footer: desk.Always, FooterLabel: "consider", DisabledReason: a.review.whyNotConsiderOrCheck, Do: a.review.considerOrCheck},
		{Keys: []string{"r"}, Acts: true, Does: "refer to the standard process", Footer: desk.Always, FooterLabel: "refer", DisabledReason: a.review.whyNot(model.Refer), Do: decide(model.Refer)},
		{Keys: []string{"w"}, Acts: true, Does: "wait for information: defer", Footer: desk.Always, FooterLabel: "wait", DisabledReason: a.review.whyNot(model.Defer), Do: decide(model.Defer)},
		{Keys: []string{"e"}, Acts: true, Does: "edit the decision that stands", Footer: desk.IfRoom, FooterLabel: "edit", DisabledReason: a.checklist.whyNotEdit, Do: func() tea.Cmd { return a.writing.decide(a.Incident.Item().Decision.Kind) }},
		{Keys: []string{">"}, Does: "next that needs attention", Footer: desk.Always, FooterLabel: "next", Do: func() tea.Cmd { return a.review.step(true) }},
		{Keys: []string{"<"}, Does: "previous that needs attention", Do: func() tea.Cmd { return a.review.step(false) }},
		{Keys: []string{"tab", "shift+tab"}, Label: "tab", Does: "to the facts, and back", Footer: desk.IfRoom, FooterLabel: "facts", Do: desk.Do(func() { a.facts.focused = !a.facts.focused })},
		{Keys: []string{"g", "ctrl+g"}, Label: "g", Does: "guidance on the criterion in hand", Footer: desk.Always, FooterLabel: "guidance", Do: a.guide.openGuide},
		a.guide.passageKey(model.CriterionRelevant), a.guide.passageKey(model.CriterionYouthProduced), a.guide.passageKey(model.CriterionOutcome21),
		a.guide.passageKey(model.CriterionSingleIncident), a.guide.passageKey(model.CriterionNoAggravatingFactor), a.guide.passageKey(model.CriterionNoFurtherInformation),
		{Keys: []string{"p"}, Does: "other records of the individual, and who may be the same", DisabledReason: a.facts.noOthers, Do: a.others.openOthers},
		a.application.applicationKey(),
		{Keys: []string{"h"}, Does: "history of the incident", Do: a.history.openHistory},
		{Keys: []string{"m"}, Does: "your note to yourself", DisabledReason: a.NotInSecond, Do: a.writing.openNote},
		{Keys: []string{"z"}, Acts: true, Does: "undo the last answer or decision of this sitting", Footer: desk.IfRoom, FooterLabel: "undo", DisabledReason: a.review.nothingToUndo, Do: a.review.undo},
		a.review.redoKey(),
		a.review.copyKey(),
		{Keys: []string{"j", "down"}, Does: "next question or fact", Do: desk.Do(func() { a.review.move(1) })},
		{Keys: []string{"k", "up"}, Does: "previous question or fact", Do: desk.Do(func() { a.review.move(-1) })},
		{Keys: []string{"home"}, Does: "first question or fact", Do: desk.Do(func() { a.review.jump(false) })},
		{Keys: []string{"G", "end"}, Does: "last question or fact", Do: desk.Do(func() { a.review.jump(true) })},
		{Keys: []string{" "}, Label: "space", Does: "the summary and facts in full width", Footer: desk.IfRoom, FooterLabel: "read", Do: a.facts.openFacts},
		{Keys: []string{"pgdown"}, Does: "a page of facts on", Do: desk.Do(func() { a.facts.scroll(1) })},
		{Keys: []string{"pgup"}, Does: "a page of facts back", Do: desk.Do(func() { a.facts.scroll(-1) })},
		{Keys: []string{"I"}, Acts: true, Does: "answer for the incomplete case", Rare: true, DisabledReason: func() string { return a.Incident.WhyNotIncomplete() }, Do: a.review.answerIncomplete},
		{Keys: []string{"a"}, Acts: true, Does: "add another hit of this individual by hand", DisabledReason: a.NotInDemo, Do: a.forms.addAnother},
		{Keys: []string{"C"}, Acts: true, Does: "correct the record entered by hand", Rare: true, DisabledReason: a.review.notByHand, Do: a.forms.correctForm},
		{Keys: []string{"X"}, Acts: true, Does: "withdraw the record entered by hand", Rare: true, DisabledReason: a.review.notByHand, Do: a.forms.withdrawRecord},
		a.MenuKey(),
		a.HelpKey(),
		{Keys: []string{"esc"}, Does: "back to the queue", Footer: desk.Always, FooterLabel: "queue", Do: a.review.backToQueue},
	}, a.tour.tourKeys()...)}
}

// notTri says why the fact in hand is not answered with yes, no or not
// recorded, and notInWords why it is.
func (v *reviewing) notTri() string {
	switch f := v.fieldInHand(); {
	case f == model.NoField:
		return "enter lists the facts that are not recorded"
	case f == model.SamePersonAs && !v.facts.focused:
		return v.Incident.WhyNotSame()
	case f.Kind() != model.KindTri:
		return f.Title() + " is not a question of yes or no: enter opens it"
	}
	return ""
}

// notRecordable says why the fact in hand is not answered with "not recorded".
func (v *reviewing) notRecordable() string {
	if f := v.fieldInHand(); f == model.SamePersonAs && v.Incident.Alike != nil && !v.facts.focused {
		return session.LeftOpen
	}
	return v.notTri()
}

func (v *reviewing) notInWords() string {
	switch f := v.fieldInHand(); {
	case f == model.NoField:
		return ""
	case f.IsKey():
		return f.Title() + " is part of the record's key and is not answered; correct the source instead"
	case f.Kind() == model.KindTri:
		return f.Title() + " is answered with y, n or u; x takes your answer back"
	}
	return ""
}

// notAnswered says why there is no answer to withdraw.
func (v *reviewing) notAnswered() string {
	if f := v.fieldInHand(); f != model.NoField {
		return v.Incident.WhyNotWithdraw(f)
	}
	return "enter lists the facts that are not recorded"
}

// whyNotEdit says why there is no decision to edit.
func (c *checklist) whyNotEdit() string {
	why := c.Incident.WhyNotEdit()
	if why != "" && !c.Incident.Item().Decision.Stands() {
		why += "; d, c, r or w makes one"
	}
	return why
}

// move goes on in the pane in hand.
func (v *reviewing) move(by int) {
	if v.facts.focused {
		v.facts.move(by)
		return
	}
	v.checklist.move(v.Incident, by)
}

// jump goes to the first or last question or fact.
func (v *reviewing) jump(last bool) {
	switch {
	case v.facts.focused && len(v.facts.order) == 0: // not drawn yet
	case v.facts.focused && last:
		v.facts.on = v.facts.order[len(v.facts.order)-1]
	case v.facts.focused:
		v.facts.on, v.facts.top = v.facts.order[0], 0
	case last:
		v.checklist.last(v.Incident)
	default:
		v.checklist.first(v.Incident)
	}
}

func (t *writing) rationaleKeys() desk.Table {
	return desk.Table{Name: "The rationale", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "save the decision", Footer: desk.Always, FooterLabel: "save", Do: t.saveDecision},
		{Keys: []string{"tab"}, Does: "next section", Footer: desk.Always, Do: desk.Do(func() { t.rationale.turn(1) })},
		{Keys: []string{"shift+tab"}, Does: "previous section", Do: desk.Do(func() { t.rationale.turn(-1) })},
		{Label: "space, 1 to 9", Does: "tick a system searched", DisabledReason: t.noTicks, Do: desk.Do(func() { t.rationale.at, t.rationale.ticks.inHand = 0, true })},
		{Keys: []string{"ctrl+g"}, Does: "guidance", Footer: desk.Always, Do: t.guide.openGuide},
		{Keys: []string{"ctrl+f"}, Does: "facts of the incident", Footer: desk.IfRoom, FooterLabel: "facts", DisabledReason: t.facts.factsBeside, Do: t.facts.openFacts},
		{Keys: []string{"ctrl+o"}, Does: "text to a file", Footer: desk.IfRoom, Do: t.keep.writeOut},
		t.undoTypingKey(), t.redoTypingKey(), t.advice.adviceKey(), t.copyTextKey(),
		t.TypedMenuKey(),
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: t.leaveRationale},
	}}
}

// undoTypingKey takes back what was typed last in the text in hand; redoTypingKey
// types it again.
func (t *writing) undoTypingKey() desk.Action {
	return desk.Action{Keys: []string{"ctrl+z"}, Does: "undo what was typed", DisabledReason: t.notTyped((*editor.Editor).CanUndo, "nothing was typed here that could be undone"),
		Do: desk.Do(func() { t.textInHand().Undo() })}
}

func (t *writing) redoTypingKey() desk.Action {
	return desk.Action{Keys: []string{"ctrl+y"}, Does: "type again what was undone", DisabledReason: t.notTyped((*editor.Editor).CanRedo, "nothing was undone here that could be typed again"),
		Do: desk.Do(func() { t.textInHand().Redo() })}
}

// notTyped says why there is nothing to undo, or to type again.
func (t *writing) notTyped(can func(*editor.Editor) bool, why string) func() string {
	return func() string {
		if e := t.textInHand(); e == nil || !can(e) {
			return why
		}
		return ""
	}
}

// textInHand is the text being typed; nil where that is a line, or none.
func (t *writing) textInHand() *editor.Editor {
	switch {
	case t.note != nil:
		return t.note.editor
	case t.rationale != nil && !t.rationale.onDate():
		return t.rationale.inHand()
	}
	return nil
}

func (h *history) historyKeys() desk.Table {
	return desk.Table{Name: "The history of an incident", Actions: append(
		desk.Scrolling(func(n int) { h.top = max(h.top+n, 0) }, func() int { return h.height }),
		h.CloseKey("back", h.Leave), h.MenuKey(), h.HelpKey())}
}

func (p *others) othersKeys() desk.Table {
	return desk.Table{Name: "Other records of the individual", Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "review it", Footer: desk.Always, Do: p.openOther},
		{Keys: []string{"l"}, Does: "link as one event", Footer: desk.Always, DisabledReason: func() string { return p.notHere() }, Do: p.link},
		{Keys: []string{"u"}, Does: "unlink this record", Footer: desk.Always, DisabledReason: p.notLinked, Do: p.unlink},
		{Keys: []string{"j", "down"}, Does: "next record", Footer: desk.IfRoom, FooterKeys: "j k", FooterLabel: "choose", Do: desk.Do(func() { p.move(1) })},
		{Keys: []string{"k", "up"}, Does: "previous record", Do: desk.Do(func() { p.move(-1) })},
		{Keys: []string{"pgdown", " "}, Label: "pgdn", Does: "a page of facts on", Do: desk.Do(func() { p.scroll(1) })},
		{Keys: []string{"pgup"}, Does: "a page of facts back", Do: desk.Do(func() { p.scroll(-1) })},
		p.CloseKey("back", p.Leave), p.MenuKey(), p.HelpKey(),
	}}
}

func (e *forms) formKeys() desk.Table {
	return desk.Table{Name: "An incident entered by hand", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "save", Footer: desk.Always, Do: e.saveForm},
		{Keys: []string{"tab"}, Does: "next field", Footer: desk.Always, Do: func() tea.Cmd { return e.form.moveForm(1) }},
		{Keys: []string{"shift+tab"}, Does: "previous field", Footer: desk.IfRoom, Do: func() tea.Cmd { return e.form.moveForm(-1) }},
		e.TypedMenuKey(),
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: desk.Do(e.Leave)},
	}}
}

func (p *path) pathKeys() desk.Table {
	return desk.Table{Name: "Which file to import", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "import", Footer: desk.Always, Do: p.importing.importNamed},
		{Keys: []string{"tab"}, Does: "complete", Footer: desk.Always, Do: p.complete},
		p.BackKey("back"),
	}}
}

func (m *importing) importKeys() desk.Table {
	by := func(n int) func() tea.Cmd {
		return desk.Do(func() { m.top += n })
	}
	return desk.Table{Name: "An import", Actions: []desk.Action{
		{Keys: []string{"esc", "q"}, Label: "esc", Does: "cancel, or back", Footer: desk.Always, Do: m.importBack},
		{Keys: []string{"s"}, Does: "import the other cases", Footer: desk.Always, DisabledReason: m.noOtherCases, Do: func() tea.Cmd { return m.startImport(true) }},
		{Keys: []string{"enter"}, Does: "to the queue", Footer: desk.Always, DisabledReason: func() string {
			if m.running() {
				return "the import is still running; esc cancels it"
			}
			return ""
		}, Do: m.importBack},
		{Keys: []string{"u"}, Does: "change the mapping that the file was read with", DisabledReason: m.noMappingUsed, Do: m.remap},
		{Keys: []string{"v"}, Does: "list the problems one by one, or by cause", DisabledReason: func() string {
			if m.running() {
				return "the import is still running; esc cancels it"
			}
			if m.Report.ProblemCount == 0 {
				return "there is no problem to list"
			}
			return ""
		}, Do: desk.Do(func() { m.each, m.top = !m.each, 0 })},
		{Keys: []string{"j", "down"}, Does: "next problem or question", Do: by(1)},
		{Keys: []string{"k", "up"}, Does: "previous problem or question", Do: by(-1)},
		{Keys: []string{"pgdown"}, Does: "a page on", Do: by(10)},
		{Keys: []string{"pgup"}, Does: "a page back", Do: by(-10)},
		m.HelpKey(),
	}}
}

// KeyTable is the list of one screen's keys, for the README.
type KeyTable struct {
	Screen string
	Rows   []desk.KeyRow
}

// KeyTables are the keys of every screen, in the order in which an officer
// meets them. They are the tables the app itself works from.
func KeyTables() []KeyTable {
	var list []KeyTable
	for _, t := range allTables() {
		k := KeyTable{Screen: t.Name}
		for _, c := range t.Listed() {
			k.Rows = append(k.Rows, desk.KeyRow{Keys: c.KeyLabel(), Does: c.Does})
		}
		list = append(list, k)
	}
	return list
}
