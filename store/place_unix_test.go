//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sys/unix"
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

func TestANewFileTakesNoOthersPlaceOnAnyFileSystem(t *testing.T) {
	for name, put := range map[string]func(temporary, path string) error{
		"rename": renameNew, "second name": linkNew, "claimed name": claimNew,
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "gd8.db")
			for _, content := range []string{"first", "second"} {
				temporary := filepath.Join(folder, content)
				if err := os.WriteFile(temporary, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := put(temporary, path); errors.Is(err, fs.ErrExist) != (content == "second") || err != nil && content == "first" {
					t.Errorf("%s: %v", content, err)
				}
			}
			if b, err := os.ReadFile(path); string(b) != "first" {
				t.Errorf("the file holds %q (%v)", b, err)
			}
			if names := namesIn(t, folder); !slices.Equal(names, []string{"gd8.db", "second"}) {
				t.Errorf("the folder holds %q", names)
			}
			if err := put(filepath.Join(folder, "missing"), filepath.Join(folder, "other.db")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("of a file that is not there: %v", err)
			}
		})
	}
}
