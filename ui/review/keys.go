package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/queue"
	"gd8/ui/review/desk"
)

// tableOf are the actions of a screen.
func (a *App) tableOf(s desk.Screen) desk.Table {
	switch s {
	case desk.InPurpose:
		return a.who.purposeKeys()
	case desk.InQueue:
		return a.queueKeys()
	case desk.InSearch:
		return a.queue.SearchKeys()
	case desk.InReview:
		return a.reviewKeys()
	case desk.InRationale:
		return a.writing.rationaleKeys()
	case desk.InGuide:
		return a.guide.Keys()
	case desk.InFind:
		return a.guide.FindKeys()
	case desk.InHistory:
		return a.history.historyKeys()
	case desk.InOthers:
		return a.others.othersKeys()
	case desk.InForm:
		return a.forms.formKeys()
	case desk.InPath:
		return a.importing.Prompt.Keys()
	case desk.InImport:
		return a.importing.Keys()
	case desk.InPalette:
		return a.palette.Keys()
	case desk.InOpening:
		return a.opening.openingKeys()
	case desk.InSummary:
		return a.summary.summaryKeys()
	case desk.InNote:
		return a.writing.noteKeys()
	case desk.InFacts:
		return a.facts.FactsKeys()
	case desk.InMapping:
		return a.importing.Mapping.Keys()
	case desk.InAdvice:
		return a.advice.adviceKeys()
	case desk.InApplication:
		return a.application.applicationKeys()
	case desk.InQuality:
		return a.quality.qualityKeys()
	case desk.InDispute:
		return a.dispute.disputeKeys()
	}
	return a.help.Keys()
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
		return func() tea.Cmd { return a.queue.To(at()) }
	}
	return desk.Table{Name: "The queue", Actions: append([]desk.Action{
		{Keys: []string{"enter"}, Does: "review the incident", Footer: desk.Always, FooterLabel: "review", DisabledReason: func() string {
			if a.queue.Cursor == 0 {
				return "no incident is under this filter; tab goes to the next"
			}
			return ""
		}, Do: func() tea.Cmd { return a.review.open(a.queue.Cursor, desk.Status{}) }},
		{Keys: []string{"j", "down"}, Does: "next incident", Do: to(func() int { return a.queue.At + 1 })},
		{Keys: []string{"k", "up"}, Does: "previous incident", Do: to(func() int { return a.queue.At - 1 })},
		{Keys: []string{"g", "home"}, Does: "first incident", Do: to(func() int { return 0 })},
		{Keys: []string{"G", "end"}, Does: "last incident", Do: to(func() int { return 1 << 31 })},
		{Keys: []string{"pgdown"}, Does: "a page on", Do: to(func() int { return a.queue.At + a.queue.Height() })},
		{Keys: []string{"pgup"}, Does: "a page back", Do: to(func() int { return a.queue.At - a.queue.Height() })},
		{Keys: []string{"/"}, Does: "search the texts", Footer: desk.Always, FooterLabel: "search", Do: desk.Do(func() { a.Enter(desk.InSearch) })},
		{Keys: []string{"n"}, Does: "next that was found, round and round", DisabledReason: a.queue.NotSearched, Do: func() tea.Cmd { return a.queue.NextFound(1) }},
		{Keys: []string{"N"}, Does: "previous that was found", DisabledReason: a.queue.NotSearched, Do: func() tea.Cmd { return a.queue.NextFound(-1) }},
		{Keys: []string{"tab"}, Does: "next filter", Footer: desk.Always, FooterLabel: "filter", Do: func() tea.Cmd { return a.queue.Filter(1) }},
		{Keys: []string{"shift+tab"}, Does: "previous filter", Do: func() tea.Cmd { return a.queue.Filter(-1) }},
		a.queue.FilterKey(queue.FilterAttention), a.queue.FilterKey(queue.FilterOneFact), a.queue.FilterKey(queue.FilterApplies), a.queue.FilterKey(queue.FilterUndetermined),
		a.queue.FilterKey(queue.FilterDoesNotApply), a.queue.FilterKey(queue.FilterOutOfScope), a.queue.FilterKey(queue.FilterToDo), a.queue.FilterKey(queue.FilterOutOfDate),
		a.queue.FilterKey(queue.FilterDeferred), a.queue.FilterKey(queue.FilterAll),
		{Keys: []string{"o", "right"}, FooterKeys: "o", Does: "list by the next column", Footer: desk.IfRoom, FooterLabel: "order", Do: func() tea.Cmd { return a.queue.Order(1) }},
		{Keys: []string{"left"}, Does: "list by the column before", Do: func() tea.Cmd { return a.queue.Order(-1) }},
		{Keys: []string{"O"}, Does: "turn the list round", Do: func() tea.Cmd { return a.queue.Turn() }},
		{Keys: []string{"a"}, Does: "add an incident by hand", Footer: desk.Always, FooterLabel: "add", DisabledReason: a.NotInDemo, Do: func() tea.Cmd { return a.forms.addForm(model.Facts{}) }},
		{Keys: []string{"i"}, Does: "import a file", Footer: desk.Always, FooterLabel: "import", DisabledReason: a.NotInDemo, Do: a.importing.Prompt.Open},
		{Keys: []string{"s"}, Does: "summary of the work", Footer: desk.Always, FooterLabel: "summary", DisabledReason: a.NotInSecond, Do: a.summary.openSummary},
		a.application.applicationKey(),
		a.quality.qualityKey(),
		{Keys: []string{"Q"}, Does: "review a sample a second time, blind", DisabledReason: a.quality.noSecond, Do: a.quality.askSecond},
		{Keys: []string{"z"}, Does: "undo the last answer or decision of this sitting", DisabledReason: a.review.nothingToUndo, Do: a.review.undo},
		a.review.redoKey(),
		{Keys: []string{"esc"}, Does: "clear the search", DisabledReason: func() string {
			if a.queue.Search.Text() == "" && !a.tour.On() {
				return "there is no search to clear; q quits"
			}
			return ""
		}, Do: a.clearQueue},
		a.MenuKey(),
		a.HelpKey(),
		{Keys: []string{"q"}, Does: "quit", Footer: desk.Always, Do: a.quit},
	}, a.tour.Actions()...)}
}

