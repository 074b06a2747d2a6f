//go:build linux

package command_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// gd8 needs nothing but a terminal and a place for its store: it is started
// with an empty environment, in a namespace that has no network at all.
func TestTheReviewNeedsNoNetworkNoHomeAndNoSettings(t *testing.T) {
	d := newDesk(t)
	d.holds("hits.csv", e2eColumns+e2eFirst)
	path := filepath.Join(d.home, "gd8.db")
	d.run("import", "--store", path, "hits.csv")

	cmd := d.command("--store", path, "--officer", "J. Officer", "--purpose", "APP-417", "--ascii")
	cmd.Dir = "/"
	cmd.Env = []string{"TERM=xterm"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if os.Getuid() != 0 { // who may do that alone
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
	}
	w := d.windowOf(cmd, 80, 24).sees("[Attention 1]", "14/2231/19").press("enter").sees("UNDETERMINED")
	if with, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/dev", cmd.Process.Pid)); err == nil {
		if n := strings.Count(string(with), ":"); n > 1 {
			t.Errorf("this is no test: there is a network beyond the loopback device:\n%s", with)
		}
	}
	for _, held := range openFiles(t, cmd.Process.Pid) {
		if strings.HasPrefix(held, "socket:") {
			t.Errorf("gd8 holds a socket open: %s", held)
		}
	}
	w.press("esc").sees("[Attention 1]").leaves()
}

// openFiles are what a process has open.
func openFiles(t *testing.T, pid int) []string {
	t.Helper()
	folder := fmt.Sprintf("/proc/%d/fd", pid)
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var held []string
	for _, e := range entries {
		if to, err := os.Readlink(filepath.Join(folder, e.Name())); err == nil {
			held = append(held, to)
		}
	}
	return held
}
