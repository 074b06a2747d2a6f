package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/location"
	"gd8/store/vault"
)

// Several gd8s at one path are tried here with real processes, all let go at
// the same moment.

const (
	raceName   = "GD8_STORE_TEST_NAME" // tells the processes of a race apart
	raceRounds = 12
	raceLimit  = 5 * time.Minute // of a busy computer
)

// race runs a task in processes of the given names, lets all go at once, and
// gives the lines each says.
func race(t *testing.T, task, folder string, names ...string) map[string][]string {
	t.Helper()
	type runner struct {
		cmd  *exec.Cmd
		out  *bufio.Scanner
		gate interface{ Close() error }
	}
	runners := map[string]runner{}
	for _, name := range names {
		cmd := child(t, task, folder, raceLimit)
		cmd.Env = append(cmd.Env, raceName+"="+name)
		gate, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		r := runner{cmd, bufio.NewScanner(out), gate}
		if !r.out.Scan() || r.out.Text() != "ready" {
			t.Fatalf("%s says %q", name, r.out.Text())
		}
		runners[name] = r
	}
	for _, r := range runners {
		_ = r.gate.Close()
	}
	said := map[string][]string{}
	for name, r := range runners {
		for r.out.Scan() {
			said[name] = append(said[name], r.out.Text())
		}
		if err := r.cmd.Wait(); err != nil {
			t.Errorf("%s ended with %v, having said %q", name, err, said[name])
		}
	}
	return said
}

// raceAsChild waits to be let go, then does its task.
func raceAsChild(task, folder string) {
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // its end lets it go
	name := os.Getenv(raceName)
	switch task {
	case "race to create":
		addAsChild(filepath.Join(folder, "new", "gd8.db"), name)
	case "race to restore":
		_, err := audit.Restore(context.Background(), officer, filepath.Join(folder, name+".backup"), filepath.Join(folder, "gd8.db"), Options{})
		sayOutcome(err)
	case "race to rescue":
		_, err := audit.Rescue(context.Background(), officer, filepath.Join(folder, "damaged.db"), filepath.Join(folder, "gd8.db"), Options{})
		sayOutcome(err)
	case "race with a compaction":
		path := filepath.Join(folder, "gd8.db")
		for round := range raceRounds {
			if name != "compact" {
				addAsChild(path, fmt.Sprintf("%s-%d", name, round))
				continue
			}
			s := openWhenFree(path)
			for range 3 {
				asChild{}.must(s.Compact(context.Background()))
			}
			asChild{}.must(s.Close())
		}
	}
}

func sayOutcome(err error) {
	switch {
	case err == nil:
		fmt.Println("made")
	case errors.Is(err, fs.ErrExist):
		fmt.Println("there already")
	default:
		fmt.Println(err)
	}
}

// openWhenFree opens or makes a store, once no other process has it.
func openWhenFree(path string) *Store {
	for end := time.Now().Add(raceLimit); ; {
		s, err := OpenOrCreate(path, Options{})
		if err == nil {
			return s
		}
		if !errors.Is(err, vault.ErrInUse) || time.Now().After(end) {
			asChild{}.Fatal("it could not be opened: ", err)
		}
	}
}

// addAsChild adds a record and says so once it is saved.
func addAsChild(path, incident string) {
	s := openWhenFree(path)
	add(asChild{}, s, cleanFacts(asChild{}, "A-1", "P-1", incident))
	fmt.Println(incident)
	asChild{}.must(s.Close())
}

// mustHoldAll fails where a record that was said to be added is not there.
func mustHoldAll(t *testing.T, path string, incidents []string) {
	t.Helper()
	s := openStore(t, path)
	for _, incident := range incidents {
		if rows, err := s.Find(incident, nil, nil); err != nil || len(rows) != 1 {
			t.Errorf("%s: %s was acknowledged and is there %d times (%v)", path, incident, len(rows), err)
		}
	}
	mustVerify(t, path, s)
}

func TestGd8sThatMakeOneStoreAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	for range 6 {
		folder := t.TempDir()
		var added []string
		said := race(t, "race to create", folder, "a", "b", "c", "d", "e")
		for _, lines := range said {
			added = append(added, lines...)
		}
		if len(added) != len(said) {
			t.Fatalf("said: %q", said)
		}
		mustHoldAll(t, filepath.Join(folder, "new", "gd8.db"), added)
	}
}

func TestOfGd8sThatRestoreToOnePathOneDoes(t *testing.T) {
	t.Parallel()
	for round := range 4 {
		folder := t.TempDir()
		names := []string{"a", "b", "c", "d"}
		held := map[string]string{}
		for _, name := range names {
			path := filepath.Join(folder, name+".backup")
			s := openStore(t, path)
			add(t, s, cleanFacts(t, "A-1", "P-1", name))
			held[name] = s.ID()
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		said := race(t, "race to restore", folder, names...)
		made := mustBeMadeOnce(t, round, said)
		if s := openStore(t, filepath.Join(folder, "gd8.db")); s.ID() != held[made] {
			t.Errorf("%s said that it had restored and its store is not there", made)
		}
	}
}

func TestOfGd8sThatRescueToOnePathOneDoes(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := openStore(t, filepath.Join(folder, "damaged.db"))
	worked(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mustBeMadeOnce(t, 0, race(t, "race to rescue", folder, "a", "b", "c", "d"))
	mustVerify(t, "rescued", openStore(t, filepath.Join(folder, "gd8.db")))
	for _, name := range namesIn(t, folder) {
		if strings.Contains(name, location.UnfinishedMark) {
			t.Errorf("%s was left", name)
		}
	}
}

// mustBeMadeOnce gives who made the file, and fails where that is not one of
// all while the others were told that it is there.
func mustBeMadeOnce(t *testing.T, round int, said map[string][]string) (made string) {
	t.Helper()
	for name, lines := range said {
		switch strings.Join(lines, "; ") {
		case "made":
			if made != "" {
				t.Fatalf("round %d: both %s and %s made it", round, made, name)
			}
			made = name
		case "there already":
		default:
			t.Fatalf("round %d: %s says %q", round, name, lines)
		}
	}
	if made == "" {
		t.Fatalf("round %d: no one made it", round)
	}
	return made
}

func TestWhatIsSavedWhileAnotherGd8CompactsIsNotLost(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "gd8.db")
	if err := openStore(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	said := race(t, "race with a compaction", folder, "compact", "a", "b", "c")
	var added []string
	for _, lines := range said {
		added = append(added, lines...)
	}
	if len(added) != 3*raceRounds {
		t.Fatalf("said: %q", said)
	}
	mustHoldAll(t, path, added)
}
