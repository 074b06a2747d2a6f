package output

import (
	"unicode"

	"gd8/ui/term"
)

// ShellWord is a reference as it can be typed behind a flag.
func ShellWord(look *term.Look, ref string) string {
	safe := look.Safe(ref)
	for _, c := range safe {
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '/'
		if !plain {
			return `"` + safe + `"`
		}
	}
	if safe == "" {
		return `""`
	}
	return safe
}

// Visible is a message as one line that is safe on the screen. Messages of
// store and intake have values in them that are escaped already; those are
// left as they are, as a second escaping would double the backslashes.
func Visible(look *term.Look, s string) string {
	const letter = "\u00e9"
	ascii := look.SafeLine(letter) != letter
	for _, r := range s {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar || ascii && r > unicode.MaxASCII {
			return look.SafeLine(s)
		}
	}
	return s
}
