package export

import (
	"gd8/model"
)

// Identity is how every object begins: which record, and its verdict.
type Identity struct {
	ApplicationRef string `json:"application_ref"`
	PersonRef      string `json:"person_ref"`
	IncidentRef    string `json:"incident_ref"`
	Verdict        string `json:"verdict"` // applies, does_not_apply, undetermined or out_of_scope
}

// Criterion is how one criterion of the AT2 discard stands.
type Criterion struct {
	ID    string `json:"id"`
	State string `json:"state"` // met, not_met or unknown
	Basis string `json:"basis"` // recorded, not_recorded, assumed, derived, inferred or officer
	Why   string `json:"why"`   // a sentence
	Cite  string `json:"cite"`  // the passage of the guidance
}

// Findings are what the test says of a record beside the criteria.
type Findings struct {
	ToConfirm []string `json:"to_confirm"` // column names, in column order
	OneFact   string   `json:"one_fact"`   // the one of them that would decide, blank for none
	Flags     []string `json:"flags"`
	Events    int      `json:"events"`
	AgeThen   *int     `json:"age_then"` // whole years; null where not known
	Decisions []string `json:"decisions"`
}

// Assessed is one record as `gd8 assess` gives it.
type Assessed struct {
	Identity
	Criteria []Criterion `json:"criteria"` // in the order of the test's table
	Findings
}

// Assess is what the test says of record i of a case.
func Assess(c *model.Case, i int) Assessed {
	a := c.Assess(i)
	return assessed(c, i, &a)
}

func assessed(c *model.Case, i int, a *model.Assessment) Assessed {
	return Assessed{
		Identity: identity(c.Facts(i).Key(), a.Verdict),
		Criteria: criteria(c, i, a),
		Findings: findings(a, c.Decisions(i, a)),
	}
}

func identity(k model.Key, v model.Verdict) Identity {
	return Identity{k.Application, k.Person, k.Incident, v.String()}
}

func criteria(c *model.Case, i int, a *model.Assessment) []Criterion {
	list := make([]Criterion, model.CriterionCount)
	for k := range list {
		id := model.CriterionID(k)
		list[k] = Criterion{id.String(), a.Criteria[k].State.String(), a.Criteria[k].Basis.String(), c.Why(i, a, id), id.Cite()}
	}
	return list
}

func findings(a *model.Assessment, open []model.DecisionKind) Findings {
	f := Findings{
		ToConfirm: a.ToConfirm.Names(),
		OneFact:   a.OneFact.Name(),
		Flags:     a.Flags.Names(),
		Events:    a.Events,
		Decisions: make([]string, len(open)),
	}
	if a.AgeThen >= 0 {
		age := a.AgeThen
		f.AgeThen = &age
	}
	for i, k := range open {
		f.Decisions[i] = k.String()
	}
	return f
}
