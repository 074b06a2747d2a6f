package session

import (
	"slices"
	"strings"

	"gd8/model"
	"gd8/model/fold"
	"gd8/store"
	"gd8/ui/report"
)

// This file is about a record that is entered by hand: what of its individual is
// known already, and what is to be said before it is saved.

// FormPrefix begins what the texts of a form are typed for.
const FormPrefix = "form "

// FormKey is what the text of a field of a new record's form is typed for, in
// both screens.
func FormKey(f model.Field) InputKey { return InputKey{store.NewRecord, FormPrefix + f.Name()} }

// Begun is what the form of a new record holds that was begun and not saved:
// the texts by field, none where there is no such form.
func (k *Keeper) Begun() map[model.Field]store.TypedText {
	begun := map[model.Field]store.TypedText{}
	for _, f := range model.Fields() {
		if text, ok := k.Get(FormKey(f)); ok && strings.TrimSpace(text.Text) != "" {
			begun[f] = text
		}
	}
	return begun
}

// DescribeBegun says who began which form: it names the references typed into it.
func (t *Sitting) DescribeBegun(begun map[model.Field]store.TypedText) string {
	who := "You began"
	for _, text := range begun {
		if t.OfAnother(text) {
			who = text.Officer + " began"
		}
	}
	var refs []string
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef, model.ApplicationRef} {
		if text, ok := begun[f]; ok {
			refs = append(refs, report.InSentence(f.Title())+" "+strings.TrimSpace(text.Text))
		}
	}
	if len(refs) == 0 {
		return who + " a form without references and did not save it."
	}
	return who + " the form of " + strings.Join(refs, ", ") + " and did not save it."
}

// ofIndividual are the facts that every hit of one individual in one
// application has alike.
var ofIndividual = []model.Field{
	model.ApplicationRef, model.PersonRef, model.PersonName, model.PersonRole, model.DateOfBirth,
	model.ApplicationType, model.Workforce, model.DueDate,
}

// AnotherHit is what another hit of the incident's individual begins with.
func (in *Incident) AnotherHit() model.Facts {
	var f model.Facts
	of := in.Facts()
	for _, field := range ofIndividual {
		if of.Recorded(field) {
			f.Set(field, of.Get(field))
		}
	}
	return f
}

// KnownIndividual is what the store has of a person_ref that is being typed, to
// complete a form with: name and date of birth and, where all its records are
// under one application, that and what goes with it. said says whom it is, and
// is blank where no record has the reference.
func (t *Sitting) KnownIndividual(person string) (known model.Facts, said string, err error) {
	one, err := t.store.IndividualOf(person)
	if err != nil || len(one.Records) == 0 {
		return known, "", err
	}
	under := map[string]bool{}
	for i := range one.Facts {
		under[one.Facts[i].Text(model.ApplicationRef)] = true
	}
	for _, field := range ofIndividual[2:] {
		if len(under) > 1 && !slices.Contains([]model.Field{model.PersonName, model.DateOfBirth}, field) {
			continue
		}
		for i := range one.Facts {
			if one.Facts[i].Recorded(field) {
				known.Set(field, one.Facts[i].Get(field))
				break
			}
		}
	}
	if len(under) == 1 {
		known.SetText(model.ApplicationRef, one.Facts[0].Text(model.ApplicationRef))
	}
	return known, person + " is in the store" + describeKnown(one.Facts), nil
}

// describeKnown is the name and date of birth of an individual, in brackets.
func describeKnown(facts []model.Facts) string {
	var said []string
	for _, f := range []model.Field{model.PersonName, model.DateOfBirth} {
		for i := range facts {
			if facts[i].Recorded(f) {
				value := facts[i].Show(f)
				if f == model.DateOfBirth {
					value = "born " + value
				}
				said = append(said, value)
				break
			}
		}
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}

// BeforeAdding is what is to be said before a record is saved that was entered
// by hand: that its individual is known under another application, under other
// facts, or under a reference that is nearly this one.
func (t *Sitting) BeforeAdding(f *model.Facts) ([]string, error) {
	person := f.Text(model.PersonRef)
	one, err := t.store.IndividualOf(person)
	if err != nil {
		return nil, err
	}
	var list []string
	var elsewhere []string
	for i := range one.Records {
		key := one.Records[i].Key
		if under := report.Under(key); key.Application != f.Text(model.ApplicationRef) && !slices.Contains(elsewhere, under) {
			elsewhere = append(elsewhere, under)
		}
	}
	if len(elsewhere) > 0 {
		list = append(list, person+describeKnown(one.Facts)+" is in the store "+report.FirstFew(elsewhere)+". What is entered here counts as the same individual, under another application.")
	}
	for _, field := range []model.Field{model.PersonName, model.DateOfBirth} {
		for i := range one.Facts {
			if f.Recorded(field) && one.Facts[i].Recorded(field) && one.Facts[i].Get(field) != f.Get(field) {
				list = append(list, person+" is in the store with another "+report.InSentence(field.Title())+": "+one.Facts[i].Show(field)+". Is it the right reference?")
				break
			}
		}
	}
	list = append(list, nearly(f, one.Records)...)
	alike, err := t.store.AlikeTo(f)
	for _, q := range alike {
		if q.Likeness.Has(model.LikeReference) {
			list = append(list, "The reference "+person+" is nearly "+q.Person+", which is in the store. Where that is who is meant, write it so.")
			continue
		}
		list = append(list, "Individual "+q.Person+", who is in the store, may be the same: "+report.Alike(q.Likeness)+". Criterion 4 will ask.")
	}
	return list, err
}

// nearly names the references of an individual's records that differ from those
// of a new one only in how they are written: a second incident, or another
// application, begun by a slip of the hand.
func nearly(f *model.Facts, records []store.Row) []string {
	var list []string
	for _, ref := range []struct {
		field model.Field
		of    func(model.Key) string
	}{
		{model.IncidentRef, func(k model.Key) string { return k.Incident }},
		{model.ApplicationRef, func(k model.Key) string { return k.Application }},
	} {
		typed := f.Text(ref.field)
		for i := range records {
			known := ref.of(records[i].Key)
			if typed == "" || known == "" || known == typed || fold.Reference(known) != fold.Reference(typed) {
				continue
			}
			said := "The " + report.InSentence(ref.field.Title()) + " " + typed + " is nearly " + known + ", which this individual has. Where that is meant, write it so."
			if !slices.Contains(list, said) {
				list = append(list, said)
			}
		}
	}
	return list
}

// DescribeRefused says why a value of a record entered by hand is refused, and
// what gd8 takes, by the name that an officer knows the field by.
func DescribeRefused(e *model.ValueError) string {
	return e.Field.Title() + ": " + e.Problem + "; gd8 takes " + e.Accepted
}
