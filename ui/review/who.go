package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// who is the screen at the start of a sitting that says who sits, where that is
// not set, and what for.
type who struct {
	*desk.Desk
	begin   func() tea.Cmd // the review, once it is said
	name    *editor.Line   // nil where it is set
	purpose *editor.Line
	offered string // the purpose, as it was offered
	naming  bool   // the name has the keys
}

// offer offers the last sitting's purpose and, where the name is not set, its
// officer.
func (w *who) offer() {
	w.purpose = editor.NewLine(w.Look)
	w.purpose.Limit = 0
	if w.Sit.Officer() == "" {
		w.name, w.naming = editor.NewLine(w.Look), true
		w.name.SetText(w.Options.Officer)
	}
	w.offered = w.Sit.Purpose()
	if last, ok := w.Sit.Last(); ok && w.offered == "" {
		w.offered = last.Purpose
	}
	w.purpose.SetText(w.offered)
}

func (w *who) input() *editor.Line {
	if w.naming {
		return w.name
	}
	return w.purpose
}

// named takes the name, and offers what that officer last sat for.
func (w *who) named() error {
	if w.name == nil {
		return nil
	}
	w.naming = true // where it is refused
	if err := w.Sit.SetOfficer(editor.OneLine(w.name.Text)); err != nil {
		return err
	}
	w.naming = false
	if last, ok := w.Sit.Last(); w.purpose.Text == w.offered && w.Sit.Purpose() == "" {
		w.offered = ""
		if ok {
			w.offered = last.Purpose
		}
		w.purpose.SetText(w.offered)
	}
	return nil
}

// turn goes from the name to the purpose, and back.
func (w *who) turn() tea.Cmd {
	if !w.naming {
		w.naming = true
	} else if err := w.named(); err != nil {
		w.SayError(err)
	}
	return nil
}

// start takes the name, then the purpose, and starts the sitting.
func (w *who) start() tea.Cmd {
	naming := w.naming
	if err := w.named(); err != nil {
		w.SayError(err)
		return nil
	}
	if naming {
		return nil
	}
	if err := w.Sit.SetPurpose(editor.OneLine(w.purpose.Text)); err != nil {
		w.SayError(err)
		return nil
	}
	return w.begin()
}

func (w *who) purposeKeys() desk.Table {
	return desk.Table{Name: "The purpose of a sitting", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "go on, and start the sitting", Footer: desk.Always, FooterLabel: "go on", Do: w.start},
		{Keys: []string{"tab", "shift+tab"}, Label: "tab", Does: "to the name, and back", Footer: desk.IfRoom, FooterLabel: "name", DisabledReason: func() string {
			if w.name == nil {
				return "your name is set already; --officer NAME gives another"
			}
			return ""
		}, Do: w.turn},
		{Keys: []string{"esc"}, Does: "quit", Footer: desk.Always, Do: w.Quit},
	}}
}

// view draws what is asked. The law is said as it stands: whoever believes that
// it asks for a justification would put it in the wrong place.
func (w *who) view() []string {
	width := min(w.Layout.Width-4, 76)
	title := " Why are these records consulted?"
	if w.name != nil {
		title = " Who sits here, and why are these records consulted?"
	}
	lines := []string{"", w.Look.Render(term.Title, title), ""}
	lines = append(lines, desk.Indent(w.Paragraph(term.Text, purposeAsked, width))...)
	lines = append(lines, "")
	if w.name != nil {
		lines = append(lines, " Officer: "+w.name.View(width-10, w.naming))
	}
	lines = append(lines, " Purpose: "+w.purpose.View(width-10, !w.naming), "")
	return append(lines, desk.Indent(w.Paragraph(term.Dim, "For example: Enhanced DBS checks, quality assurance, a dispute", width))...)
}

const purposeAsked = "A supervisor and the Independent Monitor will ask. gd8 asks once a sitting and writes the purpose beside what you do. " +
	"(Since the Data (Use and Access) Act 2025 the law itself no longer asks for a logged justification.)"

// newSitting begins the sitting of the officer that is set, or of one who is
// asked.
func newSitting(s *store.Store, o *desk.Options) (*session.Sitting, error) {
	switch {
	case o.Second != nil:
		return session.NewSecond(o.Second, o.Officer, o.Purpose)
	case !o.AskOfficer:
		return session.New(s, o.Officer, o.Purpose)
	}
	sit, offered, err := session.NewUnnamed(s, o.Officer, o.Purpose)
	o.Officer = offered
	return sit, err
}
