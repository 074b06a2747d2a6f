package vault

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestTheStoreLiesWhereTheSystemKeepsSuchData(t *testing.T) {
	for _, tt := range []struct {
		name, system string
		environment  map[string]string
		want         string
		refused      string // part of the error
	}{
		{"Linux", "linux", map[string]string{"HOME": "/home/o"}, "/home/o/.local/share", ""},
		{"Linux, data folder set", "linux", map[string]string{"HOME": "/home/o", "XDG_DATA_HOME": "/data"}, "/data", ""},
		{"Linux, data folder relative: ignored, as the standard says", "linux", map[string]string{"HOME": "/home/o", "XDG_DATA_HOME": "data"}, "/home/o/.local/share", ""},
		{"Linux, data folder without a home", "linux", map[string]string{"XDG_DATA_HOME": "/data"}, "/data", ""},
		{"Linux, nothing set", "linux", nil, "", "no home folder is set"},
		{"another Unix", "openbsd", map[string]string{"HOME": "/home/o"}, "/home/o/.local/share", ""},
		{"macOS", "darwin", map[string]string{"HOME": "/Users/o", "XDG_DATA_HOME": "/data"}, "/Users/o/Library/Application Support", ""},
		{"macOS, nothing set", "darwin", nil, "", "no home folder is set"},
		{"Windows", "windows", map[string]string{"LocalAppData": `C:\Users\o\AppData\Local`, "HOME": "/home/o"}, `C:\Users\o\AppData\Local`, ""},
		{"Windows, a profile nobody expanded", "windows", map[string]string{"LocalAppData": `%USERPROFILE%\AppData\Local`}, "", `nobody put the value of %USERPROFILE% in its place`},
		{"Windows, a percent sign of its own", "windows", map[string]string{"LocalAppData": `C:\Users\100% o\AppData\Local`}, `C:\Users\100% o\AppData\Local`, ""},
		{"Windows, nothing set", "windows", map[string]string{"HOME": "/home/o"}, "", "%LocalAppData% is not set"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && tt.environment["XDG_DATA_HOME"] != "" {
				t.Skip("a path of another system is not absolute here")
			}
			got, err := dataFolder(tt.system, func(name string) string { return tt.environment[name] })
			if filepath.ToSlash(got) != filepath.ToSlash(tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if (err != nil) != (tt.refused != "") || err != nil && (!strings.Contains(err.Error(), tt.refused) || !strings.Contains(err.Error(), "--store FILE")) {
				t.Errorf("error: %v", err)
			}
		})
	}
}

func TestAFolderIsBelowAnotherByWhateverName(t *testing.T) {
	root := t.TempDir()
	drive := filepath.Join(root, "OneDrive - Force")
	inside := filepath.Join(drive, "Desktop", "gd8")
	if err := os.MkdirAll(inside, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(root, "link")
	linked := os.Symlink(filepath.Join(drive, "Desktop"), link) == nil
	for _, tt := range []struct {
		folder, root string
		want         bool
	}{
		{drive, drive, true}, {inside, drive, true}, {drive + "/./Desktop", drive, true}, {filepath.Join(drive, "not there yet"), drive, true},
		{root, drive, false}, {filepath.Join(root, "OneDrive - Force 2"), drive, false}, {inside, "", false}, {inside, filepath.Join(root, "gone"), false},
		{filepath.Join(link, "gd8"), drive, linked},
	} {
		if got := below(tt.folder, tt.root); got != tt.want {
			t.Errorf("%s below %s: %v", tt.folder, tt.root, got)
		}
	}
}

func TestTheDefaultPathIsAFileInAFolderOfGd8sOwn(t *testing.T) {
	path, err := DefaultPath(func(string) string { return t.TempDir() })
	if err != nil || filepath.Base(path) != "gd8.db" || filepath.Base(filepath.Dir(path)) != "gd8" {
		t.Errorf("%s (%v)", path, err)
	}
}

func TestATemporaryFileOfATemporaryFileIsKnown(t *testing.T) {
	one := TemporaryName("gd8.db")
	for name, want := range map[string]string{
		one: "gd8.db", TemporaryName(one): "gd8.db", TemporaryName("gd8.db.format-2"): "gd8.db.format-2",
		"gd8.db": "", "gd8.db.unfinished-": "", "gd8.db.unfinished-mine": "", one + ".unfinished-mine": "", one + "-wal": "",
	} {
		if of, ok := builtFor(name); of != want && ok || ok != (want != "") {
			t.Errorf("%s is built for %q, %v; want %q", name, of, ok, want)
		}
	}
}
