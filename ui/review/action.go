package review

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// action is one thing a key does on a screen. Dispatch, footer, help and the
// README's list of keys are all made of it.
type action struct {
	key  key.Binding
	do   func(*App) tea.Cmd
	when func(*App) string // why it cannot act now, blank where it can; nil: it always can
	foot bool              // the footer has it
	rare bool              // help lists it only where it can act
}

// table are the actions of one screen.
type table struct {
	name    string // of the screen, as the README and help call it
	typing  bool   // other keys are text
	actions []action
}

// bind makes an action. label is how help writes the keys, does what they do.
func bind(label, does string, do func(*App) tea.Cmd, keys ...string) action {
	return action{key: key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, does)), do: do}
}

// inFoot puts an action into the footer, unless says when it cannot act, and
// seldom keeps it out of help where it cannot.
func (c action) inFoot() action                       { c.foot = true; return c }
func (c action) unless(when func(*App) string) action { c.when = when; return c }
func (c action) seldom() action                       { c.rare = true; return c }
func (c action) label() string                        { return c.key.Help().Key }
func (c action) does() string                         { return c.key.Help().Desc }
func (c action) why(a *App) string {
	if c.when == nil {
		return ""
	}
	return c.when(a)
}

// run does what the table has for a key. A key that cannot act says why. ran
// is false where the table does not have the key.
func (t table) run(a *App, msg tea.KeyMsg) (cmd tea.Cmd, ran bool) {
	for _, c := range t.actions {
		if !key.Matches(msg, c.key) {
			continue
		}
		if why := c.why(a); why != "" {
			a.say(term.Warning, msg.String()+": "+why)
			return nil, true
		}
		return c.do(a), true
	}
	return nil, false
}

// footer is the table as one line of hints, as many as fit in width cells. The
// way out and the way to help always do. Actions that cannot act now are left
// out: help has them, with the reason. The last cell stays free: when a window
// gets lower, Bubble Tea erases what is below from the end of this line on.
func (t table) footer(a *App, width int) string {
	const gap = 2
	var shown []action
	room := width - 2 + gap
	for _, c := range t.actions {
		if c.foot && c.why(a) == "" {
			shown = append(shown, c)
			if c.essential() {
				room -= c.cells() + gap
			}
		}
	}
	var hints []string
	for _, c := range shown {
		if !c.essential() {
			if c.cells()+gap > room {
				continue
			}
			room -= c.cells() + gap
		}
		hints = append(hints, a.look.Render(term.Key, c.label())+" "+c.does())
	}
	return " " + strings.Join(hints, strings.Repeat(" ", gap))
}

// cells is the room an action takes in the footer.
func (c action) cells() int { return term.Width(c.label()) + 1 + term.Width(c.does()) }

// essential reports whether the footer must not leave the action out.
func (c action) essential() bool { return c.label() == "esc" || c.label() == "?" || c.label() == "q" }

// KeyTable is the list of one screen's keys, for the README.
type KeyTable struct {
	Screen string
	Rows   []KeyRow
}

// KeyRow is one action: its keys, and what they do.
type KeyRow struct{ Keys, Does string }

// KeyTables are the keys of every screen, in the order in which an officer
// meets them. They are the tables the app itself works from.
func KeyTables() []KeyTable {
	var list []KeyTable
	for _, t := range allTables() {
		k := KeyTable{Screen: t.name}
		for _, c := range t.actions {
			k.Rows = append(k.Rows, KeyRow{c.label(), c.does()})
		}
		list = append(list, k)
	}
	return list
}
