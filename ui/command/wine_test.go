//go:build linux && amd64

package command_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// This file runs the Windows program under wine. That is not Windows: there is
// no virus scanner and another file system below. But paths, locks, renames
// over a file, file sizes and line ends are as there, and so is the keyboard.

const (
	wineProgram = "/usr/lib/wine/wine64"
	wineServer  = "/usr/lib/wine/wineserver64"
	wineLinker  = "x86_64-w64-mingw32-ld"
)

// winePC is a Windows of its own, in a folder that goes away, with gd8.exe.
type winePC struct {
	t     *testing.T
	drive string // the folder that is C:
	gd8   string
	env   []string
}

// wineDesk is the folder in which the officer of these tests works: with a
// space and letters beyond ASCII.
const wineDesk = "Prüf Ordner é"

func newWinePC(t *testing.T) *winePC {
	t.Helper()
	if testing.Short() {
		t.Skip("it takes a while to set wine up")
	}
	for program, from := range map[string]string{wineProgram: "wine64", wineLinker: "binutils-mingw-w64-x86-64", "go": "golang-go"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("Debian's package %s is needed to run the Windows program: %v", from, err)
		}
	}
	folder := t.TempDir()
	prefix := filepath.Join(folder, "prefix")
	pc := &winePC{
		t: t, drive: filepath.Join(prefix, "drive_c"), gd8: filepath.Join(folder, "gd8.exe"),
		env: []string{
			"HOME=" + folder, "WINEPREFIX=" + prefix, "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml=",
			"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TERM=xterm-256color", "GD8_OFFICER=J. Officer", "GD8_PURPOSE=",
		},
	}
	// wine's own programs go on for a while, and hold the folder. Where they
	// have ended, there is none to end.
	t.Cleanup(func() { _ = pc.program(wineServer, "-k").Run(); _ = pc.program(wineServer, "-w").Run() })

	build := exec.Command("go", "build", "-o", pc.gd8, "gd8")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	pc.must(build)
	pc.must(pc.program(wineProgram, "wineboot", "-i"))
	pc.must(exec.Command(wineLinker, "-shared", "-o", filepath.Join(pc.drive, "windows", "system32", "bcryptprimitives.dll"), "../../testdata/wine/bcryptprimitives.def"))
	pc.staysOn()
	if err := os.Mkdir(filepath.Join(pc.drive, wineDesk), 0o700); err != nil {
		t.Fatal(err)
	}
	return pc
}

// staysOn keeps wine running between one command and the next: a program that
// reads from a pipe waits until all is over.
func (pc *winePC) staysOn() {
	idle := pc.command("assess", "-")
	idle.Dir = pc.drive
	in, err := idle.StdinPipe()
	if err == nil {
		err = idle.Start()
	}
	if err != nil {
		pc.t.Fatal(err)
	}
	pc.t.Cleanup(func() { _ = in.Close(); _ = idle.Wait() })
}

// must runs a program of the set-up.
func (pc *winePC) must(cmd *exec.Cmd) {
	pc.t.Helper()
	if text, err := said(pc.t, cmd); err != nil {
		pc.t.Fatalf("%v: %v\n%s", cmd.Args, err, text)
	}
}

func (pc *winePC) program(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = pc.env
	return cmd
}

// command is gd8.exe as the officer starts it in the folder.
func (pc *winePC) command(args ...string) *exec.Cmd {
	cmd := pc.program(wineProgram, append([]string{pc.gd8}, args...)...)
	cmd.Dir = filepath.Join(pc.drive, wineDesk)
	return cmd
}

// file is the path, as this system has it, of a file of the officer's folder.
func (pc *winePC) file(name string) string { return filepath.Join(pc.drive, wineDesk, name) }

