//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// An officer looks at the summary, notes something, defers, goes home,
// and is told the next time what there is to know.
func TestASittingSaysWhereItStoppedAndTheNextOneGoesOnThere(t *testing.T) {
	d := newDesk(t, "TZ=UTC")
	d.holds("hits.csv", e2eColumns+e2eFirst+e2eOther)
	d.run("import", "--purpose", "APP-417", "hits.csv")

	w := d.sit("--purpose", "APP-417").sees("[Attention 2]").press("s").sees("Summary", "Decisions that stand", "Undetermined", "2 of 2", "Nothing is deferred")
	w.press("s").sees("[Attention 2]").press("enter").sees("UNDETERMINED", "14/2231/19")
	w.press("m").sees("Your note").types("Ring the school.").sees("Ring the school.").press("esc").sees("Your note (m)", "Ring the school.")
	later := time.Now().UTC().AddDate(0, 0, 3).Format("2 January 2006")
	w.press("w").sees("Information needed").types("The record of the school.").sees("of the school.").press("tab").types(later).sees(later).press("ctrl+s")
	w.sees("Saved: 14/2231/19, deferred; it comes back on "+later, "31/7/18", "UNDETERMINED").press("esc").sees("[Attention 1]")
	w.leaves()
	w.sees("This sitting: 0 answers, 1 decision.", "Left: 1 incident needs attention, 1 deferred. 0 of 2 done.", "Keep this checkpoint elsewhere")

	w = d.sit("--purpose", "APP-417").sees("Where things stand", "1 decision; it stopped at 31/7/18")
	w.press("enter").sees("31/7/18", "UNDETERMINED").press("esc").sees("[Attention 1]").leaves()

	if shown := d.run("show", "14/2231/19"); !strings.Contains(shown, "Ring the school.") {
		t.Errorf("show gives:\n%s", shown)
	}
	if said := d.run("summary"); !strings.Contains(said, "14/2231/19, until "+later) || !strings.Contains(said, "The record of the school.") {
		t.Errorf("summary gives:\n%s", said)
	}
}

func TestANoteIsInTheStoreBeforeGd8IsKilled(t *testing.T) {
	d := oneIncident(t)
	for _, end := range []struct {
		name string
		how  syscall.Signal
		wait string // what the screen says before
	}{{"killed", syscall.SIGKILL, "kept"}, {"terminated", syscall.SIGTERM, "terminated"}} {
		w := d.sit("--purpose", "APP-417").sees("14/2231/19").press("enter").sees("UNDETERMINED").press("m").sees("For yourself")
		w.types(" "+end.name+".").sees(end.name+".", end.wait)
		w.signals(end.how)
		w.ends()
	}
	if shown := d.run("show", "14/2231/19"); !strings.Contains(shown, "killed. terminated.") {
		t.Errorf("show gives:\n%s", shown)
	}
}
