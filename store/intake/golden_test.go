package intake

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

var update = flag.Bool("update", false, "write the golden reports anew")

const fixtures = "../../testdata/intake"

// report is everything that is said about a file, as an officer reads it.
func report(src source.Source, o Options) string {
	var b strings.Builder
	rows, r, err := readAll(src, o)
	refused := 0
	for _, row := range rows {
		if len(row.Problems) == 0 {
			continue
		}
		refused++
		for _, p := range row.Problems {
			fmt.Fprintln(&b, p)
		}
		if row.CaseKnown {
			fmt.Fprintf(&b, "  stays out: case %q %q\n", row.Case.Application, row.Case.Person)
		} else {
			fmt.Fprintln(&b, "  its case is not known")
		}
	}
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	if r != nil {
		fmt.Fprintf(&b, "%d rows, %d refused\n", len(rows), refused)
		if u := r.Unknown(); len(u) > 0 {
			fmt.Fprintf(&b, "not known: %s\n", nameList(u))
		}
	}
	return b.String()
}

// TestEveryFaultGetsItsOneClearLine holds the report of every fixture to its
// golden file. What a fixture is for is in its name.
func TestEveryFaultGetsItsOneClearLine(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(fixtures, "*"))
	if err != nil {
		t.Fatal(err)
	}
	tested := 0
	for _, path := range paths {
		name := filepath.Base(path)
		if strings.HasSuffix(name, ".golden") || strings.HasSuffix(name, ".toml") {
			continue
		}
		tested++
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, name, report(text{name, string(content)}, Options{}))
		})
	}
	if tested < 20 {
		t.Errorf("only %d fixtures found", tested)
	}
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	for _, line := range strings.Split(got, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return r < 0x20 || r == 0x7f || r == 0x1b }) {
			t.Errorf("a control character reaches the screen: %q", line)
		}
	}
	golden := filepath.Join(fixtures, name+".golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestWhatIsNoInputFileIsRefusedByName: what the system, and not the content,
// says of a path.
func TestWhatIsNoInputFileIsRefusedByName(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(dir, "pipe.csv")
	cases := map[string]string{
		filepath.Join(dir, "none.csv"): "there is no such file; check the name and the folder",
		dir:                            "this is a folder, not a file; name a CSV, JSON or XLSX file in it",
		empty:                          "the file is empty; export it again from the records system; its first row must name the columns",
	}
	if err := makePipe(pipe); err == nil {
		cases[pipe] = "this is a device or a pipe, not a file; save what it gives as a file first, or give it on standard input with -"
	}
	for path, want := range cases {
		_, err := NewReader(source.File(path), Options{Today: today})
		var file *problem.FileError
		if !errors.As(err, &file) {
			t.Errorf("%s: %v is no FileError", path, err)
			continue
		}
		if got, want := err.Error(), problem.Show(path)+": "+want; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAFileOverTheLimitIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hits.csv")
	if err := os.WriteFile(path, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, src := range []source.Source{source.File(path), text{"hits.csv", small}} {
		_, r, err := readAll(src, Options{MaxSize: int64(len(small)) - 1})
		if err == nil || !strings.Contains(err.Error(), "the file is larger than") {
			t.Errorf("over the limit: %v", err)
		}
		if r != nil && r.Rows() > 1 {
			t.Errorf("%d rows", r.Rows())
		}
		if _, _, err := readAll(src, Options{MaxSize: int64(len(small))}); err != nil {
			t.Errorf("at the limit: %v", err)
		}
	}
	_, _, err := readAll(text{"hits.csv", small + "A,P,J,21,,\n"}, Options{MaxRows: 1})
	if err == nil || !strings.Contains(err.Error(), "line 3: the file has more than 1 rows; split it") {
		t.Errorf("too many rows: %v", err)
	}
}

// TestAValueCannotActOnTheTerminal: a problem quotes what the file holds.
func TestAValueCannotActOnTheTerminal(t *testing.T) {
	hostile := "\x1b[2J\u202e\u200b\r\a" + strings.Repeat("x", 10_000)
	p := problem.Problem{File: "a\x1b.csv", Line: 2, Column: "out\x1bcome", Field: model.OutcomeCode, Value: hostile, Message: "not an outcome code", Accepted: "one"}
	got := p.String()
	want := `"a\x1b.csv", line 2, column "out\x1bcome": "\x1b[2J\u202e\u200b\r\a` + strings.Repeat("x", 52) + `...": not an outcome code; gd8 takes one`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
