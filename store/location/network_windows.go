package location

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"

	"gd8/store/files"
)

// networkKind names the kind of network path that folder is, blank for a
// local one: a UNC path, or a drive letter of a remote drive.
func networkKind(folder string) (string, error) {
	full, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if files.IsUNC(full) {
		return "a UNC path", nil
	}
	volume := filepath.VolumeName(full)
	root, err := windows.UTF16PtrFromString(strings.TrimPrefix(volume, `\\?\`) + `\`)
	if err != nil {
		return "", err
	}
	if windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "a remote drive", nil
	}
	return "", nil
}
