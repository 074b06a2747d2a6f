package location

// syncFolder has nothing to do: NTFS journals a rename, and a folder cannot be
// synced.
func syncFolder(string) error { return nil }

// ReplacesOpenFiles says that a file can take the place of one that is open.
const ReplacesOpenFiles = false
