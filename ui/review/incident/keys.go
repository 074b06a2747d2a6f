package incident

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
)

// AnswerActions answer the question or fact in hand.
func (v *Review) AnswerActions() []desk.Action {
	answer := func(value string) func() tea.Cmd {
		return func() tea.Cmd { return v.answerField(value) }
	}
	return []desk.Action{
		{Keys: []string{"y"}, Acts: true, Does: "answer yes", DisabledReason: v.notTri, Do: answer("yes")},
		{Keys: []string{"n"}, Acts: true, Does: "answer no", DisabledReason: v.notTri, Do: answer("no")},
		{Keys: []string{"u"}, Acts: true, Does: "answer not recorded", DisabledReason: v.notRecordable, Do: answer("")},
		{Keys: []string{"x"}, Acts: true, Does: "withdraw your answer", DisabledReason: v.notAnswered, Do: v.withdrawAnswer},
		{Keys: []string{"enter"}, Acts: true, Does: "answer the fact in hand in words", DisabledReason: v.notInWords, Do: v.edit},
	}
}

// DecideActions open the rationale of a decision, or the check of one.
func (v *Review) DecideActions() []desk.Action {
	decide := func(k model.DecisionKind) func() tea.Cmd {
		return func() tea.Cmd { return v.Decide(k) }
	}
	return []desk.Action{
		{Keys: []string{"d"}, Acts: true, Does: "discard under AT2", Footer: desk.Always, FooterLabel: "discard", DisabledReason: v.whyNot(model.Discard), Do: decide(model.Discard)},
		{Keys: []string{"c"}, Acts: true, Does: "consider for disclosure, or check another officer's decision", Footer: desk.Always, FooterLabel: "consider", DisabledReason: v.whyNotConsiderOrCheck, Do: v.considerOrCheck},
		{Keys: []string{"r"}, Acts: true, Does: "refer to the standard process", Footer: desk.Always, FooterLabel: "refer", DisabledReason: v.whyNot(model.Refer), Do: decide(model.Refer)},
		{Keys: []string{"w"}, Acts: true, Does: "wait for information: defer", Footer: desk.Always, FooterLabel: "wait", DisabledReason: v.whyNot(model.Defer), Do: decide(model.Defer)},
		{Keys: []string{"e"}, Acts: true, Does: "edit the decision that stands", Footer: desk.IfRoom, FooterLabel: "edit", DisabledReason: v.Checklist.WhyNotEdit, Do: func() tea.Cmd { return v.Decide(v.Incident.Item().Decision.Kind) }},
	}
}

// StepActions go to another incident, or to the other pane.
func (v *Review) StepActions() []desk.Action {
	return []desk.Action{
		{Keys: []string{">"}, Does: "next that needs attention", Footer: desk.Always, FooterLabel: "next", Do: func() tea.Cmd { return v.step(true) }},
		{Keys: []string{"<"}, Does: "previous that needs attention", Do: func() tea.Cmd { return v.step(false) }},
		{Keys: []string{"tab", "shift+tab"}, Label: "tab", Does: "to the facts, and back", Footer: desk.IfRoom, FooterLabel: "facts", Do: desk.Do(func() { v.Facts.Focused = !v.Facts.Focused })},
	}
}

// UndoActions take the last step of the sitting back, and do it again. In the
// review they wait until an incident that opened by itself was seen.
func (v *Review) UndoActions(inReview bool) []desk.Action {
	undo := desk.Action{Keys: []string{"z"}, Acts: inReview, Does: "undo the last answer or decision of this sitting", FooterLabel: "undo", DisabledReason: func() string { return v.Sit.WhyNotUndo() }, Do: v.undo}
	if inReview {
		undo.Footer = desk.IfRoom
	}
	return []desk.Action{undo, {Keys: []string{"Z"}, Acts: true, Does: "do again what was undone", DisabledReason: func() string { return v.Sit.WhyNotRedo() }, Do: v.redo}}
}

// ReadActions move through the questions and facts.
func (v *Review) ReadActions() []desk.Action {
	return []desk.Action{
		{Keys: []string{"j", "down"}, Does: "next question or fact", Do: desk.Do(func() { v.move(1) })},
		{Keys: []string{"k", "up"}, Does: "previous question or fact", Do: desk.Do(func() { v.move(-1) })},
		{Keys: []string{"home"}, Does: "first question or fact", Do: desk.Do(func() { v.jump(false) })},
		{Keys: []string{"G", "end"}, Does: "last question or fact", Do: desk.Do(func() { v.jump(true) })},
		{Keys: []string{" "}, Label: "space", Does: "the summary and facts in full width", Footer: desk.IfRoom, FooterLabel: "read", Do: v.Facts.OpenFacts},
		{Keys: []string{"pgdown"}, Does: "a page of facts on", Do: desk.Do(func() { v.Facts.Scroll(1) })},
		{Keys: []string{"pgup"}, Does: "a page of facts back", Do: desk.Do(func() { v.Facts.Scroll(-1) })},
	}
}

// IncompleteAction answers for a case of which records are known to be missing.
func (v *Review) IncompleteAction() desk.Action {
	return desk.Action{Keys: []string{"I"}, Acts: true, Does: "answer for the incomplete case", Rare: true, DisabledReason: func() string { return v.Incident.WhyNotIncomplete() }, Do: v.answerIncomplete}
}
