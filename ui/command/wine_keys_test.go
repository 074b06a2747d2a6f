//go:build linux && amd64

package command_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// typist is gd8.exe in a console of wine, at which records are put into the
// console's input as Windows does for a hand or a paste (testdata/wine/typist).
type typist struct {
	*console
	tell io.Writer
}

// typist starts gd8 in a console beside the typist. A name such as explorer.exe
// is the program's that starts gd8.
func (pc *winePC) typist(t *testing.T, name string, args ...string) *typist {
	t.Helper()
	program := filepath.Join(filepath.Dir(pc.gd8), name)
	build := exec.Command("go", "build", "-o", program, "gd8/testdata/wine/typist")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	pc.must(build)
	cmd := pc.program(wineProgram, append([]string{program}, args...)...)
	cmd.Dir = filepath.Join(pc.drive, wineDesk)
	cmd.SysProcAttr = &syscall.SysProcAttr{Ctty: 1} // standard input is none
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	return &typist{&console{(&desk{t: t}).windowOf(cmd, 120, 40), 0}, in}
}

// does has the typist do something at the console.
func (y *typist) does(what string, text ...string) *typist {
	y.t.Helper()
	time.Sleep(handPause)
	y.from = len(y.wrote())
	for _, s := range text {
		what += " " + strconv.Quote(s)
	}
	if _, err := fmt.Fprintln(y.tell, what); err != nil {
		y.t.Fatal(err)
	}
	return y
}

// hears waits until what came since the last command says the texts.
func (y *typist) hears(texts ...string) *typist { y.t.Helper(); y.sees(texts...); return y }

// Keys as the numbers of the console: the key, what it types, what is held.
const (
	tabKey      = "key 9 9 0"
	ctrlV       = "key 86 22 8"
	shiftInsert = "key 45 0 272"
	altY        = "key 89 121 2"
	ctrlS       = "key 83 19 8"
	ctrl2       = "key 50 0 8"
)

// wineClean is an incident that can be decided at once.
const wineClean = `application_ref,person_ref,incident_ref,offence,incident_date,outcome,outcome_date,date_of_birth,youth_produced,pattern_of_behaviour,indicator_of_risk,summary
APP-417,P-118,14/2231/19,Distribute an indecent photograph of a child,14/03/2019,21,20/05/2019,02/01/2004,yes,no,no,One image sent to a friend.
`

// typesAsWindowsDoes writes a rationale of what the classic console hands over
// in its own ways.
func (pc *winePC) typesAsWindowsDoes(t *testing.T) {
	pc.run(t, "import", "--purpose", "APP-417", "--store", "typed.db", "clean.csv")
	y := pc.typist(t, "typist.exe", pc.gd8, "--purpose", "APP-417", "--store", "typed.db")
	y.hears("14/2231/19")
	y.does("paste", "dcq").hears("Nothing was pasted")
	y.does("type", "\n").hears("APPLIES")
	y.does("type", "d").hears("1 Searched")

	want := "The victim’s phone – a “loan”"
	y.does("paste", want).hears(want, "draft kept")
	y.does("altcode", "–").hears("draft kept")
	y.does("altgr", "€é").hears("draft kept")
	want += "–€é"
	y.does(ctrlV).hears("Nothing was pasted: there is no text on the clipboard")
	y.does("copy", " 😀 on the “clipboard”").does(ctrlV).hears("on the “clipboard”", "draft kept")
	y.does(shiftInsert).hears("on the “clipboard”", "draft kept")
	want += strings.Repeat(" 😀 on the “clipboard”", 2)
	y.does(ctrl2).hears("ctrl+2 does nothing here; f1 shows")

	var lines strings.Builder
	for n := range 90 {
		fmt.Fprintf(&lines, "\nline %d dcq: an é, a “quote” and a 😀 here", n+1)
	}
	want += lines.String()
	began := time.Now()
	y.does("paste", lines.String()).hears("line 90 dcq")
	t.Logf("the paste of 90 lines was shown after %v", time.Since(began))
	if partly := strings.Count(y.heard(), "* typing"); partly != 1 {
		t.Errorf("the paste was drawn in %d parts", partly)
	}
	y.hears("draft kept")

	for _, size := range []struct{ width, height int }{{60, 16}, {100, 30}} {
		y.does(fmt.Sprintf("size %dx%d", size.width, size.height)).hears("line 90 dcq", strings.Repeat("─", size.width-5))
		if strings.Contains(strings.ReplaceAll(y.heard(), " ", ""), strings.Repeat("─", size.width)) {
			t.Errorf("drawn wider than %d columns:\n%s", size.width, y.heard())
		}
	}
	y.does(tabKey).hears("› 2 Grounds")
	y.does("type", "One incident.").hears("draft kept")
	y.does(altY).hears("The rationale on 14/2231/19: copied.") // and ctrl+v has it
	y.does(ctrlV).hears("line 90 dcq", "Grounds", "draft kept")
	y.does(ctrlS).hears("Saved: 14/2231/19, discarded under AT2")
	y.does("type", "q")
	if code := y.ends(); code != 0 {
		t.Errorf("exit code %d:\n%s", code, y.heard())
	}
	says(t, strings.ReplaceAll(pc.run(t, "show", "--store", "typed.db", "--format", "json", "14/2231/19"), `\n`, "\n"), want)
}

// startedByAClick starts gd8 from a program named as Explorer is.
func (pc *winePC) startedByAClick(t *testing.T) {
	y := pc.typist(t, "explorer.exe", pc.gd8, "version")
	y.hears("Guidance: ")
	if code := y.ends(); code != 0 || strings.Contains(y.heard(), "cmd.exe") {
		t.Errorf("exit code %d: %s", code, y.heard())
	}

	// It is alone in its console, and what it said must not go away at once.
	y = pc.typist(t, "explorer.exe", "-alone", pc.gd8, "list", "--store", "not there.db")
	y.hears("gd8: ", "Press enter to close this window.")
	time.Sleep(handPause)
	if y.cmd.ProcessState != nil {
		t.Error("it did not wait")
	}
	y.does("type", "\n")
	if code := y.ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}

	// A command that a scheduler starts has a console to itself too.
	y = pc.typist(t, "scheduler.exe", "-alone", pc.gd8, "list", "--store", "not there.db")
	if code := y.ends(); code != 1 || strings.Contains(y.heard(), "Press enter") {
		t.Errorf("exit code %d: %s", code, y.heard())
	}
}

// signed runs a gd8 that was signed with a certificate of one's own.
func (pc *winePC) signed(t *testing.T) {
	for _, program := range []string{"openssl", "osslsigncode"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("Debian's package %s is needed to sign the Windows program: %v", program, err)
		}
	}
	folder := t.TempDir()
	key, certificate, signed := filepath.Join(folder, "key.pem"), filepath.Join(folder, "certificate.pem"), filepath.Join(folder, "signed.exe")
	pc.must(exec.Command("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Example Force", "-addext", "extendedKeyUsage=codeSigning", "-days", "2", "-keyout", key, "-out", certificate))
	pc.must(exec.Command("osslsigncode", "sign", "-certs", certificate, "-key", key, "-h", "sha256", "-n", "gd8", "-in", pc.gd8, "-out", signed))
	pc.must(exec.Command("osslsigncode", "verify", "-CAfile", certificate, "-in", signed))
	text, err := said(t, pc.program(wineProgram, signed, "version"))
	if err != nil {
		t.Errorf("%v", err)
	}
	says(t, text, "Guidance: ")
}
