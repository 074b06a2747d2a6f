package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/queue"
	"gd8/ui/review/editor"
	"gd8/ui/session"
)

// tableOf are the actions of a screen.
func tableOf(s screen) table {
	switch s {
	case inPurpose:
		return purposeKeys()
	case inQueue:
		return queueKeys()
	case inSearch:
		return searchKeys()
	case inReview:
		return reviewKeys()
	case inRationale:
		return rationaleKeys()
	case inGuide:
		return guideKeys()
	case inFind:
		return findKeys()
	case inHistory:
		return historyKeys()
	case inOthers:
		return othersKeys()
	case inForm:
		return formKeys()
	case inPath:
		return pathKeys()
	case inImport:
		return importKeys()
	case inPalette:
		return paletteKeys()
	case inOpening:
		return openingKeys()
	case inSummary:
		return summaryKeys()
	case inNote:
		return noteKeys()
	case inFacts:
		return factsKeys()
	case inMapping:
		return mappingKeys()
	case inAdvice:
		return adviceKeys()
	case inApplication:
		return applicationKeys()
	case inQuality:
		return qualityKeys()
	case inDispute:
		return disputeKeys()
	}
	return helpKeys()
}

// allTables are the tables of every screen, in the order in which an officer
// meets them.
func allTables() []table {
	var list []table
	for s := range screenCount {
		list = append(list, tableOf(s))
	}
	return append(list, (&dialog{}).table(), lockKeys(), everywhere())
}

// do makes a key's deed of one that starts no command.
func do(f func(*App)) func(*App) tea.Cmd {
	return func(a *App) tea.Cmd { f(a); return nil }
}

func helpKey() action {
	return action{keys: []string{"?", "f1"}, label: "?", does: "keys that work here", footer: always, footerLabel: "keys", do: (*App).openHelp}
}

func backKey(does string) action { return backKeyAs(does, "") }

// closeKey closes a pane that is only read.
func closeKey(does string, close func(*App)) action {
	return action{keys: []string{"esc", "q"}, does: does, footer: always, footerKeys: "esc", footerLabel: "back", do: do(close)}
}

// backKeyAs is backKey under another name in the footer.
func backKeyAs(does, footerLabel string) action {
	return action{keys: []string{"esc"}, does: does, footer: always, footerLabel: footerLabel, do: do(func(a *App) { a.leave() })}
}

func queueKeys() table {
	to := func(at func(a *App) int) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { return a.queue.to(a, at(a)) }
	}
	return table{name: "The queue", actions: append([]action{
		{keys: []string{"enter"}, does: "review the incident", footer: always, footerLabel: "review", disabledReason: func(a *App) string {
			if a.queue.cursor == 0 {
				return "no incident is under this filter; tab goes to the next"
			}
			return ""
		}, do: func(a *App) tea.Cmd { return a.open(a.queue.cursor, status{}) }},
		{keys: []string{"j", "down"}, does: "next incident", do: to(func(a *App) int { return a.queue.at + 1 })},
		{keys: []string{"k", "up"}, does: "previous incident", do: to(func(a *App) int { return a.queue.at - 1 })},
		{keys: []string{"g", "home"}, does: "first incident", do: to(func(*App) int { return 0 })},
		{keys: []string{"G", "end"}, does: "last incident", do: to(func(a *App) int { return 1 << 31 })},
		{keys: []string{"pgdown"}, does: "a page on", do: to(func(a *App) int { return a.queue.at + a.queue.height(a) })},
		{keys: []string{"pgup"}, does: "a page back", do: to(func(a *App) int { return a.queue.at - a.queue.height(a) })},
		{keys: []string{"/"}, does: "search the texts", footer: always, footerLabel: "search", do: do(func(a *App) { a.enter(inSearch) })},
		{keys: []string{"n"}, does: "next that was found, round and round", disabledReason: notSearched, do: func(a *App) tea.Cmd { return a.queue.nextFound(a, 1) }},
		{keys: []string{"N"}, does: "previous that was found", disabledReason: notSearched, do: func(a *App) tea.Cmd { return a.queue.nextFound(a, -1) }},
		{keys: []string{"tab"}, does: "next filter", footer: always, footerLabel: "filter", do: func(a *App) tea.Cmd { return a.queue.filter(a, 1) }},
		{keys: []string{"shift+tab"}, does: "previous filter", do: func(a *App) tea.Cmd { return a.queue.filter(a, -1) }},
		filterKey(queue.FilterAttention), filterKey(queue.FilterOneFact), filterKey(queue.FilterApplies), filterKey(queue.FilterUndetermined),
		filterKey(queue.FilterDoesNotApply), filterKey(queue.FilterOutOfScope), filterKey(queue.FilterToDo), filterKey(queue.FilterOutOfDate),
		filterKey(queue.FilterDeferred), filterKey(queue.FilterAll),
		{keys: []string{"o", "right"}, footerKeys: "o", does: "list by the next column", footer: ifRoom, footerLabel: "order", do: func(a *App) tea.Cmd { return a.queue.order(a, 1) }},
		{keys: []string{"left"}, does: "list by the column before", do: func(a *App) tea.Cmd { return a.queue.order(a, -1) }},
		{keys: []string{"O"}, does: "turn the list round", do: func(a *App) tea.Cmd { return a.queue.turn(a) }},
		{keys: []string{"a"}, does: "add an incident by hand", footer: always, footerLabel: "add", disabledReason: notInDemo, do: func(a *App) tea.Cmd { return a.addForm(model.Facts{}) }},
		{keys: []string{"i"}, does: "import a file", footer: always, footerLabel: "import", disabledReason: notInDemo, do: (*App).openPath},
		{keys: []string{"s"}, does: "summary of the work", footer: always, footerLabel: "summary", disabledReason: notInSecond, do: (*App).openSummary},
		applicationKey(),
		qualityKey(),
		{keys: []string{"Q"}, does: "review a sample a second time, blind", disabledReason: noSecond, do: (*App).askSecond},
		{keys: []string{"z"}, does: "undo the last answer or decision of this sitting", disabledReason: nothingToUndo, do: (*App).undo},
		redoKey(),
		{keys: []string{"esc"}, does: "clear the search", disabledReason: func(a *App) string {
			if a.queue.search.text() == "" && !a.tour.on {
				return "there is no search to clear; q quits"
			}
			return ""
		}, do: (*App).clearQueue},
		menuKey(),
		helpKey(),
		{keys: []string{"q"}, does: "quit", footer: always, do: (*App).quit},
	}, tourKeys()...)}
}

