package vault

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"gd8/store/boltfile"
	"gd8/store/location"
)

// Where a file must be closed before it is replaced, as on Windows, another
// gd8 can write to it in between.
func TestAFileThatAnotherGd8HasWrittenToIsNotReplacedByAnOlderCopy(t *testing.T) {
	f := newFile(t)
	mustNote(t, f, "first")
	temporary, err := location.TemporaryBeside(f.path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.copyTo(t.Context(), temporary, f.header, f.sealer, inPlace); err != nil {
		t.Fatal(err)
	}
	if err := f.replaceClosed(temporary, f.header, f.sealer); err != nil {
		t.Fatal(err)
	}
	mustFollow(t, f)

	if err := f.copyTo(t.Context(), temporary, f.header, f.sealer, inPlace); err != nil {
		t.Fatal(err)
	}
	copied, err := boltfile.NewestTransaction(f.path)
	if err != nil {
		t.Fatal(err)
	}
	mustNote(t, f, "late")
	replaced, err := replaceNamed(temporary, f.path, stillAt(f.path, copied))
	if replaced || !errors.Is(err, ErrOtherFile) {
		t.Fatalf("replaced: %v (%v)", replaced, err)
	}
	if noteOf(t, f) != "late" {
		t.Errorf("the note is %q", noteOf(t, f))
	}
	mustFollow(t, f)
}

func TestWhetherANewFileHasItsNameIsLookedAt(t *testing.T) {
	for name, test := range map[string]struct {
		change  func(temporary, path string) error // before it is asked
		named   bool
		unknown bool
	}{
		"it has":               {func(temporary, path string) error { return os.Rename(temporary, path) }, true, true},
		"it has its old name":  {func(string, string) error { return nil }, false, false},
		"another file has it":  {func(_, path string) error { return os.WriteFile(path, nil, 0o600) }, false, false},
		"nothing can be found": {func(temporary, _ string) error { return unplugged(filepath.Dir(temporary)) }, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "drive")
			temporary, path := filepath.Join(folder, "temporary"), filepath.Join(folder, "backup.db")
			if err := errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(temporary, []byte("whole"), 0o600)); err != nil {
				t.Fatal(err)
			}
			named, err := nameNew(temporary, path, func(temporary, path string) error {
				return errors.Join(test.change(temporary, path), errors.New("struck"))
			})
			var unsettled *UnsettledError
			if named != test.named || errors.As(err, &unsettled) != test.unknown || err == nil {
				t.Errorf("named %v (%v)", named, err)
			}
		})
	}
}
