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
	// Representations is of Consider only.
	Representations Representations
	// Advice is what stood when the officer saved all the same.
	Advice []string

	// How the incident stood when the decision was made.
	Verdict  Verdict
	Criteria [CriterionCount]Standing
	Flags    FlagSet
	Digest   [32]byte
	Guidance string
	Rules    [32]byte // RulesHash; zero in decisions older than it

	// The store in which it was made, its incarnation then, and the ids of the
	// versions it follows, which no two stores give alike. A store sets them; zero
	// in decisions older than these.
	Store, Incarnation [16]byte
	Parents            [][32]byte
}

// Stands reports whether the version is a decision that was not withdrawn.
func (d *Decision) Stands() bool { return d != nil && d.Kind != NoDecision && d.Kind != Withdrawn }

// ComesBack is the day on which the incident needs the officer again though the
// decision stands: the reminder of a deferral, or the day by which
// representations are due that have not come. Zero for none.
func (d *Decision) ComesBack() Date {
	if d.Representations.Awaited() {
		return d.Representations.Due
	}
	return d.Remind
}

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

// DecisionError says why a decision was refused.
type DecisionError struct {
	Kind    DecisionKind
	Section Section // where HasSection
	// HasSection is set where a section's text is what was refused.
	HasSection bool
	Problem    string // one line, with what to do next
}

func (e *DecisionError) Error() string { return e.Problem }

// Proposal is a decision that an officer wants to save.
type Proposal struct {
	Kind            DecisionKind
	Sections        Sections
	Remind          Date            // Defer only
	Representations Representations // Consider only
	Advice          []string        // that the officer was given and saves all the same
}

// Decide makes the decision proposed about record i, as it stands now, or says
// why it is refused. The store gives it its version. The error is a
// *DecisionError.
func (c *Case) Decide(i int, p Proposal, officer string, at time.Time) (Decision, error) {
	a, k := c.Assess(i), p.Kind
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
	kept, err := c.checkSections(i, &p)
	if err != nil {
		return Decision{}, err
	}
	d := Decision{
		Kind: k, Sections: kept, Officer: officer, At: at.UTC(), Advice: p.Advice,
		Verdict: a.Verdict, Flags: a.Flags, Digest: c.Digest(), Guidance: Guidance, Rules: RulesHash(),
	}
	switch k {
	case Defer:
		d.Remind = p.Remind
	case Consider:
		if err := p.Representations.Check(DateOf(at)); err != nil {
			return refuse(err.Error())
		}
		d.Representations = p.Representations
	}
	for id := range d.Criteria {
		d.Criteria[id] = Standing{a.Criteria[id].State, a.Criteria[id].Basis, c.Why(i, &a, CriterionID(id))}
	}
	return d, nil
}

// checkSections gives the texts that the decision keeps: those it requires,
// none of them blank, and those it may have.
func (c *Case) checkSections(i int, p *Proposal) (kept Sections, err error) {
	required := c.Required(i, p.Kind)
	for n, section := range append(required, p.Kind.Optional()...) {
		text := p.Sections[section]
		switch blank := strings.TrimSpace(text) == ""; {
		case blank && n < len(required):
			return kept, &DecisionError{p.Kind, section, true, fmt.Sprintf("%s is blank: %s", section.Title(), section.Prompt())}
		case blank:
			continue
		case len(text) > MaxLong:
			return kept, &DecisionError{p.Kind, section, true, fmt.Sprintf("%s is %d bytes long and may be 65,536; shorten it: nothing is cut for you", section.Title(), len(text))}
		}
		kept[section] = text
	}
	return kept, nil
}
