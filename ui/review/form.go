package review

import (
	"errors"
	"fmt"
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

// form is an incident being entered or corrected by hand: every field, with
// the checks an import makes.
type form struct {
	*desk.Desk
	forms  *forms
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

// forms opens and saves the form of an incident entered or corrected by hand.
type forms struct {
	*desk.Desk
	queue  *worklist.List
	review *incident.Review
	form   *form // the one in hand, or left; nil before any
}

// correctForm opens the form to correct the record in hand. One that was left
// is there again, until it is saved.
func (e *forms) correctForm() tea.Cmd {
	n := e.Incident.Number
	at := 0
	if e.form != nil && e.form.number == n {
		at = e.form.at
	}
	e.form = e.newForm(n)
	e.recallForm(at)
	return nil
}

func (e *forms) recallForm(at int) {
	if text, any := e.form.recall(); any {
		e.form.at = at
		e.SayTyped(text, "What you typed and did not save is here again.")
	}
	e.Enter(desk.InForm)
}

// newForm is a blank form, or the record n, the one in hand, as it stands.
func (e *forms) newForm(n store.Number) *form {
	f := &form{Desk: e.Desk, forms: e, number: n, fields: formOrder(n != 0)}
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

func (f *form) editor() *editor.Editor {
	if f.at == len(f.fields) {
		return f.reason
	}
	return f.texts[f.at]
}

// long reports whether enter is a line break in the field in hand.
func (f *form) long() bool {
	return f.at < len(f.fields) && f.fields[f.at].Kind() == model.KindLong
}

func (f *form) move(by int) {
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	f.at = (f.at + by + n) % n
}

func (f *form) press(msg tea.KeyMsg) tea.Cmd {
	switch {
	case f.long():
	case msg.String() == "enter" || msg.String() == "down":
		return f.moveForm(1)
	case msg.String() == "up":
		return f.moveForm(-1)
	case msg.Paste:
		msg.Runes = []rune(editor.OneLine(string(msg.Runes)))
	}
	f.Typed(f.editor().Press(msg))
	f.problem = ""
	return nil
}

// read gives the facts typed; where one is refused its field is in hand.
func (f *form) read(today model.Date, key model.Facts) (model.Facts, error) {
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

// saveForm enters the record, or its correction, and opens it for review.
func (e *forms) saveForm() tea.Cmd { return e.saveFormOnce(false) }

// saveFormOnce is saveForm; sure says that what is to be said before a new
// record is saved was said.
func (e *forms) saveFormOnce(sure bool) tea.Cmd {
	f, sit := e.form, e.Sit
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
			e.form = nil
			said := "Added: " + facts.Text(model.IncidentRef)
			if f.number != 0 {
				said = "Corrected: " + facts.Text(model.IncidentRef)
			}
			return tea.Batch(e.review.BackToQueue(), e.review.OpenIncident(n, desk.Status{Role: term.Saved, Text: e.Look.SafeLine(said)}))
		}, err
	})
}

// formFailed says why a record was refused; what was typed stays.
func (e *forms) formFailed(err error) tea.Cmd {
	var refused *model.ValueError
	said := err.Error()
	if errors.As(err, &refused) {
		said = session.DescribeRefused(refused)
		for i, field := range e.form.fields {
			if field == refused.Field {
				e.form.at = i
			}
		}
	}
	var was *store.ErasedError
	if errors.As(err, &was) {
		said += "; type below why it comes again, and save once more"
		if e.form.reason == nil {
			e.form.reason = editor.New(e.Look, model.MaxLong)
		}
		e.form.at = len(e.form.fields)
	}
	e.form.problem = e.Look.SafeLine(said)
	return nil
}

func (f *form) view(width, height int) []string {
	title := "Add an incident by hand"
	if f.of != "" {
		title = "Add another hit of " + f.of
	}
	if f.number != 0 {
		title = "Correct the record " + f.Look.SafeLine(f.Incident.Key().Incident) + ", entered by hand"
	}
	n := len(f.fields)
	if f.reason != nil {
		n++
	}
	lines := []string{f.Look.Render(term.Title, title) + f.Look.Render(term.Dim, fmt.Sprintf("  field %d of %d", f.at+1, n))}
	var foot []string
	if f.problem != "" {
		foot = f.Hanging(term.Error, f.Look.Symbols.Error+" ", f.problem, width)
	} else if f.at < len(f.fields) {
		foot = f.Paragraph(term.Dim, f.Look.SafeLine(formHint(f.fields[f.at])), width)
	}
	room := max(height-1-len(foot), 2)
	tall := 1
	if f.long() {
		tall = min(max(room/2, 3), 8)
	}
	from := min(max(f.at-(room-tall)/2, 0), max(n-(room-tall+1), 0))
	for i := from; i < n && len(lines) <= room; i++ {
		lines = append(lines, f.line(i, width, tall)...)
	}
	return desk.Indent(append(desk.Exactly(lines, height-len(foot)), foot...))
}

func (f *form) line(i, width, tall int) []string {
	name, e := "Reason of the correction", f.reason
	if f.number == 0 {
		name = "Why it comes again"
	}
	if i < len(f.fields) {
		name, e = f.fields[i].Title(), f.texts[i]
		if f.fields[i] == model.PersonRef || f.fields[i] == model.IncidentRef {
			name += " (required)"
		}
	}
	mark, height := f.Look.Symbols.NoCursor, 1
	if i == f.at {
		mark, height = f.Look.Symbols.Cursor, tall
	}
	e.SetSize(max(width-27, 12), height)
	text := e.View(i == f.at)
	for k := range text {
		label := ""
		if k == 0 {
			label = mark + " " + name
		}
		text[k] = f.Look.Fit(label, 26) + " " + text[k]
	}
	return text
}

// formHint says what a field takes.
func formHint(f model.Field) string {
	switch {
	case f == model.PersonRef:
		return "The reference of the individual in your records: every record of the same individual has the same."
	case f == model.IncidentRef:
		return "The reference of this hit, such as the crime number."
	case f == model.ApplicationRef:
		return "The reference of the Enhanced DBS application; blank where there is none."
	case f.Kind() == model.KindTri:
		return "gd8 takes " + model.AcceptedTri + "; blank is not recorded."
	case f.Kind() == model.KindLong:
		return "What happened, in words. Enter is a line break here; tab goes on."
	}
	return incident.Accepted(f)
}

// withdrawRecord asks for the reason and withdraws a record entered by hand.
func (e *forms) withdrawRecord() tea.Cmd {
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
					e.queue.Cursor = e.queue.Beside(n)
					cmd := e.review.BackToQueue()
					e.Incident = nil
					e.Say(term.Saved, "Withdrawn: "+ref)
					return cmd
				}, err
			})
		},
	}, "")
	return nil
}

