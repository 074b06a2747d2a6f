package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// This file finds values that would be lost in a column that gd8 does not know
// and that bear on the test, beside the yes that lost_yes.go finds: a date of
// birth under another name, another outcome than the one that is read, a word
// that names an aggravating factor. Lost, each of them can make a discard look
// possible, and the note that the column is ignored is easily passed over.

// datesOfBirth, datesOfIncident and samePersons are names that records systems
// give to those fields, by their letters and digits.
var (
	datesOfIncident = wordSet("date of incident", "incident date time", "incident date from", "incident datetime", "incident date start", "incident start date",
		"offence date", "date of offence", "offence date from", "offence start date", "committed date", "date committed", "committed from", "committed from date", "date committed from",
		"date time committed from", "committed on from", "crime date", "date of crime", "occurrence date", "date of occurrence", "occurred", "occurred on", "occurred from", "date occurred", "event date", "date of event")
	samePersons = wordSet("same person", "same individual", "same as", "same person y n", "same nominal", "same nominal as", "duplicate nominal", "duplicate of nominal", "linked nominal", "merged with", "merged with nominal", "merged into", "alias of nominal")

	// consents are names of what is no factor where it is a yes.
	consents = wordSet("consensual", "is consensual", "consent", "consented", "with consent", "consensual sharing", "shared consensually")
	// factorNames are names for any of the aggravating factors.
	factorNames = wordSet("aggravating", "aggravated", "aggravation", "aggravating factor", "aggravating factors", "aggravating factor present", "aggravating factors present", "any aggravating factor", "any aggravating factors",
		"aggravating features", "point 20", "point 20 factor", "point 20 factors", "p20", "p20 factor", "p20 factors", "factor", "factors", "any factor", "any factors", "factor present", "factors present", "aggravating circumstances")
	agesThen = wordSet("age at incident", "age at time", "age at time of incident", "age at offence", "age at time of offence", "age at occurrence", "age at event", "age then", "age when committed")
	// notFactors are what says, under one of the factorNames, that there is none.
	notFactors = wordSet("none", "nil", "n/a", "na", "none present", "none known", "none recorded", "none identified", "not applicable", "no factors", "no aggravating factors", "not stated")
	// factorWords are words that name a yes/no field for which a yes counts.
	factorWords = wordSet("abusive", "abuse", "coercion", "coerced", "blackmail", "sextortion", "exploitation", "child sexual exploitation", "cse", "grooming", "groomed", "profit motive", "financial gain",
		"malicious intent", "malicious", "persistent behaviour", "persistent offender", "pattern of behaviour", "indicator of risk", "adult involved", "non consensual")
)

// lostValue is how a column that gd8 does not know bears on the test.
type lostValue struct {
	column int
	field  model.Field // what it may be, by its name; else NoField
	// What its name says that it holds.
	consent, factor, age, outcome bool
	seen                          map[string]string // the factors in values met so far
}

// maxLostSeen bounds the values that are remembered of a column.
const maxLostSeen = 2_000

// watch is what a name that gd8 does not know may be.
func watch(column int, name string) lostValue {
	key := fields.Key(name)
	w := lostValue{
		column: column, field: model.NoField, seen: map[string]string{},
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
	w := watch(0, name)
	read := model.Facts{}
	read.SetOutcome(model.Outcome21)
	return w.lost(value, func(f model.Field) bool { return f == model.DateOfBirth && w.field != f }, &read) != ""
}

// lost says why a value must not be lost, blank where it may be. has tells the
// fields that are read, and read what of the row was.
func (w *lostValue) lost(value string, has func(model.Field) bool, read *model.Facts) string {
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
func (w *lostValue) couldBe(value string) bool {
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
func (w *lostValue) factorIn(value string) string {
	word, known := w.seen[value]
	if !known {
		word = factorIn(value)
		if len(w.seen) < maxLostSeen {
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

// refuseLostField stops an import at a value that would be lost.
func (r *Reader) refuseLostField(facts *model.Facts) error {
	for i := range r.unread {
		w := &r.unread[i]
		if w.column >= len(r.rec.cells) || r.rec.cells[w.column] == "" {
			continue
		}
		if why := w.lost(r.rec.cells[w.column], r.present.Has, facts); why != "" {
			word := "line"
			if r.format == source.XLSX {
				word = "row"
			}
			name := r.columns[w.column].name
			return lostField(fmt.Sprintf("the column %s (column %d)", problem.Show(name), w.column+1), name, why, fmt.Sprintf("%s %d", word, r.rec.line))
		}
	}
	return nil
}

func lostField(column, name, why, at string) *problem.FileError {
	return &problem.FileError{
		Columns: true,
		Message: fmt.Sprintf("%s %s, the first in %s", column, why, at),
		Next:    "map it (gd8 map proposes how), rename it, or leave it out with --ignore-column " + problem.Quote(name),
	}
}

// unknownMember is a member of an object that gd8 does not know.
type unknownMember struct {
	name, value string
	line        int
}

// checkLost stops the import at a value in a member that gd8 does not know. What
// stands within lists and objects is looked at by its names and texts.
func (s *jsonScanner) checkLost() {
	if s.names.stop != nil || s.names.lenient || s.object.present == 0 { // no record: see wrapped
		return
	}
	read := model.Facts{}
	if code, err := model.ParseOutcome(s.cells[model.OutcomeCode]); err == nil && code != model.NoOutcome {
		read.SetOutcome(code)
	}
	for _, m := range s.unknown {
		w := watch(0, m.name)
		value, nested := plainValue(m.value)
		why := ""
		if nested == "" {
			why = w.lost(value, s.object.present.Has, &read)
		} else if word := factorWithin(m.value); word != "" {
			why = "holds " + problem.Quote(word) + " in a list or an object, and that would be lost"
		}
		if why != "" {
			s.names.stop = lostField("the member "+problem.Show(m.name), m.name, why, fmt.Sprintf("line %d", m.line))
			return
		}
	}
}

// factorWithin is the first text or name within a list or an object that names
// a yes/no field, without a no behind it.
func factorWithin(raw string) string {
	if len(raw) > 64<<10 {
		raw = raw[:64<<10]
	}
	for at := 0; ; {
		from := strings.IndexByte(raw[at:], '"')
		if from < 0 {
			return ""
		}
		from += at
		end := from + 1
		for end < len(raw) && raw[end] != '"' {
			if raw[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(raw) {
			return ""
		}
		text, _ := unquote(raw[from : end+1])
		at = end + 1
		rest := strings.TrimLeft(raw[at:], " \t\r\n")
		if isFactorName(text) && !saysNo(rest) {
			return text
		}
	}
}

func isFactorName(text string) bool {
	f, ok := fields.Named(fields.Key(text))
	return ok && f.Kind() == model.KindTri && f != model.Relevant && f != model.YouthProduced || len(text) <= 40 && factorWords[fields.Key(text)]
}

// saysNo reports whether what follows a name in JSON is a value that is no yes.
func saysNo(rest string) bool {
	value, ok := strings.CutPrefix(rest, ":")
	if !ok {
		return false // a text in a list
	}
	value = strings.ToLower(strings.TrimLeft(value, " \t\r\n"))
	return slices.ContainsFunc([]string{"false", "null", "0", `"no"`, `"n"`, `"false"`, `"0"`, `""`, `"unknown"`, `"not recorded"`, `"nk"`, `"n/k"`}, func(no string) bool { return strings.HasPrefix(value, no) })
}
