package program

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"gd8/store"
	"gd8/store/boltfile"
	"gd8/store/seal"
	"gd8/store/vault"
	"gd8/ui/command/output"
	"gd8/ui/term"
)

// WithDamage adds to an error that says a store is damaged what an officer can
// do about it. s is nil where the store could not be opened. Nothing is
// written to a store that is damaged.
func (p *Run) WithDamage(s *store.Store, err error) error {
	var damage *seal.DamageError
	if !errors.As(err, &damage) && !errors.Is(err, boltfile.ErrDamaged) {
		return err
	}
	return WithLines(err, p.DamageAdvice(s))
}

// replacedAdvice are lines that say how to go on where a command did not save
// what it did, as the store's file is not in its place. nil for other errors.
func (p *Run) replacedAdvice(err error) []string {
	var replaced *vault.ReplacedError
	if !errors.As(err, &replaced) {
		return nil
	}
	path := p.ErrorLook().SafeLine(replaced.Path)
	lines := []string{"Nothing of this command is in " + path + ". Look what moved it: a sync client, a restore, another person."}
	if replaced.Gone {
		return append(lines, "Put the file back under that name, or give its new one with --store, and give the command again.")
	}
	return append(lines, "To do it in the store that is there now, give the command again. To do it in the one that was there, put that back first.")
}

// DamageAdvice are lines that say how to go on from a damaged store.
func (p *Run) DamageAdvice(s *store.Store) []string {
	path, err := p.StorePath()
	if err != nil {
		return nil
	}
	look := p.ErrorLook()
	name := output.ShellWord(look, path)
	lines := []string{"Do not go on working with the store. Keep its file as it is; then either"}
	backup := "FILE"
	note := "of the newest backup that you have"
	if newest, ok := NewestThere(backupsOf(s, path)); ok {
		backup = output.ShellWord(look, newest.Path)
		note = "the newest backup that gd8 knows of and that is still there, of " + p.Moment(newest.At)
	}
	return append(lines,
		fmt.Sprintf("  gd8 restore %s --store NEW   %s, or", backup, note),
		fmt.Sprintf("  gd8 rescue %s --to NEW   carries over every record that is whole and lists what is missing", name),
	)
}

// backupsOf are the backups that a store knows of, s where it could be opened.
// What is damaged of the list itself is not known.
func backupsOf(s *store.Store, path string) []store.Backup {
	if s != nil {
		if list, err := s.Backups(); err == nil {
			return list
		}
	}
	return vault.FindBackups(path)
}

// NewestThere is the newest of some backups that is still where it was made.
func NewestThere(list []store.Backup) (store.Backup, bool) {
	for _, b := range slices.Backward(list) {
		if StillThere(b) {
			return b, true
		}
	}
	return store.Backup{}, false
}

// StillThere reports whether a backup is where it was made.
func StillThere(b store.Backup) bool {
	_, err := os.Stat(b.Path)
	return err == nil
}

// KnownBackups are the backups that a store knows of, a line each.
func (p *Run) KnownBackups(look *term.Look, s *store.Store) ([]string, error) {
	list, err := s.Backups()
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(list))
	for i, b := range list {
		lines[i] = look.SafeLine(b.Path) + ", of " + p.Moment(b.At)
		if !StillThere(b) {
			lines[i] += " (not there now)"
		}
	}
	return lines, nil
}

// SayOlderBackups names the backups that a store knows of, under a line that
// says what is to be known of them.
func (p *Run) SayOlderBackups(s *store.Store, what string) error {
	lines, err := p.KnownBackups(p.ErrorLook(), s)
	if err != nil || len(lines) == 0 {
		return err
	}
	p.Say("%s", what)
	for _, line := range lines {
		fmt.Fprintln(p.ErrOut, "  "+line)
	}
	return nil
}
