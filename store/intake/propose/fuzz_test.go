package propose

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/source"
)

// FuzzPropose: of any table a mapping can be proposed, written, and, with its
// questions answered, read again.
func FuzzPropose(f *testing.F) {
	f.Add([]byte("Local Ref,Hit Ref,Surname,Forename,DOB\nC1,1,LEE,Ana,20190314\n"))
	f.Add([]byte("Nominal;Crime No;Relevant (Y/N);\nN1;C1;maybe;x\nN1;C1;no;\n"))
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(folder, "hits.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Start(source.File(path), intake.Options{MaxSize: 1 << 20}, today)
		if err != nil {
			return
		}
		s.Summary()
		s.Columns()
		var b bytes.Buffer
		if err := Write(&b, s.Mapping(), s.Survey()); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(b.String(), `= "?"`, `= ""`)
		toml := filepath.Join(folder, "m.toml")
		if err := os.WriteFile(toml, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := mapping.Read(toml)
		if err != nil {
			t.Skip(err) // two columns of one name, say: it is told when it is read
		}
		s.Take(m)
		s.Try()
	})
}
