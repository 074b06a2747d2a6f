package intake

import (
	"strings"
	"testing"

	"gd8/store/intake/mapping"
)

// TestARecordIsNotLeftOut: rows of totals are left out by what they begin with,
// and so is no record of somebody whose reference or name begins the same.
func TestARecordIsNotLeftOut(t *testing.T) {
	o := Options{Map: &mapping.Mapping{LeaveOut: []string{"Total", "Nominal"}}}
	const content = "person_ref,incident_ref,outcome,youth_produced\nP1,I1,21,yes\nTotal,1,21,\nTotal records: 1,,,\nNominal,Crime,Outcome,YP\n"
	rows, r, err := readAll(text{"a.csv", content}, o)
	if err != nil || len(rows) != 1 || len(rows[0].Problems) > 0 || !strings.Contains(strings.Join(r.Notes(), ""), "Left out 3 rows") {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	for _, row := range []string{"Totally/1,I2,21,yes", "TOTAL-7,I2,,yes", "Total,42/1/19,O21,"} {
		rows, _, err := readAll(text{"a.csv", content + row + "\n"}, o)
		if err != nil || len(rows) != 2 || len(rows[1].Problems) != 1 || !strings.Contains(rows[1].Problems[0].Message, "leave_out") || rows[1].CaseKnown {
			t.Errorf("%s: %v %+v", row, err, rows)
		}
	}
}

func TestLineEndsThatAreNoneAreRefused(t *testing.T) {
	for _, end := range []string{"\u2028", "\u0085", "\v", "\f"} {
		content := strings.ReplaceAll("person_ref,incident_ref,outcome\nP1,I1,21\nP2,I2,21\n", "\n", end)
		if _, _, err := readAll(text{"a.csv", content}, Options{}); err == nil || !strings.Contains(err.Error(), "lines seem to end") {
			t.Errorf("%q: %v", end, err)
		}
	}
}
