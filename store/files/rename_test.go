package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestARenameWaitsForWhatHoldsTheFileAndForNothingElse(t *testing.T) {
	held, other := errors.New("held"), errors.New("other")
	for _, tt := range []struct {
		name      string
		frees     int // how many tries fail
		fails     error
		want      error
		least     int // tries
		most      int
		atMostFor time.Duration
	}{
		{"at once", 0, held, nil, 1, 1, 0},
		{"let go after a moment", 4, held, nil, 5, 5, time.Second},
		{"never let go", 1 << 20, held, held, 10, 40, 2500 * time.Millisecond},
		{"another error", 1 << 20, other, other, 1, 1, 0},
	} {
		tries, waited := 0, time.Duration(0)
		err := patiently(func() error {
			tries++
			if tries <= tt.frees {
				return tt.fails
			}
			return nil
		}, func(err error) bool { return err == held }, func(d time.Duration) { waited += d })
		if err != tt.want || tries < tt.least || tries > tt.most || waited > tt.atMostFor {
			t.Errorf("%s: %v after %d tries and %v", tt.name, err, tries, waited)
		}
		if tt.want == held && waited < 2*time.Second {
			t.Errorf("%s: it gave up after %v", tt.name, waited)
		}
	}
}

func TestARenameTakesThePlaceOfAFile(t *testing.T) {
	folder := t.TempDir()
	from, to := filepath.Join(folder, "new"), filepath.Join(folder, "old")
	for _, path := range []string{from, to} {
		if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, err := Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := Rename(from, to); err != nil {
		t.Fatal(err)
	}
	if after, err := Stat(to); err != nil || !os.SameFile(before, after) {
		t.Errorf("it is not known again: %v, %v", after, err)
	}
	if b, err := os.ReadFile(to); err != nil || string(b) != from {
		t.Errorf("%q, %v", b, err)
	}
	if err := Rename(from, to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the second time: %v", err)
	}
}

func TestAFileIsItsOwnersAlone(t *testing.T) {
	f, err := CreateTemp(t.TempDir(), "gd8-*")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if isHeld(fs.ErrPermission) { // as on no system but Windows, where modes say nothing
		return
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
}
