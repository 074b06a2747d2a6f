package export

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
)

// at2 is what the page is filled from: words only, in the order of the page.
type at2 struct {
	Policy  string
	Style   template.CSS // gd8's own
	Title   string
	Marking string
	Subject string // the application or individual, for the head of every sheet

	Header      []line
	People      []person
	Notice      string // blank for none
	Individuals []individual
	Written     []line
	Guidance    string
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
	ID        string // to tell headings apart, such as "1"
	Role      string
	Ref       string
	Hits      []hit
	Incidents []incidentView
	Unheard   []string // local refs of hits that are not relevant
	Differ    []answered
	Other     []answered
	Searched  []answered
	Elsewhere []elsewhere
	Withdrawn []withdrawn
}

type elsewhere struct{ Application, Incident string }

type withdrawn struct{ Ref, By, At, Reason string }

// pageOf fills the page of a record.
func pageOf(r *Record) *at2 {
	zone := r.Written.At.Location()
	page := &at2{
		Policy: at2Policy, Style: template.CSS(at2Style),
		Marking: r.Marking, Subject: subject(r), Guidance: model.Guidance,
		Header:  header(r),
		Written: written(&r.Written),
	}
	page.Title = "AT2 record: " + page.Subject
	if r.Others > 0 {
		page.Notice = fmt.Sprintf("This record is of one individual only. %s of this application %s not part of it.",
			counted(r.Others, "other individual"), map[bool]string{true: "is", false: "are"}[r.Others == 1])
	}
	for k := range r.Individuals {
		page.People = append(page.People, personOf(&r.Individuals[k]))
		page.Individuals = append(page.Individuals, individualOf(&r.Individuals[k], fmt.Sprint(k+1), zone))
	}
	return page
}

// subject names what the record is about.
func subject(r *Record) string {
	if r.Application == "" {
		return "individual " + r.Individuals[0].caseKey().Person + ", no application reference"
	}
	return "application " + r.Application
}

func (n *Individual) caseKey() model.CaseKey { return n.Key().Case() }

// header are the form's header fields that belong to the application.
func header(r *Record) []line {
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
	return append(lines,
		line{"Officer", []string{r.Written.Officer}},
		line{"Date", []string{model.DateOf(r.Written.At).String()}})
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

// valuesOf are the effective values of a field in the records of an
// individual, as an officer reads them.
func valuesOf(n *Individual, f model.Field) []string {
	var values []string
	for i := range n.Case.Len() {
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

// written says what a reader needs to hold the page to gd8's journal.
func written(w *Written) []line {
	purpose := w.Purpose
	if purpose == "" {
		purpose = notRecorded
	}
	return []line{
		{"Written by", []string{w.Officer}},
		{"Written at", []string{moment(w.At, w.At.Location())}},
		{"For", []string{w.Recipient}},
		{"Purpose", []string{purpose}},
		// As it is kept and read back, so that it can be copied from the page.
		{"Checkpoint", []string{strings.TrimSpace(w.Checkpoint.String())}},
	}
}

func individualOf(n *Individual, id string, zone *time.Location) individual {
	v := individual{ID: id, Role: upperFirst(n.Case.Facts(0).Show(model.PersonRole)), Ref: n.caseKey().Person}
	local := func(i int) string { return fmt.Sprintf("%s.%d", id, i+1) }
	for i := range n.Case.Len() {
		v.Hits = append(v.Hits, hitOf(n, i, local(i), zone))
		if n.Items[i].State == model.StateNotRelevant {
			v.Unheard = append(v.Unheard, local(i))
		}
	}
	for k, of := range incidentsOf(n.Case) {
		v.Incidents = append(v.Incidents, incidentOf(n, of, fmt.Sprintf("%s-%d", id, k+1), local, zone))
	}
	v.answers(n, local, zone)
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
