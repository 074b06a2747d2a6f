package files

import (
	"strings"
	"testing"
)

func TestNamesThatWindowsTakesForSomethingElseAreRefused(t *testing.T) {
	for _, tt := range []struct{ path, want string }{
		{`C:\Users\o\gd8.db`, ""},
		{`gd8.db`, ""},
		{`..\..\gd8.db`, ""},
		{`.\a b\März é.csv`, ""},
		{`C:gd8.db`, ""},
		{`\\?\C:\gd8.db`, ""},
		{`C:/folder/console.csv`, ""},
		{`COM.csv`, ""},
		{`COM10.csv`, ""},
		{`LPTA`, ""},
		{`nul`, "device"},
		{`CON`, "device"},
		{`C:\data\Con.csv`, "device"},
		{`C:\aux\gd8.db`, "device"},
		{`nul .txt`, "device"},
		{`COM1.csv`, "device"},
		{`com¹`, "device"},
		{`lpt9.tar.gz`, "device"},
		{`CONIN$`, "device"},
		{`prn:`, "device"},
		{`decisions.csv:hidden`, "character"},
		{`who?.csv`, "character"},
		{`C:\a|b\c.csv`, "character"},
		{`decisions.`, "ends with a full stop or a space"},
		{`folder \a.csv`, "ends with a full stop or a space"},
	} {
		err := checkWindowsName(tt.path)
		if (err != nil) != (tt.want != "") || err != nil && (!strings.Contains(err.Error(), tt.want) || !strings.HasSuffix(err.Error(), "give another name")) {
			t.Errorf("%s: %v, want %q", tt.path, err, tt.want)
		}
	}
}

func TestANameThatWindowsCannotHoldIsRefusedOnEverySystem(t *testing.T) {
	for name, want := range map[string]string{
		"Decisions-2026-06-02.csv":        "",
		"März é (2).csv":                  "",
		"CON.csv":                         "device",
		"a:b.csv":                         "character",
		"c:":                              "character",
		`a\b.csv`:                         "has a",
		"what?.html":                      "character",
		"record.":                         "full stop",
		"a\tb":                            "control",
		strings.Repeat("é", 255):          "",
		strings.Repeat("é", 256):          "longer",
		strings.Repeat("\U0001f4c4", 128): "longer",
	} {
		if err := CheckPortableName(name); (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}

func TestAFolderOfAnotherComputerIsKnownByItsPath(t *testing.T) {
	for path, want := range map[string]bool{
		`\\server\share\gd8.db`:          true,
		`//server/share/gd8.db`:          true,
		`\\?\UNC\server\share\gd8.db`:    true,
		`\\?\unc\server\share`:           true,
		`\\?\C:\gd8.db`:                  false,
		`\\.\pipe\gd8`:                   false,
		`C:\gd8.db`:                      false,
		`\gd8.db`:                        false,
		`folder\\gd8.db`:                 false,
		`\\wsl.localhost\Debian\home\db`: true,
	} {
		if got := IsUNC(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestAVariableThatNobodyExpandedIsFound(t *testing.T) {
	for path, want := range map[string]string{
		`C:\Users\o\AppData\Local`: "", "": "", `%LocalAppData%`: "%LocalAppData%", `C:\%USERNAME%\gd8.db`: "%USERNAME%", `C:\50% of it\100%`: "", `%%`: "", `50%% of %ProgramFiles(x86)%`: "%ProgramFiles(x86)%",
	} {
		if got := Unexpanded(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
