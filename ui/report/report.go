// Package report tells an officer of an incident: its facts with source, answer
// and reason, its criteria, warnings, decision and history. It tells in plain
// blocks of a label and a text, without width or colour, so that the same fact
// has the same words on the screen, in lines and on a page; those only print.
//
// Texts and references in a block are as their source wrote them: whoever
// prints makes them safe.
package report

import (
	"fmt"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/lapse"
	"gd8/ui/worddiff"
)

// Block is one thing told: what it is, what is said of it, and what belongs
// below.
type Block struct {
	Label string // blank where the text is a sentence by itself
	Text  string
	// Warns marks what an officer must not pass over.
	Warns bool
	// Changed is the text as it differs from that of version Since of a
	// decision; nil where it is not compared.
	Changed []worddiff.Run
	Since   int
	Below   []Block
}

// String is a block in one sentence: its label, a colon and its text.
func (b Block) String() string {
	if b.Label == "" {
		return b.Text
	}
	return b.Label + ": " + b.Text
}

// Incident is what is told of: one incident as it stands, and where and when it
// is read.
type Incident struct {
	*store.Dossier
	Assessment model.Assessment
	Lapses     []lapse.Lapse // why its decision is out of date, the newest first
	Zone       *time.Location
	Today      model.Date
}

// Facts are the effective facts of the incident.
func (in *Incident) Facts() *model.Facts { return in.Case.Facts(in.At) }

// Moment is a time as an officer reads it, where the officer is.
func (in *Incident) Moment(t time.Time) string { return Moment(t, in.Zone) }

// Moment is a time as an officer reads it.
func Moment(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2 January 2006, 15:04")
}

// byOn says who did something, and when.
func (in *Incident) byOn(who string, at time.Time) string {
	return "by " + who + " on " + in.Moment(at)
}

// Counted is a number with its noun, in the plural but for one.
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Entries counts the entries of a journal.
func Entries(n uint64) string {
	if n == 1 {
		return "1 journal entry"
	}
	return fmt.Sprintf("%d journal entries", n)
}

// UpperFirst is some of gd8's own words, which begin in ASCII, with a capital.
func UpperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// CaseName names a case.
func CaseName(c model.CaseKey) string {
	application := "no application"
	if c.Application != "" {
		application = "application " + c.Application
	}
	return application + ", individual " + c.Person
}

// InSentence is a title as it reads within a sentence.
func InSentence(title string) string { return strings.ToLower(title[:1]) + title[1:] }

// dateOr is a date, or other words where it is not known.
func dateOr(d model.Date, other string) string {
	if d.Known() {
		return d.String()
	}
	return other
}
