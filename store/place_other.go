//go:build !linux && !darwin && !windows

package store

// networkKind knows no network file systems here.
func networkKind(string) (string, error) { return "", nil }

// renameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func renameNew(temporary, path string) error { return linkNew(temporary, path) }
