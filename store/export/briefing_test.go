package export

import (
	"regexp"
	"strings"
	"testing"

	"gd8/model"
)

func (o *office) briefing(r Record) string {
	o.Helper()
	var b strings.Builder
	if err := WriteBriefing(&b, r); err != nil {
		o.Fatal(err)
	}
	return b.String()
}

func TestABriefingShowsTheIncidentsThatWereNotDiscarded(t *testing.T) {
	o := exampleOffice(t)
	page := o.briefing(o.record("APP-417"))
	checkInert(t, page)
	golden(t, "briefing.html", page)
	text := parse(t, page).text
	if strings.Contains(text, "PNC 19/4471X") || strings.Contains(text, "I consider the AT2 entry applicable") {
		t.Error("it is about an incident that was discarded")
	}
	for _, want := range []string{
		"Incident 15/0012/20", "Incident 15/0900/20", "One image, taken and kept.", // what is recorded
		"Single incident: A second incident, 15/0900/20, is on this individual", // why it was not discarded
		"Niche: two incidents within ten weeks.",                                // what was searched
		"Outcome 21: No outcome is recorded",                                    // what is not known
		"Six years have passed and the individual was 14.",                      // what was argued
		"22/7001/20", // what there is elsewhere
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

func TestNoPlaceOfABriefingIsFilled(t *testing.T) {
	o := exampleOffice(t)
	page := o.briefing(o.record("APP-417"))
	blanks := regexp.MustCompile(`(?s)<div class="blank">(.*?)</div>`).FindAllStringSubmatch(page, -1)
	if len(blanks) != 2*len(places()) {
		t.Errorf("%d places to fill, want %d for each of two incidents", len(blanks), len(places()))
	}
	for _, blank := range blanks {
		if blank[1] != "<br/>" {
			t.Errorf("a place holds %q", blank[1])
		}
	}
	for _, heading := range []string{"Relevance (MP7a box 3)", "Substantiation (MP7a box 4)", "Third party (MP7a box 5)", "Proportionality (MP7a box 6)"} {
		if strings.Count(page, heading) != 2 {
			t.Errorf("%q does not stand once for each incident", heading)
		}
	}
}

func TestABriefingOfAnIncidentWithoutADecisionSaysWhatIsNotKnown(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("I-1", "", "Niche", "One image."))
	r := o.record("APP-417")
	if !Briefs(r.Individuals) {
		t.Fatal("there is nothing to brief on")
	}
	text := parse(t, o.briefing(r)).text
	for _, want := range []string{"No decision with a rationale stands on this incident.", "To confirm: pattern of behaviour, indicator of risk."} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
		o.answer("I-1", model.Answer{Field: f, Value: "no"})
	}
	o.decide("I-1", model.Discard, model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "As it was."}, 0)
	if r := o.record("APP-417"); Briefs(r.Individuals) {
		t.Error("there is something to brief on after the discard")
	}
	o.answer("I-1", model.Answer{Field: model.IndicatorOfRisk, Value: "yes"})
	r = o.record("APP-417")
	if !Briefs(r.Individuals) || !strings.Contains(parse(t, o.briefing(r)).text, "Single incident: discarded under AT2 (out of date: the facts have changed since)") {
		t.Error("a discard that is out of date is not told of")
	}
}
