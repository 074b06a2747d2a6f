package rationale

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/incident"
	"gd8/ui/review/panes"
	"gd8/ui/session"
)

// Writing is what an officer writes about the incident in hand: the rationale
// of a decision, or a note.
type Writing struct {
	*desk.Desk
	facts     *panes.Facts
	review    *incident.Review
	OpenGuide func() tea.Cmd
	Saver     Saver
	Advice    *Advice
	Rationale *Rationale // nil where none is open
	Note      *Note      // nil where none is open
}

// Saver has what is typed saved.
type Saver interface {
	// TakeIn gives the keeper of what is typed all that stands on the screen.
	TakeIn()
	// Save saves it, then goes on with then, where that is not nil.
	Save(then func() tea.Cmd) tea.Cmd
	// WriteOut asks for a file to write the text in hand to.
	WriteOut() tea.Cmd
}

// Text is a text that is saved while it is typed: a rationale as its draft, or a
// note.
type Text interface {
	Input() *session.Input
	// TakeIn gives the keeper what is typed now.
	TakeIn()
	// File and Plain are the text as a file of its own: a word for its name, and
	// what it holds.
	File() string
	Plain() string
}

// New makes the screens of what is written. Its saver is still to be given.
func New(d *desk.Desk, facts *panes.Facts, review *incident.Review) *Writing {
	t := &Writing{Desk: d, facts: facts, review: review}
	t.Advice = &Advice{Desk: d, writing: t}
	return t
}

// InHand is the text being written, nil where none is.
func (t *Writing) InHand() Text {
	switch {
	case t.Rationale != nil:
		return t.Rationale
	case t.Note != nil:
		return t.Note
	}
	return nil
}

// Editor is the text being typed; nil where that is a line, or none.
func (t *Writing) Editor() *editor.Editor {
	switch {
	case t.Note != nil:
		return t.Note.editor
	case t.Rationale != nil && !t.Rationale.onDate():
		return t.Rationale.editors[t.Rationale.at]
	}
	return nil
}

// Arguing is the decision whose rationale is being written, NoDecision for none.
func (t *Writing) Arguing() model.DecisionKind {
	if t.Rationale == nil {
		return model.NoDecision
	}
	return t.Rationale.Kind
}

// Advise asks for advice on a rationale that changed since it was saved.
func (t *Writing) Advise() tea.Cmd {
	if t.Rationale == nil || !t.Rationale.Input().Unsaved() {
		return nil
	}
	return t.Rationale.seekAdvice()
}

// Saved forgets why a decision was not saved: what is to be said since is about
// its text.
func (t *Writing) Saved() {
	if t.Rationale != nil {
		t.Rationale.refused = ""
	}
}
