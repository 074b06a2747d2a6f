package line

import (
	"os"
	"path/filepath"
	"testing"
)

// outside is a file beside the store.
func (r *room) outside(name, content string) string {
	r.t.Helper()
	path := filepath.Join(r.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return path
}

func TestAFileIsImportedFromWithinTheLines(t *testing.T) {
	r := newRoom(t)
	whole := r.outside("hits.csv", twoNominals)
	said := r.say("import", "import "+whole, "next", "quit")
	holds(t, said, "import takes the name of a file", "2 rows read: 2 new, 0 changed, 0 unchanged, 0 refused.", "1 question about individuals", "CR/1")
	if said = r.say("import "+filepath.Join(filepath.Dir(whole), "gone.csv"), "quit"); r.find("CR/2") == nil {
		t.Error(said)
	}
	holds(t, said, "gone.csv")
}

func TestRefusedRowsAreSaidByCauseAndTheOtherCasesComeInOnAYes(t *testing.T) {
	r := newRoom(t)
	path := r.outside("hits.csv", "application_ref,person_ref,incident_ref,incident_date\n"+
		"A-1,P-1,C/1,1 June 2019\nA-2,P-2,C/2,31 June 2019\nA-3,P-3,C/3,32 June 2019\nA-4,P-4,C/4,33 June 2019\nA-5,P-5,C/5,34 June 2019\n")
	said := r.say("import "+path, "no", "import "+path, "yes", "go C/1", "quit")
	holds(t, said, "5 rows read, 4 refused; nothing was imported", "4 rows, first line", "Import them? yes or no", "1 new, 0 changed, 0 unchanged, 4 refused", "C/1")
}

func TestAFileOfOtherColumnsIsLeftToTheCommandThatAsks(t *testing.T) {
	r := newRoom(t)
	said := r.say("import "+r.outside("own.csv", "Nominal,Crime No,Disposal\nN1,C1,OC21\n"), "quit")
	holds(t, said, "The columns of this file are not gd8's", "gd8 import with the file's name asks it")
}

func TestNothingIsImportedIntoTheDemo(t *testing.T) {
	r := newRoom(t)
	r.o.NoImport = "importing is off in the demo"
	holds(t, r.say("import "+r.outside("hits.csv", twoNominals), "quit"), "import: importing is off in the demo.")
}
