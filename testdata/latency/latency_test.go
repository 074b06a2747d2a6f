//go:build unix

package main

import (
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// Every key that is measured must lead to the screen that is awaited, and
// every row must have its figure. How fast that was is no matter of a test.
func TestEveryRowIsMeasured(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the go command is needed to build gd8, and it is not in PATH")
	}
	a, b, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal can be had here: %v", err)
	}
	a.Close()
	b.Close()
	var out strings.Builder
	m := &bench{folder: t.TempDir(), out: &out, log: io.Discard, rounds: 12, starts: 1}
	if err := m.prepare(); err != nil {
		t.Fatal(err)
	}
	sizes := []size{{incidents: 100}}
	if !testing.Short() {
		sizes = append(sizes, size{incidents: 60, encrypted: true})
	}
	if err := m.measureAll(sizes); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		for _, cell := range strings.Split(strings.Trim(line, "| "), "|")[2:] {
			if strings.TrimSpace(cell) == "" && !strings.Contains(line, "resident") {
				t.Errorf("no figure: %s", line)
			}
		}
	}
}

func TestAQuantileIsOneOfTheTimes(t *testing.T) {
	var d []time.Duration
	for i := range 200 {
		d = append(d, time.Duration(200-i))
	}
	if got := quantile(d, 0.5); got != 101 {
		t.Errorf("the median of 1 to 200 is %d", got)
	}
	if got := quantile(d, 0.99); got != 199 {
		t.Errorf("the 99th percentile of 1 to 200 is %d", got)
	}
	if got := quantile(nil, 0.5); got != 0 {
		t.Errorf("the median of nothing is %d", got)
	}
}
