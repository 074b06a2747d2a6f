package session

import (
	"testing"

	"gd8/model"
)

func TestABriefingIsOfferedForWhatADecisionMakerHasToComplete(t *testing.T) {
	in := model.Key{Application: "APP 1", Person: "P-1", Incident: "I-1"}
	alone := model.Key{Person: "P-1", Incident: "I-1"}
	for _, tt := range []struct {
		kind model.DecisionKind
		key  model.Key
		want string
	}{
		{model.Refer, in, `For a Decision Maker: gd8 export briefing --application "APP 1"`},
		{model.Consider, alone, `For a Decision Maker: gd8 export briefing --person "P-1"`},
		{model.Discard, in, ""},
		{model.Defer, in, ""},
	} {
		d := Decided{}
		d.Kind, d.Key = tt.kind, tt.key
		if got := d.Offers(); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.kind, got, tt.want)
		}
	}
}
