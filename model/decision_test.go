package model_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gd8/model"
)

var (
	now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.FixedZone("BST", 3600))
	// filled answers every section.
	filled = model.Sections{
		model.Searched: "PNC, PND and Niche on 3 May: nothing further.", model.Grounds: "the grounds", model.Risk: "the risk", model.Relevance: "the relevance", model.Proportionality: "the proportionality",
		model.Necessity: "the necessity", model.Reason: "the reason", model.Needed: "what is needed",
	}
)

// oneCase is a case of one hit.
func oneCase(t *testing.T, changes values) *model.Case {
	t.Helper()
	return model.NewCase([]model.Record{record(t, clean(changes))}, nil)
}

func TestWhichDecisionsAreOpenAndWhyNot(t *testing.T) {
	incomplete := record(t, clean())
	incomplete.Incomplete = true
	answeredFor := incomplete
	answeredFor.IncompleteReason = "all three records were found again on paper"
	blankReason := incomplete
	blankReason.IncompleteReason = " \n"
	second := record(t, clean(values{"incident_ref": "CR/2"}))

	tests := []struct {
		name            string
		c               *model.Case
		discard         string // why it is not open; blank where it is
		consider, refer string
	}{
		{"applies", oneCase(t, nil), "", "", ""},
		{"a fact is not known", oneCase(t, values{"indicator_of_risk": ""}), "the discard needs question 6 answered first", "", ""},
		{"facts are not known", oneCase(t, values{"outcome": "", "indicator_of_risk": "", "youth_produced": ""}), "the discard needs questions 2, 3, 5 and 6 answered first", "", ""},
		{"another outcome", oneCase(t, values{"outcome": "10"}), "the AT2 discard does not apply: criterion 3 (outcome 21) is not met", "", ""},
		{"a factor", oneCase(t, values{"grooming": "yes"}), "the AT2 discard does not apply: criterion 5 (no aggravating factor) is not met", "", ""},
		{"further information", oneCase(t, values{"indicator_of_risk": "yes"}), "the AT2 discard does not apply: criterion 6 (no further information) is not met", "", ""},
		{"a second incident", model.NewCase([]model.Record{record(t, clean()), second}, nil), "the AT2 discard does not apply: criterion 4 (single incident) is not met", "", ""},
		{"not youth produced", oneCase(t, values{"youth_produced": "no"}), "the AT2 discard does not apply: criterion 2 (youth produced) is not met", "GD8 does not speak of this hit: refer it to the standard process instead", ""},
		{"not relevant", oneCase(t, values{"relevant": "no"}), "the hit is not relevant: there is nothing to decide", "the hit is not relevant: there is nothing to decide", ""},
		{"records are missing", model.NewCase([]model.Record{incomplete}, nil), "records of this case are known to be missing: answer for that with a reason first", "", ""},
		{"records are missing, answered with a blank", model.NewCase([]model.Record{blankReason}, nil), "records of this case are known to be missing: answer for that with a reason first", "", ""},
		{"records are missing, answered for", model.NewCase([]model.Record{answeredFor}, nil), "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := tt.c.Assess(0)
			for k, want := range map[model.DecisionKind]string{model.Discard: tt.discard, model.Consider: tt.consider, model.Refer: tt.refer, model.Defer: ""} {
				ok, why := tt.c.Allowed(0, &a, k)
				same(t, k.String()+" not open", why, want)
				if ok != (want == "") {
					t.Errorf("%s is open: %v", k, ok)
				}
				_, err := tt.c.Decide(0, model.Proposal{Kind: k, Sections: filled}, "J. Officer", now)
				var refused *model.DecisionError
				if want != "" && (!errors.As(err, &refused) || refused.HasSection || refused.Kind != k) {
					t.Errorf("%s is made all the same: %v", k, err)
				}
				if want == "" && tt.name != "not relevant" && err != nil {
					t.Errorf("%s: %v", k, err)
				}
			}
		})
	}
}

func TestNothingIsDecidedAboutAHitThatIsNotRelevant(t *testing.T) {
	c := oneCase(t, values{"relevant": "no"})
	for _, k := range model.DecisionKinds() {
		if _, err := c.Decide(0, model.Proposal{Kind: k, Sections: filled}, "J. Officer", now); err == nil {
			t.Errorf("%s is made", k)
		}
	}
}

