package incident

import (
	"gd8/model"
	"gd8/ui/session"
)

// notTri says why the fact in hand is not answered with yes, no or not
// recorded, and notInWords why it is.
func (v *Review) notTri() string {
	switch f := v.fieldInHand(); {
	case f == model.NoField:
		return "enter lists the facts that are not recorded"
	case f == model.SamePersonAs && !v.Facts.Focused:
		return v.Incident.WhyNotSame()
	case f.Kind() != model.KindTri:
		return f.Title() + " is not a question of yes or no: enter opens it"
	}
	return ""
}

// notRecordable says why the fact in hand is not answered with "not recorded".
func (v *Review) notRecordable() string {
	if f := v.fieldInHand(); f == model.SamePersonAs && v.Incident.Alike != nil && !v.Facts.Focused {
		return session.LeftOpen
	}
	return v.notTri()
}

func (v *Review) notInWords() string {
	switch f := v.fieldInHand(); {
	case f == model.NoField:
		return ""
	case f.IsKey():
		return f.Title() + " is part of the record's key and is not answered; correct the source instead"
	case f.Kind() == model.KindTri:
		return f.Title() + " is answered with y, n or u; x takes your answer back"
	}
	return ""
}

// notAnswered says why there is no answer to withdraw.
func (v *Review) notAnswered() string {
	if f := v.fieldInHand(); f != model.NoField {
		return v.Incident.WhyNotWithdraw(f)
	}
	return "enter lists the facts that are not recorded"
}

// move goes on in the pane in hand.
func (v *Review) move(by int) {
	if v.Facts.Focused {
		v.Facts.Move(by)
		return
	}
	v.Checklist.Move(v.Incident, by)
}

// jump goes to the first or last question or fact.
func (v *Review) jump(last bool) {
	switch {
	case v.Facts.Focused && len(v.Facts.Order) == 0: // not drawn yet
	case v.Facts.Focused && last:
		v.Facts.On = v.Facts.Order[len(v.Facts.Order)-1]
	case v.Facts.Focused:
		v.Facts.On, v.Facts.Top = v.Facts.Order[0], 0
	case last:
		v.Checklist.Last(v.Incident)
	default:
		v.Checklist.First(v.Incident)
	}
}

// whyNot says why a decision is not open, for the review's keys; blank where
// it is.
func (v *Review) whyNot(k model.DecisionKind) func() string {
	return func() string { return v.Incident.WhyNotDecide(k) }
}
