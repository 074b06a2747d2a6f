//go:build unix

package store_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	. "gd8/store"
)

func TestADeviceOrPipeIsRefusedAtOnce(t *testing.T) {
	mustRefuseUnread(t, "/dev/null")
	pipe := filepath.Join(t.TempDir(), "pipe.db")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("pipes cannot be made here:", err)
	}
	mustRefuseUnread(t, pipe)
}

// mustRefuseUnread is for what cannot be read without waiting for a writer.
func mustRefuseUnread(t *testing.T, path string) {
	t.Helper()
	_, err := Open(path, Options{})
	if err == nil || err.Error() != "store "+path+": it is a device or pipe, not a file" {
		t.Errorf("%s: %v", path, err)
	}
}
