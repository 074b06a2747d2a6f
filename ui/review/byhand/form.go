package byhand

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
)

// Form is an incident being entered or corrected by hand: every field, with
// the checks an import makes.
type Form struct {
	*desk.Desk
	forms  *Forms
	number store.Number // of the record corrected; 0 for a new one
	fields []model.Field
	texts  []*editor.Editor // beside fields
	began  []string         // what they began with
	of     string           // whose other hit it is, safe; blank where that is to be typed
	reason *editor.Editor   // of a correction, or why a case that was erased comes again; nil else
	// completed is the individual's reference for which what is known was last
	// looked up.
	completed string
	at        int // the field in hand; len(fields) is the reason
	problem   string
}

// formOrder begins with what names the incident and what the test reads.
func formOrder(correcting bool) []model.Field {
	first := []model.Field{
		model.PersonRef, model.IncidentRef, model.ApplicationRef, model.Offence, model.IncidentDate, model.DateOfBirth,
		model.OutcomeCode, model.OutcomeDate, model.YouthProduced, model.Summary,
	}
	listed := model.SetOf(first...)
	for _, f := range model.Fields() {
		if !listed.Has(f) {
			first = append(first, f)
		}
	}
	if !correcting {
		return first
	}
	return first[3:] // a record keeps its references
}

// Text is what is typed into a field.
func (f *Form) Text(field model.Field) string {
	if i := slices.Index(f.fields, field); i >= 0 {
		return f.texts[i].Text
	}
	return ""
}

// InHand is the field in hand.
func (f *Form) InHand() *editor.Editor {
	if f.at == len(f.fields) {
		return f.reason
	}
	return f.texts[f.at]
}

// Long reports whether enter is a line break in the field in hand.
func (f *Form) Long() bool {
	return f.at < len(f.fields) && f.fields[f.at].Kind() == model.KindLong
}

func (f *Form) move(by int) {
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	f.at = (f.at + by + n) % n
}

// Press applies a key to the field in hand.
func (f *Form) Press(msg tea.KeyMsg) tea.Cmd {
	switch {
	case f.Long():
	case msg.String() == "enter" || msg.String() == "down":
		return f.moveForm(1)
	case msg.String() == "up":
		return f.moveForm(-1)
	case msg.Paste:
		msg.Runes = []rune(editor.OneLine(string(msg.Runes)))
	}
	f.Typed(f.InHand().Press(msg))
	f.problem = ""
	return nil
}

// read gives the facts typed; where one is refused its field is in hand.
func (f *Form) read(today model.Date, key model.Facts) (model.Facts, error) {
	facts := key
	for i, field := range f.fields {
		value, err := model.Canonical(field, f.texts[i].Text, today)
		if err != nil {
			f.at = i
			return facts, err
		}
		facts.Set(field, value)
	}
	return facts, nil
}
