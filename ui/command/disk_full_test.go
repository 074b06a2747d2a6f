//go:build linux

package command_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"gd8/model"
)

// disk is a small disk with a store on it, and nothing else that is written.
type disk struct {
	*desk
	folder string
}

// smallDisk is a desk whose store lies on a disk of its own.
func smallDisk(t *testing.T) *disk {
	t.Helper()
	d := faultDesk(t, plainStore)
	k := &disk{d, filepath.Dir(d.storePath())}
	content := d.reads("store/gd8.db")
	if err := unix.Mount("tmpfs", k.folder, "tmpfs", 0, "size=512k,mode=0700"); err != nil {
		t.Skipf("only a user who may mount a small disk can fill one up: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(k.folder, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	d.holds("store/gd8.db", content)
	return k
}

// fill leaves no room on the disk.
func (k *disk) fill() {
	k.t.Helper()
	f, err := os.Create(filepath.Join(k.folder, "ballast"))
	if err != nil {
		k.t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		k.t.Fatal(err)
	}
}

// empty makes room on it again.
func (k *disk) empty() {
	k.t.Helper()
	if err := os.Remove(filepath.Join(k.folder, "ballast")); err != nil {
		k.t.Fatal(err)
	}
}

// longGrounds are too long for the room that a store's file has in itself.
var longGrounds = strings.Repeat("One incident with outcome 21 and nothing further known. ", 1000)

// onFullDisk is a rationale of the first incident on the screen that cannot be
// saved as a draft, as the disk is full.
func (k *disk) onFullDisk() *window {
	k.t.Helper()
	w := k.sit("--purpose", "x").sees(openRef(0)).press("enter").sees("UNDETERMINED").press("r").sees("ctrl+s")
	k.fill()
	w.pastes(longGrounds + "END")
	return w.sees("END", "not saved", "The draft is not saved, your text is kept here: the disk is full", "gd8 tries again by itself")
}

func TestOnAFullDiskTheTextIsKeptAndTriedAgain(t *testing.T) {
	k := smallDisk(t)
	w := k.onFullDisk()
	w.types(" MORE").sees("END MORE", "not saved") // it goes on
	w.press("ctrl+s").sees("Not saved, your text is kept here: the disk is full", "ctrl+s tries again; ctrl+o writes the text")
	w.press("ctrl+o").sees("Write the text to a file").press("enter").sees("Written to")
	if text := k.reads("gd8-refer.txt"); !strings.Contains(text, longGrounds+"END MORE") {
		t.Errorf("the file holds %d bytes of %d", len(text), len(longGrounds))
	}
	w.press("esc").types("!").sees("END MORE!", "not saved") // it is not left without being kept
	k.empty()
	w.press("ctrl+s").sees("Saved: " + openRef(0) + ", referred").press("esc").sees("[Attention").leaves()
	if text, decided := k.findsWhole().written(openRef(0), model.Refer, model.Reason); !decided || text != longGrounds+"END MORE!" {
		t.Errorf("decided is %v, with %d bytes of %d", decided, len(text), len(longGrounds))
	}
}

func TestADraftIsSavedByItselfOnceThereIsRoom(t *testing.T) {
	k := smallDisk(t)
	w := k.onFullDisk()
	k.empty()
	w.sees("draft kept").loses("the disk is full").press("esc").sees("draft kept: refer").press("esc").sees("[Attention").leaves()
	if text, _ := k.findsWhole().written(openRef(0), model.Refer, model.Reason); text != longGrounds+"END" {
		t.Errorf("the draft has %d bytes of %d", len(text), len(longGrounds))
	}
}

// inFile is the file that gd8 says a text to be in.
var inFile = regexp.MustCompile(`is in (/\S+\.txt)`)

func TestWhoLeavesAFullDiskFindsTheTextInAFile(t *testing.T) {
	for name, leave := range map[string]func(w *window){
		"ctrl+c twice": func(w *window) { w.press("ctrl+c").sees("ctrl+c again leaves all the same").press("ctrl+c") },
		"SIGTERM":      func(w *window) { w.signals(syscall.SIGTERM) },
		"SIGHUP":       func(w *window) { w.signals(syscall.SIGHUP) },
	} {
		t.Run(name, func(t *testing.T) {
			k := smallDisk(t)
			w := k.onFullDisk()
			leave(w)
			if code := w.ends(); code != 1 {
				t.Errorf("exit code %d", code)
			}
			<-w.over
			w.isSane()
			said := strings.NewReplacer("\r\n", "").Replace(w.wrote())
			at := inFile.FindStringSubmatch(said)
			if at == nil || !strings.Contains(said, "could not be saved as a draft") {
				t.Fatalf("it said:\n%s", said[max(len(said)-1000, 0):])
			}
			if text, err := os.ReadFile(at[1]); err != nil || !strings.Contains(string(text), longGrounds+"END") {
				t.Errorf("%s holds %d bytes of %d (%v)", at[1], len(text), len(longGrounds), err)
			}
			k.empty()
			k.findsWhole()
		})
	}
}

// The same review in lines, by an officer who takes the text out, makes room
// and says yes once more.
func TestOnAFullDiskAReviewInLinesGoesOn(t *testing.T) {
	k := smallDisk(t)
	cmd, err := k.cheap("review", "--line", "--purpose", "x")
	if err != nil {
		t.Fatal(err)
	}
	o := onPipes(t, cmd)
	o.until("Pattern of behaviour? yes, no or unknown: ").types("refer").until("Reason, line 1: ")
	k.fill()
	for range 40 {
		o.types(longGrounds[:1400]).until(", line ")
	}
	if said := "The draft could not be kept; your text is still here, and every line tries again: not saved: the disk is full"; !strings.Contains(o.words(), said) {
		t.Errorf("it never said %q", said)
	}
	o.types(".file kept.txt").until("Written, in plain text").types(".").until("Save? yes, no or show: ")
	o.types("yes").until("Your text is still here: not saved: the disk is full").until("Save? yes, no or show: ")
	o.types("no").until("What you typed is not kept as a draft: not saved: the disk is full").until("Again, file NAME, or lose: ")
	k.empty()
	o.types("again").until("The draft is kept; refer takes it up again.")
	o.types("refer").until("Your draft has been restored.").until("Reason, line 41: ").types(".").until("show: ").types("yes").until("Saved: " + openRef(0) + ", referred").types("quit")
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if text, decided := k.findsWhole().written(openRef(0), model.Refer, model.Reason); !decided || len(text) < 40*1300 {
		t.Errorf("decided is %v, with %d bytes", decided, len(text))
	}
	if text := k.reads("kept.txt"); len(text) < 40*1300 {
		t.Errorf("the file holds %d bytes", len(text))
	}
}

// onItsOwnLine is a file that is named in a line of its own.
var onItsOwnLine = regexp.MustCompile(`(?m)^ +(/\S+\.txt)$`)

func TestWhoLeavesAReviewInLinesOnAFullDiskFindsTheTextInAFile(t *testing.T) {
	for name, leave := range map[string]func(o *talk, cmd *exec.Cmd){
		"quit":    func(o *talk, _ *exec.Cmd) { o.types(".quit") },
		"the end": func(o *talk, _ *exec.Cmd) { _ = o.in.Close() },
		"SIGTERM": func(_ *talk, cmd *exec.Cmd) { _ = cmd.Process.Signal(syscall.SIGTERM) },
		"cancel": func(o *talk, _ *exec.Cmd) {
			o.types(".cancel").until("Again, file NAME, or lose: ").types("file " + o.t.TempDir() + "/kept.txt").until("in the file named, and not in a draft.").until("Pattern of behaviour?").types("quit")
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := smallDisk(t)
			cmd, err := k.cheap("review", "--line", "--purpose", "x")
			if err != nil {
				t.Fatal(err)
			}
			o := onPipes(t, cmd).until("Pattern of behaviour? yes, no or unknown: ").types("refer").until("Reason, line 1: ")
			k.fill()
			for range 40 {
				o.types(longGrounds[:1400]).until(", line ")
			}
			leave(o, cmd)
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			at := onItsOwnLine.FindStringSubmatch(o.said.String())
			if at == nil {
				t.Fatalf("it names no file:\n%s", o.words()[max(len(o.words())-2000, 0):])
			}
			if text, err := os.ReadFile(at[1]); err != nil || strings.Count(string(text), longGrounds[:1400]) != 40 {
				t.Errorf("%s holds %d bytes (%v)", at[1], len(text), err)
			}
			k.empty()
			k.findsWhole()
		})
	}
}

// talk is gd8 on pipes, and someone who waits for what it says.
type talk struct {
	t    *testing.T
	in   io.WriteCloser
	mu   sync.Mutex
	said bytes.Buffer
	from int // of what was said in words, how much was waited for
}

// onPipes starts a review in lines.
func onPipes(t *testing.T, cmd *exec.Cmd) *talk {
	t.Helper()
	k := &talk{t: t}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	k.in, cmd.Stdout, cmd.Stderr = in, k, k
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // where it has not ended
	return k
}

// Write takes what gd8 says.
func (k *talk) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.said.Write(p)
}