func (pc *winePC) holds(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(pc.file(name), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func (pc *winePC) reads(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// said runs a program and gives what it says. That goes to a file: wine's own
// programs would hold a pipe open when gd8 has long ended.
func said(t *testing.T, cmd *exec.Cmd) (string, error) {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	ended := cmd.Run()
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text), ended
}

// run runs a command of gd8 that is to be done, and gives what it says.
func (pc *winePC) run(t *testing.T, args ...string) string {
	t.Helper()
	text, err := said(t, pc.command(args...))
	if err != nil {
		t.Fatalf("gd8 %s: %v\n%s", strings.Join(args, " "), err, text)
	}
	return text
}

// refuses runs a command that is to be refused, with a sentence.
func (pc *winePC) refuses(t *testing.T, sentence string, args ...string) {
	t.Helper()
	cmd := pc.command(args...)
	text, _ := said(t, cmd)
	if code := cmd.ProcessState.ExitCode(); code != 1 || !strings.Contains(text, sentence) {
		t.Errorf("gd8 %s: exit code %d, and it said\n%swithout %q", strings.Join(args, " "), code, text, sentence)
	}
}

// says wants each of the texts in what a command said.
func says(t *testing.T, all string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(all, text) {
			t.Errorf("it never said %q:\n%s", text, all)
		}
	}
}

// utf16File is a text as Excel saves it as Unicode text.
func utf16File(text string) []byte {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// defaultStore is where the store lies when none is named.
func (pc *winePC) defaultStore(t *testing.T) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(pc.drive, "users", "*", "AppData", "Local", "gd8", "gd8.db"))
	if len(found) != 1 {
		t.Fatalf("under %%LocalAppData%%\\gd8 there is %v", found)
	}
	return found[0]
}

