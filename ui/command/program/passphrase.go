package program

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/seal"
	"gd8/store/vault"
	"gd8/ui/command/prompt"
	"gd8/ui/report"
)

// This file reads passphrases: from a file that is its owner's alone, else
// from the terminal without echo. Never from an argument, which other users of
// the computer can see, nor from the environment, which programs hand on.
//
// The rules are:
//
//   - A passphrase is used as typed. Of a file, one line end at its end and a
//     byte order mark at its beginning, which some editors write, are left out.
//   - The terminal is opened by itself, so that standard input may be a file
//     or pipe.
//   - Whoever gets a passphrase clears it.

// AddEncrypt adds --encrypt to a command that may create the store.
func (p *Run) AddEncrypt(c *cobra.Command) {
	c.Flags().BoolVar(&p.flags.encrypt, "encrypt", false, "encrypt the store where it is created now, under a passphrase that is asked twice (or read from --passphrase-file)")
}

// openOrCreate opens the store, or creates it and says where: a path that is
// mistyped, or a profile that is not the usual one, would go unnoticed.
func (p *Run) openOrCreate(path string, o store.Options) (*store.Store, error) {
	_, there := os.Lstat(path)
	s, err := p.openOrEncrypt(path, o)
	if err == nil && errors.Is(there, fs.ErrNotExist) {
		full, failed := filepath.Abs(path)
		if failed != nil {
			full = path
		}
		p.Say("There was no store yet. A new one was made: %s", full)
	}
	return s, err
}

// openOrEncrypt opens the store, or creates it, encrypted where that was asked
// for; the passphrase just chosen then opens it too.
func (p *Run) openOrEncrypt(path string, o store.Options) (*store.Store, error) {
	if !p.flags.encrypt {
		return store.OpenOrCreate(path, o)
	}
	var chosen []byte
	ask := o.Unlock
	o.Encrypt = func() ([]byte, error) {
		passphrase, err := p.NewPassphrase()
		chosen = bytes.Clone(passphrase)
		return passphrase, err
	}
	o.Unlock = func() ([]byte, error) {
		if chosen != nil {
			return chosen, nil
		}
		return ask()
	}
	s, err := store.OpenOrCreate(path, o)
	if err != nil || s.Encrypted() {
		return s, err
	}
	_ = s.Close() // nothing was written
	return nil, &vault.PathError{Path: path, Err: errors.New("it is there already and is not encrypted; encrypt it with gd8 encrypt, or leave --encrypt out")}
}

// passphraseTries is how often the passphrase of a store is asked: a typing
// error must not end gd8 under the hands of an officer, who would type it once
// more at the shell, in clear.
const passphraseTries = 3

// unlocking asks for the passphrase of the store that is opened. The terminal
// stays open, and so shows nothing typed, until the passphrase fits or it was
// asked often enough.
type unlocking struct {
	file     string // that holds it; it is read once
	terminal *prompt.Terminal
	tries    int
}

func (u *unlocking) ask() ([]byte, error) {
	if u.file != "" {
		return readPassphraseFile(u.file)
	}
	if u.terminal == nil {
		t, err := prompt.Open()
		if err != nil {
			return nil, vault.ErrLocked
		}
		u.terminal = t
	}
	passphrase, err := u.terminal.Secret("Passphrase: ")
	if err != nil {
		u.end()
	}
	return passphrase, err
}

// tried reports whether to ask once more.
func (u *unlocking) tried(err error) bool {
	if u.terminal == nil {
		return false
	}
	if u.tries++; errors.Is(err, seal.ErrPassphrase) && u.tries < passphraseTries {
		u.terminal.Say(report.UpperFirst(seal.ErrPassphrase.Error()) + ". Type it again.")
		return true
	}
	u.end()
	return false
}

func (u *unlocking) end() {
	u.terminal.Close()
	u.terminal = nil
}

