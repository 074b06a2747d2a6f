package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	. "gd8/store"
	"gd8/store/location"
)

// mustBePrivate fails where others than the owner can read a file or folder.
func mustBePrivate(t testing.TB, info os.FileInfo) {
	t.Helper()
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%s is open to others: %v", info.Name(), info.Mode())
	}
}

func TestTheStoreAndItsFolderAreTheUsersAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data", "gd8")
	path := filepath.Join(folder, "gd8.db")
	openStore(t, path)
	for _, place := range []string{folder, path} {
		info, err := os.Stat(place)
		if err != nil {
			t.Fatal(err)
		}
		mustBePrivate(t, info)
	}
}

func TestAStoreThatOthersCanReadIsMadePrivateWhenItIsOpened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	if err := openStore(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	openStore(t, path)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	mustBePrivate(t, info)
}

func TestAPathWhereNoStoreCanLieIsRefusedWithItsReason(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	whole := in("whole.db")
	if err := openStore(t, whole).Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	pages := int(binary.NativeEndian.Uint64(content[metaPages:]))
	cut := (pages - 1) * page
	lost := bytes.Clone(content)
	lost[metaSum] ^= 1
	lost[page+metaSum] ^= 1
	half := bytes.Clone(content)
	half[metaSum] ^= 1
	for name, b := range map[string][]byte{
		"empty.db": nil, "text.db": []byte(strings.Repeat("This is a letter.\n", 2000)), "short text.db": []byte("a letter"),
		"cut.db": content[:cut], "stub.db": content[:2*os.Getpagesize()], "header.db": content[:100], "lost.db": lost, "half.db": half,
	} {
		if err := os.WriteFile(in(name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ name, path, want string }{
		{"a store whose meta pages are both damaged", in("lost.db"), "both of the pages that say where all else is are damaged; restore the newest backup, or carry over"},
		{"a store of which one meta page is damaged", in("half.db"), "so that what was saved last would be missing; carry over all that is whole with gd8 rescue"},
		{"a folder", folder, "it is a folder; give the path of a file in it"},
		{"an empty file", in("empty.db"), "the file is empty; restore the newest backup"},
		{"a text", in("text.db"), "it is not a gd8 store; check the path"},
		{"a short text", in("short text.db"), "it is not a gd8 store; check the path"},
		{"a store cut short", in("cut.db"), "the file is shorter than it should be: part of it is missing; restore the newest backup"},
		{"a store of which two pages are left", in("stub.db"), "the file is shorter than it should be"},
		{"a store of which a hundred bytes are left", in("header.db"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) { mustRefuse(t, tt.path, tt.want) })
	}
}

// mustRefuse fails where a store can be opened at path, where the reason is
// another, and where what is there was changed.
func mustRefuse(t *testing.T, path, want string) {
	t.Helper()
	before, _ := os.ReadFile(path)
	for _, open := range []func(string, Options) (*Store, error){Open, OpenOrCreate} {
		s, err := open(path, Options{})
		if err == nil {
			_ = s.Close()
			t.Fatal("it was opened")
		}
		if !strings.HasPrefix(err.Error(), "store "+path+": ") || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("error: %v", err)
		}
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("what was refused was changed")
	}
}

func TestASymbolicLinkIsNotFollowedToAStore(t *testing.T) {
	folder := t.TempDir()
	path, link, dangling := filepath.Join(folder, "gd8.db"), filepath.Join(folder, "link.db"), filepath.Join(folder, "dangling.db")
	if err := openStore(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink(path, link), os.Symlink(filepath.Join(folder, "nowhere"), dangling)); err != nil {
		t.Skip("symbolic links cannot be made here:", err)
	}
	mustRefuse(t, link, "it is a symbolic link; give the path of the file itself")
	mustRefuse(t, dangling, "it is a symbolic link; give the path of the file itself")
}

func TestAMissingStoreIsNotFoundAndNotMadeByOpening(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "gd8.db"), filepath.Join(t.TempDir(), "no such folder", "gd8.db")} {
		_, err := Open(path, Options{})
		if !errors.Is(err, location.ErrNotFound) {
			t.Errorf("error: %v", err)
		}
		if _, err := os.Lstat(filepath.Dir(path)); err == nil {
			if names := namesIn(t, filepath.Dir(path)); len(names) > 0 {
				t.Errorf("opening made %q", names)
			}
		}
	}
}

func TestAStoreIsNotCreatedOverWhatIsThere(t *testing.T) {
	path := writeFile(t, "gd8.db", "mine")
	if err := Create(path, Options{}); !errors.Is(err, os.ErrExist) {
		t.Errorf("error: %v", err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "mine" {
		t.Errorf("%q (%v)", content, err)
	}
}
