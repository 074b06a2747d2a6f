package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
)

// at2 is what the page is filled from: words only, in the order of the page.
type at2 struct {
	frame
	Notice      string // blank for none
	Glance      []glance
	Header      []line
	People      []person
	Individuals []individual
	Guidance    []line
	Written     []line
}

// line is a heading with what stands beside it. Several values are of records
// that do not agree.
type line struct {
	Title  string
	Values []string
}

// person is one row of the individuals in the form's header.
type person struct {
	Role, Name, Ref, Born []string
}

// individual is the part of the page about one individual.
type individual struct {
	ID          string // to tell headings apart, such as "1"
	Role        string
	Ref         string
	Hits        []hit
	NotRelevant []notRelevant
	LeftOut     string // says how many hits are not named; blank for none
	Incidents   []incidentView
	Joining     []answered
	Differ      []answered
	Other       []answered
	Searched    []answered
	Elsewhere   []elsewhere
	Withdrawn   []withdrawn
}

type elsewhere struct{ Application, Incident string }

type withdrawn struct{ Ref, By, At, Reason string }

// pageOf fills the page of a record.
func pageOf(r *Record) *at2 {
	zone := r.Written.At.Location()
	page := &at2{
		frame:   newFrame("AT2 record", "AT2 record: youth produced sexual imagery", r.Marking, subject(r.Application, r.Individuals)),
		Written: written(&r.Written),
	}
	if r.Others > 0 {
		page.Notice = othersLeftOut("record", r.Others)
	}
	hits := numbersOf(r.Individuals)
	var made []decided
	for k := range r.Individuals {
		n := &r.Individuals[k]
		incidents := incidentsOf(n.Case)
		for _, of := range incidents {
			made = append(made, decisionsOn(n.Dossier, of)...)
		}
		page.Glance = append(page.Glance, glanceOf(n, incidents, zone))
		page.People = append(page.People, personOf(n))
		page.Individuals = append(page.Individuals, individualOf(n, fmt.Sprint(k+1), incidents, hits[k], r.RelevantOnly, zone))
	}
	page.Header = header(r, made, zone)
	page.Guidance = guidance(&r.Written, made)
	return page
}

// othersLeftOut says how many individuals a page is not about.
func othersLeftOut(page string, n int) string {
	are := "are"
	if n == 1 {
		are = "is"
	}
	return fmt.Sprintf("This %s is of one individual only. %s of this application %s not part of it.", page, counted(n, "other individual"), are)
}

// subject names what a page is about.
func subject(application string, individuals []Individual) string {
	if application == "" {
		return "individual " + individuals[0].caseKey().Person + ", no application reference"
	}
	return "application " + application
}

func (n *Individual) caseKey() model.CaseKey { return n.Key().Case() }

// header are the form's header fields that belong to the application. Who
// created it, and when, are those of the decisions.
func header(r *Record, made []decided, zone *time.Location) []line {
	reference := r.Application
	if reference == "" {
		reference = notRecorded
	}
	lines := []line{{"Application reference", []string{reference}}}
	for _, f := range []struct {
		title string
		field model.Field
	}{
		{"Type of application", model.ApplicationType},
		{"Workforce", model.Workforce},
		{"Answer due", model.DueDate},
	} {
		var values []string
		for k := range r.Individuals {
			values = append(values, valuesOf(&r.Individuals[k], f.field)...)
		}
		lines = append(lines, line{f.title, distinct(values)})
	}
	var officers []string
	var first, last model.Date
	for _, d := range made {
		officers = append(officers, d.Officer)
		day := model.DateOf(d.At.In(zone))
		if first == 0 || day < first {
			first = day
		}
		last = max(last, day)
	}
	date := first.String()
	switch {
	case made == nil:
		return append(lines, line{"Created by", []string{"nobody yet: no decision has been made"}})
	case first != last:
		date += " to " + last.String()
	}
	return append(lines, line{"Created by", distinct(officers)}, line{"Date", []string{date}})
}

