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
	title   string                   // safe
	above   func(width int) []string // what to look at first, cut where there is no room; nil for nothing
	body    []string                 // safe paragraphs
	editor  *editor.Editor
	long    bool             // enter is a line break; ctrl+s accepts
	asks    bool             // a question of yes or no, with no text
	keep    session.InputKey // what the text is kept under until it is used
	start   string           // what the text started with
	accept  func(a *App, text string) tea.Cmd
	refuse  func(a *App) tea.Cmd // no, of a question; nil closes it
	yes, no string               // what yes and no do, of a question of more than that; blank: just that
	more    []action             // other keys of a question
	problem string               // why the text was refused, safe
}

// openDialog opens a dialog. text is what it starts with, unless a text was
// typed into it before and not used.
func (a *App) openDialog(d *dialog, text string) {
	d.editor, d.start = editor.New(a.look, model.MaxLong), text
	if kept, ok := a.keeper.Get(d.keep); ok {
		text = kept.Text
		a.sayTyped(kept, "What you typed here and did not use is here again.")
	}
	d.editor.SetText(text)
	a.dialog = d
}

// closeDialog closes the dialog, its text having been used.
func (a *App) closeDialog() {
	if a.dialog != nil {
		a.keeper.Drop(a.dialog.keep)
		a.dialog = nil
	}
}

// failDialog keeps the dialog open and says why its text was refused.
func failDialog(a *App, err error) tea.Cmd {
	if a.dialog == nil {
		a.sayError(err)
		return nil
	}
	a.dialog.problem = a.look.SafeLine(err.Error())
	return nil
}

func (d *dialog) table() table {
	accept := func(a *App) tea.Cmd { return d.accept(a, d.editor.Text) }
	back := action{keys: []string{"esc"}, does: "back, nothing done", footer: always, do: do(func(a *App) { a.dialog = nil })}
	if d.asks {
		no := func(a *App) tea.Cmd {
			a.dialog = nil
			a.say(term.Dim, "Nothing was done.")
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
func (d *dialog) choices(yes, no func(*App) tea.Cmd) table {
	t := table{name: "A question"}
	if d.accept != nil {
		t.actions = []action{{keys: []string{"y"}, does: d.yes, footer: always, do: yes}, {keys: []string{"n"}, does: d.no, footer: always, do: no}}
	}
	t.actions = append(t.actions, d.more...)
	return table{name: t.name, actions: append(t.actions, action{keys: []string{"esc"}, does: "back, nothing done", footer: always, footerLabel: "back", do: func(a *App) tea.Cmd {
		a.dialog = nil
		a.say(term.Dim, "Nothing was done.")
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

func (d *dialog) press(a *App, msg tea.KeyMsg) tea.Cmd {
	if !msg.Paste {
		if cmd, ran := d.table().run(a, msg); ran {
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
		d.problem = a.useless(msg.String())
	default:
		d.problem = ""
	}
	return nil
}

// withDialog draws the dialog, where one is open, over the lower part of the
// body.
func (a *App) withDialog(body []string) []string {
	d := a.dialog
	if d == nil {
		return body
	}
	width := a.layout.width - 4
	var lines []string
	for _, p := range d.body {
		lines = append(lines, term.Wrap(p, width)...)
	}
	if d.problem != "" {
		lines = append(lines, a.hanging(term.Error, a.look.Symbols.Error+" ", d.problem, width)...)
	}
	most := max(len(body)-3, 3)
	if d.asks {
		lines[0] = term.CursorMark + lines[0]
		return a.boxed(d.title, body, lines[:min(len(lines), most)], width)
	}
	if d.above != nil {
		above := d.above(width)
		if room := most - len(lines) - min(max(d.editor.Lines(), 1), 2); room > 0 && len(above) > 0 {
			lines = append(a.shorten(above, room, width), lines...)
		}
	}
	d.editor.SetSize(width, min(max(d.editor.Lines(), 1), max(most-len(lines), 1)))
	if room := most - d.editor.Height; len(lines) > room {
		lines = lines[:max(room, 0)]
	}
	return a.boxed(d.title, body, append(lines, d.editor.View(true)...), width)
}

// boxed draws lines in a box over the lower part of the body.
func (v *canvas) boxed(title string, body, lines []string, width int) []string {
	f := v.look.Frame
	box := []string{v.edgeLine(f.TopLeft, f.TopRight, title)}
	for _, l := range lines {
		box = append(box, v.look.Render(term.Border, f.Left)+" "+v.look.Fit(l, width)+" "+v.look.Render(term.Border, f.Right))
	}
	box = append(box, v.edgeLine(f.BottomLeft, f.BottomRight, ""))
	body = term.WithoutCursor(body)
	return append(body[:max(len(body)-len(box), 0):max(len(body)-len(box), 0)], box...)
}

// edgeLine is the upper or lower edge of a box as wide as the window.
func (v *canvas) edgeLine(left, right, word string) string {
	room := v.layout.width - 2
	text := ""
	if word != "" {
		text = " " + v.look.Cut(word, room-4) + " "
	}
	rest := max(room-1-term.Width(text), 0)
	h := v.look.Frame.Top
	return v.look.Render(term.Border, left+h) + v.look.Render(term.Title, text) +
		v.look.Render(term.Border, strings.Repeat(h, rest)+right)
}
