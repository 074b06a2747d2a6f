package export_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/history"
)

func oneRecord(set map[model.Field]string, answers ...model.Answer) *model.Case {
	var f model.Facts
	f.Set(model.PersonRef, "P-1")
	f.Set(model.IncidentRef, "I/1")
	for field, value := range set {
		f.Set(field, value)
	}
	return model.NewCase([]model.Record{{Source: f, Answers: answers}}, nil)
}

func TestAnAssessedRecordHasTheFieldsInTheirOrder(t *testing.T) {
	c := oneRecord(map[model.Field]string{
		model.OutcomeCode: "21", model.YouthProduced: "yes", model.PatternOfBehaviour: "no", model.IndicatorOfRisk: "no",
		model.IncidentDate: "2019-03-14", model.DateOfBirth: "2004-01-02",
	})
	var b bytes.Buffer
	a := export.NewArray(&b)
	if err := a.Add(export.Assess(c, 0)); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	const begin = "[\n" + `{"application_ref":"","person_ref":"P-1","incident_ref":"I/1","verdict":"applies","criteria":[{"id":"relevant","state":"met","basis":"assumed","why":"`
	const end = `"cite":"GD8, Further information"}],"to_confirm":[],"one_fact":"","flags":[],"events":1,"age_then":15,"decisions":["discard","consider","refer","defer"]}` + "\n]\n"
	if got := b.String(); !strings.HasPrefix(got, begin) || !strings.HasSuffix(got, end) {
		t.Errorf("got %s", got)
	}
}

func TestAnEmptyArrayIsOne(t *testing.T) {
	var b bytes.Buffer
	if err := export.NewArray(&b).Close(); err != nil || b.String() != "[]\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func TestAnAgeThatIsNotKnownIsNull(t *testing.T) {
	got := marshal(t, export.Assess(oneRecord(nil), 0))
	if !strings.Contains(got, `"age_then":null`) {
		t.Errorf("got %s", got)
	}
}

// The queue keeps no list of open decisions, so List works it out again: it
// must be the one the model gives for the record itself.
func TestAListedRecordHasTheDecisionsOfItsAssessment(t *testing.T) {
	yes, no := "yes", "no"
	for name, set := range map[string]map[model.Field]string{
		"undetermined":   nil,
		"applies":        {model.OutcomeCode: "21", model.YouthProduced: yes, model.PatternOfBehaviour: no, model.IndicatorOfRisk: no},
		"does not apply": {model.OutcomeCode: "10", model.YouthProduced: yes},
		"out of scope":   {model.YouthProduced: no},
		"not relevant":   {model.Relevant: no, model.YouthProduced: yes},
	} {
		t.Run(name, func(t *testing.T) {
			c := oneRecord(set)
			for _, incomplete := range []bool{false, true} {
				c.Records[0].Incomplete = incomplete
				c.Load(c.Records, nil)
				a := c.Assess(0)
				row := store.Row{Key: c.Facts(0).Key(), Verdict: a.Verdict, ToConfirm: a.ToConfirm, OneFact: a.OneFact, Flags: a.Flags, Events: a.Events, AgeThen: a.AgeThen}
				got, want := export.List(&row), export.Assess(c, 0)
				if marshal(t, got.Findings) != marshal(t, want.Findings) {
					t.Errorf("listed %s, assessed %s", marshal(t, got.Findings), marshal(t, want.Findings))
				}
			}
		})
	}
}

func TestAShownFactTellsNoAnswerFromTheAnswerNotRecorded(t *testing.T) {
	at := time.Date(2026, 4, 1, 10, 30, 0, 0, time.UTC)
	c := oneRecord(
		map[model.Field]string{model.OutcomeCode: "21", model.YouthProduced: "yes"},
		model.Answer{Field: model.OutcomeCode, Value: "", By: "J. Officer", At: at, Reason: "The report shows none."},
	)
	d := &store.Dossier{Case: c, Items: make([]store.Item, 1)}
	got := marshal(t, export.Show(d, nil).Facts)
	const want = `{"person_ref":{"source":"P-1","effective":"P-1"},"incident_ref":{"source":"I/1","effective":"I/1"},` +
		`"outcome":{"source":"21","answer":"","by":"J. Officer","at":"2026-04-01T10:30:00Z","reason":"The report shows none.","effective":""},` +
		`"youth_produced":{"source":"yes","effective":"yes"}}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAShownDecisionHasItsSectionsInOrderAndAWithdrawnOneDoesNotStand(t *testing.T) {
	c := oneRecord(map[model.Field]string{model.YouthProduced: "yes"})
	at := time.Date(2026, 4, 1, 10, 30, 0, 0, time.UTC)
	decided, err := c.Decide(0, model.Proposal{Kind: model.Consider, Sections: model.Sections{model.Risk: "R", model.Relevance: "V", model.Proportionality: "P"}}, "J. Officer", at)
	if err != nil {
		t.Fatal(err)
	}
	d := &store.Dossier{Case: c, Items: []store.Item{{Decision: &decided, State: model.StateDecided}}}
	history := []history.Change{{At: at, By: "J. Officer", Decision: &decided}}
	shown := export.Show(d, history)
	got := marshal(t, shown)
	for _, want := range []string{
		`"state":"decided","decision":"consider","sections":{"risk":"R","relevance":"V","proportionality":"P"},"officer":"J. Officer","decided_at":"2026-04-01T10:30:00Z","facts":{`,
		`"history":[{"at":"2026-04-01T10:30:00Z","by":"J. Officer","kind":"decision","version":0,"decision":"consider","sections":{"risk":"R",`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nis not in\n%s", want, got)
		}
	}
	decided.Kind = model.Withdrawn
	got = marshal(t, export.Show(d, nil))
	if want := `"decision":"","sections":{},"officer":"","decided_at":""`; !strings.Contains(got, want) {
		t.Errorf("%s\nis not in\n%s", want, got)
	}
}

func TestTextThatCouldActIsEscapedAndMeansTheSame(t *testing.T) {
	const hostile = "a\x1b[2Jb\x7fc\u009bd\u202ee\u200bf\U000e0041g caf\u00e9 \U0001f600 <&>"
	var b bytes.Buffer
	if err := export.WriteObject(&b, map[string]string{"text": hostile}); err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []string{"\x1b", "\x7f", "\u009b", "\u202e", "\u200b", "\U000e0041"} {
		if strings.Contains(b.String(), hidden) {
			t.Errorf("%q stands as itself in %s", hidden, b.String())
		}
	}
	if !strings.Contains(b.String(), "caf\u00e9 \U0001f600 <&>") {
		t.Errorf("what prints does not stand as itself in %s", b.String())
	}
	var back map[string]string
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["text"] != hostile {
		t.Errorf("read back %q, %v", back["text"], err)
	}
}

func TestACellThatASpreadsheetWouldRunIsText(t *testing.T) {
	c := oneRecord(map[model.Field]string{model.ApplicationRef: "=1+1"})
	var b bytes.Buffer
	table := export.NewCSV(&b, nil)
	if err := table.AssessedHeader(); err != nil {
		t.Fatal(err)
	}
	a := export.Assess(c, 0)
	if err := table.Assessed(&a); err != nil {
		t.Fatal(err)
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(b.String(), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[1], "'=1+1,P-1,I/1,undetermined,") {
		t.Errorf("got %q", b.String())
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
