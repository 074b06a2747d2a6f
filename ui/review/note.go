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
	*desk
	in     *session.Input
	number store.Number
	ref    string // of the incident, safe
	editor *editor.Editor
}

// openNote opens the note on the incident in hand.
func (t *writing) openNote() tea.Cmd {
	in := t.incident
	n := &note{desk: t.desk, ref: t.look.SafeLine(in.Key().Incident), editor: editor.New(t.look, model.MaxLong), number: in.Number}
	n.editor.SetText(in.Item().Note)
	n.in = t.keeper.Open(session.Kept{Name: "note", Lost: "the note on " + n.ref + " could not be saved", File: n.file(), Plain: n.plain}, n.editor.Text)
	t.note = n
	t.enter(inNote)
	return nil
}

func (t *writing) noteKeys() table {
	return table{name: "Your note on an incident", typing: true, actions: []action{
		{keys: []string{"ctrl+s"}, does: "keep the note and go back", footer: always, footerLabel: "keep", do: t.leaveNote},
		{keys: []string{"ctrl+o"}, does: "text to a file", footer: ifRoom, do: t.keep.writeOut},
		t.undoTypingKey(), t.redoTypingKey(),
		t.typedMenuKey(),
		{keys: []string{"esc"}, does: "back; the note is kept", footer: always, footerLabel: "back", do: t.leaveNote},
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

func (n *note) press(msg tea.KeyMsg) tea.Cmd {
	n.typed(n.editor.Press(msg))
	return nil
}

// leaveNote goes back to the review with the note kept.
func (t *writing) leaveNote() tea.Cmd {
	t.keep.takeIn()
	if !t.note.in.Unsaved() {
		return t.closeNote("")
	}
	return t.keep.save(func() tea.Cmd {
		if strings.TrimSpace(t.note.editor.Text) == "" {
			return t.closeNote("No note is kept on this incident.")
		}
		return t.closeNote("Note saved. It is yours alone and is never exported.")
	})
}

func (t *writing) closeNote(said string) tea.Cmd {
	t.keeper.Close(t.note.in)
	t.note = nil
	t.leave()
	return t.ask(onChange, t.incident.Number, nil, t.review.reread(func() { t.say(term.Saved, said) }))
}

// noteBody draws the note, beside the facts where there is room for both.
func (a *App) noteBody() []string {
	l := a.layout
	if l.width < 120 {
		return a.withVerdict(indent(a.writing.note.view(l.width-2, l.body)))
	}
	return a.withVerdict(a.join(a.facts.view(l.left, l.body), a.writing.note.view(l.width-l.left-divider-1, l.body), l.body))
}

func (n *note) view(width, height int) []string {
	lines := []string{n.look.Render(term.Title, "Your note") + "  " + n.savedSaid()}
	lines = append(lines, n.paragraph(term.Dim, "For yourself: no part of the rationale, and in no export. It goes when the case is erased.", width)...)
	var below []string
	if trouble := n.trouble(n.in.Trouble()); trouble != "" {
		below = n.hanging(term.Error, n.look.Symbols.Error+" ", trouble, width)
	}
	lines = append(lines, n.look.Render(term.Border, strings.Repeat(n.look.Frame.Top, width)))
	room := max(height-len(lines)-len(below)-1, 2)
	n.editor.SetSize(width, room)
	lines = append(lines, exactly(n.editor.View(true), room)...)
	beyond := n.more(n.editor)
	lines = append(lines, n.look.Render(term.Border, strings.Repeat(n.look.Frame.Top, max(width-term.Width(beyond), 0)))+beyond)
	return append(lines, below...)
}

// savedSaid says whether what is typed is safe.
func (n *note) savedSaid() string {
	switch {
	case n.in.Trouble() != "":
		return n.notSaved(n.in.InDoubt())
	case n.in.Unsaved():
		return n.look.Render(term.Dim, n.look.Symbols.Unsaved+" typing")
	case n.editor.Text != "":
		return n.look.Render(term.Saved, n.look.Symbols.Done+" kept")
	}
	return ""
}

// noteShown is how many lines of a note stand among the facts; the key opens
// all of it.
const noteShown = 8

// noteLines are the note as it stands among the facts.
func (p *facts) noteLines(width int) []string {
	text := p.incident.Item().Note
	if text == "" {
		return nil
	}
	lines := append([]string{p.look.Render(term.Warning, "Your note (m)")}, term.Wrap(p.look.SafeText(text), width)...)
	return append(p.shorten(lines, noteShown, width), "")
}
