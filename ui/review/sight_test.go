package review

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/review/worklist"
	"gd8/ui/term"
)

// The tests in this file hold what the README promises to officers who see,
// read or type otherwise than most.

// TestVerdictAndAllSixCriteriaAreAlwaysInSight goes through every question of
// incidents of every kind in windows of every size, with and without the tour.
func TestVerdictAndAllSixCriteriaAreAlwaysInSight(t *testing.T) {
	for _, tour := range []bool{false, true} {
		p := sitDown(t, desk.Options{Tour: tour, Demo: tour})
		p.batch()
		p.has("P-170", "17/0001/20", "youth_produced=yes", "outcome=21", "outcome_date=2 March 2015", "incident_date=3 March 2015", "date_of_birth=1 January 2006",
			"malicious_intent=yes", "exploitation=yes", "relevant=no", "pattern_of_behaviour=yes", "same_event_as=nowhere")
		p.open()
		sizes := [][2]int{{60, 16}, {80, 24}, {150, 16}}
		if !tour && !testing.Short() {
			sizes = append(sizes, [][2]int{{79, 16}, {80, 16}, {100, 30}, {160, 50}, {70, 60}}...)
		}
		for _, ref := range []string{"14/2231/19", "14/2250/19", "15/0012/20", "15/0100/20", "16/0001/20", "16/0002/20", "16/0003/20", "17/0001/20"} {
			for _, size := range sizes {
				p.resize(size[0], size[1])
				p.review(ref)
				for range panes.AllQuestions(p.app.Incident) {
					p.shows(ref)
					p.press("j")
				}
				if p.press("w"); p.app.writing.Rationale != nil { // a draft is said too
					p.types("x").press("esc")
				}
				p.shows(ref)
				for _, k := range []string{"g", "h", "tab"} {
					p.press(k).sees(strings.ToUpper(p.app.Incident.Assessment.Verdict.Title()))
					if k != "tab" {
						p.press("esc")
					}
				}
			}
		}
	}
}

// shows wants the verdict, the question in hand and every criterion with its
// state.
func (p *officer) shows(ref string) {
	p.t.Helper()
	as := &p.app.Incident.Assessment
	want := []string{strings.ToUpper(as.Verdict.Title()), p.app.Incident.Key().Person, p.app.Look.Symbols.Cursor + " " + p.app.checklist.Field.Title() + "?"}
	for id, cr := range as.Criteria {
		want = append(want, fmt.Sprintf("%s %d %s %s", strings.TrimSpace(p.app.Look.Symbols.State(cr.State)), id+1, model.CriterionID(id).Title(), panes.StateWord(model.CriterionID(id), cr)))
	}
	flat := strings.Join(strings.Fields(p.screen()), " ")
	for _, text := range want {
		if !strings.Contains(flat, text) {
			p.t.Fatalf("the screen of %s does not say %q:\n%s", ref, text, p.screen())
		}
	}
}

// TestEveryStateHasAWord wants all that a colour says to be said in words too:
// what stands on a screen is the same in every theme, and no two states read
// alike.
func TestEveryStateHasAWord(t *testing.T) {
	screens := map[string]string{}
	for _, theme := range term.Themes() {
		p := sitDown(t, desk.Options{Look: term.Options{Theme: theme.Name}})
		p.batch()
		p.open().press("shift+tab")
		said := p.screen()
		for _, ref := range []string{"14/2231/19", "15/0012/20", "16/0001/20"} {
			p.review(ref)
			p.app.Status = desk.Status{} // a theme may be remarked on
			p.resize(80, 24)
			said += p.screen()
		}
		screens[strings.ReplaceAll(said, " ", "")] = theme.Name
	}
	if len(screens) != 1 {
		t.Errorf("a theme says something that another does not: %d kinds of screen", len(screens))
	}
	unlike := func(what string, words ...string) {
		t.Helper()
		for i, one := range words {
			for _, two := range words[:i] {
				if one == "" || one == two {
					t.Errorf("%s: %q and %q are not told apart", what, one, two)
				}
			}
		}
	}
	unlike("verdicts", model.Applies.Title(), model.DoesNotApply.Title(), model.Undetermined.Title(), model.OutOfScope.Title())
	unlike("criteria", panes.StateWord(0, model.Criterion{State: model.Met}), panes.StateWord(0, model.Criterion{State: model.NotMet}), panes.StateWord(0, model.Criterion{State: model.Unknown}))
	p := sitDown(t, desk.Options{})
	var states []string
	p.app.Layout = desk.LayoutFor(desk.MinWidth, desk.MinHeight, 0)
	for _, r := range []store.Row{
		{State: model.StateNotRelevant}, {State: model.StateOutOfDate, Decision: model.Discard}, {State: model.StateDeferred, Decision: model.Defer},
		{State: model.StateDeferred, Decision: model.Defer, Remind: model.DateOf(p.clock.AddDate(1, 7, 20))}, {State: model.StateDeferred, Decision: model.Defer, Remind: model.DateOf(p.clock)},
		{State: model.StateDecided, Decision: model.Discard}, {State: model.StateDecided, Decision: model.Consider}, {State: model.StateDecided, Decision: model.Refer},
		{State: model.StateToDo, Verdict: model.Applies, OneFact: model.NoField},
	} {
		if said := worklist.StateOf(p.app.queue, r, 16); term.Width(said) > 16 {
			t.Errorf("%q has no room in the queue", said)
		}
		states = append(states, worklist.StateOf(p.app.queue, r, 16))
	}
	unlike("the queue's states", states...)
}

