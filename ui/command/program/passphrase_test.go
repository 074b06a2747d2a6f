package program

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store/seal"
)

func TestAPassphraseFileIsReadAsTyped(t *testing.T) {
	long := strings.Repeat("x", seal.MaxPassphrase)
	for _, c := range []struct{ what, text, want string }{
		{"without a line end", "three random words", "three random words"},
		{"a line end of Unix", "three random words\n", "three random words"},
		{"a line end of Windows", "three random words\r\n", "three random words"},
		{"only one line end goes", "three\n\n", "three\n"},
		{"a carriage return alone is text", "three\r", "three\r"},
		{"white space is text", " three \n", " three "},
		{"a byte order mark", "\ufeffthree\n", "three"},
		{"the longest", long + "\r\n", long},
	} {
		path := filepath.Join(t.TempDir(), "passphrase.txt")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readPassphraseFile(path)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v", c.what, got, err)
		}
	}
}

func TestAFileThatCanHoldNoPassphraseIsRefused(t *testing.T) {
	for _, c := range []struct{ what, text, want string }{
		{"empty", "", "is empty"},
		{"a line end alone", "\n", "is empty"},
		{"too long", strings.Repeat("x", seal.MaxPassphrase+1), "more than the 1024 bytes"},
		{"a wrong file", strings.Repeat("application_ref,person_ref\n", 10_000), "more than the 1024 bytes"},
	} {
		path := filepath.Join(t.TempDir(), "passphrase.txt")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readPassphraseFile(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
