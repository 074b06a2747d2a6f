package codec

import (
	"testing"

	"pgregory.net/rapid"

	"gd8/model"
	"gd8/store/vault"
)

// encodeFirstDecision writes a decision as the gd8 of formats 1 and 2 did.
func encodeFirstDecision(e *vault.Encoder, d *model.Decision) {
	e.Byte(vault.CodecVersion)
	e.Uint(uint64(d.Version))
	e.Uint(uint64(d.Replaces))
	e.Byte(byte(d.Kind))
	encodeSections(e, &d.Sections)
	e.Text(d.Officer)
	e.Time(d.At)
	e.Date(d.Remind)
	e.Byte(byte(d.Verdict))
	for _, c := range d.Criteria {
		encodeStanding(e, c)
	}
	e.Uint(uint64(d.Flags))
	e.Fixed(d.Digest[:])
	e.Text(d.Guidance)
}

func TestADecisionOfTheFirstVersionIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDecision(t)
		d.Sections = firstOnly(d.Sections)
		d.Rules, d.Advice, d.Representations = [32]byte{}, nil, model.Representations{}
		d.Store, d.Incarnation, d.Parents = [16]byte{}, [16]byte{}, nil
		var e vault.Encoder
		encodeFirstDecision(&e, d)
		mustComeBack(t, d, e.B, DecodeDecision)
	})
}

// What stands by name in a file is read by name for ever.
func TestTheNamesInADecisionNeverChange(t *testing.T) {
	for k, name := range []string{"relevant", "youth_produced", "outcome_21", "single_incident", "no_aggravating_factor", "no_further_information"} {
		if id, known := criterionNamed(name); !known || int(id) != k {
			t.Errorf("criterion %q is %d", name, id)
		}
	}
	for _, name := range []string{
		"grounds", "risk", "relevance", "proportionality", "necessity", "reason", "needed", "searched", "substantiation", "third_party",
	} {
		if _, known := model.SectionNamed(name); !known {
			t.Errorf("no section is named %q", name)
		}
	}
}
