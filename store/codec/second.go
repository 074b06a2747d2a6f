package codec

import (
	"fmt"

	"gd8/model"
	"gd8/store/vault"
)

// The versions of the kinds of value, each kind's own: that of a value that is
// written. What was written before is read all the same; see decisionVersion,
// draftVersion and typedVersion.
const (
	sourceVersion  = 1
	answerVersion  = 1
	opinionVersion = 1
	checkVersion   = 1
	rulingVersion  = 1
	keptVersion    = 1
)

// readVersion reads a version byte of a kind that has versions of its own.
func readVersion(d *vault.Decoder, want byte) {
	if c := d.Byte(); d.Err == nil && c != want {
		d.Fail()
		d.Err = fmt.Errorf("the value is of version %d and this gd8 knows version %d; use the gd8 that wrote it", c, want)
	}
}

// EncodeCheck writes a check of a decision.
func EncodeCheck(e *vault.Encoder, c *model.Check) {
	e.Byte(checkVersion)
	e.Uint(uint64(c.Version))
	e.Byte(byte(c.Outcome))
	e.Text(c.Comment)
	e.Text(c.Officer)
	e.Time(c.At)
}

// DecodeCheck reads a check of a decision.
func DecodeCheck(b []byte) (c model.Check, err error) {
	d := vault.Decoder{B: b}
	readVersion(&d, checkVersion)
	c.Version, c.Outcome = d.Int(), model.CheckOutcome(d.Below(int(model.CheckOutcomeCount)))
	c.Comment, c.Officer, c.At = d.Text(), d.Text(), d.Time()
	return c, d.End()
}

// EncodeRuling writes an adjudication.
func EncodeRuling(e *vault.Encoder, r *model.Ruling) {
	e.Byte(rulingVersion)
	e.Uint(uint64(r.Sample))
	e.Uint(uint64(r.Version))
	e.Uint(uint64(r.Opinion))
	e.Byte(byte(r.Outcome))
	e.Text(r.Rationale)
	first := byte(0)
	if r.OpinionFirst {
		first = 1
	}
	e.Byte(first)
	e.Text(r.Officer)
	e.Time(r.At)
}

// DecodeRuling reads an adjudication.
func DecodeRuling(b []byte) (r model.Ruling, err error) {
	d := vault.Decoder{B: b}
	readVersion(&d, rulingVersion)
	r.Sample, r.Version, r.Opinion = d.Int(), d.Int(), d.Int()
	r.Outcome = model.RulingOutcome(d.Below(int(model.RulingOutcomeCount)))
	r.Rationale = d.Text()
	r.OpinionFirst = d.Below(2) == 1
	r.Officer, r.At = d.Text(), d.Time()
	return r, d.End()
}

// EncodeOpinion writes a second opinion.
func EncodeOpinion(e *vault.Encoder, o *model.Opinion) {
	e.Byte(opinionVersion)
	e.Uint(uint64(o.Sample))
	e.Uint(uint64(o.Version))
	encodeSaid(e, o.Said)
	var decision vault.Encoder
	EncodeDecision(&decision, &o.Decision)
	e.Text(string(decision.B))
}

// EncodeSaid writes what a second reviewer said, for what is not given yet.
func EncodeSaid(list []model.Said) []byte {
	var e vault.Encoder
	encodeSaid(&e, list)
	return e.B
}

// DecodeSaid reads what EncodeSaid wrote.
func DecodeSaid(b []byte) ([]model.Said, error) {
	d := vault.Decoder{B: b}
	list := decodeSaid(&d)
	return list, d.End()
}

func encodeSaid(e *vault.Encoder, said []model.Said) {
	e.Uint(uint64(len(said)))
	for i := range said {
		s := &said[i]
		e.Byte(byte(s.Kind))
		for _, ref := range []string{s.Key.Application, s.Key.Person, s.Key.Incident} {
			e.Text(ref)
		}
		e.Byte(FieldNumber(s.Answer.Field))
		e.Text(s.Answer.Value)
		e.Text(s.Answer.By)
		e.Time(s.Answer.At)
		e.Text(s.Answer.Note)
		e.Text(s.Answer.Reason)
		encodeTexts(e, s.Some)
		encodeTexts(e, s.Others)
	}
}

// DecodeOpinion reads a second opinion.
func DecodeOpinion(b []byte) (o model.Opinion, err error) {
	d := vault.Decoder{B: b}
	readVersion(&d, opinionVersion)
	o.Sample, o.Version = d.Int(), d.Int()
	o.Said = decodeSaid(&d)
	decision := d.Run()
	if err := d.End(); err != nil {
		return o, err
	}
	v, err := DecodeDecision(decision)
	if err == nil {
		o.Decision = *v
	}
	return o, err
}

func decodeSaid(d *vault.Decoder) (list []model.Said) {
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		var s model.Said
		s.Kind = model.SaidKind(d.Below(int(model.SaidKindCount)))
		s.Key = model.Key{Application: d.Text(), Person: d.Text(), Incident: d.Text()}
		if s.Answer.Field = FieldOfNumber(d.Byte()); s.Answer.Field == model.NoField {
			d.Fail()
		}
		s.Answer.Value, s.Answer.By, s.Answer.At = d.Text(), d.Text(), d.Time()
		s.Answer.Note, s.Answer.Reason = d.Text(), d.Text()
		s.Some, s.Others = decodeTexts(d), decodeTexts(d)
		if s.Kind == model.SaidAnswer && !model.IsCanonical(s.Answer.Field, s.Answer.Value) {
			d.Fail()
		}
		list = append(list, s)
	}
	return list
}

func encodeTexts(e *vault.Encoder, list []string) {
	e.Uint(uint64(len(list)))
	for _, s := range list {
		e.Text(s)
	}
}

func decodeTexts(d *vault.Decoder) (list []string) {
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		list = append(list, d.Text())
	}
	return list
}

// Kept is something that is kept of no one record: a sample or a release. Its
// body is in a form of the room that keeps it, which begins with a version of
// its own, and names records by their numbers alone; what an officer typed is in
// Texts, which an erasure looks through.
type Kept struct {
	ID    uint32 // counts from 1 on, and is never handed out again
	Entry uint64 // of the journal
	Texts []string
	Body  []byte
}

// EncodeKept writes what is kept of no one record: texts that an officer typed,
// and a body in a form of its own.
func EncodeKept(e *vault.Encoder, texts []string, body []byte) {
	e.Byte(keptVersion)
	encodeTexts(e, texts)
	e.Fixed(body)
}

// DecodeKept reads what is kept of no one record. body is of b's own memory.
func DecodeKept(b []byte) (texts []string, body []byte, err error) {
	d := vault.Decoder{B: b}
	readVersion(&d, keptVersion)
	texts = decodeTexts(&d)
	return texts, d.B, d.Err
}
