package term

import "testing"

// vars is a lookup in a fixed environment.
func vars(pairs ...string) func(string) (string, bool) {
	m := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return func(key string) (string, bool) {
		value, set := m[key]
		return value, set
	}
}

// terminal is a terminal with the given variables.
func terminal(pairs ...string) Env { return Env{Lookup: vars(pairs...), Terminal: true} }

func TestColourFollowsEnvironment(t *testing.T) {
	for _, c := range []struct {
		name string
		env  Env
		want Colour
	}{
		{"a plain terminal", terminal("TERM", "xterm"), Palette16},
		{"a 256-colour terminal", terminal("TERM", "xterm-256color"), Fixed256},
		{"COLORTERM", terminal("TERM", "xterm", "COLORTERM", "truecolor"), Fixed256},
		{"TERM=dumb", terminal("TERM", "dumb", "COLORTERM", "truecolor"), NoStyle},
		{"no TERM", terminal(), NoStyle},
		{"no environment at all", Env{Terminal: true}, NoStyle},
		{"NO_COLOR", terminal("TERM", "xterm", "NO_COLOR", "1"), NoColour},
		{"NO_COLOR set but blank", terminal("TERM", "xterm", "NO_COLOR", ""), Palette16},
		{"NO_COLOR beats CLICOLOR_FORCE", terminal("TERM", "xterm", "NO_COLOR", "1", "CLICOLOR_FORCE", "1"), NoColour},
		{"NO_COLOR on a dumb terminal", terminal("TERM", "dumb", "NO_COLOR", "1"), NoStyle},
		{"CLICOLOR=0", terminal("TERM", "xterm", "CLICOLOR", "0"), NoColour},
		{"CLICOLOR=1", terminal("TERM", "xterm", "CLICOLOR", "1"), Palette16},
		{"CLICOLOR_FORCE beats CLICOLOR", terminal("TERM", "xterm", "CLICOLOR", "0", "CLICOLOR_FORCE", "1"), Palette16},
		{"a file", Env{Lookup: vars("TERM", "xterm-256color")}, NoStyle},
		{"a file and CLICOLOR_FORCE", Env{Lookup: vars("TERM", "xterm", "CLICOLOR_FORCE", "1")}, Palette16},
		{"CLICOLOR_FORCE=0", Env{Lookup: vars("TERM", "xterm", "CLICOLOR_FORCE", "0")}, NoStyle},
		{"a Windows console", Env{Lookup: vars(), Terminal: true, Windows: true}, Fixed256},
		{"a file on Windows", Env{Lookup: vars(), Windows: true}, NoStyle},
	} {
		if got := c.env.Colour(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestFrameFollowsLocale(t *testing.T) {
	windows := func(page uint32, pairs ...string) Env {
		return Env{Lookup: vars(pairs...), Terminal: true, Windows: true, CodePage: page}
	}
	for _, c := range []struct {
		name string
		env  Env
		utf8 bool
		text bool // other text than ASCII is shown as itself
	}{
		{"UTF-8", terminal("LANG", "en_GB.UTF-8"), true, true},
		{"UTF-8 in another spelling", terminal("LANG", "en_GB.utf8"), true, true},
		{"Latin-1", terminal("LANG", "en_GB.ISO-8859-1"), false, false},
		{"no charset named", terminal("LANG", "en_GB"), false, false},
		{"no locale", terminal(), false, false},
		{"LC_ALL rules", terminal("LC_ALL", "C", "LANG", "en_GB.UTF-8"), false, false},
		{"a blank LC_ALL does not", terminal("LC_ALL", "", "LANG", "en_GB.UTF-8"), true, true},
		{"LC_CTYPE before LANG", terminal("LC_CTYPE", "C.UTF-8", "LANG", "C"), true, true},
		{"a file is UTF-8", Env{Lookup: vars("LANG", "C")}, false, true},
		{"Windows Terminal", windows(437, "WT_SESSION", "x"), true, true},
		{"a legacy console", windows(850), false, true},
		{"a console set to UTF-8", windows(65001), true, true},
	} {
		if got := c.env.UTF8(); got != c.utf8 {
			t.Errorf("%s: UTF8 = %v", c.name, got)
		}
		if got := !c.env.textASCII(); got != c.text {
			t.Errorf("%s: text shown as itself = %v", c.name, got)
		}
	}
}
