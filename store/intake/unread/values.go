package unread

import (
	"strconv"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
)

// This file finds values that would be lost in a column that gd8 does not know
// and that bear on the test, beside a yes under one of the names: a date of
// birth under another name, another outcome than the one that is read, a word
// that names an aggravating factor. Lost, each of them can make a discard look
// possible, and the note that the column is ignored is easily passed over.

// datesOfBirth, datesOfIncident and samePersons are names that records systems
// give to those fields, by their letters and digits.
var (
	datesOfIncident = fields.KeySet("date of incident", "incident date time", "incident date from", "incident datetime", "incident date start", "incident start date",
		"offence date", "date of offence", "offence date from", "offence start date", "committed date", "date committed", "committed from", "committed from date", "date committed from",
		"date time committed from", "committed on from", "crime date", "date of crime", "occurrence date", "date of occurrence", "occurred", "occurred on", "occurred from", "date occurred", "event date", "date of event")
	samePersons = fields.KeySet("same person", "same individual", "same as", "same person y n", "same nominal", "same nominal as", "duplicate nominal", "duplicate of nominal", "linked nominal", "merged with", "merged with nominal", "merged into", "alias of nominal")

	// consents are names of what is no factor where it is a yes.
	consents = fields.KeySet("consensual", "is consensual", "consent", "consented", "with consent", "consensual sharing", "shared consensually")
	// factorNames are names for any of the aggravating factors.
	factorNames = fields.KeySet("aggravating", "aggravated", "aggravation", "aggravating factor", "aggravating factors", "aggravating factor present", "aggravating factors present", "any aggravating factor", "any aggravating factors",
		"aggravating features", "point 20", "point 20 factor", "point 20 factors", "p20", "p20 factor", "p20 factors", "factor", "factors", "any factor", "any factors", "factor present", "factors present", "aggravating circumstances")
	agesThen = fields.KeySet("age at incident", "age at time", "age at time of incident", "age at offence", "age at time of offence", "age at occurrence", "age at event", "age then", "age when committed")
	// notFactors are what says, under one of the factorNames, that there is none.
	notFactors = fields.KeySet("none", "nil", "n/a", "na", "none present", "none known", "none recorded", "none identified", "not applicable", "no factors", "no aggravating factors", "not stated")
	// factorWords are words that name a yes/no field for which a yes counts.
	factorWords = fields.KeySet("abusive", "abuse", "coercion", "coerced", "blackmail", "sextortion", "exploitation", "child sexual exploitation", "cse", "grooming", "groomed", "profit motive", "financial gain",
		"malicious intent", "malicious", "persistent behaviour", "persistent offender", "pattern of behaviour", "indicator of risk", "adult involved", "non consensual")
)

// Watched is how a column that gd8 does not know bears on the test.
type Watched struct {
	At    int         // the column, as Watch was told
	field model.Field // what it may be, by its name; else NoField
	// What its name says that it holds.
	consent, factor, age, outcome bool
	seen                          map[string]string // the factors in values met so far
}

// maxSeen bounds the values that are remembered of a column.
const maxSeen = 2_000

// Watch is what a name that gd8 does not know may be.
func Watch(column int, name string) Watched {
	key := fields.Key(name)
	w := Watched{
		At: column, field: model.NoField, seen: map[string]string{},
		consent: consents[key], factor: factorNames[key], age: agesThen[key],
		outcome: (strings.Contains(key, "outcome") || strings.Contains(key, "disposal")) && !strings.Contains(key, "date") && !strings.Contains(key, "prev"),
	}
	switch {
	case isBirth(key):
		w.field = model.DateOfBirth
	case datesOfIncident[key] || strings.Contains(key, fields.OwnKey(model.IncidentDate)):
		w.field = model.IncidentDate
	case samePersons[key] || strings.Contains(key, fields.OwnKey(model.SamePersonAs)):
		w.field = model.SamePersonAs
	}
	return w
}

// isBirth reports whether a name may be that of a date of birth.
func isBirth(key string) bool {
	return strings.HasPrefix(key, "dob") || strings.HasSuffix(key, "dob") || key == "born" || within(2, []rune(key), []rune(fields.OwnKey(model.DateOfBirth))) ||
		strings.Contains(key, "birth") && !strings.Contains(key, "place") && !strings.Contains(key, "country")
}

