package store

import (
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// source is one version of a record's facts, as they came.
type source struct {
	facts      model.Facts
	origin     string // the file, or blank where an officer entered it by hand
	line       int    // of the file
	by         string
	at         time.Time
	entry      uint64 // of the journal, where a reader notes it; not encoded
	withdrawn  bool   // by an officer; the record no longer counts
	reason     string // of a withdrawal or a correction by hand
	incomplete bool   // something of the case, or of the individual, is known to be missing
	mark       uint64 // the journal entry that said so last; 0 in a store of before this was kept
}

const (
	sourceWithdrawn = 1 << iota
	sourceIncomplete
	sourceMark
	sourceSamePerson // a same_person_as stands behind all else
	sourceFlags      // and above: none
)

// encodeFacts puts the texts that a queue row shows first, so that a row
// needs no more than the head of the value.
func encodeFacts(e *vault.Encoder, f *model.Facts) {
	var packed uint64
	for i, field := range triFields {
		packed |= uint64(f.Tri(field)) << (2 * i)
	}
	e.Uint(packed)
	e.Byte(byte(f.Outcome()))
	e.Byte(encodeRole(f))
	for _, field := range dateFields {
		e.Date(f.Date(field))
	}
	for _, field := range TextFields {
		e.Text(f.Text(field))
	}
}

func decodeFacts(d *vault.Decoder, f *model.Facts) {
	packed := d.Uint()
	for i, field := range triFields {
		v := model.Tri(packed >> (2 * i) & 3)
		if v > model.No {
			d.Fail()
			return
		}
		f.SetTri(field, v)
	}
	if o := model.Outcome(d.Byte()); o != 0 && o.String() == "" {
		d.Fail()
	} else {
		f.SetOutcome(o)
	}
	switch d.Below(3) {
	case 1:
		f.SetRole(model.Applicant)
	case 2:
		f.SetRole(model.ThirdParty)
	}
	for _, field := range dateFields {
		f.SetDate(field, d.Date())
	}
	for _, field := range TextFields {
		f.SetText(field, d.Text())
	}
}

func encodeRole(f *model.Facts) byte {
	if !f.Recorded(model.PersonRole) {
		return 0
	}
	return 1 + byte(f.Role())
}

func (s *source) encode(e *vault.Encoder) {
	e.Byte(vault.CodecVersion)
	var flags byte
	if s.withdrawn {
		flags |= sourceWithdrawn
	}
	if s.incomplete {
		flags |= sourceIncomplete
	}
	if s.mark != 0 {
		flags |= sourceMark
	}
	samePerson := s.facts.Text(model.SamePersonAs)
	if samePerson != "" {
		flags |= sourceSamePerson
	}
	e.Byte(flags)
	encodeFacts(e, &s.facts)
	e.Text(s.origin)
	e.Uint(uint64(s.line))
	e.Text(s.by)
	e.Time(s.at)
	e.Text(s.reason)
	if s.mark != 0 {
		e.Uint(s.mark)
	}
	if samePerson != "" {
		e.Text(samePerson)
	}
}

func decodeSource(b []byte) (source, error) {
	d := vault.Decoder{B: b}
	var s source
	d.Version()
	flags := d.Below(sourceFlags)
	s.withdrawn, s.incomplete = flags&sourceWithdrawn != 0, flags&sourceIncomplete != 0
	decodeFacts(&d, &s.facts)
	s.origin, s.line, s.by, s.at, s.reason = d.Text(), d.Int(), d.Text(), d.Time(), d.Text()
	if flags&sourceMark != 0 {
		s.mark = d.Uint()
	}
	if flags&sourceSamePerson != 0 {
		s.facts.SetText(model.SamePersonAs, d.Text())
	}
	return s, d.End()
}

// head is the part of a source that a queue row shows.
type head struct {
	key       model.Key
	name      string
	offence   string
	withdrawn bool
}

// SkipToTexts passes over what comes before a source's texts and gives its
// flags, for readers that want no more than texts.
func SkipToTexts(d *vault.Decoder) (flags byte) {
	d.Version()
	flags = d.Byte()
	d.Uint() // tri-states
	d.Byte() // outcome
	d.Byte() // role
	for range dateFields {
		d.Uint()
	}
	return flags
}

// decodeHead reads no further than it must.
func decodeHead(b []byte) (head, error) {
	d := vault.Decoder{B: b}
	h := head{withdrawn: SkipToTexts(&d)&sourceWithdrawn != 0}
	for _, field := range TextFields {
		run := d.Run()
		switch field {
		case model.ApplicationRef:
			h.key.Application = string(run)
		case model.PersonRef:
			h.key.Person = string(run)
		case model.IncidentRef:
			h.key.Incident = string(run)
		case model.PersonName:
			h.name = string(run)
		case model.Offence:
			h.offence = string(run)
			return h, d.Err
		}
	}
	return h, d.Err
}

// EachText visits the texts of an encoded source without decoding the rest.
func EachText(payload []byte, visit func(model.Field, []byte)) error {
	d := vault.Decoder{B: payload}
	SkipToTexts(&d)
	for _, field := range TextFields {
		text := d.Run()
		if d.Err == nil {
			visit(field, text)
		}
	}
	return d.Err
}