// words are what it said, without the places where lines were broken.
func (k *talk) words() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return strings.Join(strings.Fields(k.said.String()), " ")
}

// until waits for a text that comes after those waited for before.
func (k *talk) until(text string) *talk {
	k.t.Helper()
	for give := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		words := k.words()
		if at := strings.Index(words[k.from:], strings.TrimSpace(text)); at >= 0 {
			k.from += at + len(strings.TrimSpace(text))
			return k
		}
		if time.Now().After(give) {
			k.t.Fatalf("it never said %q after:\n%s", text, words[max(len(words)-2000, 0):])
		}
	}
}

func (k *talk) types(line string) *talk {
	k.t.Helper()
	if _, err := io.WriteString(k.in, line+"\n"); err != nil {
		k.t.Fatal(err)
	}
	return k
}

func TestACommandOnAFullDiskChangesNothingAndSaysSo(t *testing.T) {
	for name, args := range map[string][]string{
		"purge":   {"purge", "--application", doomed, "--erase", "--reason", "Retention period over", "--confirm", "erase 2 cases"},
		"encrypt": {"encrypt", "--passphrase-file", "passphrase.txt"},
		"backup":  {"backup", "store/backup.db"},
		"import":  {"import", "new.csv"},
		"rescue":  {"rescue", "damaged.db", "--to", "store/rescued.db"},
		"restore": {"restore", "damaged.db", "--store", "store/restored.db"},
	} {
		t.Run(name, func(t *testing.T) {
			k := smallDisk(t)
			k.holds("new.csv", newFile(800))
			k.holds("damaged.db", k.reads("store/gd8.db"))
			k.fill()
			cmd, err := k.cheap(append(args, "--purpose", "x")...)
			if err != nil {
				t.Fatal(err)
			}
			said, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(said), "the disk is full; make room on it, then try again") {
				t.Errorf("%v:\n%s", err, said)
			}
			s := k.findsWhole()
			if s.records() != baseRecords || s.Encrypted() || s.entries("purge")+s.entries("encrypt") > 0 {
				t.Errorf("%d records are there, encrypted is %v", s.records(), s.Encrypted())
			}
		})
	}
}
