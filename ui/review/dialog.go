package review

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// dialog asks for one text before something is done. Leaving it does nothing;
// what was typed is there the next time.
type dialog struct {
	*desk
	title   string                   // safe
	above   func(width int) []string // what to look at first, cut where there is no room; nil for nothing
	body    []string                 // safe paragraphs
	editor  *editor.Editor
	long    bool             // enter is a line break; ctrl+s accepts
	asks    bool             // a question of yes or no, with no text
	keep    session.InputKey // what the text is kept under until it is used
	start   string           // what the text started with
	accept  func(text string) tea.Cmd
	refuse  func() tea.Cmd // no, of a question; nil closes it
	yes, no string         // what yes and no do, of a question of more than that; blank: just that
	more    []action       // other keys of a question
	problem string         // why the text was refused, safe
}

// openDialog opens a dialog. text is what it starts with, unless a text was
// typed into it before and not used.
func (d *desk) openDialog(q *dialog, text string) {
	q.desk, q.editor, q.start = d, editor.New(d.look, model.MaxLong), text
	if kept, ok := d.keeper.Get(q.keep); ok {
		text = kept.Text
		d.sayTyped(kept, "What you typed here and did not use is here again.")
	}
	q.editor.SetText(text)
	d.dialog = q
}

// closeDialog closes the dialog, its text having been used.
func (d *desk) closeDialog() {
	if d.dialog != nil {
		d.keeper.Drop(d.dialog.keep)
		d.dialog = nil
	}
}

// failDialog keeps the dialog open and says why its text was refused.
func (d *desk) failDialog(err error) tea.Cmd {
	if d.dialog == nil {
		d.sayError(err)
		return nil
	}
	d.dialog.problem = d.look.SafeLine(err.Error())
	return nil
}

func (d *dialog) table() table {
	accept := func() tea.Cmd { return d.accept(d.editor.Text) }
	back := action{keys: []string{"esc"}, does: "back, nothing done", footer: always, do: do(func() { d.dialog = nil })}
	if d.asks {
		no := func() tea.Cmd {
			d.dialog = nil
			d.say(term.Dim, "Nothing was done.")
			return nil
		}
		if d.refuse != nil {
			no = d.refuse
		}
		if d.yes != "" {
			return d.choices(accept, no)
		}
		return table{name: "A question", actions: []action{
			{keys: []string{"y"}, does: "yes", footer: always, do: accept}, {keys: []string{"n"}, does: "no", footer: always, do: no}, {keys: []string{"esc"}, does: "no", footer: always, do: no},
		}}
	}
	t := table{name: "A question", typing: true}
	if d.long {
		t.actions = []action{{keys: []string{"ctrl+s"}, does: "accept", footer: always, do: accept}, back}
		return t
	}
	t.actions = []action{{keys: []string{"enter"}, does: "accept", footer: always, do: accept}, back}
	return t
}

// choices is the table of a question whose yes and no are words of their own.
// Without accept there is nothing to say yes or no to.
func (d *dialog) choices(yes, no func() tea.Cmd) table {
	t := table{name: "A question"}
	if d.accept != nil {
		t.actions = []action{{keys: []string{"y"}, does: d.yes, footer: always, do: yes}, {keys: []string{"n"}, does: d.no, footer: always, do: no}}
	}
	t.actions = append(t.actions, d.more...)
	return table{name: t.name, actions: append(t.actions, action{keys: []string{"esc"}, does: "back, nothing done", footer: always, footerLabel: "back", do: func() tea.Cmd {
		d.dialog = nil
		d.say(term.Dim, "Nothing was done.")
		return nil
	}})}
}

// keysSaid are the keys of a question in one line.
func (d *dialog) keysSaid() string {
	if d.yes == "" {
		return "y: yes   n: no   esc: cancel"
	}
	var said []string
	for _, c := range d.table().actions {
		said = append(said, c.keyLabel()+": "+c.hint())
	}
	return strings.Join(said, "   ")
}

func (d *dialog) press(msg tea.KeyMsg) tea.Cmd {
	if !msg.Paste {
		if cmd, ran := d.table().run(d.desk, msg); ran {
			return cmd
		}
	}
	if d.asks {
		d.problem = d.keysSaid()
		return nil
	}
	switch used, full := d.editor.Press(msg); {
	case full:
		d.problem = tooLong
	case !used:
		d.problem = d.useless(msg.String())
	default:
		d.problem = ""
	}
	return nil
}

// withDialog draws the dialog, where one is open, over the lower part of the
// body.
func (d *desk) withDialog(body []string) []string {
	q := d.dialog
	if q == nil {
		return body
	}
	width := d.layout.width - 4
	var lines []string
	for _, p := range q.body {
		lines = append(lines, term.Wrap(p, width)...)
	}
	if q.problem != "" {
		lines = append(lines, d.hanging(term.Error, d.look.Symbols.Error+" ", q.problem, width)...)
	}
	most := max(len(body)-3, 3)
	if q.asks {
		lines[0] = term.CursorMark + lines[0]
		return d.boxed(q.title, body, lines[:min(len(lines), most)], width)
	}
	if q.above != nil {
		above := q.above(width)
		if room := most - len(lines) - min(max(q.editor.Lines(), 1), 2); room > 0 && len(above) > 0 {
			lines = append(d.shorten(above, room, width), lines...)
		}
	}
	q.editor.SetSize(width, min(max(q.editor.Lines(), 1), max(most-len(lines), 1)))
	if room := most - q.editor.Height; len(lines) > room {
		lines = lines[:max(room, 0)]
	}
	return d.boxed(q.title, body, append(lines, q.editor.View(true)...), width)
}
