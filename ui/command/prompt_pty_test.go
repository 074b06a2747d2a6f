//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

const hits = "application_ref,person_ref,incident_ref\nAPP-417,P-118,14/2231/19\n"

// atTerminal runs gd8 with a terminal to ask at and with an empty standard
// input. Each question it asks is answered in turn; what it showed is given,
// and its exit code.
func atTerminal(t *testing.T, store string, answers [][2]string, args ...string) (shown string, code int, terminal *os.File) {
	t.Helper()
	gd8, err := exec.LookPath("gd8")
	if err != nil {
		t.Fatal(err)
	}
	terminal, other, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal can be had here: %v", err)
	}
	t.Cleanup(func() { terminal.Close(); other.Close() })
	cmd := exec.Command(gd8, args...)
	cmd.Env = append(os.Environ(), "GD8_STORE="+store, "GD8_OFFICER=J. Officer", "LANG=C.UTF-8", "TERM=xterm", "GORACE=atexit_sleep_ms=0")
	cmd.Stdout, cmd.Stderr = other, other
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() }).Stop()
	screen := &screen{terminal: terminal}
	for _, a := range answers {
		screen.waitFor(t, a[0])
		if _, err := terminal.WriteString(a[1]); err != nil {
			t.Fatal(err)
		}
	}
	_ = cmd.Wait() // the exit code says it
	// The other side is kept open, so the end is told by a mark.
	if _, err := other.WriteString("|end|"); err != nil {
		t.Fatal(err)
	}
	screen.waitFor(t, "|end|")
	return screen.shown.String(), cmd.ProcessState.ExitCode(), terminal
}

// screen is what a terminal showed so far.
type screen struct {
	terminal *os.File
	shown    strings.Builder
	seen     int // how much of it was waited for
}

func (s *screen) waitFor(t *testing.T, text string) {
	t.Helper()
	b := make([]byte, 4096)
	for {
		if at := strings.Index(s.shown.String()[s.seen:], text); at >= 0 {
			s.seen += at + len(text)
			return
		}
		n, err := s.terminal.Read(b)
		if err != nil {
			t.Fatalf("waiting for %q after %q: %v", text, s.shown.String(), err)
		}
		s.shown.Write(b[:n])
	}
}

func importHits(t *testing.T) (store string) {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "hits.csv")
	if err := os.WriteFile(file, []byte(hits), 0o600); err != nil {
		t.Fatal(err)
	}
	store = filepath.Join(folder, "gd8.db")
	cmd := exec.Command("gd8", "import", "--officer", "J. Officer", "--store", store, file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return store
}

func TestAPassphraseIsAskedWithoutEcho(t *testing.T) {
	store := importHits(t)
	shown, code, _ := atTerminal(t, store, [][2]string{
		{"New passphrase: ", "short\r"},
		{"New passphrase: ", "correct horse battery staple\r"},
		{"The same again: ", "correct horse battery stable\r"},
		{"The two are not the same.", ""},
		{"New passphrase: ", "correct horse battery staple\r"},
		{"The same again: ", "correct horse battery staple\r"},
	}, "encrypt")
	if code != 0 || !strings.Contains(shown, "choose at least 12") || !strings.Contains(shown, "The store is encrypted.") {
		t.Fatalf("exit code %d: %q", code, shown)
	}
	again, code, _ := atTerminal(t, store, [][2]string{{"Passphrase: ", "correct horse battery staple\r"}}, "list")
	if code != 0 || !strings.Contains(again, "14/2231/19") {
		t.Fatalf("exit code %d: %q", code, again)
	}
	if all := shown + again; strings.Contains(all, "horse") || strings.Contains(all, "short\r") {
		t.Errorf("a passphrase was shown: %q", all)
	}
	wrong, code, _ := atTerminal(t, store, [][2]string{
		{"Passphrase: ", "not the passphrase\r"}, {"Passphrase: ", "not this one\r"}, {"Passphrase: ", "nor this\r"},
	}, "list")
	if code != 1 || !strings.Contains(wrong, "the passphrase does not open this store") || strings.Contains(wrong, "14/2231/19") {
		t.Errorf("exit code %d: %q", code, wrong)
	}
}

func TestCtrlCAtThePassphraseLeavesTheTerminalWithItsEcho(t *testing.T) {
	store := importHits(t)
	shown, code, terminal := atTerminal(t, store, [][2]string{{"New passphrase: ", "correct\x03"}}, "encrypt")
	if code != 1 || !strings.Contains(shown, "the question was not answered, so nothing was done") {
		t.Fatalf("exit code %d: %q", code, shown)
	}
	if _, err := terminal.WriteString("typed\r"); err != nil {
		t.Fatal(err)
	}
	(&screen{terminal: terminal}).waitFor(t, "typed") // or the test never ends
}

func TestAnErasureIsConfirmedByTypingHowMuchGoes(t *testing.T) {
	store := importHits(t)
	args := []string{"purge", "--person", "P-118", "--erase"}
	shown, code, _ := atTerminal(t, store, [][2]string{{"Reason, ", "Retention over\r"}, {`Type "erase 1 case" to go on: `, "yes\r"}}, args...)
	if code != 1 || !strings.Contains(shown, "nothing was done") {
		t.Fatalf("exit code %d: %q", code, shown)
	}
	shown, code, _ = atTerminal(t, store, [][2]string{{"Reason, ", "Retention over\r"}, {`Type "erase 1 case" to go on: `, "erase 1 case\r"}}, args...)
	if code != 0 || !strings.Contains(shown, "Erased: 1 case, 1 record") {
		t.Fatalf("exit code %d: %q", code, shown)
	}
}
