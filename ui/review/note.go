package review

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// note is the officer's note to themselves on an incident, being written. It
// is no part of the rationale, and no export has it.
type note struct {
	in     *session.Input
	number store.Number
	sit    *session.Sitting
	ref    string // of the incident, safe
	editor *editor.Editor
}

// openNote opens the note on the incident in hand.
func (a *App) openNote() tea.Cmd {
	in := a.incident
	n := &note{ref: a.look.SafeLine(in.Key().Incident), editor: editor.New(a.look, model.MaxLong), number: in.Number, sit: a.sit}
	n.editor.SetText(in.Item().Note)
	n.in = a.keeper.Open(session.Kept{Name: "note", Lost: "the note on " + n.ref + " could not be saved", File: n.file(), Plain: n.plain}, n.editor.Text)
	a.note = n
	a.enter(inNote)
	return nil
}

func noteKeys() table {
	return table{name: "Your note on an incident", typing: true, actions: []action{
		{keys: []string{"ctrl+s"}, does: "keep the note and go back", footer: always, footerLabel: "keep", do: (*App).leaveNote},
		{keys: []string{"ctrl+o"}, does: "text to a file", footer: ifRoom, do: (*App).writeOut},
		undoTypingKey(), redoTypingKey(),
		typedMenuKey(),
		{keys: []string{"esc"}, does: "back; the note is kept", footer: always, footerLabel: "back", do: (*App).leaveNote},
	}}
}

func (n *note) input() *session.Input { return n.in }

func (n *note) takeIn() {
	text := n.editor.Text
	n.in.Change(text, func() error { return n.sit.SaveNote(n.number, text) })
}

func (n *note) inHand() *editor.Editor { return n.editor }

func (n *note) file() string { return "note" }

func (n *note) plain() string { return "Note on " + n.ref + "\n\n" + n.editor.Text + "\n" }

func (n *note) press(a *App, msg tea.KeyMsg) tea.Cmd {
	a.typed(n.editor.Press(msg))
	return nil
}

// leaveNote goes back to the review with the note kept.
func (a *App) leaveNote() tea.Cmd {
	a.takeIn()
	if !a.note.in.Unsaved() {
		return a.closeNote("")
	}
	return a.save(func(a *App) tea.Cmd {
		if strings.TrimSpace(a.note.editor.Text) == "" {
			return a.closeNote("No note is kept on this incident.")
		}
		return a.closeNote("Note saved. It is yours alone and is never exported.")
	})
}

func (a *App) closeNote(said string) tea.Cmd {
	a.keeper.Close(a.note.in)
	a.note = nil
	a.leave()
	return a.ask(onChange, a.incident.Number, nil, a.reread(func(a *App) { a.say(term.Saved, said) }))
}

// noteBody draws the note, beside the facts where there is room for both.
func (a *App) noteBody() []string {
	l := a.layout
	if l.width < 120 {
		return a.withVerdict(indent(a.note.view(a, l.width-2, l.body)))
	}
	return a.withVerdict(a.join(a.facts.view(a, l.left, l.body), a.note.view(a, l.width-l.left-divider-1, l.body), l.body))
}

func (n *note) view(a *App, width, height int) []string {
	lines := []string{a.look.Render(term.Title, "Your note") + "  " + n.savedSaid(a)}
	lines = append(lines, a.paragraph(term.Dim, "For yourself: no part of the rationale, and in no export. It goes when the case is erased.", width)...)
	var below []string
	if trouble := a.trouble(n.in.Trouble()); trouble != "" {
		below = a.hanging(term.Error, a.look.Symbols.Error+" ", trouble, width)
	}
	lines = append(lines, a.look.Render(term.Border, strings.Repeat(a.look.Frame.Top, width)))
	room := max(height-len(lines)-len(below)-1, 2)
	n.editor.SetSize(width, room)
	lines = append(lines, exactly(n.editor.View(true), room)...)
	beyond := more(a, n.editor)
	lines = append(lines, a.look.Render(term.Border, strings.Repeat(a.look.Frame.Top, max(width-term.Width(beyond), 0)))+beyond)
	return append(lines, below...)
}

// savedSaid says whether what is typed is safe.
func (n *note) savedSaid(a *App) string {
	switch {
	case n.in.Trouble() != "":
		return a.notSaved(n.in.InDoubt())
	case n.in.Unsaved():
		return a.look.Render(term.Dim, a.look.Symbols.Unsaved+" typing")
	case n.editor.Text != "":
		return a.look.Render(term.Saved, a.look.Symbols.Done+" kept")
	}
	return ""
}

// noteShown is how many lines of a note stand among the facts; the key opens
// all of it.
const noteShown = 8

// noteLines are the note as it stands among the facts.
func noteLines(a *App, width int) []string {
	text := a.incident.Item().Note
	if text == "" {
		return nil
	}
	lines := append([]string{a.look.Render(term.Warning, "Your note (m)")}, term.Wrap(a.look.SafeText(text), width)...)
	return append(a.shorten(lines, noteShown, width), "")
}
