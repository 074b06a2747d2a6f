package model_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"gd8/model"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write testdata/why.golden anew; read every line of the difference")

// said is one incident in words: its verdict, each criterion's sentence, and
// what would change the verdict.
func said(c *model.Case, i int) string {
	a := c.Assess(i)
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", c.Facts(i).Text(model.IncidentRef), a.Verdict.Title())
	for id := range model.CriterionCount {
		fmt.Fprintf(&b, "  %d %-7s %s\n", id+1, a.Criteria[id].State, c.Why(i, &a, id))
	}
	fmt.Fprintf(&b, "  => %s\n", c.WhatWouldChange(i, &a))
	return b.String()
}

func TestEveryWorkedCaseInWords(t *testing.T) {
	records, _ := readCases(t)
	in := individualsOf(records)
	var b strings.Builder
	for n := range records {
		c, i := caseOf(records, in, n)
		b.WriteString(said(c, i) + "\n")
	}
	const golden = "testdata/why.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got, want := strings.Split(b.String(), "\n"), strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	for n := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if n < len(got) {
			g = got[n]
		}
		if n < len(want) {
			w = want[n]
		}
		if g != w {
			t.Fatalf("line %d:\n got %s\nwant %s\n(go test ./model -run InWords -update writes it anew)", n+1, g, w)
		}
	}
}

func TestSentencesSayWhatDecided(t *testing.T) {
	type hits []values
	second := func(changes values) values {
		facts := clean(values{"incident_ref": "CR/2"})
		for k, v := range changes {
			facts[k] = v
		}
		return facts
	}
	linked := func(changes values) values {
		facts := second(changes)
		facts["same_event_as"] = "CR/1"
		return facts
	}
	const change = model.CriterionCount
	tests := []struct {
		name string
		hits hits
		id   model.CriterionID // or change
		want string
	}{
		{"the age was not checked", hits{clean(values{"date_of_birth": ""})}, model.CriterionYouthProduced,
			"The imagery is recorded as youth produced; no age at the incident is known, so the age was not checked."},
		{"the age, from another hit", hits{clean(values{"date_of_birth": ""}), linked(nil)}, model.CriterionYouthProduced,
			"The imagery is recorded as youth produced; by the dates of CR/2 the individual was 15 at the incident."},
		{"youth produced, from another hit", hits{clean(values{"youth_produced": ""}), linked(nil)}, model.CriterionYouthProduced,
			"The imagery is recorded as youth produced (in CR/2); the individual was 15 at the incident."},
		{"three reasons out of scope", hits{clean(values{"youth_produced": "no", "adult_involved": "yes", "date_of_birth": "1999-01-01"})}, model.CriterionYouthProduced,
			"The imagery is recorded as not youth produced, an adult is recorded as involved and by the dates the individual was 18 or over at the incident; GD8 speaks only of youth produced sexual imagery."},
		{"an adult, from another hit", hits{clean(), linked(values{"adult_involved": "yes"})}, model.CriterionYouthProduced,
			"An adult is recorded as involved (in CR/2); GD8 speaks only of youth produced sexual imagery."},
		{"this hit's own outcome first", hits{clean(values{"outcome": "10"}), linked(values{"outcome": "8"})}, model.CriterionOutcome21,
			"Outcome 10 and outcome 8 (in CR/2) are recorded; the AT2 entry is for outcome 21 alone."},
		{"another hit's outcome", hits{clean(values{"outcome": ""}), linked(values{"outcome": "8"})}, model.CriterionOutcome21,
			"Outcome 8 (in CR/2) is recorded; the AT2 entry is for outcome 21 alone."},
		{"the hits disagree", hits{clean(values{"outcome": "10"}), linked(nil)}, model.CriterionOutcome21,
			"The hits on this event disagree: outcome 10 and outcome 21 (in CR/2) are recorded. Confirm which is right."},
		{"a second incident", hits{clean(), second(nil)}, model.CriterionSingleIncident,
			"A second incident, CR/2, is on this individual: the table allows one."},
		{"two hits, one incident", hits{clean(), linked(nil)}, model.CriterionSingleIncident,
			"This individual has one incident in this application, described by 2 hits."},
		{"factors from two hits", hits{clean(values{"grooming": "yes", "abusive": "yes"}), linked(values{"profit_motive": "yes"})}, model.CriterionNoAggravatingFactor,
			"Recorded as present: abusive behaviour, grooming and profit motive (in CR/2). Where an aggravating factor is present, outcome 21 would not apply."},
		{"some factors inferred", hits{clean(values{"abusive": "no", "exploitation": "no", "grooming": "no", "profit_motive": "no"})}, model.CriterionNoAggravatingFactor,
			"Outcome 21 means that the investigation found no aggravating factor; inferred for what is not recorded: malicious intent and persistent behaviour."},
		{"further information on another incident", hits{clean(), second(values{"pattern_of_behaviour": "yes", "indicator_of_risk": "yes"})}, model.CriterionNoFurtherInformation,
			"Further information suggests a pattern of behaviour (in CR/2) and an indicator of risk (in CR/2); the incident can still be considered for disclosure."},

		{"both questions open", hits{clean(values{"pattern_of_behaviour": "", "indicator_of_risk": ""})}, change,
			"If both further-information questions are no, the discard applies."},
		{"one fact away", hits{clean(values{"indicator_of_risk": ""})}, change,
			"One fact away: if indicator of risk is no, the discard applies."},
		{"one fact away on this hit", hits{clean(values{"outcome": "10"}), linked(nil)}, change,
			"One fact away: if the outcome of this hit is 21 too, the discard applies."},
		{"the hits disagree, and not by this one", hits{clean(), linked(values{"outcome": "10"})}, change,
			"If outcome 21 is right for every hit on this event, the discard applies."},
		{"several", hits{clean(values{"outcome": "", "youth_produced": "", "indicator_of_risk": ""})}, change,
			"If youth produced is yes, the outcome is 21 and indicator of risk is no, the discard applies."},
		{"a second incident", hits{clean(), second(nil)}, change,
			"A second incident, CR/2, is on this individual: the table allows one. Hits that describe one event can be linked, with a reason, and then count once."},
		{"not relevant", hits{clean(values{"relevant": "no"})}, change,
			"Nothing is to be decided about a hit that is not relevant; only a correction of its relevance would change that."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var records []model.Record
			for _, h := range tt.hits {
				records = append(records, record(t, h))
			}
			c := model.NewCase(records, nil)
			a := c.Assess(0)
			if tt.id == change {
				same(t, "what would change", c.WhatWouldChange(0, &a), tt.want)
				return
			}
			same(t, "why", c.Why(0, &a, tt.id), tt.want)
		})
	}
}

