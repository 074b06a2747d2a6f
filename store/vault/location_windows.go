package vault

import (
	"os"
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

// syncedBy names the program that copies what lies in a folder to other
// computers, blank for none: OneDrive says by the environment where it does, and
// a folder says by its attributes that what is in it may have to be fetched.
func syncedBy(folder string) string {
	full, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	for _, variable := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		if below(full, os.Getenv(variable)) {
			return "OneDrive"
		}
	}
	const fetched = windows.FILE_ATTRIBUTE_RECALL_ON_OPEN | windows.FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS
	for at := full; ; at = filepath.Dir(at) {
		if name, err := windows.UTF16PtrFromString(at); err == nil {
			if attributes, err := windows.GetFileAttributes(name); err == nil && attributes&fetched != 0 {
				return "a cloud drive"
			}
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// syncFolder has nothing to do: NTFS journals a rename, and a folder cannot be
// synced.
func syncFolder(string) error { return nil }

// ReplacesOpenFiles says that a file can take the place of one that is open.
const ReplacesOpenFiles = false
