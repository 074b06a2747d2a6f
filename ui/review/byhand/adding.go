package byhand

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file begins the form of a new record: blank, or as another hit of the
// individual in hand. A form that was begun and left never comes back inside
// another one: it is offered by name, and emptied where it is not wanted.

// Add opens the form of a new record that begins with what is known.
func (e *Forms) Add(known model.Facts) tea.Cmd {
	begun := e.Keeper.Begun()
	if len(begun) == 0 {
		e.beginForm(known)
		return nil
	}
	e.OpenDialog(&desk.Dialog{
		Asks:  true,
		Title: "A form that is not saved",
		Body:  []string{e.Look.SafeLine(e.Sit.DescribeBegun(begun)), "y goes on with it. n empties it and begins anew."},
		Yes:   "go on with it", No: "empty it",
		Accept: func(string) tea.Cmd {
			e.Dialog = nil
			e.Form = e.newForm(store.NewRecord)
			e.recallForm(0)
			return nil
		},
		Refuse: func() tea.Cmd {
			e.Dialog = nil
			e.Keeper.DropAll(store.NewRecord, session.FormPrefix)
			e.beginForm(known)
			e.Say(term.Dim, "The form was emptied.")
			return nil
		},
	}, "")
	return nil
}

// beginForm opens the form of a new record with what is known filled in, at the
// first field that is blank.
func (e *Forms) beginForm(known model.Facts) {
	f := e.newForm(store.NewRecord)
	for i, field := range f.fields {
		if known.Recorded(field) {
			f.began[i] = known.Show(field)
			f.texts[i].SetText(f.began[i])
		}
	}
	f.at = max(slices.Index(f.began, ""), 0)
	f.of = e.Look.SafeLine(known.Text(model.PersonRef))
	e.Form = f
	e.Enter(desk.InForm)
}

// addAnother opens the form of another hit of the individual in hand.
func (e *Forms) addAnother() tea.Cmd { return e.Add(e.Incident.AnotherHit()) }

// moveForm goes on in the form. Who leaves the reference of an individual has
// what is known of them filled in.
func (f *Form) moveForm(by int) tea.Cmd {
	left := f.at
	f.move(by)
	if f.number != store.NewRecord || f.fields[left] != model.PersonRef || f.texts[left].Text == f.completed {
		return nil
	}
	f.completed = f.texts[left].Text
	person, err := model.Canonical(model.PersonRef, f.completed, f.Sit.Today())
	if err != nil || person == "" {
		return nil // saving says so
	}
	sit := f.Sit
	return f.Ask(desk.OnChange, f.number, nil, func() (func() tea.Cmd, error) {
		known, said, err := sit.KnownIndividual(person)
		if err != nil {
			return nil, err
		}
		var only model.Facts
		only.SetText(model.PersonRef, person)
		near, err := sit.Store().AlikeTo(&only)
		return func() tea.Cmd {
			switch {
			case said != "" && f.forms.Form == f:
				f.complete(&known)
				f.Say(term.Saved, said+". What is known of this individual is filled in.")
			case len(near) > 0 && f.forms.Form == f:
				f.Say(term.Warning, "Nearly "+near[0].Person+", which is in the store. Where that is who is meant, write it so.")
			}
			return nil
		}, err
	})
}

// complete fills in what is known where a field is blank.
func (f *Form) complete(known *model.Facts) {
	for i, field := range f.fields {
		if known.Recorded(field) && f.texts[i].Text == "" {
			f.texts[i].SetText(known.Show(field))
			f.Keeper.Set(f.inputKey(i), f.texts[i].Text, "")
		}
	}
}

// askBeforeAdding says what is to be said before a record is saved.
func (e *Forms) askBeforeAdding(said []string) tea.Cmd {
	var body []string
	for _, s := range said {
		body = append(body, e.Look.SafeLine(s))
	}
	e.OpenDialog(&desk.Dialog{
		Asks: true, Title: "Before it is saved", Body: body, Yes: "save it", No: "back to the form",
		Accept: func(string) tea.Cmd {
			e.Dialog = nil
			return e.saveFormOnce(true)
		},
		Refuse: func() tea.Cmd {
			e.Dialog = nil
			e.Say(term.Dim, "Nothing was saved yet. What you typed is here.")
			return nil
		},
	}, "")
	return nil
}
