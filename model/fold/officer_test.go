package fold

import "testing"

func TestOfficersAreOneHoweverTheyAreWritten(t *testing.T) {
	for _, group := range [][]string{
		{
			"Alice Alpha", "alice alpha", " ALICE  ALPHA ", "Alpha, Alice", "alicealpha", "PC Alice Alpha", "Alice Alpha (DS)", "Alice Alpha [HQ]",
			"Ms. Alice Alpha", "DCI Alpha, Alice", "Detective Sergeant Alice Alpha", "Det. Sgt. Alice Alpha", "Alice Alpha 1234", "PC1234 Alice Alpha", "1234PC Alice Alpha",
			"Alpha, Alice (PC 1234)", "alice.alpha", "Alice-Alpha", "Alice Alpha, Detective Sergeant", "Alice Alpha Sergeant", "Alpha, Sergeant Alice", "T/DC Alice Alpha", "Alice Alpha (",
			"(DS) Alice Alpha", "Àlice Alpha", "Chief Superintendent Alice Alpha", "PC 12 Alicealpha 34", "Ａlice Alpha （DS）",
		},
		{"Bob Beta", "DC Bob Beta", "Bob Beta 1234", "bobbeta", "B o b Beta", "PCSO 77 Bob Beta", "Mr Bob Beta"},
		{"Mary Ann O'Neill", "maryann oneill", "O\u2019Neill, Mary-Ann", "Insp Mary Ann ONeill", "mary ann o'neill"},
		{"Alice Alpha", "AlphaAlice", "DS AlphaAlice"},
		{"Beta", "DC Beta", "Beta (PC)", "Constable Beta"},
		{"John Constable", "PC John Constable", "Constable, John", "johnconstable"},
		{"J. Officer", "j officer", "DC J. Officer", "Officer, J."},
		{"1234", "PC 1234", "(1234)"},
		{"Dr", "dr."},
		{"Smith 1234", "Smith"},
		{"", " ", "--"},
	} {
		for _, a := range group {
			for _, b := range group {
				if !Officers(a, b) {
					t.Errorf("%q and %q are taken for two", a, b)
				}
			}
		}
	}
}

func TestTwoOfficersAreNotMadeOne(t *testing.T) {
	for _, pair := range [][2]string{
		{"Alice Alpha", "Bob Alpha"}, {"Alice Alpha", "A. Alpha"}, {"A. Alpha", "B. Alpha"}, {"Alice Alpha", "Alpha"}, {"Alice Alpha", "Alice Alphas"},
		{"PC Alice Alpha", "PC Bob Alpha"}, {"J Officer", "K Officer"}, {"J. Officer", "John Officer"}, {"John Constable", "John Sergeant"}, {"John Constable", "John"},
		{"Constable, John", "Sergeant, John"}, {"Smith 1234", "Smith 5678"}, {"Officer 1", "Officer 2"}, {"Smith (Alice)", "Smith (Bob)"}, {"PC 1234", "PC 5678"},
		{"Dr", "Mr"}, {"Dr", ""}, {"PC", ""}, {"(x)", ""}, {"1234", ""}, {"jsmith2", "jsmith3"}, {"Alice Alpha", ""}, {"Ann Lee", "Nan Lee"}, {"Amy Lou Ray", "May Lou Ray"},
		{"日本", "日本人"}, {"S. Second", "T. Third"},
	} {
		if Officers(pair[0], pair[1]) || Officers(pair[1], pair[0]) {
			t.Errorf("%q and %q are taken for one", pair[0], pair[1])
		}
	}
}

func FuzzOfficers(f *testing.F) {
	f.Add("PC Alice Alpha (DS)", "alicealpha 12")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !Officers(a, a) || Officers(a, b) != Officers(b, a) {
			t.Errorf("%q, %q", a, b)
		}
	})
}
