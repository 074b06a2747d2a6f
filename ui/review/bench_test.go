package review

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/queue"
	"gd8/store/sample"
	"gd8/ui/review/desk"
)

// The benchmarks measure from a key to the frame it leads to, inside the
// program: everything but the terminal. GD8_BENCH_ROWS is how many incidents
// the store holds; 20,000 where it is not set, 1,000,000 for the README's
// figures.
func benchRows() int {
	if n, err := strconv.Atoi(os.Getenv("GD8_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

// benchDesk is an officer at a store of made-up incidents on disk.
func benchDesk(b *testing.B, encrypted bool) *officer {
	b.Helper()
	folder := b.TempDir()
	rows := filepath.Join(folder, "rows.csv")
	f, err := os.Create(rows)
	if err != nil {
		b.Fatal(err)
	}
	if err := sample.WriteCSV(f, benchRows()); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	p := &officer{t: b, clock: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC), unchecked: true}
	o := store.Options{Now: func() time.Time { return p.clock }}
	if encrypted {
		o.Encrypt = func() ([]byte, error) { return []byte("a passphrase of a made-up store"), nil }
		o.Unlock = o.Encrypt
	}
	if p.store, err = store.OpenOrCreate(filepath.Join(folder, "gd8.db"), o); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = p.store.Close() })
	if _, err := importer.Import(context.Background(), p.store, store.Actor{Officer: "Records", Purpose: "benchmark"}, []source.Source{source.File(rows)}, importer.Options{}); err != nil {
		b.Fatal(err)
	}
	p.start(desk.Options{})
	return p.open()
}

// times are what single keys took.
type times []time.Duration

// key presses a key and adds the time until its frame.
func (t *times) key(p *officer, k string) {
	p.wait(80 * time.Millisecond)
	t.send(p, keyMsg(k))
}

func (t *times) send(p *officer, msg tea.Msg) {
	from := time.Now()
	p.send(msg)
	_ = p.app.View()
	*t = append(*t, time.Since(from))
}

// report gives the median and the 99th percentile.
func (t times) report(b *testing.B) {
	slices.Sort(t)
	for name, part := range map[string]float64{"p50-ms": 0.5, "p99-ms": 0.99} {
		b.ReportMetric(float64(t[min(int(part*float64(len(t))), len(t)-1)])/float64(time.Millisecond), name)
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkKey presses the keys of queue and review, each with all it leads
// to: the store is read and written, the screen is drawn.
func BenchmarkKey(b *testing.B) {
	for _, kind := range []string{"plain", "encrypted"} {
		b.Run(kind, func(b *testing.B) {
			p := benchDesk(b, kind == "encrypted")
			for _, bench := range []struct {
				name   string
				before []string
				keys   []string // one after the other, round and round
			}{
				{"next incident", []string{"g"}, []string{"j", "j", "j", "j", "k"}},
				{"page", []string{"g"}, []string{"pgdown", "pgdown", "pgdown", "pgup"}},
				{"first and last", nil, []string{"G", "g"}},
				{"filter", nil, []string{"tab"}},
				{"order", []string{"g"}, []string{"o"}},
				{"open a review and back", []string{"g"}, []string{"enter", "esc"}},
				{"next needing attention", []string{"g", "enter"}, []string{">"}},
				{"answer", []string{"esc", "g", "enter"}, []string{"y"}},
			} {
				b.Run(bench.name, func(b *testing.B) {
					p.settle()
					p.press(bench.before...)
					var t times
					for i := 0; b.Loop(); i++ {
						if bench.name == "answer" {
							p.press(">")
							p.asks(model.Relevant)
						}
						t.key(p, bench.keys[i%len(bench.keys)])
					}
					t.report(b)
				})
			}
		})
	}
}

// settle goes back to the queue of all that needs attention, as imported.
func (p *officer) settle() {
	p.t.Helper()
	for p.app.Screen() != desk.InQueue {
		p.press("esc")
	}
	for p.app.queue.Walk.Filter != queue.FilterAttention {
		p.press("tab")
	}
	for p.app.queue.Walk.Order != queue.AsImported {
		p.press("o")
	}
}

// asks puts the cursor on a question.
func (p *officer) asks(f model.Field) { p.app.checklist.Field = f }

// longText is 60 KiB of words in paragraphs.
func longText() string {
	var b strings.Builder
	for i := 0; b.Len() < 60<<10; i++ {
		fmt.Fprintf(&b, "Considered %d: nothing further is known. ", i)
		if i%12 == 11 {
			b.WriteByte('\n')
		}
	}
	return b.String()[:60<<10]
}

// BenchmarkRationale types and pastes into a rationale of 60 KiB.
func BenchmarkRationale(b *testing.B) {
	text := longText()
	open := func(b *testing.B) *officer {
		p := sitDown(b, desk.Options{})
		p.unchecked = true
		p.has("P-1", "1/19", facts21...)
		p.open().press("enter", "c")
		return p
	}
	type_ := func(b *testing.B, home string) {
		p := open(b)
		p.pastes(text).press(home)
		var t times
		for i := 0; b.Loop(); i++ {
			if i%2000 == 1999 { // keep it at 60 KiB
				for range 2000 {
					p.press("backspace")
				}
			}
			k := string(rune('a' + i%26))
			if i%7 == 6 {
				k = " "
			}
			t.key(p, k)
		}
		t.report(b)
	}
	b.Run("type at the end", func(b *testing.B) { type_(b, "end") })
	b.Run("type at the start", func(b *testing.B) { type_(b, "ctrl+home") })
	clear := func(p *officer) { p.app.writing.Editor().SetText("") }
	b.Run("paste bracketed", func(b *testing.B) {
		p := open(b)
		var t times
		for b.Loop() {
			clear(p)
			t.send(p, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
		}
		t.report(b)
	})
	b.Run("paste key by key", func(b *testing.B) {
		p := open(b)
		var keys []tea.Msg
		for _, r := range text {
			if r == '\n' {
				keys = append(keys, keyMsg("enter"))
				continue
			}
			keys = append(keys, keyMsg(string(r)))
		}
		var t times
		for b.Loop() {
			clear(p)
			p.wait(80 * time.Millisecond)
			from := time.Now()
			for _, k := range keys { // as Bubble Tea does; what a key starts waits for the burst's end
				if msg := p.app.withoutGathered(p.app, k); msg != nil {
					_, _ = p.app.Update(msg)
					_ = p.app.View()
				}
			}
			p.wait(gatherTime)
			t = append(t, time.Since(from))
			if got := p.app.writing.Editor().Text; got != text {
				b.Fatalf("%d bytes arrived of %d", len(got), len(text))
			}
		}
		t.report(b)
	})
}
