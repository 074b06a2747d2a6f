package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store/audit"
	"gd8/store/vault"
)

func TestAStoreIsKnownByWhatIsInIt(t *testing.T) {
	folder := t.TempDir()
	s, _ := clockedStore(t, folder)
	defer s.Close()
	backup := filepath.Join(folder, "copy.csv")
	if _, err := audit.Backup(context.Background(), s, officer, backup); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := append([]byte{}, content...) // both of its first pages are
	clear(spoilt[:2*os.Getpagesize()])
	for name, tt := range map[string]struct {
		content string
		want    bool
	}{
		"backup under another name":    {string(content), true},
		"first page alone":             {string(content[:os.Getpagesize()]), true},
		"without its first page":       {strings.Repeat("\x00", os.Getpagesize()) + string(content[os.Getpagesize():]), true},
		"without both":                 {string(spoilt), true},
		"without both and moved":       {strings.Repeat("x", 64<<10-7) + string(spoilt), true},
		"empty":                        {"", false},
		"text that speaks of a store":  {strings.Repeat("the gd8 store\n", 1<<15), false},
		"a file shorter than one page": {"person_ref,incident_ref\n", false},
	} {
		path := filepath.Join(folder, "file")
		if err := os.WriteFile(path, []byte(tt.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := vault.Recognise(path); err != nil || got != tt.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if got, err := vault.Recognise(s.Path()); err != nil || !got {
		t.Errorf("the store that is open: %v, %v", got, err)
	}
	if _, err := vault.Recognise(filepath.Join(folder, "none")); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
}
