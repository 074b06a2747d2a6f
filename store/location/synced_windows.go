package location

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

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
