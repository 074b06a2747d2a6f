//go:build !linux && !darwin && !windows

package location

// networkKind knows no network file systems here.
func networkKind(string) (string, error) { return "", nil }
