package output

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"gd8/store/importer"
	"gd8/ui/term"
)

// drawn runs steps on a bar whose clock stands where the test puts it, and
// gives what was written.
func drawn(t *testing.T, terminal bool, steps func(b *Bar, after func(time.Duration))) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 4, 14, 9, 0, 0, 0, time.UTC)
	now := start
	look, err := term.NewLook(w, term.Env{}, term.Options{ASCII: true})
	if err != nil {
		t.Fatal(err)
	}
	b := &Bar{look: look, now: func() time.Time { return now }, started: start}
	if terminal {
		b.out = w
	}
	steps(b, func(d time.Duration) { now = start.Add(d) })
	w.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAShortImportShowsNoBar(t *testing.T) {
	got := drawn(t, true, func(b *Bar, after func(time.Duration)) {
		after(900 * time.Millisecond)
		b.Show(importer.Progress{Phase: "checking", Done: 9, Total: 10})
		b.Clear()
	})
	if got != "" {
		t.Errorf("wrote %q", got)
	}
}

func TestALongImportShowsABarThatIsTakenAway(t *testing.T) {
	got := drawn(t, true, func(b *Bar, after func(time.Duration)) {
		after(1500 * time.Millisecond)
		b.Show(importer.Progress{Phase: "checking", Done: 50, Total: 100})
		after(1510 * time.Millisecond) // too soon for another
		b.Show(importer.Progress{Phase: "checking", Done: 51, Total: 100})
		after(1700 * time.Millisecond)
		b.Show(importer.Progress{Phase: "writing", Done: 100, Total: 100})
		after(1900 * time.Millisecond)
		b.Show(importer.Progress{Phase: "undoing"})
		b.Clear()
	})
	lines := strings.Split(got, "\r")
	want := []string{
		"", "Checking  [###############...............]  50%",
		"Writing   [##############################] 100%",
		"Undoing ~" + strings.Repeat(" ", 38),
	}
	for i, w := range want {
		if i >= len(lines) || lines[i] != w {
			t.Fatalf("wrote %q, want line %d to be %q", got, i, w)
		}
	}
	if strings.Contains(got, "\x1b") || !strings.HasSuffix(got, " \r") {
		t.Errorf("wrote %q", got)
	}
}

func TestAnImportThatIsNotWatchedShowsNoBar(t *testing.T) {
	got := drawn(t, false, func(b *Bar, after func(time.Duration)) {
		after(time.Minute)
		b.Show(importer.Progress{Phase: "checking", Done: 1, Total: 2})
		b.Clear()
	})
	if got != "" {
		t.Errorf("wrote %q", got)
	}
}
