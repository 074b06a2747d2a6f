package store

import (
	"time"

	"gd8/model"
)

// source is one version of a record's facts, as they came.
type source struct {
	facts      model.Facts
	origin     string // the file, or blank where an officer entered it by hand
	line       int    // of the file
	by         string
	at         time.Time
	withdrawn  bool   // by an officer; the record no longer counts
	reason     string // of a withdrawal or a correction by hand
	incomplete bool   // a rescue left out records of the case
}

const (
	sourceWithdrawn = 1 << iota
	sourceIncomplete
)

// encodeFacts puts the texts that a queue row shows first, so that a row
// needs no more than the head of the value.
func encodeFacts(e *encoder, f *model.Facts) {
	var packed uint64
	for i, field := range triFields {
		packed |= uint64(f.Tri(field)) << (2 * i)
	}
	e.uint(packed)
	e.byte(byte(f.Outcome()))
	e.byte(encodeRole(f))
	for _, field := range dateFields {
		e.date(f.Date(field))
	}
	for _, field := range textFields {
		e.text(f.Text(field))
	}
}

func decodeFacts(d *decoder, f *model.Facts) {
	packed := d.uint()
	for i, field := range triFields {
		v := model.Tri(packed >> (2 * i) & 3)
		if v > model.No {
			d.fail()
			return
		}
		f.SetTri(field, v)
	}
	if o := model.Outcome(d.byte()); o != 0 && o.String() == "" {
		d.fail()
	} else {
		f.SetOutcome(o)
	}
	switch d.below(3) {
	case 1:
		f.SetRole(model.Applicant)
	case 2:
		f.SetRole(model.ThirdParty)
	}
	for _, field := range dateFields {
		f.SetDate(field, d.date())
	}
	for _, field := range textFields {
		f.SetText(field, d.text())
	}
}

func encodeRole(f *model.Facts) byte {
	if !f.Recorded(model.PersonRole) {
		return 0
	}
	return 1 + byte(f.Role())
}

var triFields, dateFields, textFields = func() (tri, date, text []model.Field) {
	for _, f := range model.Fields() {
		switch f.Kind() {
		case model.KindTri:
			tri = append(tri, f)
		case model.KindDate:
			date = append(date, f)
		case model.KindText, model.KindLong:
			text = append(text, f)
		}
	}
	return tri, date, text
}()

func (s *source) encode(e *encoder) {
	e.byte(codecVersion)
	var flags byte
	if s.withdrawn {
		flags |= sourceWithdrawn
	}
	if s.incomplete {
		flags |= sourceIncomplete
	}
	e.byte(flags)
	encodeFacts(e, &s.facts)
	e.text(s.origin)
	e.uint(uint64(s.line))
	e.text(s.by)
	e.time(s.at)
	e.text(s.reason)
}

func decodeSource(b []byte) (source, error) {
	d := decoder{b: b}
	var s source
	d.version()
	flags := d.below(4)
	s.withdrawn, s.incomplete = flags&sourceWithdrawn != 0, flags&sourceIncomplete != 0
	decodeFacts(&d, &s.facts)
	s.origin, s.line, s.by, s.at, s.reason = d.text(), d.int(), d.text(), d.time(), d.text()
	return s, d.end()
}

// head is the part of a source that a queue row shows.
type head struct {
	key       model.Key
	name      string
	offence   string
	withdrawn bool
}

// skipToTexts passes over what comes before a source's texts and gives its
// flags, for readers that want no more than texts.
func skipToTexts(d *decoder) (flags byte) {
	d.version()
	flags = d.byte()
	d.uint() // tri-states
	d.byte() // outcome
	d.byte() // role
	for range dateFields {
		d.uint()
	}
	return flags
}

// decodeHead reads no further than it must.
func decodeHead(b []byte) (head, error) {
	d := decoder{b: b}
	h := head{withdrawn: skipToTexts(&d)&sourceWithdrawn != 0}
	for _, field := range textFields {
		run := d.bytes()
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
			return h, d.err
		}
	}
	return h, d.err
}
