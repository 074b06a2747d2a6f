package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// helpView lists the keys of the screen below, and why those that cannot act
// now cannot.
func (a *App) helpView() []string {
	t := a.tables[a.below()]
	width, height := a.layout.width-2, a.layout.body
	var lines []string
	for _, c := range append(t.listed(), t.beside()...) {
		why := a.asBelow(c)
		if c.rare && why != "" {
			continue
		}
		key := a.look.Fit(c.label(), 10)
		if why == "" {
			lines = append(lines, a.hanging(term.Key, key+" ", c.does(), width)...)
			continue
		}
		lines = append(lines, a.hanging(term.Dim, key+" ", c.does()+". Not now: "+a.look.SafeLine(why), width)...)
	}
	if t.typing {
		lines = append(lines, "", "Every other key is text.")
	}
	title := a.look.Render(term.Title, "Keys: "+t.name)
	if len(lines) > height-1 {
		a.helpTop = max(min(a.helpTop, len(lines)-(height-1)), 0)
		lines = lines[a.helpTop:min(a.helpTop+height-1, len(lines))]
		title += a.look.Render(term.Dim, "  "+a.look.Symbols.Down+" j and k scroll")
	}
	return indent(append([]string{title}, lines...))
}

// beside are the actions that work everywhere and that the table has no key of
// its own for.
func (t table) beside() []action {
	var list []action
	for _, c := range everywhere().actions {
		if !t.has(c.key.Keys()[0]) {
			list = append(list, c)
		}
	}
	return list
}

// openHelp lists the keys of the screen in use.
func (a *App) openHelp() tea.Cmd {
	a.helpTop = 0
	a.enter(inHelp)
	return nil
}

func helpKeys() table {
	by := func(n int) func(*App) tea.Cmd { return do(func(a *App) { a.helpTop = max(a.helpTop+n, 0) }) }
	return table{name: "Help", actions: []action{
		bind("j, down", "on", by(1), "j", "down", "pgdown").inFootOf("j k", "scroll"),
		bind("k, up", "back", by(-1), "k", "up", "pgup"),
		bind("esc, ?, q", "close the help", do(func(a *App) { a.status = status{role: term.Text}; a.leave() }), "esc", "?", "q", "enter").inFootAs("close"),
	}}
}
