package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
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
	return bind("?", "keys that work here", (*App).openHelp, "?", "f1").inFootAs("keys")
}

func backKey(does string) action {
	return bind("esc", does, do(func(a *App) { a.leave() }), "esc").inFoot()
}

func purposeKeys() table {
	return table{name: "The purpose of a sitting", typing: true, actions: []action{
		bind("enter", "start the sitting", func(a *App) tea.Cmd {
			if err := a.sit.SetPurpose(oneLine(a.purpose.text)); err != nil {
				a.sayError(err)
				return nil
			}
			return a.begin()
		}, "enter").inFoot(),
		bind("esc", "quit", (*App).quit, "esc").inFoot(),
	}}
}

func queueKeys() table {
	to := func(at func(a *App) int) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { return a.queue.to(a, at(a)) }
	}
	return table{name: "The queue", actions: append([]action{
		bind("enter", "review the incident", func(a *App) tea.Cmd { return a.open(a.queue.cursor, status{}) }, "enter").inFootAs("review").unless(func(a *App) string {
			if a.queue.cursor == 0 {
				return "no incident is under this filter; tab goes to the next"
			}
			return ""
		}),
		bind("j, down", "next incident", to(func(a *App) int { return a.queue.at + 1 }), "j", "down"),
		bind("k, up", "previous incident", to(func(a *App) int { return a.queue.at - 1 }), "k", "up"),
		bind("g, home", "first incident", to(func(*App) int { return 0 }), "g", "home"),
		bind("G, end", "last incident", to(func(a *App) int { return 1 << 31 }), "G", "end"),
		bind("pgdn", "a page on", to(func(a *App) int { return a.queue.at + a.queue.height(a) }), "pgdown"),
		bind("pgup", "a page back", to(func(a *App) int { return a.queue.at - a.queue.height(a) }), "pgup"),
		bind("/", "search the texts", do(func(a *App) { a.enter(inSearch) }), "/").inFootAs("search"),
		bind("tab", "next filter", func(a *App) tea.Cmd { return a.queue.filter(a, 1) }, "tab").inFootAs("filter"),
		bind("shift+tab", "previous filter", func(a *App) tea.Cmd { return a.queue.filter(a, -1) }, "shift+tab"),
		bind("o", "list in the next order", func(a *App) tea.Cmd { return a.queue.order(a) }, "o").inFootAs("order").ifRoom(),
		bind("a", "add an incident by hand", func(a *App) tea.Cmd { return a.openForm(false) }, "a").inFootAs("add").unless(notInDemo),
		bind("i", "import a file", (*App).openPath, "i").inFootAs("import").unless(notInDemo),
		bind("s", "summary of the work", (*App).openSummary, "s").inFootAs("summary"),
		bind("z", "undo the last answer or decision of this sitting", (*App).undo, "z").unless(nothingToUndo),
		bind("esc", "clear the search", (*App).clearQueue, "esc").unless(func(a *App) string {
			if a.queue.search.text() == "" && !a.tour.on {
				return "there is no search to clear; q quits"
			}
			return ""
		}),
		menuKey(),
		helpKey(),
		bind("q", "quit", (*App).quit, "q").inFoot(),
	}, tourKeys()...)}
}

// clearQueue clears the search; where there is none it ends the tour.
func (a *App) clearQueue() tea.Cmd {
	if a.queue.search.text() == "" {
		return a.endTour()
	}
	return a.queue.unsearch(a)
}

func nothingToUndo(a *App) string { return a.sit.WhyNotUndo() }

