package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/queue"
	"gd8/ui/review/editor"
	"gd8/ui/session"
)

// tableOf are the actions of a screen.
func (a *App) tableOf(s screen) table {
	switch s {
	case inPurpose:
		return a.who.purposeKeys()
	case inQueue:
		return a.queueKeys()
	case inSearch:
		return a.queue.searchKeys()
	case inReview:
		return a.reviewKeys()
	case inRationale:
		return a.writing.rationaleKeys()
	case inGuide:
		return a.guide.guideKeys()
	case inFind:
		return a.guide.findKeys()
	case inHistory:
		return a.history.historyKeys()
	case inOthers:
		return a.others.othersKeys()
	case inForm:
		return a.forms.formKeys()
	case inPath:
		return a.path.pathKeys()
	case inImport:
		return a.importing.importKeys()
	case inPalette:
		return a.palette.paletteKeys()
	case inOpening:
		return a.opening.openingKeys()
	case inSummary:
		return a.summary.summaryKeys()
	case inNote:
		return a.writing.noteKeys()
	case inFacts:
		return a.facts.factsKeys()
	case inMapping:
		return a.mapping.mappingKeys()
	case inAdvice:
		return a.advice.adviceKeys()
	case inApplication:
		return a.application.applicationKeys()
	case inQuality:
		return a.quality.qualityKeys()
	case inDispute:
		return a.dispute.disputeKeys()
	}
	return a.help.helpKeys()
}

// allTables are the tables of every screen, in the order in which an officer
// meets them.
func allTables() []table {
	a := &App{desk: &desk{}}
	a.furnish()
	return append(a.tables[:], (&dialog{desk: a.desk}).table(), a.lock.lockKeys(), a.everywhere)
}

