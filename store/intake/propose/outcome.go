package propose

import (
	"regexp"
	"strings"

	"gd8/model"
)

// This file proposes what an outcome written in words means: only where the
// words hold a code, or are the Home Office's own label of one.

// labels are the Home Office's own labels of its outcomes, shortened to the
// words by which each is known from the others. Published in the crime
// outcomes framework (England and Wales). "Not in the public interest - police
// decision" without a number is none of them: forces write it for 10 and for 21.
var labels = map[string][]string{
	"1":  {"charge/summons", "charged/summonsed", "charge / summons", "charged", "charge/summonsed", "charged / summonsed"},
	"2":  {"caution - youth", "youth caution", "caution youths", "caution - youths"},
	"3":  {"caution - adult", "adult caution", "caution adults", "caution - adults"},
	"4":  {"taken into consideration", "tic"},
	"5":  {"offender died", "offender has died", "the offender has died"},
	"6":  {"penalty notices for disorder", "penalty notice for disorder", "pnd"},
	"7":  {"cannabis/khat warning", "cannabis warning", "khat warning"},
	"8":  {"community resolution", "community resolution (crime)"},
	"9":  {"prosecution not in the public interest (cps)", "prosecution not in the public interest", "not in public interest (cps)"},
	"10": {"formal action against the offender is not in the public interest", "formal action against the offender is not in the public interest (police)", "formal action not in public interest", "not in public interest (police)", "formal action not in the public interest (police)"},
	"16": {"evidential difficulties victim based - named suspect identified", "evidential difficulties (suspect identified; victim does not support further action)", "evidential difficulties - victim does not support"},
	"15": {"evidential difficulties (suspect identified; victim supports action)", "evidential difficulties named suspect identified - victim supports"},
	"14": {"evidential difficulties victim based - suspect not identified"},
	"17": {"prosecution time limit expired"},
	"18": {"investigation complete - no suspect identified", "investigation complete; no suspect identified"},
	"20": {"responsibility for further investigation transferred to another body", "other body/agency has investigation primacy", "action undertaken by another body/agency"},
	"21": {"further investigation not in public interest", "further investigation not in the public interest", "further investigation to support formal action not in the public interest", "further investigation to support formal action not in the public interest - police decision", "further investigation resulting from the crime report that could provide evidence sufficient to support formal action being taken against the suspect is not in the public interest"},
	"22": {"diversionary, educational or intervention activity", "diversionary educational or intervention activity", "diversionary, educational or intervention activity, resulting from the crime report, has been undertaken and it is not in the public interest to take any further action"},
}

// labelled is the code of which a text is the label, blank where it is none.
func labelled(text string) string {
	for code, list := range labels {
		for _, label := range list {
			if key(label) == key(text) {
				return code
			}
		}
	}
	return ""
}

var (
	leadingCode  = regexp.MustCompile(`^(?i:(?:outcome|oc|o|tp|type)?\s*)([0-9]{1,2}|[123][aA])\s*(?:[-–:.)]|\s-)\s*(\D.*)$`)
	trailingCode = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:oc|tp|outcome|type)\s?([0-9]{1,2}|[123]a)\)?$`)
	wordCode     = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:oc|tp|outcome|type)\s?([0-9]{1,2}|[123]a)(?:[^a-z0-9]|$)`)
)

// outcomeOf proposes the code of an outcome as a force writes it, with the
// reason; blank where nothing in it says which. begins is what all values of
// this kind begin with, blank where the whole value is meant.
func outcomeOf(value string) (code, begins, because string) {
	if code := labelled(value); code != "" {
		return code, "", "the Home Office's label"
	}
	var found []string
	if m := leadingCode.FindStringSubmatch(value); m != nil {
		if other := labelled(m[2]); other != "" && other != canonicalOutcome(m[1]) {
			return "", "", "" // the code and the label say different things
		}
		found = append(found, canonicalOutcome(m[1]))
		if cut := strings.Index(value, m[2]); cut > 0 {
			begins = strings.TrimRight(value[:cut], " ")
		}
	}
	for _, m := range wordCode.FindAllStringSubmatch(value, -1) {
		found = append(found, canonicalOutcome(m[1]))
	}
	if m := trailingCode.FindStringSubmatch(value); m != nil {
		found = append(found, canonicalOutcome(m[1]))
	}
	if len(found) == 0 || found[0] == "" {
		return "", "", ""
	}
	for _, c := range found[1:] {
		if c != found[0] {
			return "", "", "" // it names two
		}
	}
	return found[0], begins, "the code in it"
}

func canonicalOutcome(s string) string {
	o, err := model.ParseOutcome(s)
	if err != nil {
		return ""
	}
	return o.String()
}
