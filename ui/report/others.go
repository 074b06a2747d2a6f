package report

import (
	"fmt"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
)

// OthersCount says how many other records the individual has, here and under
// other applications, and how many individuals may be the same.
func (in *Incident) OthersCount() Block {
	here, there := len(in.Items)-1, len(in.Elsewhere)
	said := "none"
	switch {
	case here+there == 0:
	case there == 0:
		said = fmt.Sprintf("%d in this application", here)
	default:
		said = fmt.Sprintf("%d in this application, %d elsewhere", here, there)
	}
	switch n := len(in.Case.Questions); {
	case in.Case.MoreQuestions:
		said += fmt.Sprintf("; over %d individuals may be the same", n)
	case n > 0:
		said += "; " + Counted(n, "individual") + " may be the same"
	}
	return Block{Label: "Other records", Text: said}
}

// Others are the individual's other records: those of this case, then those
// under other applications.
func (in *Incident) Others() []Block {
	var list []Block
	for i := range in.Items {
		if i == in.At {
			continue
		}
		f, a := in.Case.Facts(i), in.Case.Assess(i)
		list = append(list, otherRecord(f.Text(model.IncidentRef), in.Relation(i), f.Date(model.IncidentDate), f.Outcome(), a.Verdict, in.Items[i].State))
	}
	for i := range in.Elsewhere {
		row := &in.Elsewhere[i]
		list = append(list, otherRecord(row.Key.Incident, Under(row.Key), row.IncidentDate, row.Outcome, row.Verdict, row.State))
	}
	return list
}

// RecordsOf are the records of an individual who may be the same: they are not
// this individual's, and are listed apart.
func RecordsOf(person string, other *store.Individual) []Block {
	var list []Block
	for i := range other.Records {
		row := &other.Records[i]
		list = append(list, otherRecord(row.Key.Incident, "of "+person+", "+Under(row.Key), row.IncidentDate, row.Outcome, row.Verdict, row.State))
	}
	return list
}

func otherRecord(ref, relation string, date model.Date, o model.Outcome, v model.Verdict, state model.QueueState) Block {
	return Block{Label: ref, Text: fmt.Sprintf("%s; %s, %s; %s, %s", relation, dateOr(date, "no date"), DescribeOutcome(o), InSentence(v.Title()), InSentence(state.Title()))}
}

// Relation says what record i of the case is to the one told of.
func (in *Incident) Relation(i int) string {
	if in.Case.SameEvent(i, in.At) {
		return "the same event"
	}
	return "another incident"
}

// Under says under which application a record is.
func Under(k model.Key) string {
	if k.Application == "" {
		return "without an application reference"
	}
	return "under application " + k.Application
}

// DescribeOutcome is an outcome in words.
func DescribeOutcome(o model.Outcome) string {
	if o == model.NoOutcome {
		return "no outcome recorded"
	}
	return "outcome " + o.String()
}

// WaitingFor says which incident waits, until when, and for what.
func WaitingFor(w *queue.Waiting) Block {
	until := "no reminder"
	switch {
	case w.Due:
		until = "due since " + w.Remind.String()
	case w.Remind.Known():
		until = "until " + w.Remind.String()
	}
	if w.State == model.StateDecided {
		return Block{Label: w.Key.Incident + ", " + until, Text: "representations, not received"}
	}
	return Block{Label: w.Key.Incident + ", " + until, Text: w.Needed}
}