// blinking are the styles that move by themselves.
var blinking = regexp.MustCompile("\x1b\\[(?:[0-9]+;)*[56](?:;[0-9]+)*m")

// TestNothingBlinksOrMovesByItself opens the screens and lets time pass.
func TestNothingBlinksOrMovesByItself(t *testing.T) {
	for _, theme := range term.Themes() {
		p := sitDown(t, desk.Options{Look: term.Options{Theme: theme.Name}, Tour: true})
		p.batch()
		p.open()
		for _, keys := range [][]string{{}, {"enter"}, {"g"}, {"/"}, {"esc", "esc", "h"}, {"esc", "?"}, {"esc", ":"}, {"esc", "c"}} {
			p.press(keys...)
			p.wait(3 * time.Second) // a draft may be saved
			before := p.app.View()
			p.wait(4 * time.Minute)
			if p.app.View() != before {
				t.Errorf("the screen changed by itself:\n%s", p.screen())
			}
			if blinking.MatchString(before) {
				t.Errorf("something blinks: %q", before)
			}
		}
	}
}

// TestPagesNameTestsThatExist holds every test that a page names to be there.
func TestPagesNameTestsThatExist(t *testing.T) {
	var pages []string
	there := map[string]bool{}
	must(t, filepath.WalkDir("../..", func(path string, _ os.DirEntry, err error) error {
		if strings.HasSuffix(path, ".md") {
			pages = append(pages, path)
		}
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		for _, name := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(string(code), -1) {
			there[name[1]] = true
		}
		return err
	}))
	count := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		must(t, err)
		for _, name := range regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`").FindAllStringSubmatch(string(text), -1) {
			count++
			if !there[name[1]] {
				t.Errorf("%s names %s, and no such test is there", page, name[1])
			}
		}
	}
	if count == 0 {
		t.Error("no page names a test")
	}
}

// TestTheFooterKeepsWhatMatters wants the decisions that are open and the ways
// on and out in the footer, also where it is narrow.
func TestTheFooterKeepsWhatMatters(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	for _, ref := range []string{"14/2231/19", "14/2250/19", "15/0012/20", "15/0100/20", "16/0001/20", "16/0002/20"} {
		for _, width := range []int{60, 80, 160} {
			p.review(ref)
			p.resize(width, 24)
			lines := strings.Split(p.screen(), "\n")
			foot := lines[len(lines)-1]
			want := []string{"> next", "?", "esc"}
			for key, k := range map[string]model.DecisionKind{"d discard": model.Discard, "c consider": model.Consider, "r refer": model.Refer, "w wait": model.Defer} {
				if open, _ := p.app.Incident.Allowed(k); open {
					want = append(want, key)
				}
			}
			if width >= 80 {
				want = append(want, "g guidance")
			}
			for _, hint := range want {
				if !strings.Contains(foot, hint) {
					t.Errorf("%s at %d: the footer %q has no %q", ref, width, foot, hint)
				}
			}
		}
	}
}
