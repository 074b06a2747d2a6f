package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/session"
	"gd8/ui/term"
)

// considerOrCheck is the key c: on an incident that is decided it asks first
// whether the decision is checked or made anew.
func (v *reviewing) considerOrCheck() tea.Cmd {
	if v.incident.Item().State != model.StateDecided {
		return v.writing.decide(model.Consider)
	}
	return v.openCheck()
}

// whyNotConsiderOrCheck says why the key c can do neither.
func (v *reviewing) whyNotConsiderOrCheck() string {
	if v.incident.Item().State == model.StateDecided && v.incident.Closed == "" {
		return ""
	}
	return v.incident.WhyNotDecide(model.Consider)
}

// openCheck asks a supervisor about the decision that stands, and says why not
// where it is their own.
func (v *reviewing) openCheck() tea.Cmd {
	why := v.sit.WhyNotCheck(v.incident)
	d := &dialog{asks: true, title: "Check the decision", body: []string{v.look.SafeLine(v.incident.CheckAsks())}}
	d.accept = func(string) tea.Cmd { return v.check(model.Agreed, "") }
	d.refuse = func() tea.Cmd { return v.openReturn() }
	d.yes, d.no = "agree", "return with a comment"
	if why != "" {
		d.body = append([]string{v.look.SafeLine("Not checked: " + why + ".")}, "")
		d.accept, d.refuse = nil, nil
	}
	if v.incident.WhyNotDecide(model.Consider) == "" {
		d.more = append(d.more, action{keys: []string{"c"}, does: "decide to consider it for disclosure", footer: always, footerLabel: "consider instead", do: func() tea.Cmd {
			v.dialog = nil
			return v.writing.decide(model.Consider)
		}})
		d.body = append(d.body, "c decides yourself to consider it for disclosure instead.")
	}
	if why != "" && len(d.more) == 0 {
		v.say(term.Warning, "c: "+v.look.SafeLine(why))
		return nil
	}
	v.openDialog(d, "")
	return nil
}

// openReturn asks for the comment with which a decision is returned.
func (v *reviewing) openReturn() tea.Cmd {
	v.openDialog(&dialog{
		title: "Return the decision with a comment", body: []string{session.CheckReturns}, long: true,
		keep:   session.InputKey{Number: v.incident.Number, For: session.TypedCheck},
		accept: func(text string) tea.Cmd { return v.check(model.Returned, text) },
	}, "")
	return nil
}

// check writes a check of the incident in hand.
func (v *reviewing) check(outcome model.CheckOutcome, comment string) tea.Cmd {
	sit, in, did := v.sit, v.incident, ""
	reread := v.reread(func() {
		v.closeDialog()
		v.say(term.Saved, v.look.SafeLine(did))
	})
	return v.ask(onChange, in.Number, v.failDialog, func() (_ func() tea.Cmd, err error) {
		if did, err = sit.Check(in, outcome, comment); err != nil {
			return nil, err
		}
		return reread()
	})
}
