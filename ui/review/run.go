package review

import (
	"context"
	"errors"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// Run shows the app on a terminal until the officer leaves, ctx is done, the
// window is closed or the system ends the program. On every way out what was
// typed is saved as a draft, the sitting is kept and the terminal is left as it
// was found. The error is an *InternalError where gd8 itself failed.
func Run(ctx context.Context, s *store.Store, o desk.Options) error {
	if o.Out == nil {
		o.Out = os.Stdout
	}
	env := o.Env
	if env == nil {
		system := term.SystemEnv(o.Out)
		env = &system
	}
	o.Look.Screen = true
	look, err := term.NewLook(o.Out, *env, o.Look)
	if err != nil {
		return err
	}
	sit, err := newSitting(s, &o)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o.KeyByKey = o.KeyByKey || env.Windows
	a := newApp(ctx, sit, look, o)
	err = a.run(ctx)
	cancel() // a search or an import ends with the screen
	err = errors.Join(err, a.keepAll())
	if o.Ended != nil {
		said, failed := sit.Leaving()
		o.Ended(said)
		err = errors.Join(err, failed)
	}
	if err == nil && a.quality.second != 0 {
		o.OnSecond(a.quality.second, sit.Actor())
	}
	return err
}

// keepAll keeps, once the screen is gone and the app's context is done, what was
// typed, what was seen and the sitting, after an import that still has the store.
func (a *App) keepAll() error {
	defer a.importing.HoldOff()()
	err := a.keepDraft()
	if a.queue.Unlogged() {
		err = errors.Join(err, a.queue.Logging()())
	}
	return errors.Join(err, a.Sit.Save())
}

// framesPerSecond is how often the screen is brought up to date where it has
// changed: the most that Bubble Tea takes. A key waits for the next of these
// beats, so that at its usual 60 every second key would come a frame late.
const framesPerSecond = 120

func (a *App) run(ctx context.Context) (failed error) {
	screen := &term.Screen{File: a.Options.Out}
	a.screenOut = screen
	options := []tea.ProgramOption{tea.WithAltScreen(), tea.WithOutput(screen), tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithFPS(framesPerSecond), tea.WithFilter(a.withoutGathered)}
	reader, err := a.openConsole()
	switch {
	case err != nil:
		return err
	case reader != nil:
		options = append(options, tea.WithInput(nil))
	case a.Options.In != nil:
		options = append(options, tea.WithInput(a.Options.In))
	}
	a.places = true
	p := tea.NewProgram(a, options...)
	if reader != nil {
		closeConsole := readConsole(reader, p)
		defer func() { failed = errors.Join(failed, closeConsole()) }()
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, endings()...)
	defer signal.Stop(ended)
	over := make(chan struct{})
	defer close(over)
	go func() {
		select {
		case <-ended:
		case <-ctx.Done():
		case <-over:
			return
		}
		p.Quit() // the draft is kept by Run, once the screen is gone
	}()
	a.stops = make(chan os.Signal, 1)
	notifyOfStops(a.stops)
	defer signal.Stop(a.stops)
	go watchStops(a.stops, p, over)
	_, err = p.Run()
	if a.failure != nil {
		return a.failure
	}
	return err
}