// clearQueue clears the search; where there is none it ends the tour.
func (a *App) clearQueue() tea.Cmd {
	if a.queue.search.text() == "" {
		return a.endTour()
	}
	return a.queue.unsearch(a)
}

// redoKey does again what was undone.
func redoKey() action {
	return action{keys: []string{"Z"}, acts: true, does: "do again what was undone", disabledReason: func(a *App) string { return a.sit.WhyNotRedo() }, do: (*App).redo}
}

func nothingToUndo(a *App) string { return a.sit.WhyNotUndo() }

func searchKeys() table {
	return table{name: "Searching the queue", typing: true, actions: []action{
		{keys: []string{"enter"}, does: "keep the search", footer: always, do: func(a *App) tea.Cmd { return a.queue.keep(a) }},
		{keys: []string{"esc"}, does: "clear the search", footer: always, do: func(a *App) tea.Cmd {
			a.leave()
			return a.queue.unsearch(a)
		}},
		{keys: []string{"tab"}, does: "what was found under all filters", footer: ifRoom, footerLabel: "all", do: func(a *App) tea.Cmd { return a.queue.only(a, queue.FilterAll) }},
		{keys: []string{"down"}, does: "next incident", do: func(a *App) tea.Cmd { return a.queue.choose(a, 1) }},
		{keys: []string{"up"}, does: "previous incident", do: func(a *App) tea.Cmd { return a.queue.choose(a, -1) }},
	}}
}

