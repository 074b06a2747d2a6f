package command

import (
	"path/filepath"

	"gd8/store"
	"gd8/store/location"
	"gd8/ui/session"
	"gd8/ui/settings"
)

// namedStore is the store that --store names, blank where it was not given.
func (p *program) namedStore() string { return p.flags.store }

// storePath is where the store lies.
func (p *program) storePath() (string, error) {
	path, _, err := p.storePlace()
	return path, err
}

// storePlace is where the store lies, and what says so.
func (p *program) storePlace() (path, from string, err error) {
	if p.flags.store != "" {
		return p.flags.store, "--store", nil
	}
	return p.usualPlace()
}

// usualStore is the store that is used where --store is not given.
func (p *program) usualStore() (string, error) {
	path, _, err := p.usualPlace()
	return path, err
}

func (p *program) usualPlace() (path, from string, err error) {
	if path := p.getenv("GD8_STORE"); path != "" {
		return path, "GD8_STORE", nil
	}
	set, err := p.settings()
	if err != nil {
		return "", "", err
	}
	if set.Value(settings.DataFolder).From != settings.FromDefault {
		return filepath.Join(set.Text(settings.DataFolder), location.FileName), settings.DataFolder.Key(), nil
	}
	path, err = location.Default(p.getenv)
	return path, "default", err
}

// storeOptions are how a store is opened.
func (p *program) storeOptions() store.Options {
	u := &unlocking{file: p.flags.passphraseFile}
	return store.Options{Now: p.now, AllowNetwork: p.flags.allowNetwork, Unlock: u.ask, Tried: u.tried, Costs: p.costs}
}

// withStore runs do on the store that is there, for the officer who asks.
func (p *program) withStore(do func(*store.Store, store.Actor) error) error {
	return p.within(store.Open, do)
}

// sayClock says in a line that the clock is off. Whether it is right the
// officer knows; a command that is asked for is done.
func (p *program) sayClock(s *store.Store) {
	if off, is, err := s.ClockOff(); err == nil && is {
		p.say("gd8: %s If the clock is wrong, set it before you go on.", session.DescribeClock(off, p.now().Location()))
	}
}

// withNewStore is withStore, but makes the store where there is none.
func (p *program) withNewStore(do func(*store.Store, store.Actor) error) error {
	return p.within(p.openOrCreate, do)
}

// within runs do on a store that open opens, and closes it.
func (p *program) within(open func(string, store.Options) (*store.Store, error), do func(*store.Store, store.Actor) error) error {
	actor, err := p.actor()
	if err != nil {
		return err
	}
	path, err := p.storePath()
	if err != nil {
		return err
	}
	s, err := open(path, p.storeOptions())
	if err != nil {
		return p.withDamage(nil, err)
	}
	if !p.asksClock {
		p.sayClock(s)
	}
	err = p.withDamage(s, do(s, actor))
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}
