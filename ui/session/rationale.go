package session

import (
	"errors"
	"slices"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
)

// Rationale is a decision being argued: what is asked, what is written so far,
// and the steps to a saved decision that both screens go.
type Rationale struct {
	Number store.Number
	Kind   model.DecisionKind
	Ref    string          // of the incident, as its source wrote it
	Asked  []model.Section // in the order in which they are asked; some may be left blank
	// Sections are the texts as they stand, also of sections not asked for now.
	Sections model.Sections
	// Day is the reminder as typed, or for a decision to consider the line on
	// representations; blank for none.
	Day  string
	From Origin

	// Unshown is how many lines of the incident's summary were not on the
	// screen in this sitting.
	Unshown int

	sit   *Sitting
	input *Input
}

// Origin says where the text that a rationale starts from comes from.
type Origin uint8

// The origins.
const (
	Nowhere     Origin = iota // the rationale starts blank
	FromDraft                 // the draft kept for it
	FromVersion               // this incident's own earlier decision of that kind
)

// Rationale begins the rationale of a decision of kind k. It starts from the
// draft, else from this incident's own newest decision of that kind, standing,
// out of date or withdrawn. The text of another incident is never offered.
func (t *Sitting) Rationale(in *Incident, k model.DecisionKind) (*Rationale, error) {
	r := &Rationale{Number: in.Number, Kind: k, Ref: in.Key().Incident, Asked: in.Asked(k), sit: t}
	if d, ok := in.Draft(k); ok {
		r.Sections, r.Day, r.From = d.Sections, d.Remind.String(), FromDraft
		if k == model.Consider {
			r.Day = representationsText(d.Representations)
		}
		return r, nil
	}
	earlier, err := t.earlier(in, k)
	if earlier != nil {
		r.Sections, r.Day, r.From = earlier.Sections, earlier.Remind.String(), FromVersion
		if k == model.Consider {
			r.Day = representationsText(earlier.Representations)
		}
	}
	if slices.Contains(r.Asked, model.Searched) && strings.TrimSpace(r.Sections[model.Searched]) == "" {
		r.Sections[model.Searched] = searchedBefore(in)
	}
	return r, err
}

// searchedBefore is what was last said in the case about which systems were
// searched, for the officer to go on from: in a decision, else with an answer
// about further information.
func searchedBefore(in *Incident) string {
	var text string
	var at time.Time
	for i := range in.Items {
		if d := in.Items[i].Decision; d != nil && d.Sections[model.Searched] != "" && !d.At.Before(at) {
			text, at = d.Sections[model.Searched], d.At
		}
	}
	if text != "" {
		return text
	}
	for i := range in.Case.Records {
		for _, a := range in.Case.Records[i].Answers {
			if (a.Field == model.PatternOfBehaviour || a.Field == model.IndicatorOfRisk) && a.Note != "" && !a.At.Before(at) {
				text, at = a.Note, a.At
			}
		}
	}
	return text
}

// earlier is the incident's own newest decision of kind k; nil for none.
func (t *Sitting) earlier(in *Incident, k model.DecisionKind) (*model.Decision, error) {
	d := in.Item().Decision
	if d == nil || d.Kind == k {
		return d, nil
	}
	changes, err := history.Of(t.store, in.Number)
	for _, c := range changes {
		if c.Decision != nil && c.Decision.Kind == k {
			return c.Decision, err
		}
	}
	return nil, err
}

// KeepIn has a keeper keep the text while it is typed, as a draft.
func (r *Rationale) KeepIn(k *Keeper) {
	r.input = k.Open(Kept{
		Name: "draft", Lost: "the rationale of " + r.Ref + " could not be saved as a draft", File: r.Kind.String(), Plain: r.Plain,
		there: func() error {
			_, err := r.sit.DraftInItsPlace(r.Number, r.Draft())
			return err
		},
	}, r.content())
}

// Input is the text with its keeper.
func (r *Rationale) Input() *Input { return r.input }

// Changed gives the keeper what is typed now. A reminder that is no date yet is
// not kept with the draft.
func (r *Rationale) Changed() {
	n, draft := r.Number, r.Draft()
	r.input.Change(r.content(), func() error { return r.sit.SaveDraft(n, draft) })
}

// Draft is the text as a draft.
func (r *Rationale) Draft() store.Draft {
	d := store.Draft{Kind: r.Kind, Sections: r.Sections}
	switch r.Kind {
	case model.Defer:
		d.Remind, _ = r.sit.Reminder(r.Day)
	case model.Consider:
		d.Representations, _ = ParseRepresentations(r.Day)
	}
	return d
}

// content is what is typed, to compare.
func (r *Rationale) content() any {
	return struct {
		sections model.Sections
		day      string
	}{r.Sections, r.Day}
}

