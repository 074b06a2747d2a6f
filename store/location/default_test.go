package location

import (
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

func TestTheDefaultPathIsAFileInAFolderOfGd8sOwn(t *testing.T) {
	path, err := Default(func(string) string { return t.TempDir() })
	if err != nil || filepath.Base(path) != "gd8.db" || filepath.Base(filepath.Dir(path)) != "gd8" {
		t.Errorf("%s (%v)", path, err)
	}
}
