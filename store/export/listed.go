package export

import (
	"gd8/model"
	"gd8/store"
)

// Standing is where a record stands in the queue.
type Standing struct {
	State    string `json:"state"`    // not_relevant, out_of_date, to_do, deferred or decided
	Decision string `json:"decision"` // the standing one, out of date or not; blank for none
}

// Listed is one record as `gd8 list` gives it.
type Listed struct {
	Identity
	Findings
	Standing
}

// List is a queue row for other programs.
func List(row *store.Row) Listed {
	a := model.Assessment{
		Verdict: row.Verdict, ToConfirm: row.ToConfirm, OneFact: row.OneFact,
		Flags: row.Flags, Events: row.Events, AgeThen: row.AgeThen,
	}
	return Listed{
		Identity: identity(row.Key, row.Verdict),
		Findings: findings(&a, openFor(&a)),
		Standing: Standing{row.State.String(), row.Decision.String()},
	}
}

// openFor are the decisions open for a queue row, by the model's own rule. Of
// the record itself the rule asks only whether it is relevant; where it is not
// its verdict is out of scope, which closes the same decisions. So a record
// with nothing recorded can stand for it.
func openFor(a *model.Assessment) []model.DecisionKind {
	return model.NewCase([]model.Record{{}}, nil).Decisions(0, a)
}
