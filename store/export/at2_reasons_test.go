package export

import (
	"strings"
	"testing"

	"gd8/model"
)

// reasonsOffice has an application in which an officer gave every kind of
// reason: for a link, for what is relevant and what is not, for one individual
// under two references, and against what the source says.
func reasonsOffice(t testing.TB) *office {
	o := newOffice(t)
	victim := applicant("19/555/V", "", "PNC", "She was the victim of an assault by a relative.")
	victim[9] = "victim"
	stranger := applicant("19/777/X", "", "PND", "Another man of the same name.")
	stranger[10] = ""
	twice := applicant("19/888/Y", "", "PND", "Under the other nominal.") // in another application
	twice[0], twice[1], twice[15] = "APP-900", "P-118A", ""
	o.hits(hitFields,
		applicant("14/2231/19", "", "Niche", "One image of themselves, sent to a partner of the same age."),
		applicant("PNC 19/4471X", "", "PNC", "The same matter, as the PNC has it."),
		victim, stranger, twice)
	o.answer("PNC 19/4471X", model.Answer{Field: model.SameEventAs, Value: "14/2231/19", Reason: "One crime number, keyed in two systems on one day."})
	o.answer("14/2231/19", model.Answer{Field: model.Relevant, Value: "yes", Reason: "Read whole with the crime record on 1 June."})
	o.answer("19/555/V", model.Answer{Field: model.Relevant, Value: "no", Reason: "Victim of another matter."})
	o.answer("19/777/X", model.Answer{Field: model.Relevant, Value: "no", Reason: "Another individual: born in 1961."})
	o.answer("14/2231/19", model.Answer{Field: model.SamePersonAs, Value: "P-118A", Reason: "One nominal, held twice: same address, same custody number."})
	o.answer("14/2231/19", model.Answer{Field: model.OutcomeDate, Value: "21 May 2019", Reason: "The outcome form says 21 May."})
	for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
		o.answer("14/2231/19", model.Answer{Field: f, Value: "no", Note: "PNC, PND, Niche and custody, 2 June 2026: nothing further."})
	}
	o.decide("14/2231/19", model.Refer, model.Sections{model.Reason: "The crime record was never digitised, so that the Outcome 21 rationale cannot be read. It goes to the standard process, where the paper file is asked for."}, 0)
	o.later()
	return o
}

func TestARecordPrintsEveryKindOfReason(t *testing.T) {
	o := reasonsOffice(t)
	page := o.page(o.record("APP-417"))
	golden(t, "at2-reasons.html", page)
	text := checkInert(t, page).text
	for _, want := range []string{
		"One crime number, keyed in two systems on one day.", "Read whole with the crime record on 1 June.", "Victim of another matter.",
		"Another individual: born in 1961.", "One nominal, held twice: same address, same custody number.", "The outcome form says 21 May.",
	} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q stands %d times", want, strings.Count(text, want))
		}
	}
	for _, theirs := range []string{"victim of an assault", "Another man of the same name"} {
		if strings.Contains(page, theirs) {
			t.Errorf("the record holds %q", theirs)
		}
	}
}

// A separation decides which incidents count, and stands on the record of
// either individual, whichever it was said on.
func TestARecordPrintsWhoWasSaidNotToBeTheSame(t *testing.T) {
	o := newOffice(t)
	other := applicant("15/0001/20", "", "PNC", "Another child of the name.")
	other[0], other[1] = "APP-900", "P-900"
	o.hits(hitFields, applicant("14/2231/19", "", "Niche", "One image."), other)
	if _, err := o.Separate(officer, o.number("14/2231/19"), "P-900", "Two mothers' names on the custody records."); err != nil {
		t.Fatal(err)
	}
	for application, answer := range map[string]string{"APP-417": "not P-900", "APP-900": "not P-118"} {
		text := checkInert(t, o.page(o.record(application))).text
		for _, want := range []string{answer, "Two mothers' names on the custody records."} {
			if strings.Count(text, want) != 1 {
				t.Errorf("%s: %q stands %d times", application, want, strings.Count(text, want))
			}
		}
	}
}

func TestAdviceThatStoodAtSavingAndRepresentationsArePrinted(t *testing.T) {
	o := reasonsOffice(t)
	o.later()
	_, err := o.DecideAs(officer, o.number("14/2231/19"), model.Proposal{
		Kind: model.Consider,
		Sections: model.Sections{
			model.Risk: "As set out.", model.Relevance: "As set out below.", model.Proportionality: "Weighed.", model.Necessity: "Needed.",
			model.Substantiation: "The crime record alone.", model.ThirdPartyInterests: "The other child is named in it.",
		},
		Representations: model.Representations{Asked: model.NewDate(2026, 6, 1), Due: model.NewDate(2026, 6, 15)},
		Advice:          []string{"Risk has 3 words; would a reader in two years understand it?"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := o.record("APP-417")
	record, briefing := checkInert(t, o.page(r)).text, checkInert(t, o.briefing(r)).text
	for _, want := range []string{"The crime record alone.", "The other child is named in it.", "Representations asked for", "1 June 2026", "Representations due", "15 June 2026"} {
		if !strings.Contains(record, want) || !strings.Contains(briefing, want) {
			t.Errorf("%q is not on the record and the briefing", want)
		}
	}
	if !strings.Contains(record, "Advice that stood when the officer saved") || !strings.Contains(record, "Risk has 3 words; would a reader in two years understand it?") {
		t.Error("the advice is not on the record")
	}
	rows, _ := Decisions(r.Individuals[0].Dossier, func(*model.Decision) bool { return true })
	if len(rows) != 1 || len(rows[0].Advice) != 1 || rows[0].Representations.said() != "asked 2026-06-01, due 2026-06-15" {
		t.Errorf("%+v", rows)
	}
}
