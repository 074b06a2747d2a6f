package assurance

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/vault"
)

// errNoOfficer says that nobody's name was given.
var errNoOfficer = errors.New("gd8 needs the name of the officer who does this; give --officer NAME")

// CanCheck says why an officer cannot check the incident of record n; nil where
// they can. It looks at the incident as it stands.
func CanCheck(s *store.Store, officer string, n store.Number) error {
	return s.View(func(r *store.Reader) error {
		e, err := r.Event(n)
		if err != nil {
			return err
		}
		return canCheck(e, officer)
	})
}

func canCheck(e *store.Event, officer string) error {
	if hit := e.Hit(); hit != nil {
		return WhyNotCheck(officer, hit.Key.Incident, hit.Decision, hit.State)
	}
	return WhyNotCheck(officer, "", nil, model.StateNotRelevant)
}

// WhyNotCheck says why an officer cannot check a decision, the newest version
// on an incident in a state of the queue; nil where they can.
func WhyNotCheck(officer, incident string, d *model.Decision, state model.QueueState) error {
	switch {
	case strings.TrimSpace(officer) == "":
		return errNoOfficer
	case !d.Stands():
		return errors.New("no decision stands on this incident, so there is nothing to check")
	case state == model.StateOutOfDate:
		return errors.New("this decision is out of date; check it once it was made anew")
	case state == model.StateReturned:
		return errors.New("this decision was returned already and waits for its officer; check the one that answers it")
	case state != model.StateDecided:
		return errors.New("this incident is deferred; check its decision once there is one")
	case model.SameOfficer(d.Officer, officer):
		return fmt.Errorf("you decided %s yourself; a check is by another officer", incident)
	}
	return nil
}

// Check writes a supervisor's check of the decision that stands on the incident
// of record n, for every record of it. version is the decision that the
// supervisor read: where another has been made since, nothing is written. A
// returned incident needs attention again, until a later decision.
func Check(s *store.Store, actor store.Actor, n store.Number, version int, outcome model.CheckOutcome, comment string) error {
	return s.Write(actor, func(w *store.Writer) error {
		e, err := w.Event(n)
		if err != nil {
			return err
		}
		if err := canCheck(e, actor.Officer); err != nil {
			return err
		}
		if e.Hit().Decision.Version != version {
			return errors.New("this incident was decided anew while you read it; open it again and check that decision")
		}
		c := model.Check{Outcome: outcome, Comment: strings.TrimSpace(comment), Officer: actor.Officer, At: w.Now}
		if err := c.Validate(); err != nil {
			return err
		}
		w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Alteration, "check", outcome.String()
		for _, hit := range e.Hits {
			if !hit.Decision.Stands() {
				continue
			}
			c.Version = hit.Decision.Version
			if err := w.AddCheck(hit.Number, c); err != nil {
				return err
			}
			if err := w.NameRecord(hit.Number); err != nil {
				return err
			}
		}
		w.Entry.Count = len(w.Entry.Keys)
		return w.Reassess(n)
	})
}
