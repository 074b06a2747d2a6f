//go:build unix

package command_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// typed runs a command to its end, with lines as its input.
func (d *desk) typed(lines string, args ...string) string {
	d.t.Helper()
	cmd := d.command(args...)
	cmd.Stdin = strings.NewReader(lines)
	said, err := cmd.CombinedOutput()
	if err != nil {
		d.t.Fatalf("gd8 %s: %v\n%s", strings.Join(args, " "), err, said)
	}
	return string(said)
}

// twelve makes twelve discards by J. Officer.
func twelve(t *testing.T) *desk {
	d := newDesk(t)
	var file strings.Builder
	file.WriteString("application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\n")
	for i := range 12 {
		fmt.Fprintf(&file, "APP-%d,P-%d,CR/%02d,2019-03-14,2004-01-%02d,21,yes,no,no\n", i, i, i, i+1)
	}
	d.holds("CANARY.csv", file.String())
	d.run("import", "--purpose", "Checks", "CANARY.csv")
	d.typed(strings.Repeat("discard\nCANARY searched.\n.\nCANARY grounds of the first officer.\n.\nyes\n", 12)+"quit\n", "review", "--line", "--purpose", "Checks")
	return d
}

var refOf = regexp.MustCompile(`CR/[01][0-9]`)

func TestASampleIsDrawnReviewedBlindAndSettledByKeys(t *testing.T) {
	if testing.Short() {
		t.Skip("it types for half a minute")
	}
	d := twelve(t)
	d.sit("sample", "draw", "--said", "20260724", "--size", "12", "--purpose", "Quality").sees("Another officer decides them again, blind: gd8 second 1.")

	w := d.sit("--officer", "R. Second", "--purpose", "Quality").sees("[Attention 0]").press("Q").sees("The number of the sample").types("1").press("enter")
	w.sees("[Attention 12]", "0 of 12 done", "Second review of sample 1").press("enter").sees("APPLIES: the discard is open")
	for i := range 12 {
		w.sees(fmt.Sprintf("%d of 12 done", i))
		time.Sleep(1200 * time.Millisecond) // what opened by itself is looked at first
		if i == 3 || i == 7 {
			w.press("r").sees("Refer to the standard process").types("Read otherwise.").sees("Read otherwise.").press("ctrl+s")
		} else {
			w.press("d").sees("Which systems were searched").types("PNC").sees("PNC").press("tab").sees("› 2 Grounds").types("Own view.").sees("Own view.").press("ctrl+s")
		}
		w.sees("Your opinion on")
	}
	w.sees("12 of 12 done", "[Attention 0]")
	w.press("q")
	w.ends()
	// The queue that Q was pressed in is J. Officer's work: only what came after.
	if _, after, ok := strings.Cut(w.wrote(), "Second review of sample 1"); !ok || strings.Contains(after, "CANARY") || strings.Contains(after, "J. Officer") {
		t.Fatal("the second reviewer was sent something of the first officer's")
	}

	w = d.sitAt(80, 75, "adjudicate", "1", "--officer", "T. Third", "--purpose", "Quality").sees("2 differences to settle", "A, B, neither, facts, skip or again:")
	if strings.Contains(w.wrote(), "J. Officer") || strings.Contains(w.wrote(), "R. Second") {
		t.Error("a name is said before anything is saved")
	}
	w.types("neither").press("enter").sees("Rationale, line 1:").types("The letter was not read.").press("enter").sees("line 2:").types(".").press("enter").sees("Save? yes or no:").types("yes").press("enter")
	w.sees("the second opinion of R. Second", "is to be made anew", "2 of 2: incident").sees("A, B, neither, facts, skip or again:")
	w.types("facts").press("enter").sees("Rationale, line 1:").types("Ask the force.").press("enter").sees("line 2:").types(".").press("enter").sees("Save? yes or no:").types("yes").press("enter")
	w.sees("Facts are to be confirmed", "That was the last.")
	w.ends()

	d.sit("--purpose", "Checks").sees("[Attention 2]", "Out of date", "Returned").leaves()
	if said := d.run("quality", "1", "--purpose", "Quality"); !strings.Contains(strings.Join(strings.Fields(said), " "), "10 of 12") {
		t.Errorf("quality says:\n%s", said)
	}
	d.run("verify")
}

func TestASampleIsDrawnReviewedBlindAndSettledInLines(t *testing.T) {
	d := twelve(t)
	d.run("sample", "draw", "--said", "20260724", "--size", "12", "--purpose", "Quality")
	var opinions strings.Builder
	for i := range 12 {
		if i == 3 || i == 7 {
			opinions.WriteString("refer\nRead otherwise.\n.\nyes\n")
		} else {
			opinions.WriteString("discard\nPNC\n.\nOwn view.\n.\nyes\n")
		}
	}
	said := d.typed(opinions.String()+"quit\n", "second", "1", "--line", "--officer", "R. Second", "--purpose", "Quality")
	for _, word := range []string{"CANARY", "J. Officer"} {
		if strings.Contains(said, word) {
			t.Errorf("the second reviewer reads %q:\n%s", word, said)
		}
	}
	if n := strings.Count(said, "Your opinion on"); n != 12 {
		t.Fatalf("%d opinions:\n%s", n, said)
	}
	said = d.typed("neither\nThe letter was not read.\n.\nyes\nneither\nNor here.\n.\nyes\n", "adjudicate", "1", "--officer", "T. Third", "--purpose", "Quality")
	before, _, _ := strings.Cut(said, "Saved.")
	if strings.Count(said, "Saved.") != 2 || strings.Contains(before, "J. Officer") || strings.Contains(before, "R. Second") {
		t.Errorf("settled so:\n%s", said)
	}
	if said := d.run("list", "--state", "out_of_date", "--format", "text", "--purpose", "Quality"); len(refOf.FindAllString(said, -1)) < 2 {
		t.Errorf("out of date:\n%s", said)
	}
	d.run("quality", "1", "--format", "html", "--output", "quality.html", "--purpose", "Quality")
	d.run("verify")
}
