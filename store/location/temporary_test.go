package location

import "testing"

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
