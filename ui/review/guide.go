package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/panes"
	"gd8/ui/term"
)

// guide is the pane of the guidance, in gd8's own words.
type guide struct {
	*desk.Desk
	checklist *panes.Checklist
	facts     *panes.Facts
	writing   *writing
	top       int // the first line in sight
	height    int
	cite      string // the passage it opened at
	find      *editor.Line
	beside    besides // as it was drawn last
	seek      string  // the text looked for, in lower case
}

// passageKey is the key from a criterion to its passage in the guidance.
func (g *guide) passageKey(id model.CriterionID) desk.Action {
	k := strconv.Itoa(int(id) + 1)
	open := func() tea.Cmd { return g.openGuideAt(id) }
	return desk.Action{Keys: []string{k}, Label: k, Does: "guidance on " + k + " " + id.Title(), Group: &desk.KeyRow{Keys: "1 to 6", Does: "guidance on that criterion"}, Do: open}
}

func (g *guide) guideKeys() desk.Table {
	actions := desk.Scrolling(func(n int) { g.top = max(g.top+n, 0) }, func() int { return g.height })
	actions = append(actions, desk.Action{Keys: []string{"/"}, Does: "find in the guidance", Footer: desk.Always, FooterLabel: "find", Do: desk.Do(func() { g.Enter(desk.InFind) })},
		desk.Action{Keys: []string{"n"}, Does: "next passage that was found", Footer: desk.IfRoom, FooterLabel: "next found", DisabledReason: g.nothingFound, Do: desk.Do(func() { g.turn(1) })},
		desk.Action{Keys: []string{"N"}, Does: "previous passage that was found", DisabledReason: g.nothingFound, Do: desk.Do(func() { g.turn(-1) })})
	for id := range model.CriterionCount {
		c := g.passageKey(id)
		if id == model.CriterionRelevant {
			c.Footer, c.FooterKeys, c.FooterLabel = desk.Always, "1 to 6", "criterion"
		}
		actions = append(actions, c)
	}
	return desk.Table{Name: "The guidance", Actions: append(actions, g.CloseKey("back", g.Leave), g.MenuKey(), g.HelpKey())}
}

func (g *guide) findKeys() desk.Table {
	return desk.Table{Name: "Finding in the guidance", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "keep what was found", Footer: desk.Always, Do: desk.Do(g.Leave)},
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: desk.Do(func() { g.find.SetText(""); g.seekNow(); g.Leave() })},
	}}
}

// openGuide opens the guidance at the passage behind what is in hand.
func (g *guide) openGuide() tea.Cmd {
	g.cite, g.find, g.seek, g.top = g.citeInHand(), editor.NewLine(g.Look), "", -1
	g.Enter(desk.InGuide)
	return nil
}

// openGuideAt opens the guidance at the passage behind a criterion.
func (g *guide) openGuideAt(id model.CriterionID) tea.Cmd {
	if g.Screen() == desk.InGuide {
		g.cite, g.top = id.Cite(), -1
		return nil
	}
	g.checklist.Field, g.facts.Focused = panes.AskedOf(g.Incident, id)[0], false
	return g.openGuide()
}

// citeInHand is the passage behind what is in hand: the decision being argued,
// else the criterion, else the first.
func (g *guide) citeInHand() string {
	switch {
	case g.writing.rationale != nil && g.writing.rationale.Kind == model.Consider:
		return model.CriterionNoFurtherInformation.Cite()
	case g.writing.rationale != nil && g.writing.rationale.Kind == model.Discard:
		return model.CriterionOutcome21.Cite()
	case g.Incident != nil && g.Base() == desk.InReview:
		return panes.CriterionOf(g.checklist.Field).Cite()
	}
	return model.Passages()[0].Cite
}

// besides is the guidance beside what is in hand, as it was drawn last.
type besides struct {
	cite  string
	width int
	lines []string
}

