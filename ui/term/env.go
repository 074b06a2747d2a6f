package term

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Env is what a Look is chosen by: the environment variables and what the
// output is. SystemEnv reads the real ones; tests make their own.
type Env struct {
	Lookup   func(key string) (value string, set bool) // as os.LookupEnv
	Terminal bool                                      // the output is a terminal
	Windows  bool                                      // gd8 runs on Windows
	CodePage uint32                                    // of the Windows console's output; 0 where there is none
}

// SystemEnv is the environment gd8 runs in, for output to out.
func SystemEnv(out *os.File) Env {
	return Env{
		Lookup:   os.LookupEnv,
		Terminal: IsTerminal(out),
		Windows:  runtime.GOOS == "windows",
		CodePage: codePage(),
	}
}

// get is the value of a variable, blank where it is not set.
func (e Env) get(key string) string {
	if e.Lookup == nil {
		return ""
	}
	value, _ := e.Lookup(key)
	return value
}

// Colour says what styling the output takes. Each kind includes those before it.
type Colour uint8

// The kinds of styling.
const (
	NoStyle   Colour = iota // text alone: a file, a pipe, a dumb terminal
	NoColour                // bold, faint and reverse, but no colour (NO_COLOR)
	Palette16               // the 16 colours that the officer's own palette defines
	Fixed256                // the 240 colours that are the same on every terminal
)

// Colour is the most that the output takes:
//
//   - NO_COLOR set and not blank, or CLICOLOR=0: no colour;
//   - not a terminal, or TERM=dumb (or, off Windows, no TERM): no styling at all;
//   - CLICOLOR_FORCE set, and not 0, overrides the second rule and CLICOLOR, but
//     not NO_COLOR;
//   - 256 colours where COLORTERM, TERM, WT_SESSION or Windows promises them.
func (e Env) Colour() Colour {
	force := e.get("CLICOLOR_FORCE")
	forced := force != "" && force != "0"
	name := e.get("TERM")
	dumb := name == "dumb" || name == "" && !e.Windows
	switch {
	case (!e.Terminal || dumb) && !forced:
		return NoStyle
	case e.get("NO_COLOR") != "", e.get("CLICOLOR") == "0" && !forced:
		return NoColour
	}
	return e.depth()
}

// depth is how many colours the terminal has, whether they are wanted or not.
func (e Env) depth() Colour {
	name := e.get("TERM")
	if c := strings.ToLower(e.get("COLORTERM")); c == "truecolor" || c == "24bit" {
		return Fixed256
	}
	if e.get("WT_SESSION") != "" || e.Windows && name == "" {
		return Fixed256
	}
	for _, part := range []string{"256color", "direct", "kitty", "alacritty", "wezterm", "foot", "ghostty"} {
		if strings.Contains(name, part) {
			return Fixed256
		}
	}
	return Palette16
}

// UTF8 reports whether the output reads UTF-8. The locale says so (LC_ALL,
// else LC_CTYPE, else LANG: the first that is not blank); on Windows, where
// there mostly is none, Windows Terminal and a console with code page 65001
// do. A legacy console also has fonts without the symbols gd8 uses.
func (e Env) UTF8() bool {
	for _, key := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(e.get(key)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	const utf8CodePage = 65001
	return e.Windows && (e.get("WT_SESSION") != "" || e.CodePage == utf8CodePage)
}

// textASCII reports whether text is shown as ASCII too, and not the frame
// alone. To a terminal that reads another character set than UTF-8 the second
// byte of a letter can be a control character: in Latin-1 the last byte of an
// accented capital starts an escape sequence. A Windows console is written in
// UTF-16 whatever its code page, and a file or pipe is UTF-8.
func (e Env) textASCII() bool { return e.Terminal && !e.Windows && !e.UTF8() }

// eastAsian reports whether text is measured as East Asian terminals show it,
// where a box line is two cells wide (a setting that x/ansi reads).
func (e Env) eastAsian() bool {
	wide, err := strconv.ParseBool(e.get("RUNEWIDTH_EASTASIAN"))
	return err == nil && wide
}
