package session

import (
	"strings"
	"testing"

	"gd8/model"
)

func TestConsideringOffersTwoSectionsThatMayStayBlankAndALineOnRepresentations(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "I-1", open21...)
	r, err := b.sit.Rationale(b.open(n), model.Consider)
	b.must(err)
	var asked, optional []string
	for _, s := range r.Asked {
		asked = append(asked, s.String())
		if r.IsOptional(s) {
			optional = append(optional, s.String())
		}
	}
	if got := strings.Join(asked, " "); got != "risk relevance substantiation third_party proportionality necessity" {
		t.Errorf("asked are %s", got)
	}
	if got := strings.Join(optional, " "); got != "substantiation third_party" || !r.HasDay() {
		t.Errorf("optional are %s, and a line of dates is %v", got, r.HasDay())
	}
	keeper, err := b.sit.NewKeeper()
	b.must(err)
	r.KeepIn(keeper)
	for _, s := range []model.Section{model.Risk, model.Relevance, model.Proportionality, model.Necessity} {
		r.Sections[s] = "One text of " + s.String() + "."
	}
	for day, wrong := range map[string]string{
		"soon":                       "up to three dates",
		"1 June 2099":                "after today",
		"2 April 2026, 1 April 2026": "before they were asked",
		"-, 15 April 2026":           "say when representations were asked for",
	} {
		r.Day = day
		if _, err := r.Deciding(); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%q: %v", day, err)
		}
	}
	r.Day = "1 April 2026, 15 June 2026"
	if d := r.Draft(); d.Representations.Due != model.NewDate(2026, 6, 15) || d.Remind != 0 || r.DayUnkept() {
		t.Errorf("the draft is %+v", d)
	}
	r.Changed()
	b.must(keeper.Save())
	again, err := b.sit.Rationale(b.open(n), model.Consider)
	b.must(err)
	if again.From != FromDraft || again.Day != "asked 1 April 2026, due 15 June 2026" {
		t.Errorf("taken up again it has %q", again.Day)
	}
	save, err := r.Deciding()
	b.must(err)
	_, err = save()
	b.must(err)
	d := b.open(n).Item().Decision
	if d.Representations.Asked != model.NewDate(2026, 4, 1) || d.Sections[model.Substantiation] != "" || len(d.Advice) == 0 {
		t.Errorf("saved is %+v", d)
	}
}
