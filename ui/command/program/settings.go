package program

import (
	"errors"
	"os/user"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/command/usage"
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

// AddFlags adds the flags that every command takes.
func (p *Run) AddFlags(root *cobra.Command) {
	f := &p.flags
	all := root.PersistentFlags()
	all.StringVar(&f.store, "store", "", "the store's `FILE` (else GD8_STORE, else gd8.db in the data folder)")
	all.StringVar(&f.officer, "officer", "", "the `NAME` of the officer (else GD8_OFFICER, the settings, the system user)")
	all.StringVar(&f.purpose, "purpose", "", "why the records are consulted: a `TEXT` for the journal (else GD8_PURPOSE, the settings)")
	all.StringVar(&f.settings, "settings", "", "the settings `FILE` (else GD8_SETTINGS, else settings.toml in your configuration folder)")
	all.StringVar(&f.passphraseFile, "passphrase-file", "", "a `FILE` that holds an encrypted store's passphrase (else it is asked)")
	all.BoolVar(&f.allowNetwork, "allow-network-store", false, "accept a store on a network drive, where it can be damaged")
}

// Settings are what is set for the command that runs. They are read once, when
// they are first needed, so that a command that needs none runs where one is
// wrong.
func (p *Run) Settings() (*settings.Settings, error) {
	if p.set != nil {
		return p.set, nil
	}
	from := settings.Sources{Getenv: p.Getenv, File: p.SettingsFile()}
	if u, err := user.Current(); err == nil {
		from.User = u.Username
	}
	if c := p.Command; c != nil {
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
		return nil, usage.Errorf(p.Command, "%v", err)
	}
	p.set = set
	return set, err
}

// Actor is the officer who runs the command, and why.
func (p *Run) Actor() (store.Actor, error) {
	set, err := p.Settings()
	if err != nil {
		return store.Actor{}, err
	}
	name := set.Text(settings.Officer)
	if name == "" && !p.AsksOfficer {
		return store.Actor{}, errors.New("the system names no person as its user, and what is done must bear an officer's name; give --officer NAME or set GD8_OFFICER")
	}
	return store.Actor{Officer: name, Purpose: set.Text(settings.Purpose)}, nil
}

// SettingsFile is the settings file that was named; blank for none.
func (p *Run) SettingsFile() string {
	if p.flags.settings != "" {
		return p.flags.settings
	}
	return p.Getenv("GD8_SETTINGS")
}
