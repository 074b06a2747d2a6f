package desk

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Dialog asks for one text before something is done. Leaving it does nothing;
// what was typed is there the next time.
type Dialog struct {
	*Desk
	Title   string                   // safe
	Above   func(width int) []string // what to look at first, cut where there is no room; nil for nothing
	Body    []string                 // safe paragraphs
	Editor  *editor.Editor
	Long    bool             // enter is a line break; ctrl+s accepts
	Asks    bool             // a question of yes or no, with no text
	Keep    session.InputKey // what the text is kept under until it is used
	Start   string           // what the text started with
	Accept  func(text string) tea.Cmd
	Refuse  func() tea.Cmd // no, of a question; nil closes it
	Yes, No string         // what yes and no do, of a question of more than that; blank: just that
	More    []Action       // other keys of a question
	Problem string         // why the text was refused, safe
}

// OpenDialog opens a dialog. text is what it starts with, unless a text was
// typed into it before and not used.
func (d *Desk) OpenDialog(q *Dialog, text string) {
	q.Desk, q.Editor, q.Start = d, editor.New(d.Look, model.MaxLong), text
	if kept, ok := d.Keeper.Get(q.Keep); ok {
		text = kept.Text
		d.SayTyped(kept, "What you typed here and did not use is here again.")
	}
	q.Editor.SetText(text)
	d.Dialog = q
}

// CloseDialog closes the dialog, its text having been used.
func (d *Desk) CloseDialog() {
	if d.Dialog != nil {
		d.Keeper.Drop(d.Dialog.Keep)
		d.Dialog = nil
	}
}

// FailDialog keeps the dialog open and says why its text was refused.
func (d *Desk) FailDialog(err error) tea.Cmd {
	if d.Dialog == nil {
		d.SayError(err)
		return nil
	}
	d.Dialog.Problem = d.Look.SafeLine(err.Error())
	return nil
}

// Table are the actions of the question.
func (d *Dialog) Table() Table {
	accept := func() tea.Cmd { return d.Accept(d.Editor.Text) }
	back := Action{Keys: []string{"esc"}, Does: "back, nothing done", Footer: Always, Do: Do(func() { d.Dialog = nil })}
	if d.Asks {
		no := func() tea.Cmd {
			d.Dialog = nil
			d.Say(term.Dim, "Nothing was done.")
			return nil
		}
		if d.Refuse != nil {
			no = d.Refuse
		}
		if d.Yes != "" {
			return d.choices(accept, no)
		}
		return Table{Name: "A question", Actions: []Action{
			{Keys: []string{"y"}, Does: "yes", Footer: Always, Do: accept}, {Keys: []string{"n"}, Does: "no", Footer: Always, Do: no}, {Keys: []string{"esc"}, Does: "no", Footer: Always, Do: no},
		}}
	}
	t := Table{Name: "A question", Typing: true}
	if d.Long {
		t.Actions = []Action{{Keys: []string{"ctrl+s"}, Does: "accept", Footer: Always, Do: accept}, back}
		return t
	}
	t.Actions = []Action{{Keys: []string{"enter"}, Does: "accept", Footer: Always, Do: accept}, back}
	return t
}

// choices is the table of a question whose yes and no are words of their own.
// Without accept there is nothing to say yes or no to.
func (d *Dialog) choices(yes, no func() tea.Cmd) Table {
	t := Table{Name: "A question"}
	if d.Accept != nil {
		t.Actions = []Action{{Keys: []string{"y"}, Does: d.Yes, Footer: Always, Do: yes}, {Keys: []string{"n"}, Does: d.No, Footer: Always, Do: no}}
	}
	t.Actions = append(t.Actions, d.More...)
	return Table{Name: t.Name, Actions: append(t.Actions, Action{Keys: []string{"esc"}, Does: "back, nothing done", Footer: Always, FooterLabel: "back", Do: func() tea.Cmd {
		d.Dialog = nil
		d.Say(term.Dim, "Nothing was done.")
		return nil
	}})}
}

// describeKeys are the keys of a question in one line.
func (d *Dialog) describeKeys() string {
	if d.Yes == "" {
		return "y: yes   n: no   esc: cancel"
	}
	var said []string
	for _, c := range d.Table().Actions {
		said = append(said, c.KeyLabel()+": "+c.hint())
	}
	return strings.Join(said, "   ")
}

// Press gives the question a key.
func (d *Dialog) Press(msg tea.KeyMsg) tea.Cmd {
	if !msg.Paste {
		if cmd, ran := d.Table().Run(d.Desk, msg); ran {
			return cmd
		}
	}
	if d.Asks {
		d.Problem = d.describeKeys()
		return nil
	}
	switch used, full := d.Editor.Press(msg); {
	case full:
		d.Problem = tooLong
	case !used:
		d.Problem = d.Useless(msg.String())
	default:
		d.Problem = ""
	}
	return nil
}

// WithDialog draws the dialog, where one is open, over the lower part of the
// body.
func (d *Desk) WithDialog(body []string) []string {
	q := d.Dialog
	if q == nil {
		return body
	}
	width := d.Layout.Width - 4
	var lines []string
	for _, p := range q.Body {
		lines = append(lines, term.Wrap(p, width)...)
	}
	if q.Problem != "" {
		lines = append(lines, d.Hanging(term.Error, d.Look.Symbols.Error+" ", q.Problem, width)...)
	}
	most := max(len(body)-3, 3)
	if q.Asks {
		lines[0] = term.CursorMark + lines[0]
		return d.Boxed(q.Title, body, lines[:min(len(lines), most)], width)
	}
	if q.Above != nil {
		above := q.Above(width)
		if room := most - len(lines) - min(max(q.Editor.Lines(), 1), 2); room > 0 && len(above) > 0 {
			lines = append(d.Shorten(above, room, width), lines...)
		}
	}
	q.Editor.SetSize(width, min(max(q.Editor.Lines(), 1), max(most-len(lines), 1)))
	if room := most - q.Editor.Height; len(lines) > room {
		lines = lines[:max(room, 0)]
	}
	return d.Boxed(q.Title, body, append(lines, q.Editor.View(true)...), width)
}
