package command_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"gd8/store"
	"gd8/ui/command"
)

func TestMain(m *testing.M) {
	gd8 := func() { leaveTerminal(); os.Exit(command.MainAtLowCosts()) }
	testscript.Main(m, map[string]func(){
		"gd8":          gd8,
		"gd8-on-a-day": func() { leaveTerminal(); os.Exit(command.MainOn(pictureDay)) },
		// gd8 on one thread of the system: strace counts calls by thread.
		"gd8-onethread": func() { runtime.LockOSThread(); gd8() },
		"holdstore":     holdStore,
	})
}

// pictureDay is when the pictures of the README were taken, by gd8's clock.
var pictureDay = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

// TestScripts runs the sessions in testdata/script.
func TestScripts(t *testing.T) {
	cases, err := filepath.Abs("../../testdata/cases")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("CASES", cases)
			env.Setenv("TZ", "UTC")
			env.Setenv("GORACE", "atexit_sleep_ms=0") // the race detector waits a second at each exit
			env.Setenv("LANG", "C.UTF-8")
			env.Setenv("GD8_OFFICER", "J. Officer")
			env.Setenv("GD8_STORE", filepath.Join(env.WorkDir, "store", "gd8.db"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"append":    appendFile,
			"assessed":  assessed,
			"damage":    damage,
			"exits":     exits,
			"bytes":     writeBytes,
			"mend":      mend,
			"rows":      manyRows,
			"undated":   undated,
			"waitfor":   waitFor,
			"wipe":      wipe,
			"waitgrown": waitGrown,
		},
	})
}

// holdStore STORE FILE is another program that holds the store open. FILE tells
// that it does; it goes when it is killed.
func holdStore() {
	s, err := store.Open(os.Args[1], store.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := os.WriteFile(os.Args[2], nil, 0o600); err != nil {
		os.Exit(1)
	}
	defer s.Close()
	// Held until the script kills it. A wait for nothing at all would be
	// called a deadlock where no thread but Go's own is there.
	time.Sleep(time.Hour)
}

// assessed GOT WANT compares two results of assess, in which WANT may leave
// sentences out.
func assessed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: assessed GOT WANT")
	}
	var lists [2][]map[string]any
	for i, name := range args {
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(name)), &lists[i]))
	}
	got, want := lists[0], lists[1]
	if len(got) != len(want) || len(want) == 0 {
		ts.Fatalf("%d objects, want %d", len(got), len(want))
	}
	for n := range got {
		criteria, _ := got[n]["criteria"].([]any)
		for _, c := range criteria {
			why, _ := c.(map[string]any)["why"].(string)
			if why == "" {
				ts.Fatalf("object %d: a criterion has no sentence", n)
			}
			delete(c.(map[string]any), "why")
		}
		if !reflect.DeepEqual(got[n], want[n]) {
			ts.Fatalf("object %d:\n%v\nwant\n%v", n, got[n], want[n])
		}
	}
}

// exits CODE ARGUMENT... runs gd8 and wants its exit code. What it printed can
// be matched as after exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE ARGUMENT...")
	}
	err := ts.Exec("gd8", args[1:]...)
	code := "0"
	if e, ok := err.(interface{ ExitCode() int }); ok {
		code = fmt.Sprint(e.ExitCode())
	} else if err != nil {
		ts.Fatalf("gd8: %v", err)
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}

// bytes FILE SPELLING writes bytes that a script cannot hold, spelt as in Go.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE SPELLING")
	}
	var text string
	if _, err := fmt.Sscanf(`"`+args[1]+`"`, "%q", &text); err != nil {
		ts.Fatalf("%s: %v", args[1], err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// mend FILE OLD NEW puts NEW in the place of OLD, as an officer would.
func mend(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: mend FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
}

// append FILE MORE puts what is in MORE at the end of FILE.
func appendFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append FILE MORE")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+ts.ReadFile(args[1])), 0o600))
}

// waitFor FILE waits until a program in the background has made a file.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor FILE")
	}
	for range 12000 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s was not made", args[0])
}

// undated FILE... puts the word MOMENT in the place of every date with a time,
// so that what was said at the time of the test can be compared.
func undated(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: undated FILE...")
	}
	moment := regexp.MustCompile(`[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}, [0-9]{2}:[0-9]{2}`)
	for _, name := range args {
		text := moment.ReplaceAllString(ts.ReadFile(name), "MOMENT")
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// rows FILE COUNT writes a file of so many incidents.
func manyRows(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: rows FILE COUNT")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	b.WriteString("person_ref,incident_ref,outcome\n")
	for i := range count {
		fmt.Fprintf(&b, "P-%d,I/%d,21\n", i, i)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

// waitgrown FILE waits until a program in the background has made a file
// larger.
func waitGrown(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitgrown FILE")
	}
	before, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	for range 24000 {
		now, err := os.Stat(ts.MkAbs(args[0]))
		ts.Check(err)
		if now.Size() > before.Size() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	ts.Fatalf("%s did not grow", args[0])
}
