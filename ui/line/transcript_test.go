package line

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"gd8/ui/term"
)

var update = flag.Bool("update", false, "write the transcripts anew")

// TestConversations holds whole conversations to their transcripts. A script
// is a txtar file: a CSV file in it is imported, and a file named "sitting DATE
// TIME OPTION..." is what an officer types in one sitting, until its end.
// Options: width=N, ascii, ask (the purpose is asked for).
func TestConversations(t *testing.T) {
	var scripts []string
	for _, folder := range []string{"testdata", filepath.Join("..", "..", "testdata", "line")} {
		found, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, found...)
	}
	if len(scripts) < 2 {
		t.Fatalf("only %d scripts were found", len(scripts))
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".txtar")
		t.Run(name, func(t *testing.T) {
			golden := strings.TrimSuffix(script, ".txtar") + ".txt"
			got := perform(t, script)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if text := strings.ReplaceAll(string(want), "\r\n", "\n"); got != text {
				t.Errorf("the conversation differs from %s; look at it, then run with -update\n%s", golden, difference(text, got))
			}
		})
	}
}

func perform(t *testing.T, script string) string {
	t.Helper()
	archive, err := txtar.ParseFile(script)
	if err != nil {
		t.Fatal(err)
	}
	r := newRoom(t)
	var said strings.Builder
	for _, f := range archive.Files {
		content := strings.ReplaceAll(string(f.Data), "\r\n", "\n")
		kind, options, _ := strings.Cut(f.Name, " ")
		if kind != "sitting" {
			if said.Len() > 0 {
				r.at = r.at.Add(time.Hour) // since the sitting before
			}
			r.bring(f.Name, content)
			continue
		}
		r.sitting(options)
		if said.Len() > 0 {
			said.WriteString("\n\n")
		}
		said.WriteString("[" + r.at.Format("2 January 2006, 15:04") + "]\n\n")
		said.WriteString(r.say(strings.SplitAfter(strings.TrimSuffix(content, "\n"), "\n")...))
	}
	// The store's identity and the journal's head are other ones each time.
	return hideCheckpoint(said.String())
}

// sitting sets the clock and the options of a sitting.
func (r *room) sitting(options string) {
	r.t.Helper()
	words := strings.Fields(options)
	if len(words) < 2 {
		r.t.Fatalf("a sitting needs its date and time, not %q", options)
	}
	at, err := time.Parse("2006-01-02 15:04", words[0]+" "+words[1])
	if err != nil {
		r.t.Fatal(err)
	}
	r.at = at
	r.o = Options{Officer: "J. Officer", Purpose: "Enhanced DBS checks", Marking: "OFFICIAL-SENSITIVE", Terminal: true}
	for _, word := range words[2:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "width":
			n, err := strconv.Atoi(value)
			if err != nil {
				r.t.Fatal(err)
			}
			r.o.Width = func() int { return n }
		case "ascii":
			look, err := term.NewLook(nil, term.Env{Terminal: true}, term.Options{})
			if err != nil {
				r.t.Fatal(err)
			}
			r.o.Look = look
		case "ask":
			r.o.Purpose = ""
		default:
			r.t.Fatalf("no option %q", word)
		}
	}
}

// hideCheckpoint replaces what a checkpoint holds by dots.
func hideCheckpoint(said string) string {
	lines := strings.Split(said, "\n")
	in := false
	for i, line := range lines {
		if in = strings.HasPrefix(line, "Checkpoint, ") || in && strings.HasPrefix(line, "  "); in && strings.HasPrefix(line, "  ") {
			lines[i] = "  ..."
		}
	}
	return strings.Join(lines, "\n")
}

// difference is the first line in which two texts differ, with what is before.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			from := max(i-5, 0)
			return "from line " + strconv.Itoa(i+1) + ":\nwant:\n" + strings.Join(a[min(from, len(a)):min(i+5, len(a))], "\n") + "\ngot:\n" + strings.Join(b[min(from, len(b)):min(i+5, len(b))], "\n")
		}
	}
	return ""
}
