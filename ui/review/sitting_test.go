package review

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/vault"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// twoDays is a batch on which an officer sat on Monday, and what came in and
// fell due before she sits down again on Wednesday.
func (p *officer) twoDays() {
	p.batch()
	p.open()
	actor := store.Actor{Officer: "J. Officer", Purpose: "Enhanced DBS checks"}
	p.review("14/2250/19").press("d").searched().types(reasonable).press("ctrl+s")
	waits := func(ref, needed string, day model.Date) {
		rows, err := p.store.Find(ref, nil, nil)
		must(p.t, err)
		_, err = p.store.Decide(actor, rows[0].Number, model.Defer, model.Sections{model.Needed: needed}, day)
		must(p.t, err)
	}
	waits("16/0003/20", "The school's own record of who was shown the image, asked for from the school officer.", model.NewDate(2026, 5, 6))
	waits("15/0100/20", "Which outcome is right: crime report and custody record differ.", 0)
	p.review("14/2231/19")
	must(p.t, p.app.Sit.Save())
	p.clock = p.clock.Add(20 * time.Hour)
	p.has("P-119", "17/0001/20", cleanFacts...)
	p.clock = p.clock.Add(28 * time.Hour)
	p.start(desk.Options{})
	p.open()
}

func TestSittingScreens(t *testing.T) {
	noted := "Ring DC Sample before deciding: the school has a second statement.\nBack from leave on 11 May."
	for name, show := range map[string]func(p *officer){
		"opening": func(p *officer) { p.twoDays() },
		"opening-nothing-open": func(p *officer) { // what was in hand was decided elsewhere
			p.twoDays()
			rows, err := p.store.Find("14/2231/19", nil, nil)
			must(p.t, err)
			_, err = p.store.Decide(store.Actor{Officer: "A. Colleague", Purpose: "x"}, rows[0].Number, model.Refer, model.Sections{model.Reason: reasonable}, 0)
			must(p.t, err)
			p.start(desk.Options{})
			p.open()
		},
		"summary":     func(p *officer) { p.twoDays(); p.press("s") },
		"out-of-date": func(p *officer) { p.twoDays(); p.review("14/2250/19") },
		"your-note":   func(p *officer) { p.batch(); p.open().review("14/2231/19").press("m").types("Ring DC Sample.") },
		"noted": func(p *officer) {
			p.batch()
			rows, err := p.store.Find("14/2231/19", nil, nil)
			must(p.t, err)
			must(p.t, p.store.SaveNote(store.Actor{Officer: "J. Officer"}, rows[0].Number, noted))
			p.open().review("14/2231/19").press("tab")
		},
	} {
		for _, size := range [][2]int{{80, 24}, {60, 16}, {160, 50}, {200, 60}} {
			if testing.Short() && size[0] != 80 {
				continue // the same screens, drawn anew
			}
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				p := sitDown(t, desk.Options{})
				show(p)
				p.resize(size[0], size[1])
				if p.app.Screen() == desk.InOpening { // the incident under the cursor is read
					p.wait(desk.RestTime)
				}
				golden(t, fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1]), p.screen())
			})
		}
	}
}

// The box at the start of a sitting lies over the lower part of the queue, where the
// row in hand may stand.
func TestTheRowInHandStandsAboveTheBoxAtTheStart(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {160, 50}} {
		p := sitDown(t, desk.Options{})
		for i := range 60 {
			p.has(fmt.Sprintf("P-%d", i), fmt.Sprintf("CR/%d", i), with(cleanFacts, fmt.Sprintf("summary=The summary of %d.", i))...)
		}
		p.open().review("CR/59")
		must(t, p.app.Sit.Save())
		p.start(desk.Options{})
		p.open().resize(size[0], size[1])
		p.wait(desk.RestTime)
		p.sees("Where things stand", "› P-59")
		if size[0] >= 160 {
			p.sees("The summary of 59.")
		}
	}
}