func searchKeys() table {
	return table{name: "Searching the queue", typing: true, actions: []action{
		bind("enter", "keep the search", func(a *App) tea.Cmd { return a.queue.keep(a) }, "enter").inFoot(),
		bind("esc", "clear the search", func(a *App) tea.Cmd {
			a.leave()
			return a.queue.unsearch(a)
		}, "esc").inFoot(),
		bind("down", "next incident", func(a *App) tea.Cmd { return a.queue.to(a, a.queue.at+1) }, "down"),
		bind("up", "previous incident", func(a *App) tea.Cmd { return a.queue.to(a, a.queue.at-1) }, "up"),
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
		bind("y", "answer yes", answer("yes"), "y").unless(notTri),
		bind("n", "answer no", answer("no"), "n").unless(notTri),
		bind("u", "answer not recorded", answer(""), "u").unless(notTri),
		bind("x", "withdraw your answer", (*App).withdrawAnswer, "x").unless(func(a *App) string { return a.incident.WhyNotWithdraw(a.fieldInHand()) }),
		bind("enter", "answer the fact in hand in words", (*App).edit, "enter").unless(notInWords),
		bind("d", "discard under AT2", decide(model.Discard), "d").inFootAs("discard").unless(whyNot(model.Discard)),
		bind("c", "consider for disclosure", decide(model.Consider), "c").inFootAs("consider").unless(whyNot(model.Consider)),
		bind("r", "refer to the standard process", decide(model.Refer), "r").inFootAs("refer").unless(whyNot(model.Refer)),
		bind("w", "wait for information: defer", decide(model.Defer), "w").inFootAs("wait").unless(whyNot(model.Defer)),
		bind("e", "edit the decision that stands", func(a *App) tea.Cmd { return a.decide(a.incident.Item().Decision.Kind) }, "e").inFootAs("edit").ifRoom().unless(whyNotEdit),
		bind(">", "next that needs attention", func(a *App) tea.Cmd { return a.step(true) }, ">").inFootAs("next"),
		bind("<", "previous that needs attention", func(a *App) tea.Cmd { return a.step(false) }, "<"),
		bind("tab", "to the facts, and back", do(func(a *App) { a.facts.focused = !a.facts.focused }), "tab", "shift+tab").inFootAs("facts").ifRoom(),
		bind("g", "guidance on the criterion in hand", (*App).openGuide, "g", "ctrl+g").inFootAs("guidance"),
		passageKey(model.CriterionRelevant), passageKey(model.CriterionYouthProduced), passageKey(model.CriterionOutcome21),
		passageKey(model.CriterionSingleIncident), passageKey(model.CriterionNoAggravatingFactor), passageKey(model.CriterionNoFurtherInformation),
		bind("p", "other records of the individual", (*App).openOthers, "p").unless(noOthers),
		bind("h", "history of the incident", (*App).openHistory, "h"),
		bind("m", "your note to yourself", (*App).openNote, "m"),
		bind("z", "undo the last answer or decision of this sitting", (*App).undo, "z").inFootAs("undo").ifRoom().unless(nothingToUndo),
		bind("j, down", "next question or fact", do(func(a *App) { a.move(1) }), "j", "down"),
		bind("k, up", "previous question or fact", do(func(a *App) { a.move(-1) }), "k", "up"),
		bind("home", "first question or fact", do(func(a *App) { a.jump(false) }), "home"),
		bind("G, end", "last question or fact", do(func(a *App) { a.jump(true) }), "G", "end"),
		bind("pgdn", "a page of facts on", do(func(a *App) { a.facts.scroll(1) }), "pgdown"),
		bind("pgup", "a page of facts back", do(func(a *App) { a.facts.scroll(-1) }), "pgup"),
		bind("I", "answer for the incomplete case", (*App).answerIncomplete, "I").seldom().unless(func(a *App) string { return a.incident.WhyNotIncomplete() }),
		bind("C", "correct the record entered by hand", func(a *App) tea.Cmd { return a.openForm(true) }, "C").seldom().unless(notByHand),
		bind("X", "withdraw the record entered by hand", (*App).withdrawRecord, "X").seldom().unless(notByHand),
		menuKey(),
		helpKey(),
		bind("esc", "back to the queue", (*App).backToQueue, "esc").inFootAs("queue"),
	}, tourKeys()...)}
}

// notTri says why the fact in hand is not answered with yes, no or not
// recorded, and notInWords why it is.
func notTri(a *App) string {
	if f := a.fieldInHand(); f.Kind() != model.KindTri {
		return f.Title() + " is not a question of yes or no: enter opens it"
	}
	return ""
}

func notInWords(a *App) string {
	switch f := a.fieldInHand(); {
	case f.IsKey():
		return f.Title() + " is part of the record's key and is not answered; correct the source instead"
	case f.Kind() == model.KindTri:
		return f.Title() + " is answered with y, n or u; x takes your answer back"
	}
	return ""
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
	a.checklist.move(by)
}

// jump goes to the first or last question or fact.
func (a *App) jump(last bool) {
	switch {
	case a.facts.focused && last:
		a.facts.at = len(factOrder) - 1
	case a.facts.focused:
		a.facts.at, a.facts.top = 0, 0
	case last:
		a.checklist.last()
	default:
		a.checklist.first()
	}
}

