package export

import (
	"encoding/hex"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
)

// Shown is one record as `gd8 show` gives it. Sections, Officer and DecidedAt
// are of the decision that stands, out of date or not; blank where none does.
type Shown struct {
	Assessed
	Standing
	Sections  Object[string] `json:"sections"`
	Officer   string         `json:"officer"`
	DecidedAt string         `json:"decided_at"` // RFC 3339, UTC
	Facts     Object[Fact]   `json:"facts"`      // in column order; those with neither source nor answer left out
	History   []Version      `json:"history"`    // newest first
}

// Fact is one field of a record. Members that are not set are left out, but
// for the effective value. Values are in the form that gd8 keeps: ISO dates,
// yes and no, a bare outcome code.
type Fact struct {
	Source    string  `json:"source,omitempty"`
	Answer    *string `json:"answer,omitempty"` // "" is the answer "not recorded"
	By        string  `json:"by,omitempty"`     // who answered
	At        string  `json:"at,omitempty"`     // RFC 3339, UTC
	Note      string  `json:"note,omitempty"`
	Reason    string  `json:"reason,omitempty"`
	Effective string  `json:"effective"`
}

// Version is one entry of a record's history: a version of its facts, an
// answer or a decision, as Kind says. Members that do not belong to the kind
// are left out.
type Version struct {
	At   string `json:"at"` // RFC 3339, UTC
	By   string `json:"by"`
	Kind string `json:"kind"` // source, answer, answer_withdrawn, answer_undone, incomplete_answered, decision, check, opinion or ruling

	// Of a source: where it came from (no file where it was entered by hand).
	File      string         `json:"file,omitempty"`
	Line      int            `json:"line,omitempty"`
	Withdrawn bool           `json:"withdrawn,omitempty"`
	Facts     Object[string] `json:"facts,omitempty"`

	// Of an answer.
	Field string  `json:"field,omitempty"`
	Value *string `json:"value,omitempty"` // "" is the answer "not recorded"
	Note  string  `json:"note,omitempty"`

	Reason string `json:"reason,omitempty"` // of an answer, correction, withdrawal, check or adjudication

	// Of a check and of an adjudication: what it came to, and of which version.
	Outcome   string `json:"outcome,omitempty"`
	OfVersion int    `json:"of_version,omitempty"`

	*DecisionVersion
}

// DecisionVersion is a version of a decision, with the assessment as it stood
// when it was made.
type DecisionVersion struct {
	ID       string         `json:"id,omitempty"`      // SHA-256, which no other store gives; an opinion has none
	Parents  []string       `json:"parents,omitempty"` // ids of the versions it follows
	Version  int            `json:"version"`
	Replaces int            `json:"replaces,omitempty"`
	Decision string         `json:"decision"` // or withdrawn
	Sections Object[string] `json:"sections"`
	Remind   string         `json:"remind,omitempty"` // ISO date
	*Representations
	Advice   []string    `json:"advice,omitempty"` // that stood when the officer saved
	Verdict  string      `json:"verdict"`
	Criteria []Criterion `json:"criteria"`
	Flags    []string    `json:"flags"`
	Guidance string      `json:"guidance"`
}

// Representations are when a decision to consider notes that representations
// were asked for, are due and were received, as ISO dates.
type Representations struct {
	Asked    string `json:"representations_asked,omitempty"`
	Due      string `json:"representations_due,omitempty"`
	Received string `json:"representations_received,omitempty"`
}

func representations(r model.Representations) *Representations {
	if r == (model.Representations{}) {
		return nil
	}
	return &Representations{r.Asked.ISO(), r.Due.ISO(), r.Received.ISO()}
}

// Show is everything about the record a dossier was read for. history is its
// store.History.
func Show(d *store.Dossier, history []history.Change) Shown {
	item := d.Item()
	shown := Shown{
		Assessed: Assess(d.Case, d.At),
		Standing: Standing{State: item.State.String()},
		Facts:    facts(d.Record()),
		History:  make([]Version, len(history)),
	}
	if item.Decision.Stands() {
		shown.Decision = item.Decision.Kind.String()
		shown.Sections = sections(&item.Decision.Sections)
		shown.Officer, shown.DecidedAt = item.Decision.Officer, stamp(item.Decision.At)
	}
	for i := range history {
		shown.History[i] = version(&history[i])
	}
	return shown
}