func TestTheSummaryInASCII(t *testing.T) {
	p := sitDown(t, desk.Options{Look: term.Options{ASCII: true}})
	p.batch()
	p.open().press("s")
	golden(t, "summary-ascii-80x24.txt", p.screen())
	for _, r := range p.screen() {
		if r > '~' {
			t.Fatalf("%q in an ASCII window:\n%s", r, p.screen())
		}
	}
}

func TestTheSummaryScrollsToWhatIsDeferred(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.twoDays()
	p.resize(60, 16)
	p.press("s").sees("Summary lines 1 to 12", "2 of 9 done", "Discarded").press("G").sees("15/0100/20, no reminder: Which outcome is right")
	p.press("g").sees("Summary lines 1 to 12").press("s").sees("[Attention")
	p.press("s").sees("Summary").press("esc").sees("[Attention")
	seen := 0
	must(t, p.store.Journal(func(e store.Entry) bool {
		if e.Action == "summary" {
			if seen++; e.Operation != vault.Consultation || e.Count != 2 {
				t.Errorf("the journal has %+v", e)
			}
		}
		return true
	}))
	if seen != 1 {
		t.Errorf("the summary is in the journal %d times; a sitting names it once", seen)
	}
}

func TestTheStartOfASittingGoesOnWhereTheLastStopped(t *testing.T) {
	sees := []string{
		"Last sitting 4 May 2026: 1 decision; it stopped at 14/2231/19",
		"14/2250/19: a second incident, 17/0001/20, was entered by Records on 5 May",
		"16/0003/20, due since 6 May 2026: The school's own record",
	}
	for key, want := range map[string][]string{
		"enter": {"UNDETERMINED", "14/2231/19"},
		"esc":   {"s summary", "[Attention 6]"},
		"tab":   {"[One fact away 0]"},
		"k":     {"s summary", "[Attention 6]"},
		"/":     {"keep the search"},
		"s":     {"Summary", "Decisions that stand"},
		"?":     {"Keys: The start of a sitting"},
	} {
		t.Run(key, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			p.twoDays()
			p.sees(sees...)
			p.press(key).sees(want...)
		})
	}
	p := sitDown(t, desk.Options{})
	p.twoDays()
	if p.press("q"); !p.quit {
		t.Error("q does not quit at the start of a sitting")
	}
}

func TestAPasteAtTheStartOfASittingDoesNothing(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.twoDays()
	p.pastes("qqq\n").sees("Nothing was pasted")
}

func TestNothingIsSaidAtTheStartWhereThereIsNothingToSay(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	quiet := func() {
		t.Helper()
		if p.app.Screen() != desk.InQueue || strings.Contains(p.screen(), "Where things stand") {
			t.Errorf("something is said:\n%s", p.screen())
		}
	}
	quiet() // a first sitting
	p.review("14/2250/19").press("d").searched().types(reasonable).press("ctrl+s")
	rows, err := p.store.Find("15/0012/20", nil, nil)
	must(t, err)
	p.do(p.app.review.OpenIncident(rows[0].Number, desk.Status{}))
	p.press("r").types("Two incidents.").press("ctrl+s")
	p.review("16/0001/20") // the last in hand is done
	must(t, p.app.Sit.Save())
	p.clock = p.clock.Add(24 * time.Hour)
	p.start(desk.Options{})
	p.open()
	quiet()
	p.sees("Last sitting 4 May 2026: 2 decisions; it stopped at 16/0001/20.")
}

