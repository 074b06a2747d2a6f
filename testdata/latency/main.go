//go:build unix

// Command latency measures what an officer feels: the time from a key to the
// screen it leads to, of gd8 as it is built, on a pseudo-terminal, with stores
// of made-up incidents. It prints tables and asserts nothing: a busy machine
// is slow, not wrong.
//
//	go run ./testdata/latency                 gd8 at 100, 10,000 and 1,000,000 incidents
//	go run ./testdata/latency -encrypted      encrypted stores beside the plain ones
//	go run ./testdata/latency -compare        the same rows in less, lnav, VisiData, fzf and tasksh
//
// Stores are kept in -folder for the next run. The pseudo-terminal is an 80 by
// 24 screen emulated in this process; a time ends when the last byte needed for
// the screen has arrived there. It changes nothing outside the folder.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

func main() {
	folder := flag.String("folder", filepath.Join(os.TempDir(), "gd8-latency"), "keeps the made-up stores and the built program")
	sizes := flag.String("incidents", "100,10000,1000000", "the sizes of the stores")
	encrypted := flag.Bool("encrypted", false, "measure encrypted stores beside the plain ones")
	compare := flag.Bool("compare", false, "compare with other programs at the largest size")
	preferred := flag.Bool("prefer", false, "have the processor given to what is measured before all else: for a machine that others use too (Linux, root)")
	only := flag.String("only", "", "compare these programs alone, such as gd8,less,fzf")
	rounds := flag.Int("rounds", 200, "how often each key is pressed, more or less")
	flag.Parse()
	b := &bench{folder: *folder, out: os.Stdout, log: os.Stderr, rounds: *rounds, starts: 15, prefer: *preferred, only: *only}
	if err := b.run(*sizes, *encrypted, *compare); err != nil {
		fmt.Fprintln(os.Stderr, "latency:", err)
		os.Exit(1)
	}
}

// run measures what the command line asks for.
func (b *bench) run(sizes string, encrypted, compare bool) error {
	var list []size
	for _, n := range strings.Split(sizes, ",") {
		incidents, err := strconv.Atoi(strings.TrimSpace(n))
		if err != nil || incidents < 40 {
			return fmt.Errorf("-incidents takes numbers from 40 on, such as 100,10000: not %q", n)
		}
		list = append(list, size{incidents: incidents})
		if encrypted {
			list = append(list, size{incidents: incidents, encrypted: true})
		}
	}
	if err := b.prepare(); err != nil {
		return err
	}
	how := ""
	if b.prefer {
		how = ", preferred to all else on it"
	}
	fmt.Fprintf(b.out, "%s, %d processors, %s/%s%s, some %d presses a key\n\n", time.Now().Format("2 January 2006 15:04"), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, how, b.rounds)
	if compare {
		return b.compare(list[len(list)-1].incidents)
	}
	return b.measureAll(list)
}

// prepare makes the folder and builds the program into it.
func (b *bench) prepare() (err error) {
	if b.folder, err = filepath.Abs(b.folder); err != nil {
		return err
	}
	if err := os.MkdirAll(b.folder, 0o700); err != nil {
		return err
	}
	if b.prefer {
		if err := prefer(os.Getpid()); err != nil {
			return err
		}
	}
	return b.build()
}

// measureAll measures every size and prints the table.
func (b *bench) measureAll(list []size) error {
	var all []*figures
	for _, s := range list {
		f, err := b.measure(s)
		if err != nil {
			return fmt.Errorf("%s incidents: %w", s, err)
		}
		all = append(all, f)
	}
	b.print(list, all)
	return nil
}

// The rows of the table that are a start.
const (
	rowVersion = "gd8 version, start to end"
	rowStart   = "gd8 to its first full screen"
)

