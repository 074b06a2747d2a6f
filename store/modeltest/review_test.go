package modeltest

import (
	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/vault"
)

// What officers other than the decider say of a decision.

var supervisor = store.Actor{Officer: "S. Super", Purpose: "Supervision"}

// supervise is a supervisor's check of an incident that is decided.
func (d *desk) supervise() {
	r := d.some(func(r *record) bool { return live(r) && d.w.state(r) == "decided" })
	if r == nil {
		return
	}
	outcome, why := model.Agreed, ""
	if d.one(2) {
		outcome, why = model.Returned, "returned"
	}
	d.note("check %+v: %v", r.key, outcome)
	d.must(assurance.Check(d.s, supervisor, d.number(r), len(r.versions), outcome, d.text(20)))
	for _, a := range event(d.w.caseOf(d.w.of(r)), r) {
		if a.counts() && a.stands() != nil {
			a.reviews++
			a.reopen(why)
		}
	}
	d.check(r.key.person)
}

// adjudicate is an adjudication about one record, each of a sample of its own.
func (d *desk) adjudicate() {
	r := d.some(func(r *record) bool { return live(r) && r.stands() != nil })
	if r == nil {
		return
	}
	outcome := pick(d.drawer, []model.RulingOutcome{model.DecisionStands, model.ToBeMadeAnew, model.FactsToBeConfirmed})
	d.note("adjudicate %+v: %v", r.key, outcome)
	n := d.number(r)
	d.must(d.s.Write(supervisor, func(w *store.Writer) error {
		w.Entry.Operation, w.Entry.Action, w.Entry.Count = vault.Alteration, "adjudicate", 1
		if err := w.NameRecord(n); err != nil {
			return err
		}
		err := w.AddRuling(n, model.Ruling{Sample: d.tally["adjudicate"], Version: len(r.versions), Outcome: outcome, Rationale: d.text(20), Officer: supervisor.Officer, At: w.Now})
		if err != nil {
			return err
		}
		return w.Reassess(n)
	}))
	r.reviews++
	r.reopen(map[model.RulingOutcome]string{model.ToBeMadeAnew: "anew", model.FactsToBeConfirmed: "returned"}[outcome])
	d.check(r.key.person)
}
