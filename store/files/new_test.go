//go:build !windows

package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestANewFileTakesNoOthersPlaceOnAnyFileSystem(t *testing.T) {
	for name, put := range map[string]func(temporary, path string) error{
		"rename": RenameNew, "second name": linkNew, "claimed name": claimNew,
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
			if left, err := os.ReadDir(folder); err != nil || len(left) != 2 || left[1].Name() != "second" {
				t.Errorf("the folder holds %v (%v)", left, err)
			}
			if err := put(filepath.Join(folder, "missing"), filepath.Join(folder, "other.db")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("of a file that is not there: %v", err)
			}
		})
	}
}