// What an officer answered is never said to be recorded.
func TestAnAnswerIsNotCalledARecord(t *testing.T) {
	type hits = []model.Record
	blank := func(names ...string) values {
		v := values{}
		for _, n := range names {
			v[n] = ""
		}
		return clean(v)
	}
	linked := func(changes values) model.Record {
		changes["incident_ref"], changes["same_event_as"] = "CR/2", "CR/1"
		return record(t, clean(changes))
	}
	allNo := values{"abusive": "no", "exploitation": "no", "grooming": "no", "profit_motive": "no", "malicious_intent": "no", "persistent_behaviour": "no"}
	both := answered(answered(record(t, blank("pattern_of_behaviour", "indicator_of_risk")), model.PatternOfBehaviour, "no"), model.IndicatorOfRisk, "no")
	for _, tt := range []struct {
		hits hits
		id   model.CriterionID
		want string
	}{
		{hits{answered(record(t, clean()), model.Relevant, "yes")}, model.CriterionRelevant, "An officer answered that the hit is relevant."},
		{hits{answered(record(t, clean()), model.Relevant, "no")}, model.CriterionRelevant, "An officer answered that the hit is not relevant, so it does not count as an incident."},
		{hits{answered(record(t, blank("youth_produced")), model.YouthProduced, "yes")}, model.CriterionYouthProduced,
			"An officer answered that the imagery is youth produced; the individual was 15 at the incident."},
		{hits{answered(record(t, blank("youth_produced")), model.YouthProduced, "yes"), linked(values{})}, model.CriterionYouthProduced,
			"The imagery is recorded as youth produced (in CR/2) and an officer answered that the imagery is youth produced; the individual was 15 at the incident."},
		{hits{answered(record(t, clean(values{"adult_involved": "yes"})), model.AdultInvolved, "no")}, model.CriterionYouthProduced,
			"The imagery is recorded as youth produced; the individual was 15 at the incident. An officer's answer set aside what the source records otherwise."},
		{hits{answered(record(t, clean()), model.AdultInvolved, "yes")}, model.CriterionYouthProduced,
			"An officer answered that an adult was involved; GD8 speaks only of youth produced sexual imagery."},
		{hits{answered(record(t, clean()), model.DateOfBirth, "1999-01-01")}, model.CriterionYouthProduced,
			"By a date that an officer answered the individual was 18 or over at the incident; GD8 speaks only of youth produced sexual imagery."},
		{hits{answered(record(t, blank("outcome")), model.OutcomeCode, "21")}, model.CriterionOutcome21,
			"An officer answered outcome 21: the police decided that further investigation that could support formal action was not in the public interest."},
		{hits{answered(record(t, blank("outcome")), model.OutcomeCode, "10"), linked(values{"outcome": "8"})}, model.CriterionOutcome21,
			"Outcome 8 (in CR/2) is recorded and an officer answered outcome 10; the AT2 entry is for outcome 21 alone."},
		{hits{answered(record(t, blank("outcome")), model.OutcomeCode, "10"), linked(values{})}, model.CriterionOutcome21,
			"The hits on this event disagree: outcome 21 (in CR/2) is recorded and an officer answered outcome 10. Confirm which is right."},
		{hits{answered(record(t, clean(values{"abusive": "yes"})), model.Grooming, "yes")}, model.CriterionNoAggravatingFactor,
			"Recorded as present: abusive behaviour; answered by an officer as present: grooming. Where an aggravating factor is present, outcome 21 would not apply."},
		{hits{answered(record(t, clean(allNo, values{"grooming": ""})), model.Grooming, "no")}, model.CriterionNoAggravatingFactor,
			"All six aggravating factors of point 20 are recorded, or answered by an officer, as absent."},
		{hits{both}, model.CriterionNoFurtherInformation, "No pattern of behaviour and no indicator of risk: an officer answered no to both."},
		{hits{answered(record(t, blank("indicator_of_risk")), model.IndicatorOfRisk, "no")}, model.CriterionNoFurtherInformation,
			"No pattern of behaviour and no indicator of risk: a pattern of behaviour is recorded as no, and an officer answered no to an indicator of risk."},
	} {
		c := model.NewCase(tt.hits, nil)
		a := c.Assess(0)
		same(t, "why", c.Why(0, &a, tt.id), tt.want)
	}
}

