package review

import (
	"gd8/model"
	"gd8/ui/session"
)

// notTri says why the fact in hand is not answered with yes, no or not
// recorded, and notInWords why it is.
func (v *reviewing) notTri() string {
	switch f := v.fieldInHand(); {
	case f == model.NoField:
		return "enter lists the facts that are not recorded"
	case f == model.SamePersonAs && !v.facts.Focused:
		return v.Incident.WhyNotSame()
	case f.Kind() != model.KindTri:
		return f.Title() + " is not a question of yes or no: enter opens it"
	}
	return ""
}

// notRecordable says why the fact in hand is not answered with "not recorded".
func (v *reviewing) notRecordable() string {
	if f := v.fieldInHand(); f == model.SamePersonAs && v.Incident.Alike != nil && !v.facts.Focused {
		return session.LeftOpen
	}
	return v.notTri()
}

func (v *reviewing) notInWords() string {
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
func (v *reviewing) notAnswered() string {
	if f := v.fieldInHand(); f != model.NoField {
		return v.Incident.WhyNotWithdraw(f)
	}
	return "enter lists the facts that are not recorded"
}

// move goes on in the pane in hand.
func (v *reviewing) move(by int) {
	if v.facts.Focused {
		v.facts.Move(by)
		return
	}
	v.checklist.Move(v.Incident, by)
}

// jump goes to the first or last question or fact.
func (v *reviewing) jump(last bool) {
	switch {
	case v.facts.Focused && len(v.facts.Order) == 0: // not drawn yet
	case v.facts.Focused && last:
		v.facts.On = v.facts.Order[len(v.facts.Order)-1]
	case v.facts.Focused:
		v.facts.On, v.facts.Top = v.facts.Order[0], 0
	case last:
		v.checklist.Last(v.Incident)
	default:
		v.checklist.First(v.Incident)
	}
}
