//go:build unix

package command_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestAReviewThatIsToldToShowWhatItIsDoingShowsNothing(t *testing.T) {
	w := oneIncident(t).review(80, 24).sees("14/2231/19").press("enter").sees("UNDETERMINED").press("c").sees("ctrl+s").types("half a thought").sees("half a thought")
	w.signals(syscall.SIGQUIT)
	w.ends()
	<-w.over
	w.isSane()
	if said := w.wrote(); strings.Contains(said, "goroutine ") || strings.Contains(said, "SIGQUIT") {
		t.Errorf("it wrote a trace:\n%q", said[max(0, len(said)-2000):])
	}
}

func TestACommandThatIsToldToShowWhatItIsDoingEndsWithoutATrace(t *testing.T) {
	cmd := newDesk(t).command("demo", "--line")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil { // it is at work
		t.Fatal(err)
	}
	_ = cmd.Process.Signal(syscall.SIGQUIT)
	rest, _ := io.ReadAll(lines)
	_ = cmd.Wait()
	if strings.Contains(string(rest), "goroutine ") || strings.Contains(string(rest), "SIGQUIT") {
		t.Errorf("it wrote a trace:\n%s", rest)
	}
}

func TestNoCoreFileIsWritten(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the limits of a process are read from /proc")
	}
	w := oneIncident(t).review(80, 24).sees("14/2231/19")
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", w.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(limits)) {
		if fields := strings.Fields(line); strings.HasPrefix(line, "Max core file size") && fields[4] != "0" {
			t.Errorf("%q", line)
		}
	}
	w.leaves()
}

func TestTooFewFilesEndInALine(t *testing.T) {
	d := newDesk(t)
	gd8, err := builtProgram()
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range []int{4, 6, 8, 12} {
		said, err := d.start("/bin/sh", "-c", fmt.Sprintf(`ulimit -n %d; exec "$0" demo --line`, files), gd8).CombinedOutput()
		if err == nil || strings.Count(string(said), "\n") != 1 || !strings.Contains(string(said), "too few files") {
			t.Errorf("with %d files: %v\n%s", files, err, said)
		}
	}
}
