package command

import (
	"errors"
	"os/user"
	"path/filepath"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/location"
	"gd8/ui/command/usage"
	"gd8/ui/session"
	"gd8/ui/settings"
)

// commonFlags are the flags every command takes.
type commonFlags struct {
	store, officer, purpose string
	settings                string
	allowNetwork            bool
	passphraseFile          string
	encrypt                 bool // of commands that may create the store
}

func (f *commonFlags) add(root *cobra.Command) {
	all := root.PersistentFlags()
	all.StringVar(&f.store, "store", "", "the store's `FILE` (else GD8_STORE, else gd8.db in the data folder)")
	all.StringVar(&f.officer, "officer", "", "the `NAME` of the officer (else GD8_OFFICER, the settings, the system user)")
	all.StringVar(&f.purpose, "purpose", "", "why the records are consulted: a `TEXT` for the journal (else GD8_PURPOSE, the settings)")
	all.StringVar(&f.settings, "settings", "", "the settings `FILE` (else GD8_SETTINGS, else settings.toml in your configuration folder)")
	all.StringVar(&f.passphraseFile, "passphrase-file", "", "a `FILE` that holds an encrypted store's passphrase (else it is asked)")
	all.BoolVar(&f.allowNetwork, "allow-network-store", false, "accept a store on a network drive, where it can be damaged")
}

// settings are what is set for the command that runs. They are read once, when
// they are first needed, so that a command that needs none runs where one is
// wrong.
func (p *program) settings() (*settings.Settings, error) {
	if p.set != nil {
		return p.set, nil
	}
	from := settings.Sources{Getenv: p.getenv, File: p.settingsFile()}
	if u, err := user.Current(); err == nil {
		from.User = u.Username
	}
	if c := p.running; c != nil {
		from.Flag = func(name string) string {
			if f := c.Flags().Lookup(name); f != nil && f.Changed {
				return f.Value.String()
			}
			return ""
		}
	}
	set, err := settings.Load(from)
	var wrong *settings.Error
	if errors.As(err, &wrong) && wrong.From == settings.FromFlag {
		return nil, usage.Errorf(p.running, "%v", err)
	}
	p.set = set
	return set, err
}

// actor is the officer who runs the command, and why.
func (p *program) actor() (store.Actor, error) {
	set, err := p.settings()
	if err != nil {
		return store.Actor{}, err
	}
	name := set.Text(settings.Officer)
	if name == "" && !p.asksOfficer {
		return store.Actor{}, errors.New("the system names no person as its user, and what is done must bear an officer's name; give --officer NAME or set GD8_OFFICER")
	}
	return store.Actor{Officer: name, Purpose: set.Text(settings.Purpose)}, nil
}

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