func facts(r *model.Record) Object[Fact] {
	var list Object[Fact]
	effective := r.Effective()
	for _, f := range model.Fields() {
		answer, answered := r.Answered(f)
		if !answered && !r.Source.Recorded(f) {
			continue
		}
		fact := Fact{Source: r.Source.Get(f), Effective: effective.Get(f)}
		if answered {
			fact.Answer, fact.By, fact.At = &answer.Value, answer.By, stamp(answer.At)
			fact.Note, fact.Reason = answer.Note, answer.Reason
		}
		list = append(list, Member[Fact]{f.Name(), fact})
	}
	return list
}

func sections(s *model.Sections) Object[string] {
	var list Object[string]
	for k, text := range s {
		if text != "" {
			list = append(list, Member[string]{model.Section(k).String(), text})
		}
	}
	return list
}

func version(c *history.Change) Version {
	v := Version{At: stamp(c.At), By: c.By}
	switch {
	case c.Source != nil:
		v.Kind = "source"
		v.File, v.Line = c.Source.Origin.File, c.Source.Origin.Line
		v.Withdrawn, v.Reason = c.Source.Origin.Withdrawn, c.Source.Origin.Reason
		for _, f := range model.Fields() {
			if c.Source.Facts.Recorded(f) {
				v.Facts = append(v.Facts, Member[string]{f.Name(), c.Source.Facts.Get(f)})
			}
		}
	case c.Answer != nil:
		answerVersion(&v, c.Answer)
	case c.Decision != nil:
		v.Kind, v.DecisionVersion = "decision", decisionVersion(c.Decision)
		if c.ID != [32]byte{} {
			v.ID = hex.EncodeToString(c.ID[:])
		}
		for _, id := range c.Decision.Parents {
			v.Parents = append(v.Parents, hex.EncodeToString(id[:]))
		}
	case c.Check != nil:
		v.Kind, v.Outcome, v.OfVersion, v.Reason = "check", c.Check.Outcome.String(), c.Check.Version, c.Check.Comment
	case c.Opinion != nil:
		v.Kind, v.OfVersion, v.DecisionVersion = "opinion", c.Opinion.Version, decisionVersion(&c.Opinion.Decision)
	case c.Ruling != nil:
		v.Kind, v.Outcome, v.OfVersion, v.Reason = "ruling", c.Ruling.Outcome.String(), c.Ruling.Version, c.Ruling.Rationale
	}
	return v
}

func answerVersion(v *Version, a *history.AnswerChange) {
	v.Reason = a.Answer.Reason
	if a.ForIncomplete {
		v.Kind = "incomplete_answered"
		return
	}
	v.Field = a.Answer.Field.Name()
	switch {
	case a.Undone:
		v.Kind = "answer_undone"
	case a.Withdrawn:
		v.Kind = "answer_withdrawn"
	default:
		v.Kind, v.Value, v.Note = "answer", &a.Answer.Value, a.Answer.Note
	}
}

func decisionVersion(d *model.Decision) *DecisionVersion {
	v := &DecisionVersion{
		Version: d.Version, Replaces: d.Replaces, Decision: d.Kind.String(),
		Sections: sections(&d.Sections), Remind: d.Remind.ISO(), Representations: representations(d.Representations), Advice: d.Advice,
		Verdict: d.Verdict.String(), Flags: d.Flags.Names(), Guidance: d.Guidance,
		Criteria: make([]Criterion, len(d.Criteria)),
	}
	for k, s := range d.Criteria {
		id := model.CriterionID(k)
		v.Criteria[k] = Criterion{id.String(), s.State.String(), s.Basis.String(), s.Why, id.Cite()}
	}
	return v
}

// stamp is a time as JSON has it; blank for the zero time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
