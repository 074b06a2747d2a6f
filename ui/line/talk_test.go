package line

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

// talk is one conversation as a person at a terminal would see it: each line
// is typed when a prompt has stopped, and shows behind it.
type talk struct {
	mu     sync.Mutex
	said   bytes.Buffer // what gd8 wrote and, as a terminal echoes it, what was typed
	output bytes.Buffer // what gd8 wrote
	typed  []string     // still to be typed
	next   chan string
	left   []byte // of the line being read

	hidden func() bool // the terminal does not show what is typed; nil: it does
	leave  func()      // leaves a prompt until the idle time is over
	typing func()      // before each line; nil for nothing
}

func newTalk(typed []string) *talk {
	return &talk{typed: typed, next: make(chan string, 1)}
}

// Write takes what gd8 writes. Where it stops at a prompt, the next line is
// typed, or the input ends.
func (k *talk) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.said.Write(p)
	k.output.Write(p)
	if !bytes.HasSuffix(p, []byte(": ")) {
		return len(p), nil
	}
	if len(k.typed) == 0 {
		if k.next != nil {
			close(k.next)
			k.next = nil
		}
		return len(p), nil
	}
	line := k.typed[0]
	k.typed = k.typed[1:]
	if k.typing != nil {
		k.typing()
	}
	if line == left {
		k.leave()
		return len(p), nil
	}
	shown := strings.TrimSuffix(line, "\r\n")
	if !strings.HasSuffix(line, "\n") {
		line += "\n"
		shown += "\n"
	}
	if k.hidden == nil || !k.hidden() {
		k.said.WriteString(shown)
	}
	k.next <- line
	return len(p), nil
}

// reader gives the lines typed.
func (k *talk) reader() io.Reader {
	next := k.next
	return readerFunc(func(p []byte) (int, error) {
		if len(k.left) == 0 {
			line, ok := <-next
			if !ok {
				return 0, io.EOF
			}
			k.left = []byte(line)
		}
		n := copy(p, k.left)
		k.left = k.left[n:]
		return n, nil
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// room is a store with a clock, in which officers sit down.
type room struct {
	t     testing.TB
	at    time.Time
	store *store.Store
	path  string
	o     Options
}

func newRoom(t testing.TB) *room {
	t.Helper()
	r := &room{t: t, at: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC), path: filepath.Join(t.TempDir(), "gd8.db"), o: Options{Officer: "J. Officer", Purpose: "Enhanced DBS checks", Terminal: true}}
	r.open()
	t.Cleanup(func() {
		if err := r.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func (r *room) open() {
	s, err := store.OpenOrCreate(r.path, store.Options{Now: func() time.Time { return r.at }, WithoutSync: true})
	if err != nil {
		r.t.Fatal(err)
	}
	r.store = s
}

// bring imports a file.
func (r *room) bring(name, content string) {
	r.t.Helper()
	actor := store.Actor{Officer: r.o.Officer, Purpose: "Enhanced DBS checks"}
	if _, err := importer.Import(context.Background(), r.store, actor, []source.Source{file{name, content}}, importer.Options{}); err != nil {
		r.t.Fatal(err)
	}
}

// file is a file in memory.
type file struct{ name, content string }

func (f file) Name() string { return f.name }

func (f file) Open() (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(f.content)), nil
}

// say holds a conversation in which the lines are typed and then the input
// ends, and gives it as it was seen.
func (r *room) say(typed ...string) string {
	r.t.Helper()
	k := newTalk(typed)
	if err := Run(context.Background(), k.reader(), k, r.store, r.o); err != nil {
		r.t.Fatal(err)
	}
	r.clean(k.output.Bytes())
	return k.said.String()
}

// clean holds the output to its rule: lines, and nothing that could act on a
// terminal.
func (r *room) clean(output []byte) {
	r.t.Helper()
	for i, c := range output {
		if c < ' ' && c != '\n' || c == 0x7f {
			r.t.Fatalf("byte %#x at %d of the output", c, i)
		}
	}
}

// find is the one record with a reference.
func (r *room) find(ref string) *store.Dossier {
	r.t.Helper()
	rows, err := r.store.Find(ref, nil, nil)
	if err != nil || len(rows) != 1 {
		r.t.Fatalf("%s: %d records, %v", ref, len(rows), err)
	}
	d, err := r.store.Dossier(rows[0].Number)
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

// holds fails the test where the conversation lacks one of the pieces. Line
// breaks of gd8's wrapping count as spaces.
func holds(t testing.TB, said string, pieces ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(said), " ")
	for _, piece := range pieces {
		if !strings.Contains(flat, piece) {
			t.Errorf("not said: %q\n%s", piece, said)
		}
	}
}

func lacks(t testing.TB, said string, pieces ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(said), " ")
	for _, piece := range pieces {
		if strings.Contains(flat, piece) {
			t.Errorf("said: %q\n%s", piece, said)
		}
	}
}

func (r *room) actor() store.Actor {
	return store.Actor{Officer: r.o.Officer, Purpose: r.o.Purpose}
}
