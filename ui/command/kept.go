package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"gd8/store"
	"gd8/store/proof"
)

// sayCheckpoint says on standard error what the journal comes to now. Every
// command that an officer ends a piece of work with calls it last.
func (p *program) sayCheckpoint(s *store.Store) error {
	now, err := s.Checkpoint()
	if err != nil {
		return err
	}
	p.sayCheckpointOf(now)
	return nil
}

// sayCheckpointOf says a checkpoint, and what it is for.
func (p *program) sayCheckpointOf(c store.Checkpoint) {
	p.say("Keep this checkpoint elsewhere; gd8 verify --against holds the store to it:")
	fmt.Fprint(p.errOut, c)
}

// maxCheckpointFile is how much of a file is read to find a checkpoint in it,
// which may have been kept as a mail.
const maxCheckpointFile = 1 << 20

// readCheckpoint reads the checkpoint in a file, nil for no name.
func readCheckpoint(name string) (*store.Checkpoint, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, unread("the checkpoint", name, "--against", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxCheckpointFile))
	if err != nil {
		return nil, unread("the checkpoint", name, "--against", err)
	}
	checkpoint, err := proof.ParseCheckpoint(string(text))
	if err != nil {
		return nil, fmt.Errorf("%q: %w", name, err)
	}
	return &checkpoint, nil
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
