package report

import (
	"fmt"

	"gd8/model"
)

// Head says which incident it is and whose: what an officer must see before
// anything else, at every size.
func (in *Incident) Head() []Block {
	return []Block{in.reference(), in.Individual(), in.Application()}
}

func (in *Incident) reference() Block {
	return Block{Label: "Incident", Text: in.Key().Incident + ", " + InSentence(in.Item().State.Title())}
}

// Individual says who it is, in which role, how old and how involved.
func (in *Incident) Individual() Block {
	f := in.Facts()
	who := in.Key().Person
	if name := f.Text(model.PersonName); name != "" {
		who += ", " + name
	}
	who += ", " + f.Show(model.PersonRole)
	if f.Recorded(model.DateOfBirth) {
		who += ", born " + f.Show(model.DateOfBirth)
	}
	if age := in.Assessment.AgeThen; age >= 0 {
		who += fmt.Sprintf(", age %d then", age)
	}
	if part := f.Text(model.Involvement); part != "" {
		who += ", " + part
	}
	return Block{Label: "Individual", Text: who}
}

// Application says which application is answered, for what work, and by when.
func (in *Incident) Application() Block {
	f := in.Facts()
	said := "no reference"
	if ref := in.Key().Application; ref != "" {
		said = ref
	}
	if f.Recorded(model.DueDate) {
		said += ", due " + in.due(f.Date(model.DueDate))
	}
	for _, field := range []model.Field{model.ApplicationType, model.Workforce} {
		if text := f.Text(field); text != "" {
			said += ", " + text
		}
	}
	return Block{Label: "Application", Text: said}
}

// due is the date by which an application should be answered.
func (in *Incident) due(day model.Date) string {
	if Overdue(day, in.Item().State, in.Today) {
		return day.String() + ", overdue"
	}
	return day.String()
}

// Overdue reports whether an answer that was due is not given: its day is past
// and the incident not done.
func Overdue(due model.Date, state model.QueueState, today model.Date) bool {
	return due.Known() && due < today && !state.Done()
}