func (a *App) queueKeys() table {
	to := func(at func() int) func() tea.Cmd {
		return func() tea.Cmd { return a.queue.to(at()) }
	}
	return table{name: "The queue", actions: append([]action{
		{keys: []string{"enter"}, does: "review the incident", footer: always, footerLabel: "review", disabledReason: func() string {
			if a.queue.cursor == 0 {
				return "no incident is under this filter; tab goes to the next"
			}
			return ""
		}, do: func() tea.Cmd { return a.review.open(a.queue.cursor, status{}) }},
		{keys: []string{"j", "down"}, does: "next incident", do: to(func() int { return a.queue.at + 1 })},
		{keys: []string{"k", "up"}, does: "previous incident", do: to(func() int { return a.queue.at - 1 })},
		{keys: []string{"g", "home"}, does: "first incident", do: to(func() int { return 0 })},
		{keys: []string{"G", "end"}, does: "last incident", do: to(func() int { return 1 << 31 })},
		{keys: []string{"pgdown"}, does: "a page on", do: to(func() int { return a.queue.at + a.queue.height() })},
		{keys: []string{"pgup"}, does: "a page back", do: to(func() int { return a.queue.at - a.queue.height() })},
		{keys: []string{"/"}, does: "search the texts", footer: always, footerLabel: "search", do: do(func() { a.enter(inSearch) })},
		{keys: []string{"n"}, does: "next that was found, round and round", disabledReason: a.queue.notSearched, do: func() tea.Cmd { return a.queue.nextFound(1) }},
		{keys: []string{"N"}, does: "previous that was found", disabledReason: a.queue.notSearched, do: func() tea.Cmd { return a.queue.nextFound(-1) }},
		{keys: []string{"tab"}, does: "next filter", footer: always, footerLabel: "filter", do: func() tea.Cmd { return a.queue.filter(1) }},
		{keys: []string{"shift+tab"}, does: "previous filter", do: func() tea.Cmd { return a.queue.filter(-1) }},
		a.queue.filterKey(queue.FilterAttention), a.queue.filterKey(queue.FilterOneFact), a.queue.filterKey(queue.FilterApplies), a.queue.filterKey(queue.FilterUndetermined),
		a.queue.filterKey(queue.FilterDoesNotApply), a.queue.filterKey(queue.FilterOutOfScope), a.queue.filterKey(queue.FilterToDo), a.queue.filterKey(queue.FilterOutOfDate),
		a.queue.filterKey(queue.FilterDeferred), a.queue.filterKey(queue.FilterAll),
		{keys: []string{"o", "right"}, footerKeys: "o", does: "list by the next column", footer: ifRoom, footerLabel: "order", do: func() tea.Cmd { return a.queue.order(1) }},
		{keys: []string{"left"}, does: "list by the column before", do: func() tea.Cmd { return a.queue.order(-1) }},
		{keys: []string{"O"}, does: "turn the list round", do: func() tea.Cmd { return a.queue.turn() }},
		{keys: []string{"a"}, does: "add an incident by hand", footer: always, footerLabel: "add", disabledReason: a.notInDemo, do: func() tea.Cmd { return a.forms.addForm(model.Facts{}) }},
		{keys: []string{"i"}, does: "import a file", footer: always, footerLabel: "import", disabledReason: a.notInDemo, do: a.path.openPath},
		{keys: []string{"s"}, does: "summary of the work", footer: always, footerLabel: "summary", disabledReason: a.notInSecond, do: a.summary.openSummary},
		a.application.applicationKey(),
		a.quality.qualityKey(),
		{keys: []string{"Q"}, does: "review a sample a second time, blind", disabledReason: a.quality.noSecond, do: a.quality.askSecond},
		{keys: []string{"z"}, does: "undo the last answer or decision of this sitting", disabledReason: a.review.nothingToUndo, do: a.review.undo},
		a.review.redoKey(),
		{keys: []string{"esc"}, does: "clear the search", disabledReason: func() string {
			if a.queue.search.text() == "" && !a.tour.on {
				return "there is no search to clear; q quits"
			}
			return ""
		}, do: a.clearQueue},
		a.menuKey(),
		a.helpKey(),
		{keys: []string{"q"}, does: "quit", footer: always, do: a.quit},
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
func (v *reviewing) redoKey() action {
	return action{keys: []string{"Z"}, acts: true, does: "do again what was undone", disabledReason: func() string { return v.sit.WhyNotRedo() }, do: v.redo}
}

func (v *reviewing) nothingToUndo() string { return v.sit.WhyNotUndo() }

func (q *queueList) searchKeys() table {
	return table{name: "Searching the queue", typing: true, actions: []action{
		{keys: []string{"enter"}, does: "keep the search", footer: always, do: q.keep},
		{keys: []string{"esc"}, does: "clear the search", footer: always, do: func() tea.Cmd {
			q.leave()
			return q.unsearch()
		}},
		{keys: []string{"tab"}, does: "what was found under all filters", footer: ifRoom, footerLabel: "all", do: func() tea.Cmd { return q.only(queue.FilterAll) }},
		{keys: []string{"down"}, does: "next incident", do: func() tea.Cmd { return q.choose(1) }},
		{keys: []string{"up"}, does: "previous incident", do: func() tea.Cmd { return q.choose(-1) }},
	}}
}

func (a *App) reviewKeys() table {
	decide := func(k model.DecisionKind) func() tea.Cmd {
		return func() tea.Cmd { return a.writing.decide(k) }
	}
	answer := func(value string) func() tea.Cmd {
		return func() tea.Cmd { return a.review.answerField(value) }
	}
	return table{name: "The review of an incident", actions: append([]action{
		{keys: []string{"y"}, acts: true, does: "answer yes", disabledReason: a.review.notTri, do: answer("yes")},
		{keys: []string{"n"}, acts: true, does: "answer no", disabledReason: a.review.notTri, do: answer("no")},
		{keys: []string{"u"}, acts: true, does: "answer not recorded", disabledReason: a.review.notRecordable, do: answer("")},
		{keys: []string{"x"}, acts: true, does: "withdraw your answer", disabledReason: a.review.notAnswered, do: a.review.withdrawAnswer},
		{keys: []string{"enter"}, acts: true, does: "answer the fact in hand in words", disabledReason: a.review.notInWords, do: a.review.edit},
		{keys: []string{"d"}, acts: true, does: "discard under AT2", footer: always, footerLabel: "discard", disabledReason: a.review.whyNot(model.Discard), do: decide(model.Discard)},
		{keys: []string{"c"}, acts: true, does: "consider for disclosure, or check another officer's decision", footer: always, footerLabel: "consider", disabledReason: a.review.whyNotConsiderOrCheck, do: a.review.considerOrCheck},
		{keys: []string{"r"}, acts: true, does: "refer to the standard process", footer: always, footerLabel: "refer", disabledReason: a.review.whyNot(model.Refer), do: decide(model.Refer)},
		{keys: []string{"w"}, acts: true, does: "wait for information: defer", footer: always, footerLabel: "wait", disabledReason: a.review.whyNot(model.Defer), do: decide(model.Defer)},
		{keys: []string{"e"}, acts: true, does: "edit the decision that stands", footer: ifRoom, footerLabel: "edit", disabledReason: a.checklist.whyNotEdit, do: func() tea.Cmd { return a.writing.decide(a.incident.Item().Decision.Kind) }},
		{keys: []string{">"}, does: "next that needs attention", footer: always, footerLabel: "next", do: func() tea.Cmd { return a.review.step(true) }},
		{keys: []string{"<"}, does: "previous that needs attention", do: func() tea.Cmd { return a.review.step(false) }},
		{keys: []string{"tab", "shift+tab"}, label: "tab", does: "to the facts, and back", footer: ifRoom, footerLabel: "facts", do: do(func() { a.facts.focused = !a.facts.focused })},
		{keys: []string{"g", "ctrl+g"}, label: "g", does: "guidance on the criterion in hand", footer: always, footerLabel: "guidance", do: a.guide.openGuide},
		a.guide.passageKey(model.CriterionRelevant), a.guide.passageKey(model.CriterionYouthProduced), a.guide.passageKey(model.CriterionOutcome21),
		a.guide.passageKey(model.CriterionSingleIncident), a.guide.passageKey(model.CriterionNoAggravatingFactor), a.guide.passageKey(model.CriterionNoFurtherInformation),
		{keys: []string{"p"}, does: "other records of the individual, and who may be the same", disabledReason: a.facts.noOthers, do: a.others.openOthers},
		a.application.applicationKey(),
		{keys: []string{"h"}, does: "history of the incident", do: a.history.openHistory},
		{keys: []string{"m"}, does: "your note to yourself", disabledReason: a.notInSecond, do: a.writing.openNote},
		{keys: []string{"z"}, acts: true, does: "undo the last answer or decision of this sitting", footer: ifRoom, footerLabel: "undo", disabledReason: a.review.nothingToUndo, do: a.review.undo},
		a.review.redoKey(),
		a.review.copyKey(),
		{keys: []string{"j", "down"}, does: "next question or fact", do: do(func() { a.review.move(1) })},
		{keys: []string{"k", "up"}, does: "previous question or fact", do: do(func() { a.review.move(-1) })},
		{keys: []string{"home"}, does: "first question or fact", do: do(func() { a.review.jump(false) })},
		{keys: []string{"G", "end"}, does: "last question or fact", do: do(func() { a.review.jump(true) })},
		{keys: []string{" "}, label: "space", does: "the summary and facts in full width", footer: ifRoom, footerLabel: "read", do: a.facts.openFacts},
		{keys: []string{"pgdown"}, does: "a page of facts on", do: do(func() { a.facts.scroll(1) })},
		{keys: []string{"pgup"}, does: "a page of facts back", do: do(func() { a.facts.scroll(-1) })},
		{keys: []string{"I"}, acts: true, does: "answer for the incomplete case", rare: true, disabledReason: func() string { return a.incident.WhyNotIncomplete() }, do: a.review.answerIncomplete},
		{keys: []string{"a"}, acts: true, does: "add another hit of this individual by hand", disabledReason: a.notInDemo, do: a.forms.addAnother},
		{keys: []string{"C"}, acts: true, does: "correct the record entered by hand", rare: true, disabledReason: a.review.notByHand, do: a.forms.correctForm},
		{keys: []string{"X"}, acts: true, does: "withdraw the record entered by hand", rare: true, disabledReason: a.review.notByHand, do: a.forms.withdrawRecord},
		a.menuKey(),
		a.helpKey(),
		{keys: []string{"esc"}, does: "back to the queue", footer: always, footerLabel: "queue", do: a.review.backToQueue},
	}, a.tour.tourKeys()...)}
}

// notTri says why the fact in hand is not answered with yes, no or not
// recorded, and notInWords why it is.
func (v *reviewing) notTri() string {
	switch f := v.fieldInHand(); {
	case f == model.NoField:
		return "enter lists the facts that are not recorded"
	case f == model.SamePersonAs && !v.facts.focused:
		return v.incident.WhyNotSame()
	case f.Kind() != model.KindTri:
		return f.Title() + " is not a question of yes or no: enter opens it"
	}
	return ""
}

// notRecordable says why the fact in hand is not answered with "not recorded".
func (v *reviewing) notRecordable() string {
	if f := v.fieldInHand(); f == model.SamePersonAs && v.incident.Alike != nil && !v.facts.focused {
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
		return v.incident.WhyNotWithdraw(f)
	}
	return "enter lists the facts that are not recorded"
}

// whyNotEdit says why there is no decision to edit.
func (c *checklist) whyNotEdit() string {
	why := c.incident.WhyNotEdit()
	if why != "" && !c.incident.Item().Decision.Stands() {
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
	v.checklist.move(v.incident, by)
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
		v.checklist.last(v.incident)
	default:
		v.checklist.first(v.incident)
	}
}

func (t *writing) rationaleKeys() table {
	return table{name: "The rationale", typing: true, actions: []action{
		{keys: []string{"ctrl+s"}, does: "save the decision", footer: always, footerLabel: "save", do: t.saveDecision},
		{keys: []string{"tab"}, does: "next section", footer: always, do: do(func() { t.rationale.turn(1) })},
		{keys: []string{"shift+tab"}, does: "previous section", do: do(func() { t.rationale.turn(-1) })},
		{label: "space, 1 to 9", does: "tick a system searched", disabledReason: t.noTicks, do: do(func() { t.rationale.at, t.rationale.ticks.inHand = 0, true })},
		{keys: []string{"ctrl+g"}, does: "guidance", footer: always, do: t.guide.openGuide},
		{keys: []string{"ctrl+f"}, does: "facts of the incident", footer: ifRoom, footerLabel: "facts", disabledReason: t.facts.factsBeside, do: t.facts.openFacts},
		{keys: []string{"ctrl+o"}, does: "text to a file", footer: ifRoom, do: t.keep.writeOut},
		t.undoTypingKey(), t.redoTypingKey(), t.advice.adviceKey(), t.copyTextKey(),
		t.typedMenuKey(),
		{keys: []string{"esc"}, does: "back", footer: always, do: t.leaveRationale},
	}}
}

// undoTypingKey takes back what was typed last in the text in hand; redoTypingKey
// types it again.
func (t *writing) undoTypingKey() action {
	return action{keys: []string{"ctrl+z"}, does: "undo what was typed", disabledReason: t.notTyped((*editor.Editor).CanUndo, "nothing was typed here that could be undone"),
		do: do(func() { t.textInHand().Undo() })}
}

func (t *writing) redoTypingKey() action {
	return action{keys: []string{"ctrl+y"}, does: "type again what was undone", disabledReason: t.notTyped((*editor.Editor).CanRedo, "nothing was undone here that could be typed again"),
		do: do(func() { t.textInHand().Redo() })}
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

func (h *history) historyKeys() table {
	return table{name: "The history of an incident", actions: append(
		scrolling(func(n int) { h.top = max(h.top+n, 0) }, func() int { return h.height }),
		h.closeKey("back", h.leave), h.menuKey(), h.helpKey())}
}

func (p *others) othersKeys() table {
	return table{name: "Other records of the individual", actions: []action{
		{keys: []string{"enter"}, does: "review it", footer: always, do: p.openOther},
		{keys: []string{"l"}, does: "link as one event", footer: always, disabledReason: func() string { return p.notHere() }, do: p.link},
		{keys: []string{"u"}, does: "unlink this record", footer: always, disabledReason: p.notLinked, do: p.unlink},
		{keys: []string{"j", "down"}, does: "next record", footer: ifRoom, footerKeys: "j k", footerLabel: "choose", do: do(func() { p.move(1) })},
		{keys: []string{"k", "up"}, does: "previous record", do: do(func() { p.move(-1) })},
		{keys: []string{"pgdown", " "}, label: "pgdn", does: "a page of facts on", do: do(func() { p.scroll(1) })},
		{keys: []string{"pgup"}, does: "a page of facts back", do: do(func() { p.scroll(-1) })},
		p.closeKey("back", p.leave), p.menuKey(), p.helpKey(),
	}}
}

func (e *forms) formKeys() table {
	return table{name: "An incident entered by hand", typing: true, actions: []action{
		{keys: []string{"ctrl+s"}, does: "save", footer: always, do: e.saveForm},
		{keys: []string{"tab"}, does: "next field", footer: always, do: func() tea.Cmd { return e.form.moveForm(1) }},
		{keys: []string{"shift+tab"}, does: "previous field", footer: ifRoom, do: func() tea.Cmd { return e.form.moveForm(-1) }},
		e.typedMenuKey(),
		{keys: []string{"esc"}, does: "back", footer: always, do: do(e.leave)},
	}}
}

func (p *path) pathKeys() table {
	return table{name: "Which file to import", typing: true, actions: []action{
		{keys: []string{"enter"}, does: "import", footer: always, do: p.importing.importNamed},
		{keys: []string{"tab"}, does: "complete", footer: always, do: p.complete},
		p.backKey("back"),
	}}
}

func (m *importing) importKeys() table {
	by := func(n int) func() tea.Cmd {
		return do(func() { m.top += n })
	}
	return table{name: "An import", actions: []action{
		{keys: []string{"esc", "q"}, label: "esc", does: "cancel, or back", footer: always, do: m.importBack},
		{keys: []string{"s"}, does: "import the other cases", footer: always, disabledReason: m.noOtherCases, do: func() tea.Cmd { return m.startImport(true) }},
		{keys: []string{"enter"}, does: "to the queue", footer: always, disabledReason: func() string {
			if m.running() {
				return "the import is still running; esc cancels it"
			}
			return ""
		}, do: m.importBack},
		{keys: []string{"u"}, does: "change the mapping that the file was read with", disabledReason: m.noMappingUsed, do: m.remap},
		{keys: []string{"v"}, does: "list the problems one by one, or by cause", disabledReason: func() string {
			if m.running() {
				return "the import is still running; esc cancels it"
			}
			if m.Report.ProblemCount == 0 {
				return "there is no problem to list"
			}
			return ""
		}, do: do(func() { m.each, m.top = !m.each, 0 })},
		{keys: []string{"j", "down"}, does: "next problem or question", do: by(1)},
		{keys: []string{"k", "up"}, does: "previous problem or question", do: by(-1)},
		{keys: []string{"pgdown"}, does: "a page on", do: by(10)},
		{keys: []string{"pgup"}, does: "a page back", do: by(-10)},
		m.helpKey(),
	}}
}

// KeyTable is the list of one screen's keys, for the README.
type KeyTable struct {
	Screen string
	Rows   []KeyRow
}

// KeyTables are the keys of every screen, in the order in which an officer
// meets them. They are the tables the app itself works from.
func KeyTables() []KeyTable {
	var list []KeyTable
	for _, t := range allTables() {
		k := KeyTable{Screen: t.name}
		for _, c := range t.listed() {
			k.Rows = append(k.Rows, KeyRow{c.keyLabel(), c.does})
		}
		list = append(list, k)
	}
	return list
}
