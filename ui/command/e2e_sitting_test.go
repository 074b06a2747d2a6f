//go:build unix

package command_test

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// An officer looks at the summary, notes something, defers to today, goes
// home, and is told the next time what there is to know.
func TestASittingSaysWhereItStoppedAndTheNextOneGoesOnThere(t *testing.T) {
	d := newDesk(t, "TZ=UTC")
	d.holds("hits.csv", e2eColumns+e2eFirst+e2eOther)
	d.run("import", "--purpose", "APP-417", "hits.csv")

	w := d.sit("--purpose", "APP-417").sees("[Attention 2]").press("s").sees("Summary", "Decisions that stand", "Undetermined", "2 of 2", "Nothing is deferred")
	w.press("s").sees("[Attention 2]").press("enter").sees("UNDETERMINED", "14/2231/19")
	w.press("m").sees("Your note").types("Ring the school.").sees("Ring the school.").press("esc").sees("Your note (m)", "Ring the school.")
	today := time.Now().UTC().Format("2 January 2006")
	w.press("w").sees("Information needed").types("The record of the school.").sees("of the school.").press("tab").types(today).sees(today).press("ctrl+s")
	w.sees("Saved: defer of 14/2231/19", "31/7/18", "UNDETERMINED").press("esc").sees("[Attention 2]", "Reminder due")
	w.leaves()
	w.sees("This sitting: 0 answers, 1 decision.", "Left: 2 incidents need attention. 0 of 2 done.", "Keep this checkpoint elsewhere")

	w = d.sit("--purpose", "APP-417").sees("Where things stand", "1 decision; it stopped at 31/7/18", "14/2231/19, due since", "The record of the school.")
	w.press("enter").sees("31/7/18", "UNDETERMINED").press("esc").sees("[Attention 2]").leaves()

	if shown := d.run("show", "14/2231/19"); !strings.Contains(shown, "Ring the school.") {
		t.Errorf("show gives:\n%s", shown)
	}
	if said := d.run("summary"); !strings.Contains(said, "1 with the reminder due") || !strings.Contains(said, "The record of the school.") {
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
