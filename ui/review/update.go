package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/term"
)

// Update takes in one message and draws the screen it leads to. An error of
// gd8's own ends the program in order, with the draft kept.
func (a *App) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer func() {
		if p := recover(); p != nil {
			a.failure = newInternalError(p)
			cmd = tea.Quit
		}
	}()
	a.quiet = false
	cmd = a.take(msg)
	if soon := a.keep.saveSoon(); soon != nil {
		cmd = tea.Batch(cmd, soon)
	}
	if rest := a.preview.followPreview(); rest != nil {
		cmd = tea.Batch(cmd, rest)
	}
	if !a.quiet {
		cmd = tea.Batch(cmd, a.tour.followTour())
		a.frame = a.draw()
	}
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
		return a.tour.resize(msg.Width, msg.Height)
	case reply:
		return tea.Batch(a.receive(msg), a.catchUp())
	case tea.KeyMsg:
		return a.onKey(msg)
	case gathered:
		return a.flushKeys()
	case settled: // drawn anew without the mark
		return nil
	case saveDue:
		return a.keep.saveDue()
	case rested:
		return a.preview.rested(msg)
	case idleDue:
		return a.lock.idleDue(msg)
	case unnamed:
		a.sayOfKey(term.Dim, a.useless(string(msg)))
		return nil
	case stopped:
		return a.stop(msg)
	case notPasted:
		a.sayOfKey(term.Warning, "Nothing was pasted: "+string(msg)+".")
		return nil
	case importProgress:
		return a.importing.progressed(msg)
	}
	a.quiet = true
	return nil
}

func (t *tour) resize(width, height int) tea.Cmd {
	t.layout = layoutFor(width, height, t.lines(width, height))
	return t.queue.need()
}

// catchUp acts on the keys typed while a command ran. Those typed for an
// incident that is no longer in hand are dropped, and so are those after a key
// that led elsewhere: the officer had not seen what they would act on.
func (a *App) catchUp() tea.Cmd {
	if a.waiting > 0 || len(a.ahead) == 0 {
		return nil
	}
	keys := a.ahead
	a.ahead = nil
	var cmds []tea.Cmd
	where := a.where()
	for i, k := range keys {
		if a.waiting > 0 {
			a.ahead = append(a.ahead, keys[i:]...)
			break
		}
		if a.where() != where || k.number != where.number {
			break
		}
		cmds = append(cmds, a.actOn(k.key))
	}
	return tea.Batch(cmds...)
}

// where tells one screen of one incident from another.
func (a *App) where() spot {
	p := spot{screen: a.screen(), dialog: a.dialog != nil}
	if a.incident != nil {
		p.number = a.incident.Number
	}
	return p
}

type spot struct {
	screen screen
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
	a.leaving, a.key = false, msg.String()
	if a.waiting > 0 {
		a.ahead = append(a.ahead, typedAhead{msg, a.where().number})
		return nil
	}
	a.status = status{}
	if a.dialog != nil {
		return a.dialog.press(msg)
	}
	t := a.tables[a.screen()]
	if a.screen() == inOpening && (msg.Paste || !t.has(msg.String()) && !a.everywhere.has(msg.String())) {
		a.leave() // the queue is in sight, so a key for it need not be pressed twice
		t = a.tables[a.screen()]
	}
	if !msg.Paste {
		if cmd, ran := t.run(a.desk, msg); ran {
			return cmd
		}
		if cmd, ran := a.everywhere.run(a.desk, msg); ran {
			return cmd
		}
	}
	if t.typing {
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
				cmd, _ := a.tables[a.screen()].run(a.desk, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
				cmds = append(cmds, cmd)
			}
			return tea.Batch(cmds...)
		}
		a.say(term.Warning, "Nothing was pasted. Open the rationale or a field first, then paste.")
		return nil
	}
	a.say(term.Dim, a.useless(msg.String()))
	return nil
}

// typeIn puts a key's text where text is being typed.
func (a *App) typeIn(msg tea.KeyMsg) tea.Cmd {
	switch a.screen() {
	case inPurpose:
		a.typed(a.who.input().Press(msg))
	case inSearch:
		return a.queue.typeIn(msg)
	case inRationale:
		return a.writing.rationale.press(msg)
	case inNote:
		return a.writing.note.press(msg)
	case inFind:
		a.typed(a.guide.find.Press(msg))
		a.guide.seekNow()
	case inForm:
		return a.forms.form.press(msg)
	case inPath:
		return a.path.press(msg)
	case inPalette:
		a.palette.press(msg)
	}
	return nil
}

// interrupt is Ctrl-C: it cancels an import, else it leaves in order.
func (a *App) interrupt() tea.Cmd {
	if a.importing.running() {
		return a.importing.cancel()
	}
	return a.quit()
}

// quit leaves the app. Whatever is typed is kept first; where that fails a
// second time leaves all the same, with a last try.
func (a *App) quit() tea.Cmd {
	a.keep.takeIn()
	if a.leaving || !a.keeper.Unsaved() {
		return tea.Quit
	}
	a.leaving = true
	return a.keep.save(func() tea.Cmd { return tea.Quit })
}
