package program

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"gd8/store"
	"gd8/store/proof"
)

// SayCheckpoint says on standard error what the journal comes to now. Every
// command that an officer ends a piece of work with calls it last.
func (p *Run) SayCheckpoint(s *store.Store) error {
	now, err := s.Checkpoint()
	if err != nil {
		return err
	}
	p.SayCheckpointOf(now)
	return nil
}

// SayCheckpointOf says a checkpoint, and what it is for.
func (p *Run) SayCheckpointOf(c store.Checkpoint) {
	p.Say("Keep this checkpoint elsewhere; gd8 verify --against holds the store to it:")
	fmt.Fprint(p.ErrOut, c)
}

// maxKept is how much of a file is read to find a checkpoint or a proof in it,
// which may have been kept as a mail.
const maxKept = 1 << 20

// ReadCheckpoint reads the checkpoint in a file, nil for no name.
func ReadCheckpoint(name string) (*store.Checkpoint, error) {
	if name == "" {
		return nil, nil
	}
	text, err := ReadKept("the checkpoint", name, "--against")
	if err != nil {
		return nil, err
	}
	checkpoint, err := proof.ParseCheckpoint(text)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", name, err)
	}
	return &checkpoint, nil
}

// ReadKept reads the file that a flag names, for what was kept in it.
func ReadKept(what, name, flag string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", unread(what, name, flag, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxKept))
	if err != nil {
		return "", unread(what, name, flag, err)
	}
	return string(text), nil
}

// unread says why a file that a flag names was not read, in words where it is one
// of the usual reasons.
func unread(what, name, flag string, err error) error {
	why := err.Error()
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		why = "you may not read it"
	case errors.As(err, &at):
		why = at.Err.Error()
	}
	return fmt.Errorf("%s could not be read from %q: %s; name the file that holds it with %s", what, name, why, flag)
}
