package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/session"
	"gd8/ui/term"
)

// considerOrCheck is the key c: on an incident that is decided it asks first
// whether the decision is checked or made anew.
func (a *App) considerOrCheck() tea.Cmd {
	if a.incident.Item().State != model.StateDecided {
		return a.decide(model.Consider)
	}
	return a.openCheck()
}

// whyNotConsiderOrCheck says why the key c can do neither.
func whyNotConsiderOrCheck(a *App) string {
	if a.incident.Item().State == model.StateDecided && a.incident.Closed == "" {
		return ""
	}
	return a.incident.WhyNotDecide(model.Consider)
}

// openCheck asks a supervisor about the decision that stands, and says why not
// where it is their own.
func (a *App) openCheck() tea.Cmd {
	why := a.sit.WhyNotCheck(a.incident)
	d := &dialog{asks: true, title: "Check the decision", body: []string{a.look.SafeLine(a.incident.CheckAsks())}}
	d.accept = func(a *App, _ string) tea.Cmd { return a.check(model.Agreed, "") }
	d.refuse = func(a *App) tea.Cmd { return a.openReturn() }
	d.yes, d.no = "agree", "return with a comment"
	if why != "" {
		d.body = append([]string{a.look.SafeLine("Not checked: " + why + ".")}, "")
		d.accept, d.refuse = nil, nil
	}
	if a.incident.WhyNotDecide(model.Consider) == "" {
		d.more = append(d.more, action{keys: []string{"c"}, does: "decide to consider it for disclosure", footer: always, footerLabel: "consider instead", do: func(a *App) tea.Cmd {
			a.dialog = nil
			return a.decide(model.Consider)
		}})
		d.body = append(d.body, "c decides yourself to consider it for disclosure instead.")
	}
	if why != "" && len(d.more) == 0 {
		a.say(term.Warning, "c: "+a.look.SafeLine(why))
		return nil
	}
	a.openDialog(d, "")
	return nil
}

// openReturn asks for the comment with which a decision is returned.
func (a *App) openReturn() tea.Cmd {
	a.openDialog(&dialog{
		title: "Return the decision with a comment", body: []string{session.CheckReturns}, long: true,
		keep:   session.InputKey{Number: a.incident.Number, For: session.TypedCheck},
		accept: func(a *App, text string) tea.Cmd { return a.check(model.Returned, text) },
	}, "")
	return nil
}

// check writes a check of the incident in hand.
func (a *App) check(outcome model.CheckOutcome, comment string) tea.Cmd {
	sit, in, did := a.sit, a.incident, ""
	reread := a.reread(func(a *App) {
		a.closeDialog()
		a.say(term.Saved, a.look.SafeLine(did))
	})
	return a.ask(onChange, in.Number, failDialog, func() (_ func(*App) tea.Cmd, err error) {
		if did, err = sit.Check(in, outcome, comment); err != nil {
			return nil, err
		}
		return reread()
	})
}