func TestManyIncidentsAreCountedNotListed(t *testing.T) {
	var records []model.Record
	for n := range 8 {
		records = append(records, record(t, clean(values{"incident_ref": refNumber(n)})))
	}
	for n, want := range map[int]string{
		4: "3 other incidents (CR/00001, CR/00002 and CR/00003) are on this individual: the table allows one.",
		8: "7 other incidents (CR/00001, CR/00002, CR/00003 and 4 more) are on this individual: the table allows one.",
	} {
		c := model.NewCase(records[:n], nil)
		a := c.Assess(0)
		same(t, "why", c.Why(0, &a, model.CriterionSingleIncident), want)
	}
	records[0] = answered(records[0], model.Relevant, "no")
	c := model.NewCase(records[:3], nil)
	a := c.Assess(0)
	same(t, "by a hit that does not count", c.Why(0, &a, model.CriterionSingleIncident),
		"2 other incidents (CR/00001 and CR/00002) are on this individual: the table allows one.")
}

func TestABarredDiscardIsSaidToBe(t *testing.T) {
	rec := record(t, clean())
	rec.Incomplete = true
	c := model.NewCase([]model.Record{rec}, nil)
	a := c.Assess(0)
	if got := c.WhatWouldChange(0, &a); !strings.HasSuffix(got, " Records of this case are known to be missing: the discard stays barred until an officer answers for it with a reason.") {
		t.Error(got)
	}
}

var (
	keyHint  = regexp.MustCompile(`(?i)\b(press|key|ctrl|enter|tab|esc)\b|\bwith [b-z]\b`)
	sentence = regexp.MustCompile(`^([A-Z0-9].*\.)$`)
)

func wellFormed(t interface{ Errorf(string, ...any) }, text string) {
	if !sentence.MatchString(text) || strings.Contains(text, "  ") || strings.Contains(text, "()") || strings.Contains(text, "..") || strings.Contains(text, " ,") {
		t.Errorf("not a sentence: %q", text)
	}
	if keyHint.MatchString(text) {
		t.Errorf("a key is named, which means nothing in a file: %q", text)
	}
}

// What is said stays a sentence whatever the facts, and the advice on how to
// open the discard is true.
func TestEveryCaseIsSaidInSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		c := p.build(t)
		for i := range p.hits {
			a := c.Assess(i)
			for id := range model.CriterionCount {
				wellFormed(t, c.Why(i, &a, id))
			}
			change := c.WhatWouldChange(i, &a)
			wellFormed(t, change)
			if away := strings.HasPrefix(change, "One fact away: "); away != (a.OneFact != model.NoField) {
				t.Errorf("one fact is %q: %q", a.OneFact.Name(), change)
			}
			for _, k := range model.DecisionKinds() {
				if ok, why := c.Allowed(i, &a, k); ok != (why == "") || keyHint.MatchString(why) {
					t.Errorf("%s open is %v: %q", k, ok, why)
				}
			}
		}
	})
}

func TestFlagsAndGuidanceAreSaidInSentences(t *testing.T) {
	for f := range model.FlagCount {
		wellFormed(t, f.Warning())
		if f.Title() == "" || strings.Contains(f.Warning(), "_") {
			t.Errorf("%s: %q, %q", f, f.Title(), f.Warning())
		}
	}
	cited := map[string]bool{}
	for _, p := range model.Passages() {
		wellFormed(t, p.Text)
		cited[p.Cite] = true
	}
	for id := range model.CriterionCount {
		if !cited[id.Cite()] {
			t.Errorf("%s cites %q, which the guidance pane does not hold", id, id.Cite())
		}
		if len(id.Fields()) == 0 || id.Title() == "" {
			t.Errorf("%s names no facts", id)
		}
	}
}