// byHandActions add another hit of the individual in hand, and correct or withdraw
// a record entered by hand.
func (e *forms) byHandActions() []desk.Action {
	notByHand := func() string { return e.Incident.WhyNotByHand() }
	return []desk.Action{
		{Keys: []string{"a"}, Acts: true, Does: "add another hit of this individual by hand", DisabledReason: e.NotInDemo, Do: e.addAnother},
		{Keys: []string{"C"}, Acts: true, Does: "correct the record entered by hand", Rare: true, DisabledReason: notByHand, Do: e.correctForm},
		{Keys: []string{"X"}, Acts: true, Does: "withdraw the record entered by hand", Rare: true, DisabledReason: notByHand, Do: e.withdrawRecord},
	}
}

// formKeys are the keys of the form.
func (e *forms) formKeys() desk.Table {
	return desk.Table{Name: "An incident entered by hand", Typing: true, Actions: []desk.Action{
		{Keys: []string{"ctrl+s"}, Does: "save", Footer: desk.Always, Do: e.saveForm},
		{Keys: []string{"tab"}, Does: "next field", Footer: desk.Always, Do: func() tea.Cmd { return e.form.moveForm(1) }},
		{Keys: []string{"shift+tab"}, Does: "previous field", Footer: desk.IfRoom, Do: func() tea.Cmd { return e.form.moveForm(-1) }},
		e.TypedMenuKey(),
		{Keys: []string{"esc"}, Does: "back", Footer: desk.Always, Do: desk.Do(e.Leave)},
	}}
}
