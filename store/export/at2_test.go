package export

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"gd8/model"
)

func TestTheRecordOfAnApplicationShowsAllThatWasRecordedAnsweredAndDecided(t *testing.T) {
	o := exampleOffice(t)
	golden(t, "at2.html", o.page(o.record("APP-417")))
}

// rows are the texts of the cells of a table's rows, the table being known by
// its class.
func rows(t *testing.T, page, class string) [][]string {
	t.Helper()
	table := regexp.MustCompile(`(?s)<table class="` + class + `".*?</table>`).FindString(page)
	if table == "" {
		t.Fatalf("there is no table %s", class)
	}
	var list [][]string
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, row := range regexp.MustCompile(`(?s)<tr.*?</tr>`).FindAllString(table, -1) {
		var cells []string
		for _, cell := range regexp.MustCompile(`(?s)<t[hd].*?</t[hd]>`).FindAllString(row, -1) {
			cells = append(cells, tag.ReplaceAllString(cell, ""))
		}
		list = append(list, cells)
	}
	return list
}

func TestLocalRefIsTheSystemsReferenceAndHitRefANumberWithinTheRecord(t *testing.T) {
	o := exampleOffice(t)
	page := o.page(o.record("APP-417"))
	hits := rows(t, page, "hits")
	if hits[0][0] != "Hit ref" || hits[0][1] != "Local ref" {
		t.Errorf("the columns are %q", hits[0])
	}
	if hits[1][0] != "1" || hits[1][1] != "14/2231/19" || hits[3][0] != "2" || hits[3][1] != "PNC 19/4471X" {
		t.Errorf("the hits are %q", hits)
	}
	// The numbers go on through the record: those of the third party are 3 and 4.
	if !strings.Contains(parse(t, page).text, "Incident 15/0900/20 (hit 4)") {
		t.Error("the hits of the second individual are not numbered on")
	}
}

func TestTheHitRelevanceTableHoldsTheRelevantHitsAlone(t *testing.T) {
	o := newOffice(t)
	victim := applicant("19/555/V", "", "PNC", "She was the victim of an assault by her stepfather.")
	victim[4], victim[9], victim[15] = "Another Name", "victim", "1999-09-09"
	o.hits(hitFields, applicant("I-1", "", "Niche", "One image."), victim)
	o.answer("19/555/V", model.Answer{Field: model.Summary, Value: "Assaulted, as the officer read it.", Reason: "The source is cut short."})
	o.answer("19/555/V", model.Answer{Field: model.Relevant, Value: "no", Reason: "Victim of another matter."})
	r := o.record("APP-417")
	page := o.page(r)
	if hits := rows(t, page, "hits"); len(hits) != 3 || hits[1][1] != "I-1" {
		t.Errorf("the table holds %q", hits)
	}
	apart := rows(t, page, "dismissed")
	if len(apart) != 2 || apart[1][0] != "19/555/V" || apart[1][1] != "PNC" || !strings.HasPrefix(apart[1][2], "J. Officer, 2 June 2026") || apart[1][3] != "Victim of another matter." {
		t.Errorf("apart stand %q", apart)
	}
	for _, theirs := range []string{"stepfather", "Assaulted", "cut short", "Another Name", "9 September 1999"} {
		if strings.Contains(page, theirs) {
			t.Errorf("the record holds %q of a hit that is not relevant", theirs)
		}
	}
	if text := parse(t, page).text; strings.Contains(text, "Hit none: no decision") {
		t.Error("a hit that is not relevant is shown as one to be decided")
	}
	r.RelevantOnly = true
	page = o.page(r)
	if strings.Contains(page, "19/555/V") || !strings.Contains(page, "Searched and not relevant: 1 hit, left out of this record.") {
		t.Error("it is not left out, or not said to be")
	}
}

func TestADecisionExportedByAnotherOfficerKeepsItsAuthorAndDate(t *testing.T) {
	o := exampleOffice(t)
	r := o.record("APP-417")
	r.Written.Officer, r.Written.At = "E. Exporter", time.Date(2027, 1, 5, 10, 0, 0, 0, time.UTC)
	text := parse(t, o.page(r)).text
	head := text[strings.Index(text, "Header of the form"):strings.Index(text, "Individuals")]
	if !regexp.MustCompile(`Created by\s*J. Officer`).MatchString(head) || !regexp.MustCompile(`Date\s*2 June 2026`).MatchString(head) || strings.Contains(head, "E. Exporter") {
		t.Errorf("the header is %q", head)
	}
	if n := strings.Count(text, "E. Exporter"); n != 1 || !regexp.MustCompile(`Exported by\s*E. Exporter\s*Exported at\s*5 January 2027`).MatchString(text) {
		t.Errorf("who exported it stands %d times", n)
	}
	if n := strings.Count(text, "5 January 2027"); n != 1 {
		t.Errorf("the day of the export stands %d times", n)
	}
	undecided := newOffice(t)
	undecided.hits(hitFields, applicant("I-1", "", "Niche", ""))
	if !strings.Contains(parse(t, undecided.page(undecided.record("APP-417"))).text, "nobody yet: no decision has been made") {
		t.Error("a record without a decision has an author")
	}
}

func TestTheFirstBoxSaysWhoWhatWasDecidedWhatWarnsAndWhereItWasLooked(t *testing.T) {
	o := exampleOffice(t)
	page := o.page(o.record("APP-417"))
	text := parse(t, page).text
	box := text[strings.Index(text, "At a glance"):strings.Index(text, "Header of the form")]
	for _, want := range []string{
		"Applicant P-118", "Alex Example", "14/2231/19; PNC 19/4471X", "Discarded", "J. Officer, 2 June 2026", "Applies",
		"Third party P-200", "considered for disclosure", "Does not apply", "Deferred",
		"PNC, PND, Niche and the custody system searched on 2 June 2026; nothing further on this individual.",
	} {
		if !strings.Contains(box, want) {
			t.Errorf("the box does not say %q", want)
		}
	}
}

func TestTheReasonsOfWhatBelongsTogetherArePrinted(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("I-1", "", "Niche", ""), applicant("I-2", "", "PNC", ""))
	o.answer("I-2", model.Answer{Field: model.SameEventAs, Value: "I-1", Reason: "One crime number, keyed in two systems."})
	o.answer("I-1", model.Answer{Field: model.Relevant, Value: "yes", Reason: "Read whole on 1 June."})
	joining := rows(t, o.page(o.record("APP-417")), "answers")
	said := ""
	for _, row := range joining {
		said += strings.Join(row, " | ") + "\n"
	}
	if !strings.Contains(said, "One crime number, keyed in two systems.") || !strings.Contains(said, "Read whole on 1 June.") {
		t.Errorf("the reasons are not among\n%s", said)
	}
}

func TestTheUnitsOwnCheckOfTheGuidanceStandsBesideGd8s(t *testing.T) {
	o := exampleOffice(t)
	r := o.record("APP-417")
	says := func() string { return parse(t, o.page(r)).text }
	own := regexp.MustCompile(`The unit's own check of the guidance in force\s*not recorded`)
	if !own.MatchString(says()) {
		t.Error("that there was no check is not said")
	}
	r.Written.GuidanceChecked = "AT2 v10, checked by A. Lane on 2 April 2026"
	if text := says(); own.MatchString(text) || !strings.Contains(text, r.Written.GuidanceChecked) || !strings.Contains(text, model.Guidance) {
		t.Error("the check is not beside gd8's own")
	}
}
