package command

import (
	"errors"
	"fmt"
	"io/fs"
)

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
