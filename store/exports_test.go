package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store/purge"
	"gd8/store/vault"
)

func TestWhatAKilledExportLeftIsRemovedWhenTheStoreIsNextOpened(t *testing.T) {
	home, folder := t.TempDir(), t.TempDir()
	s, _ := clockedStore(t, home)
	gone := filepath.Join(t.TempDir(), "drive")
	for _, to := range []string{folder, filepath.Join(folder, "one.html"), filepath.Join(gone, "two.html")} {
		if _, err := s.Disclose(officer, vault.Leaving{Recipient: "R", Detail: "1 AT2 record", Path: to}); err != nil {
			t.Fatal(err)
		}
	}
	left := filepath.Join(folder, ".gd8-17.part")
	for _, path := range []string{left, filepath.Join(folder, "page.html")} {
		if err := os.WriteFile(path, []byte("in the clear"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil { // as a kill would leave it
		t.Fatal(err)
	}
	s, _ = clockedStore(t, home)
	defer s.Close()
	if _, err := os.Lstat(left); !os.IsNotExist(err) {
		t.Errorf("the unfinished page is there: %v", err)
	}
	if _, err := os.Lstat(filepath.Join(folder, "page.html")); err != nil {
		t.Errorf("a page that was whole: %v", err)
	}
	list, err := s.Exports()
	if err != nil {
		t.Fatal(err)
	}
	for k, unfinished := range []bool{false, false, true} {
		if k >= len(list) || list[k].Unfinished != unfinished {
			t.Fatalf("known are %+v; of the third the folder could not be reached", list)
		}
	}
	if err := s.EndExport(list[2].Path); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Exports(); err != nil || list[2].Unfinished {
		t.Errorf("after its end: %+v, %v", list, err)
	}
	mustVerify(t, "with exports noted", s)
}

func TestAnErasureTakesItsReferencesOutOfTheNamesOfExports(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	worked(t, s)
	folder := t.TempDir()
	for _, name := range []string{"APP-417.html", "all.csv"} {
		if _, err := s.Disclose(officer, vault.Leaving{Recipient: "R", Path: filepath.Join(folder, name)}); err != nil {
			t.Fatal(err)
		}
	}
	application := "APP-417"
	plan, err := purge.Find(s, purge.Request{Application: &application})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "Retention over"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Exports()
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if list[0].Path != filepath.Join(folder, "(name erased)") || list[1].Path != filepath.Join(folder, "all.csv") {
		t.Errorf("known are %+v", list)
	}
	content, err := os.ReadFile(s.Path())
	if err != nil || strings.Contains(string(content), "APP-417") {
		t.Errorf("the file names what was erased (%v)", err)
	}
}