// HasDay reports whether the decision takes a line of dates beside its text.
func (r *Rationale) HasDay() bool { return r.Kind == model.Defer || r.Kind == model.Consider }

// DayName is what the line of dates is called.
func (r *Rationale) DayName() string {
	if r.Kind == model.Consider {
		return "representations"
	}
	return "reminder date"
}

// DayKey is what a line of dates that no draft holds is kept under.
func (r *Rationale) DayKey() InputKey {
	if r.Kind == model.Consider {
		return InputKey{r.Number, "representations"}
	}
	return InputKey{r.Number, "reminder " + r.Kind.String()}
}

// NoDate reports whether the line of dates typed is none yet.
func (r *Rationale) NoDate() bool {
	if r.Kind == model.Consider {
		_, err := ParseRepresentations(r.Day)
		return err != nil
	}
	day, err := r.sit.Reminder(r.Day)
	return err != nil && !day.Known()
}

// DayUnkept reports whether a line of dates is typed that a draft does not hold:
// it is no date yet, or there is no text and so no draft.
func (r *Rationale) DayUnkept() bool {
	return strings.TrimSpace(r.Day) != "" && (r.NoDate() || r.Sections.Blank())
}

// IsOptional reports whether the decision can be saved with a section blank.
func (r *Rationale) IsOptional(s model.Section) bool { return slices.Contains(r.Kind.Optional(), s) }

// Left says what is kept of a rationale that is left.
func (r *Rationale) Left() string {
	switch {
	case r.DayUnkept() && r.Sections.Blank():
		if r.Kind == model.Consider {
			return "There is no text, so no draft. The line on representations is kept as you typed it."
		}
		return "There is no text, so no draft. The reminder is kept as you typed it."
	case r.DayUnkept() && r.Kind == model.Consider:
		return "Draft saved. The line on representations is no dates yet and is kept as you typed it."
	case r.DayUnkept():
		return "Draft saved. The reminder is no date yet and is kept as you typed it."
	case r.Sections.Blank():
		return "The text is blank, so no draft is kept."
	}
	return "Draft saved. The same key opens it again."
}

// Plain is the rationale as plain text.
func (r *Rationale) Plain() string {
	return PlainText(r.Kind, r.Ref, r.Asked, r.Sections, r.Day)
}

// Advice is what the officer may want to look at again. It never stops a
// decision. References in it are as the source wrote them.
func (r *Rationale) Advice() ([]string, error) {
	return r.sit.advice(r.Number, r.Asked, r.Sections, r.Unshown)
}

func (t *Sitting) advice(n store.Number, asked []model.Section, s model.Sections, unshown int) ([]string, error) {
	var failed error
	advice := model.Advice(asked, s, func(section model.Section) string {
		if t.second != nil {
			return "" // no other case is named
		}
		key, same, err := t.store.SameText(n, section, s[section])
		if err != nil {
			failed = err
		}
		if !same {
			return ""
		}
		return key.Incident
	}, unshown)
	return advice, failed
}

// Deciding gives what saves the decision as it is typed now: no older draft
// comes after it. The error is that of the line of dates; that of the save is a
// *model.DecisionError where the decision is refused.
func (r *Rationale) Deciding() (save func() (Decided, error), err error) {
	n, p := r.Number, model.Proposal{Kind: r.Kind, Sections: r.Sections}
	switch r.Kind {
	case model.Consider:
		if p.Representations, err = ParseRepresentations(r.Day); err == nil {
			err = p.Representations.Check(r.sit.Today())
		}
	case model.Defer:
		p.Remind, err = r.sit.Reminder(r.Day)
	}
	if err != nil {
		return nil, err
	}
	var done Decided
	asked := *r
	last := r.input.Last(func() (err error) {
		// What stands against the text is kept with it; that it could not be
		// looked up stops no decision.
		p.Advice, _ = asked.Advice()
		done, err = r.sit.DecideAs(n, p)
		return err
	})
	return func() (Decided, error) {
		err := last()
		return done, err
	}, nil
}

// SaveDraft keeps a rationale that is not yet saved as a decision; a blank one
// is deleted.
func (t *Sitting) SaveDraft(n store.Number, d store.Draft) error {
	if err := t.store.SaveDraft(t.Actor(), n, d); err != nil {
		return err
	}
	return t.keepSecond(n)
}

// DeleteDraft deletes a draft.
func (t *Sitting) DeleteDraft(n store.Number, k model.DecisionKind) error {
	if err := t.store.DeleteDraft(t.Actor(), n, k); err != nil {
		return err
	}
	return t.keepSecond(n)
}

// SaveNote keeps the officer's note to themselves on an incident; a blank one
// is deleted.
func (t *Sitting) SaveNote(n store.Number, text string) error {
	if t.second != nil {
		return errors.New("no note is kept in a second review; " + NotInSecond)
	}
	return t.store.SaveNote(t.Actor(), n, text)
}
