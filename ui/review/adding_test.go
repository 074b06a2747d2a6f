package review

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
)

func (p *officer) typed(f model.Field) string {
	return p.app.forms.Form.Text(f)
}

func TestAnotherHitBeginsFromTheIndividualInHand(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			p.has("P-118", "CR/1", cleanFacts...)
			p.open().resize(size[0], size[1])
			p.press("enter", "a").sees("Add another hit of P-118", "APP-118", "› Incident (required)")
			for f, want := range map[model.Field]string{model.PersonRef: "P-118", model.ApplicationRef: "APP-118", model.PersonName: "Alex Example", model.DateOfBirth: "2 January 2004", model.IncidentRef: "", model.Offence: "", model.OutcomeCode: ""} {
				if got := p.typed(f); got != want {
					t.Errorf("%s begins with %q, not %q", f.Title(), got, want)
				}
			}
			p.types("CR/2").press("ctrl+s").sees("Added: CR/2")
			if v := p.verdicts(); v[0] != model.DoesNotApply {
				t.Errorf("the first is %v", v[0])
			}
		})
	}
}

func TestAKnownReferenceIsCompletedAndOneNearlyKnownIsNamed(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("N100", "CR/1", with(cleanFacts, "person_name=Renée Côté")...)
	p.open().press("a").types("N100").press("tab").sees("N100 is in the store (Renée Côté, born 2 January 2004). What is known of this individual is filled in.")
	for f, want := range map[model.Field]string{model.PersonName: "Renée Côté", model.DateOfBirth: "2 January 2004", model.ApplicationRef: "APP-N100"} {
		if got := p.typed(f); got != want {
			t.Errorf("%s is %q, not %q", f.Title(), got, want)
		}
	}
	p.press("esc", "a", "n").types("n-100").press("tab").sees("Nearly N100, which is in the store.")
	p.types("CR/2").press("ctrl+s").sees("Before it is saved", "The reference n-100 is nearly N100, which is in the store.")
	if p.app.Counts.Total != 1 {
		t.Error("it was saved before it was said")
	}
	p.press("n").sees("What you typed is here", "n-100").press("ctrl+s", "y").sees("Added: CR/2")
}

func TestAPersonKnownUnderAnotherApplicationIsSaidBeforeSaving(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			p.has("N100", "CR/1", with(cleanFacts, "person_name=Renée Côté")...)
			p.has("N200", "CR/5", with(cleanFacts, "person_name=Alex Other", "application_ref=A-9")...)
			p.open().resize(size[0], size[1])
			p.press("a").types("N100").press("tab").types("CR/2").press("tab").press("ctrl+u").types("A-9").press("ctrl+s")
			p.sees("Before it is saved", "is in the store", "APP-N100", "both are applicants")
			p.press("y").sees("Added: CR/2", "same individual?")
		})
	}
}

// A form that was left half-typed is offered by name, and declined it is
// emptied; no other form has a word of it.
func TestAHalfTypedFormNeverComesBackInsideAnother(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-118", "CR/1", cleanFacts...)
	p.open().press("enter", "a").types("CR/2").press("tab").press("esc", "esc")
	p.press("a").sees("You began the form of individual P-118, incident CR/2, application APP-118").press("esc").sees("Nothing was done")
	p.press("a", "y").sees("CR/2")
	if got := p.typed(model.PersonRef); got != "P-118" {
		t.Errorf("the form that was begun is of %q", got)
	}
	p.press("esc", "a", "n").sees("The form was emptied.", "Add an incident by hand")
	for _, f := range model.Fields() {
		if text := p.typed(f); text != "" {
			t.Errorf("%s begins with %q", f.Title(), text)
		}
	}
	p.press("esc", "a")
	if p.app.Dialog != nil {
		t.Error("an emptied form is offered again")
	}
	p.press("esc")
	must(t, p.app.Keeper.Save())
	if kept, err := p.store.TypedFor(store.NewRecord); err != nil || len(kept) != 0 {
		t.Errorf("kept %v, %v", kept, err)
	}
	// What was only opened is not begun.
	p.press("enter", "a", "esc", "a")
	if p.app.Dialog != nil || strings.Contains(p.screen(), "here again") {
		t.Error("a form that nobody typed into is offered")
	}
}

// A slip in the reference of an application would make another case of one
// individual, with one incident in it.
func TestAReferenceNearlyThatOfTheIndividualIsSaidBeforeSaving(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-118", "CR/1", cleanFacts...)
	p.open().press("enter", "a").types("cr-01").press("tab", "ctrl+u").types("APP118").press("ctrl+s")
	p.sees("The incident cr-01 is nearly CR/1", "The application APP118 is nearly APP-118", "which this individual has.").press("n")
	if p.app.Counts.Total != 1 {
		t.Error("it was saved before it was said")
	}
}
