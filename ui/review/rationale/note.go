package rationale

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Note is the officer's note to themselves on an incident, being written. It
// is no part of the rationale, and no export has it.
type Note struct {
	*desk.Desk
	in     *session.Input
	number store.Number
	ref    string // of the incident, safe
	editor *editor.Editor
}

// openNote opens the note on the incident in hand.
func (t *Writing) openNote() tea.Cmd {
	in := t.Incident
	n := &Note{Desk: t.Desk, ref: t.Look.SafeLine(in.Key().Incident), editor: editor.New(t.Look, model.MaxLong), number: in.Number}
	n.editor.SetText(in.Item().Note)
	n.in = t.Keeper.Open(session.Kept{Name: "note", Lost: "the note on " + n.ref + " could not be saved", File: n.File(), Plain: n.Plain}, n.editor.Text)
	t.Note = n
	t.Enter(desk.InNote)
	return nil
}

// NoteAction opens the note.
func (t *Writing) NoteAction() desk.Action {
	return desk.Action{Keys: []string{"m"}, Does: "your note to yourself", DisabledReason: t.NotInSecond, Do: t.openNote}
}

// NoteKeys are the keys of a note.
func (t *Writing) NoteKeys() desk.Table {
	return desk.Table{Name: "Your note on an incident", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "keep the note and go back", Footer: desk.Always, FooterLabel: "keep", Do: t.leaveNote},
		{Keys: []string{"ctrl+o"}, Does: "text to a file", Footer: desk.IfRoom, Do: func() tea.Cmd { return t.Saver.WriteOut() }},
		t.undoTypingKey(), t.redoTypingKey(),
		t.TypedMenuKey(),
		{Keys: []string{"esc"}, Does: "back; the note is kept", Footer: desk.Always, FooterLabel: "back", Do: t.leaveNote},
	}}
}

// Input is what the keeper has of the note.
func (n *Note) Input() *session.Input { return n.in }

// TakeIn gives the keeper what is typed now.
func (n *Note) TakeIn() {
	text := n.editor.Text
	n.in.Change(text, func() error { return n.Sit.SaveNote(n.number, text) })
}

// File is a word for the name of a file.
func (n *Note) File() string { return "note" }

// Plain is the note as a file of its own.
func (n *Note) Plain() string { return "Note on " + n.ref + "\n\n" + n.editor.Text + "\n" }

// Press applies a key to the note.
func (n *Note) Press(msg tea.KeyMsg) tea.Cmd {
	n.Typed(n.editor.Press(msg))
	return nil
}

// leaveNote goes back to the review with the note kept.
func (t *Writing) leaveNote() tea.Cmd {
	t.Saver.TakeIn()
	if !t.Note.in.Unsaved() {
		return t.closeNote("")
	}
	return t.Saver.Save(func() tea.Cmd {
		if strings.TrimSpace(t.Note.editor.Text) == "" {
			return t.closeNote("No note is kept on this incident.")
		}
		return t.closeNote("Note saved. It is yours alone and is never exported.")
	})
}

func (t *Writing) closeNote(said string) tea.Cmd {
	t.Keeper.Close(t.Note.in)
	t.Note = nil
	t.Leave()
	return t.Ask(desk.OnChange, t.Incident.Number, nil, t.review.Reread(func() { t.Say(term.Saved, said) }))
}

// View draws the note under what it is, over what is wrong.
func (n *Note) View(width, height int) []string {
	lines := []string{n.Look.Render(term.Title, "Your note") + "  " + n.describeSaved()}
	lines = append(lines, n.Paragraph(term.Dim, "For yourself: no part of the rationale, and in no export. It goes when the case is erased.", width)...)
	var below []string
	if trouble := n.Trouble(n.in.Trouble()); trouble != "" {
		below = n.Hanging(term.Error, n.Look.Symbols.Error+" ", trouble, width)
	}
	lines = append(lines, n.Look.Render(term.Border, strings.Repeat(n.Look.Frame.Top, width)))
	room := max(height-len(lines)-len(below)-1, 2)
	n.editor.SetSize(width, room)
	lines = append(lines, desk.Exactly(n.editor.View(true), room)...)
	beyond := n.More(n.editor)
	lines = append(lines, n.Look.Render(term.Border, strings.Repeat(n.Look.Frame.Top, max(width-term.Width(beyond), 0)))+beyond)
	return append(lines, below...)
}

// describeSaved says whether what is typed is safe.
func (n *Note) describeSaved() string {
	switch {
	case n.in.Trouble() != "":
		return n.NotSaved(n.in.InDoubt())
	case n.in.Unsaved():
		return n.Look.Render(term.Dim, n.Look.Symbols.Unsaved+" typing")
	case n.editor.Text != "":
		return n.Look.Render(term.Saved, n.Look.Symbols.Done+" kept")
	}
	return ""
}
