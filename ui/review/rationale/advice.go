package rationale

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// Advice is the advice on a rationale in the full width of the window.
type Advice struct {
	*desk.Desk
	writing     *Writing
	top, height int
}

// Keys are the keys of the advice.
func (v *Advice) Keys() desk.Table {
	return desk.Table{Name: "The advice on a rationale", Actions: append(
		desk.Scrolling(func(n int) { v.top = max(v.top+n, 0) }, func() int { return max(v.height, 1) }),
		v.CloseKey("back", v.Leave), v.MenuKey(), v.HelpKey())}
}

// adviceKey opens it.
func (v *Advice) adviceKey() desk.Action {
	return desk.Action{Keys: []string{"ctrl+t"}, Does: "all advice on this text", DisabledReason: func() string {
		if len(v.writing.Rationale.Advised) == 0 {
			return "there is no advice on this text"
		}
		return ""
	}, Do: func() tea.Cmd {
		v.top, v.height = 0, 0
		v.Enter(desk.InAdvice)
		return nil
	}}
}

// View draws the pieces in sight, each whole.
func (v *Advice) View(width, height int) []string {
	var all []string
	for _, said := range v.writing.Rationale.Advised {
		all = append(append(all, v.Hanging(term.Text, "- ", said, width)...), "")
	}
	v.height = max(height-2, 1)
	v.top = max(min(v.top, len(all)-v.height), 0)
	title := v.Look.Render(term.Title, "Advice, which stops no decision and is kept with it")
	if len(all) > v.height {
		title += v.Look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", v.top+1, v.top+v.height, len(all)))
	}
	return append([]string{title, ""}, all[v.top:min(v.top+v.height, len(all))]...)
}

// adviceIn are the pieces of advice that have room, each whole, and how many
// have none. It is never cut.
func (r *Rationale) adviceIn(width, room int) []string {
	var lines []string
	for i, said := range r.Advised {
		piece := r.Hanging(term.Dim, "Advice: ", said, width)
		more := 0 // a line that says how many follow
		if i < len(r.Advised)-1 {
			more = 1
		}
		if len(lines)+len(piece)+more > room {
			left := fmt.Sprintf("Advice: %s in full: ctrl+t", report.Counted(len(r.Advised)-i, "piece"))
			if i > 0 {
				left = fmt.Sprintf("Advice: %d more: ctrl+t", len(r.Advised)-i)
			}
			return append(lines, r.Look.Render(term.Warning, r.Look.Cut(left, width)))
		}
		lines = append(lines, piece...)
	}
	return lines
}
