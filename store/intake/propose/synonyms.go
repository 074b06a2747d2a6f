package propose

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gd8/model"
	"gd8/store/intake/unread"
)

// synonyms are names that records systems give to a field, the surest first.
// They are compared by their letters and digits. Those of the yes/no fields are
// unread.OtherNames, as a yes under one of them is never to be lost.
var synonyms = [model.FieldCount][]string{
	model.ApplicationRef: {"application", "application no", "application number", "application id", "dbs ref", "dbs reference", "dbs application", "dbs application ref", "dbs application no", "disclosure ref", "disclosure no", "form ref", "form number", "app ref", "app no", "e number", "enquiry ref", "check ref"},
	model.PersonRef: {"person", "person urn", "person id", "person no", "person number", "nominal", "nominal ref", "nominal id", "nominal no", "nominal number", "nominal urn", "urn person", "subject ref", "subject id", "subject urn", "individual ref", "individual id",
		"niche person id", "niche nominal", "athena person id", "pnc id", "pnd person id", "person golden id", "golden nominal", "suspect ref", "suspect id", "offender ref", "offender id", "po id", "person object id"},
	model.IncidentRef: {"local ref", "local reference", "incident", "incident no", "incident number", "incident id", "crime no", "crime number", "crime ref", "crime reference", "crime reference number", "crime ref no", "crime ref number", "crn", "crime id", "crime urn",
		"occurrence no", "occurrence number", "occurrence ref", "occurrence id", "occurrence", "investigation no", "investigation number", "investigation ref", "investigation id", "record ref", "record no", "report no", "report number", "offence ref", "offence no", "arrest summons no", "asn", "event no", "log no"},
	model.PersonRole:      {"applicant or third party", "subject role", "at2 role", "applicant role"},
	model.PersonName:      {"name", "full name", "nominal name", "subject name", "person full name", "individual", "individual name", "suspect name", "offender name"},
	model.ApplicationType: {"type of application", "app type", "disclosure type", "level of disclosure", "check type", "dbs level"},
	model.Workforce:       {"position workforce", "sector", "workforce type"},
	model.SourceSystem:    {"system", "source system", "database", "force system", "data source", "originating system", "origin", "owning force system"},
	model.Grading:         {"grade", "intelligence grading", "source grading", "evaluation", "5x5x5", "3x5x2", "intel grading"},
	model.Involvement:     {"involvement type", "role", "involved as", "capacity", "status of nominal", "nominal status", "person role type", "nominal role", "suspect status", "person status", "role type", "linked as", "link type", "relationship", "relationship to occurrence", "person classification", "classification of person", "type of involvement", "involvement classification", "offender status"},
	model.DueDate:         {"due", "deadline", "target date", "date due", "answer due", "answer by", "sla date", "due by"},
	model.SameEventAs:     {"same event", "linked crime", "linked incident", "linked to", "duplicate of"},
	model.SamePersonAs:    {"same person", "same individual", "duplicate nominal", "linked nominal", "merged with nominal", "alias of nominal"},
	model.Offence:         {"crime type", "offence type", "offence description", "offence title", "offence name", "offence classification", "crime classification", "crime", "classification", "home office classification", "ho class", "ho classification", "offence recorded", "recorded offence", "crime description", "occurrence type", "hocr classification", "offence group"},
	model.IncidentDate:    {"date of incident", "offence date", "date of offence", "committed date", "date committed", "crime date", "committed from", "committed from date", "date committed from", "date time committed from", "committed on/from", "committed on from date", "date from", "offence start date", "offence from date", "earliest date", "occurrence date", "occurred", "occurred from", "occurred on", "incident start date", "start date", "event date", "date occurred"},
	model.OutcomeDate:     {"date of outcome", "disposal date", "date of disposal", "finalised date", "date finalised", "outcome recorded date", "outcome date time", "finalisation date", "filed date", "date filed", "closed date", "date closed", "detected date", "clear up date"},
	model.DateOfBirth:     {"dob", "birth date", "born", "person dob", "nominal dob", "suspect dob", "subject dob"},
	model.OutcomeCode:     {"ho outcome", "home office outcome", "home office outcome code", "ho outcome code", "outcome code", "outcome type", "crime outcome", "crime outcome type", "disposal", "disposal code", "disposal type", "finalised as", "finalisation code", "finalisation type", "clear up", "clear up type", "detection type", "result", "investigation outcome", "occurrence outcome"},
	model.Summary:         {"circumstances", "description", "details", "mo", "modus operandi", "crime summary", "incident summary", "occurrence summary", "mo summary", "synopsis", "summary of circumstances", "brief circumstances", "crime details", "narrative", "notes", "free text", "mo text", "log", "oic summary", "investigation summary"},
}

// The parts of a name that stands in several columns.
var (
	surnames  = []string{"surname", "last name", "family name", "nominal surname", "person surname", "suspect surname", "surname 1"}
	forenames = []string{"forename", "forenames", "forename s", "first name", "first names", "given name", "given names", "forename 1", "nominal forename", "nominal forenames", "person forename", "suspect forename", "suspect forenames"}
	middles   = []string{"middle name", "middle names", "forename 2", "second name", "other names"}
)

// key is a name by its letters and digits, without a closing (Y/N).
func key(name string) string {
	name = strings.TrimSuffix(strings.TrimSpace(strings.ToLower(norm.NFKC.String(name))), "(y/n)")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// namesOf are the names that records systems give to a field.
func namesOf(f model.Field) []string {
	if f.Kind() == model.KindTri {
		return unread.OtherNames(f)
	}
	return synonyms[f]
}

// candidates are the fields that a column's name may be, each with how sure
// the name is: 0 is gd8's own name.
func candidates(name string) map[model.Field]int {
	found := map[model.Field]int{}
	k := key(name)
	if k == "" {
		return found
	}
	for f := range model.FieldCount {
		if key(f.Name()) == k {
			found[f] = 0
			continue
		}
		for i, s := range namesOf(f) {
			if key(s) == k {
				found[f] = i + 1
				break
			}
		}
	}
	if near := unread.Nearly(name); near != model.NoField && len(found) == 0 {
		found[near] = len(namesOf(near)) + 1 // less sure than any synonym
	}
	return found
}

// Known reports whether a column's name is one that can be placed.
func Known(name string) bool {
	return len(candidates(name)) > 0 || isOneOf(name, surnames) || isOneOf(name, forenames)
}

func isOneOf(name string, names []string) bool {
	k := key(name)
	for _, n := range names {
		if key(n) == k {
			return k != ""
		}
	}
	return false
}