// guidance says which guidance the decisions were made under, and what the
// unit says of the guidance in force.
func guidance(w *Written, made []decided) []line {
	var under []string
	for _, d := range made {
		under = append(under, d.Guidance)
	}
	checked := w.GuidanceChecked
	if checked == "" {
		checked = notRecorded
	}
	lines := []line{{"Assessed by gd8 under", []string{model.Guidance}}}
	if made != nil {
		lines = append(lines, line{"Decisions made under", distinct(under)})
	}
	return append(lines, line{"The unit's own check of the guidance in force", []string{checked}})
}

func personOf(n *Individual) person {
	return person{
		Role: distinct(valuesOf(n, model.PersonRole)),
		Name: distinct(valuesOf(n, model.PersonName)),
		Ref:  []string{n.caseKey().Person},
		Born: distinct(valuesOf(n, model.DateOfBirth)),
	}
}

const notRecorded = "not recorded"

// valuesOf are the effective values of a field in the relevant hits of an
// individual, or in all where none is relevant, as an officer reads them: a hit
// that is another person's brings no name or date of birth with it.
func valuesOf(n *Individual, f model.Field) []string {
	any := false
	for i := range n.Case.Len() {
		any = any || n.relevant(i)
	}
	var values []string
	for i := range n.Case.Len() {
		if any && !n.relevant(i) {
			continue
		}
		switch facts := n.Case.Facts(i); {
		case f == model.PersonRole: // blank means applicant
			values = append(values, upperFirst(facts.Show(f)))
		case facts.Recorded(f):
			values = append(values, facts.Show(f))
		}
	}
	return values
}

// distinct are the values that differ, in order; "not recorded" for none.
func distinct(values []string) []string {
	var list []string
	for _, v := range values {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	if list == nil {
		return []string{notRecorded}
	}
	return list
}

// written says who exported the page and for whom, and what a reader needs to
// hold it to gd8's journal.
func written(w *Written) []line {
	purpose := w.Purpose
	if purpose == "" {
		purpose = notRecorded
	}
	return []line{
		{"Exported by", []string{w.Officer}},
		{"Exported at", []string{moment(w.At, w.At.Location())}},
		{"Exported for", []string{w.Recipient}},
		{"Purpose", []string{purpose}},
		// As it is kept and read back, so that it can be copied from the page.
		{"Checkpoint", []string{strings.TrimSpace(w.Checkpoint.String())}},
	}
}

func individualOf(n *Individual, id string, incidents []incident, hits numbers, relevantOnly bool, zone *time.Location) individual {
	v := individual{ID: id, Role: upperFirst(n.Case.Facts(0).Show(model.PersonRole)), Ref: n.caseKey().Person}
	for i := range n.Case.Len() {
		if hits[i] > 0 {
			v.Hits = append(v.Hits, hitOf(n, i, hits[i], zone))
		} else {
			v.NotRelevant = append(v.NotRelevant, notRelevantOf(n, i, zone))
		}
	}
	if relevantOnly && v.NotRelevant != nil {
		v.LeftOut = fmt.Sprintf("Searched and not relevant: %s, left out of this record.", counted(len(v.NotRelevant), "hit"))
		v.NotRelevant = nil
	}
	for k, of := range incidents {
		v.Incidents = append(v.Incidents, incidentOf(n, of, fmt.Sprintf("%s-%d", id, k+1), hits, zone))
	}
	v.answers(n, hits, zone)
	v.apart(n, hits, zone)
	for _, row := range n.Elsewhere {
		v.Elsewhere = append(v.Elsewhere, elsewhereOf(row))
	}
	for _, gone := range n.Withdrawn {
		reason := gone.Reason
		if reason == "" {
			reason = notRecorded
		}
		v.Withdrawn = append(v.Withdrawn, withdrawn{gone.Incident, gone.By, moment(gone.At, zone), reason})
	}
	return v
}

func elsewhereOf(row store.Row) elsewhere {
	e := elsewhere{row.Key.Application, row.Key.Incident}
	if e.Application == "" {
		e.Application = "no application reference"
	}
	return e
}

// counted is a number with its noun, in the plural but for one.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// upperFirst is for gd8's own words, which begin in ASCII.
func upperFirst(s string) string {
	return string(s[0]-'a'+'A') + s[1:]
}
