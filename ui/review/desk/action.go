package desk

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// Action is one thing a key does on a screen. Dispatch, footer, help and the
// README's list of keys are all made of it.
type Action struct {
	Keys  []string // that do it
	Label string   // how lists of keys write them; blank: the keys
	Does  string   // what they do
	Do    func() tea.Cmd
	// DisabledReason says why it cannot act now, blank where it can; nil: it
	// always can.
	DisabledReason func() string

	Footer      rank   // whether the footer has it
	FooterKeys  string // the keys as the footer writes them; blank: as help does
	FooterLabel string // what the footer calls it; blank: as help does
	Rare        bool   // help lists it only where it can act
	// Acts marks what changes something about the incident in hand. It waits
	// until an incident that opened by itself was seen, as all does then that
	// neither moves nor leaves.
	Acts bool
	// Group is the line that lists of keys have for this action and those
	// beside it with the same; nil: one of its own.
	Group *KeyRow
}

// rank is how much the footer wants an action.
type rank uint8

const (
	never  rank = iota
	IfRoom      // where there is room after the others
	Always
)

// Table are the actions of one screen.
type Table struct {
	Name    string // of the screen, as the README and help call it
	Typing  bool   // other keys are text
	Actions []Action
}

// KeyLabel is how lists of keys write the keys of an action.
func (c Action) KeyLabel() string {
	if c.Label != "" {
		return c.Label
	}
	return strings.ReplaceAll(strings.Join(c.Keys, ", "), "pgdown", "pgdn")
}

// whyNot says why the action cannot act now; blank where it can.
func (c Action) whyNot() string {
	if c.DisabledReason == nil {
		return ""
	}
	return c.DisabledReason()
}

// Has reports whether the table has an action for a key.
func (t Table) Has(k string) bool {
	for _, c := range t.Actions {
		if slices.Contains(c.Keys, k) {
			return true
		}
	}
	return false
}

// Listed are the actions as a list of keys has them: one of each group.
func (t Table) Listed() []Action {
	var list []Action
	for i, c := range t.Actions {
		if c.Group == nil {
			list = append(list, c)
		} else if i == 0 || t.Actions[i-1].Group == nil || *t.Actions[i-1].Group != *c.Group {
			c.Label, c.Does = c.Group.Keys, c.Group.Does
			list = append(list, c)
		}
	}
	return list
}

// Run does what the table has for a key. A key that cannot act says why. ran
// is false where the table does not have the key.
func (t Table) Run(d *Desk, msg tea.KeyMsg) (cmd tea.Cmd, ran bool) {
	for _, c := range t.Actions {
		if !slices.Contains(c.Keys, msg.String()) {
			continue
		}
		if d.Options.Now().Before(d.Settles) && (c.Acts || d.Screen() == InReview && !c.Moves() && !slices.Contains(c.Keys, "esc")) {
			d.Say(term.Dim, "Nothing was done: this is another incident, "+d.Incident.Key().Incident+". Press "+msg.String()+" again.")
			return nil, true
		}
		if why := c.whyNot(); why != "" {
			d.Say(term.Warning, msg.String()+": "+why)
			return nil, true
		}
		return c.Do(), true
	}
	return nil, false
}

