package byhand

import (
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/incident"
	"gd8/ui/review/worklist"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Forms opens and saves the form of an incident entered or corrected by hand.
type Forms struct {
	*desk.Desk
	Queue  *worklist.List
	Review *incident.Review
	Form   *Form // the one in hand, or left; nil before any
}

// correctForm opens the form to correct the record in hand. One that was left
// is there again, until it is saved.
func (e *Forms) correctForm() tea.Cmd {
	n := e.Incident.Number
	at := 0
	if e.Form != nil && e.Form.number == n {
		at = e.Form.at
	}
	e.Form = e.newForm(n)
	e.recallForm(at)
	return nil
}

func (e *Forms) recallForm(at int) {
	if text, any := e.Form.recall(); any {
		e.Form.at = at
		e.SayTyped(text, "What you typed and did not save is here again.")
	}
	e.Enter(desk.InForm)
}

// newForm is a blank form, or the record n, the one in hand, as it stands.
func (e *Forms) newForm(n store.Number) *Form {
	f := &Form{Desk: e.Desk, forms: e, number: n, fields: formOrder(n != 0)}
	for _, field := range f.fields {
		typed, text := editor.New(e.Look, model.MaxLong), ""
		if n != 0 && e.Incident.Record().Source.Recorded(field) {
			text = e.Incident.Record().Source.Show(field)
		}
		typed.SetText(text)
		f.texts, f.began = append(f.texts, typed), append(f.began, text)
	}
	if n != 0 {
		f.reason = editor.New(e.Look, model.MaxLong)
	}
	return f
}

// saveForm enters the record, or its correction, and opens it for review.
func (e *Forms) saveForm() tea.Cmd { return e.saveFormOnce(false) }

// saveFormOnce is saveForm; sure says that what is to be said before a new
// record is saved was said.
func (e *Forms) saveFormOnce(sure bool) tea.Cmd {
	f, sit := e.Form, e.Sit
	var base model.Facts
	if f.number != 0 {
		for _, k := range []model.Field{model.ApplicationRef, model.PersonRef, model.IncidentRef} {
			base.Set(k, e.Incident.Record().Source.Get(k))
		}
	}
	facts, err := f.read(sit.Today(), base)
	if err != nil {
		return e.formFailed(err)
	}
	reason := ""
	if f.reason != nil {
		reason = f.reason.Text
	}
	return e.Ask(desk.OnChange, f.number, e.formFailed, func() (func() tea.Cmd, error) {
		n, err := f.number, error(nil)
		if n == 0 && !sure {
			said, err := sit.BeforeAdding(&facts)
			if err != nil || len(said) > 0 {
				return func() tea.Cmd { return e.askBeforeAdding(said) }, err
			}
		}
		if n == 0 {
			n, err = sit.AddAgain(facts, reason)
		} else {
			err = sit.Correct(n, facts, reason)
		}
		return func() tea.Cmd {
			e.Keeper.DropAll(f.number, session.FormPrefix)
			e.Form = nil
			said := "Added: " + facts.Text(model.IncidentRef)
			if f.number != 0 {
				said = "Corrected: " + facts.Text(model.IncidentRef)
			}
			return tea.Batch(e.Review.BackToQueue(), e.Review.OpenIncident(n, desk.Status{Role: term.Saved, Text: e.Look.SafeLine(said)}))
		}, err
	})
}

// formFailed says why a record was refused; what was typed stays.
func (e *Forms) formFailed(err error) tea.Cmd {
	var refused *model.ValueError
	said := err.Error()
	if errors.As(err, &refused) {
		said = session.DescribeRefused(refused)
		for i, field := range e.Form.fields {
			if field == refused.Field {
				e.Form.at = i
			}
		}
	}
	var was *store.ErasedError
	if errors.As(err, &was) {
		said += "; type below why it comes again, and save once more"
		if e.Form.reason == nil {
			e.Form.reason = editor.New(e.Look, model.MaxLong)
		}
		e.Form.at = len(e.Form.fields)
	}
	e.Form.problem = e.Look.SafeLine(said)
	return nil
}

// withdrawRecord asks for the reason and withdraws a record entered by hand.
func (e *Forms) withdrawRecord() tea.Cmd {
	n, sit, ref := e.Incident.Number, e.Sit, e.Incident.Key().Incident
	e.OpenDialog(&desk.Dialog{
		Title: e.Look.SafeLine("Withdraw the record " + ref),
		Body:  []string{session.WithdrawalAsks},
		Keep:  session.InputKey{Number: n, For: session.TypedWithdrawal},
		Accept: func(text string) tea.Cmd {
			if strings.TrimSpace(text) == "" {
				return e.FailDialog(errors.New("withdrawing a record needs a reason"))
			}
			return e.Ask(desk.OnChange, n, e.FailDialog, func() (func() tea.Cmd, error) {
				err := sit.Withdraw(n, text)
				return func() tea.Cmd {
					e.Keeper.DropAll(n, session.FormPrefix)
					e.CloseDialog()
					e.Queue.Cursor = e.Queue.Beside(n)
					cmd := e.Review.BackToQueue()
					e.Incident = nil
					e.Say(term.Saved, "Withdrawn: "+ref)
					return cmd
				}, err
			})
		},
	}, "")
	return nil
}

// Actions add another hit of the individual in hand, and correct or withdraw
// a record entered by hand.
func (e *Forms) Actions() []desk.Action {
	notByHand := func() string { return e.Incident.WhyNotByHand() }
	return []desk.Action{
		{Keys: []string{"a"}, Acts: true, Does: "add another hit of this individual by hand", DisabledReason: e.NotInDemo, Do: e.addAnother},
		{Keys: []string{"C"}, Acts: true, Does: "correct the record entered by hand", Rare: true, DisabledReason: notByHand, Do: e.correctForm},
		{Keys: []string{"X"}, Acts: true, Does: "withdraw the record entered by hand", Rare: true, DisabledReason: notByHand, Do: e.withdrawRecord},
	}
}

// Keys are the keys of the form.
func (e *Forms) Keys() desk.Table {
	return desk.Table{Name: "An incident entered by hand", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "save", Footer: desk.Always, Do: e.saveForm},
		{Keys: []string{"tab"}, Does: "next field", Footer: desk.Always, Do: func() tea.Cmd { return e.Form.moveForm(1) }},
		{Keys: []string{"shift+tab"}, Does: "previous field", Footer: desk.IfRoom, Do: func() tea.Cmd { return e.Form.moveForm(-1) }},
		e.TypedMenuKey(),
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: desk.Do(e.Leave)},
	}}
}
