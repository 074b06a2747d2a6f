package incident

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// considerOrCheck is the key c: on an incident that is decided it asks first
// whether the decision is checked or made anew.
func (v *Review) considerOrCheck() tea.Cmd {
	if v.Incident.Item().State != model.StateDecided {
		return v.Decide(model.Consider)
	}
	return v.openCheck()
}

// whyNotConsiderOrCheck says why the key c can do neither.
func (v *Review) whyNotConsiderOrCheck() string {
	if v.Incident.Item().State == model.StateDecided && v.Incident.Closed == "" {
		return ""
	}
	return v.Incident.WhyNotDecide(model.Consider)
}

// openCheck asks a supervisor about the decision that stands, and says why not
// where it is their own.
func (v *Review) openCheck() tea.Cmd {
	why := v.Sit.WhyNotCheck(v.Incident)
	d := &desk.Dialog{Asks: true, Title: "Check the decision", Body: []string{v.Look.SafeLine(v.Incident.CheckAsks())}}
	d.Accept = func(string) tea.Cmd { return v.check(model.Agreed, "") }
	d.Refuse = func() tea.Cmd { return v.openReturn() }
	d.Yes, d.No = "agree", "return with a comment"
	if why != "" {
		d.Body = append([]string{v.Look.SafeLine("Not checked: " + why + ".")}, "")
		d.Accept, d.Refuse = nil, nil
	}
	if v.Incident.WhyNotDecide(model.Consider) == "" {
		d.More = append(d.More, desk.Action{Keys: []string{"c"}, Does: "decide to consider it for disclosure", Footer: desk.Always, FooterLabel: "consider instead", Do: func() tea.Cmd {
			v.Dialog = nil
			return v.Decide(model.Consider)
		}})
		d.Body = append(d.Body, "c decides yourself to consider it for disclosure instead.")
	}
	if why != "" && len(d.More) == 0 {
		v.Say(term.Warning, "c: "+v.Look.SafeLine(why))
		return nil
	}
	v.OpenDialog(d, "")
	return nil
}

// openReturn asks for the comment with which a decision is returned.
func (v *Review) openReturn() tea.Cmd {
	v.OpenDialog(&desk.Dialog{
		Title: "Return the decision with a comment", Body: []string{session.CheckReturns}, Long: true,
		Keep:   session.InputKey{Number: v.Incident.Number, For: session.TypedCheck},
		Accept: func(text string) tea.Cmd { return v.check(model.Returned, text) },
	}, "")
	return nil
}

// check writes a check of the incident in hand.
func (v *Review) check(outcome model.CheckOutcome, comment string) tea.Cmd {
	sit, in, did := v.Sit, v.Incident, ""
	reread := v.Reread(func() {
		v.CloseDialog()
		v.Say(term.Saved, v.Look.SafeLine(did))
	})
	return v.Ask(desk.OnChange, in.Number, v.FailDialog, func() (_ func() tea.Cmd, err error) {
		if did, err = sit.Check(in, outcome, comment); err != nil {
			return nil, err
		}
		return reread()
	})
}
