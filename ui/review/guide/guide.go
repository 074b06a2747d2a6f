package guide

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

// Guidance is the pane of the guidance, in gd8's own words.
type Guidance struct {
	*desk.Desk
	Checklist *panes.Checklist
	Facts     *panes.Facts
	// Arguing is the decision whose rationale is being written, NoDecision for none.
	Arguing func() model.DecisionKind
	top     int // the first line in sight
	height  int
	cite    string // the passage it opened at
	find    *editor.Line
	drawn   besides // as it was drawn last
	seek    string  // the text looked for, in lower case
}

// passageKey is the key from a criterion to its passage in the guidance.
func (g *Guidance) passageKey(id model.CriterionID) desk.Action {
	k := strconv.Itoa(int(id) + 1)
	open := func() tea.Cmd { return g.openAt(id) }
	return desk.Action{Keys: []string{k}, Label: k, Does: "guidance on " + k + " " + id.Title(), Group: &desk.KeyRow{Keys: "1 to 6", Does: "guidance on that criterion"}, Do: open}
}

// CriterionActions open the guidance from the review: on the criterion in hand, or
// on the one with a digit.
func (g *Guidance) CriterionActions() []desk.Action {
	actions := []desk.Action{{Keys: []string{"g", "ctrl+g"}, Label: "g", Does: "guidance on the criterion in hand", Footer: desk.Always, FooterLabel: "guidance", Do: g.Open}}
	for id := range model.CriterionCount {
		actions = append(actions, g.passageKey(id))
	}
	return actions
}

// Keys are the keys of the guidance.
func (g *Guidance) Keys() desk.Table {
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

// FindKeys are those while a text is looked for.
func (g *Guidance) FindKeys() desk.Table {
	return desk.Table{Name: "Finding in the guidance", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "keep what was found", Footer: desk.Always, Do: desk.Do(g.Leave)},
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: desk.Do(func() { g.find.SetText(""); g.seekNow(); g.Leave() })},
	}}
}

// Open opens the guidance at the passage behind what is in hand.
func (g *Guidance) Open() tea.Cmd {
	g.cite, g.find, g.seek, g.top = g.citeInHand(), editor.NewLine(g.Look), "", -1
	g.Enter(desk.InGuide)
	return nil
}

// openAt opens the guidance at the passage behind a criterion.
func (g *Guidance) openAt(id model.CriterionID) tea.Cmd {
	if g.Screen() == desk.InGuide {
		g.cite, g.top = id.Cite(), -1
		return nil
	}
	g.Checklist.Field, g.Facts.Focused = panes.AskedOf(g.Incident, id)[0], false
	return g.Open()
}

// citeInHand is the passage behind what is in hand: the decision being argued,
// else the criterion, else the first.
func (g *Guidance) citeInHand() string {
	switch kind := g.Arguing(); {
	case kind == model.Consider:
		return model.CriterionNoFurtherInformation.Cite()
	case kind == model.Discard:
		return model.CriterionOutcome21.Cite()
	case g.Incident != nil && g.Base() == desk.InReview:
		return panes.CriterionOf(g.Checklist.Field).Cite()
	}
	return model.Passages()[0].Cite
}

// besides is the guidance beside what is in hand, as it was drawn last.
type besides struct {
	cite  string
	width int
	lines []string
}

// Beside is the guidance beside what is in hand, from the passage behind
// it on, on a window with room for both.
func (g *Guidance) Beside() []string {
	b, cite, width := &g.drawn, g.citeInHand(), g.Layout.Third
	if b.cite != cite || b.width != width {
		from := Guidance{Desk: g.Desk, cite: cite}
		lines, at := from.lines(width)
		*b = besides{cite, width, append([]string{g.Look.Render(term.Title, "The guidance, in gd8's own words")}, lines[at:]...)}
	}
	return b.lines
}

// View draws the passages in sight.
func (g *Guidance) View(width, height int) []string {
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
func (g *Guidance) lines(width int) (lines []string, at int) {
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

// Press changes the text looked for.
func (g *Guidance) Press(msg tea.KeyMsg) {
	g.Typed(g.find.Press(msg))
	g.seekNow()
}

// seekNow goes to the first passage that holds the text looked for.
func (g *Guidance) seekNow() {
	g.seek = strings.ToLower(strings.TrimSpace(g.find.Text))
	if found := g.found(); len(found) > 0 {
		g.cite, g.top = found[0], -1
	}
}

// found names the passages that hold the text looked for.
func (g *Guidance) found() []string {
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
func (g *Guidance) turn(by int) {
	found := g.found()
	if at := slices.Index(found, g.cite); at >= 0 {
		g.cite, g.top = found[(at+by+len(found))%len(found)], -1
	} else if len(found) > 0 {
		g.cite, g.top = found[0], -1
	}
}

// describeFound is which of the passages found is in hand.
func (g *Guidance) describeFound() string {
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
func (g *Guidance) nothingFound() string {
	if len(g.found()) == 0 {
		return "nothing was looked for and found; / looks for a text"
	}
	return ""
}
