package review

import (
	"slices"

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
		return a.writing.Keys()
	case desk.InGuide:
		return a.guide.Keys()
	case desk.InFind:
		return a.guide.FindKeys()
	case desk.InHistory:
		return a.history.Keys()
	case desk.InOthers:
		return a.others.Keys()
	case desk.InForm:
		return a.forms.Keys()
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
		return a.writing.NoteKeys()
	case desk.InFacts:
		return a.facts.FactsKeys()
	case desk.InMapping:
		return a.importing.Mapping.Keys()
	case desk.InAdvice:
		return a.writing.Advice.Keys()
	case desk.InApplication:
		return a.application.Keys()
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
	return desk.Table{Name: "The queue", Actions: slices.Concat([]desk.Action{
		{Keys: []string{"enter"}, Does: "review the incident", Footer: desk.Always, FooterLabel: "review", DisabledReason: func() string {
			if a.queue.Cursor == 0 {
				return "no incident is under this filter; tab goes to the next"
			}
			return ""
		}, Do: func() tea.Cmd { return a.review.OpenIncident(a.queue.Cursor, desk.Status{}) }},
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
		{Keys: []string{"a"}, Does: "add an incident by hand", Footer: desk.Always, FooterLabel: "add", DisabledReason: a.NotInDemo, Do: func() tea.Cmd { return a.forms.Add(model.Facts{}) }},
		{Keys: []string{"i"}, Does: "import a file", Footer: desk.Always, FooterLabel: "import", DisabledReason: a.NotInDemo, Do: a.importing.Prompt.Open},
		{Keys: []string{"s"}, Does: "summary of the work", Footer: desk.Always, FooterLabel: "summary", DisabledReason: a.NotInSecond, Do: a.summary.openSummary},
		a.application.Action(),
		a.quality.qualityKey(),
		{Keys: []string{"Q"}, Does: "review a sample a second time, blind", DisabledReason: a.quality.noSecond, Do: a.quality.askSecond},
	}, a.review.UndoActions(false), []desk.Action{
		{Keys: []string{"esc"}, Does: "clear the search", DisabledReason: func() string {
			if a.queue.Search.Text() == "" && !a.tour.On() {
				return "there is no search to clear; q quits"
			}
			return ""
		}, Do: a.clearQueue},
		a.MenuKey(),
		a.HelpKey(),
		{Keys: []string{"q"}, Does: "quit", Footer: desk.Always, Do: a.quit},
	}, a.tour.Actions())}
}

// clearQueue clears the search; where there is none it ends the tour.
func (a *App) clearQueue() tea.Cmd {
	if a.queue.Search.Text() == "" {
		return a.tour.End()
	}
	return a.queue.Unsearch()
}

func (a *App) reviewKeys() desk.Table {
	return desk.Table{Name: "The review of an incident", Actions: slices.Concat(
		a.review.AnswerActions(), a.review.DecideActions(), a.review.StepActions(),
		a.guide.CriterionActions(),
		[]desk.Action{a.others.Action(), a.application.Action(), a.history.Action(), a.writing.NoteAction()},
		a.review.UndoActions(true), []desk.Action{a.review.CopyAction()}, a.review.ReadActions(), []desk.Action{a.review.IncompleteAction()},
		a.forms.Actions(),
		[]desk.Action{a.MenuKey(), a.HelpKey(), {Keys: []string{"esc"}, Does: "back to the queue", Footer: desk.Always, FooterLabel: "queue", Do: a.review.BackToQueue}},
		a.tour.Actions(),
	)}
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
