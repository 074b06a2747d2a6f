package review

import (
	"io"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"
)

// This file gives the terminal back while gd8 is stopped by the system's job
// control, and takes it again afterwards. What was typed is saved before. No key
// stops gd8: its Ctrl+Z is too easily taken for the one that undoes.

// stopped says that gd8 is to stop, or was stopped by force and goes on.
type stopped struct{ again bool }

// watchStops tells the program of stops until the app is over.
func watchStops(signals chan os.Signal, p *tea.Program, over <-chan struct{}) {
	for {
		select {
		case s := <-signals:
			p.Send(stopped{again: s == continuing()})
		case <-over:
			return
		}
	}
}

// stop saves what was typed, gives the terminal back and stops gd8. The call
// returns when it goes on.
func (a *App) stop(msg stopped) tea.Cmd {
	stop := tea.Exec(stopping{a.stops, msg.again}, func(error) tea.Msg { return nil })
	return tea.Sequence(a.keep.saveDue(), stop)
}

// stopping stops gd8, in the place of a program that Bubble Tea gives the
// terminal to.
type stopping struct {
	signals chan os.Signal
	again   bool // it was stopped, and only takes the terminal again
}

// Run stops gd8 until it is told to go on.
func (s stopping) Run() error {
	if s.again {
		return nil
	}
	signal.Stop(s.signals) // what wakes gd8 up is no news
	stopNow()
	notifyOfStops(s.signals)
	return nil
}

// SetStdin has nothing to set.
func (stopping) SetStdin(io.Reader) {}

// SetStdout has nothing to set.
func (stopping) SetStdout(io.Writer) {}

// SetStderr has nothing to set.
func (stopping) SetStderr(io.Writer) {}
