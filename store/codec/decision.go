package codec

import (
	"encoding/binary"

	"gd8/model"
	"gd8/store/vault"
)

// This file has a decision as a store keeps it. What is written is of
// decisionVersion: sections and criteria stand by name, so that one that comes in
// between, or goes, moves none. A decision of the first version, of formats 1 and
// 2, is read and never written anew, as the journal seals it as it is.

// decisionVersion is the first byte of a decision that is written.
const decisionVersion = 2

// EncodeDecision writes a version of a decision.
func EncodeDecision(e *vault.Encoder, d *model.Decision) {
	e.Byte(decisionVersion)
	e.Fixed(d.Store[:])
	e.Fixed(d.Incarnation[:])
	e.Uint(uint64(d.Version))
	e.Uint(uint64(d.Replaces))
	e.Uint(uint64(len(d.Parents)))
	for _, id := range d.Parents {
		e.Fixed(id[:])
	}
	e.Byte(byte(d.Kind))
	encodeNamedSections(e, &d.Sections)
	e.Text(d.Officer)
	e.Time(d.At)
	e.Date(d.Remind)
	e.Byte(byte(d.Verdict))
	e.Uint(uint64(len(d.Criteria)))
	for k, c := range d.Criteria {
		e.Text(model.CriterionID(k).String())
		encodeStanding(e, c)
	}
	e.Fixed(binary.BigEndian.AppendUint64(nil, uint64(d.Flags)))
	e.Fixed(d.Digest[:])
	e.Text(d.Guidance)
	e.Fixed(d.Rules[:])
	encodeRepresentations(e, d.Representations)
	e.Uint(uint64(len(d.Advice)))
	for _, line := range d.Advice {
		e.Text(line)
	}
}

func encodeStanding(e *vault.Encoder, c model.Standing) {
	e.Byte(byte(c.State))
	e.Byte(byte(c.Basis))
	e.Text(c.Why)
}

func decodeStanding(d *vault.Decoder) model.Standing {
	return model.Standing{State: model.State(d.Below(3)), Basis: model.Basis(d.Below(6)), Why: d.Text()}
}

// encodeNamedSections writes the sections that are filled, in the order of
// their numbers.
func encodeNamedSections(e *vault.Encoder, s *model.Sections) {
	filled := uint64(0)
	for _, text := range s {
		if text != "" {
			filled++
		}
	}
	e.Uint(filled)
	for _, section := range storedSections {
		if s[section] != "" {
			e.Text(section.String())
			e.Text(s[section])
		}
	}
}

func decodeNamedSections(d *vault.Decoder) (s model.Sections) {
	last := -1
	for filled := d.Int(); filled > 0 && d.Err == nil; filled-- {
		section, known := model.SectionNamed(d.Text())
		text := d.Text()
		if !known || text == "" || int(sectionNumbers[section]) <= last { // there is one form for each value
			d.Fail()
			return s
		}
		s[section], last = text, int(sectionNumbers[section])
	}
	return s
}

// criterionNamed finds a criterion by its name.
func criterionNamed(name string) (model.CriterionID, bool) {
	for id := model.CriterionID(0); id < model.CriterionCount; id++ {
		if id.String() == name {
			return id, true
		}
	}
	return 0, false
}

func decodeCriteria(d *vault.Decoder, v *model.Decision) {
	last := -1
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		id, known := criterionNamed(d.Text())
		if !known || int(id) <= last {
			d.Fail()
			return
		}
		v.Criteria[id], last = decodeStanding(d), int(id)
	}
}

// DecodeDecision reads a version of a decision.
func DecodeDecision(b []byte) (*model.Decision, error) {
	d := vault.Decoder{B: b}
	v := &model.Decision{}
	if len(b) == 0 || b[0] != decisionVersion {
		d.Version()
		decodeFirstDecision(&d, v)
		return v, d.End()
	}
	d.Byte()
	copy(v.Store[:], d.Fixed(len(v.Store)))
	copy(v.Incarnation[:], d.Fixed(len(v.Incarnation)))
	v.Version, v.Replaces = d.Int(), d.Int()
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		v.Parents = append(v.Parents, [32]byte(d.Fixed(32)))
	}
	v.Kind = model.DecisionKind(d.Below(int(model.DecisionKindCount)))
	v.Sections = decodeNamedSections(&d)
	v.Officer, v.At, v.Remind = d.Text(), d.Time(), d.Date()
	v.Verdict = model.Verdict(d.Below(int(model.VerdictCount)))
	decodeCriteria(&d, v)
	v.Flags = model.FlagSet(binary.BigEndian.Uint64(d.Fixed(8)))
	copy(v.Digest[:], d.Fixed(32))
	v.Guidance = d.Text()
	copy(v.Rules[:], d.Fixed(32))
	v.Representations = decodeRepresentations(&d)
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		v.Advice = append(v.Advice, d.Text())
	}
	return v, d.End()
}

// firstCriteria is how many criteria a decision of the first version has.
const firstCriteria = 6

// decodeFirstDecision reads the rest of a decision of the first version.
func decodeFirstDecision(d *vault.Decoder, v *model.Decision) {
	v.Version, v.Replaces = d.Int(), d.Int()
	v.Kind = model.DecisionKind(d.Below(int(model.DecisionKindCount)))
	v.Sections = decodeSections(d)
	v.Officer, v.At, v.Remind = d.Text(), d.Time(), d.Date()
	v.Verdict = model.Verdict(d.Below(int(model.VerdictCount)))
	for i := range firstCriteria {
		v.Criteria[i] = decodeStanding(d)
	}
	v.Flags = model.FlagSet(d.Uint())
	copy(v.Digest[:], d.Fixed(32))
	v.Guidance = d.Text()
}
