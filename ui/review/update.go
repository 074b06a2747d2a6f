package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/importing"
	"gd8/ui/review/rationale"
	"gd8/ui/review/worklist"
	"gd8/ui/term"
)

// Update takes in one message and draws the screen it leads to. An error of
// gd8's own ends the program in order, with the draft kept.
func (a *App) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer func() {
		if p := recover(); p != nil {
			a.failure = desk.NewInternalError(p)
			cmd = tea.Quit
		}
	}()
	a.Quiet = false
	if cmd = a.take(msg); a.Quiet {
		return a, cmd
	}
	cmd = tea.Batch(cmd, a.keep.saveSoon(), a.preview.FollowPreview(), a.tour.Follow())
	a.frame = a.draw()
	return a, cmd
}

// View is the screen as it was drawn last: Bubble Tea asks for it after every
// message, also those that changed nothing.
func (a *App) View() string {
	if a.places {
		return term.AtCursor(a.frame, a.cursor.line, a.cursor.cell)
	}
	return a.frame
}

func (a *App) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return a.tour.Resize(msg.Width, msg.Height)
	case desk.Reply:
		return tea.Batch(a.Receive(msg), a.catchUp())
	case tea.KeyMsg:
		return a.onKey(msg)
	case gathered:
		return a.gathered()
	case rationale.Settled: // drawn anew without the mark
		return nil
	case saveDue:
		return a.keep.saveDue()
	case worklist.Rested:
		return a.preview.Rested(msg)
	case idleDue:
		return a.lock.idleDue(msg)
	case unnamed:
		a.sayOfKey(term.Dim, a.Useless(string(msg)))
		return nil
	case stopped:
		return a.stop(msg)
	case notPasted:
		a.sayOfKey(term.Warning, "Nothing was pasted: "+string(msg)+".")
		return nil
	case importing.Step:
		return a.importing.Progressed(msg)
	}
	a.Quiet = true
	return nil
}

// catchUp acts on the keys typed while a command ran. Those typed for an
// incident that is no longer in hand are dropped, and so are those after a key
// that led elsewhere: the officer had not seen what they would act on.
func (a *App) catchUp() tea.Cmd {
	if a.Waiting > 0 || len(a.Ahead) == 0 {
		return nil
	}
	keys := a.Ahead
	a.Ahead = nil
	var cmds []tea.Cmd
	where := a.where()
	for i, k := range keys {
		if a.Waiting > 0 {
			a.Ahead = append(a.Ahead, keys[i:]...)
			break
		}
		if a.where() != where || k.Number != where.number {
			break
		}
		cmds = append(cmds, a.actOn(k.Key))
	}
	return tea.Batch(cmds...)
}

// where tells one screen of one incident from another.
func (a *App) where() spot {
	p := spot{screen: a.Screen(), dialog: a.Dialog != nil}
	if a.Incident != nil {
		p.number = a.Incident.Number
	}
	return p
}

type spot struct {
	screen desk.Screen
	dialog bool
	number store.Number
}

// actOn gives a key to the part that has the keys.
func (a *App) actOn(msg tea.KeyMsg) tea.Cmd {
	switch msg.String() { // also while a command runs
	case "ctrl+c":
		return a.interrupt()
	case "ctrl+l":
		return a.lock.lockScreen(true)
	}
	a.Leaving, a.Key = false, msg.String()
	if a.Waiting > 0 {
		a.Ahead = append(a.Ahead, desk.TypedAhead{Key: msg, Number: a.where().number})
		return nil
	}
	a.Status = desk.Status{}
	if a.Dialog != nil {
		return a.Dialog.Press(msg)
	}
	t := a.Tables[a.Screen()]
	if a.Screen() == desk.InOpening && (msg.Paste || !t.Has(msg.String()) && !a.Everywhere.Has(msg.String())) {
		a.Leave() // the queue is in sight, so a key for it need not be pressed twice
		t = a.Tables[a.Screen()]
	}
	if !msg.Paste {
		if cmd, ran := t.Run(a.Desk, msg); ran {
			return cmd
		}
		if cmd, ran := a.Everywhere.Run(a.Desk, msg); ran {
			return cmd
		}
	}
	if t.Typing {
		return a.typeIn(msg)
	}
	return a.stray(msg)
}

// stray is what becomes of a key that the screen has no action for, and of
// text pasted where letters are commands.
func (a *App) stray(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste || len(msg.Runes) > 1 {
		if !msg.Paste && movement(msg) { // held down on a slow line
			var cmds []tea.Cmd
			for _, r := range msg.Runes {
				cmd, _ := a.Tables[a.Screen()].Run(a.Desk, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
				cmds = append(cmds, cmd)
			}
			return tea.Batch(cmds...)
		}
		a.Say(term.Warning, "Nothing was pasted. Open the rationale or a field first, then paste.")
		return nil
	}
	a.Say(term.Dim, a.Useless(msg.String()))
	return nil
}

// typeIn puts a key's text where text is being typed.
func (a *App) typeIn(msg tea.KeyMsg) tea.Cmd {
	switch a.Screen() {
	case desk.InPurpose:
		a.Typed(a.who.input().Press(msg))
	case desk.InSearch:
		return a.queue.TypeIn(msg)
	case desk.InRationale:
		return a.writing.Rationale.Press(msg)
	case desk.InNote:
		return a.writing.Note.Press(msg)
	case desk.InFind:
		a.guide.Press(msg)
	case desk.InForm:
		return a.forms.Form.Press(msg)
	case desk.InPath:
		return a.importing.Prompt.Press(msg)
	case desk.InPalette:
		a.palette.Press(msg)
	}
	return nil
}

// interrupt is Ctrl-C: it cancels an import, else it leaves in order.
func (a *App) interrupt() tea.Cmd {
	if a.importing.Running() {
		return a.importing.Cancel()
	}
	return a.quit()
}

// quit leaves the app. Whatever is typed is kept first; where that fails a
// second time leaves all the same, with a last try.
func (a *App) quit() tea.Cmd {
	a.keep.TakeIn()
	if a.Leaving || !a.Keeper.Unsaved() {
		return tea.Quit
	}
	a.Leaving = true
	return a.keep.Save(func() tea.Cmd { return tea.Quit })
}