func TestTheWindowsProgramUnderWine(t *testing.T) {
	pc := newWinePC(t)
	crlf := func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }
	pc.holds(t, "hits of März.csv", crlf(e2eColumns+e2eFirst))
	pc.holds(t, "unicode.txt", utf16File(strings.ReplaceAll(e2eColumns+e2eOther, "An image", "Zoë's image 😀")))
	pc.holds(t, "secret.txt", []byte("a passphrase of some length\r\n"))

	t.Run("import", func(t *testing.T) {
		says(t, pc.run(t, "import", "--purpose", "APP-417", "hits of März.csv"), "1 row read: 1 new", `A new one was made: C:\users\`, `\AppData\Local\gd8\gd8.db`)
		says(t, pc.run(t, "import", "--purpose", "APP-417", `C:\`+wineDesk+`\unicode.txt`), "1 row read: 1 new")
		says(t, pc.run(t, "import", "--purpose", "APP-417", "hits of März.csv"), "1 unchanged")
		size := int64(len(pc.reads(t, pc.defaultStore(t))))
		if size > 1<<20 {
			t.Errorf("the store of two incidents has %d bytes", size)
		}
	})
	t.Run("list and show", func(t *testing.T) {
		says(t, pc.run(t, "list"), "14/2231/19", "31/7/18", "2 incidents")
		says(t, pc.run(t, "show", "31/7/18", "--purpose", "APP-512"), "Zoë's image 😀", "unicode.txt")
	})
	t.Run("export", func(t *testing.T) {
		pc.run(t, "export", "at2", "--application", "APP-417", "--recipient", "Insp. Lane", "--purpose", "Check", "--to", "AT2 für Lane.html")
		says(t, pc.reads(t, pc.file("AT2 für Lane.html")), "14/2231/19", "Insp. Lane")
		pc.run(t, "export", "at2", "--all", "--recipient", "R", "--purpose", "Check", "--to", "records")
		says(t, pc.reads(t, pc.file("records/AT2-record-application-APP-512.html")), "Zoë")
		pc.run(t, "export", "csv", "--recipient", "R", "--purpose", "Check", "--to", "decisions.csv")
		pc.refuses(t, "it is there already", "export", "csv", "--recipient", "R", "--purpose", "Check", "--to", "DECISIONS.CSV")
		pc.run(t, "export", "csv", "--recipient", "R", "--purpose", "Check", "--to", "decisions.csv", "--force")
		says(t, pc.reads(t, pc.file("decisions.csv")), "incident_ref")
	})
	t.Run("backup, restore and verify", func(t *testing.T) {
		pc.run(t, "backup", "copy of today.db")
		pc.run(t, "restore", "copy of today.db", "--store", `new folder\gd8.db`)
		says(t, pc.run(t, "verify", "--store", `new folder\gd8.db`), "The store is whole: 2 records")
		says(t, pc.run(t, "verify"), "The store is whole: 2 records")
	})
	t.Run("refused rows lie beside their file", func(t *testing.T) {
		pc.holds(t, "some bad.csv", crlf(e2eColumns+e2eFirst+strings.Replace(e2eOther, "01/06/2018", "31/06/2018", 1)))
		pc.run(t, "import", "--purpose", "APP-417", "--skip-bad", "--store", "other.db", "some bad.csv")
		says(t, pc.reads(t, pc.file("some bad.refused.csv")), "31/7/18", "31/06/2018", "there is no such day")
	})
	t.Run("purge", func(t *testing.T) {
		store := pc.defaultStore(t)
		says(t, pc.reads(t, store), "APP-512")
		says(t, pc.run(t, "purge", "--application", "APP-512", "--erase", "--reason", "Retention over", "--confirm", "erase 1 case"), "Erased: 1 case")
		if strings.Contains(pc.reads(t, store), "APP-512") {
			t.Error("what was erased is still in the file")
		}
		pc.onlyStoreBeside(t, store)
		says(t, pc.run(t, "verify"), "The store is whole: 1 record")
	})
	t.Run("encrypt and decrypt", func(t *testing.T) {
		store := pc.defaultStore(t)
		pc.run(t, "encrypt", "--passphrase-file", "secret.txt")
		if strings.Contains(pc.reads(t, store), "14/2231/19") {
			t.Error("a reference can be read in the encrypted file")
		}
		pc.onlyStoreBeside(t, store)
		says(t, pc.run(t, "list", "--passphrase-file", "secret.txt"), "14/2231/19")
		pc.run(t, "decrypt", "--passphrase-file", "secret.txt")
		says(t, pc.run(t, "list"), "14/2231/19")
	})
	t.Run("two programs on one store", pc.twoPrograms)
	t.Run("a network path is refused", func(t *testing.T) {
		for _, path := range []string{`\\server\share\gd8.db`, `//server/share/gd8.db`, `\\?\UNC\server\share\gd8.db`} {
			pc.refuses(t, "network drive (a UNC path)", "list", "--store", path)
			pc.refuses(t, "network drive (a UNC path)", "import", "--purpose", "APP-417", "--store", path, "hits of März.csv")
		}
	})
	t.Run("a folder that is copied to other computers is refused", func(t *testing.T) {
		for _, variable := range []string{"OneDrive", "OneDriveCommercial"} {
			pc.env = append(pc.env, variable+"=C:\\"+wineDesk)
			pc.refuses(t, "it lies in a folder that OneDrive copies to other computers", "import", "--purpose", "APP-417", "--store", `deeper\still\gd8.db`, "hits of März.csv")
			pc.run(t, "import", "--purpose", "APP-417", "--store", "accepted.db", "--allow-network-store", "hits of März.csv")
			pc.refuses(t, "choose a folder outside it", "list", "--store", "accepted.db")
			pc.env = pc.env[:len(pc.env)-1]
		}
		says(t, pc.run(t, "list", "--store", "accepted.db"), "14/2231/19")
	})
	t.Run("a path that nobody expanded is refused", func(t *testing.T) {
		pc.refuses(t, "its path holds %USERNAME%, which nobody replaced by its value", "list", "--store", `C:\%USERNAME%\gd8.db`)
	})
	t.Run("a name of a device is refused", func(t *testing.T) {
		pc.refuses(t, `"NUL.db" is the name of a device`, "list", "--store", "NUL.db")
		pc.refuses(t, `"con" is the name of a device`, "import", "--purpose", "APP-417", "--store", `con\gd8.db`, "hits of März.csv")
		pc.refuses(t, `"COM1.csv" is the name of a device`, "export", "csv", "--recipient", "R", "--purpose", "Check", "--to", "COM1.csv")
		pc.refuses(t, "has a character", "export", "csv", "--recipient", "R", "--purpose", "Check", "--to", "decisions.csv:2")
		pc.refuses(t, `"aux" is the name of a device`, "backup", "aux.db")
	})
	t.Run("files are the officer's alone", func(t *testing.T) {
		for _, path := range []string{pc.defaultStore(t), pc.file("copy of today.db"), pc.file("decisions.csv"), pc.file("some bad.refused.csv")} {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm()&0o007 != 0 { // wine makes a mode of the access list; its administrators are the group
				t.Errorf("others can use %s: %v", path, info.Mode())
			}
		}
	})
	t.Run("a review in the app", pc.reviews)
	pc.holds(t, "clean.csv", crlf(wineClean))
	t.Run("a review at a classic console", pc.typesAsWindowsDoes)
	t.Run("started by a click", pc.startedByAClick)
	t.Run("signed", pc.signed)
}

