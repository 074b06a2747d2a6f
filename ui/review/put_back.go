package review

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// wayOut says which keys keep a text that the store could not take.
func wayOut(err error) string {
	if session.Replaced(err) {
		return "ctrl+r says what became of the store's file, and how to go on; ctrl+o writes the text to a file."
	}
	return "ctrl+o writes the text to a file."
}

// putBack asks what is to become of a store whose file was moved, deleted or
// replaced while gd8 had it open.
func (a *App) putBack() tea.Cmd {
	sit := a.sit
	return a.ask(onChange, 0, nil, func() (func(*App) tea.Cmd, error) {
		said, err := sit.InItsPlace()
		return func(a *App) tea.Cmd {
			if said == nil {
				a.say(term.Dim, "The store's file is in its place.")
				return nil
			}
			var body []string
			for _, p := range said {
				body = append(body, a.look.SafeLine(p))
			}
			a.openDialog(&dialog{title: "The store's file is not in its place", body: append(body, "Type the word:"), accept: (*App).choosePlace}, "")
			return nil
		}, err
	})
}

// choosePlace does what the word typed says.
func (a *App) choosePlace(word string) tea.Cmd {
	sit, ctx := a.sit, a.ctx
	switch strings.ToLower(strings.TrimSpace(editor.OneLine(word))) {
	case session.WordPutBack:
		return a.ask(onChange, 0, failDialog, func() (func(*App) tea.Cmd, error) {
			said, err := sit.PutBack(ctx)
			return func(a *App) tea.Cmd {
				a.closeDialog()
				a.replaced = false
				a.say(term.Saved, said)
				return a.save(nil)
			}, err
		})
	case session.WordThere:
		if a.rationale == nil {
			a.dialog.problem = "No rationale is open. Put the store back, or esc and write the text to a file."
			return nil
		}
		n, d := a.incident.Number, a.rationale.Draft()
		return a.ask(onChange, n, failDialog, func() (func(*App) tea.Cmd, error) {
			said, err := sit.DraftInItsPlace(n, d)
			return func(a *App) tea.Cmd {
				a.closeDialog()
				if a.rationale != nil {
					a.rationale.Input().KeptElsewhere()
				}
				a.say(term.Saved, said)
				return nil
			}, err
		})
	}
	a.dialog.problem = "Type one of the words above, or esc to do nothing yet. Your text is kept here."
	return nil
}