// BearsOnTest reports whether a value in a column of that name, which gd8 does
// not know, may bear on the test.
func BearsOnTest(name, value string) bool {
	w := Watch(0, name)
	read := model.Facts{}
	read.SetOutcome(model.Outcome21)
	return w.Lost(value, func(f model.Field) bool { return f == model.DateOfBirth && w.field != f }, &read) != ""
}

// Lost says why a value must not be lost, blank where it may be. has tells the
// fields that are read, and read what of the row was.
func (w *Watched) Lost(value string, has func(model.Field) bool, read *model.Facts) string {
	if value = strings.TrimSpace(value); value == "" {
		return ""
	}
	if w.field != model.NoField && !has(w.field) && w.couldBe(value) && (w.field != model.IncidentDate || has(model.DateOfBirth)) {
		return "may be " + w.field.Name() + ", and what stands in it would be lost"
	}
	switch {
	case w.consent:
		if tri, err := model.ParseTri(value); err == nil && tri == model.No {
			return "says that there was no consent, which is abusive, and that would be lost"
		}
	case w.factor:
		if tri, err := model.ParseTri(value); (err != nil || tri == model.Yes) && !notFactors[fields.Key(value)] {
			return "may say that an aggravating factor is there, and that would be lost"
		}
	case w.age && isAdultAge(value):
		return "says that the individual was " + value + " at the time, and that would be lost"
	case w.outcome:
		if other, err := model.ParseOutcome(value); err == nil && other != model.NoOutcome && read.Outcome() == model.Outcome21 && other != model.Outcome21 {
			return "says outcome " + other.String() + " where outcome 21 is read, and that would be lost"
		}
	case len(value) > 120:
	case !has(model.Involvement) && isNotSuspect(value):
		return "says " + problem.Quote(value) + ", as involvement does, and that would be lost"
	default:
		if word := w.factorIn(value); word != "" {
			return "names " + problem.Quote(word) + " where no yes/no field is read, and that would be lost"
		}
	}
	return ""
}

// couldBe reports whether a value can be one of the field that the column may be.
func (w *Watched) couldBe(value string) bool {
	if tri, err := model.ParseTri(value); err == nil && (tri == model.NotRecorded || w.field != model.SamePersonAs) {
		return false
	}
	return w.field == model.SamePersonAs || strings.ContainsFunc(value, unicode.IsDigit)
}

func isAdultAge(value string) bool {
	age, err := strconv.Atoi(value)
	return err == nil && age >= 18 && age < 130
}

func isNotSuspect(value string) bool {
	if len(value) > len("injured party") {
		return false
	}
	switch strings.ToLower(value) {
	case "victim", "aggrieved", "witness", "injured party", "complainant", "informant":
		return true
	}
	return false
}

// factorIn remembers what factorIn says of a value: those of a column are few.
func (w *Watched) factorIn(value string) string {
	word, known := w.seen[value]
	if !known {
		word = factorIn(value)
		if len(w.seen) < maxSeen {
			w.seen[strings.Clone(value)] = word
		}
	}
	return word
}

// factorIn is the first part of a list that names a factor.
func factorIn(value string) string {
	if !strings.ContainsFunc(value, unicode.IsLetter) {
		return ""
	}
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(",;|/\n", r) }) {
		if part = strings.TrimSpace(part); len(part) < 3 || len(part) > 40 {
			continue
		}
		if factorWords[fields.Key(part)] {
			return part
		}
	}
	return ""
}

// NamesFactor reports whether a text is the name of a yes/no field for which a
// yes counts, or a word for one.
func NamesFactor(text string) bool {
	f, ok := fields.Named(fields.Key(text))
	return ok && f.Kind() == model.KindTri && f != model.Relevant && f != model.YouthProduced || len(text) <= 40 && factorWords[fields.Key(text)]
}

// SaysYes reports whether a value is a yes, or begins with the word.
func SaysYes(value string) bool {
	if len(value) > 256 {
		return false
	}
	if t, err := model.ParseTri(value); err == nil {
		return t == model.Yes
	}
	first, _, _ := strings.Cut(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, strings.TrimSpace(value)), " ")
	return first == "yes" || first == "true"
}
