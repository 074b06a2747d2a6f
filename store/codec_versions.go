package store

import (
	"time"

	"gd8/model"
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

func (a *answerEntry) encode(e *encoder) {
	e.byte(codecVersion)
	e.byte(byte(a.op))
	e.byte(byte(a.answer.Field))
	e.uint(uint64(a.undoes))
	e.text(a.answer.Value)
	e.text(a.answer.By)
	e.time(a.answer.At)
	e.text(a.answer.Note)
	e.text(a.answer.Reason)
}

func decodeAnswer(b []byte) (answerEntry, error) {
	d := decoder{b: b}
	var a answerEntry
	d.version()
	a.op = answerOp(d.below(int(answerOpCount)))
	field := d.byte()
	if a.op == answerGiven || a.op == answerWithdrawn {
		if field >= byte(model.FieldCount) {
			d.fail()
		}
	}
	a.answer.Field = model.Field(field)
	a.undoes = uint32(d.int())
	a.answer.Value, a.answer.By, a.answer.At = d.text(), d.text(), d.time()
	a.answer.Note, a.answer.Reason = d.text(), d.text()
	if err := d.end(); err != nil {
		return a, err
	}
	if a.op == answerGiven {
		// The bound on dates was held when the answer was given.
		if v, err := model.Canonical(a.answer.Field, a.answer.Value, model.NewDate(9999, 12, 31)); err != nil || v != a.answer.Value {
			return a, errCodec
		}
	}
	return a, nil
}

func encodeSections(e *encoder, s *model.Sections) {
	for _, text := range s {
		e.text(text)
	}
}

func decodeSections(d *decoder) (s model.Sections) {
	for i := range s {
		s[i] = d.text()
	}
	return s
}

func encodeDecision(e *encoder, d *model.Decision) {
	e.byte(codecVersion)
	e.uint(uint64(d.Version))
	e.uint(uint64(d.Replaces))
	e.byte(byte(d.Kind))
	encodeSections(e, &d.Sections)
	e.text(d.Officer)
	e.time(d.At)
	e.date(d.Remind)
	e.byte(byte(d.Verdict))
	for _, c := range d.Criteria {
		e.byte(byte(c.State))
		e.byte(byte(c.Basis))
		e.text(c.Why)
	}
	e.uint(uint64(d.Flags))
	e.fixed(d.Digest[:])
	e.text(d.Guidance)
}

func decodeDecision(b []byte) (*model.Decision, error) {
	d := decoder{b: b}
	v := &model.Decision{}
	d.version()
	v.Version, v.Replaces = d.int(), d.int()
	v.Kind = model.DecisionKind(d.below(int(model.DecisionKindCount)))
	v.Sections = decodeSections(&d)
	v.Officer, v.At, v.Remind = d.text(), d.time(), d.date()
	v.Verdict = model.Verdict(d.below(int(model.VerdictCount)))
	for i := range v.Criteria {
		v.Criteria[i] = model.Standing{
			State: model.State(d.below(3)),
			Basis: model.Basis(d.below(6)),
			Why:   d.text(),
		}
	}
	v.Flags = model.FlagSet(d.uint())
	copy(v.Digest[:], d.fixed(32))
	v.Guidance = d.text()
	return v, d.end()
}

// Draft is a rationale not yet saved: one a record and decision.
type Draft struct {
	Kind     model.DecisionKind
	Sections model.Sections
	Remind   model.Date
	Officer  string
	At       time.Time
}

func (d *Draft) encode(e *encoder) {
	e.byte(codecVersion)
	e.byte(byte(d.Kind))
	encodeSections(e, &d.Sections)
	e.date(d.Remind)
	e.text(d.Officer)
	e.time(d.At)
}

func decodeDraft(b []byte) (Draft, error) {
	d := decoder{b: b}
	var v Draft
	d.version()
	v.Kind = model.DecisionKind(d.below(int(model.DecisionKindCount)))
	v.Sections = decodeSections(&d)
	v.Remind, v.Officer, v.At = d.date(), d.text(), d.time()
	return v, d.end()
}