func TestOnlyTheFourDecisionsAreMade(t *testing.T) {
	c := oneCase(t, nil)
	for _, k := range []model.DecisionKind{model.NoDecision, model.Withdrawn, model.DecisionKindCount} {
		if k != model.DecisionKindCount {
			if named, ok := model.DecisionNamed(k.String()); ok {
				t.Errorf("an officer can choose %q", named)
			}
		}
		a := c.Assess(0)
		if ok, _ := c.Allowed(0, &a, k); ok {
			t.Errorf("kind %d is open", k)
		}
	}
	for _, k := range model.DecisionKinds() {
		if named, ok := model.DecisionNamed(k.String()); !ok || named != k {
			t.Errorf("%s is not found by its name", k)
		}
	}
}

func TestRequiredSections(t *testing.T) {
	three := []model.Section{model.Risk, model.Relevance, model.Proportionality}
	four := append(three[:3:3], model.Necessity)
	linked := func(outcome, relevant string) *model.Case {
		return model.NewCase([]model.Record{
			record(t, clean(values{"outcome": "10"})),
			record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/1", "outcome": outcome, "relevant": relevant})),
		}, nil)
	}
	tests := []struct {
		name string
		c    *model.Case
		kind model.DecisionKind
		want []model.Section
	}{
		{"discard", oneCase(t, nil), model.Discard, []model.Section{model.Searched, model.Grounds}},
		{"refer", oneCase(t, nil), model.Refer, []model.Section{model.Reason}},
		{"defer", oneCase(t, nil), model.Defer, []model.Section{model.Needed}},
		{"consider with outcome 21", oneCase(t, nil), model.Consider, four},
		{"consider with another outcome", oneCase(t, values{"outcome": "22"}), model.Consider, three},
		{"consider with no outcome", oneCase(t, values{"outcome": ""}), model.Consider, three},
		{"consider with outcome 21 in a linked hit", linked("21", ""), model.Consider, four},
		{"consider with outcome 21 in a linked hit that is not relevant", linked("21", "no"), model.Consider, three},
		{"withdrawn", oneCase(t, nil), model.Withdrawn, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got, want []string
			for _, s := range tt.c.Required(0, tt.kind) {
				got = append(got, s.String())
			}
			for _, s := range tt.want {
				want = append(want, s.String())
			}
			sameList(t, "sections", got, want)
		})
	}
}

func TestABlankOrOverlongSectionIsRefusedByName(t *testing.T) {
	c := oneCase(t, nil)
	exact := strings.Repeat("x", 64<<10)
	for _, k := range model.DecisionKinds() {
		for _, section := range c.Required(0, k) {
			for _, text := range []string{"", " \t\r\n\u00a0\u2003", exact + "x"} {
				s := filled
				s[section] = text
				d, err := c.Decide(0, model.Proposal{Kind: k, Sections: s}, "J. Officer", now)
				var refused *model.DecisionError
				if !errors.As(err, &refused) {
					t.Fatalf("%s with %d bytes of %s is made", k, len(text), section)
				}
				if !refused.HasSection || refused.Section != section || !strings.HasPrefix(refused.Problem, section.Title()+" is ") || strings.Contains(refused.Problem, "\n") {
					t.Errorf("%s: %+v", k, refused)
				}
				if d.Kind != model.NoDecision {
					t.Errorf("%s is refused and made", k)
				}
			}
			s := filled
			s[section] = exact
			if d, err := c.Decide(0, model.Proposal{Kind: k, Sections: s}, "J. Officer", now); err != nil || d.Sections[section] != exact {
				t.Errorf("%s with 64 KiB of %s is refused or cut: %v", k, section, err)
			}
		}
	}
}

func TestADecisionKeepsHowTheIncidentStood(t *testing.T) {
	c := oneCase(t, values{"date_of_birth": ""})
	a := c.Assess(0)
	s := filled
	s[model.Grounds] = "  as typed, with its spaces\n"
	remind := model.NewDate(2026, 12, 1)
	d, err := c.Decide(0, model.Proposal{Kind: model.Discard, Sections: s, Remind: remind}, "J. Officer", now)
	if err != nil {
		t.Fatal(err)
	}
	if d.Kind != model.Discard || d.Officer != "J. Officer" || !d.At.Equal(now) || d.At.Location() != time.UTC {
		t.Errorf("kept %s by %s at %s", d.Kind, d.Officer, d.At)
	}
	if d.Verdict != model.Applies || d.Flags != a.Flags || !d.Flags.Has(model.AgeNotChecked) || d.Digest != c.Digest() || d.Guidance != model.Guidance || d.Rules != model.RulesHash() {
		t.Errorf("how it stood is not kept: %+v", d)
	}
	for k, standing := range d.Criteria {
		want := model.Standing{State: a.Criteria[k].State, Basis: a.Criteria[k].Basis, Why: c.Why(0, &a, model.CriterionID(k))}
		if standing != want {
			t.Errorf("criterion %d: %+v, want %+v", k+1, standing, want)
		}
	}
	if want := (model.Sections{model.Searched: s[model.Searched], model.Grounds: s[model.Grounds]}); d.Sections != want {
		t.Errorf("sections kept: %q", d.Sections)
	}
	if d.Remind != 0 {
		t.Error("a discard has a reminder date")
	}
	d, err = c.Decide(0, model.Proposal{Kind: model.Defer, Sections: s, Remind: remind}, "J. Officer", now)
	if err != nil || d.Remind != remind {
		t.Errorf("reminder date is %s, %v", d.Remind, err)
	}
}