func TestAnIncidentComesBackOnItsReminderDate(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().sees("[Attention 1]")
	p.review("CR/1").press("w").types("Their record.").press("tab").types("6 May 2026").press("ctrl+s").sees("Nothing more needs attention", "[Attention 0]")
	p.clock = time.Date(2026, 5, 5, 23, 59, 0, 0, time.UTC)
	p.press("tab", "shift+tab").sees("[Attention 0]", "Nothing needs attention")
	p.clock = time.Date(2026, 5, 6, 0, 0, 30, 0, time.UTC) // gd8 was left open over midnight
	p.press("tab", "shift+tab").sees("[Attention 1]", "CR/1", "Deferred, due")
	p.press("enter").sees("Deferred, by J. Officer on 4 May 2026", "to come back on 6 May 2026")
	if got := p.item(n); got.State != model.StateDeferred || got.Decision.Version != 1 {
		t.Errorf("the deferral itself has changed: %+v", got)
	}
	p.press("w").press("shift+tab").press("ctrl+s").sees("6 May 2026 is today, so nothing would be deferred")
}

func TestANoteIsKeptWhileItIsTypedAndStandsAmongTheFacts(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", facts21...)
	p.open().review("CR/1").press("m").types("Ring th").sees("typing")
	if got := p.item(n).Note; got != "" {
		t.Fatalf("the note is saved with each key: %q", got)
	}
	p.wait(time.Second)
	p.sees("kept").types("em").press("enter").types("on Monday.").wait(time.Second)
	if got := p.item(n).Note; got != "Ring them\non Monday." {
		t.Fatalf("a second after the last key the note is %q", got)
	}
	p.press("esc").sees("Your note (m)", "Ring them", "on Monday.").press("h").sees("History").press("esc")
	if got := p.draftOf(n); got != "" {
		t.Errorf("the note is a draft: %q", got)
	}
	p.press("m").sees("Ring them")
	for range len("Ring them\non Monday.") {
		p.press("backspace")
	}
	p.press("ctrl+s").sees("No note is kept")
	if strings.Contains(p.screen(), "Your note") || p.item(n).Note != "" {
		t.Errorf("a note that was taken out is there:\n%s", p.screen())
	}
}

func TestANoteSurvivesEveryWayOut(t *testing.T) {
	for name, leave := range map[string]func(p *officer){
		"esc":    func(p *officer) { p.press("esc") },
		"ctrl+s": func(p *officer) { p.press("ctrl+s") },
		"ctrl+c": func(p *officer) { p.press("ctrl+c") },
		"signal": func(p *officer) { must(p.t, p.app.keepDraft()) },
	} {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			n := p.has("P-1", "CR/1", facts21...)
			p.open().review("CR/1").press("m").types("Ring them.")
			leave(p)
			if got := p.item(n).Note; got != "Ring them." {
				t.Errorf("the note is %q", got)
			}
		})
	}
}

// The store cannot be written: the text stays, and there is a way out.
func TestANoteThatCannotBeSavedStaysOnScreen(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().review("CR/1").press("m").types("Ring them.")
	must(t, p.store.Close())
	p.wait(time.Second)
	p.sees("not saved", "Ring them.", "gd8 tries again by itself").press("esc").sees("not saved", "Ring them.")
	to := t.TempDir() + "/note.txt"
	p.press("ctrl+o").sees("gd8-note.txt", "Write the text to a file")
	for range len("gd8-note.txt") {
		p.press("backspace")
	}
	p.pastes(to).press("enter").sees("Written to")
	if text := readFile(t, to); !strings.Contains(text, "Note on CR/1\n\nRing them.\n") {
		t.Errorf("the file holds %q", text)
	}
	if err := p.app.keepDraft(); err == nil || !strings.Contains(err.Error(), "the note on CR/1 could not be saved") {
		t.Errorf("the end says %v", err)
	}
}

func TestALongNoteLeavesRoomForTheFacts(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", facts21...)
	must(t, p.store.SaveNote(store.Actor{Officer: "J. Officer"}, n, strings.Repeat("word \x1b[2J ", 5000)))
	p.open().review("CR/1").sees("Your note (m)", "Offence")
	p.press("tab").press("G").press("home").sees("Your note (m)")
	for range 40 {
		p.press("j")
	}
	for range 80 {
		p.press("k")
	}
	p.sees("Your note (m)", "Offence")
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	return string(text)
}
