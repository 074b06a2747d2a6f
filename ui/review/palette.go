package review

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/editor"
	"gd8/ui/term"
)

// palette is the list of every action of the screen below by name, with those
// that work everywhere. It is made of the tables that keys are looked up in, so
// it can do nothing that a key could not.
type palette struct {
	*desk
	input *editor.Line
	at    int // the action in hand, among those found
	// choosing says that it was moved to since the words were typed: the cursor
	// stands there then.
	choosing bool
	top      int // the first one in sight
}

// choice is an action as the palette lists it.
type choice struct {
	action
	not string // why it cannot act now, safe; blank where it can
}

func (p *palette) openPalette() tea.Cmd {
	p.input, p.at, p.choosing, p.top = editor.NewLine(p.look), 0, false, 0
	p.enter(inPalette)
	return nil
}

// everywhereKeys are the actions that every screen has beside its own.
func (a *App) everywhereKeys() table {
	open := func(s ...screen) func() string {
		return func() string {
			for _, is := range s {
				if a.screen() == is {
					return "it is open already"
				}
			}
			return ""
		}
	}
	return table{name: "Everywhere", actions: []action{
		{keys: []string{"f1"}, does: "keys that work here", disabledReason: open(inHelp, inPalette), do: a.help.openHelp},
		{keys: []string{"ctrl+k"}, does: "every action by name", disabledReason: open(inHelp, inPalette), do: a.palette.openPalette},
		{keys: []string{"ctrl+g"}, does: "the guidance", disabledReason: open(inGuide, inFind, inHelp, inPalette), do: a.guide.openGuide},
		{keys: []string{"ctrl+l"}, does: "lock the screen", do: func() tea.Cmd { return a.lock.lockScreen(true) }},
		{keys: []string{"ctrl+r"}, does: "what became of the store's file, where it was moved or replaced", rare: true, disabledReason: func() string {
			if !a.replaced {
				return "the store's file is in its place"
			}
			return ""
		}, do: a.keep.putBack},
		{keys: []string{"ctrl+c"}, does: "quit gd8; what is typed is kept", do: a.interrupt},
	}}
}

func (p *palette) paletteKeys() table {
	by := func(n int) func() tea.Cmd { return do(func() { p.move(n) }) }
	return table{name: "Every action by name", typing: true, actions: []action{
		{keys: []string{"enter"}, does: "do it", footer: always, do: p.run},
		{keys: []string{"down", "tab"}, label: "down", does: "next action", footer: always, footerKeys: "up down", footerLabel: "choose", do: by(1)},
		{keys: []string{"up", "shift+tab"}, label: "up", does: "previous action", do: by(-1)},
		{keys: []string{"pgdown"}, does: "actions on", do: by(8)},
		{keys: []string{"pgup"}, does: "actions back", do: by(-8)},
		p.backKeyAs("back, nothing done", "back"),
	}}
}

// choices are the actions that hold every word typed, in any order. Those whose
// name begins with what was typed come first, so that typing a name never leads
// to another action; then those that can act.
func (p *palette) choices() []choice {
	t := p.tables[p.below()]
	typed := strings.ToLower(strings.TrimSpace(p.input.Text))
	words := strings.Fields(typed)
	var list []choice
	for _, c := range append(slices.Clone(t.actions), t.beside(p.everywhere)...) {
		if c.does == p.menuKey().does || !holdsAll(strings.ToLower(c.does+" "+c.footerLabel+" "+c.keyLabel()), words) {
			continue
		}
		if why := p.asBelow(c); why == "" || !c.rare {
			list = append(list, choice{c, p.look.SafeLine(why)})
		}
	}
	last := func(c choice) int {
		switch {
		case typed != "" && (strings.HasPrefix(c.does, typed) || strings.HasPrefix(c.footerLabel, typed)):
			return 0
		case c.not == "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(one, two choice) int { return last(one) - last(two) })
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

// press changes the words looked for.
func (p *palette) press(msg tea.KeyMsg) {
	before := p.input.Text
	p.typed(p.input.Press(msg))
	if p.input.Text != before {
		p.at, p.top = 0, 0
	}
	p.choosing = false
}

func (p *palette) move(by int) {
	p.at, p.choosing = min(max(p.at+by, 0), max(len(p.choices())-1, 0)), true
}

// run does the action in hand on the screen below; one that cannot act says
// why and does nothing.
func (p *palette) run() tea.Cmd {
	list := p.choices()
	if len(list) == 0 {
		p.say(term.Warning, "No action matches; esc goes back.")
		return nil
	}
	c := list[min(p.at, len(list)-1)]
	if c.not != "" {
		p.say(term.Warning, "Not now: "+c.not)
		return nil
	}
	p.leave()
	return c.do()
}

// view draws the words typed, the actions found and, of the one in hand, why
// it cannot act.
func (p *palette) view() []string {
	width, height := p.layout.width-2, p.layout.body
	list := p.choices()
	lines := []string{
		p.look.Render(term.Title, "Every action: "+p.tables[p.below()].name),
		p.look.Render(term.Key, ":") + " " + p.input.View(width-2, !p.choosing),
	}
	if len(list) == 0 {
		return indent(append(lines, "", p.look.Render(term.Dim, "No action here has these words.")))
	}
	p.at = min(p.at, len(list)-1)
	var why []string
	if c := list[p.at]; c.not != "" {
		why = p.hanging(term.Warning, p.look.Symbols.Warning+" ", "Not now: "+c.not, width)
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
		lines = append(lines, p.look.Render(term.Dim, fmt.Sprintf("%s %d more", p.look.Symbols.Down, more)))
	}
	return indent(append(exactly(lines, max(height-len(why), len(lines))), why...))
}

func (p *palette) line(c choice, inHand bool, width int) string {
	mark, role := p.look.Symbols.NoCursor, term.Text
	text := p.look.Fit(c.keyLabel(), 9) + " " + c.does
	if c.not != "" {
		text, role = text+" (not now)", term.Dim
	}
	if inHand {
		mark, role = p.look.Symbols.Cursor, term.Selected
		if p.choosing {
			mark = term.CursorMark + mark
		}
	}
	return p.look.Render(role, p.look.Fit(mark+" "+text, width))
}
