package session

import (
	"gd8/model"
	"gd8/ui/report"
)

// This file says of each thing an officer can do with an incident why it is
// closed now; blank where it is open. Both screens ask here.

// WhyNotEdit says why there is no decision to edit; blank where there is one.
func (in *Incident) WhyNotEdit() string {
	d := in.Item().Decision
	switch {
	case in.Closed != "":
		return in.Closed
	case !d.Stands():
		return "no decision stands on this incident"
	}
	_, why := in.Allowed(d.Kind)
	return why
}

// WhyNotDecide says why a decision is not open; blank where it is.
func (in *Incident) WhyNotDecide(k model.DecisionKind) string {
	if in.Closed != "" {
		return in.Closed
	}
	if ok, why := in.Allowed(k); !ok {
		return why
	}
	return ""
}

// WhyNotWithdraw says why there is no answer to a field to withdraw.
func (in *Incident) WhyNotWithdraw(f model.Field) string {
	if _, ok := in.Record().Answered(f); !ok && in.Parted(f) == nil {
		return "no officer has answered " + report.InSentence(f.Title()) + ", so there is no answer to withdraw"
	}
	return ""
}

// WhyNoOthers says why there are no other records to look at.
func (in *Incident) WhyNoOthers() string {
	if len(in.Items) == 1 && len(in.Elsewhere) == 0 && len(in.Case.Questions) == 0 {
		return "this individual has no other record"
	}
	return ""
}

// WhyNotIncomplete says why there is no incomplete case to answer for.
func (in *Incident) WhyNotIncomplete() string {
	if !in.Case.Incomplete() {
		return "no record of this case is known to be missing"
	}
	return ""
}

// WhyNotByHand says why the record can be neither corrected nor withdrawn.
func (in *Incident) WhyNotByHand() string {
	if !in.Item().Origin.ByHand() {
		return "this record came from a file, which is its source; answer its facts instead, or import a corrected file"
	}
	return ""
}

// WhyNotLink says why record i of the case, -1 for none of it, cannot be linked
// to this one: a link is one record's answer, and another that stands already
// is not replaced unseen.
func (in *Incident) WhyNotLink(i int) string {
	if i < 0 {
		return "only records of this application can be one event for the test; that one is under another"
	}
	own, ref := in.Key().Incident, in.Case.Records[i].Source.Key().Incident
	f, other := in.Facts(), in.Case.Facts(i)
	switch {
	case i == in.At:
		return "a record cannot be the same event as itself"
	case in.Case.SameEvent(in.At, i):
		return own + " and " + ref + " count as one incident already"
	case f.Recorded(model.SameEventAs) && other.Recorded(model.SameEventAs):
		return own + " names " + f.Show(model.SameEventAs) + " and " + ref + " names " + other.Show(model.SameEventAs) + "; unlink one of them first"
	}
	return ""
}

// Linking is the answer that links record i of the case to this one: on this
// record, or on the other where this one names a third.
func (t *Sitting) Linking(in *Incident, i int) *Answering {
	ref := in.Case.Records[i].Source.Key().Incident
	if in.Facts().Recorded(model.SameEventAs) {
		return t.Answering(in, i, model.Answer{Field: model.SameEventAs, Value: in.Key().Incident})
	}
	return t.Answering(in, in.At, model.Answer{Field: model.SameEventAs, Value: ref})
}

// WhyNotUnlink says why there is no link of this record to take away.
func (in *Incident) WhyNotUnlink() string {
	if !in.Facts().Recorded(model.SameEventAs) {
		return "this record names no other; where another names this one, unlink it there"
	}
	return ""
}

// WhyNoDraft says why there is no draft to delete.
func (in *Incident) WhyNoDraft() string {
	if len(in.Item().Drafts) == 0 {
		return "no draft is kept for this incident"
	}
	return ""
}

// WhyNotUndo says why nothing can be undone.
func (t *Sitting) WhyNotUndo() string {
	if _, ok := t.CanUndo(); !ok {
		return ErrNothingToUndo.Error()
	}
	return ""
}
