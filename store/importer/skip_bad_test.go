package importer_test

import (
	"errors"
	"strings"
	"testing"

	"gd8/store/importer"
)

// TestSkipBadKeepsOutWhoMayBeTheIndividualOfARefusedRow: without the refused row
// nobody would be asked whether the two are one human, and the discard of the
// other incident would look possible.
func TestSkipBadKeepsOutWhoMayBeTheIndividualOfARefusedRow(t *testing.T) {
	const head = "application_ref,person_ref,person_name,date_of_birth,incident_ref,outcome,youth_produced,same_person_as\n"
	const bystander = "A-9,P-9,Zed Other,2003-09-09,I-9,21,yes,\n"
	for what, test := range map[string]struct {
		rows string
		new  int // with the bystander
		err  error
	}{
		"one application":           {"A-1,P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-1,P-2,Bo Po,2004-05-02,I-2,99,yes,\n", 1, nil},
		"one reference":             {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\n,p1,Bo Po,2004-05-02,I-2,99,yes,\n", 1, nil},
		"one name":                  {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,LEE Ann,2004-05-01,I-2,99,yes,\n", 1, nil},
		"one incident":              {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,Bo,2004-05-01,I-1,99,yes,\n", 1, nil},
		"a birth that was not read": {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,LEE Ann,1/13/04,I-2,21,yes,\n", 1, nil},
		"the same, by incident":     {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,Bo,1/13/04,I-1,21,yes,\n", 1, nil},
		"through a third":           {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\n,p1,Bo Po,2004-05-02,I-2,21,yes,\nA-2,P-3,Bo Po,2004-05-02,I-3,99,yes,\n", 1, nil},
		"nobody else":               {"A-1,P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,Bo Po,2004-05-02,I-2,99,yes,\n", 2, nil},
		"joined by a refused row":   {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,Bo Po,2004-05-02,I-2,99,yes,P-1\n", 0, importer.ErrJoined},
		"joined, and not read":      {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,Bo Po,2004-05-02,I-2,21,yes,NULL\n", 0, importer.ErrJoined},
		"a name that was not read":  {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2," + strings.Repeat("n", 300) + ",2004-05-01,I-2,21,yes,\n", 0, importer.ErrUnplaced},
		"cut off before the birth":  {",P-1,Ann Lee,2004-05-01,I-1,21,yes,\nA-2,P-2,Ann Lee,2004-05-01\n", 1, nil},
	} {
		s := newStore(t)
		report, _, err := importFiles(t, s, importer.Options{SkipBad: true}, head+test.rows+bystander)
		if !errors.Is(err, test.err) || report.New != test.new {
			t.Errorf("%s: %d new, want %d; %v", what, report.New, test.new, err)
		}
	}
}

func TestARefusedFileSaysWhoIsAlike(t *testing.T) {
	s := newStore(t)
	_, folder, err := importFiles(t, s, importer.Options{SkipBad: true}, few+"A-1,P-1,I-1,21,yes,x\nA-1,P-2,I-2,99,yes,y\n")
	if err != nil {
		t.Fatal(err)
	}
	rows := refusedRows(t, folder+"/hits1.refused.csv")
	if len(rows) != 2 || !strings.Contains(rows[0][len(rows[0])-1], "may be one human") {
		t.Errorf("%q", rows)
	}
}
