package model

import (
	"fmt"
	"strings"
	"time"
)

// Guidance is the guidance every decision made by this version of gd8 is
// stamped with. The framework's version 10 came into force on 1 April 2026;
// whether it changed GD8 is not known, so the stamp says which text was used.
const Guidance = "QAF GD8 (youth produced sexual imagery) with the AT2 Single Incident Table, as known before QAF version 10 of 1 April 2026"

// DecisionKind is what an officer decides about an incident.
type DecisionKind uint8

// The decisions, in the order in which they are offered. Withdrawn is the
// version that undoes a decision and reopens its incident; it is not offered.
const (
	NoDecision DecisionKind = iota
	Discard
	Consider
	Refer
	Defer
	Withdrawn
	DecisionKindCount // their number; not a kind
)

// DecisionKinds are the decisions an officer can make, in table order.
func DecisionKinds() []DecisionKind { return []DecisionKind{Discard, Consider, Refer, Defer} }

var decisionNames = [DecisionKindCount]struct{ id, title, done string }{
	{"", "None", "Not decided"},
	{"discard", "Discard under AT2", "Discarded under AT2"},
	{"consider", "Consider for disclosure", "To be considered for disclosure"},
	{"refer", "Refer to the standard process", "Referred to the standard process"},
	{"defer", "Defer: wait for information", "Deferred"},
	{"withdrawn", "Withdrawn", "Decision withdrawn"},
}

// String is the kind's name in JSON; blank for NoDecision.
func (k DecisionKind) String() string { return decisionNames[k].id }

// Title is the kind as an officer chooses it.
func (k DecisionKind) Title() string { return decisionNames[k].title }

// Done is the kind as a state that has come about.
func (k DecisionKind) Done() string { return decisionNames[k].done }

// DecisionNamed finds an officer's decision by its name in JSON.
func DecisionNamed(name string) (DecisionKind, bool) {
	for _, k := range DecisionKinds() {
		if k.String() == name {
			return k, true
		}
	}
	return NoDecision, false
}

// Section names one part of a decision's rationale.
type Section uint8

// The sections of a rationale.
const (
	Grounds Section = iota
	Risk
	Relevance
	Proportionality
	Necessity
	Reason
	Needed
	SectionCount // their number; not a section
)

var sectionInfo = [SectionCount]struct{ id, title, prompt string }{
	{"grounds", "Grounds", "Why do you consider the AT2 entry applicable: what was checked, and what shows that this is one incident with outcome 21, no aggravating factor and nothing further known?"},
	{"risk", "Risk", "How and why does the individual pose a risk? Which further information suggests a pattern of behaviour or an indicator of risk?"},
	{"relevance", "Relevance", "Why is this information relevant to what the certificate is asked for?"},
	{"proportionality", "Proportionality", "Why is disclosing it proportionate? Weigh the time since, the age then, conduct since, the effect on the person, the role applied for, and a chance to make representations."},
	{"necessity", "Necessity", "Why is disclosure still proportionate and necessary, although outcome 21 was an appropriate response by the police?"},
	{"reason", "Reason", "Why does the incident go to the standard process, neither discarded under AT2 nor argued under GD8?"},
	{"needed", "Information needed", "Which information is awaited, from whom, and what will it settle?"},
}

// String is the section's name in JSON.
func (s Section) String() string { return sectionInfo[s].id }

// Title is the section's heading.
func (s Section) Title() string { return sectionInfo[s].title }

// Prompt puts GD8's question to the officer. It is always a question: gd8
// offers no ready-made conclusion.
func (s Section) Prompt() string { return sectionInfo[s].prompt }

// SectionNamed finds a section by its name in JSON.
func SectionNamed(name string) (Section, bool) {
	for s, info := range sectionInfo {
		if info.id == name {
			return Section(s), true
		}
	}
	return 0, false
}

// Sections are the texts of a rationale, by section; those a decision does
// not ask for are blank.
type Sections [SectionCount]string

