package output

import (
	"os"
	"path/filepath"

	"gd8/store/export"
)

// PathIn is a path for a file, which is that of a name in a folder that is
// there.
func PathIn(to, name string) string {
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		return filepath.Join(to, name)
	}
	return to
}

// CanWrite starts a file and takes it away again.
func CanWrite(path string, replace export.Replace) error {
	file, err := export.CreateFile(path, replace)
	if err == nil {
		file.Abandon()
	}
	return err
}
