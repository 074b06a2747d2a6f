package review

import (
	"errors"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/term"
	"gd8/ui/term/console"
)

// This file has a Windows console read by gd8 itself: Bubble Tea passes over
// characters that the keyboard has no key for (package console says why).

// unnamed is a key that Bubble Tea has no name for.
type unnamed string

// notPasted says why the clipboard could not be pasted.
type notPasted string

// keyTypes are Bubble Tea's keys by their names.
func keyTypes() map[string]tea.KeyType {
	types := map[string]tea.KeyType{}
	for t := tea.KeyF20; t <= tea.KeyBackspace; t++ { // the first and the last of them
		if name := t.String(); name != "" && t != tea.KeyRunes {
			types[name] = t
		}
	}
	return types
}

// message is what a console's event is to the app.
func message(types map[string]tea.KeyType, e console.Event) tea.Msg {
	switch e.Kind {
	case console.Resized:
		return tea.WindowSizeMsg{Width: e.Width, Height: e.Height}
	case console.Pasted:
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(e.Text), Paste: true}
	case console.NotPasted:
		return notPasted(e.Text)
	case console.Pressed:
		if t, ok := types[e.Name]; ok {
			return tea.KeyMsg{Type: t, Alt: e.Alt}
		}
		return unnamed(e.Name)
	}
	msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(e.Text), Alt: e.Alt}
	if e.Text == " " {
		msg.Type = tea.KeySpace
	}
	return msg
}

// openConsole opens the console that the app runs in. reader is nil where it
// runs in none: Bubble Tea reads then.
func (a *App) openConsole() (reader *console.Reader, err error) {
	in, isFile := a.Options.In.(*os.File)
	if a.Options.In == nil {
		in, isFile = os.Stdin, true
	}
	if !isFile {
		return nil, nil
	}
	reader, err = console.Open(in, a.Options.Out)
	if errors.Is(err, console.ErrNotConsole) {
		return nil, nil
	}
	return reader, err
}

// readConsole gives the program what happens at the console, until close is
// called. A console that can no longer be read ends the program in order.
func readConsole(reader *console.Reader, p *tea.Program) (close func() error) {
	failed := make(chan error, 1)
	go func() {
		failed <- func() (err error) {
			defer func() {
				if cause := recover(); cause != nil {
					err = desk.NewInternalError(cause)
				}
			}()
			types := keyTypes()
			return reader.Run(func(e console.Event) { p.Send(message(types, e)) })
		}()
		p.Quit()
	}()
	return func() error {
		closed := reader.Close()
		select {
		case err := <-failed:
			return errors.Join(err, closed)
		default:
			return closed
		}
	}
}

// sayOfKey says of a key, where the officer is looking, why it did nothing.
func (a *App) sayOfKey(role term.Role, text string) {
	said := desk.Status{Role: role, Text: a.Look.SafeLine(text)}
	switch {
	case a.Locked:
		a.lock.said = said
	case a.Dialog != nil:
		a.Dialog.Problem = said.Text
	default:
		a.Status = said
	}
}
