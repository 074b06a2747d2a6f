package guide

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/review/worklist"
	"gd8/ui/term"
)

// Tour is the first-run tour of the demo: a strip above the status line that
// says what to look at and try, and moves on as the officer does it. It takes
// its lines from the layout, so it hides nothing; it never says what to decide.
type Tour struct {
	*desk.Desk
	Checklist *panes.Checklist
	Facts     *panes.Facts
	Queue     *worklist.List
	// Arguing is the decision whose rationale is being written, NoDecision for none.
	Arguing func() model.DecisionKind
	on      bool
	at      int
	mark    tourMark // how things stood when the step began
}

// writing reports whether a rationale is being written.
func (t *Tour) writing() bool { return t.Arguing() != model.NoDecision }

// tourMark is what a step is measured against.
type tourMark struct {
	number   store.Number
	field    model.Field
	answered int
	decided  int
	writing  bool // a rationale was open, or came to be
}

// Step is one step of the tour.
type Step struct {
	on   desk.Screen // the screen it speaks of
	Say  string
	done func(since tourMark) bool
}

// Steps are the steps in order. Each fits in two lines of the smallest
// window.
func (t *Tour) Steps() []Step {
	return []Step{
		{desk.InQueue, "Each line is an incident; j and k move, enter opens it. t skips a step, T ends the tour.", func(tourMark) bool {
			return t.Base() == desk.InReview
		}},
		{desk.InReview, "The verdict, then the six criteria with what each rests on. j and k go through the questions.", func(since tourMark) bool {
			return t.Incident != nil && (t.Incident.Number == since.number && t.Checklist.Field != since.field || t.Facts.Focused)
		}},
		{desk.InReview, "g shows the guidance behind the criterion in hand, esc comes back here. Try g.", func(tourMark) bool {
			return t.Screen() == desk.InGuide
		}},
		{desk.InReview, "What is not known is asked of you: y yes, n no, u not recorded. > goes to the next incident.", func(since tourMark) bool {
			return t.writing() || t.Sit.Kept().Answered > since.answered && len(t.Incident.Questions) == 0
		}},
		{desk.InReview, "Decide: c consider, r refer, w wait, d discard where the test allows it. gd8 proposes none.", func(tourMark) bool {
			return t.writing()
		}},
		{desk.InRationale, "Say why in your own words, section by section (tab). ctrl+s saves, esc keeps a draft.", func(since tourMark) bool {
			return since.writing && !t.writing()
		}},
		{desk.InReview, "z takes the last step back, : lists every action by name, ? the keys. T ends the tour.", func(tourMark) bool {
			return t.Screen() == desk.InPalette || t.Screen() == desk.InHelp
		}},
	}
}

// Actions move the tour on by hand.
func (t *Tour) Actions() []desk.Action {
	return []desk.Action{
		{Keys: []string{"t"}, Does: "next step of the demo's tour", Rare: true, DisabledReason: t.notOn, Do: t.goOn},
		{Keys: []string{"T"}, Does: "end the demo's tour", Rare: true, DisabledReason: t.notOn, Do: t.End},
	}
}

func (t *Tour) notOn() string {
	if !t.on {
		if t.Options.Demo {
			return "the tour is over; it begins anew when gd8 demo is started again"
		}
		return "no tour is on; gd8 demo begins one"
	}
	return ""
}

// On reports whether the tour is on the screen.
func (t *Tour) On() bool { return t.on }

// Start begins the tour.
func (t *Tour) Start() {
	t.on, t.at = true, 0
	t.markStep()
}

func (t *Tour) markStep() {
	m := tourMark{answered: t.Sit.Kept().Answered, decided: t.Sit.Kept().Decided, field: t.Checklist.Field, writing: t.writing()}
	if t.Incident != nil {
		m.number = t.Incident.Number
	}
	t.mark = m
}

