//go:build !linux && !darwin && !windows

package files

// RenameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func RenameNew(temporary, path string) error { return linkNew(temporary, path) }