func reviewKeys() table {
	decide := func(k model.DecisionKind) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { return a.decide(k) }
	}
	answer := func(value string) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { return a.answerField(value) }
	}
	return table{name: "The review of an incident", actions: append([]action{
		{keys: []string{"y"}, acts: true, does: "answer yes", disabledReason: notTri, do: answer("yes")},
		{keys: []string{"n"}, acts: true, does: "answer no", disabledReason: notTri, do: answer("no")},
		{keys: []string{"u"}, acts: true, does: "answer not recorded", disabledReason: notRecordable, do: answer("")},
		{keys: []string{"x"}, acts: true, does: "withdraw your answer", disabledReason: notAnswered, do: (*App).withdrawAnswer},
		{keys: []string{"enter"}, acts: true, does: "answer the fact in hand in words", disabledReason: notInWords, do: (*App).edit},
		{keys: []string{"d"}, acts: true, does: "discard under AT2", footer: always, footerLabel: "discard", disabledReason: whyNot(model.Discard), do: decide(model.Discard)},
		{keys: []string{"c"}, acts: true, does: "consider for disclosure, or check another officer's decision", footer: always, footerLabel: "consider", disabledReason: whyNotConsiderOrCheck, do: (*App).considerOrCheck},
		{keys: []string{"r"}, acts: true, does: "refer to the standard process", footer: always, footerLabel: "refer", disabledReason: whyNot(model.Refer), do: decide(model.Refer)},
		{keys: []string{"w"}, acts: true, does: "wait for information: defer", footer: always, footerLabel: "wait", disabledReason: whyNot(model.Defer), do: decide(model.Defer)},
		{keys: []string{"e"}, acts: true, does: "edit the decision that stands", footer: ifRoom, footerLabel: "edit", disabledReason: whyNotEdit, do: func(a *App) tea.Cmd { return a.decide(a.incident.Item().Decision.Kind) }},
		{keys: []string{">"}, does: "next that needs attention", footer: always, footerLabel: "next", do: func(a *App) tea.Cmd { return a.step(true) }},
		{keys: []string{"<"}, does: "previous that needs attention", do: func(a *App) tea.Cmd { return a.step(false) }},
		{keys: []string{"tab", "shift+tab"}, label: "tab", does: "to the facts, and back", footer: ifRoom, footerLabel: "facts", do: do(func(a *App) { a.facts.focused = !a.facts.focused })},
		{keys: []string{"g", "ctrl+g"}, label: "g", does: "guidance on the criterion in hand", footer: always, footerLabel: "guidance", do: (*App).openGuide},
		passageKey(model.CriterionRelevant), passageKey(model.CriterionYouthProduced), passageKey(model.CriterionOutcome21),
		passageKey(model.CriterionSingleIncident), passageKey(model.CriterionNoAggravatingFactor), passageKey(model.CriterionNoFurtherInformation),
		{keys: []string{"p"}, does: "other records of the individual, and who may be the same", disabledReason: noOthers, do: (*App).openOthers},
		applicationKey(),
		{keys: []string{"h"}, does: "history of the incident", do: (*App).openHistory},
		{keys: []string{"m"}, does: "your note to yourself", disabledReason: notInSecond, do: (*App).openNote},
		{keys: []string{"z"}, acts: true, does: "undo the last answer or decision of this sitting", footer: ifRoom, footerLabel: "undo", disabledReason: nothingToUndo, do: (*App).undo},
		redoKey(),
		copyKey(),
		{keys: []string{"j", "down"}, does: "next question or fact", do: do(func(a *App) { a.move(1) })},
		{keys: []string{"k", "up"}, does: "previous question or fact", do: do(func(a *App) { a.move(-1) })},
		{keys: []string{"home"}, does: "first question or fact", do: do(func(a *App) { a.jump(false) })},
		{keys: []string{"G", "end"}, does: "last question or fact", do: do(func(a *App) { a.jump(true) })},
		{keys: []string{" "}, label: "space", does: "the summary and facts in full width", footer: ifRoom, footerLabel: "read", do: (*App).openFacts},
		{keys: []string{"pgdown"}, does: "a page of facts on", do: do(func(a *App) { a.facts.scroll(1) })},
		{keys: []string{"pgup"}, does: "a page of facts back", do: do(func(a *App) { a.facts.scroll(-1) })},
		{keys: []string{"I"}, acts: true, does: "answer for the incomplete case", rare: true, disabledReason: func(a *App) string { return a.incident.WhyNotIncomplete() }, do: (*App).answerIncomplete},
		{keys: []string{"a"}, acts: true, does: "add another hit of this individual by hand", disabledReason: notInDemo, do: (*App).addAnother},
		{keys: []string{"C"}, acts: true, does: "correct the record entered by hand", rare: true, disabledReason: notByHand, do: (*App).correctForm},
		{keys: []string{"X"}, acts: true, does: "withdraw the record entered by hand", rare: true, disabledReason: notByHand, do: (*App).withdrawRecord},
		menuKey(),
		helpKey(),
		{keys: []string{"esc"}, does: "back to the queue", footer: always, footerLabel: "queue", do: (*App).backToQueue},
	}, tourKeys()...)}
}

// notTri says why the fact in hand is not answered with yes, no or not
// recorded, and notInWords why it is.
func notTri(a *App) string {
	switch f := a.fieldInHand(); {
	case f == model.NoField:
		return "enter lists the facts that are not recorded"
	case f == model.SamePersonAs && !a.facts.focused:
		return a.incident.WhyNotSame()
	case f.Kind() != model.KindTri:
		return f.Title() + " is not a question of yes or no: enter opens it"
	}
	return ""
}

