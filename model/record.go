package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Answer is what an officer answered to one field of one record, kept beside
// the source's value and never in its place.
type Answer struct {
	Field  Field
	Value  string // canonical; blank is the answer "not recorded"
	By     string
	At     time.Time // UTC
	Note   string    // optional; for further information, the systems searched
	Reason string    // required where the answer differs from a recorded value, and by NeedsReason
}

// Record is one hit: a source, and the officer's standing answers beside it.
type Record struct {
	Source  Facts
	Answers []Answer // at most one of a field

	// Incomplete marks a record whose case is known to have lost records
	// (a rescue from a damaged store); IncompleteReason is the officer's
	// reason for going on all the same, blank until it is given.
	Incomplete       bool
	IncompleteReason string
	// Mark tells one mark from those before it, as each puts the decisions of
	// the case out of date; 0 where that is not known.
	Mark uint64
}

// Answered finds the officer's standing answer to a field.
func (r *Record) Answered(f Field) (Answer, bool) {
	for i := range r.Answers {
		if r.Answers[i].Field == f {
			return r.Answers[i], true
		}
	}
	return Answer{}, false
}

// Effective are the facts the test reads: the officer's answer where there is
// one, "not recorded" included, else the source's value.
func (r *Record) Effective() Facts {
	facts := r.Source
	for i := range r.Answers {
		facts.Set(r.Answers[i].Field, r.Answers[i].Value)
	}
	return facts
}

// Contradicts reports whether the answer differs from a value that the
// record's source has recorded.
func (r *Record) Contradicts(a Answer) bool {
	if a.Field == PersonRole && a.Value == "" {
		a.Value = Applicant.String() // which is what a blank means
	}
	return r.Source.Recorded(a.Field) && r.Source.Get(a.Field) != a.Value
}

// AnswerError says why an answer was refused.
type AnswerError struct {
	Field   Field
	Problem string // one line, with what to do next
	// NeedsReason is set where the answer is allowed once it has a reason.
	NeedsReason bool
}

func (e *AnswerError) Error() string { return e.Field.Name() + ": " + e.Problem }

// CheckAnswer reads an officer's answer to a field of record r, puts its
// value in canonical form and says whether it may stand. today bounds dates.
// The error is a *ValueError or an *AnswerError.
func CheckAnswer(r *Record, a Answer, today Date) (Answer, error) {
	if a.Field >= FieldCount || a.Field.IsKey() {
		return a, &AnswerError{Field: a.Field, Problem: "a reference is part of the record's key and is not answered; correct the source instead"}
	}
	value, err := Canonical(a.Field, a.Value, today)
	if err != nil {
		return a, err
	}
	a.Value = value
	if a.Field == SameEventAs && value == r.Source.Text(IncidentRef) {
		return a, &AnswerError{Field: a.Field, Problem: "a record cannot be the same event as itself; name another record of this individual"}
	}
	for _, t := range []struct{ name, text string }{{"note", a.Note}, {"reason", a.Reason}} {
		if len(t.text) > MaxLong {
			return a, &AnswerError{Field: a.Field, Problem: fmt.Sprintf("the %s is longer than 64 KiB; shorten it", t.name)}
		}
	}
	if a.Field == SamePersonAs && value != "" && value == r.Source.Text(PersonRef) {
		return a, &AnswerError{Field: a.Field, Problem: "an individual is the same as itself; name the person_ref of the other one"}
	}
	if strings.TrimSpace(a.Reason) == "" {
		if problem := r.reasonNeeded(a); problem != "" {
			return a, &AnswerError{Field: a.Field, Problem: problem, NeedsReason: true}
		}
	}
	return a, nil
}

// reasonNeeded says why an answer needs a reason; blank where it needs none.
// Besides one that contradicts the source, these are the answers that can open
// a discard by making one incident of two.
func (r *Record) reasonNeeded(a Answer) string {
	switch {
	case r.Contradicts(a):
		return "the source records " + r.Source.brief(a.Field) + "; give the reason why your answer differs"
	case a.Field == Relevant && a.Value == No.String():
		return "a hit that is not relevant no longer counts as an incident; give the reason why it is not"
	case a.Field == SameEventAs:
		return "hits on one event count as one incident; give the reason why they are, or are not, one event"
	case a.Field == SamePersonAs:
		return "the incidents of one individual are counted together; give the reason why they are, or are not, one"
	}
	return ""
}

// maxBrief is the longest text, in bytes, that an error repeats.
const maxBrief = 60

// brief is the field's value for an error of one line: quoted, so that it is
// safe to show, and only where it is short.
func (f *Facts) brief(field Field) string {
	if v := f.Show(field); len(v) <= maxBrief {
		return strconv.Quote(v)
	}
	return "another text"
}

// CheckSource says whether facts can be a record's source: its references are
// there and it is not linked to itself. The error is a *ValueError.
func CheckSource(f *Facts) error {
	for _, key := range []Field{PersonRef, IncidentRef} {
		if f.Text(key) == "" {
			return &ValueError{key, "", "blank", "a reference: every record needs one"}
		}
	}
	if f.Text(SameEventAs) == f.Text(IncidentRef) {
		return &ValueError{SameEventAs, f.Text(SameEventAs), "a record cannot be the same event as itself", "the incident_ref of another record of the same individual, or blank"}
	}
	return nil
}