// clearQueue clears the search; where there is none it ends the tour.
func (a *App) clearQueue() tea.Cmd {
	if a.queue.Search.Text() == "" {
		return a.tour.End()
	}
	return a.queue.Unsearch()
}

// redoKey does again what was undone.
func (v *reviewing) redoKey() desk.Action {
	return desk.Action{Keys: []string{"Z"}, Acts: true, Does: "do again what was undone", DisabledReason: func() string { return v.Sit.WhyNotRedo() }, Do: v.redo}
}

func (v *reviewing) nothingToUndo() string { return v.Sit.WhyNotUndo() }

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
		{Keys: []string{"e"}, Acts: true, Does: "edit the decision that stands", Footer: desk.IfRoom, FooterLabel: "edit", DisabledReason: a.checklist.WhyNotEdit, Do: func() tea.Cmd { return a.writing.decide(a.Incident.Item().Decision.Kind) }},
		{Keys: []string{">"}, Does: "next that needs attention", Footer: desk.Always, FooterLabel: "next", Do: func() tea.Cmd { return a.review.step(true) }},
		{Keys: []string{"<"}, Does: "previous that needs attention", Do: func() tea.Cmd { return a.review.step(false) }},
		{Keys: []string{"tab", "shift+tab"}, Label: "tab", Does: "to the facts, and back", Footer: desk.IfRoom, FooterLabel: "facts", Do: desk.Do(func() { a.facts.Focused = !a.facts.Focused })},
		{Keys: []string{"g", "ctrl+g"}, Label: "g", Does: "guidance on the criterion in hand", Footer: desk.Always, FooterLabel: "guidance", Do: a.guide.Open},
		a.guide.PassageKey(model.CriterionRelevant), a.guide.PassageKey(model.CriterionYouthProduced), a.guide.PassageKey(model.CriterionOutcome21),
		a.guide.PassageKey(model.CriterionSingleIncident), a.guide.PassageKey(model.CriterionNoAggravatingFactor), a.guide.PassageKey(model.CriterionNoFurtherInformation),
		{Keys: []string{"p"}, Does: "other records of the individual, and who may be the same", DisabledReason: a.facts.NoOthers, Do: a.others.openOthers},
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
		{Keys: []string{" "}, Label: "space", Does: "the summary and facts in full width", Footer: desk.IfRoom, FooterLabel: "read", Do: a.facts.OpenFacts},
		{Keys: []string{"pgdown"}, Does: "a page of facts on", Do: desk.Do(func() { a.facts.Scroll(1) })},
		{Keys: []string{"pgup"}, Does: "a page of facts back", Do: desk.Do(func() { a.facts.Scroll(-1) })},
		{Keys: []string{"I"}, Acts: true, Does: "answer for the incomplete case", Rare: true, DisabledReason: func() string { return a.Incident.WhyNotIncomplete() }, Do: a.review.answerIncomplete},
		{Keys: []string{"a"}, Acts: true, Does: "add another hit of this individual by hand", DisabledReason: a.NotInDemo, Do: a.forms.addAnother},
		{Keys: []string{"C"}, Acts: true, Does: "correct the record entered by hand", Rare: true, DisabledReason: a.review.notByHand, Do: a.forms.correctForm},
		{Keys: []string{"X"}, Acts: true, Does: "withdraw the record entered by hand", Rare: true, DisabledReason: a.review.notByHand, Do: a.forms.withdrawRecord},
		a.MenuKey(),
		a.HelpKey(),
		{Keys: []string{"esc"}, Does: "back to the queue", Footer: desk.Always, FooterLabel: "queue", Do: a.review.backToQueue},
	}, a.tour.Actions()...)}
}

// everywhereKeys are the actions that every screen has beside its own.
func (a *App) everywhereKeys() desk.Table {
	open := func(s ...desk.Screen) func() string {
		return func() string {
			for _, is := range s {
				if a.Screen() == is {
					return "it is open already"
				}
			}
			return ""
		}
	}
	return desk.Table{Name: "Everywhere", Actions: []desk.Action{
		{Keys: []string{"f1"}, Does: "keys that work here", DisabledReason: open(desk.InHelp, desk.InPalette), Do: a.help.Open},
		{Keys: []string{"ctrl+k"}, Does: "every action by name", DisabledReason: open(desk.InHelp, desk.InPalette), Do: a.palette.Open},
		{Keys: []string{"ctrl+g"}, Does: "the guidance", DisabledReason: open(desk.InGuide, desk.InFind, desk.InHelp, desk.InPalette), Do: a.guide.Open},
		{Keys: []string{"ctrl+l"}, Does: "lock the screen", Do: func() tea.Cmd { return a.lock.lockScreen(true) }},
		{Keys: []string{"ctrl+r"}, Does: "what became of the store's file, where it was moved or replaced", Rare: true, DisabledReason: func() string {
			if !a.Replaced {
				return "the store's file is in its place"
			}
			return ""
		}, Do: a.keep.putBack},
		{Keys: []string{"ctrl+c"}, Does: "quit gd8; what is typed is kept", Do: a.interrupt},
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
