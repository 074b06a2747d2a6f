package desk

import (
	"bytes"
	"fmt"
	"path/filepath"
	"runtime/debug"
)

// InternalError says that gd8 stopped because of an error in itself. What was
// typed was kept as a draft.
type InternalError struct {
	Cause any
	Place string // file and line
}

func (e *InternalError) Error() string {
	return fmt.Sprintf("gd8 stopped because of an error in itself (%v, at %s); what you typed was kept as a draft: start gd8 again, and please report this line", e.Cause, e.Place)
}

// NewInternalError is the error of a panic, with the place where it arose.
func NewInternalError(cause any) *InternalError {
	return &InternalError{cause, place(debug.Stack())}
}

// place is where a panic arose: the first line of the stack after the panic
// itself that lies in this program's own packages.
func place(stack []byte) string {
	_, after, found := bytes.Cut(stack, []byte("panic("))
	if !found {
		after = stack
	}
	lines := bytes.Split(after, []byte("\n"))
	for i := 1; i < len(lines); i++ {
		if bytes.HasPrefix(lines[i-1], []byte("gd8/")) {
			where, _, _ := bytes.Cut(bytes.TrimSpace(lines[i]), []byte(" "))
			return filepath.Base(string(where))
		}
	}
	return "an unknown place"
}
