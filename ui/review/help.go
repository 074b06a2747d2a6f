package review

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// helpView lists the keys of the screen below: those that act now, those that
// do not, with the reason, and those that only move.
func (a *App) helpView() []string {
	t := a.tables[a.below()]
	width, height := a.layout.width-2, a.layout.body
	var now, not, later, moving []string
	for _, c := range append(t.listed(), t.beside()...) {
		why := a.asBelow(c)
		switch {
		case why == "" && c.moves():
			moving = append(moving, a.helpLine(c, width)...)
		case why == "":
			now = append(now, a.helpLine(c, width)...)
		case c.rare:
		case c.foot == wanted:
			not = append(not, a.helpWhy(c, why, width)...)
		default:
			later = append(later, a.helpWhy(c, why, width)...)
		}
	}
	if width >= helpColumns {
		now, moving = a.inColumns(now, width/2), a.inColumns(moving, width/2)
	}
	lines := now
	if t.typing {
		lines = append(lines, "ctrl+u takes out the line up to the cursor. Every other key is text.")
	}
	for _, part := range []struct {
		name  string
		lines []string
	}{{"Not now:", append(not, later...)}, {"Moving:", moving}} {
		if len(part.lines) > 0 {
			lines = append(append(lines, a.look.Render(term.Title, part.name)), part.lines...)
		}
	}
	title := a.look.Render(term.Title, "Keys: "+t.name)
	if len(lines) > height-1 {
		a.helpTop = max(min(a.helpTop, len(lines)-(height-1)), 0)
		title += a.look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", a.helpTop+1, min(a.helpTop+height-1, len(lines)), len(lines)))
		lines = lines[a.helpTop:min(a.helpTop+height-1, len(lines))]
	}
	return indent(append([]string{title}, lines...))
}

// helpLine is an action that can act: one line where there are two columns.
func (a *App) helpLine(c action, width int) []string {
	if width >= helpColumns {
		return []string{a.look.Render(term.Key, a.look.Fit(c.label(), 10)+" ") + a.look.Cut(c.does(), width/2-12)}
	}
	return a.hanging(term.Key, a.look.Fit(c.label(), 10)+" ", c.does(), width)
}

// helpWhy is an action that cannot act, and why.
func (a *App) helpWhy(c action, why string, width int) []string {
	return a.hanging(term.Dim, a.look.Fit(c.label(), 10)+" ", c.does()+": "+a.look.SafeLine(why), width)
}

// moves reports whether an action only moves about a screen.
func (c action) moves() bool {
	return slices.ContainsFunc(c.key.Keys(), func(k string) bool {
		return slices.Contains([]string{"up", "down", "home", "end", "pgup", "pgdown"}, k)
	})
}

// helpColumns is the width from which help lists keys in two columns.
const helpColumns = 110

// inColumns sets lines in two columns, to be read down the first and then down
// the second.
func (a *App) inColumns(lines []string, width int) []string {
	half := (len(lines) + 1) / 2
	out := make([]string, half)
	for i := range out {
		out[i] = a.look.Fit(lines[i], width) + lineAt(lines, half+i)
	}
	return out
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