// onlyStoreBeside wants no file left of those that were built for the store.
func (pc *winePC) onlyStoreBeside(t *testing.T, store string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(store))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the store there are %v, %v", entries, err)
	}
}

// twoPrograms holds the store open by a review in lines that waits for its
// next line, and starts a second gd8.
func (pc *winePC) twoPrograms(t *testing.T) {
	holder := pc.command("review", "--line", "--purpose", "APP-417")
	in, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = holder.Process.Kill() }()
	late := time.AfterFunc(patience, func() { _ = holder.Process.Kill() }) // so that what never comes is not waited for
	defer late.Stop()
	readUntil(t, out, "Pattern of behaviour?")
	pc.refuses(t, "another gd8 has the store open", "list")
	pc.refuses(t, "another gd8 has the store open", "import", "--purpose", "APP-417", "hits of März.csv")
	if _, err := io.WriteString(in, "quit\r\n"); err != nil {
		t.Fatal(err)
	}
	readUntil(t, out, "Goodbye.")
	if err := holder.Wait(); err != nil {
		t.Error(err)
	}
	says(t, pc.run(t, "list"), "14/2231/19")
}

// reviews answers, writes and decides by keys.
func (pc *winePC) reviews(t *testing.T) {
	pc.run(t, "import", "--purpose", "APP-417", "--store", "review.db", "hits of März.csv")
	c := pc.sit(t, "--purpose", "APP-417", "--store", "review.db")
	c.sees("14/2231/19").press("enter").sees("UNDETERMINED", "2 facts to confirm")
	c.press("n").sees("1 fact to confirm").press("n").sees("APPLIES")
	c.press("d").sees("Searched").types("PNC").sees("PNC").press("tab").sees("› 2 Grounds")
	var want bytes.Buffer
	for n := range 90 {
		fmt.Fprintf(&want, "line %d dcq: an é and a 😀 here\n", n+1)
	}
	began := time.Now()
	c.press(strings.ReplaceAll(want.String(), "\n", "\r\n")).sees("line 90 dcq")
	t.Logf("the paste of 90 lines was shown after %v", time.Since(began))
	c.sees("draft kept")
	c.press("ctrl+s").sees("Saved: 14/2231/19, discarded under AT2")
	c.press("q").sees("Press enter to close this window.").press("enter") // it is alone in its console
	if code := c.ends(); code != 0 {
		t.Errorf("exit code %d:\n%s", code, c.text())
	}
	says(t, pc.run(t, "list", "--store", "review.db"), "discard")
	says(t, strings.ReplaceAll(pc.run(t, "show", "--store", "review.db", "--format", "json", "14/2231/19"), `\n`, "\n"), want.String())
}