// Blank reports whether no section holds more than white space.
func (s *Sections) Blank() bool {
	for _, text := range s {
		if strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}

// Standing is one criterion as it stood when a decision was made.
type Standing struct {
	State State
	Basis Basis
	Why   string
}

// Decision is one version of a decision about an incident. A version is
// never changed: a change is a new version.
type Decision struct {
	Version  int // counts from 1 on each record
	Replaces int // the version it replaces, 0 for none
	Kind     DecisionKind
	Sections Sections
	Officer  string
	At       time.Time // UTC
	Remind   Date      // Defer only: when to come back to it; zero for no date

	// How the incident stood when the decision was made.
	Verdict  Verdict
	Criteria [CriterionCount]Standing
	Flags    FlagSet
	Digest   [32]byte
	Guidance string
}

// Stands reports whether the version is a decision that was not withdrawn.
func (d *Decision) Stands() bool { return d != nil && d.Kind != NoDecision && d.Kind != Withdrawn }

// Allowed says whether a decision of kind k is open for record i, and where it
// is not, why not and what would open it, in one line.
func (c *Case) Allowed(i int, a *Assessment, k DecisionKind) (bool, string) {
	switch {
	case !c.counts(i) && (k == Discard || k == Consider):
		return false, "the hit is not relevant: there is nothing to decide"
	case k == Refer || k == Defer:
		return true, ""
	case k == Consider && a.Verdict == OutOfScope:
		return false, "GD8 does not speak of this hit: refer it to the standard process instead"
	case k == Consider:
		return true, ""
	case k != Discard:
		return false, "gd8 knows no such decision"
	case a.Verdict == Undetermined:
		return false, "the discard needs " + questions(a.ToConfirm) + " answered first"
	case a.Verdict != Applies:
		return false, "the AT2 discard does not apply: " + firstNotMet(a)
	case a.Flags.Has(IncompleteCase):
		return false, "records of this case are known to be missing: answer for that with a reason first"
	case c.read(i).unasked > 0:
		return false, "another hit of this incident is one in which the individual is not a suspect: answer there whether it is relevant first"
	}
	return true, ""
}

// questions names the criteria behind the facts to confirm.
func questions(toConfirm FieldSet) string {
	var parts []string
	for k := CriterionID(0); k < CriterionCount; k++ {
		for _, f := range k.Fields() {
			if toConfirm.Has(f) {
				parts = append(parts, fmt.Sprint(int(k)+1))
				break
			}
		}
	}
	if len(parts) == 1 {
		return "question " + parts[0]
	}
	return "questions " + joinAnd(parts)
}

func firstNotMet(a *Assessment) string {
	for k, criterion := range a.Criteria {
		if criterion.State == NotMet {
			return fmt.Sprintf("criterion %d (%s) is not met", k+1, lowerFirst(CriterionID(k).Title()))
		}
	}
	return "a criterion is not met"
}

// Decisions are the decisions that the verdict on record i opens, in table
// order; never nil. Allowed may still ask for an answer on another hit of the
// incident, for which a discard would be written too.
func (c *Case) Decisions(i int, a *Assessment) []DecisionKind {
	list := []DecisionKind{}
	for _, k := range DecisionKinds() {
		if ok, _ := c.Allowed(i, a, k); ok || k == Discard && a.Verdict == Applies && !a.Flags.Has(IncompleteCase) {
			list = append(list, k)
		}
	}
	return list
}

// Required are the sections that must be filled for a decision of kind k
// about record i.
func (c *Case) Required(i int, k DecisionKind) []Section {
	switch k {
	case Discard:
		return []Section{Grounds}
	case Consider:
		if r := c.read(i); r.any21() {
			return []Section{Risk, Relevance, Proportionality, Necessity}
		}
		return []Section{Risk, Relevance, Proportionality}
	case Refer:
		return []Section{Reason}
	case Defer:
		return []Section{Needed}
	}
	return nil
}

// DecisionError says why a decision was refused.
type DecisionError struct {
	Kind    DecisionKind
	Section Section // where HasSection
	// HasSection is set where a section's text is what was refused.
	HasSection bool
	Problem    string // one line, with what to do next
}

func (e *DecisionError) Error() string { return e.Problem }

// Decide makes the decision of kind k about record i, as it stands now, or
// says why it is refused. The store gives it its version. The error is a
// *DecisionError.
func (c *Case) Decide(i int, k DecisionKind, s Sections, remind Date, officer string, at time.Time) (Decision, error) {
	a := c.Assess(i)
	refuse := func(problem string) (Decision, error) {
		return Decision{}, &DecisionError{Kind: k, Problem: problem}
	}
	if !c.counts(i) {
		return refuse("the hit is not relevant, so there is nothing to decide; answer relevant first")
	}
	if ok, why := c.Allowed(i, &a, k); !ok {
		return refuse(k.String() + " is not open: " + why)
	}
	if strings.TrimSpace(officer) == "" {
		return refuse("a decision needs the name of the officer who makes it; give --officer NAME")
	}
	kept := Sections{}
	for _, section := range c.Required(i, k) {
		text := s[section]
		switch {
		case strings.TrimSpace(text) == "":
			return Decision{}, &DecisionError{k, section, true, fmt.Sprintf("%s is blank: %s", section.Title(), section.Prompt())}
		case len(text) > MaxLong:
			return Decision{}, &DecisionError{k, section, true, fmt.Sprintf("%s is %d bytes long and may be 65,536; shorten it: nothing is cut for you", section.Title(), len(text))}
		}
		kept[section] = text
	}
	d := Decision{
		Kind: k, Sections: kept, Officer: officer, At: at.UTC(),
		Verdict: a.Verdict, Flags: a.Flags, Digest: c.Digest(), Guidance: Guidance,
	}
	if k == Defer {
		d.Remind = remind
	}
	for id := range d.Criteria {
		d.Criteria[id] = Standing{a.Criteria[id].State, a.Criteria[id].Basis, c.Why(i, &a, CriterionID(id))}
	}
	return d, nil
}

// minWords is the length under which a section earns advice.
const minWords = 20

// Advice is what an officer may want to look at again in a rationale. It
// never stops a decision. required are the sections the decision asks for;
// sameAs names, for a section, another case whose text is equal, blank for
// none.
func Advice(required []Section, s Sections, sameAs func(Section) string) []string {
	var advice []string
	for n, section := range required {
		text := strings.TrimSpace(s[section])
		if text == "" {
			continue
		}
		if words := len(strings.Fields(text)); words < minWords {
			advice = append(advice, fmt.Sprintf("%s has %s; would a reader in two years understand it?", section.Title(), counted(words, "word")))
		}
		for _, earlier := range required[:n] {
			if strings.TrimSpace(s[earlier]) == text {
				advice = append(advice, fmt.Sprintf("%s and %s say the same; each has its own question.", earlier.Title(), section.Title()))
			}
		}
		if other := sameAs(section); other != "" {
			advice = append(advice, fmt.Sprintf("%s is word for word that of %s; is it this individual's?", section.Title(), other))
		}
	}
	return advice
}
