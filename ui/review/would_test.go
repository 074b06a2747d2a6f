package review

import (
	"fmt"
	"strings"
	"testing"

	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/term"
)

// TestWhatWouldChangeIsNeverCutUnmarked holds the checklist of many incidents,
// at many sizes and with each question in hand, to saying what would change the
// verdict: whole, or with a mark where it goes on; and to its height.
func TestWhatWouldChangeIsNeverCutUnmarked(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	facts := map[string][]string{
		"youth": {"", "youth_produced=yes", "youth_produced=no"}, "outcome": {"", "outcome=21", "outcome=10"},
		"risk": {"", "indicator_of_risk=no", "indicator_of_risk=yes"}, "factor": {"", "grooming=yes"}, "age": {"date_of_birth=2 January 2010", "date_of_birth=2 January 1990"},
	}
	sets := [][]string{{"incident_date=14 March 2019", "pattern_of_behaviour=no"}}
	for _, name := range []string{"youth", "outcome", "risk", "factor", "age"} {
		var more [][]string
		for _, set := range sets {
			for _, value := range facts[name] {
				if value == "" {
					more = append(more, set)
					continue
				}
				more = append(more, with(set, value))
			}
		}
		sets = more
	}
	var refs []string
	for i, set := range sets {
		refs = append(refs, fmt.Sprintf("20/%04d/20", i))
		// Some share an individual, so that a second incident is on hand.
		p.has(fmt.Sprintf("P-%d", 500+i-i%7/6), refs[i], set...)
	}
	p.open()
	whole := 0
	for _, size := range [][2]int{{80, 24}, {60, 16}, {79, 20}, {80, 16}, {100, 30}, {120, 24}, {160, 50}, {70, 60}} {
		p.resize(size[0], size[1])
		for i, ref := range refs {
			p.review(ref)
			if i%5 == 0 {
				p.app.Say(term.Saved, "A message of a length that takes a second line of the window, and so lies over the end of what stands there, as some do.")
			}
			for _, f := range panes.AllQuestions(p.app.Incident) {
				p.app.checklist.Field = f
				if p.wouldIsSaid(ref) {
					whole++
				}
			}
		}
	}
	if whole == 0 {
		t.Error("it was never said whole")
	}
}

// wouldIsSaid wants the sentence in the pane, and reports whether all of it is.
func (p *officer) wouldIsSaid(ref string) (whole bool) {
	p.t.Helper()
	a := p.app
	height := a.Layout.Body - len(a.checklist.HeadLines())
	if a.Layout.Panes == 1 && a.Layout.Body >= desk.TallBody {
		height = height/2 + 3
	}
	pane := a.checklist.View(a.Layout.Right, height)
	if len(pane)+a.Covered() > height {
		p.t.Fatalf("%s: the pane has %d lines and room for %d, %d of them covered", ref, len(pane), height, a.Covered())
	}
	flat := strings.Join(strings.Fields(styling.ReplaceAllString(strings.Join(pane, " "), "")), " ")
	would := strings.Join(strings.Fields(a.checklist.DescribeChange()), " ")
	if strings.HasSuffix(flat, would) {
		return true
	}
	cut, marked := strings.CutSuffix(flat, a.Look.Symbols.Ellipsis)
	for end := range would {
		if end > 10 && marked && strings.HasSuffix(cut, would[:end]) {
			return false
		}
	}
	p.t.Fatalf("%s at %dx%d does not say, or mark as cut, %q:\n%s", ref, a.Layout.Width, a.Layout.Height, would, strings.Join(pane, "\n"))
	return false
}
