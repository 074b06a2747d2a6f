package command

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/ui/command/program"
)

// A disk that is full, or a program that no longer reads, takes what gd8 says
// and nothing more: that must not pass for a command that said it.
func TestACommandThatCouldNotSayWhatItDidFails(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no file that is always full:", err)
	}
	defer full.Close()
	store := filepath.Join(t.TempDir(), "gd8.db")
	run := func(out *os.File, args ...string) (code int, said string) {
		t.Helper()
		errOut, err := os.Create(filepath.Join(t.TempDir(), "said"))
		if err != nil {
			t.Fatal(err)
		}
		defer errOut.Close()
		p := newCommands()
		p.Out, p.ErrOut, p.Now = out, errOut, func() time.Time { return time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC) }
		p.Getenv = func(name string) string {
			return map[string]string{"GD8_STORE": store, "GD8_OFFICER": "J. Officer", "HOME": filepath.Dir(store)}[name]
		}
		code = p.run(args)
		if _, err := errOut.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(errOut)
		if err != nil {
			t.Fatal(err)
		}
		return code, string(b)
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	hits := filepath.Join(filepath.Dir(store), "hits.csv")
	if err := os.WriteFile(hits, []byte("person_ref,incident_ref\nP-1,I-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"import", "--purpose", "x", hits}, {"version"}, {"list", "--purpose", "x"}, {"backup", "--purpose", "x", filepath.Join(filepath.Dir(store), "b.db")}, {"compact"}} {
		if code, said := run(full, args...); code != program.ExitFailed || !strings.Contains(said, "no space left on device") {
			t.Errorf("%s: exit code %d, and it says %q", args[0], code, said)
		}
	}
	if code, said := run(null, "show", "I-1", "--purpose", "x"); code != program.ExitDone {
		t.Errorf("what could not be said was not done either: %q", said)
	}
}
