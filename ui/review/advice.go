package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/term"
)

// adviceView is the advice on a rationale in the full width of the window.
type adviceView struct{ top, height int }

func adviceKeys() table {
	return table{name: "The advice on a rationale", actions: append(
		scrolling(func(a *App, n int) { a.advice.top = max(a.advice.top+n, 0) }, func(a *App) int { return max(a.advice.height, 1) }),
		closeKey("back", (*App).leave), menuKey(), helpKey())}
}

// adviceKey opens it.
func adviceKey() action {
	return action{keys: []string{"ctrl+t"}, does: "all advice on this text", disabledReason: func(a *App) string {
		if len(a.rationale.advice) == 0 {
			return "there is no advice on this text"
		}
		return ""
	}, do: func(a *App) tea.Cmd {
		a.advice = adviceView{}
		a.enter(inAdvice)
		return nil
	}}
}

func (v *adviceView) view(a *App, width, height int) []string {
	var all []string
	for _, said := range a.rationale.advice {
		all = append(append(all, a.hanging(term.Text, "- ", said, width)...), "")
	}
	v.height = max(height-2, 1)
	v.top = max(min(v.top, len(all)-v.height), 0)
	title := a.look.Render(term.Title, "Advice, which stops no decision and is kept with it")
	if len(all) > v.height {
		title += a.look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", v.top+1, v.top+v.height, len(all)))
	}
	return append([]string{title, ""}, all[v.top:min(v.top+v.height, len(all))]...)
}

// adviceIn are the pieces of advice that have room, each whole, and how many
// have none. It is never cut.
func (r *rationale) adviceIn(a *App, width, room int) []string {
	var lines []string
	for i, said := range r.advice {
		piece := a.hanging(term.Dim, "Advice: ", said, width)
		more := 0 // a line that says how many follow
		if i < len(r.advice)-1 {
			more = 1
		}
		if len(lines)+len(piece)+more > room {
			left := fmt.Sprintf("Advice: %s in full: ctrl+t", report.Counted(len(r.advice)-i, "piece"))
			if i > 0 {
				left = fmt.Sprintf("Advice: %d more: ctrl+t", len(r.advice)-i)
			}
			return append(lines, a.look.Render(term.Warning, a.look.Cut(left, width)))
		}
		lines = append(lines, piece...)
	}
	return lines
}
