package intake

import (
	"strings"
	"testing"

	"gd8/model"
)

func TestWhatStandsInThePlaceOfAReferenceIsRefused(t *testing.T) {
	for what, refs := range map[string][]string{
		"says that there is no reference": {"TBC", "unknown", "Not known", "N/K", "nk", "[blank]", "(unknown)", "To be confirmed", "no crime ref", "various", "See notes", "N.K."},
		"points to the row above":         {`"`, "〃", "ditto", "Do.", "as above", "''", "↑", "Same"},
		"no letter and no digit":          {"?", "-", "...", "*", "#?"},
		"this is a zero":                  {"0", "00", "0.0", "000000"},
		"another alphabet":                {"\u039d/0231/17", "\u04201", "N/0231/1\u0417"},
		"a digit of another script":       {"\u06631"},
		"several references":              {"I1, I2", "42/1/19; 42/7/20", "I1 & I2", "I1\nI2", "I1 and I2", "CR/1+CR/2", "1|2", "12,3456", "I1 + 1 other", "2 crimes"},
	} {
		for _, ref := range refs {
			for _, f := range []model.Field{model.IncidentRef, model.PersonRef, model.ApplicationRef, model.SamePersonAs} {
				file := "person_ref,incident_ref,application_ref,same_person_as\n"
				for _, col := range []model.Field{model.PersonRef, model.IncidentRef, model.ApplicationRef, model.SamePersonAs} {
					value := "R-" + col.Name() + "-1"
					if col == f {
						value = ref
					}
					file += `"` + strings.ReplaceAll(value, `"`, `""`) + `",`
				}
				r, err := NewReader(text{"a.csv", strings.TrimSuffix(file, ",") + "\n"}, Options{Today: today})
				if err != nil {
					t.Fatal(err)
				}
				row, err := r.Next()
				if err != nil {
					t.Fatal(err)
				}
				if len(row.Problems) != 1 || row.Problems[0].Field != f || !strings.Contains(row.Problems[0].Message, what) {
					t.Errorf("%s %q: %+v, want %q", f.Name(), ref, row.Problems, what)
				}
			}
		}
	}
}

func TestReferencesOfRecordsSystemsStay(t *testing.T) {
	for _, ref := range []string{"N/0231/17", "42/19987/19", "CR 1/2", "P1", "ABC", "Ünal", "1,234", "19 / 2231", "A&E 5", "R v Lee 3", "CRIME NO 7", "00123", "P0", "Smith, J 1", "Donor"} {
		if message, _ := notReference(ref); message != "" {
			t.Errorf("%q: %s", ref, message)
		}
	}
}

func TestADittoUnderAnInvolvementOrANameIsRefused(t *testing.T) {
	for cells, bad := range map[string]bool{
		"P1,I1,victim,Thi Do": false, "P1,I1,suspect,Do": false,
		"P1,I1,\"\"\"\",Thi Do": true, "P1,I1,as above,Thi Do": true, "P1,I1,victim,〃": true,
	} {
		r, err := NewReader(text{"a.csv", "person_ref,incident_ref,involvement,person_name\n" + cells + "\n"}, Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		if row, err := r.Next(); err != nil || (len(row.Problems) > 0) != bad {
			t.Errorf("%s: %v %+v", cells, err, row.Problems)
		}
	}
}
