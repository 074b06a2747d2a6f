package program

import (
	"path/filepath"

	"gd8/store"
	"gd8/store/location"
	"gd8/store/times"
	"gd8/ui/session"
	"gd8/ui/settings"
)

// NamedStore is the store that --store names, blank where it was not given.
func (p *Run) NamedStore() string { return p.flags.store }

// StorePath is where the store lies.
func (p *Run) StorePath() (string, error) {
	path, _, err := p.StorePlace()
	return path, err
}

// StorePlace is where the store lies, and what says so.
func (p *Run) StorePlace() (path, from string, err error) {
	if p.flags.store != "" {
		return p.flags.store, "--store", nil
	}
	return p.usualPlace()
}

// UsualStore is the store that is used where --store is not given.
func (p *Run) UsualStore() (string, error) {
	path, _, err := p.usualPlace()
	return path, err
}

func (p *Run) usualPlace() (path, from string, err error) {
	if path := p.Getenv("GD8_STORE"); path != "" {
		return path, "GD8_STORE", nil
	}
	set, err := p.Settings()
	if err != nil {
		return "", "", err
	}
	if set.Value(settings.DataFolder).From != settings.FromDefault {
		return filepath.Join(set.Text(settings.DataFolder), location.FileName), settings.DataFolder.Key(), nil
	}
	path, err = location.Default(p.Getenv)
	return path, "default", err
}

// StoreOptions are how a store is opened.
func (p *Run) StoreOptions() store.Options {
	u := &unlocking{file: p.flags.passphraseFile}
	return store.Options{Now: p.Now, AllowNetwork: p.flags.allowNetwork, Unlock: u.ask, Tried: u.tried, Costs: p.Costs}
}

// WithStore runs do on the store that is there, for the officer who asks.
func (p *Run) WithStore(do func(*store.Store, store.Actor) error) error {
	return p.within(store.Open, do)
}

// sayClock says in a line that the clock is off. Whether it is right the
// officer knows; a command that is asked for is done.
func (p *Run) sayClock(s *store.Store) {
	if off, is, err := times.ClockOff(s); err == nil && is {
		p.Say("gd8: %s If the clock is wrong, set it before you go on.", session.DescribeClock(off, p.Now().Location()))
	}
}

// WithNewStore is WithStore, but makes the store where there is none.
func (p *Run) WithNewStore(do func(*store.Store, store.Actor) error) error {
	return p.within(p.openOrCreate, do)
}

// within runs do on a store that open opens, and closes it.
func (p *Run) within(open func(string, store.Options) (*store.Store, error), do func(*store.Store, store.Actor) error) error {
	actor, err := p.Actor()
	if err != nil {
		return err
	}
	path, err := p.StorePath()
	if err != nil {
		return err
	}
	s, err := open(path, p.StoreOptions())
	if err != nil {
		return p.WithDamage(nil, err)
	}
	if !p.AsksClock {
		p.sayClock(s)
	}
	err = p.WithDamage(s, do(s, actor))
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}