// guideBeside is the guidance beside what is in hand, from the passage behind
// it on, on a window with room for both.
func (g *guide) guideBeside() []string {
	b, cite, width := &g.beside, g.citeInHand(), g.Layout.Third
	if b.cite != cite || b.width != width {
		from := guide{Desk: g.Desk, cite: cite}
		lines, at := from.lines(width)
		*b = besides{cite, width, append([]string{g.Look.Render(term.Title, "The guidance, in gd8's own words")}, lines[at:]...)}
	}
	return b.lines
}

// view draws the passages in sight.
func (g *guide) view(width, height int) []string {
	lines, at := g.lines(width)
	g.height = max(height-2, 1)
	if g.top < 0 {
		g.top = at
	}
	g.top = max(min(g.top, len(lines)-g.height), 0)
	title := g.Look.Render(term.Title, "The guidance, in gd8's own words")
	if g.Screen() == desk.InFind || g.seek != "" {
		title = g.Look.Render(term.Title, "The guidance") + "  /" + g.find.View(max(width-48, 8), g.Screen() == desk.InFind) + g.Look.Render(term.Dim, g.describeFound())
	}
	out := []string{title}
	for i := g.top; i < len(lines) && len(out) <= g.height; i++ {
		out = append(out, lines[i])
	}
	out = desk.Exactly(out, g.height+1)
	if g.Screen() == desk.InGuide && !strings.Contains(strings.Join(out, ""), term.CursorMark) {
		out[1] = term.CursorMark + out[1] // scrolled on from the passage
	}
	if g.top+g.height < len(lines) {
		return append(out, g.Look.Render(term.Dim, g.Look.Symbols.Down+" more"))
	}
	return append(out, "")
}

// lines are all passages; at is the line of the one it opened at.
func (g *guide) lines(width int) (lines []string, at int) {
	for _, p := range model.Passages() {
		mark := "  "
		if p.Cite == g.cite {
			at = len(lines)
			mark = g.InHandOn(desk.InGuide) + " "
		}
		lines = append(lines, g.Look.Render(term.Title, mark+p.Cite))
		for _, l := range term.Wrap(p.Text, max(width-2, 10)) {
			if g.seek != "" && strings.Contains(strings.ToLower(l), g.seek) {
				l = g.Look.Render(term.Match, l)
			}
			lines = append(lines, "  "+l)
		}
		lines = append(lines, "")
	}
	lines = append(lines, g.Paragraph(term.Dim, "This is a summary and not the guidance itself, which remains the authority. Decisions are stamped: "+model.Guidance+".", width)...)
	return lines, at
}

// seekNow goes to the first passage that holds the text looked for.
func (g *guide) seekNow() {
	g.seek = strings.ToLower(strings.TrimSpace(g.find.Text))
	if found := g.found(); len(found) > 0 {
		g.cite, g.top = found[0], -1
	}
}

// found names the passages that hold the text looked for.
func (g *guide) found() []string {
	if g.seek == "" {
		return nil
	}
	var cites []string
	for _, p := range model.Passages() {
		if strings.Contains(strings.ToLower(p.Cite+" "+p.Text), g.seek) {
			cites = append(cites, p.Cite)
		}
	}
	return cites
}

// turn goes to the next passage that was found, or the one before, round and
// round.
func (g *guide) turn(by int) {
	found := g.found()
	if at := slices.Index(found, g.cite); at >= 0 {
		g.cite, g.top = found[(at+by+len(found))%len(found)], -1
	} else if len(found) > 0 {
		g.cite, g.top = found[0], -1
	}
}

// describeFound is which of the passages found is in hand.
func (g *guide) describeFound() string {
	found := g.found()
	switch at := slices.Index(found, g.cite); {
	case g.seek == "":
		return ""
	case len(found) == 0:
		return "  not found"
	case at >= 0:
		return fmt.Sprintf("  passage %d of %d", at+1, len(found))
	default:
		return fmt.Sprintf("  %d found", len(found))
	}
}

// nothingFound says why there is no next passage to go to.
func (g *guide) nothingFound() string {
	if len(g.found()) == 0 {
		return "nothing was looked for and found; / looks for a text"
	}
	return ""
}
