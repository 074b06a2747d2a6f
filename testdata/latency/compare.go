//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// This file compares gd8 with the programs that a list of incidents would
// otherwise be opened in. Each gets the same rows and must show the same
// things on the same terminal: a screen of rows; the last row, from the start
// and again once everything is read; and the last row found by its reference
// from the top. gd8 has imported the rows once, as tasksh has; the others read
// the file each time.

// rival is a program that is compared.
type rival struct {
	name    string
	program string // that must be installed
	pkg     string // Debian's package of it
	command func(file string) *exec.Cmd
	ready   func(screen) bool // before the first screen can be asked for; nil where it comes by itself
	first   string            // the keys that ask for it
	end     string
	top     string
	clear   string              // the keys that clear the screen, where rows stay on it
	find    string              // the keys that open a search
	asked   func(screen) bool   // whether it is open
	text    func(string) string // the keys that search for a text; nil for the text and enter
	again   string              // the keys that go to what was found, where it does not by itself
	leave   string
}

// compare measures every program that is installed, gd8 first.
func (b *bench) compare(incidents int) error {
	file, err := b.csv(incidents)
	if err != nil {
		return err
	}
	rows := [][]string{{"program", "rows", "start to a screen of rows", "start to the last row", "last row, once all is read", "last reference found", "resident then"}}
	var missing []string
	imported, err := b.store(size{incidents: incidents})
	if err != nil {
		return err
	}
	for _, r := range append([]rival{b.itself(imported)}, rivals()...) {
		if b.only != "" && !slices.Contains(strings.Split(b.only, ","), r.name) {
			continue
		}
		if _, err := exec.LookPath(r.program); err != nil {
			missing = append(missing, r.pkg)
			continue
		}
		fmt.Fprintln(b.log, "measuring", r.name)
		row, err := b.rival(r, file, incidents)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		rows = append(rows, row)
	}
	table(b.out, rows)
	if len(missing) > 0 {
		fmt.Fprintf(b.out, "\nNot measured, as Debian's packages are not installed: %s.\n", strings.Join(missing, " "))
	}
	return nil
}

// runs is how often each program is started, the median stands in the table;
// but not again where it took longer than slow.
const (
	runs = 3
	slow = 30 * time.Second
)

func (b *bench) rival(r rival, file string, incidents int) ([]string, error) {
	if r.name == "tasksh" {
		var err error
		if file, incidents, err = b.tasks(incidents); err != nil {
			return nil, err
		}
	}
	first, last, err := ends(file)
	if err != nil {
		return nil, err
	}
	f, resident := newFigures(), ""
	for from, n := time.Now(), 0; n < runs && (n == 0 || time.Since(from) < slow); n++ {
		resident, err = b.rivalOnce(f, r, file, first, last)
		if errors.Is(err, errLate) { // so it would be again
			fmt.Fprintln(b.log, err)
			break
		}
		if err != nil {
			return nil, err
		}
	}
	row := []string{r.name, thousands(incidents)}
	for _, step := range []string{stepFirst, stepLast, stepEnd, stepFound} {
		cell := f.cell(step)
		if cell == "" {
			cell = "not after " + patience.String()
		}
		row = append(row, cell)
	}
	return append(row, resident), nil
}

// The steps that are timed.
const (
	stepFirst = "first"
	stepLast  = "last"
	stepEnd   = "end"
	stepFound = "found"
)

// rivalOnce takes a program through all steps and says what it then keeps in
// memory.
func (b *bench) rivalOnce(f *figures, r rival, file, first, last string) (string, error) {
	home, err := os.MkdirTemp(b.folder, "home-") // some remember where they were
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(home)
	cmd := r.command(file)
	cmd.Dir = b.folder
	cmd.Env = append(cmd.Env, "HOME="+home, "PATH="+os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "GD8_OFFICER=J. Officer")
	is := r.ready
	if is == nil {
		is = rowsOf("") // lnav opens a file at its end
	}
	t, err := b.start(cmd, is)
	if err != nil {
		return "", err
	}
	defer t.end(r.leave)
	shown, err := t.first()
	if err != nil {
		return "", err
	}
	if r.ready != nil {
		took, err := t.press(r.first, moment{"a screen of rows", rowsOf(first)})
		if err != nil {
			return "", err
		}
		shown += took[0]
	}
	f.add(stepFirst, shown)
	from := time.Since(t.started)
	took, err := t.untilShown(r.end, r.end, last)
	if err != nil {
		return t.resident(), err
	}
	f.add(stepLast, from+took)
	return b.rivalLoaded(f, r, t, first, last)
}

