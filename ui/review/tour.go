package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/term"
)

// tour is the first-run tour of the demo: a strip above the status line that
// says what to look at and try, and moves on as the officer does it. It takes
// its lines from the layout, so it hides nothing; it never says what to decide.
type tour struct {
	on   bool
	at   int
	mark tourMark // how things stood when the step began
}

// tourMark is what a step is measured against.
type tourMark struct {
	number   store.Number
	field    model.Field
	answered int
	decided  int
	writing  bool // a rationale was open, or came to be
}

// tourStep is one step of the tour.
type tourStep struct {
	on   screen // the screen it speaks of
	say  string
	done func(a *App, since tourMark) bool
}

// tourSteps are the steps in order. Each fits in two lines of the smallest
// window.
func tourSteps() []tourStep {
	return []tourStep{
		{inQueue, "Each line is an incident; j and k move, enter opens it. t skips a step, T ends the tour.", func(a *App, _ tourMark) bool {
			return a.base() == inReview
		}},
		{inReview, "The verdict, then the six criteria with what each rests on. j and k go through the questions.", func(a *App, since tourMark) bool {
			return a.incident != nil && (a.incident.Number == since.number && a.checklist.field != since.field || a.facts.focused)
		}},
		{inReview, "g shows the guidance behind the criterion in hand, esc comes back here. Try g.", func(a *App, _ tourMark) bool {
			return a.screen() == inGuide
		}},
		{inReview, "What is not known is asked of you: y yes, n no, u not recorded. > goes to the next incident.", func(a *App, since tourMark) bool {
			return a.rationale != nil || a.sit.Kept().Answered > since.answered && len(a.incident.Questions) == 0
		}},
		{inReview, "Decide: c consider, r refer, w wait, d discard where the test allows it. gd8 proposes none.", func(a *App, _ tourMark) bool {
			return a.rationale != nil
		}},
		{inRationale, "Say why in your own words, section by section (tab). ctrl+s saves, esc keeps a draft.", func(a *App, since tourMark) bool {
			return since.writing && a.rationale == nil
		}},
		{inReview, "z takes the last step back, : lists every action by name, ? the keys. T ends the tour.", func(a *App, _ tourMark) bool {
			return a.screen() == inPalette || a.screen() == inHelp
		}},
	}
}

// tourKeys move the tour on by hand.
func tourKeys() []action {
	return []action{
		{keys: []string{"t"}, does: "next step of the demo's tour", rare: true, disabledReason: noTour, do: (*App).tourOn},
		{keys: []string{"T"}, does: "end the demo's tour", rare: true, disabledReason: noTour, do: (*App).endTour},
	}
}

func noTour(a *App) string {
	if !a.tour.on {
		if a.o.Demo {
			return "the tour is over; it begins anew when gd8 demo is started again"
		}
		return "no tour is on; gd8 demo begins one"
	}
	return ""
}

// startTour begins the tour.
func (a *App) startTour() {
	a.tour = tour{on: true}
	a.markTour()
}

func (a *App) markTour() {
	m := tourMark{answered: a.sit.Kept().Answered, decided: a.sit.Kept().Decided, field: a.checklist.field, writing: a.rationale != nil}
	if a.incident != nil {
		m.number = a.incident.Number
	}
	a.tour.mark = m
}

// followTour moves the tour on where its step was done.
func (a *App) followTour() tea.Cmd {
	if !a.tour.on || a.dialog != nil {
		return nil
	}
	a.tour.mark.writing = a.tour.mark.writing || a.rationale != nil
	if a.incident != nil && a.tour.mark.number != a.incident.Number {
		writing, decided := a.tour.mark.writing, a.tour.mark.decided
		a.markTour() // the step begins anew at another incident
		a.tour.mark.writing, a.tour.mark.decided = writing, decided
	}
	// An officer who goes ahead is followed, not called back: to the step after
	// the last that was done, and after a decision to the end.
	at := a.tour.at
	for i, step := range tourSteps()[:writingStep+1] {
		if i >= at && step.done(a, a.tour.mark) {
			a.tour.at = i
		}
	}
	if a.sit.Kept().Decided > a.tour.mark.decided && a.tour.at <= writingStep {
		a.tour.at = writingStep
	} else if a.tour.at == at && !tourSteps()[at].done(a, a.tour.mark) {
		return nil
	}
	return a.tourOn()
}

// tourOn goes to the next step; after the last the tour is over.
func (a *App) tourOn() tea.Cmd {
	if a.tour.at++; a.tour.at >= len(tourSteps()) {
		return a.endTour()
	}
	a.markTour()
	return nil
}

func (a *App) endTour() tea.Cmd {
	a.tour = tour{}
	return a.resize(a.layout.width, a.layout.height)
}

// lines is how many lines of a window the tour takes, the same at every step.
func (t *tour) lines(width, height int) int {
	if !t.on || width < minWidth || height < tourHeight {
		return 0
	}
	most := 0
	for i, step := range tourSteps() {
		most = max(most, len(term.Wrap(t.named(i, height)+step.say, width-2)))
	}
	if tourRuled(height) {
		most++
	}
	return most
}

// tourRuled reports whether a window has the height for a rule over the tour.
func tourRuled(height int) bool { return height >= 20 }

// named is what stands before a step where no rule names it.
func (t *tour) named(step, height int) string {
	if tourRuled(height) {
		return ""
	}
	return fmt.Sprintf("Tour %d of %d: ", step+1, len(tourSteps()))
}

// view draws the tour's strip.
func (t *tour) view(a *App) []string {
	l := a.layout
	if l.strip == 0 {
		return nil
	}
	say := t.says(a)
	var lines []string
	if tourRuled(l.height) {
		said := fmt.Sprintf("The tour, step %d of %d", t.at+1, len(tourSteps()))
		if !a.typing() {
			said += " " + a.look.Symbols.Separator + " t next step, T end"
		}
		lines = append(lines, a.rule(said))
	}
	lines = append(lines, indent(a.paragraph(term.Title, t.named(t.at, l.height)+say, l.width-2))...)
	return exactly(lines, l.strip)
}

// says is what the tour says on the screen in use: its step, or the way to
// where the step is.
func (t *tour) says(a *App) string {
	steps := tourSteps()
	step := steps[t.at]
	switch is := a.screen(); {
	case is == inReview && t.at == askingStep && a.incident != nil && len(a.incident.Questions) == 0:
		return "Nothing is left to ask here. > goes to the next incident; what is not known there is asked: y, n, u."
	case is == step.on:
		return step.say
	case is == inRationale:
		return steps[writingStep].say
	case is == inReview && step.on == inRationale:
		return "The next step is in the rationale: c, r or w opens one, d where it is open. t skips the step."
	case is == inQueue:
		return "enter opens an incident; the tour goes on there. T ends it."
	case is == inReview:
		return "esc goes to the queue; the tour goes on there. T ends it."
	}
	return "esc goes back; the tour goes on there."
}

// The steps about what is not known, and about the rationale.
const (
	askingStep  = 3
	writingStep = 5
)
