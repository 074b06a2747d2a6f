package files

import (
	"os"

	"golang.org/x/sys/windows"
)

// RenameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func RenameNew(temporary, path string) error {
	from, err := windows.UTF16PtrFromString(temporary)
	if err != nil {
		return err
	}
	to, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(from, to, windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "rename", Old: temporary, New: path, Err: err}
	}
	return nil
}
