package review

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file begins the form of a new record: blank, or as another hit of the
// individual in hand. A form that was begun and left never comes back inside
// another one: it is offered by name, and emptied where it is not wanted.

// addForm opens the form of a new record that begins with what is known.
func (a *App) addForm(known model.Facts) tea.Cmd {
	begun := a.keeper.Begun()
	if len(begun) == 0 {
		a.beginForm(known)
		return nil
	}
	a.openDialog(&dialog{
		asks:  true,
		title: "A form that is not saved",
		body:  []string{a.look.SafeLine(a.sit.BegunSaid(begun)), "y goes on with it. n empties it and begins anew."},
		yes:   "go on with it", no: "empty it",
		accept: func(a *App, _ string) tea.Cmd {
			a.dialog = nil
			a.form = newForm(a, store.NewRecord)
			a.recallForm(0)
			return nil
		},
		refuse: func(a *App) tea.Cmd {
			a.dialog = nil
			a.keeper.DropAll(store.NewRecord, session.FormPrefix)
			a.beginForm(known)
			a.say(term.Dim, "The form was emptied.")
			return nil
		},
	}, "")
	return nil
}

// beginForm opens the form of a new record with what is known filled in, at the
// first field that is blank.
func (a *App) beginForm(known model.Facts) {
	f := newForm(a, store.NewRecord)
	for i, field := range f.fields {
		if known.Recorded(field) {
			f.began[i] = known.Show(field)
			f.texts[i].SetText(f.began[i])
		}
	}
	f.at = max(slices.Index(f.began, ""), 0)
	f.of = a.look.SafeLine(known.Text(model.PersonRef))
	a.form = f
	a.enter(inForm)
}

// addAnother opens the form of another hit of the individual in hand.
func (a *App) addAnother() tea.Cmd { return a.addForm(a.incident.AnotherHit()) }

// moveForm goes on in the form. Who leaves the reference of an individual has
// what is known of them filled in.
func (a *App) moveForm(by int) tea.Cmd {
	f := a.form
	left := f.at
	f.move(by)
	if f.number != store.NewRecord || f.fields[left] != model.PersonRef || f.texts[left].Text == f.completed {
		return nil
	}
	f.completed = f.texts[left].Text
	person, err := model.Canonical(model.PersonRef, f.completed, a.sit.Today())
	if err != nil || person == "" {
		return nil // saving says so
	}
	sit := a.sit
	return a.ask(onChange, f.number, nil, func() (func(*App) tea.Cmd, error) {
		known, said, err := sit.KnownIndividual(person)
		if err != nil {
			return nil, err
		}
		var only model.Facts
		only.SetText(model.PersonRef, person)
		near, err := sit.Store().AlikeTo(&only)
		return func(a *App) tea.Cmd {
			switch {
			case said != "" && a.form == f:
				f.complete(a, &known)
				a.say(term.Saved, said+". What is known of this individual is filled in.")
			case len(near) > 0 && a.form == f:
				a.say(term.Warning, "Nearly "+near[0].Person+", which is in the store. Where that is who is meant, write it so.")
			}
			return nil
		}, err
	})
}

// complete fills in what is known where a field is blank.
func (f *form) complete(a *App, known *model.Facts) {
	for i, field := range f.fields {
		if known.Recorded(field) && f.texts[i].Text == "" {
			f.texts[i].SetText(known.Show(field))
			a.keeper.Set(f.inputKey(i), f.texts[i].Text, "")
		}
	}
}

// askBeforeAdding says what is to be said before a record is saved.
func (a *App) askBeforeAdding(said []string) tea.Cmd {
	var body []string
	for _, s := range said {
		body = append(body, a.look.SafeLine(s))
	}
	a.openDialog(&dialog{
		asks: true, title: "Before it is saved", body: body, yes: "save it", no: "back to the form",
		accept: func(a *App, _ string) tea.Cmd {
			a.dialog = nil
			return a.saveFormOnce(true)
		},
		refuse: func(a *App) tea.Cmd {
			a.dialog = nil
			a.say(term.Dim, "Nothing was saved yet. What you typed is here.")
			return nil
		},
	}, "")
	return nil
}