// Follow moves the tour on where its step was done.
func (t *Tour) Follow() tea.Cmd {
	if !t.on || t.Dialog != nil {
		return nil
	}
	t.mark.writing = t.mark.writing || t.writing()
	if t.Incident != nil && t.mark.number != t.Incident.Number {
		writing, decided := t.mark.writing, t.mark.decided
		t.markStep() // the step begins anew at another incident
		t.mark.writing, t.mark.decided = writing, decided
	}
	// An officer who goes ahead is followed, not called back: to the step after
	// the last that was done, and after a decision to the end.
	at := t.at
	for i, step := range t.Steps()[:writingStep+1] {
		if i >= at && step.done(t.mark) {
			t.at = i
		}
	}
	if t.Sit.Kept().Decided > t.mark.decided && t.at <= writingStep {
		t.at = writingStep
	} else if t.at == at && !t.Steps()[at].done(t.mark) {
		return nil
	}
	return t.goOn()
}

// goOn goes to the next step; after the last the tour is over.
func (t *Tour) goOn() tea.Cmd {
	if t.at++; t.at >= len(t.Steps()) {
		return t.End()
	}
	t.markStep()
	return nil
}

// Resize lays the screen out for a window, with the lines of the tour.
func (t *Tour) Resize(width, height int) tea.Cmd {
	t.Layout = desk.LayoutFor(width, height, t.lines(width, height))
	return t.Queue.Need()
}

// End ends the tour.
func (t *Tour) End() tea.Cmd {
	t.on, t.at, t.mark = false, 0, tourMark{}
	return t.Resize(t.Layout.Width, t.Layout.Height)
}

// lines is how many lines of a window the tour takes, the same at every step.
func (t *Tour) lines(width, height int) int {
	if !t.on || width < desk.MinWidth || height < desk.TourHeight {
		return 0
	}
	most := 0
	for i, step := range t.Steps() {
		most = max(most, len(term.Wrap(t.named(i, height)+step.Say, width-2)))
	}
	if tourRuled(height) {
		most++
	}
	return most
}

// tourRuled reports whether a window has the height for a rule over the tour.
func tourRuled(height int) bool { return height >= 20 }

// named is what stands before a step where no rule names it.
func (t *Tour) named(step, height int) string {
	if tourRuled(height) {
		return ""
	}
	return fmt.Sprintf("Tour %d of %d: ", step+1, len(t.Steps()))
}

// View draws the tour's strip.
func (t *Tour) View() []string {
	l := t.Layout
	if l.Strip == 0 {
		return nil
	}
	say := t.says()
	var lines []string
	if tourRuled(l.Height) {
		said := fmt.Sprintf("The tour, step %d of %d", t.at+1, len(t.Steps()))
		if !t.Typing() {
			said += " " + t.Look.Symbols.Separator + " t next step, T end"
		}
		lines = append(lines, t.Rule(said))
	}
	lines = append(lines, desk.Indent(t.Paragraph(term.Title, t.named(t.at, l.Height)+say, l.Width-2))...)
	return desk.Exactly(lines, l.Strip)
}

// says is what the tour says on the screen in use: its step, or the way to
// where the step is.
func (t *Tour) says() string {
	steps := t.Steps()
	step := steps[t.at]
	switch is := t.Screen(); {
	case is == desk.InReview && t.at == askingStep && t.Incident != nil && len(t.Incident.Questions) == 0:
		return "Nothing is left to ask here. > goes to the next incident; what is not known there is asked: y, n, u."
	case is == step.on:
		return step.Say
	case is == desk.InRationale:
		return steps[writingStep].Say
	case is == desk.InReview && step.on == desk.InRationale:
		return "The next step is in the rationale: c, r or w opens one, d where it is open. t skips the step."
	case is == desk.InQueue:
		return "enter opens an incident; the tour goes on there. T ends it."
	case is == desk.InReview:
		return "esc goes to the queue; the tour goes on there. T ends it."
	}
	return "esc goes back; the tour goes on there."
}

// The steps about what is not known, and about the rationale.
const (
	askingStep  = 3
	writingStep = 5
)
