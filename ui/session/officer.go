package session

import (
	"errors"
	"fmt"
	"strings"

	"gd8/store"
	"gd8/store/sitting"
)

// This file says who sits: an officer by name, never an account of the computer.

// accounts are names of accounts that several people use, in lower case: what
// is done under one of them is done by nobody.
var accounts = []string{
	"root", "admin", "administrator", "system", "localsystem", "local service", "network service",
	"user", "guest", "default", "defaultuser0", "wdagutilityaccount", "nobody", "daemon", "superuser", "sysadmin", "service",
}

// CheckOfficer refuses a name that is no person's: a blank one, and that of an
// account of the computer, with or without the computer's own name before it.
func CheckOfficer(name string) error {
	name = strings.TrimSpace(name)
	if name == "" {
		return errors.New("the officer's name is blank; give the name that your decisions are to bear")
	}
	short := strings.ToLower(name)
	if at := strings.LastIndexAny(short, `\/`); at >= 0 {
		short = short[at+1:]
	}
	short, _, _ = strings.Cut(short, "@")
	for _, account := range accounts {
		if short == account || short == "nt authority "+account {
			return fmt.Errorf("%q is an account of the computer and no officer; give the name that your decisions are to bear", name)
		}
	}
	return nil
}

// NewUnnamed begins a sitting of which the officer is not known: SetOfficer must follow
// before anything is opened. offered is the name of the last sitting's officer,
// else fallback, where that is a person's; blank for none.
func NewUnnamed(s *store.Store, fallback, purpose string) (t *Sitting, offered string, err error) {
	t = begin(s, purpose)
	last, err := sitting.Newest(s, 1)
	if err != nil {
		return nil, "", err
	}
	if len(last) > 0 && CheckOfficer(last[0].Officer) == nil {
		offered, t.last = last[0].Officer, &last[0] // until the name is known
	}
	if offered == "" && CheckOfficer(fallback) == nil {
		offered = strings.TrimSpace(fallback)
	}
	return t, offered, nil
}

// SetOfficer says who sits, in a sitting that NewUnnamed began.
func (t *Sitting) SetOfficer(name string) error {
	if err := CheckOfficer(name); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.officer = strings.TrimSpace(name)
	t.kept.Officer, t.last, t.stopped = t.officer, nil, nil
	return t.findLast()
}
