package export

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gd8/model"
)

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = e.Name()
	}
	return list
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestAFileThatIsThereIsReplacedOnlyByForce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.html")
	if err := WriteFile(path, Replace{}, text("first")); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, Replace{}, text("second")); !errors.Is(err, ErrExists) {
		t.Errorf("written over without force: %v", err)
	}
	if err := CheckTargets([]string{path + "2", path}, Replace{}); !errors.Is(err, ErrExists) {
		t.Errorf("the check lets a file be written over: %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "first" {
		t.Errorf("it holds %q", b)
	}
	if err := WriteFile(path, Replace{Force: true}, text("second")); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "second" {
		t.Errorf("it holds %q", b)
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

func TestAFileThatAppearsWhileOneIsWrittenIsLeftAsItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.html")
	err := WriteFile(path, Replace{}, func(io.Writer) error { return os.WriteFile(path, []byte("theirs"), 0o600) })
	if !errors.Is(err, ErrExists) {
		t.Errorf("written over: %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "theirs" || len(names(t, filepath.Dir(path))) != 1 {
		t.Errorf("it holds %q beside %q", b, names(t, filepath.Dir(path)))
	}
}

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "record.html")
	stopped := errors.New("stopped half way")
	err := WriteFile(path, Replace{}, func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("half", 1<<16)); err != nil {
			return err
		}
		if _, err := os.Lstat(path); err == nil {
			t.Error("it stands under its name before it is whole")
		}
		return stopped
	})
	if !errors.Is(err, stopped) {
		t.Errorf("error %v", err)
	}
	if got := names(t, folder); len(got) != 0 {
		t.Errorf("left behind: %q", got)
	}
}

func TestAFileIsReadableByItsOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes; a file takes the rights of its folder")
	}
	path := filepath.Join(t.TempDir(), "record.html")
	if err := WriteFile(path, Replace{}, text("")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestWhatIsNoPlaceForAFileIsRefusedAndLeftAsItIs(t *testing.T) {
	folder := t.TempDir()
	link := filepath.Join(folder, "link.html")
	if err := os.Symlink(filepath.Join(folder, "elsewhere"), link); err != nil {
		t.Skip("this system makes no symbolic links")
	}
	for _, path := range []string{folder, link, filepath.Join(folder, "missing", "record.html")} {
		err := WriteFile(path, Replace{Force: true}, text("x"))
		var of *FileError
		if !errors.As(err, &of) || of.Path != path {
			t.Errorf("%s: %v", path, err)
		} else if strings.Contains(err.Error(), ".part") {
			t.Errorf("the error names the temporary file: %v", err)
		}
	}
	if got := names(t, folder); fmt.Sprint(got) != "[link.html]" {
		t.Errorf("left behind: %q", got)
	}
}

func TestAFolderThatCannotBeWrittenIsSaidAndLeftEmpty(t *testing.T) {
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o700)
	err := WriteFile(filepath.Join(folder, "record.html"), Replace{}, text("x"))
	if err == nil {
		t.Skip("this user may write everywhere")
	}
	if !errors.Is(err, os.ErrPermission) || len(names(t, folder)) != 0 {
		t.Errorf("%v; there: %q", err, names(t, folder))
	}
}

func pagesOf(refs ...string) []Page {
	var cases []model.CaseKey
	for _, ref := range refs {
		application, person, _ := strings.Cut(ref, "|")
		cases = append(cases, model.CaseKey{Application: application, Person: person})
	}
	return Pages(cases)
}

func TestStrangersNeverShareAPage(t *testing.T) {
	pages := pagesOf("|P-1", "|P-2", "A-1|P-1", "A-1|P-3", "A-2|P-1")
	if len(pages) != 4 {
		t.Fatalf("%d pages: %+v", len(pages), pages)
	}
	for k, want := range []int{1, 1, 2, 1} {
		if len(pages[k].Cases) != want {
			t.Errorf("page %d has %d individuals, want %d", k, len(pages[k].Cases), want)
		}
	}
	if pages[0].Person() != "P-1" || pages[2].Person() != "" {
		t.Error("a page is named after an individual only where no application is recorded")
	}
}

func TestEveryPageGetsAFileNameThatWindowsTakesAndNoOtherHas(t *testing.T) {
	long := strings.Repeat("x", 300)
	refs := []string{
		"|P-118", "APP-417|P", "app-417|P", "a/b|P", "a\\b|P", "a:b|P", "CON|P", "..|P", "nul.txt|P", "x.|P", "x |P", long + "1|P", long + "2|P",
		"../../etc/passwd|P", "Ä|P", "\u202e|P", "<b>|P", "a\nb|P", "|APP-417",
	}
	pages := pagesOf(refs...)
	seen := map[string]string{}
	for k, name := range FileNames("AT2-record", pages) {
		if other, there := seen[strings.ToLower(name)]; there {
			t.Errorf("%q and %q are both called %s", other, refs[k], name)
		}
		seen[strings.ToLower(name)] = refs[k]
		if len(name) > 136 || !strings.HasPrefix(name, "AT2-") || !strings.HasSuffix(name, ".html") {
			t.Errorf("%q is called %s", refs[k], name)
		}
		for _, r := range name {
			if r >= 0x80 || !strings.ContainsRune("-_.", r) && (r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z') {
				t.Errorf("%q is called %q", refs[k], name)
			}
		}
	}
	first := FileNames("AT2-record", pagesOf("APP-9|P", "a/b|P"))
	again := FileNames("AT2-record", pagesOf("a/b|P", "|Q"))
	if first[0] != "AT2-record-application-APP-9.html" || first[1] != again[0] {
		t.Errorf("the names are %q and then %q", first, again)
	}
}

func TestAFileMadeAtTheLastMomentIsNotReplacedUnlessAskedFor(t *testing.T) {
	folder := t.TempDir()
	path, made := filepath.Join(folder, "at2.csv"), filepath.Join(folder, "made.part")
	for _, file := range []string{path, made} {
		if err := os.WriteFile(file, []byte(filepath.Base(file)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// As Commit calls it, once it has found the name free.
	if err := renameInto(made, path, false); !errors.Is(err, ErrExists) {
		t.Errorf("not asked for: %v", err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "at2.csv" {
		t.Errorf("it holds %q (%v)", b, err)
	}
	if err := renameInto(made, path, true); err != nil {
		t.Errorf("asked for: %v", err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "made.part" {
		t.Errorf("it holds %q (%v)", b, err)
	}
}