// rivalLoaded takes a program that has read everything through the last steps.
func (b *bench) rivalLoaded(f *figures, r rival, t *terminal, first, last string) (string, error) {
	toTop := func() error {
		keys, there := r.top, moment{"the first row", func(s screen) bool { return rowsOf(first)(s) && !s.says(last) }}
		if r.clear != "" {
			keys, there = r.clear, moment{"a clear screen", func(s screen) bool { return !s.says("P-0") }}
		}
		_, err := t.press(keys, there)
		return err
	}
	shown := moment{"the last row", func(s screen) bool { return s.says(last) }}
	if err := toTop(); err != nil {
		return "", err
	}
	took, err := t.press(r.end, shown)
	if err != nil {
		return t.resident(), err
	}
	f.add(stepEnd, took[0])
	if err := toTop(); err != nil {
		return "", err
	}
	if r.find != "" {
		if _, err := t.press(r.find, moment{"the search", r.asked}); err != nil {
			return "", err
		}
	}
	part := last[strings.Index(last, "/"):strings.LastIndex(last, "/")]
	keys := part + "\r"
	if r.text != nil {
		keys = r.text(part)
	}
	found, err := t.untilShown(keys, r.again, last)
	if err == nil {
		f.add(stepFound, found)
	}
	return t.resident(), err
}

// resident is what the program keeps in memory.
func (t *terminal) resident() string {
	m, ok := memoryOf(t.cmd.Process.Pid, "")
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d MiB", (m.anon+m.file)>>10)
}

// untilShown sends keys, then others again and again while more is being read,
// and gives the time until a text is on the screen.
func (t *terminal) untilShown(keys, again, text string) (time.Duration, error) {
	took := make(chan error, 1)
	t.mu.Lock()
	t.expect([]moment{{text, func(s screen) bool { return s.says(text) }}})
	t.mu.Unlock()
	from := time.Now()
	var times []time.Duration
	go func() {
		var err error
		times, err = t.come(from)
		took <- err
	}()
	if _, err := t.pty.WriteString(keys); err != nil {
		return 0, err
	}
	for {
		select {
		case err := <-took:
			if err != nil {
				return 0, err
			}
			return times[0], nil
		case <-time.After(untilAgain):
			if _, err := t.pty.WriteString(again); err != nil {
				return 0, err
			}
		}
	}
}

// untilAgain is how long an officer who waits lets a key rest.
const untilAgain = 250 * time.Millisecond

// rowsOf reports whether a screen of rows is there, with the first of all.
func rowsOf(first string) func(screen) bool {
	return func(s screen) bool {
		n := 0
		for _, l := range s {
			if strings.Contains(l, "P-0") {
				n++
			}
		}
		return n >= 10 && s.says(first)
	}
}

// ends are the incident references of the first and the last row of a file.
func ends(file string) (first, last string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	rows := bufio.NewScanner(f)
	for n := 0; rows.Scan(); n++ {
		cells := strings.SplitN(rows.Text(), ",", 4)
		if n == 1 {
			first = cells[2]
		}
		last = cells[2]
	}
	return first, last, rows.Err()
}

// itself is gd8 as one of those compared, with the rows in a store.
func (b *bench) itself(imported string) rival {
	return rival{
		name: "gd8", program: b.gd8,
		command: func(string) *exec.Cmd {
			return exec.Command(b.gd8, "--store", imported, "--purpose", "latency")
		},
		end: "G", top: "g", find: "/", leave: "\x1b\x03",
		asked: func(s screen) bool { return s.says("enter keep the search") },
		text:  func(part string) string { return part },
	}
}

func rivals() []rival {
	on := func(name string, args ...string) func(string) *exec.Cmd {
		return func(file string) *exec.Cmd { return exec.Command(name, append(args, file)...) }
	}
	says := func(text string) func(screen) bool {
		return func(s screen) bool { return s.says(text) }
	}
	lastLine := func(starts string) func(screen) bool {
		return func(s screen) bool { return strings.HasPrefix(s[lines-1], starts) }
	}
	return []rival{
		{name: "less", program: "less", pkg: "less", command: on("less", "-S"), end: "G", top: "g", find: "/", asked: lastLine("/"), leave: "q"},
		{name: "lnav", program: "lnav", pkg: "lnav", command: on("lnav"), end: "G", top: "g", find: "/", asked: lastLine("/"), again: "n", leave: "q"},
		{name: "VisiData", program: "vd", pkg: "visidata", command: on("vd"), end: "G", top: "gg", find: "g/", asked: lastLine("g/"), leave: "gq"},
		{name: "fzf", program: "fzf", pkg: "fzf", command: func(file string) *exec.Cmd {
			return exec.Command("sh", "-c", `exec fzf --exact --bind ctrl-t:last,ctrl-o:first <"$0"`, file)
		}, end: "\x14", top: "\x0f", leave: "\x03", text: func(part string) string { return part }},
		{name: "tasksh", program: "tasksh", pkg: "tasksh", command: func(file string) *exec.Cmd {
			cmd := exec.Command("tasksh")
			cmd.Env = []string{"TASKDATA=" + filepath.Dir(file), "TASKRC=" + filepath.Join(filepath.Dir(file), "rc")}
			return cmd
		}, ready: says("tasksh>"), first: "minimal limit:10\r", leave: "quit\r",
			end: "minimal limit:1 rc.report.minimal.sort=entry-\r", clear: "!clear\r",
			text: func(part string) string { return "/" + part + "/ minimal\r" }},
	}
}
