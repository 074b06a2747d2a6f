package location

import "golang.org/x/sys/unix"

// networkKind names the network file system that folder lies on, blank for a
// local one: macOS says itself which file systems are local.
func networkKind(folder string) (string, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return "", err
	}
	if st.Flags&unix.MNT_LOCAL != 0 {
		return "", nil
	}
	return unix.ByteSliceToString(st.Fstypename[:]), nil
}
