package propose

import (
	"reflect"
	"strings"
	"testing"
)

// grouped is an export whose person stands in the first of their rows alone,
// whose name is in two columns, and whose dates have two-digit years.
const grouped = "Nominal,Family,First,Crime No,When,Disposal\n" +
	"N1,LEE,Ana,C1,14-Mar-19,OC21\n,,,C2,15-Mar-19,OC8\nN2,POE,Bo,C3,16-Mar-19,OC21\nEnd of list,,,,,\n"

// said makes changes, each as a column's name and what is typed of it.
func said(t *testing.T, s *Session, changes ...[2]string) {
	t.Helper()
	for _, c := range changes {
		at := -1
		for i, column := range s.Columns() {
			if column.Name == c[0] {
				at = i
			}
		}
		if err := s.Change(at, c[1]); err != nil {
			t.Fatalf("%s %q: %v", c[0], c[1], err)
		}
	}
}

// What is typed of each column is enough to read a grouped export.
func TestAGroupedExportIsReadByWhatIsTypedOfItsColumns(t *testing.T) {
	s := start(t, file(t, "hits.csv", grouped))
	said(t, s, [2]string{"Nominal", "person_ref"}, [2]string{"Nominal", "down"}, [2]string{"Family", "person_name"}, [2]string{"First", "+ person_name"},
		[2]string{"Family", "down"}, [2]string{"First", "down"}, [2]string{"Crime No", "incident_ref"}, [2]string{"When", "incident_date"},
		[2]string{"When", "dates DD-MMM-YY, years 1927 to 2026"}, [2]string{"Disposal", "outcome"})
	if left := s.Mapping().LeaveOut; len(left) != 1 || !strings.HasPrefix("End of list", left[0]) {
		t.Errorf("proposed to leave out %q", left)
	}
	tried := s.Try()
	if tried.Err != nil || tried.Refused != 0 || tried.Rows != 3 {
		t.Fatalf("%+v: %v", tried, tried.Causes.List())
	}
	var got []string
	for _, f := range tried.Preview {
		got = append(got, f.Key().Person+" "+f.Key().Incident)
	}
	if want := []string{"N1 C1", "N1 C2", "N2 C3"}; !reflect.DeepEqual(got, want) {
		t.Errorf("read %v, want %v", got, want)
	}
	for _, c := range s.Columns() {
		if c.Name == "First" && c.Means() != "part of person_name, filled down" {
			t.Errorf("First is shown as %q", c.Means())
		}
		if c.Name == "When" && c.Means() != "incident_date, DD-MMM-YY, years 1927 to 2026" {
			t.Errorf("When is shown as %q", c.Means())
		}
	}
}

// A part that is taken out leaves the field to the other, and each change is
// undone whole.
func TestPartsOfAFieldAreTakenOutAndPutBack(t *testing.T) {
	s := start(t, file(t, "hits.csv", "Nominal,Crime No,Surname,Forename,Second\nN1,C1,LEE,Ana,Bea\n"))
	parts := func() string {
		var all []string
		for _, c := range s.Columns() {
			all = append(all, c.Typed())
		}
		return strings.Join(all, ",")
	}
	const both = "person_ref,incident_ref,+ person_name,+ person_name,"
	if parts() != both {
		t.Fatalf("proposed %s", parts())
	}
	for _, step := range []struct {
		column, typed, want string
	}{
		{"Second", "+person_name", "person_ref,incident_ref,+ person_name,+ person_name,+ person_name"},
		{"Forename", "-", "person_ref,incident_ref,+ person_name,,+ person_name"},
		{"Second", "offence", "person_ref,incident_ref,person_name,,offence"},
		{"Forename", "+ person_name", "person_ref,incident_ref,+ person_name,+ person_name,offence"},
		{"Forename", "person_name", "person_ref,incident_ref,,person_name,offence"},
	} {
		said(t, s, [2]string{step.column, step.typed})
		if parts() != step.want {
			t.Errorf("%s %s: %s, want %s", step.column, step.typed, parts(), step.want)
		}
		if tried := s.Try(); tried.Err != nil || tried.Rows != 1 {
			t.Errorf("%s %s: %v", step.column, step.typed, tried.Err)
		}
	}
	for s.Undo() {
	}
	if parts() != both {
		t.Errorf("undone to %s", parts())
	}
}

func TestWhatIsNotUnderstoodOfAColumnChangesNothing(t *testing.T) {
	s := start(t, file(t, "hits.csv", grouped))
	before := clone(*s.Mapping())
	for typed, says := range map[string]string{
		"outcom": "no field", "+ outcome": "only references and texts", "+": "no field", "+ offence": "no other column is offence",
		"dates soon": "a date has one day", "dates DD-MMM-YY": "hundred years",
	} {
		if err := s.Change(4, typed); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", typed, err, says)
		}
	}
	if !reflect.DeepEqual(before, *s.Mapping()) {
		t.Errorf("the mapping is %+v", s.Mapping())
	}
}
