package review

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// putBack asks what is to become of a store whose file was moved, deleted or
// replaced while gd8 had it open.
func (k *keeping) putBack() tea.Cmd {
	sit := k.Sit
	return k.Ask(desk.OnChange, 0, nil, func() (func() tea.Cmd, error) {
		said, err := sit.InItsPlace()
		return func() tea.Cmd {
			if said == nil {
				k.Say(term.Dim, "The store's file is in its place.")
				return nil
			}
			var body []string
			for _, p := range said {
				body = append(body, k.Look.SafeLine(p))
			}
			k.OpenDialog(&desk.Dialog{Title: "The store's file is not in its place", Body: append(body, "Type the word:"), Accept: k.choosePlace}, "")
			return nil
		}, err
	})
}

// choosePlace does what the word typed says.
func (k *keeping) choosePlace(word string) tea.Cmd {
	sit, ctx := k.Sit, k.Ctx
	switch strings.ToLower(strings.TrimSpace(editor.OneLine(word))) {
	case session.WordPutBack:
		return k.Ask(desk.OnChange, 0, k.FailDialog, func() (func() tea.Cmd, error) {
			said, err := sit.PutBack(ctx)
			return func() tea.Cmd {
				k.CloseDialog()
				k.Replaced = false
				k.Say(term.Saved, said)
				return k.Save(nil)
			}, err
		})
	case session.WordThere:
		if k.writing.Rationale == nil {
			k.Dialog.Problem = "No rationale is open. Put the store back, or esc and write the text to a file."
			return nil
		}
		n, d := k.Incident.Number, k.writing.Rationale.Draft()
		return k.Ask(desk.OnChange, n, k.FailDialog, func() (func() tea.Cmd, error) {
			said, err := sit.DraftInItsPlace(n, d)
			return func() tea.Cmd {
				k.CloseDialog()
				if k.writing.Rationale != nil {
					k.writing.Rationale.Input().KeptElsewhere()
				}
				k.Say(term.Saved, said)
				return nil
			}, err
		})
	}
	k.Dialog.Problem = "Type one of the words above, or esc to do nothing yet. Your text is kept here."
	return nil
}
