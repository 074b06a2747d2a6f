package review

import (
	"testing"

	"gd8/model"
)

// Two nominal records of one name and date of birth may be one child: the
// discard waits for the answer, and each answer asks its reason.
func TestWhetherTwoNominalsAreOneIndividualIsAskedWithAReason(t *testing.T) {
	for _, k := range []string{"n", "y"} {
		p := sitDown(t, Options{})
		p.has("P-1", "CR/1", with(cleanFacts, "person_name=Renée Côté")...)
		p.has("P-2", "CR/2", with(cleanFacts, "person_name=COTE Renee")...)
		p.open()
		p.review("CR/1")
		if p.app.incident.Assessment.Verdict != model.Undetermined {
			t.Fatalf("these two are not asked about:\n%s", p.screen())
		}
		p.sees("› Same individual as?", "P-2? y n").press(k).sees("Reason:").press("enter").sees("A reason is needed")
		p.types("Seen in both files.").press("enter")
		if got := p.app.incident.Assessment.Verdict; k == "n" && got != model.Applies || k == "y" && got == model.Applies {
			t.Errorf("after %s: %v\n%s", k, got.Title(), p.screen())
		}
	}
}