// measure takes all figures of one size, from a copy of its store.
func (b *bench) measure(s size) (*figures, error) {
	kept, err := b.store(s)
	if err != nil {
		return nil, err
	}
	path, err := copied(kept)
	if err != nil {
		return nil, err
	}
	defer os.Remove(path)
	args := []string{"--store", path, "--purpose", "latency"}
	if s.encrypted {
		passphrase, err := b.passphrase()
		if err != nil {
			return nil, err
		}
		args = append(args, "--passphrase-file", passphrase)
	}
	f := newFigures()
	fmt.Fprintln(b.log, "measuring", s, "incidents")
	for range b.starts {
		if err := b.startOnce(f, args); err != nil {
			return nil, err
		}
	}
	return f, b.sit(f, s, path, args)
}

// startOnce measures one start of gd8 beside one of gd8 version.
func (b *bench) startOnce(f *figures, args []string) error {
	t, err := b.start(b.command("version"), func(s screen) bool { return s.says("gd8 ") })
	if err != nil {
		return err
	}
	_, err = t.first()
	f.add(rowVersion, t.end(""))
	if err != nil {
		return err
	}
	if t, err = b.start(b.command(args...), queueShown); err != nil {
		return err
	}
	took, err := t.first()
	t.end("q")
	f.add(rowStart, took)
	return err
}

// sit measures the keys of one sitting.
func (b *bench) sit(f *figures, size size, path string, args []string) error {
	t, err := b.start(b.command(args...), queueShown)
	if err != nil {
		return err
	}
	defer t.end("\x03")
	if _, err := t.first(); err != nil {
		return err
	}
	s := &sitting{terminal: t, figures: f, random: rand.New(rand.NewPCG(1, 2)), pause: 15 * time.Millisecond}
	rounds := min(b.rounds, size.incidents/2)
	if err := s.walk(rounds); err != nil {
		return err
	}
	if err := s.search(max(rounds/40, 1), size.incidents); err != nil {
		return err
	}
	if err := s.review(rounds); err != nil {
		return err
	}
	if m, ok := memoryOf(t.cmd.Process.Pid, path); ok {
		f.said[rowMemory] = m.String()
	}
	return s.write(b.rounds)
}

// print writes the table: a row for each thing measured, a column for each size.
func (b *bench) print(list []size, all []*figures) {
	rows := [][]string{{"what (median / 99th percentile)", "goal"}}
	for _, s := range list {
		rows[0] = append(rows[0], s.String())
	}
	add := func(row, goal string, cell func(*figures) string) {
		cells := []string{row, goal}
		for _, f := range all {
			cells = append(cells, cell(f))
		}
		rows = append(rows, cells)
	}
	for _, r := range goals() {
		add(r.row, r.goal, func(f *figures) string { return f.cell(r.row) })
		if r.row == rowStart {
			add("the same, beyond gd8 version", "< 60 ms", func(f *figures) string {
				return milliseconds(quantile(f.times[rowStart], 0.5) - quantile(f.times[rowVersion], 0.5))
			})
		}
	}
	add("all keys of queue and review", "p99 < 16.7 ms", func(f *figures) string {
		var keys []time.Duration
		for _, row := range keyRows {
			keys = append(keys, f.times[row]...)
		}
		return milliseconds(quantile(keys, 0.5)) + " / " + milliseconds(quantile(keys, 0.99))
	})
	table(b.out, rows)
}

// goal is a row of the table and what it is to reach.
type goal struct{ row, goal string }

func goals() []goal {
	list := []goal{{rowVersion, ""}, {rowStart, "1.3x of 100"}}
	for _, row := range keyRows {
		list = append(list, goal{row, "p99 < 16.7 ms"})
	}
	return append(list,
		goal{rowFirstHits, "50 ms"}, goal{rowAllHits, "1 s"}, goal{rowFirstOfOne, "1 s"}, goal{rowAllOfOne, "1 s"}, goal{rowSearchTyped, "p99 < 16.7 ms"},
		goal{rowTypeEnd, "p99 < 16.7 ms"}, goal{rowTypeHead, "p99 < 16.7 ms"}, goal{rowPaste, "200 ms"}, goal{rowKeyByKey, "200 ms"},
		goal{rowMemory, "100 MiB"})
}
