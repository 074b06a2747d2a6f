//go:build unix

package location

import "os"

// ReplacesOpenFiles says that a file can take the place of one that is open.
const ReplacesOpenFiles = true

// syncFolder makes a rename in the folder survive a power cut.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
