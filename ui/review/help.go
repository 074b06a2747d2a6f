package review

import (
	"gd8/ui/term"
)

// helpView lists the keys of the screen below, and why those that cannot act
// now cannot.
func (a *App) helpView() []string {
	t := a.tables[a.below()]
	width, height := a.layout.width-2, a.layout.body
	var lines []string
	for _, c := range t.actions {
		why := c.why(a)
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
