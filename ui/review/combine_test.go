package review

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/ui/review/desk"
)

// farApart are two incidents of one individual, 157 days apart, to which the
// discard applies but for one another.
func farApart(t *testing.T, w, h int) *officer {
	t.Helper()
	p := sitDown(t, desk.Options{})
	p.has("P-118", "CR/1", cleanFacts...)
	p.has("P-118", "CR/2", with(cleanFacts, "incident_date=18 August 2019", "outcome_date=2 September 2019", "offence=Another offence", "grooming=no")...)
	p.open().resize(w, h)
	p.press("enter").sees("DOES NOT APPLY")
	return p
}

func TestLinkingNamesWhatDiffersAndWhatItOpens(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := farApart(t, size[0], size[1])
			if said := p.screen(); strings.Contains(said, "then l") || strings.Contains(said, "can be linked") {
				t.Errorf("the pane teaches how a discard is opened:\n%s", said)
			}
			p.press("p", "l").sees("The dates differ by 157 days: 14 March 2019", "Also different: offence, outcome date.",
				"This leaves one incident; the discard would be open for")
			p.press("y").sees("differ by 157 days", "the discard would be open", "Reason:").press("enter").sees("A reason is needed")
			p.types("One call, logged twice.").press("enter").sees("Linked: CR/1 and CR/2 count as one incident.")
			if c := p.app.Incident.Assessment.Criteria[model.CriterionSingleIncident]; c.State != model.Met || c.Basis != model.BasisOfficer {
				t.Errorf("criterion 4 is %v", c)
			}
			if !p.app.Incident.Assessment.Flags.Has(model.LinkedDatesDiffer) {
				t.Error("the dates that differ are not warned of")
			}
		})
	}
}

// Where the dates are equal or missing the pane says how two hits on one event
// are linked.
func TestThePaneTeachesLinkingWhereTheDatesAllowIt(t *testing.T) {
	for _, date := range []string{"incident_date=14 March 2019", "incident_date="} {
		p := sitDown(t, desk.Options{})
		p.has("P-118", "CR/1", cleanFacts...)
		p.has("P-118", "CR/2", with(cleanFacts, date)...)
		p.open().press("enter").sees("Hits that describe one event can be linked", "Keys: p")
		want := "Both are of 14 March 2019."
		if strings.HasSuffix(date, "=") {
			want = "The dates cannot be compared: CR/2 has none."
		}
		p.press("p", "l").sees(want)
	}
}

func TestNotRelevantAsksItsReasonAndSaysWhatItLeaves(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := farApart(t, size[0], size[1])
			p.app.checklist.Field = model.Relevant
			p.press("n").sees("This leaves one incident; the discard would be open for", "CR/2.", "Reason:").press("enter").sees("A reason is needed")
			p.types("The child was the victim.").press("enter").sees("The hit is not relevant: nothing to decide.")
		})
	}
	p := sitDown(t, desk.Options{})
	p.has("P-118", "CR/1", cleanFacts...)
	p.has("P-118", "CR/2", with(cleanFacts, "incident_date=18 August 2019")...)
	p.has("P-118", "CR/3", with(cleanFacts, "incident_date=19 August 2019", "pattern_of_behaviour=")...)
	p.open().press("enter")
	p.app.checklist.Field = model.Relevant
	p.press("n").sees("This leaves 2 incidents.")
	if strings.Contains(p.screen(), "would be open") {
		t.Errorf("a discard is said to open that does not:\n%s", p.screen())
	}
}

// A single incident that is not relevant leaves nothing to speak of.
func TestNotRelevantOfTheOnlyIncidentSaysNoConsequence(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-118", "CR/1", cleanFacts...)
	p.open().press("enter")
	p.app.checklist.Field = model.Relevant
	p.press("n").sees("Reason:")
	if strings.Contains(p.screen(), "This leaves") {
		t.Errorf("nothing is left, and it says what is:\n%s", p.screen())
	}
}