// notRecordable says why the fact in hand is not answered with "not recorded".
func notRecordable(a *App) string {
	if f := a.fieldInHand(); f == model.SamePersonAs && a.incident.Alike != nil && !a.facts.focused {
		return session.LeftOpen
	}
	return notTri(a)
}

func notInWords(a *App) string {
	switch f := a.fieldInHand(); {
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
func notAnswered(a *App) string {
	if f := a.fieldInHand(); f != model.NoField {
		return a.incident.WhyNotWithdraw(f)
	}
	return "enter lists the facts that are not recorded"
}

// whyNotEdit says why there is no decision to edit.
func whyNotEdit(a *App) string {
	why := a.incident.WhyNotEdit()
	if why != "" && !a.incident.Item().Decision.Stands() {
		why += "; d, c, r or w makes one"
	}
	return why
}

// move goes on in the pane in hand.
func (a *App) move(by int) {
	if a.facts.focused {
		a.facts.move(by)
		return
	}
	a.checklist.move(a.incident, by)
}

// jump goes to the first or last question or fact.
func (a *App) jump(last bool) {
	switch {
	case a.facts.focused && len(a.facts.order) == 0: // not drawn yet
	case a.facts.focused && last:
		a.facts.on = a.facts.order[len(a.facts.order)-1]
	case a.facts.focused:
		a.facts.on, a.facts.top = a.facts.order[0], 0
	case last:
		a.checklist.last(a.incident)
	default:
		a.checklist.first(a.incident)
	}
}

func rationaleKeys() table {
	return table{name: "The rationale", typing: true, actions: []action{
		{keys: []string{"ctrl+s"}, does: "save the decision", footer: always, footerLabel: "save", do: (*App).saveDecision},
		{keys: []string{"tab"}, does: "next section", footer: always, do: do(func(a *App) { a.rationale.turn(1) })},
		{keys: []string{"shift+tab"}, does: "previous section", do: do(func(a *App) { a.rationale.turn(-1) })},
		{label: "space, 1 to 9", does: "tick a system searched", disabledReason: noTicks, do: do(func(a *App) { a.rationale.at, a.rationale.ticks.inHand = 0, true })},
		{keys: []string{"ctrl+g"}, does: "guidance", footer: always, do: (*App).openGuide},
		{keys: []string{"ctrl+f"}, does: "facts of the incident", footer: ifRoom, footerLabel: "facts", disabledReason: factsBeside, do: (*App).openFacts},
		{keys: []string{"ctrl+o"}, does: "text to a file", footer: ifRoom, do: (*App).writeOut},
		undoTypingKey(), redoTypingKey(), adviceKey(), copyTextKey(),
		typedMenuKey(),
		{keys: []string{"esc"}, does: "back", footer: always, do: (*App).leaveRationale},
	}}
}

// undoTypingKey takes back what was typed last in the text in hand; redoTypingKey
// types it again.
func undoTypingKey() action {
	return action{keys: []string{"ctrl+z"}, does: "undo what was typed", disabledReason: notTyped((*editor.Editor).CanUndo, "nothing was typed here that could be undone"),
		do: do(func(a *App) { a.textInHand().Undo() })}
}

func redoTypingKey() action {
	return action{keys: []string{"ctrl+y"}, does: "type again what was undone", disabledReason: notTyped((*editor.Editor).CanRedo, "nothing was undone here that could be typed again"),
		do: do(func(a *App) { a.textInHand().Redo() })}
}

// notTyped says why there is nothing to undo, or to type again.
func notTyped(can func(*editor.Editor) bool, why string) func(*App) string {
	return func(a *App) string {
		if e := a.textInHand(); e == nil || !can(e) {
			return why
		}
		return ""
	}
}

// textInHand is the text being typed; nil where that is a line, or none.
func (a *App) textInHand() *editor.Editor {
	switch {
	case a.note != nil:
		return a.note.editor
	case a.rationale != nil && !a.rationale.onDate():
		return a.rationale.inHand()
	}
	return nil
}

// scrolling are the keys that scroll a text.
func scrolling(by func(a *App, lines int), page func(a *App) int) []action {
	return []action{
		{keys: []string{"j", "down"}, does: "a line on", footer: always, footerKeys: "j k", footerLabel: "scroll", do: do(func(a *App) { by(a, 1) })},
		{keys: []string{"k", "up"}, does: "a line back", do: do(func(a *App) { by(a, -1) })},
		{keys: []string{"pgdown", " "}, label: "pgdn", does: "a page on", do: do(func(a *App) { by(a, page(a)) })},
		{keys: []string{"pgup"}, does: "a page back", do: do(func(a *App) { by(a, -page(a)) })},
		{keys: []string{"g", "home"}, does: "to the start", do: do(func(a *App) { by(a, -1<<30) })},
		{keys: []string{"G", "end"}, does: "to the end", do: do(func(a *App) { by(a, 1<<30) })},
	}
}

func historyKeys() table {
	return table{name: "The history of an incident", actions: append(
		scrolling(func(a *App, n int) { a.history.top = max(a.history.top+n, 0) }, func(a *App) int { return a.history.height }),
		closeKey("back", (*App).leave), menuKey(), helpKey())}
}

func othersKeys() table {
	return table{name: "Other records of the individual", actions: []action{
		{keys: []string{"enter"}, does: "review it", footer: always, do: (*App).openOther},
		{keys: []string{"l"}, does: "link as one event", footer: always, disabledReason: func(a *App) string { return a.others.notHere(a) }, do: (*App).link},
		{keys: []string{"u"}, does: "unlink this record", footer: always, disabledReason: notLinked, do: (*App).unlink},
		{keys: []string{"j", "down"}, does: "next record", footer: ifRoom, footerKeys: "j k", footerLabel: "choose", do: do(func(a *App) { a.others.move(1) })},
		{keys: []string{"k", "up"}, does: "previous record", do: do(func(a *App) { a.others.move(-1) })},
		{keys: []string{"pgdown", " "}, label: "pgdn", does: "a page of facts on", do: do(func(a *App) { a.others.scroll(1) })},
		{keys: []string{"pgup"}, does: "a page of facts back", do: do(func(a *App) { a.others.scroll(-1) })},
		closeKey("back", (*App).leave), menuKey(), helpKey(),
	}}
}

func formKeys() table {
	return table{name: "An incident entered by hand", typing: true, actions: []action{
		{keys: []string{"ctrl+s"}, does: "save", footer: always, do: (*App).saveForm},
		{keys: []string{"tab"}, does: "next field", footer: always, do: func(a *App) tea.Cmd { return a.moveForm(1) }},
		{keys: []string{"shift+tab"}, does: "previous field", footer: ifRoom, do: func(a *App) tea.Cmd { return a.moveForm(-1) }},
		typedMenuKey(),
		{keys: []string{"esc"}, does: "back", footer: always, do: do(func(a *App) { a.leave() })},
	}}
}

func pathKeys() table {
	return table{name: "Which file to import", typing: true, actions: []action{
		{keys: []string{"enter"}, does: "import", footer: always, do: (*App).importNamed},
		{keys: []string{"tab"}, does: "complete", footer: always, do: func(a *App) tea.Cmd { return a.path.complete(a) }},
		backKey("back"),
	}}
}

func importKeys() table {
	by := func(n int) func(*App) tea.Cmd {
		return do(func(a *App) { a.importing.top += n })
	}
	return table{name: "An import", actions: []action{
		{keys: []string{"esc", "q"}, label: "esc", does: "cancel, or back", footer: always, do: (*App).importBack},
		{keys: []string{"s"}, does: "import the other cases", footer: always, disabledReason: noOtherCases, do: func(a *App) tea.Cmd { return a.startImport(true) }},
		{keys: []string{"enter"}, does: "to the queue", footer: always, disabledReason: func(a *App) string {
			if a.importing.running() {
				return "the import is still running; esc cancels it"
			}
			return ""
		}, do: (*App).importBack},
		{keys: []string{"u"}, does: "change the mapping that the file was read with", disabledReason: noMappingUsed, do: (*App).remap},
		{keys: []string{"v"}, does: "list the problems one by one, or by cause", disabledReason: func(a *App) string {
			if a.importing.running() {
				return "the import is still running; esc cancels it"
			}
			if a.importing.Report.ProblemCount == 0 {
				return "there is no problem to list"
			}
			return ""
		}, do: do(func(a *App) { a.importing.each, a.importing.top = !a.importing.each, 0 })},
		{keys: []string{"j", "down"}, does: "next problem or question", do: by(1)},
		{keys: []string{"k", "up"}, does: "previous problem or question", do: by(-1)},
		{keys: []string{"pgdown"}, does: "a page on", do: by(10)},
		{keys: []string{"pgup"}, does: "a page back", do: by(-10)},
		helpKey(),
	}}
}
