package review

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// action is one thing a key does on a screen. Dispatch, footer, help and the
// README's list of keys are all made of it.
type action struct {
	keys  []string // that do it
	label string   // how lists of keys write them; blank: the keys
	does  string   // what they do
	do    func() tea.Cmd
	// disabledReason says why it cannot act now, blank where it can; nil: it
	// always can.
	disabledReason func() string

	footer      rank   // whether the footer has it
	footerKeys  string // the keys as the footer writes them; blank: as help does
	footerLabel string // what the footer calls it; blank: as help does
	rare        bool   // help lists it only where it can act
	// acts marks what changes something about the incident in hand. It waits
	// until an incident that opened by itself was seen, as all does then that
	// neither moves nor leaves.
	acts bool
	// group is the line that lists of keys have for this action and those
	// beside it with the same; nil: one of its own.
	group *KeyRow
}

// rank is how much the footer wants an action.
type rank uint8

const (
	never  rank = iota
	ifRoom      // where there is room after the others
	always
)

// table are the actions of one screen.
type table struct {
	name    string // of the screen, as the README and help call it
	typing  bool   // other keys are text
	actions []action
}

// keyLabel is how lists of keys write the keys of an action.
func (c action) keyLabel() string {
	if c.label != "" {
		return c.label
	}
	return strings.ReplaceAll(strings.Join(c.keys, ", "), "pgdown", "pgdn")
}

// whyNot says why the action cannot act now; blank where it can.
func (c action) whyNot() string {
	if c.disabledReason == nil {
		return ""
	}
	return c.disabledReason()
}

// has reports whether the table has an action for a key.
func (t table) has(k string) bool {
	for _, c := range t.actions {
		if slices.Contains(c.keys, k) {
			return true
		}
	}
	return false
}

// listed are the actions as a list of keys has them: one of each group.
func (t table) listed() []action {
	var list []action
	for i, c := range t.actions {
		if c.group == nil {
			list = append(list, c)
		} else if i == 0 || t.actions[i-1].group == nil || *t.actions[i-1].group != *c.group {
			c.label, c.does = c.group.Keys, c.group.Does
			list = append(list, c)
		}
	}
	return list
}

// run does what the table has for a key. A key that cannot act says why. ran
// is false where the table does not have the key.
func (t table) run(d *desk, msg tea.KeyMsg) (cmd tea.Cmd, ran bool) {
	for _, c := range t.actions {
		if !slices.Contains(c.keys, msg.String()) {
			continue
		}
		if d.o.now().Before(d.settles) && (c.acts || d.screen() == inReview && !c.moves() && !slices.Contains(c.keys, "esc")) {
			d.say(term.Dim, "Nothing was done: this is another incident, "+d.incident.Key().Incident+". Press "+msg.String()+" again.")
			return nil, true
		}
		if why := c.whyNot(); why != "" {
			d.say(term.Warning, msg.String()+": "+why)
			return nil, true
		}
		return c.do(), true
	}
	return nil, false
}

// footer is the table as one line of hints, as many as fit in width cells. The
// way out and the way to help always do, without their words where those would
// crowd out an action. Actions that cannot act now are left out: help has them,
// with the reason. The last cell stays free: when a window gets lower, Bubble
// Tea erases what is below from the end of this line on.
func (t table) footer(look *term.Look, width int) string {
	var can []action
	for _, c := range t.actions {
		if c.footer != never && c.whyNot() == "" {
			can = append(can, c)
		}
	}
	bare := hintCells(can, func(c action) bool { return c.footer == always }, false) > width-2
	room := width - 2 - hintCells(can, action.essential, bare)
	show := make([]bool, len(can))
	for _, r := range []rank{always, ifRoom} {
		for i, c := range can {
			if c.essential() {
				show[i] = true
			} else if cells := hintGap + c.cells(false); c.footer == r && cells <= room {
				room -= cells
				show[i] = true
			}
		}
	}
	var hints []string
	for i, c := range can {
		switch {
		case !show[i]:
		case bare && c.essential():
			hints = append(hints, look.Render(term.Key, c.hintKeys()))
		default:
			hints = append(hints, look.Render(term.Key, c.hintKeys())+" "+c.hint())
		}
	}
	return " " + strings.Join(hints, strings.Repeat(" ", hintGap))
}

