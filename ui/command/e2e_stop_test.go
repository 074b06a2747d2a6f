//go:build linux

package command_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// child is the program that a shell runs.
func (w *window) child() int {
	w.t.Helper()
	var pid int
	w.until("the shell runs nothing", func() bool {
		children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", w.cmd.Process.Pid))
		pid, _ = strconv.Atoi(strings.TrimSpace(string(children)))
		return pid != 0
	})
	return pid
}

// state is how the system says that a process stands: T is stopped.
func (w *window) state(pid int) string {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, after, _ := strings.Cut(string(stat), ") ")
	state, _, _ := strings.Cut(after, " ")
	return state
}

func TestTheTerminalIsGivenBackWhileGd8IsStopped(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no shell with job control:", err)
	}
	d := oneIncident(t)
	gd8, err := builtProgram()
	if err != nil {
		t.Fatal(err)
	}
	shell := d.start(bash, "--norc", "-m", "-c", `"$0" --purpose APP-417; echo the shell again; read -r; fg; echo once more; read -r; fg`, gd8)
	w := d.windowOf(shell, 80, 24).sees("14/2231/19").press("enter").sees("UNDETERMINED")
	w.press("c").sees("ctrl+s").types("Half a thought").sees("Half a thought")
	gd := w.child()
	if err := syscall.Kill(gd, syscall.SIGTSTP); err != nil {
		t.Fatal(err)
	}
	w.sees("the shell again")
	w.isSane()
	if state := w.state(gd); state != "T" {
		t.Fatalf("gd8 is in the state %q", state)
	}
	w.press("enter").sees("Half a thought", "draft kept").types(", and the rest").sees("Half a thought, and the rest")

	// A stop that no program can catch: what it is continued with draws anew.
	if err := syscall.Kill(gd, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	w.sees("once more").press("enter").sees("Half a thought")
	time.Sleep(handPause)
	w.types(".").sees("the rest.").press("esc").sees("draft kept").press("esc").sees("[Attention 1]")
	w.leaves()
}

// A terminal that was opened for gd8 alone has no shell to go back to.
func TestNothingStopsWhereNoShellWouldGoOn(t *testing.T) {
	w := oneIncident(t).review(80, 24).sees("14/2231/19")
	w.signals(syscall.SIGTSTP)
	// It gives the terminal back and takes it again: a key between would be the
	// terminal's own.
	w.until("it never took the terminal again", func() bool { return strings.Count(w.wrote(), "\x1b[?1049h") > 1 })
	time.Sleep(handPause)
	w.press("enter").sees("UNDETERMINED").press("esc").sees("q quit").leaves()
}
