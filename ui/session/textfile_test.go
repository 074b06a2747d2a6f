package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"gd8/model"
	"gd8/store/audit"
	"gd8/store/seal"
)

func TestATextFileIsNewWholeAndItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.txt")
	if err := WriteText(path, "what was typed"); err != nil {
		t.Fatal(err)
	}
	if err := WriteText(path, "something else"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "what was typed" {
		t.Errorf("the file holds %q (%v)", text, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("it is %v (%v)", info.Mode(), err)
	}
}

func TestPlainTextIsWhatWasAskedForAndWritten(t *testing.T) {
	var s model.Sections
	s[model.Needed], s[model.Grounds] = "The answer of another force.", "not asked for"
	got := PlainText(model.Defer, "CR/1", []model.Section{model.Needed}, s, "1 June 2026")
	want := model.Defer.Title() + ": CR/1\n\n" + model.Needed.Title() + "\n\nThe answer of another force.\n\nReminder: 1 June 2026\n"
	if got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}

func TestTheLastResortIsAFileUnlessTheStoreIsEncrypted(t *testing.T) {
	b := newBench(t)
	folder := filepath.Dir(b.store.Path())
	path, err := b.sit.LastResort("refer", "what was typed")
	if text, read := os.ReadFile(path); err != nil || read != nil || string(text) != "what was typed" || filepath.Dir(path) != folder {
		t.Errorf("%s holds %q (%v, %v)", path, text, err, read)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := audit.Encrypt(context.Background(), b.store, b.sit.Actor(), []byte("correct horse battery staple"), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}); err != nil {
		t.Fatal(err)
	}
	if path, err := b.sit.LastResort("refer", "what was typed"); err == nil {
		t.Errorf("the text of an encrypted store is in %s", path)
	}
	if names, err := os.ReadDir(folder); err != nil || len(names) != 1 {
		t.Errorf("the folder holds %v (%v)", names, err)
	}
}
