package rationale

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
)

// Keys are the keys of a rationale.
func (t *Writing) Keys() desk.Table {
	return desk.Table{Name: "The rationale", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "save the decision", Footer: desk.Always, FooterLabel: "save", Do: t.saveDecision},
		{Keys: []string{"tab"}, Does: "next section", Footer: desk.Always, Do: desk.Do(func() { t.Rationale.turn(1) })},
		{Keys: []string{"shift+tab"}, Does: "previous section", Do: desk.Do(func() { t.Rationale.turn(-1) })},
		{Label: "space, 1 to 9", Does: "tick a system searched", DisabledReason: t.noTicks, Do: desk.Do(func() { t.Rationale.at, t.Rationale.ticks.inHand = 0, true })},
		{Keys: []string{"ctrl+g"}, Does: "guidance", Footer: desk.Always, Do: func() tea.Cmd { return t.OpenGuide() }},
		{Keys: []string{"ctrl+f"}, Does: "facts of the incident", Footer: desk.IfRoom, FooterLabel: "facts", DisabledReason: t.facts.FactsBeside, Do: t.facts.OpenFacts},
		{Keys: []string{"ctrl+o"}, Does: "text to a file", Footer: desk.IfRoom, Do: func() tea.Cmd { return t.Saver.WriteOut() }},
		t.undoTypingKey(), t.redoTypingKey(), t.Advice.adviceKey(), t.copyTextKey(),
		t.TypedMenuKey(),
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: t.leaveRationale},
	}}
}

// undoTypingKey takes back what was typed last in the text in hand; redoTypingKey
// types it again.
func (t *Writing) undoTypingKey() desk.Action {
	return desk.Action{Keys: []string{"ctrl+z"}, Does: "undo what was typed", DisabledReason: t.notTyped((*editor.Editor).CanUndo, "nothing was typed here that could be undone"),
		Do: desk.Do(func() { t.Editor().Undo() })}
}

func (t *Writing) redoTypingKey() desk.Action {
	return desk.Action{Keys: []string{"ctrl+y"}, Does: "type again what was undone", DisabledReason: t.notTyped((*editor.Editor).CanRedo, "nothing was undone here that could be typed again"),
		Do: desk.Do(func() { t.Editor().Redo() })}
}

// notTyped says why there is nothing to undo, or to type again.
func (t *Writing) notTyped(can func(*editor.Editor) bool, why string) func() string {
	return func() string {
		if e := t.Editor(); e == nil || !can(e) {
			return why
		}
		return ""
	}
}

// copyTextKey copies the rationale, where letters are text.
func (t *Writing) copyTextKey() desk.Action {
	return desk.Action{Keys: []string{"alt+y"}, Does: "copy the rationale", DisabledReason: t.review.NotCopied, Do: func() tea.Cmd {
		t.Saver.TakeIn()
		return t.review.CopyOut("The rationale on "+t.Incident.Key().Incident, t.Rationale.Plain())
	}}
}
