package codec

import (
	"math/bits"

	"gd8/model"
)

// This file says by which numbers fields, sections and flags stand in a
// store. The model orders them as they are shown, and that order changes when
// one comes in between; what is in a file stays as it was written. So every
// list here only ever grows at its end.

// storedFields are the fields by their number in a file. Its first 29 are the
// order of the columns of the first gd8.
var storedFields = [...]model.Field{
	model.ApplicationRef, model.PersonRef, model.IncidentRef, model.PersonRole, model.PersonName,
	model.ApplicationType, model.Workforce, model.SourceSystem, model.Grading, model.Involvement,
	model.DueDate, model.SameEventAs, model.Offence, model.IncidentDate, model.OutcomeDate,
	model.DateOfBirth, model.OutcomeCode, model.Relevant, model.YouthProduced, model.AdultInvolved,
	model.Abusive, model.Exploitation, model.Grooming, model.ProfitMotive, model.MaliciousIntent,
	model.PersistentBehaviour, model.PatternOfBehaviour, model.IndicatorOfRisk, model.Summary,
	model.SamePersonAs,
}

// The fields of one kind in the order in which a record's facts have them.
// What came later stands behind all else in a value; see Source.Encode.
var (
	triFields = [...]model.Field{
		model.Relevant, model.YouthProduced, model.AdultInvolved,
		model.Abusive, model.Exploitation, model.Grooming, model.ProfitMotive, model.MaliciousIntent,
		model.PersistentBehaviour, model.PatternOfBehaviour, model.IndicatorOfRisk,
	}
	dateFields = [...]model.Field{model.DueDate, model.IncidentDate, model.OutcomeDate, model.DateOfBirth}
	textFields = [...]model.Field{
		model.ApplicationRef, model.PersonRef, model.IncidentRef, model.PersonName, model.ApplicationType,
		model.Workforce, model.SourceSystem, model.Grading, model.Involvement, model.SameEventAs,
		model.Offence, model.Summary,
	}
)

// storedSections are the sections by their number in a file; the first seven
// stand in every decision and draft, the others where they are not blank.
var storedSections = [...]model.Section{
	model.Grounds, model.Risk, model.Relevance, model.Proportionality, model.Necessity, model.Reason, model.Needed,
	model.Searched, model.Substantiation, model.ThirdPartyInterests,
}

// firstSections is how many sections stand in every decision and draft.
const firstSections = 7

var fieldNumbers, sectionNumbers = func() (fields [model.FieldCount]byte, sections [model.SectionCount]byte) {
	for n, f := range storedFields {
		fields[f] = byte(n)
	}
	for n, s := range storedSections {
		sections[s] = byte(n)
	}
	return fields, sections
}()

// SectionNumber is a section's number in a file.
func SectionNumber(s model.Section) byte { return sectionNumbers[s] }

// FieldNumber is a field's number in a file; NoField is its own.
func FieldNumber(f model.Field) byte {
	if f >= model.FieldCount {
		return byte(f)
	}
	return fieldNumbers[f]
}

// FieldOfNumber is NoField for a number that no field has.
func FieldOfNumber(n byte) model.Field {
	if int(n) >= len(storedFields) {
		return model.NoField
	}
	return storedFields[n]
}

// PackFields is a set of fields as a file has it: a bit for each number.
func PackFields(set model.FieldSet) (packed uint64) {
	for ; set != 0; set &= set - 1 {
		packed |= 1 << FieldNumber(model.Field(bits.TrailingZeros64(uint64(set))))
	}
	return packed
}

// UnpackFields is the set of fields that a file has so.
func UnpackFields(packed uint64) (set model.FieldSet) {
	for ; packed != 0; packed &= packed - 1 {
		if f := FieldOfNumber(byte(bits.TrailingZeros64(packed))); f != model.NoField {
			set = set.With(f)
		}
	}
	return set
}
