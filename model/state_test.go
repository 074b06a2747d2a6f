package model_test

import (
	"strings"
	"testing"

	"gd8/model"
)

func TestTheQueueStateIsTheFirstThatMatches(t *testing.T) {
	c, notRelevant := oneCase(t, nil), oneCase(t, values{"relevant": "no"})
	digest := c.Digest()
	decision := func(k model.DecisionKind, digest [32]byte) *model.Decision {
		return &model.Decision{Kind: k, Digest: digest}
	}
	stale := [32]byte{1}
	tests := []struct {
		name   string
		c      *model.Case
		latest *model.Decision
		again  model.Reopening
		want   model.QueueState
	}{
		{"no decision", c, nil, model.NotReopened, model.StateToDo},
		{"an empty decision", c, decision(model.NoDecision, digest), model.NotReopened, model.StateToDo},
		{"withdrawn", c, decision(model.Withdrawn, digest), model.NotReopened, model.StateToDo},
		{"withdrawn, facts changed since", c, decision(model.Withdrawn, stale), model.NotReopened, model.StateToDo},
		{"discarded", c, decision(model.Discard, digest), model.NotReopened, model.StateDecided},
		{"considered", c, decision(model.Consider, digest), model.NotReopened, model.StateDecided},
		{"referred", c, decision(model.Refer, digest), model.NotReopened, model.StateDecided},
		{"deferred", c, decision(model.Defer, digest), model.NotReopened, model.StateDeferred},
		{"discarded, facts changed since", c, decision(model.Discard, stale), model.NotReopened, model.StateOutOfDate},
		{"deferred, facts changed since", c, decision(model.Defer, stale), model.NotReopened, model.StateOutOfDate},
		{"not relevant", notRelevant, nil, model.NotReopened, model.StateNotRelevant},
		{"not relevant before out of date", notRelevant, decision(model.Discard, stale), model.NotReopened, model.StateNotRelevant},
		{"not relevant before decided", notRelevant, decision(model.Refer, notRelevant.Digest()), model.NotReopened, model.StateNotRelevant},
		{"returned by a check", c, decision(model.Discard, digest), model.ReopenedByCheck, model.StateReturned},
		{"a deferral returned", c, decision(model.Defer, digest), model.ReopenedForFacts, model.StateReturned},
		{"returned, facts changed since", c, decision(model.Discard, stale), model.ReopenedByCheck, model.StateOutOfDate},
		{"to be made anew", c, decision(model.Refer, digest), model.ReopenedToMakeAnew, model.StateOutOfDate},
		{"not relevant before to be made anew", notRelevant, decision(model.Refer, notRelevant.Digest()), model.ReopenedToMakeAnew, model.StateNotRelevant},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			same(t, "state", tt.c.StateOf(0, tt.latest, tt.again, tt.c.Digest()).String(), tt.want.String())
		})
	}
}

func TestWhatNeedsAttentionAndWhatIsDone(t *testing.T) {
	tomorrow, yesterday := model.NewDate(2026, 11, 25), model.NewDate(2026, 11, 23)
	tests := []struct {
		state     model.QueueState
		remind    model.Date
		attention bool
		done      bool
	}{
		{model.StateOutOfDate, 0, true, false},
		{model.StateOutOfDate, tomorrow, true, false},
		{model.StateToDo, 0, true, false},
		{model.StateDeferred, 0, false, false},
		{model.StateDeferred, yesterday, true, false},
		{model.StateDeferred, today, true, false},
		{model.StateDeferred, tomorrow, false, false},
		{model.StateDecided, 0, false, true},
		{model.StateDecided, yesterday, true, true}, // awaited representations
		{model.StateDecided, tomorrow, false, true},
		{model.StateNotRelevant, 0, false, true},
		{model.StateNotRelevant, yesterday, false, true},
	}
	for _, tt := range tests {
		if got := tt.state.NeedsAttention(tt.remind, today); got != tt.attention {
			t.Errorf("%s, reminder %q: needs attention is %v", tt.state, tt.remind.ISO(), got)
		}
		if got := tt.state.Done(); got != tt.done {
			t.Errorf("%s: done is %v", tt.state, got)
		}
	}
}

func TestStatesAndVerdictsAreFoundByTheirNames(t *testing.T) {
	for s := range model.StateCount {
		if named, ok := model.StateNamed(s.String()); !ok || named != s || s.Title() == "" {
			t.Errorf("state %s is not found", s)
		}
	}
	for v := range model.VerdictCount {
		if named, ok := model.VerdictNamed(v.String()); !ok || named != v || v.Title() == "" {
			t.Errorf("verdict %s is not found", v)
		}
	}
	for k := range model.DecisionKindCount {
		if k.Title() == "" || k.Done() == "" {
			t.Errorf("decision %d has no title", k)
		}
	}
	for _, b := range []model.Basis{model.BasisRecorded, model.BasisNotRecorded, model.BasisAssumed, model.BasisDerived, model.BasisInferred, model.BasisOfficer} {
		same(t, "basis as read", b.Title(), strings.ReplaceAll(b.String(), "_", " "))
	}
	for _, name := range []string{"", "To do", "TO_DO", "applies "} {
		if s, ok := model.StateNamed(name); ok {
			t.Errorf("%q is state %s", name, s)
		}
		if v, ok := model.VerdictNamed(name); ok {
			t.Errorf("%q is verdict %s", name, v)
		}
	}
}
