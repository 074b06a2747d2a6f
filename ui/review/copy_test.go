package review

import (
	"strings"
	"testing"

	"gd8/ui/review/desk"
)

// copying is an officer whose clipboard can be read.
func copying(t *testing.T, o desk.Options) (p *officer, clipboard *string) {
	clipboard = new(string)
	o.Clipboard = func(text string) (bool, error) { *clipboard = text; return false, nil }
	return sitDown(t, o), clipboard
}

func TestYCopiesReferenceVerdictAndReasonsAndTheJournalHasIt(t *testing.T) {
	p, clipboard := copying(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "date_of_birth=2 January 2011", "summary=\x1b[2J not copied")...)
	p.open().press("enter", "Y").sees("handed to the terminal", "the journal says so")
	for _, text := range []string{"OFFICIAL-SENSITIVE\n", "Incident: CR/1\n", "Applies, 1 warning.", "Warning, under 10: ", "3 Outcome 21: met, recorded. Outcome 21 is recorded", "[GD8, AT2 entry]"} {
		if !strings.Contains(*clipboard, text) {
			t.Errorf("%q is not copied: %s", text, *clipboard)
		}
	}
	if strings.ContainsRune(*clipboard, '\x1b') || strings.Contains(*clipboard, "not copied") {
		t.Errorf("copied: %q", *clipboard)
	}
	p.press("r").types("A reason of some words").press("alt+y").sees("The rationale on CR/1")
	if !strings.Contains(*clipboard, "A reason of some words") || !strings.HasPrefix(*clipboard, "OFFICIAL-SENSITIVE\n") {
		t.Errorf("copied: %q", *clipboard)
	}
	if got := strings.Join(p.consultations("CR/1"), " "); got != "copy copy open" {
		t.Errorf("the journal has %q", got)
	}
}

func TestCopyingIsOffWhereTheSettingsSaySo(t *testing.T) {
	p, clipboard := copying(t, desk.Options{NoCopy: true})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "Y").sees("Y: copying is switched off in the settings")
	if *clipboard != "" || len(p.consultations("CR/1")) != 1 {
		t.Errorf("copied %q, the journal has %v", *clipboard, p.consultations("CR/1"))
	}
}
