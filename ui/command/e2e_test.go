//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
)

const (
	e2eColumns = "application_ref,person_ref,incident_ref,offence,incident_date,outcome,outcome_date,date_of_birth,youth_produced,summary\n"
	e2eFirst   = "APP-417,P-118,14/2231/19,Distribute an indecent photograph of a child,14/03/2019,21,20/05/2019,02/01/2004,yes,One image sent to a friend.\n"
	e2eSecond  = "APP-417,P-118,14/2299/20,Distribute an indecent photograph of a child,02/02/2020,21,20/05/2020,02/01/2004,yes,A second image.\n"
	e2eOther   = "APP-512,P-204,31/7/18,Distribute an indecent photograph of a child,01/06/2018,21,01/08/2018,05/05/2003,yes,An image of another case.\n"
	grounds    = "One incident with outcome 21 and nothing further known in any system that was searched."
)

// An officer imports, reviews, answers, discards, goes home, and finds it
// decided; a second incident of the individual then brings the first back.
func TestABatchIsReviewedEndToEnd(t *testing.T) {
	d := newDesk(t)
	d.holds("hits-of-may.csv", e2eColumns+e2eFirst+e2eOther)

	w := d.sit("review").sees("Purpose:").types("Application APP-417").press("enter")
	w.sees("The store is empty").press("i").sees("Import a file", "File:")
	w.types("hits").press("tab").sees("hits-of-may.csv").press("enter")
	w.sees("2 rows read: 2 new, 0 changed, 0 unchanged, 0 refused.").press("enter")
	w.sees("[Attention 2]", "0 of 2 done", "14/2231/19", "31/7/18").press("enter")
	w.sees("UNDETERMINED: 2 facts to confirm").press("d").sees("d: the discard needs question 6 answered")
	w.press("n").sees("1 fact to confirm").press("n").sees("APPLIES: the discard is open to you")
	w.press("d").sees("Which systems were searched").types("PNC, PND").sees("PNC, PND").press("tab").sees("› 2 Grounds").types(grounds)
	w.sees("that was searched.").press("ctrl+s")
	w.sees("Saved: 14/2231/19, discarded under AT2", "1 of 2 done", "31/7/18").press("esc").sees("[Attention 1]").leaves()

	w = d.sit("--purpose", "Application APP-417").sees("[Attention 1]", "1 of 2 done").loses("14/2231/19")
	w.press("/").sees("keep the search").types("14/2231").press("enter").sees("Nothing under")
	for !w.says("[Decided 1]") { // tab by tab to the filter of what is decided
		before := filterInUse(w)
		w.press("tab").until("tab did not go on from "+before, func() bool { return filterInUse(w) != before })
	}
	w.sees("14/2231/19", "Decided")
	w.leaves()

	shown := d.run("show", "14/2231/19")
	if !strings.Contains(strings.Join(strings.Fields(shown), " "), grounds) || !strings.Contains(shown, "PNC, PND") {
		t.Errorf("show gives:\n%s", shown)
	}

	d.holds("more.csv", e2eColumns+e2eSecond)
	d.run("import", "--purpose", "Application APP-417", "more.csv")
	w = d.sit("--purpose", "Application APP-417").sees("[Attention 3]", "it stopped at 31/7/18", "14/2231/19: a second incident, 14/2299/20, was imported")
	w.press("g").sees("› P-118", "Out of date").press("enter")
	w.sees("14/2231/19", "DOES NOT APPLY", "OUT OF DATE")
	w.press("d").sees("d: the AT2 discard does not apply")
	w.press("h").sees("History, newest first", "that was searched.").press("esc").sees("OUT OF DATE")

	// The second turns out to be a hit of the same event: the discard is open
	// again, and starts from the text it had.
	w.press("p").sees("Other records of P-118", "14/2299/20").press("l").sees("describe the same event?").press("y").sees("give the reason").types("One call.").sees("One call.").press("enter").sees("APPLIES")
	w.press("d").sees("earlier decision", "that was searched.").press("ctrl+s").sees("Saved: 14/2231/19, discarded under AT2, on all 2 hits of the event")
	w.press("esc").sees("[Attention 1]", "2 of 3 done").leaves()
}

// filterInUse is the filter that the queue's bar names as the one in use.
func filterInUse(w *window) string {
	_, after, _ := strings.Cut(w.text(), "[")
	name, _, _ := strings.Cut(after, "]")
	return name
}

func TestWhatIsTypedSurvivesEveryWayOut(t *testing.T) {
	for name, leave := range map[string]func(w *window){
		"SIGTERM":              func(w *window) { w.signals(syscall.SIGTERM) },
		"SIGHUP":               func(w *window) { w.signals(syscall.SIGHUP) },
		"the window is closed": func(w *window) { _ = w.terminal.Close() },
		"ctrl+c":               func(w *window) { w.press("ctrl+c") },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.holds("hits.csv", e2eColumns+e2eFirst)
			d.run("import", "--purpose", "APP-417", "hits.csv")
			w := d.sit("--purpose", "APP-417").sees("14/2231/19").press("enter").sees("UNDETERMINED")
			w.press("c").sees("ctrl+s").types("half a thought").sees("half a thought")
			leave(w)
			w.ends()
			if name != "the window is closed" {
				<-w.over
				w.isSane()
			}
			w = d.sit("--purpose", "APP-417").sees("14/2231/19").press("enter").sees("draft kept: consider")
			w.press("c").sees("Your draft has been restored").press("shift+tab").sees("half a thought")
		})
	}
}

// When gd8 is killed nothing can be done any more, so the draft is saved
// before: a moment after the last key.
func TestADraftIsInTheStoreBeforeGd8IsKilled(t *testing.T) {
	d := newDesk(t)
	d.holds("hits.csv", e2eColumns+e2eFirst)
	d.run("import", "--purpose", "APP-417", "hits.csv")
	w := d.sit("--purpose", "APP-417").sees("14/2231/19").press("enter").sees("UNDETERMINED")
	w.press("c").sees("ctrl+s").types("half a thought").sees("half a thought", "draft kept")
	w.signals(syscall.SIGKILL)
	w.ends()
	d.sit("--purpose", "APP-417").sees("14/2231/19").press("enter").sees("draft kept: consider").press("c").sees("Your draft has been restored").press("shift+tab").sees("half a thought")
}