func TestADecisionNeedsItsOfficer(t *testing.T) {
	for _, officer := range []string{"", " \t"} {
		if _, err := oneCase(t, nil).Decide(0, model.Proposal{Kind: model.Discard, Sections: filled}, officer, now); err == nil {
			t.Errorf("made by %q", officer)
		}
	}
}

func TestPromptsAreQuestionsAndSectionsHaveNames(t *testing.T) {
	for s := range model.SectionCount {
		if !strings.Contains(s.Prompt(), "?") {
			t.Errorf("%s asks nothing: %q", s, s.Prompt())
		}
		if named, ok := model.SectionNamed(s.String()); !ok || named != s || s.Title() == "" {
			t.Errorf("%s is not found by its name", s)
		}
	}
	if _, ok := model.SectionNamed("grounds "); ok {
		t.Error("a section of another name is found")
	}
	for _, said := range []string{"time since", "age then", "conduct since", "effect on the person", "role applied for", "representations"} {
		if !strings.Contains(model.Proportionality.Prompt(), said) {
			t.Errorf("proportionality does not ask about %s", said)
		}
	}
}

func TestSectionsAreBlankWhereNothingIsWritten(t *testing.T) {
	if s := (model.Sections{model.Risk: " \n"}); !s.Blank() {
		t.Error("white space is text")
	}
	if s := (model.Sections{model.Needed: "x"}); s.Blank() {
		t.Error("a text is blank")
	}
}

func TestAdvice(t *testing.T) {
	required := []model.Section{model.Risk, model.Relevance, model.Proportionality}
	full := model.Sections{model.Risk: "risk " + words(20), model.Relevance: "relevance " + words(20), model.Proportionality: "proportionality " + words(20)}
	with := func(s model.Section, text string) model.Sections {
		changed := full
		changed[s] = text
		return changed
	}
	tests := []struct {
		name   string
		s      model.Sections
		sameAs map[model.Section]string
		want   []string
	}{
		{"nothing to say", full, nil, nil},
		{"twenty words", with(model.Risk, words(20)), nil, nil},
		{"under twenty words", with(model.Risk, words(19)), nil, []string{"Risk has 19 words; would a reader in two years understand it?"}},
		{"one word", with(model.Risk, "None."), nil, []string{"Risk has 1 word; would a reader in two years understand it?"}},
		{"two the same", with(model.Relevance, " "+full[model.Risk]+"\n"), nil, []string{"Risk and Relevance say the same; each has its own question."}},
		{"the same as another case", full, map[model.Section]string{model.Relevance: "P-119, CR/7"}, []string{"Relevance is word for word that of P-119, CR/7; is it this individual's?"}},
		{"blank is refused, not advised on", with(model.Risk, " "), nil, nil},
		{"a section not asked for", with(model.Necessity, "short"), map[model.Section]string{model.Necessity: "P-119"}, nil},
		{"several", with(model.Proportionality, "short"), map[model.Section]string{model.Proportionality: "P-119"}, []string{
			"Proportionality has 1 word; would a reader in two years understand it?", "Proportionality is word for word that of P-119; is it this individual's?",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sameList(t, "advice", model.Advice(required, tt.s, func(s model.Section) string { return tt.sameAs[s] }, 0), tt.want)
		})
	}
}

func TestAdviceNeverStopsADecision(t *testing.T) {
	if _, err := oneCase(t, nil).Decide(0, model.Proposal{Kind: model.Consider, Sections: model.Sections{
		model.Risk: "x", model.Relevance: "x", model.Proportionality: "x", model.Necessity: "x",
	}}, "J. Officer", now); err != nil {
		t.Error(err)
	}
}