// KeepPassphrase has the options keep, in the place given back, a copy of the
// passphrase that opens the store, for a command that needs it once more. The
// caller clears it.
func KeepPassphrase(o *store.Options) *[]byte {
	kept := new([]byte)
	ask := o.Unlock
	o.Unlock = func() ([]byte, error) {
		clear(*kept) // one that did not fit
		passphrase, err := ask()
		*kept = bytes.Clone(passphrase)
		return passphrase, err
	}
	return kept
}

// newPassphraseTries is how often an officer may mistype a new passphrase.
const newPassphraseTries = 3

// NewPassphrase is a passphrase to protect a store with, of --passphrase-file or
// typed twice on the terminal.
func (p *Run) NewPassphrase() ([]byte, error) {
	return p.NewPassphraseOf(p.flags.passphraseFile, "--passphrase-file")
}

// NewPassphraseOf is NewPassphrase of a file that another flag names, blank for
// none. What it is to lose the passphrase is said before it is chosen.
func (p *Run) NewPassphraseOf(file, flag string) ([]byte, error) {
	p.Say("Without the passphrase, nobody can read the store again: keep the passphrase safe.")
	if file != "" {
		passphrase, err := readPassphraseFile(file)
		if err == nil {
			err = seal.CheckPassphrase(passphrase)
		}
		return passphrase, err
	}
	t, err := prompt.Open()
	if err != nil {
		return nil, fmt.Errorf("a new passphrase is typed twice on a terminal, and there is none; give a file that holds it with %s", flag)
	}
	defer t.Close()
	for range newPassphraseTries {
		passphrase, err := t.Secret("New passphrase: ")
		if err != nil {
			return nil, err
		}
		if err := seal.CheckPassphrase(passphrase); err != nil {
			t.Say(report.UpperFirst(err.Error()) + ".")
			continue
		}
		again, err := t.Secret("The same again: ")
		if err != nil {
			return nil, err
		}
		if same := bytes.Equal(passphrase, again); same {
			clear(again)
			return passphrase, nil
		}
		t.Say("The two are not the same.")
	}
	return nil, errors.New("no new passphrase was chosen, so nothing was changed; try again")
}

// readPassphraseFile reads the passphrase that a file holds.
func readPassphraseFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, passphraseFileError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, passphraseFileError(path, err)
	}
	// A pipe is nobody's to read but the two programs'.
	if mode := info.Mode(); runtime.GOOS != "windows" && mode.IsRegular() && mode.Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the passphrase file %q can be used by others than its owner (mode %04o); make it private with chmod 600, then try again", path, mode.Perm())
	}
	text, err := io.ReadAll(io.LimitReader(f, int64(len(byteOrderMark)+seal.MaxPassphrase+len("\r\n"))))
	if err != nil {
		return nil, passphraseFileError(path, err)
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	if line, ok := bytes.CutSuffix(text, []byte("\n")); ok {
		text = bytes.TrimSuffix(line, []byte("\r"))
	}
	switch {
	case len(text) == 0:
		return nil, fmt.Errorf("the passphrase file %q is empty; write the passphrase into it", path)
	case len(text) > seal.MaxPassphrase:
		return nil, fmt.Errorf("the passphrase file %q holds more than the %d bytes a passphrase may have; is it the right file?", path, seal.MaxPassphrase)
	}
	return text, nil
}

const byteOrderMark = "\ufeff"

func passphraseFileError(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err // the path is named once
	}
	return fmt.Errorf("the passphrase file %q could not be read: %w; check its name and who may read it", path, err)
}

// WithUnlocked is WithStore for what needs the passphrase of an encrypted
// store once more, which is asked only once.
func (p *Run) WithUnlocked(do func(*store.Store, store.Actor, []byte) error) error {
	var kept *[]byte
	open := func(path string, o store.Options) (*store.Store, error) {
		kept = KeepPassphrase(&o)
		return store.Open(path, o)
	}
	return p.within(open, func(s *store.Store, actor store.Actor) error {
		if !s.Encrypted() {
			return errors.New("the store is not encrypted; encrypt it with gd8 encrypt")
		}
		defer clear(*kept)
		return do(s, actor, *kept)
	})
}
