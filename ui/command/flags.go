package command

import (
	"errors"
	"fmt"
	"os/user"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
)

// commonFlags are the flags every command takes.
type commonFlags struct {
	store, officer, purpose string
	allowNetwork            bool
	passphraseFile          string
	encrypt                 bool // of commands that may create the store
}

func (f *commonFlags) add(root *cobra.Command) {
	all := root.PersistentFlags()
	all.StringVar(&f.store, "store", "", "the store's `FILE` (else GD8_STORE, else gd8.db in your data folder)")
	all.StringVar(&f.officer, "officer", "", "the `NAME` of the officer (else GD8_OFFICER, else the system user)")
	all.StringVar(&f.purpose, "purpose", "", "why the records are consulted: a `TEXT` for the journal")
	all.StringVar(&f.passphraseFile, "passphrase-file", "", "a `FILE` that holds an encrypted store's passphrase (else it is asked)")
	all.BoolVar(&f.allowNetwork, "allow-network-store", false, "accept a store on a network drive, where it can be damaged")
}

// actor is the officer who runs the command, and why.
func (p *program) actor() (store.Actor, error) {
	name := p.flags.officer
	if name == "" {
		name = p.getenv("GD8_OFFICER")
	}
	if name == "" {
		if u, err := user.Current(); err == nil {
			name = u.Username
		}
	}
	name = strings.TrimSpace(name)
	if name == "" {
		return store.Actor{}, errors.New("the system does not say who you are; give --officer NAME or set GD8_OFFICER")
	}
	for _, text := range []struct{ what, text string }{{"officer", name}, {"purpose", p.flags.purpose}} {
		if err := oneLine(text.what, text.text); err != nil {
			return store.Actor{}, err
		}
	}
	return store.Actor{Officer: name, Purpose: strings.TrimSpace(p.flags.purpose)}, nil
}

// oneLine refuses what cannot stand in one line of the journal.
func oneLine(what, text string) error {
	if len(text) > model.MaxText {
		return fmt.Errorf("the %s is %d bytes long and may be %d; shorten it", what, len(text), model.MaxText)
	}
	for _, r := range text {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return fmt.Errorf("the %s %q holds a character that does not print; take it out", what, text)
		}
	}
	return nil
}

// storePath is where the store lies.
func (p *program) storePath() (string, error) {
	if p.flags.store != "" {
		return p.flags.store, nil
	}
	if path := p.getenv("GD8_STORE"); path != "" {
		return path, nil
	}
	return store.DefaultPath(p.getenv)
}

func (p *program) storeOptions() store.Options {
	return store.Options{Now: p.now, AllowNetwork: p.flags.allowNetwork, Unlock: p.passphrase, Costs: p.costs}
}

// withStore runs do on the store that is there, for the officer who asks.
func (p *program) withStore(do func(*store.Store, store.Actor) error) error {
	return p.within(store.Open, do)
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
	err = p.withDamage(s, do(s, actor))
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}