func rationaleKeys() table {
	return table{name: "The rationale", typing: true, actions: []action{
		bind("ctrl+s", "save the decision", (*App).saveDecision, "ctrl+s").inFootAs("save"),
		bind("tab", "next section", do(func(a *App) { a.rationale.turn(1) }), "tab").inFoot(),
		bind("shift+tab", "previous section", do(func(a *App) { a.rationale.turn(-1) }), "shift+tab"),
		bind("ctrl+g", "guidance", (*App).openGuide, "ctrl+g").inFoot(),
		bind("ctrl+f", "facts of the incident", do(func(a *App) { a.enter(inFacts) }), "ctrl+f").inFootAs("facts").ifRoom().unless(factsBeside),
		bind("ctrl+o", "text to a file", (*App).writeOut, "ctrl+o").inFoot().ifRoom(),
		typedMenuKey(),
		bind("esc", "back", (*App).leaveRationale, "esc").inFoot(),
	}}
}

// scrolling are the keys that scroll a text.
func scrolling(by func(a *App, lines int), page func(a *App) int) []action {
	return []action{
		bind("j, down", "a line on", do(func(a *App) { by(a, 1) }), "j", "down").inFootOf("j k", "scroll"),
		bind("k, up", "a line back", do(func(a *App) { by(a, -1) }), "k", "up"),
		bind("pgdn", "a page on", do(func(a *App) { by(a, page(a)) }), "pgdown", " "),
		bind("pgup", "a page back", do(func(a *App) { by(a, -page(a)) }), "pgup"),
		bind("g, home", "to the start", do(func(a *App) { by(a, -1<<30) }), "g", "home"),
		bind("G, end", "to the end", do(func(a *App) { by(a, 1<<30) }), "G", "end"),
	}
}

func historyKeys() table {
	return table{name: "The history of an incident", actions: append(
		scrolling(func(a *App, n int) { a.history.top = max(a.history.top+n, 0) }, func(a *App) int { return a.history.height }),
		backKey("back"), menuKey(), helpKey())}
}

func othersKeys() table {
	return table{name: "Other records of the individual", actions: []action{
		bind("enter", "review it", (*App).openOther, "enter").inFoot(),
		bind("l", "link as one event", (*App).link, "l").inFoot().unless(func(a *App) string { return a.others.notHere(a) }),
		bind("u", "unlink this record", (*App).unlink, "u").inFoot().unless(notLinked),
		bind("j, down", "next record", do(func(a *App) { a.others.move(1) }), "j", "down").inFootOf("j k", "choose").ifRoom(),
		bind("k, up", "previous record", do(func(a *App) { a.others.move(-1) }), "k", "up"),
		bind("pgdn", "a page of facts on", do(func(a *App) { a.others.scroll(1) }), "pgdown", " "),
		bind("pgup", "a page of facts back", do(func(a *App) { a.others.scroll(-1) }), "pgup"),
		backKey("back"), menuKey(), helpKey(),
	}}
}

func formKeys() table {
	return table{name: "An incident entered by hand", typing: true, actions: []action{
		bind("ctrl+s", "save", (*App).saveForm, "ctrl+s").inFoot(),
		bind("tab", "next field", do(func(a *App) { a.form.move(1) }), "tab").inFoot(),
		bind("shift+tab", "previous field", do(func(a *App) { a.form.move(-1) }), "shift+tab").inFoot().ifRoom(),
		typedMenuKey(),
		bind("esc", "back", do(func(a *App) { a.leave() }), "esc").inFoot(),
	}}
}

func pathKeys() table {
	return table{name: "Which file to import", typing: true, actions: []action{
		bind("enter", "import", func(a *App) tea.Cmd { return a.startImport(false) }, "enter").inFoot(),
		bind("tab", "complete", func(a *App) tea.Cmd { return a.path.complete(a) }, "tab").inFoot(),
		backKey("back"),
	}}
}

func importKeys() table {
	by := func(n int) func(*App) tea.Cmd {
		return do(func(a *App) { a.importing.top += n })
	}
	return table{name: "An import", actions: []action{
		bind("esc", "cancel, or back", (*App).importBack, "esc", "q").inFoot(),
		bind("s", "import the other cases", func(a *App) tea.Cmd { return a.startImport(true) }, "s").inFoot().unless(noOtherCases),
		bind("enter", "to the queue", (*App).importBack, "enter").inFoot().unless(func(a *App) string {
			if a.importing.running() {
				return "the import is still running; esc cancels it"
			}
			return ""
		}),
		bind("j, down", "next problem", by(1), "j", "down"),
		bind("k, up", "previous problem", by(-1), "k", "up"),
		bind("pgdn", "problems on", by(10), "pgdown"),
		bind("pgup", "problems back", by(-10), "pgup"),
		helpKey(),
	}}
}
