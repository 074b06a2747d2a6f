//go:build unix

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"gd8/store/sample"
	"gd8/store/vault"
)

// bench is where everything is measured: the program as it is given away, and
// a folder that keeps made-up stores for the next run.
type bench struct {
	gd8    string
	folder string
	out    io.Writer // the tables
	log    io.Writer // what is being done
	rounds int       // how often each key is pressed
	starts int       // how often gd8 is started
	only   string    // the names of the programs to compare, with commas; blank for all
	prefer bool      // give what is measured the processor first
}

// build builds the program.
func (b *bench) build() error {
	b.gd8 = filepath.Join(b.folder, "gd8")
	said, err := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", b.gd8, "gd8").CombinedOutput()
	if err != nil {
		return fmt.Errorf("gd8 could not be built: %w\n%s", err, said)
	}
	return nil
}

// command is gd8 as it is measured: without a home folder and without a
// configuration.
func (b *bench) command(args ...string) *exec.Cmd {
	cmd := exec.Command(b.gd8, args...)
	cmd.Dir = b.folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + b.folder, "TERM=xterm-256color", "LANG=C.UTF-8", "GD8_OFFICER=J. Officer"}
	return cmd
}

// size is one store that is measured.
type size struct {
	incidents int
	encrypted bool
}

func (s size) String() string {
	if s.encrypted {
		return fmt.Sprintf("%s, encrypted", thousands(s.incidents))
	}
	return thousands(s.incidents)
}

// thousands writes a number with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// csv is the file of so many made-up incidents, written where it is not kept.
func (b *bench) csv(n int) (string, error) {
	return b.kept(fmt.Sprintf("%d.csv", n), func(path string) error {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		return errors.Join(sample.WriteCSV(f, n), f.Close())
	})
}

// store is the store of a size, imported where it is not kept. One of an
// earlier format would have to be brought up first: it is made anew.
func (b *bench) store(s size) (string, error) {
	name := fmt.Sprintf("%d-format-%d.db", s.incidents, vault.Format)
	if s.encrypted {
		name = "encrypted-" + name
	}
	return b.kept(name, func(path string) error {
		rows, err := b.csv(s.incidents)
		if err != nil {
			return err
		}
		args := []string{"import", "--store", path, "--purpose", "latency"}
		if s.encrypted {
			passphrase, err := b.passphrase()
			if err != nil {
				return err
			}
			args = append(args, "--encrypt", "--passphrase-file", passphrase)
		}
		from := time.Now()
		if said, err := b.command(append(args, rows)...).CombinedOutput(); err != nil {
			return fmt.Errorf("gd8 import: %w\n%s", err, said)
		}
		fmt.Fprintf(b.log, "  imported in %s\n", milliseconds(time.Since(from)))
		return nil
	})
}

// passphrase is a file that holds the passphrase of the encrypted stores.
func (b *bench) passphrase() (string, error) {
	return b.kept("passphrase", func(path string) error {
		return os.WriteFile(path, []byte("a passphrase of a made-up store\n"), 0o600)
	})
}

// kept is the path of a file of the folder. One that is not there is made under
// another name and then renamed: a run that was ended leaves no half.
func (b *bench) kept(name string, write func(path string) error) (string, error) {
	path := filepath.Join(b.folder, name)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return path, err
	}
	fmt.Fprintln(b.log, "making", name)
	unfinished := filepath.Join(b.folder, "unfinished-"+name)
	if err := errors.Join(os.RemoveAll(unfinished), write(unfinished)); err != nil {
		return "", err
	}
	return path, os.Rename(unfinished, path)
}

// copied is a copy of a file, for what changes it.
func copied(path string) (string, error) {
	from, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer from.Close()
	copy := path + ".copy"
	to, err := os.OpenFile(copy, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(to, from)
	return copy, errors.Join(err, to.Sync(), to.Close())
}
