package settings

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// set is a home folder with a settings file, an environment and flags.
func set(t *testing.T, file string, env, flags map[string]string) (*Settings, error) {
	t.Helper()
	path := ""
	if file != "" {
		path = filepath.Join(t.TempDir(), "mine.toml")
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Load(Sources{
		Flag:   func(name string) string { return flags[name] },
		Getenv: func(name string) string { return env[name] },
		File:   path, User: "joff",
	})
}

func TestAFlagComesBeforeTheEnvironmentTheFileAndTheDefault(t *testing.T) {
	file := "# mine\nofficer = \"F. File\"\ntheme = \"light\"\nidle_lock = 5\n"
	for _, c := range []struct {
		what       string
		file       string
		env, flags map[string]string
		name       Name
		want       string
		from       Origin
		where      string
	}{
		{"flag", file, map[string]string{"GD8_OFFICER": "E. Env"}, map[string]string{"officer": " F. Lag "}, Officer, "F. Lag", FromFlag, "--officer"},
		{"environment", file, map[string]string{"GD8_OFFICER": "E. Env"}, nil, Officer, "E. Env", FromEnvironment, "GD8_OFFICER"},
		{"file", file, nil, nil, Officer, "F. File", FromFile, "settings file, line 2"},
		{"a later line of the file", file, nil, nil, IdleLock, "5", FromFile, "settings file, line 4"},
		{"default", "", nil, nil, Officer, "joff", FromDefault, "default"},
		{"a blank flag and variable set nothing", file, map[string]string{"GD8_THEME": ""}, map[string]string{"theme": " "}, Theme, "light", FromFile, "settings file, line 3"},
		{"the marking's default", "", nil, nil, Marking, "OFFICIAL-SENSITIVE", FromDefault, "default"},
		{"the theme's default", "", nil, nil, Theme, "default", FromDefault, "default"},
		{"no default", "", nil, nil, ReviewYears, "", FromDefault, "default"},
		{"a switch in the file", "line = true\n", nil, nil, Line, "true", FromFile, "settings file, line 1"},
		{"a switch in the environment", "line = true\n", map[string]string{"GD8_LINE": "no"}, nil, Line, "no", FromEnvironment, "GD8_LINE"},
		{"ACCESSIBLE", "line = false\n", map[string]string{"ACCESSIBLE": "1"}, nil, Line, "true", FromEnvironment, "ACCESSIBLE"},
		{"ACCESSIBLE in other words", "", map[string]string{"ACCESSIBLE": "screen reader"}, nil, Line, "true", FromEnvironment, "ACCESSIBLE"},
		{"ACCESSIBLE that says no", "line = true\n", map[string]string{"ACCESSIBLE": "0"}, nil, Line, "true", FromFile, "settings file, line 1"},
		{"gd8's own variable comes before ACCESSIBLE", "", map[string]string{"ACCESSIBLE": "1", "GD8_LINE": "0"}, nil, Line, "0", FromEnvironment, "GD8_LINE"},
		{"ACCESSIBLE is of the lines alone", "", map[string]string{"ACCESSIBLE": "1"}, nil, ASCII, "false", FromDefault, "default"},
		{"number in the environment", file, map[string]string{"GD8_IDLE_LOCK": "0"}, nil, IdleLock, "0", FromEnvironment, "GD8_IDLE_LOCK"},
	} {
		s, err := set(t, c.file, c.env, c.flags)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if v := s.Value(c.name); v.Text != c.want || v.From != c.from || s.Where(c.name) != c.where {
			t.Errorf("%s: %+v, %s", c.what, v, s.Where(c.name))
		}
	}
}

func TestASwitchIsOnInAnyOfItsWords(t *testing.T) {
	for text, want := range map[string]bool{"1": true, "true": true, "YES": true, "on": true, "0": false, "False": false, "no": false, "off": false, "": false} {
		if s, err := set(t, "", map[string]string{"GD8_ASCII": text}, nil); err != nil || s.On(ASCII) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := set(t, "", map[string]string{"GD8_ASCII": "maybe"}, nil); err == nil || err.Error() != `GD8_ASCII: "maybe" is not taken; gd8 takes true or false` {
		t.Errorf("%v", err)
	}
}

func TestTheNumbersAreReadAsWhatTheyMean(t *testing.T) {
	s, err := set(t, "idle_lock = 3\nreview_years = 7\n", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if years, ok := s.ReviewYears(); s.IdleLock() != 3*time.Minute || years != 7 || !ok {
		t.Errorf("%v, %d years (%v)", s.IdleLock(), years, ok)
	}
	if s, err = set(t, "idle_lock = 0", nil, nil); err != nil || s.IdleLock() != 0 {
		t.Errorf("off: %v", err)
	}
	if s, err = set(t, "", nil, nil); err != nil || s.IdleLock() != 10*time.Minute {
		t.Errorf("default: %v", err)
	}
	if _, ok := s.ReviewYears(); ok {
		t.Error("years are set that nobody set")
	}
}

func TestAWrongSettingIsOneLineThatSaysWhereAndWhatIsTaken(t *testing.T) {
	for _, c := range []struct{ what, file, want string }{
		{"unknown", "\ncolour = \"pink\"\n", `, line 2: there is no setting "colour"; gd8 takes marking, officer, purpose, theme, idle_lock, review_years, data_folder, guidance_check, line, ascii, systems, brief, copy or release_limit`},
		{"a table", "officer = \"J\"\n[screen]\ntheme = \"light\"\n", `there is no setting "screen"`},
		{"a dotted key", "\ntheme.name = \"light\"\n", "line 2: theme: it is neither a text nor a number; gd8 takes a line such as theme = "},
		{"a list", "officer = [\"A\", \"B\"]\n", `line 1: officer: it is a list; gd8 takes a line such as officer = "J. Officer"`},
		{"text for a list", "systems = \"PNC\"\n", `line 1: systems: it is a text; gd8 takes a list such as ["PNC", "PND", "Niche"]`},
		{"number for a list", "systems = 7\n", `line 1: systems: it is a number; gd8 takes a list such as ["PNC"`},
		{"a number in a list", "systems = [\"PNC\", 7]\n", `line 1: systems: a name in it is blank, has a comma or is no text; gd8 takes a list`},
		{"a comma in a list", "systems = [\"PNC, PND\"]\n", `line 1: systems: a name in it is blank, has a comma`},
		{"an empty list", "systems = []\n", "line 1: systems: it is blank"},
		{"twice in a list", "systems = [\"PNC\", \"PNC\"]\n", `line 1: systems: "PNC" stands twice in the list; take one of them out`},
		{"theme", "officer = \"J\"\n\ntheme = \"pink\"\n", `, line 3: theme: there is no theme "pink"; choose one of default, terminal, light`},
		{"text for a number", "idle_lock = \"10\"\n", ", line 1: idle_lock: it is a text; gd8 takes a whole number without quotes, such as 5"},
		{"number for a text", "officer = 7\n", `, line 1: officer: it is a number; gd8 takes a text in quotes, such as "J. Officer"`},
		{"text for a switch", "line = \"true\"\n", ", line 1: line: it is a text; gd8 takes true or false without quotes"},
		{"number for a switch", "ascii = 1\n", ", line 1: ascii: it is a number; gd8 takes true or false"},
		{"switch for a text", "officer = true\n", "line 1: officer: it is neither a text nor a number"},
		{"an account", "officer = \"root\"\n", `line 1: officer: "root" is an account of the computer and no officer`},
		{"fraction", "idle_lock = 0.5\n", "line 1: idle_lock: it is neither a text nor a number"},
		{"out of range", "idle_lock = -1\n", `line 1: idle_lock: "-1" is not taken; gd8 takes a whole number of minutes from 0 to 1440`},
		{"years", "review_years = 151\n", `"151" is not taken; gd8 takes a whole number of years from 0 to 150`},
		{"blank", "marking = \"\"\n", "line 1: marking: it is blank; give a value, or take the line out"},
		{"two lines", "purpose = \"a\\nb\"\n", `line 1: purpose: the purpose "a\nb" holds a character that does not print`},
		{"not whole", "data_folder = \"data\"\n", `line 1: data_folder: "data" does not begin at the root`},
		{"twice", "theme = \"light\"\ntheme = \"dark\"\n", "line 2: it is not valid TOML: "},
		{"no TOML", "theme: light\n", `line 1: it is not valid TOML: `},
		{"a Windows path", "data_folder = \"C:\\Users\\o\"\n", `a path with \ stands in 'single quotes'`},
		{"not UTF-8", "officer = \"\xff\"\n", "line 1: it is not valid TOML"},
		{"a whole film", strings.Repeat("#", maxFile+1), "it is larger than 64 KiB"},
	} {
		_, err := set(t, c.file, nil, nil)
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.From != FromFile {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if said := err.Error(); !strings.HasPrefix(said, "settings file ") || !strings.Contains(said, "mine.toml") || !strings.Contains(said, c.want) || strings.Contains(said, "\n") {
			t.Errorf("%s: %s", c.what, said)
		}
	}
	for _, c := range []struct {
		env, flags map[string]string
		want       string
		from       Origin
	}{
		{map[string]string{"GD8_THEME": "pink"}, nil, `GD8_THEME: there is no theme "pink"`, FromEnvironment},
		{nil, map[string]string{"idle-lock": "soon"}, `--idle-lock: "soon" is not taken; gd8 takes a whole number of minutes`, FromFlag},
	} {
		_, err := set(t, "", c.env, c.flags)
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.From != c.from || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v", err)
		}
	}
}

func TestTheFileIsReadAsEditorsOfWindowsSaveIt(t *testing.T) {
	s, err := set(t, "\ufeffofficer = \"J. Officer\"\r\nidle_lock = 5\r\n", nil, nil)
	if err != nil || s.Text(Officer) != "J. Officer" || s.Where(IdleLock) != "settings file, line 2" {
		t.Errorf("%v", err)
	}
}

func TestGd8StartsWithoutASettingsFileOrAHomeFolder(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"no home folder":     {},
		"no file":            {"HOME": t.TempDir(), "XDG_CONFIG_HOME": t.TempDir(), "AppData": t.TempDir()},
		"no folder":          {"HOME": filepath.Join(t.TempDir(), "gone"), "AppData": filepath.Join(t.TempDir(), "gone")},
		"home is no folder":  {"HOME": os.DevNull},
		"a relative setting": {"XDG_CONFIG_HOME": "settings"},
	} {
		s, err := set(t, "", env, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, found := s.File(); found {
			t.Errorf("%s: a file was found", name)
		}
	}
}

func TestAFileThatWasNamedHasToBeThere(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]string{filepath.Join(folder, "gone.toml"): "it could not be read: ", folder: "it could not be read: "} {
		_, err := Load(Sources{Getenv: func(string) string { return "" }, File: path})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "--settings FILE") || strings.Count(err.Error(), filepath.Base(path)) != 1 {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestTheFileLiesWhereTheSystemKeepsSettings(t *testing.T) {
	for _, tt := range []struct {
		name, system string
		env          map[string]string
		want         string
	}{
		{"Linux", "linux", map[string]string{"HOME": "/home/o"}, "/home/o/.config"},
		{"Linux, folder set", "linux", map[string]string{"HOME": "/home/o", "XDG_CONFIG_HOME": "/etc/o"}, "/etc/o"},
		{"Linux, folder relative: ignored, as the standard says", "linux", map[string]string{"HOME": "/home/o", "XDG_CONFIG_HOME": "o"}, "/home/o/.config"},
		{"macOS", "darwin", map[string]string{"HOME": "/Users/o", "XDG_CONFIG_HOME": "/etc/o"}, "/Users/o/Library/Application Support"},
		{"Windows", "windows", map[string]string{"AppData": `C:\Users\o\AppData\Roaming`, "HOME": "/home/o"}, `C:\Users\o\AppData\Roaming`},
		{"nothing set", "linux", nil, ""},
	} {
		if runtime.GOOS == "windows" && tt.env["XDG_CONFIG_HOME"] != "" {
			continue // a path of another system is not absolute here
		}
		if got := configFolder(tt.system, func(name string) string { return tt.env[name] }); filepath.ToSlash(got) != filepath.ToSlash(tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTheExampleSetsNothingAndHasEverySetting(t *testing.T) {
	s, err := set(t, Example(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := range Count {
		if v := s.Value(n); v.From != FromDefault {
			t.Errorf("%s is set", n.Key())
		}
	}
	live := regexp.MustCompile(`(?m)^#(\w+ = )`).ReplaceAllString(Example(), "$1")
	if runtime.GOOS != "windows" {
		live = strings.Replace(live, `'D:\Disclosure'`, `'/srv/disclosure'`, 1)
	}
	if s, err = set(t, live, nil, nil); err != nil {
		t.Fatal(err)
	}
	for n := range Count {
		if v := s.Value(n); v.From != FromFile {
			t.Errorf("%s is not set by its example", n.Key())
		}
		for _, line := range strings.Split(n.About(), "\n") {
			if len(line) > 80 {
				t.Errorf("%s: %q is long", n.Key(), line)
			}
		}
	}
}

func TestSystemsAreAListInTheFileAndTheEnvironment(t *testing.T) {
	for _, c := range []struct {
		file string
		env  map[string]string
		want string
	}{
		{"systems = [\"PNC\", \" PND \", \"Niche RMS\"]\n", nil, "PNC|PND|Niche RMS"},
		{"systems = [\n  \"PNC\",\n  \"PND\",\n]\n", nil, "PNC|PND"},
		{"", map[string]string{"GD8_SYSTEMS": "PNC, PND,Niche"}, "PNC|PND|Niche"},
		{"", nil, ""},
	} {
		s, err := set(t, c.file, c.env, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Systems(), "|"); got != c.want {
			t.Errorf("%q, %v: %q, not %q", c.file, c.env, got, c.want)
		}
	}
}

// What an account of the computer does is done by nobody, so its name is no
// default.
func TestAnAccountOfTheComputerIsNoDefaultOfficer(t *testing.T) {
	for user, want := range map[string]string{"root": "", `PC-7\Administrator`: "", "SYSTEM": "", "joff": "joff", `FORCE\j.officer`: `FORCE\j.officer`} {
		s, err := Load(Sources{Getenv: func(string) string { return "" }, User: user})
		if err != nil {
			t.Fatal(err)
		}
		if v := s.Value(Officer); v.Text != want || v.From != FromDefault {
			t.Errorf("%s: %+v", user, v)
		}
	}
}
