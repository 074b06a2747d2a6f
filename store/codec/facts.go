package codec

import (
	"encoding/binary"
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// Source is one version of a record's facts, as they came.
type Source struct {
	Facts      model.Facts
	Origin     string // the file, or blank where an officer entered it by hand
	Line       int    // of the file
	By         string
	At         time.Time
	Entry      uint64 // of the journal, where a reader notes it; not encoded
	Withdrawn  bool   // by an officer; the record no longer counts
	Reason     string // of a withdrawal or a correction by hand
	Incomplete bool   // something of the case, or of the individual, is known to be missing
	Mark       uint64 // the journal entry that said so last; 0 in a store of before this was kept
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
	for _, field := range textFields {
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
	for _, field := range textFields {
		f.SetText(field, d.Text())
	}
}

func encodeRole(f *model.Facts) byte {
	if !f.Recorded(model.PersonRole) {
		return 0
	}
	return 1 + byte(f.Role())
}

// Encode writes the version as its bucket keeps it.
func (s *Source) Encode(e *vault.Encoder) {
	e.Byte(sourceVersion)
	var flags byte
	if s.Withdrawn {
		flags |= sourceWithdrawn
	}
	if s.Incomplete {
		flags |= sourceIncomplete
	}
	if s.Mark != 0 {
		flags |= sourceMark
	}
	samePerson := s.Facts.Text(model.SamePersonAs)
	if samePerson != "" {
		flags |= sourceSamePerson
	}
	e.Byte(flags)
	encodeFacts(e, &s.Facts)
	e.Text(s.Origin)
	e.Uint(uint64(s.Line))
	e.Text(s.By)
	e.Time(s.At)
	e.Text(s.Reason)
	if s.Mark != 0 {
		e.Uint(s.Mark)
	}
	if samePerson != "" {
		e.Text(samePerson)
	}
}

// DecodeSource reads a version of a record's facts.
func DecodeSource(b []byte) (Source, error) {
	d := vault.Decoder{B: b}
	var s Source
	readVersion(&d, sourceVersion)
	flags := d.Below(sourceFlags)
	s.Withdrawn, s.Incomplete = flags&sourceWithdrawn != 0, flags&sourceIncomplete != 0
	decodeFacts(&d, &s.Facts)
	s.Origin, s.Line, s.By, s.At, s.Reason = d.Text(), d.Int(), d.Text(), d.Time(), d.Text()
	if flags&sourceMark != 0 {
		s.Mark = d.Uint()
	}
	if flags&sourceSamePerson != 0 {
		s.Facts.SetText(model.SamePersonAs, d.Text())
	}
	return s, d.End()
}

// Head is the part of a source that a queue row shows.
type Head struct {
	Key       model.Key
	Name      string
	Offence   string
	Withdrawn bool
}

// skipToTexts passes over what comes before a source's texts and gives its
// flags, for readers that want no more than texts.
func skipToTexts(d *vault.Decoder) (flags byte) {
	readVersion(d, sourceVersion)
	flags = d.Byte()
	d.Uint() // tri-states
	d.Byte() // outcome
	d.Byte() // role
	for range dateFields {
		d.Uint()
	}
	return flags
}

// DecodeHead reads no further than it must.
func DecodeHead(b []byte) (Head, error) {
	d := vault.Decoder{B: b}
	h := Head{Withdrawn: skipToTexts(&d)&sourceWithdrawn != 0}
	for _, field := range textFields {
		run := d.Run()
		switch field {
		case model.ApplicationRef:
			h.Key.Application = string(run)
		case model.PersonRef:
			h.Key.Person = string(run)
		case model.IncidentRef:
			h.Key.Incident = string(run)
		case model.PersonName:
			h.Name = string(run)
		case model.Offence:
			h.Offence = string(run)
			return h, d.Err
		}
	}
	return h, d.Err
}

// EachText visits the texts of an encoded source without decoding the rest.
func EachText(payload []byte, visit func(model.Field, []byte)) error {
	d := vault.Decoder{B: payload}
	skipToTexts(&d)
	for _, field := range textFields {
		text := d.Run()
		if d.Err == nil {
			visit(field, text)
		}
	}
	return d.Err
}

// Texts is the part of an encoded source that holds its texts, all but
// same_person_as, each after its length. It is skipToTexts and EachText for a
// search, which asks for nothing else of a million records.
func Texts(payload []byte) ([]byte, error) {
	d := vault.Decoder{B: payload}
	readVersion(&d, sourceVersion)
	b := d.B
	at := skipNumber(b, 1) + 2 // flags; tri-states; outcome and role
	for range dateFields {
		at = skipNumber(b, at)
	}
	from := at
	for range textFields {
		if at < len(b) && b[at] < 0x80 { // the length of nearly every text
			at += 1 + int(b[at])
			continue
		}
		n, size := binary.Uvarint(b[min(at, len(b)):])
		if size <= 0 || n > uint64(len(b)) {
			d.Fail()
			return nil, d.Err
		}
		at += size + int(n)
	}
	if at > len(b) {
		d.Fail()
		return nil, d.Err
	}
	return b[from:at], d.Err
}

// skipNumber is where what follows the number at a place stands; beyond the end
// where that is cut off.
func skipNumber(b []byte, at int) int {
	for at < len(b) && b[at] >= 0x80 {
		at++
	}
	return at + 1
}