// Footer is the table as one line of hints, as many as fit in width cells. The
// way out and the way to help always do, without their words where those would
// crowd out an action. Actions that cannot act now are left out: help has them,
// with the reason. The last cell stays free: when a window gets lower, Bubble
// Tea erases what is below from the end of this line on.
func (t Table) Footer(look *term.Look, width int) string {
	var can []Action
	for _, c := range t.Actions {
		if c.Footer != never && c.whyNot() == "" {
			can = append(can, c)
		}
	}
	bare := hintCells(can, func(c Action) bool { return c.Footer == Always }, false) > width-2
	room := width - 2 - hintCells(can, Action.essential, bare)
	show := make([]bool, len(can))
	for _, r := range []rank{Always, IfRoom} {
		for i, c := range can {
			if c.essential() {
				show[i] = true
			} else if cells := hintGap + c.cells(false); c.Footer == r && cells <= room {
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
func hintCells(list []Action, of func(Action) bool, bare bool) int {
	cells := -hintGap
	for _, c := range list {
		if of(c) {
			cells += hintGap + c.cells(bare)
		}
	}
	return max(cells, 0)
}

// hintKeys is how the footer writes an action's keys, hint what it calls it.
func (c Action) hintKeys() string {
	if c.FooterKeys != "" {
		return c.FooterKeys
	}
	return c.KeyLabel()
}

func (c Action) hint() string {
	if c.FooterLabel != "" {
		return c.FooterLabel
	}
	return c.Does
}

// cells is the room an action takes in the footer.
func (c Action) cells(bare bool) int {
	if bare && c.essential() {
		return term.Width(c.hintKeys())
	}
	return term.Width(c.hintKeys()) + 1 + term.Width(c.hint())
}

// essential reports whether the footer must not leave the action out.
func (c Action) essential() bool { return slices.Contains([]string{"esc", "?", "q"}, c.hintKeys()) }

// KeyRow is one action: its keys, and what they do.
type KeyRow struct{ Keys, Does string }

// AsBelow is why an action could not act if the palette were closed.
func (d *Desk) AsBelow(c Action) string {
	on := d.Open
	defer func() { d.Open = on }()
	d.Open = on[:len(on)-1]
	return c.whyNot()
}

// MenuKey opens the palette where letters are commands.
func (d *Desk) MenuKey() Action {
	return Action{Keys: []string{":", "ctrl+k"}, Label: ":", Does: "every action by name", Footer: IfRoom, FooterLabel: "menu", Do: d.OpenPalette}
}

// TypedMenuKey opens it where letters are text.
func (d *Desk) TypedMenuKey() Action {
	return Action{Keys: []string{"ctrl+k"}, Does: "every action by name", Footer: IfRoom, FooterLabel: "menu", Do: d.OpenPalette}
}

// Do makes a key's deed of one that starts no command.
func Do(f func()) func() tea.Cmd {
	return func() tea.Cmd { f(); return nil }
}

// HelpKey opens the help.
func (d *Desk) HelpKey() Action {
	return Action{Keys: []string{"?", "f1"}, Label: "?", Does: "keys that work here", Footer: Always, FooterLabel: "keys", Do: d.OpenHelp}
}

// BackKey goes back to the screen below.
func (d *Desk) BackKey(does string) Action { return d.BackKeyAs(does, "") }

// CloseKey closes a pane that is only read.
func (d *Desk) CloseKey(does string, close func()) Action {
	return Action{Keys: []string{"esc", "q"}, Does: does, Footer: Always, FooterKeys: "esc", FooterLabel: "back", Do: Do(close)}
}

// BackKeyAs is BackKey under another name in the footer.
func (d *Desk) BackKeyAs(does, footerLabel string) Action {
	return Action{Keys: []string{"esc"}, Does: does, Footer: Always, FooterLabel: footerLabel, Do: Do(d.Leave)}
}

// Scrolling are the keys that scroll a text.
func Scrolling(by func(lines int), page func() int) []Action {
	return []Action{
		{Keys: []string{"j", "down"}, Does: "a line on", Footer: Always, FooterKeys: "j k", FooterLabel: "scroll", Do: Do(func() { by(1) })},
		{Keys: []string{"k", "up"}, Does: "a line back", Do: Do(func() { by(-1) })},
		{Keys: []string{"pgdown", " "}, Label: "pgdn", Does: "a page on", Do: Do(func() { by(page()) })},
		{Keys: []string{"pgup"}, Does: "a page back", Do: Do(func() { by(-page()) })},
		{Keys: []string{"g", "home"}, Does: "to the start", Do: Do(func() { by(-1 << 30) })},
		{Keys: []string{"G", "end"}, Does: "to the end", Do: Do(func() { by(1 << 30) })},
	}
}

// Moves reports whether an action only moves about a screen.
func (c Action) Moves() bool {
	return slices.ContainsFunc(c.Keys, func(k string) bool {
		return slices.Contains([]string{"up", "down", "home", "end", "pgup", "pgdown"}, k)
	})
}

// Beside are the actions that work everywhere and that the table has no key of
// its own for.
func (t Table) Beside(everywhere Table) []Action {
	var list []Action
	for _, c := range everywhere.Actions {
		if !t.Has(c.Keys[0]) {
			list = append(list, c)
		}
	}
	return list
}
