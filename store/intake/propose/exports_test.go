package propose

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/source"
)

const exports = "../../../testdata/exports"

// exportCase is an export in the style of a system, made with another writer
// than gd8's: what the officer answers, and what a person sees in the file.
type exportCase struct {
	answers map[string]string // what the values mean that gd8 does not read
	sees    string            // the records, a line each
	by      string            // what wrote the file
}

var exportCases = map[string]exportCase{
	"niche.xlsx": {by: "openpyxl", sees: `person_ref=N/0231/17 incident_ref=42190031455 person_name=HARTLEY, Joseph involvement=SUSPECT offence=Take indecent photograph incident_date=2018-11-02 date_of_birth=2003-03-14 outcome=21
person_ref=N/0888/19 incident_ref=42190044120 person_name=O'BRIEN, Kayleigh involvement=VICTIM offence=Distribute indecent photograph incident_date=2020-02-11 date_of_birth=2004-06-30 outcome=22
`},
	"athena.xlsx": {by: "hand: cover sheet, hidden sheet with gd8's columns", sees: `person_ref=1004482 incident_ref=42/18823/20 person_name=PRICE Ellie Mae involvement=SUSPECT offence=Take indecent photograph incident_date=2020-10-03 date_of_birth=2004-08-07 outcome=21 exploitation=no
person_ref=1004519 incident_ref=42/20771/21 person_name=DAVIES-JONES Rhys involvement=SUSPECT offence=Possess indecent photograph incident_date=2021-02-28 date_of_birth=2004-02-29 outcome=21
`},
	"connect.csv": {by: "hand: quoted CSV", sees: `person_ref=PER-00123 incident_ref=CR/2231/19 person_name=LEE, Ana involvement=Suspect offence=Distribute an indecent photograph of a child incident_date=2019-03-14 date_of_birth=2004-01-02 outcome=21
person_ref=PER-00124 incident_ref=CR/2250/19 person_name=ŁUKASZ Ó, Zoë involvement=Named Suspect offence=Take an indecent photograph, of a "friend" incident_date=2019-03-20 date_of_birth=2004-02-29 outcome=8
`},
	"pnd.csv": {by: "hand: UTF-16 with semicolons", sees: `person_ref=GN0001 incident_ref=42/00412/19 source=PND-42 grading=B2 involvement=Offender incident_date=2019-01-15 date_of_birth=2003-01-15 outcome=21
person_ref=GN0001 incident_ref=43/99/18 source=PND-43 grading=B2 involvement=Witness incident_date=2018-02-01 date_of_birth=2003-01-15 outcome=16
`},
	"pnc-print.txt": {by: "hand: tabs", sees: `person_ref=19/231X incident_ref=19/0000/00/231X person_name=HARTLEY JOSEPH offence=TAKE INDECENT PHOTOGRAPH incident_date=2018-11-02 date_of_birth=2003-03-14 outcome=21
`},
	"business-objects.csv": {by: "hand: titles, groups, a sum", sees: `person_ref=N100 incident_ref=C/1/18 person_name=LEE Ana offence=Harassment incident_date=2018-11-02 date_of_birth=2003-03-14 outcome=21
person_ref=N100 incident_ref=C/2/18 person_name=LEE Ana offence=Malicious communications incident_date=2018-11-03 date_of_birth=2003-03-14 outcome=22
person_ref=N200 incident_ref=C/3/19 person_name=COLE Bo offence=Harassment incident_date=2019-06-05 date_of_birth=2004-01-01 outcome=8
`},
	"power-bi.xlsx": {by: "openpyxl: a line of filters below the rows", sees: `person_ref=U1 incident_ref=C-1 incident_date=2019-03-14 date_of_birth=2004-01-02 outcome=21 youth_produced=yes exploitation=no
person_ref=U2 incident_ref=C-2 incident_date=2020-02-29 date_of_birth=2005-12-31 outcome=22 youth_produced=yes exploitation=yes
`},
	"ssrs.xlsx": {by: "hand: cells merged with spacer columns", sees: `person_ref=N7 incident_ref=I/7 involvement=Suspect incident_date=2019-03-14 outcome=21
person_ref=N8 incident_ref=I/8 involvement=Suspect incident_date=2018-11-02 outcome=10
`},
	"libreoffice.xlsx": {by: "LibreOffice", answers: map[string]string{"not stated": ""}, sees: `person_ref=P1 incident_ref=OCC/1 incident_date=2019-03-14 date_of_birth=2004-01-02 outcome=21 relevant=yes summary=One image
person_ref=P2 incident_ref=OCC/2 incident_date=2018-11-02 date_of_birth=2003-05-06 outcome=8 summary=Two
`},
	"google-sheets.xlsx": {by: "hand: runs of text, tick boxes, styled empty rows", answers: map[string]string{"tbc": ""}, sees: `person_ref=S-1 incident_ref=C/1 incident_date=2019-03-14 outcome=21 relevant=yes grooming=no
person_ref=S-2 incident_ref=C/2 incident_date=2018-11-02 relevant=yes grooming=yes
`},
}

// TestExportsOfManySystemsReadAsAPersonSeesThem: with what gd8 proposes and
// the questions it asks.
func TestExportsOfManySystemsReadAsAPersonSeesThem(t *testing.T) {
	files, err := os.ReadDir(exports)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(exportCases) {
		t.Errorf("%d files and %d cases", len(files), len(exportCases))
	}
	for name, c := range exportCases {
		t.Run(name, func(t *testing.T) {
			s := start(t, source.File(filepath.Join(exports, name)))
			asked := 0
			for _, r := range s.Readings() {
				if !r.Unread {
					continue
				}
				asked++
				means, ok := c.answers[r.Value]
				if !ok {
					t.Fatalf("%q of %s is asked", r.Value, r.Field.Name())
				}
				if err := s.SetValue(r.Field, r.Value, means); err != nil {
					t.Fatal(err)
				}
			}
			if asked != len(c.answers) {
				t.Errorf("%d values asked, want %d", asked, len(c.answers))
			}
			trial := s.Try()
			if trial.Err != nil || trial.Refused > 0 {
				t.Errorf("%d refused, %v", trial.Refused, trial.Err)
			}
			var got strings.Builder
			for _, facts := range trial.Preview {
				var parts []string
				for _, f := range model.Fields() {
					if v := facts.Get(f); v != "" {
						parts = append(parts, f.Name()+"="+v)
					}
				}
				got.WriteString(strings.Join(parts, " ") + "\n")
			}
			if got.String() != c.sees {
				t.Errorf("got\n%s\nwant\n%s", got.String(), c.sees)
			}
		})
	}
}