// hintGap is the space between two hints of the footer.
const hintGap = 2

// hintCells is the room some of the actions take in the footer; bare is
// without the words of those that are essential.
func hintCells(list []action, of func(action) bool, bare bool) int {
	cells := -hintGap
	for _, c := range list {
		if of(c) {
			cells += hintGap + c.cells(bare)
		}
	}
	return max(cells, 0)
}

// hintKeys is how the footer writes an action's keys, hint what it calls it.
func (c action) hintKeys() string {
	if c.footerKeys != "" {
		return c.footerKeys
	}
	return c.keyLabel()
}

func (c action) hint() string {
	if c.footerLabel != "" {
		return c.footerLabel
	}
	return c.does
}

// cells is the room an action takes in the footer.
func (c action) cells(bare bool) int {
	if bare && c.essential() {
		return term.Width(c.hintKeys())
	}
	return term.Width(c.hintKeys()) + 1 + term.Width(c.hint())
}

// essential reports whether the footer must not leave the action out.
func (c action) essential() bool { return slices.Contains([]string{"esc", "?", "q"}, c.hintKeys()) }

// KeyRow is one action: its keys, and what they do.
type KeyRow struct{ Keys, Does string }

// asBelow is why an action could not act if the palette were closed.
func (d *desk) asBelow(c action) string {
	on := d.on
	defer func() { d.on = on }()
	d.on = on[:len(on)-1]
	return c.whyNot()
}

// menuKey opens the palette where letters are commands.
func (d *desk) menuKey() action {
	return action{keys: []string{":", "ctrl+k"}, label: ":", does: "every action by name", footer: ifRoom, footerLabel: "menu", do: d.openPalette}
}

// typedMenuKey opens it where letters are text.
func (d *desk) typedMenuKey() action {
	return action{keys: []string{"ctrl+k"}, does: "every action by name", footer: ifRoom, footerLabel: "menu", do: d.openPalette}
}

// do makes a key's deed of one that starts no command.
func do(f func()) func() tea.Cmd {
	return func() tea.Cmd { f(); return nil }
}

func (d *desk) helpKey() action {
	return action{keys: []string{"?", "f1"}, label: "?", does: "keys that work here", footer: always, footerLabel: "keys", do: d.openHelp}
}

func (d *desk) backKey(does string) action { return d.backKeyAs(does, "") }

// closeKey closes a pane that is only read.
func (d *desk) closeKey(does string, close func()) action {
	return action{keys: []string{"esc", "q"}, does: does, footer: always, footerKeys: "esc", footerLabel: "back", do: do(close)}
}

// backKeyAs is backKey under another name in the footer.
func (d *desk) backKeyAs(does, footerLabel string) action {
	return action{keys: []string{"esc"}, does: does, footer: always, footerLabel: footerLabel, do: do(d.leave)}
}

// scrolling are the keys that scroll a text.
func scrolling(by func(lines int), page func() int) []action {
	return []action{
		{keys: []string{"j", "down"}, does: "a line on", footer: always, footerKeys: "j k", footerLabel: "scroll", do: do(func() { by(1) })},
		{keys: []string{"k", "up"}, does: "a line back", do: do(func() { by(-1) })},
		{keys: []string{"pgdown", " "}, label: "pgdn", does: "a page on", do: do(func() { by(page()) })},
		{keys: []string{"pgup"}, does: "a page back", do: do(func() { by(-page()) })},
		{keys: []string{"g", "home"}, does: "to the start", do: do(func() { by(-1 << 30) })},
		{keys: []string{"G", "end"}, does: "to the end", do: do(func() { by(1 << 30) })},
	}
}

// moves reports whether an action only moves about a screen.
func (c action) moves() bool {
	return slices.ContainsFunc(c.keys, func(k string) bool {
		return slices.Contains([]string{"up", "down", "home", "end", "pgup", "pgdown"}, k)
	})
}

// beside are the actions that work everywhere and that the table has no key of
// its own for.
func (t table) beside(everywhere table) []action {
	var list []action
	for _, c := range everywhere.actions {
		if !t.has(c.keys[0]) {
			list = append(list, c)
		}
	}
	return list
}
