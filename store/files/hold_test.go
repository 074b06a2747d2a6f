package files

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWhatIsBeingWrittenIsNotSweptAndWhatWasLeftIs(t *testing.T) {
	folder := t.TempDir()
	ours := func(name string) bool { return strings.HasPrefix(name, ".gd8-") }
	held, err := CreateHeld(folder, ".gd8-*.part")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if errors.Is(Hold(held), errors.ErrUnsupported) {
		t.Skip("this system has no holds")
	}
	for _, name := range []string{".gd8-1.part", "theirs.part"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n := SweepUnheld(folder, time.Hour, ours); n != 0 {
		t.Errorf("%d files were swept that were just written", n)
	}
	if n := SweepUnheld(folder, 0, ours); n != 1 {
		t.Errorf("%d files were swept, want the one that was left", n)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{filepath.Base(held.Name()), "theirs.part"}; !slices.Equal(names, want) {
		t.Errorf("there is %q, want %q", names, want)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	if n := SweepUnheld(folder, 0, ours); n != 1 {
		t.Errorf("%d files were swept once it was let go", n)
	}
}
