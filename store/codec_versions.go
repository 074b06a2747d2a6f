package store

import (
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// answerOp is what an entry among a record's answers does.
type answerOp byte

const (
	answerGiven      answerOp = iota // the officer answered a field
	answerWithdrawn                  // the officer withdrew the answer to a field
	answerUndone                     // an earlier entry is undone, as if it had not been
	answerIncomplete                 // the officer answered for an incomplete case, with a reason
	answerOpCount
)

// answerEntry is one entry among a record's answers.
type answerEntry struct {
	op     answerOp
	answer model.Answer // by and at always; the rest as op needs
	undoes uint32       // the sequence of the entry undone
}

func (a *answerEntry) encode(e *vault.Encoder) {
	e.Byte(vault.CodecVersion)
	e.Byte(byte(a.op))
	e.Byte(fieldNumber(a.answer.Field))
	e.Uint(uint64(a.undoes))
	e.Text(a.answer.Value)
	e.Text(a.answer.By)
	e.Time(a.answer.At)
	e.Text(a.answer.Note)
	e.Text(a.answer.Reason)
}

func decodeAnswer(b []byte) (answerEntry, error) {
	d := vault.Decoder{B: b}
	var a answerEntry
	d.Version()
	a.op = answerOp(d.Below(int(answerOpCount)))
	if a.answer.Field = fieldOfNumber(d.Byte()); a.answer.Field == model.NoField {
		d.Fail()
	}
	a.undoes = uint32(d.Int())
	a.answer.Value, a.answer.By, a.answer.At = d.Text(), d.Text(), d.Time()
	a.answer.Note, a.answer.Reason = d.Text(), d.Text()
	if err := d.End(); err != nil {
		return a, err
	}
	if a.op == answerGiven && !model.IsCanonical(a.answer.Field, a.answer.Value) {
		return a, vault.ErrCodec
	}
	return a, nil
}

func encodeSections(e *vault.Encoder, s *model.Sections) {
	for _, text := range s {
		e.Text(text)
	}
}

func decodeSections(d *vault.Decoder) (s model.Sections) {
	for i := range s {
		s[i] = d.Text()
	}
	return s
}

func encodeDecision(e *vault.Encoder, d *model.Decision) {
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
		e.Byte(byte(c.State))
		e.Byte(byte(c.Basis))
		e.Text(c.Why)
	}
	e.Uint(uint64(d.Flags))
	e.Fixed(d.Digest[:])
	e.Text(d.Guidance)
}

func decodeDecision(b []byte) (*model.Decision, error) {
	d := vault.Decoder{B: b}
	v := &model.Decision{}
	d.Version()
	v.Version, v.Replaces = d.Int(), d.Int()
	v.Kind = model.DecisionKind(d.Below(int(model.DecisionKindCount)))
	v.Sections = decodeSections(&d)
	v.Officer, v.At, v.Remind = d.Text(), d.Time(), d.Date()
	v.Verdict = model.Verdict(d.Below(int(model.VerdictCount)))
	for i := range v.Criteria {
		v.Criteria[i] = model.Standing{
			State: model.State(d.Below(3)),
			Basis: model.Basis(d.Below(6)),
			Why:   d.Text(),
		}
	}
	v.Flags = model.FlagSet(d.Uint())
	copy(v.Digest[:], d.Fixed(32))
	v.Guidance = d.Text()
	return v, d.End()
}

// Draft is a rationale not yet saved: one a record and decision.
type Draft struct {
	Kind     model.DecisionKind
	Sections model.Sections
	Remind   model.Date
	Officer  string
	At       time.Time
}

func (d *Draft) encode(e *vault.Encoder) {
	e.Byte(vault.CodecVersion)
	e.Byte(byte(d.Kind))
	encodeSections(e, &d.Sections)
	e.Date(d.Remind)
	e.Text(d.Officer)
	e.Time(d.At)
}

func decodeDraft(b []byte) (Draft, error) {
	d := vault.Decoder{B: b}
	var v Draft
	d.Version()
	v.Kind = model.DecisionKind(d.Below(int(model.DecisionKindCount)))
	v.Sections = decodeSections(&d)
	v.Remind, v.Officer, v.At = d.Date(), d.Text(), d.Time()
	return v, d.End()
}
