package export

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
)

func TestASupervisorsCheckIsPrintedWithTheDecisionItIsOf(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("I-1", "", "Niche", "One image."))
	o.answer("I-1", model.Answer{Field: model.PatternOfBehaviour, Value: "no"})
	o.answer("I-1", model.Answer{Field: model.IndicatorOfRisk, Value: "no"})
	decide := func() { o.decide("I-1", model.Refer, model.Sections{model.Reason: "To the standard process."}, 0) }
	decide()
	check := func(version int, outcome model.CheckOutcome, comment string) {
		t.Helper()
		if err := assurance.Check(o.Store, store.Actor{Officer: "S. Super", Purpose: "Supervision"}, o.number("I-1"), version, outcome, comment); err != nil {
			t.Fatal(err)
		}
	}
	check(1, model.Returned, "The letter was not read.")
	page := parse(t, o.page(o.record("APP-417"))).text
	for _, want := range []string{"(returned, not answered yet)", "Supervisor’s check of this decision", "S. Super", "Returned with a comment", "The letter was not read."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	decide()
	check(2, model.Agreed, "")
	page = parse(t, o.page(o.record("APP-417"))).text
	if strings.Contains(page, "The letter was not read.") || !strings.Contains(page, "Agreed") {
		t.Error("the check is that of the version before")
	}
}
