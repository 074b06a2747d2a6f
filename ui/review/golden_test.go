package review

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// TestScreens holds every screen to its golden copy in testdata, at five
// sizes of window, so that a change to what officers see is seen in review.
func TestScreens(t *testing.T) {
	for name, show := range screens() {
		for _, size := range sizes {
			if testing.Short() && size[0] != 80 {
				continue // the same screens, drawn anew
			}
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				p := sitDown(t, desk.Options{})
				p.batch()
				p.open()
				p.resize(size[0], size[1])
				show(p)
				p.resize(size[0], size[1])
				if p.app.Base() == desk.InQueue { // the incident under the cursor is read
					p.wait(desk.RestTime)
				}
				golden(t, fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1]), p.screen())
			})
		}
	}
}

// sizes are the windows in which screens are held to their golden copies.
var sizes = [][2]int{{60, 16}, {80, 24}, {120, 40}, {160, 50}, {200, 60}}

// screens are the ways to every screen.
func screens() map[string]func(p *officer) {
	return map[string]func(p *officer){
		"queue":          func(p *officer) { p.press("tab", "shift+tab") },
		"queue-all":      func(p *officer) { p.press("shift+tab") },
		"queue-search":   func(p *officer) { p.press("/").types("2250") },
		"applies":        func(p *officer) { p.review("14/2250/19") },
		"undetermined":   func(p *officer) { p.review("14/2231/19") },
		"does-not-apply": func(p *officer) { p.review("15/0012/20") },
		"out-of-scope":   func(p *officer) { p.review("15/0100/20") },
		"not-relevant":   func(p *officer) { p.review("16/0002/20") },
		"factors":        func(p *officer) { p.review("16/0003/20").press("j", "j") },
		"decided":        func(p *officer) { p.review("16/0001/20") },
		"long-summary":   func(p *officer) { p.longSummary(); p.review("18/0001/20") },
		"long-in-full":   func(p *officer) { p.longSummary(); p.review("18/0001/20").press(" ") },
		"facts-open":     func(p *officer) { p.review("14/2231/19").press("tab", "G", "enter") },
		"facts":          func(p *officer) { p.review("14/2231/19").press("tab", "j", "j") },
		"reason":         func(p *officer) { p.review("14/2231/19").press("k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "n") },
		"editor":         func(p *officer) { p.review("14/2250/19").press("d").searched().types("One incident, searched.") },
		"editor-consider": func(p *officer) {
			p.review("14/2250/19").press("c").types("A risk.").press("tab")
		},
		"editor-defer": func(p *officer) { p.review("14/2250/19").press("w", "tab").types("3 June 2026") },
		"guidance":     func(p *officer) { p.review("14/2231/19").press("g") },
		"history":      func(p *officer) { p.review("16/0001/20").press("h") },
		"others":       func(p *officer) { p.review("15/0012/20").press("p") },
		"application":  func(p *officer) { p.household(); p.review("21/0003/20").press("A") },
		"quality":      func(p *officer) { p.secondReview(); p.press("%") },
		"help":         func(p *officer) { p.review("14/2231/19").press("?") },
		"palette":      func(p *officer) { p.review("14/2231/19").press(":") },
		"palette-not":  func(p *officer) { p.review("14/2231/19").press(":").types("disc") },
		"form":         func(p *officer) { p.press("a") },
		"locked":       func(p *officer) { p.review("14/2231/19").press("ctrl+l", "x") },
		"victim":       func(p *officer) { p.longSummary(); p.review("18/0002/20") },
		"alike":        func(p *officer) { p.longSummary(); p.review("19/0001/20") },
		"find":         func(p *officer) { p.review("14/2231/19").press("g", "/").types("pattern") },
		"advice": func(p *officer) {
			p.review("14/2250/19").press("d").searched().types("Short.").press("tab")
			p.wait(2 * time.Second)
			p.press("ctrl+t")
		},
		"work": func(p *officer) { p.press("s") },
		"mapping": func(p *officer) {
			p.press("i").pastes(copied(p.t, "C-force-export-2.csv")).press("enter")
		},
		"purpose":     func(p *officer) { p.start(desk.Options{Officer: "J. Officer"}); p.open() },
		"import":      func(p *officer) { p.press("i") },
		"tour":        func(p *officer) { p.app.tour.Start() },
		"tour-review": func(p *officer) { p.app.tour.Start(); p.review("14/2231/19") },
		"tour-decide": func(p *officer) { p.app.tour.Start(); p.review("14/2250/19").press("t", "t", "t", "c") },
	}
}

func golden(t *testing.T, name, screen string) {
	t.Helper()
	lines := strings.Split(screen, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	got := strings.Join(lines, "\n") + "\n"
	file := filepath.Join("testdata", name)
	if *update {
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("the screen is not that of %s; look at it, then go test ./ui/review -update\n%s", file, got)
	}
}

// batch is a batch in which every verdict is found.
func (p *officer) batch() {
	p.has("P-118", "14/2231/19", with(facts21, "due_date=1 June 2026")...)
	p.has("P-119", "14/2250/19", with(cleanFacts, "incident_date=20 March 2019")...)
	p.has("P-121", "15/0012/20", with(cleanFacts, "incident_date=2 January 2020", "outcome_date=9 January 2020")...)
	p.has("P-121", "15/0044/20", with(cleanFacts, "incident_date=5 February 2020", "outcome_date=9 March 2020", "offence=Possess an indecent photograph")...)
	p.has("P-130", "15/0100/20", "youth_produced=no", "outcome=18", "offence=Possess an indecent photograph")
	n := p.has("P-140", "16/0001/20", with(cleanFacts, "person_role=third_party")...)
	p.has("P-150", "16/0002/20", "relevant=no", "youth_produced=yes")
	p.has("P-160", "16/0003/20", "youth_produced=yes", "outcome=21", "incident_date=2 January 2019", "malicious_intent=yes", "summary=A longer summary of what was recorded. It tells who sent what to whom, and what was done.")
	actor := store.Actor{Officer: "A. Colleague", Purpose: "Enhanced DBS checks"}
	for _, text := range []string{reasonable, strings.Replace(reasonable, "in every system", "in PNC and PND, every system", 1)} {
		_, err := p.store.Decide(actor, n, model.Discard, model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: text}, 0)
		must(p.t, err)
	}
}

// longSummary is a third party with a summary of twenty lines and four
// warnings, a victim, and two nominals that may be one individual.
func (p *officer) longSummary() {
	var lines []string
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("Line %d says who sent what to whom, and what was found.", i+1))
	}
	p.has("P-180", "18/0001/20", with(cleanFacts, "person_role=third_party", "involvement=suspect", "due_date=1 June 2026", "application_type=Enhanced with barred list",
		"date_of_birth=2 January 2012", "outcome_date=2 January 2015", "abusive=yes", "summary="+strings.Join(lines, "\n"))...)
	p.has("P-185", "18/0002/20", with(cleanFacts, "involvement=victim", "incident_date=5 May 2019", "date_of_birth=5 June 2005")...)
	p.has("P-190", "19/0001/20", with(cleanFacts, "person_name=Renée Côté", "date_of_birth=4 April 2004")...)
	p.has("P-191", "19/0002/20", with(cleanFacts, "person_name=Cote, Renee", "date_of_birth=4 April 2004")...)
}

// review opens an incident by its reference.
func (p *officer) review(ref string) *officer {
	p.t.Helper()
	rows, err := p.store.Find(ref, nil, nil)
	must(p.t, err)
	p.do(p.app.review.OpenIncident(rows[0].Number, desk.Status{}))
	return p
}
