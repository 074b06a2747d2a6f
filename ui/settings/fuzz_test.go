package settings

import (
	"errors"
	"strings"
	"testing"
)

// FuzzParse reads any text as a settings file: it is refused with the file's
// name, or each setting in it is one that gd8 has, with its line.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "theme = \"light\"\n", "officer = 'J. Officer' # who sits here\nmarking = \"\"\n", "[theme]\nx = 1\n", "theme.dark = true", "store = 'C:\\gd8\\gd8.db'", "store = \"C:\\gd8\"",
		"theme = [1, {a = 2}]", "theme = 1979-05-27T07:32:00Z", "theme = \"\x1b[2J\"", "\xef\xbb\xbftheme = \"mono\"", "a = 1\na = 2",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := parse("settings.toml", text)
		var refused *Error
		if err != nil {
			if !errors.As(err, &refused) || file != nil || !strings.Contains(err.Error(), `settings file "settings.toml"`) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for name, value := range file {
			if int(name) >= len(Keys()) || value.From != FromFile || value.Line < 1 || value.Line > strings.Count(text, "\n")+1 {
				t.Errorf("%q: setting %d is %+v", text, name, value)
			}
		}
	})
}
