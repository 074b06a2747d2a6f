package session

import (
	"context"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/report"
)

// TypedCheck is what the comment of a supervisor's check is typed for.
const TypedCheck = "check"

// TypedRuling is what the rationale of an adjudication is typed for.
const TypedRuling = "adjudication"

// WhyNotCheck says why the officer cannot check the decision on an incident;
// blank where they can.
func (t *Sitting) WhyNotCheck(in *Incident) string {
	if err := assurance.WhyNotCheck(t.officer, in.Key().Incident, in.Item().Decision, in.Item().State); err != nil {
		return err.Error()
	}
	return ""
}

// CheckAsks is what is asked of who checks a decision.
func (in *Incident) CheckAsks() string {
	b, _ := in.Standing()
	return "Do you agree with the decision: " + b.Text + "?"
}

// CheckReturns is what is asked of who does not agree.
const CheckReturns = "Your comment goes back to the officer with the incident: what is to be looked at again, and why?"

// Check writes a check of the decision that the officer has read. It says what
// was done.
func (t *Sitting) Check(in *Incident, outcome model.CheckOutcome, comment string) (did string, err error) {
	d := in.Item().Decision
	version, by := 0, ""
	if d != nil {
		version, by = d.Version, d.Officer
	}
	if err := assurance.Check(t.store, t.Actor(), in.Number, version, outcome, comment); err != nil {
		return "", err
	}
	if outcome == model.Returned {
		return "Returned to " + by + ": " + in.Key().Incident + " needs attention again.", nil
	}
	return "Checked: you agree with the decision on " + in.Key().Incident + " (" + report.InSentence(d.Kind.Done()) + ").", nil
}

// Disputes are the differences of a sample's second review that this officer
// can settle, and why the others cannot be settled here.
func (t *Sitting) Disputes(ctx context.Context, sample int) ([]assurance.Dispute, []string, error) {
	return assurance.Disputes(ctx, t.store, t.officer, sample)
}

// ConsultDispute writes into the journal that a difference is read.
func (t *Sitting) ConsultDispute(n store.Number) error {
	return t.store.Consult(t.Actor(), n, "adjudicate")
}

// Adjudicate settles a difference, and says what it came to, with the names.
func (t *Sitting) Adjudicate(d *assurance.Dispute, c assurance.Choice, rationale string) (string, error) {
	ruled, err := assurance.Adjudicate(t.store, t.Actor(), d, c, rationale)
	if err != nil {
		return "", err
	}
	return "Saved. " + ruled.Said(), nil
}
