package guide

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/term"
)

// Palette is the list of every action of the screen below by name, with those
// that work everywhere. It is made of the tables that keys are looked up in, so
// it can do nothing that a key could not.
type Palette struct {
	*desk.Desk
	input *editor.Line
	at    int // the action in hand, among those found
	// choosing says that it was moved to since the words were typed: the cursor
	// stands there then.
	choosing bool
	top      int // the first one in sight
}

// Choice is an action as the palette lists it.
type Choice struct {
	desk.Action
	Not string // why it cannot act now, safe; blank where it can
}

// Open lists the actions of the screen in use.
func (p *Palette) Open() tea.Cmd {
	p.input, p.at, p.choosing, p.top = editor.NewLine(p.Look), 0, false, 0
	p.Enter(desk.InPalette)
	return nil
}

// Keys are the keys of the list itself.
func (p *Palette) Keys() desk.Table {
	by := func(n int) func() tea.Cmd { return desk.Do(func() { p.move(n) }) }
	return desk.Table{Name: "Every action by name", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "do it", Footer: desk.Always, Do: p.run},
		{Keys: []string{"down", "tab"}, Label: "down", Does: "next action", Footer: desk.Always, FooterKeys: "up down", FooterLabel: "choose", Do: by(1)},
		{Keys: []string{"up", "shift+tab"}, Label: "up", Does: "previous action", Do: by(-1)},
		{Keys: []string{"pgdown"}, Does: "actions on", Do: by(8)},
		{Keys: []string{"pgup"}, Does: "actions back", Do: by(-8)},
		p.BackKeyAs("back, nothing done", "back"),
	}}
}

// Choices are the actions that hold every word of a text, in any order. Those whose
// name begins with what was typed come first, so that typing a name never leads
// to another action; then those that can act.
func (p *Palette) Choices(text string) []Choice {
	t := p.Tables[p.Below()]
	typed := strings.ToLower(strings.TrimSpace(text))
	words := strings.Fields(typed)
	var list []Choice
	for _, c := range append(slices.Clone(t.Actions), t.Beside(p.Everywhere)...) {
		if c.Does == p.MenuKey().Does || !holdsAll(strings.ToLower(c.Does+" "+c.FooterLabel+" "+c.KeyLabel()), words) {
			continue
		}
		if why := p.AsBelow(c); why == "" || !c.Rare {
			list = append(list, Choice{c, p.Look.SafeLine(why)})
		}
	}
	last := func(c Choice) int {
		switch {
		case typed != "" && (strings.HasPrefix(c.Does, typed) || strings.HasPrefix(c.FooterLabel, typed)):
			return 0
		case c.Not == "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(one, two Choice) int { return last(one) - last(two) })
	return list
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Press changes the words looked for.
func (p *Palette) Press(msg tea.KeyMsg) {
	before := p.input.Text
	p.Typed(p.input.Press(msg))
	if p.input.Text != before {
		p.at, p.top = 0, 0
	}
	p.choosing = false
}

func (p *Palette) move(by int) {
	p.at, p.choosing = min(max(p.at+by, 0), max(len(p.Choices(p.input.Text))-1, 0)), true
}

// run does the action in hand on the screen below; one that cannot act says
// why and does nothing.
func (p *Palette) run() tea.Cmd {
	list := p.Choices(p.input.Text)
	if len(list) == 0 {
		p.Say(term.Warning, "No action matches; esc goes back.")
		return nil
	}
	c := list[min(p.at, len(list)-1)]
	if c.Not != "" {
		p.Say(term.Warning, "Not now: "+c.Not)
		return nil
	}
	p.Leave()
	return c.Do()
}

// View draws the words typed, the actions found and, of the one in hand, why
// it cannot act.
func (p *Palette) View() []string {
	width, height := p.Layout.Width-2, p.Layout.Body
	list := p.Choices(p.input.Text)
	lines := []string{
		p.Look.Render(term.Title, "Every action: "+p.Tables[p.Below()].Name),
		p.Look.Render(term.Key, ":") + " " + p.input.View(width-2, !p.choosing),
	}
	if len(list) == 0 {
		return desk.Indent(append(lines, "", p.Look.Render(term.Dim, "No action here has these words.")))
	}
	p.at = min(p.at, len(list)-1)
	var why []string
	if c := list[p.at]; c.Not != "" {
		why = p.Hanging(term.Warning, p.Look.Symbols.Warning+" ", "Not now: "+c.Not, width)
	}
	room := max(height-len(lines)-len(why), 1)
	if len(list) > room {
		room = max(room-1, 1) // a line says how many more there are
	}
	p.top = max(min(p.top, p.at), p.at-room+1)
	for i := p.top; i < min(p.top+room, len(list)); i++ {
		lines = append(lines, p.line(list[i], i == p.at, width))
	}
	if more := len(list) - p.top - room; more > 0 {
		lines = append(lines, p.Look.Render(term.Dim, fmt.Sprintf("%s %d more", p.Look.Symbols.Down, more)))
	}
	return desk.Indent(append(desk.Exactly(lines, max(height-len(why), len(lines))), why...))
}

func (p *Palette) line(c Choice, inHand bool, width int) string {
	mark, role := p.Look.Symbols.NoCursor, term.Text
	text := p.Look.Fit(c.KeyLabel(), 9) + " " + c.Does
	if c.Not != "" {
		text, role = text+" (not now)", term.Dim
	}
	if inHand {
		mark, role = p.Look.Symbols.Cursor, term.Selected
		if p.choosing {
			mark = term.CursorMark + mark
		}
	}
	return p.Look.Render(role, p.Look.Fit(mark+" "+text, width))
}
