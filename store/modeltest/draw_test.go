package modeltest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// columns are those that the campaign fills, besides the references.
var columns = []string{
	"incident_date", "date_of_birth", "outcome", "relevant", "youth_produced", "adult_involved",
	"abusive", "exploitation", "grooming", "profit_motive", "malicious_intent", "persistent_behaviour",
	"pattern_of_behaviour", "indicator_of_risk", "same_event_as", "same_person_as", "offence", "summary",
}

// likely are values by column, each as often as it stands there: an incident of
// which the discard applies is drawn often enough.
var likely = map[string][]string{
	"incident_date":        {"2019-03-14", "2019-03-14", "2019-03-14", "2021-06-01", ""},
	"outcome":              {"21", "21", "21", "21", "21", "21", "22", ""},
	"relevant":             {"", "", "", "yes", "no"},
	"youth_produced":       {"yes", "yes", "yes", "yes", "no", ""},
	"adult_involved":       {"", "", "", "no", "no", "no", "no", "yes"},
	"pattern_of_behaviour": {"no", "no", "no", "no", "", "yes"},
	"indicator_of_risk":    {"no", "no", "no", "no", "", "yes"},
	"offence":              {"", "Distribute an indecent photograph of a child", "Possess an indecent photograph of a child"},
}

// drawer draws what an officer might do.
type drawer struct{ *rand.Rand }

func pick[T any](d drawer, list []T) T { return list[d.IntN(len(list))] }

// one is true once in n times.
func (d drawer) one(n int) bool { return d.IntN(n) == 0 }

// value is one for a column of a record; person is a number.
func (d drawer) value(column string, k key) string {
	switch column {
	case "summary":
		return d.text(d.size())
	case "same_event_as":
		if !d.one(3) {
			return ""
		}
		return another(d, k)
	case "same_person_as":
		if !d.one(40) {
			return ""
		}
		return partner(k.person)
	case "date_of_birth": // each individual's own, so that no two may be one
		if d.one(8) {
			return ""
		}
		person := numberOf(k.person)
		return fmt.Sprintf("2004-%02d-%02d", 1+person/28%12, 1+person%28)
	}
	if list, ok := likely[column]; ok {
		return pick(d, list)
	}
	if d.one(12) {
		return "yes"
	}
	return pick(d, []string{"", "", "no"})
}

func numberOf(person string) (n int) {
	_, _ = fmt.Sscanf(person, "P-%d", &n)
	return n
}

// partner is the person_ref that may be of the same human as another: person_refs
// come in pairs that have incident_refs and an application in common.
func partner(person string) string { return fmt.Sprintf("P-%d", numberOf(person)^1) }

// another is the incident_ref of some other record that may be in the case.
func another(d drawer, k key) string {
	for {
		if ref := incidentRef(k.person, d.IntN(maxIncidents)); ref != k.incident {
			return ref
		}
	}
}

const maxIncidents = 5

func incidentRef(person string, n int) string { return fmt.Sprintf("I-%d-%d", numberOf(person)/2, n) }

// facts are those of a new record.
func (d drawer) facts(k key) values {
	v := values{}
	for _, column := range columns {
		if value := d.value(column, k); value != "" {
			v[column] = value
		}
	}
	return v
}

// size is that of a text: most are short, and some are of every size that
// matters to a page of the file.
func (d drawer) size() int {
	switch n := d.IntN(100); {
	case n < 30:
		return 0
	case n < 80:
		return 1 + d.IntN(200)
	case n < 94:
		return 500 + d.IntN(1500)
	case n < 99:
		return 2000 + d.IntN(10_000)
	}
	return 60 << 10
}

func (d drawer) text(size int) string {
	if size == 0 {
		return ""
	}
	text := fmt.Sprintf("%x ", d.Uint64())
	if size > len(text) {
		text += strings.Repeat("text of some length ", (size-len(text))/20)
	}
	return strings.TrimSpace(text)
}
