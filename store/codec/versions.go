package codec

import (
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// AnswerOp is what an entry among a record's answers does.
type AnswerOp byte

const (
	AnswerGiven      AnswerOp = iota // the officer answered a field
	AnswerWithdrawn                  // the officer withdrew the answer to a field
	AnswerUndone                     // an earlier entry is undone, as if it had not been
	AnswerIncomplete                 // the officer answered for an incomplete case, with a reason
	AnswerSeparated                  // the officer said "not the same" of two individuals
	answerOpCount
)

// AnswerEntry is one entry among a record's answers.
type AnswerEntry struct {
	Op     AnswerOp
	Answer model.Answer // by and at always; the rest as op needs
	Undoes uint32       // the sequence of the entry undone
	// Of a separation: the person_refs that the record's individual had then,
	// and those of the other.
	Some, Others []string
}

// Encode writes the entry.
func (a *AnswerEntry) Encode(e *vault.Encoder) {
	e.Byte(answerVersion)
	e.Byte(byte(a.Op))
	e.Byte(FieldNumber(a.Answer.Field))
	e.Uint(uint64(a.Undoes))
	e.Text(a.Answer.Value)
	e.Text(a.Answer.By)
	e.Time(a.Answer.At)
	e.Text(a.Answer.Note)
	e.Text(a.Answer.Reason)
	if a.Op != AnswerSeparated {
		return
	}
	for _, persons := range [][]string{a.Some, a.Others} {
		e.Uint(uint64(len(persons)))
		for _, person := range persons {
			e.Text(person)
		}
	}
}

// DecodeAnswer reads an entry among a record's answers.
func DecodeAnswer(b []byte) (AnswerEntry, error) {
	d := vault.Decoder{B: b}
	var a AnswerEntry
	readVersion(&d, answerVersion)
	a.Op = AnswerOp(d.Below(int(answerOpCount)))
	if a.Answer.Field = FieldOfNumber(d.Byte()); a.Answer.Field == model.NoField {
		d.Fail()
	}
	a.Undoes = uint32(d.Int())
	a.Answer.Value, a.Answer.By, a.Answer.At = d.Text(), d.Text(), d.Time()
	a.Answer.Note, a.Answer.Reason = d.Text(), d.Text()
	if a.Op == AnswerSeparated {
		for _, persons := range []*[]string{&a.Some, &a.Others} {
			for n := d.Int(); n > 0 && d.Err == nil; n-- {
				*persons = append(*persons, d.Text())
			}
		}
	}
	if err := d.End(); err != nil {
		return a, err
	}
	if a.Op == AnswerGiven && !model.IsCanonical(a.Answer.Field, a.Answer.Value) {
		return a, vault.ErrCodec
	}
	return a, nil
}

// draftVersion begins a draft that has more behind what those of the first
// version have: sections added since, and what else is in it. 2 is that of typed
// texts, which stand beside drafts.
const draftVersion = 3

// startsLater reads the version byte of a draft.
func startsLater(d *vault.Decoder) bool {
	if len(d.B) > 0 && d.B[0] == draftVersion {
		d.Byte()
		return true
	}
	d.Version()
	return false
}

func encodeSections(e *vault.Encoder, s *model.Sections) {
	for _, section := range storedSections[:firstSections] {
		e.Text(s[section])
	}
}

func decodeSections(d *vault.Decoder) (s model.Sections) {
	for _, section := range storedSections[:firstSections] {
		s[section] = d.Text()
	}
	return s
}

// hasLaterSections reports whether a section that the first version does not
// have is filled.
func hasLaterSections(s *model.Sections) bool {
	for _, section := range storedSections[firstSections:] {
		if s[section] != "" {
			return true
		}
	}
	return false
}

// encodeLaterSections writes those that are filled, each with its number.
func encodeLaterSections(e *vault.Encoder, s *model.Sections) {
	filled := uint64(0)
	for _, section := range storedSections[firstSections:] {
		if s[section] != "" {
			filled++
		}
	}
	e.Uint(filled)
	for n, section := range storedSections {
		if n >= firstSections && s[section] != "" {
			e.Byte(byte(n))
			e.Text(s[section])
		}
	}
}

func decodeLaterSections(d *vault.Decoder, s *model.Sections) {
	last := firstSections - 1
	for filled := d.Int(); filled > 0 && d.Err == nil; filled-- {
		n := int(d.Byte())
		text := d.Text()
		if n <= last || n >= len(storedSections) || text == "" { // there is one form for each value
			d.Fail()
			return
		}
		s[storedSections[n]], last = text, n
	}
}

func encodeRepresentations(e *vault.Encoder, r model.Representations) {
	e.Date(r.Asked)
	e.Date(r.Due)
	e.Date(r.Received)
}

func decodeRepresentations(d *vault.Decoder) model.Representations {
	return model.Representations{Asked: d.Date(), Due: d.Date(), Received: d.Date()}
}

// Draft is a rationale not yet saved: one a record and decision.
type Draft struct {
	Kind     model.DecisionKind
	Sections model.Sections
	Remind   model.Date
	// Representations is of model.Consider only.
	Representations model.Representations
	Officer         string
	At              time.Time
}

func (d *Draft) isLater() bool {
	return hasLaterSections(&d.Sections) || d.Representations != model.Representations{}
}

// Encode writes the draft.
func (d *Draft) Encode(e *vault.Encoder) {
	later := d.isLater()
	if later {
		e.Byte(draftVersion)
	} else {
		e.Byte(vault.CodecVersion)
	}
	e.Byte(byte(d.Kind))
	encodeSections(e, &d.Sections)
	e.Date(d.Remind)
	e.Text(d.Officer)
	e.Time(d.At)
	if later {
		encodeLaterSections(e, &d.Sections)
		encodeRepresentations(e, d.Representations)
	}
}

// DecodeDraft reads a draft.
func DecodeDraft(b []byte) (Draft, error) {
	d := vault.Decoder{B: b}
	var v Draft
	later := startsLater(&d)
	v.Kind = model.DecisionKind(d.Below(int(model.DecisionKindCount)))
	v.Sections = decodeSections(&d)
	v.Remind, v.Officer, v.At = d.Date(), d.Text(), d.Time()
	if later {
		decodeLaterSections(&d, &v.Sections)
		v.Representations = decodeRepresentations(&d)
		if !v.isLater() {
			d.Fail()
		}
	}
	return v, d.End()
}
