package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
)

func (t *writing) rationaleKeys() desk.Table {
	return desk.Table{Name: "The rationale", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "save the decision", Footer: desk.Always, FooterLabel: "save", Do: t.saveDecision},
		{Keys: []string{"tab"}, Does: "next section", Footer: desk.Always, Do: desk.Do(func() { t.rationale.turn(1) })},
		{Keys: []string{"shift+tab"}, Does: "previous section", Do: desk.Do(func() { t.rationale.turn(-1) })},
		{Label: "space, 1 to 9", Does: "tick a system searched", DisabledReason: t.noTicks, Do: desk.Do(func() { t.rationale.at, t.rationale.ticks.inHand = 0, true })},
		{Keys: []string{"ctrl+g"}, Does: "guidance", Footer: desk.Always, Do: t.guide.Open},
		{Keys: []string{"ctrl+f"}, Does: "facts of the incident", Footer: desk.IfRoom, FooterLabel: "facts", DisabledReason: t.facts.FactsBeside, Do: t.facts.OpenFacts},
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

// copyTextKey copies the rationale, where letters are text.
func (t *writing) copyTextKey() desk.Action {
	return desk.Action{Keys: []string{"alt+y"}, Does: "copy the rationale", DisabledReason: t.review.NotCopied, Do: func() tea.Cmd {
		t.keep.takeIn()
		return t.review.CopyOut("The rationale on "+t.Incident.Key().Incident, t.rationale.plain())
	}}
}