func TestADecisionIsOnEveryHitOfTheEventThatCounts(t *testing.T) {
	c := model.NewCase([]model.Record{
		record(t, clean()),
		record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/3"})),
		record(t, clean(values{"incident_ref": "CR/3", "same_event_as": "CR/1", "relevant": "no"})), // joins, and does not count
		record(t, clean(values{"incident_ref": "CR/4"})),
	}, nil)
	for i, want := range [][]int{{0, 1}, {0, 1}, {0, 1}, {3}} {
		if got := c.Event(i); len(got) != len(want) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
			t.Errorf("hit %d is decided with %v, want %v", i, got, want)
		}
	}
}

func TestADecisionKeepsTheAdviceItWasSavedAgainst(t *testing.T) {
	said := []string{"Grounds has 3 words; would a reader in two years understand it?"}
	d, err := oneCase(t, nil).Decide(0, model.Proposal{Kind: model.Discard, Sections: filled, Advice: said}, "J. Officer", now)
	if err != nil {
		t.Fatal(err)
	}
	sameList(t, "advice", d.Advice, said)
}

func TestTheOptionalSectionsAreKeptWhereTheyAreFilled(t *testing.T) {
	s := filled
	s[model.Substantiation], s[model.ThirdPartyInterests] = "Seen by two officers.", " \n"
	d, err := oneCase(t, nil).Decide(0, model.Proposal{Kind: model.Consider, Sections: s}, "J. Officer", now)
	if err != nil || d.Sections[model.Substantiation] != s[model.Substantiation] || d.Sections[model.ThirdPartyInterests] != "" {
		t.Errorf("%q, %v", d.Sections, err)
	}
	d, err = oneCase(t, nil).Decide(0, model.Proposal{Kind: model.Discard, Sections: s}, "J. Officer", now)
	if err != nil || d.Sections[model.Substantiation] != "" {
		t.Errorf("a discard keeps %q, %v", d.Sections, err)
	}
	s[model.ThirdPartyInterests] = strings.Repeat("x", 64<<10+1)
	var refused *model.DecisionError
	if _, err := oneCase(t, nil).Decide(0, model.Proposal{Kind: model.Consider, Sections: s}, "J. Officer", now); !errors.As(err, &refused) || refused.Section != model.ThirdPartyInterests {
		t.Errorf("over the limit: %v", err)
	}
}

func TestRepresentationsAreInOrder(t *testing.T) {
	day := func(n int) model.Date { return model.NewDate(2026, 3, n) }
	today := day(20)
	for _, tt := range []struct {
		r    model.Representations
		want string
	}{
		{model.Representations{}, ""},
		{model.Representations{Asked: day(2), Due: day(30)}, ""},
		{model.Representations{Asked: day(2), Due: day(16), Received: day(19)}, ""},
		{model.Representations{Due: day(30)}, "say when"},
		{model.Representations{Received: day(3)}, "say when"},
		{model.Representations{Asked: day(21)}, "after today"},
		{model.Representations{Asked: day(2), Received: day(21)}, "after today"},
		{model.Representations{Asked: day(9), Due: day(8)}, "before they were asked for"},
		{model.Representations{Asked: day(9), Received: day(8)}, "before they were asked for"},
	} {
		err := tt.r.Check(today)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.r, err, tt.want)
		}
	}
	if r := (model.Representations{Asked: day(2)}); !r.Awaited() {
		t.Error("asked for, not received, and not awaited")
	}
	p := model.Proposal{Kind: model.Consider, Sections: filled, Representations: model.Representations{Due: day(2)}}
	if _, err := oneCase(t, nil).Decide(0, p, "J. Officer", now); err == nil {
		t.Error("dates out of order are kept")
	}
	p.Representations.Asked = day(1)
	if d, err := oneCase(t, nil).Decide(0, p, "J. Officer", now); err != nil || d.Representations != p.Representations {
		t.Errorf("%+v, %v", d.Representations, err)
	}
}

func TestUnseenLinesOfTheSummaryAreAdvice(t *testing.T) {
	none := func(model.Section) string { return "" }
	for unseen, want := range map[int][]string{0: nil, 1: {"1 line of the summary was never on the screen; does it say anything that bears on this?"}, 12: {"12 lines of the summary were never on the screen; does it say anything that bears on this?"}} {
		sameList(t, "advice", model.Advice(nil, model.Sections{}, none, unseen), want)
	}
}
