package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// adviceView is the advice on a rationale in the full width of the window.
type adviceView struct {
	*desk.Desk
	writing     *writing
	top, height int
}

func (v *adviceView) adviceKeys() desk.Table {
	return desk.Table{Name: "The advice on a rationale", Actions: append(
		desk.Scrolling(func(n int) { v.top = max(v.top+n, 0) }, func() int { return max(v.height, 1) }),
		v.CloseKey("back", v.Leave), v.MenuKey(), v.HelpKey())}
}

// adviceKey opens it.
func (v *adviceView) adviceKey() desk.Action {
	return desk.Action{Keys: []string{"ctrl+t"}, Does: "all advice on this text", DisabledReason: func() string {
		if len(v.writing.rationale.advice) == 0 {
			return "there is no advice on this text"
		}
		return ""
	}, Do: func() tea.Cmd {
		v.top, v.height = 0, 0
		v.Enter(desk.InAdvice)
		return nil
	}}
}

func (v *adviceView) view(width, height int) []string {
	var all []string
	for _, said := range v.writing.rationale.advice {
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
func (r *rationale) adviceIn(width, room int) []string {
	var lines []string
	for i, said := range r.advice {
		piece := r.Hanging(term.Dim, "Advice: ", said, width)
		more := 0 // a line that says how many follow
		if i < len(r.advice)-1 {
			more = 1
		}
		if len(lines)+len(piece)+more > room {
			left := fmt.Sprintf("Advice: %s in full: ctrl+t", report.Counted(len(r.advice)-i, "piece"))
			if i > 0 {
				left = fmt.Sprintf("Advice: %d more: ctrl+t", len(r.advice)-i)
			}
			return append(lines, r.Look.Render(term.Warning, r.Look.Cut(left, width)))
		}
		lines = append(lines, piece...)
	}
	return lines
}
