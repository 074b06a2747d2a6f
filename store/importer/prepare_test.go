package importer_test

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/importer"
)

func TestRowsOfOneIndividualAreAssessedTogetherHoweverFarApart(t *testing.T) {
	for name, between := range map[string]int{"next to each other": 0, "near": 300, "further than is waited for": importer.NearRows} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && between == importer.NearRows {
				t.Skip("it takes long, and does with more rows what the others do")
			}
			s, _ := clockedStore(t, t.TempDir())
			defer s.Close()
			first, last := "A-0,P-0,I-first,2019-03-14,2004-01-02,21,yes,no,no,\n", "A-0,P-0,I-last,2019-03-15,2004-01-02,21,yes,no,no,\n"
			elsewhere := "A-9,P-0,I-elsewhere,2019-03-16,2004-01-02,21,yes,no,no,\n"
			_, others, _ := strings.Cut(generated(3, between, "other"), "\n")
			importText(t, s, columns+first+others+last+elsewhere)
			for incident, events := range map[string]int{"I-first": 2, "I-last": 2, "I-elsewhere": 1} {
				row := rowOfNumber(t, s, numberOf(t, s, incident))
				if row.Events != events || !row.Flags.Has(model.OtherApplications) {
					t.Errorf("%s: %d events, flags %v", incident, row.Events, row.Flags)
				}
			}
			mustVerify(t, name, s)
		})
	}
}
