package propose

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/source"
)

var today = model.NewDate(2026, 11, 27)

// file is a file of that content.
func file(t *testing.T, name, content string) source.Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return source.File(path)
}

func start(t *testing.T, src source.Source) *Session {
	t.Helper()
	s, err := Start(src, intake.Options{}, today)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// proposed is the mapping of a table as column=field pairs.
func proposed(t *testing.T, content string) string {
	t.Helper()
	var all []string
	for _, c := range start(t, file(t, "hits.csv", content)).Columns() {
		field := c.Field.Name()
		if c.Joined != model.NoField {
			field = "+" + c.Joined.Name()
		}
		all = append(all, c.Name+"="+field)
	}
	return strings.Join(all, " ")
}

func TestColumnsAreProposedByNameAndByTheirValues(t *testing.T) {
	for content, want := range map[string]string{
		"Local Ref,Hit Ref,Nominal,DOB\nC1,1,N1,02/01/2004\n":                    "Local Ref=incident_ref Hit Ref= Nominal=person_ref DOB=date_of_birth",
		"Hit Ref,Nominal\n1,N1\n":                                                "Hit Ref= Nominal=person_ref",
		"Crime No,Crime Number,Nominal\nC1,C2,N1\n":                              "Crime No=incident_ref Crime Number= Nominal=person_ref",
		"Nominal,Crime No,Role\nN1,C1,SUSPECT\nN1,C2,VICTIM\n":                   "Nominal=person_ref Crime No=incident_ref Role=involvement",
		"Nominal,Crime No,person_role,Role\nN1,C1,applicant,SUSPECT\n":           "Nominal=person_ref Crime No=incident_ref person_role=person_role Role=involvement",
		"Nominal,Crime No,Role,Occurred\nN1,C1,Applicant,1/2/2019\n":             "Nominal=person_ref Crime No=incident_ref Role=person_role Occurred=incident_date",
		"Nominal,Crime No,Role\nN1,C1,Applicant\nN1,C2,Suspect\n":                "Nominal=person_ref Crime No=incident_ref Role=involvement",
		"Nominal,Crime No,Subject Role\nN1,C1,Third party\n":                     "Nominal=person_ref Crime No=incident_ref Subject Role=person_role",
		"Nominal,Crime No,Date From\nN1,C1,Leeds\nN2,C2,York\n":                  "Nominal=person_ref Crime No=incident_ref Date From=",
		"Nominal,Crime No,Surname,Forename(s)\nN1,C1,LEE,Ana\n":                  "Nominal=person_ref Crime No=incident_ref Surname=+person_name Forename(s)=+person_name",
		"Nominal,Crime No,Shoe size,M.O.,Exploitation (CSE)\nN1,C1,4,x,N":        "Nominal=person_ref Crime No=incident_ref Shoe size= M.O.=summary Exploitation (CSE)=exploitation",
		"Nominal,Crime No,Malicous intent,,Irrelevant,relevant\nN1,C1,Y,x,N,Y\n": "Nominal=person_ref Crime No=incident_ref Malicous intent=malicious_intent column 4= Irrelevant= relevant=relevant",
	} {
		if got := proposed(t, content); got != want {
			t.Errorf("%q\ngives %s\nwant  %s", content, got, want)
		}
	}
}

func TestNoSynonymIsSurestForTwoFields(t *testing.T) {
	seen := map[string]model.Field{}
	for _, f := range model.Fields() {
		for _, n := range namesOf(f) {
			if other, ok := seen[key(n)]; ok {
				t.Errorf("%q is both %s and %s", n, other.Name(), f.Name())
			}
			if _, ok := model.FieldNamed(n); ok {
				t.Errorf("%q is a field's own name", n)
			}
			seen[key(n)] = f
		}
	}
}

// TestAnOutcomeIsProposedOnlyWhereItSaysWhich: a label that could be two, and
// a code beside another's label, are left to the officer.
func TestAnOutcomeIsProposedOnlyWhereItSaysWhich(t *testing.T) {
	for value, want := range map[string]string{
		"21 - Not in the public interest - police decision":       "21 21 -",
		"22 - Diversionary, educational or intervention activity": "22 22 -",
		"NFA - OC21":        "21 ",
		"Outcome 21 (TP21)": "21 ",
		"TP21 NFA":          "21 ",
		"Further investigation not in public interest":      "21 ",
		"Community Resolution":                              "8 ",
		"8 - Community Resolution":                          "8 8 -",
		"21 - Community Resolution":                         " ",
		"Formal action not in public interest":              "10 ",
		"Not in the public interest":                        " ",
		"Not in the public interest - police decision":      " ",
		"10 - Not in the public interest - police decision": "10 10 -",
		"NFA":                        " ",
		"OC21 later OC8":             " ",
		"99 - Other":                 " ",
		"21st birthday party":        " ",
		"Filed 21/03/2019":           " ",
		"No further action, 21 days": " ",
	} {
		code, begins, _ := outcomeOf(value)
		if got := code + " " + begins; got != want {
			t.Errorf("%q gives %q, want %q", value, got, want)
		}
	}
}

func TestTheHeaderIsFoundBelowTitles(t *testing.T) {
	s := start(t, file(t, "hits.csv", "Crimes,,,\nRun by: X,,,\n\nNominal,Crime No,Disposal,DOB\nN1,C1,21,14-Mar-03\n,C2,NFA,\nEnd of report,,,\n"))
	m := s.Mapping()
	if m.HeaderRow != 4 || fmt.Sprint(m.LeaveOut) != "[End of report]" || fmt.Sprint(m.FillDown) != "[Nominal DOB]" {
		t.Errorf("header %d, leave out %v, fill down %v", m.HeaderRow, m.LeaveOut, m.FillDown)
	}
	if len(m.Dates) != 1 || m.Dates[0].Format.String() != "DD-MMM-YY, years 1927 to 2026" {
		t.Errorf("dates %v", m.Dates)
	}
	if got := s.Summary(); got != "1 value is still to be given a meaning; 1 row of 2 rows would be refused." {
		t.Errorf("said %q", got)
	}
	if err := s.SetValue(model.OutcomeCode, "NFA", "99"); err == nil {
		t.Error("a meaning that is none was taken")
	}
	if err := s.SetValue(model.OutcomeCode, "NFA", "18"); err != nil {
		t.Error(err)
	}
	if got := s.Summary(); got != "All of 2 rows can be read." {
		t.Errorf("said %q", got)
	}
	if !s.Undo() || s.Open() != 1 {
		t.Error("the meaning was not taken back")
	}
	s.SetField(0, model.NoField)
	if got := s.Summary(); got != "No column is person_ref yet; every row needs one." {
		t.Errorf("said %q", got)
	}
	if err := s.SetHeader(5); err != nil {
		t.Fatal(err)
	}
	if got := s.Columns()[0].Name; got != "N1" {
		t.Errorf("row 5 names the column %q", got)
	}
	if err := s.SetHeader(50); err == nil {
		t.Error("a row that is not there is the header")
	}
}

// TestWhatIsWrittenReadsBackOnceTheQuestionsAreAnswered.
func TestWhatIsWrittenReadsBackOnceTheQuestionsAreAnswered(t *testing.T) {
	src := file(t, "hits.csv", "Nominal,Crime No,Disposal,Relevant?\nN1,C1,NFA,Y\nN1,C2,Type 21,maybe\nN1,C3,21 - x,\n")
	s := start(t, src)
	var b bytes.Buffer
	if err := Write(&b, s.Mapping(), s.Survey()); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		`"NFA" = "?" # 1 row: say what it means, or "" for not recorded`, `"21 -*" = "21" # 1 row; proposed from the code in it: check it`,
		`#   outcome "Type 21", 1 row: 21`, `#   relevant "Y", 1 row: yes`, `"maybe" = "?"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "N1") || strings.Contains(text, "C3") {
		t.Errorf("a reference of the file stands in the mapping:\n%s", text)
	}
	path := filepath.Join(t.TempDir(), "force.toml")
	for _, answered := range []bool{false, true} {
		if answered {
			text = strings.ReplaceAll(text, `= "?"`, `= ""`)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := mapping.Read(path)
		if (err == nil) != answered {
			t.Fatalf("answered %v: %v", answered, err)
		}
		if answered {
			if got := try(src, intake.Options{Today: today}, m); got.Err != nil || got.Refused != 0 || got.Rows != 3 {
				t.Errorf("%d of %d rows refused, %v", got.Refused, got.Rows, got.Err)
			}
		}
	}
}

func TestJSONIsMappedByItsMembers(t *testing.T) {
	s := start(t, file(t, "hits.json", `[{"nominal":"N1","crimeNo":"C1","disposal":"NFA"},{"nominal":"N2","crimeNo":"C2","disposal":21}]`))
	if got := s.Summary(); got != "1 value is still to be given a meaning; 1 row of 2 rows would be refused." {
		t.Errorf("said %q", got)
	}
	if err := s.SetConstant(model.ApplicationRef, "F001"); err != nil {
		t.Fatal(err)
	}
	if p := s.Try().Preview; len(p) != 1 || p[0].Text(model.ApplicationRef) != "F001" {
		t.Errorf("read as %+v", p)
	}
}

// TestNothingThatMayHoldAYesIsProposedToBeLeftOut.
func TestNothingThatMayHoldAYesIsProposedToBeLeftOut(t *testing.T) {
	s := start(t, file(t, "hits.csv", "Nominal,Crime No,,Irrelevant,relevant,Shoe size,CSE,Exploited\nN1,C1,x,N,Y,4,N,Y\n"))
	var out []string
	for _, c := range s.Mapping().Columns {
		if c.Field == model.NoField {
			out = append(out, c.Column)
		}
	}
	if fmt.Sprint(out) != "[Shoe size]" {
		t.Errorf("left out: %q", out)
	}
	if err := s.Try().Err; err == nil || !strings.Contains(err.Error(), "Irrelevant (column 4) is nearly relevant") {
		t.Errorf("the file is read: %v", err)
	}
}

// TestOneColumnWithTheMonthFirstMakesAllDatesSo: a date of birth that could be
// read either way decides whether somebody was 18.
func TestOneColumnWithTheMonthFirstMakesAllDatesSo(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"N1,C1,03/04/2019,01/02/2004,2019-05-06\nN2,C2,03/14/2019,05/06/2004,2019-05-07\n", "Offence Date MM/DD/YYYY, DOB MM/DD/YYYY"},
		{"N1,C1,03/04/2019,01/02/04,6 May 2019\nN2,C2,03/14/2019,05/06/04,7 May 2019\n", "Offence Date MM/DD/YYYY, DOB MM/DD/YY"},
		{"N1,C1,03/04/2019,21/02/2004,\nN2,C2,03/14/2019,05/06/2004,\n", "Offence Date MM/DD/YYYY"}, // two ways in one file
		{"N1,C1,03/04/2019,01/02/2004,\nN2,C2,14/03/2019,05/06/2004,\n", ""},
		{"N1,C1,03/04/19,01/02/2004,\nN2,C2,14/03/19,05/06/2004,\n", "Offence Date DD/MM/YY"},
	} {
		var got []string
		for _, d := range start(t, file(t, "hits.csv", "Nominal,Crime No,Offence Date,DOB,Outcome Date\n"+c.rows)).Mapping().Dates {
			form, _, _ := strings.Cut(d.Format.String(), ",")
			got = append(got, d.Column+" "+form)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q: %s, want %s", c.rows, s, c.want)
		}
	}
}
