package queue

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gd8/model"
	"gd8/model/fold"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/importer"
	"gd8/store/vault"
)

// hits are the records that a search finds.
func hits(t testing.TB, s *store.Store, text string) []store.Number {
	t.Helper()
	var last *Found
	ended := false
	err := Of(s).Search(context.Background(), text, func(f *Found, done bool) { last, ended = f, done })
	if err != nil || !ended {
		t.Fatalf("search for %q: ended %v (%v)", text, ended, err)
	}
	v, err := Of(s).View(FilterAll, AsImported, last)
	if err != nil || v.Len() != last.Len() {
		t.Fatalf("the queue shows %d of the %d found (%v)", v.Len(), last.Len(), err)
	}
	return v.Slice(0, v.Len())
}

func TestASearchFindsWhatAnOfficerWouldCallTheSame(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	first := add(t, s, cleanFacts(t, "APP-417", "Pers/118", "14/2231/19", "person_name", "Ötzi MacDonald", "offence", "Possession of images", "summary", "One image,\nsent to ÉMILIE"))
	second := add(t, s, cleanFacts(t, "app-418", "Pers/119", "14/2232/19", "person_name", "Şule Straße", "workforce", "Zanzibar"))
	both := []store.Number{first, second}
	for _, tt := range []struct {
		text string
		want []store.Number
	}{
		{"", both}, {"  \t", both},
		{"app-41", both}, {"APP-417", []store.Number{first}}, {" app-417\n", []store.Number{first}},
		{"pers/119", []store.Number{second}}, {"2231", []store.Number{first}}, {"14/223", both},
		{"macdonald", []store.Number{first}}, {"MACDONALD", []store.Number{first}}, {"POSSESSION OF", []store.Number{first}},
		{"ötzi", []store.Number{first}}, {"ÖTZI", []store.Number{first}}, {"Ötzi mac", []store.Number{first}}, {"otzi", []store.Number{first}}, {"emilie", []store.Number{first}}, {"sule strasse", []store.Number{second}},
		{"émilie", []store.Number{first}}, {"şule", []store.Number{second}}, {"straße", []store.Number{second}},
		{"image,\nsent", []store.Number{first}},
		{"zanzibar", nil}, // workforce is not searched
		{"2019-03-14", nil}, {"no such text", nil}, {"app-417 macdonald", nil}, {".*", nil},
	} {
		if got := hits(t, s, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %v, want %v", tt.text, got, tt.want)
		}
	}
}

// A name is found as it is typed on a keyboard that has none of its letters, and
// as it is written, whichever of the two the record has.
func TestASearchFindsPeopleHoweverTheirNamesAreWritten(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	names := []string{"Łukasz Żółć", "Siobhán O’Brien", "O'Brien, Siobhan", "Renée Côté", "Søren Ærø", "D`Arcy"}
	numbers := map[string]store.Number{}
	for i, name := range names {
		ref := string(rune('A' + i))
		numbers[name] = add(t, s, cleanFacts(t, "APP-"+ref, "P-"+ref, "CR/"+ref, "person_name", name))
	}
	for text, found := range map[string][]string{
		"lukasz zolc": {names[0]}, "ŁUKASZ": {names[0]}, "obrien": {names[1], names[2]}, "O'Brien": {names[1], names[2]}, "o\u2019brien": {names[1], names[2]},
		"siobhan": {names[1], names[2]}, "renee cote": {names[3]}, "RENÉE": {names[3]}, "soren aero": {names[4]}, "ærø": {names[4]}, "darcy": {names[5]}, "d'arcy": {names[5]},
	} {
		var want []store.Number
		for _, name := range found {
			want = append(want, numbers[name])
		}
		if got := hits(t, s, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

func TestASearchFindsWhatAnOfficerAnswered(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I", "offence", "as the force wrote it"))
	add(t, s, cleanFacts(t, "B", "Q", "J"))
	answer(t, s, n, model.Offence, "Quagmire")
	answer(t, s, n, model.Workforce, "Zanzibar")
	if got := hits(t, s, "quagMIRE"); !slices.Equal(got, []store.Number{n}) {
		t.Errorf("an answer: %v", got)
	}
	if got := hits(t, s, "as the force"); !slices.Equal(got, []store.Number{n}) {
		t.Errorf("the source's value beside it: %v", got)
	}
	if got := hits(t, s, "zanzibar"); got != nil {
		t.Errorf("an answer to a field that is not searched: %v", got)
	}
	if _, err := s.WithdrawAnswer(officer, n, model.Offence); err != nil {
		t.Fatal(err)
	}
	if got := hits(t, s, "quagmire"); got != nil {
		t.Errorf("an answer that was withdrawn: %v", got)
	}
}

func TestASearchDoesNotFindWhatWasWithdrawnOrCorrected(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I", "offence", "quagmire"))
	m := add(t, s, cleanFacts(t, "A", "P", "J", "offence", "zanzibar"))
	if err := errors.Join(s.Withdraw(officer, n, "entered twice"), s.Correct(officer, m, cleanFacts(t, "A", "P", "J", "offence", "tripoli"), "misread")); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]store.Number{"quagmire": nil, "zanzibar": nil, "tripoli": {m}, "": {m}} {
		if got := hits(t, s, text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

func TestASearchDoesNotSeeAnImportBeforeItIsPublished(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 6, "old"))
	sources, _ := sourcesOf(t, generated(3, 6, "new")) // changes three, adds three
	looked := 0
	_, err := importer.Import(context.Background(), s, officer, sources, importer.Options{Progress: func(p importer.Progress) {
		if p.Phase == "checking" {
			return
		}
		looked++
		if was, is := hits(t, s, "old"), hits(t, s, "new"); len(was) != 6 || is != nil {
			t.Errorf("while %s: %v of before and %v of the import are found", p.Phase, was, is)
		}
	}})
	if err != nil || looked == 0 {
		t.Fatalf("looked %d times (%v)", looked, err)
	}
	if was, is := hits(t, s, "old"), hits(t, s, "new"); !slices.Equal(was, []store.Number{1, 2, 3}) || !slices.Equal(is, []store.Number{4, 5, 6, 7, 8, 9}) {
		t.Errorf("once published: %v of before and %v of the import are found", was, is)
	}
}

func TestASearchTellsWhatItHasFoundAndEndsWhenItIsNoLongerWanted(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 2*searchStep+10, "mark"))
	var found []int
	if err := Of(s).Search(context.Background(), "MARK", func(f *Found, done bool) { found = append(found, f.Len()) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(found, []int{searchStep, 2 * searchStep, 2*searchStep + 10}) {
		t.Errorf("found %v", found)
	}
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	err := Of(s).Search(ctx, "mark", func(_ *Found, done bool) {
		calls++
		if done {
			t.Error("a search that was cancelled ended")
		}
		cancel()
	})
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("%d calls (%v)", calls, err)
	}
}

func TestLookingByteByByteFindsWhatFoldingFinds(t *testing.T) {
	characters := []rune("aAbBkKzZ0 -éÉ'`’ł\n\u212a\u0301ﬁß漢각\u00ad\ufffd")
	texts := rapid.StringOfN(rapid.RuneFrom(characters), 0, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		text, looked := texts.Draw(t, "text"), texts.Draw(t, "looked for")
		if cut := rapid.IntRange(0, 40).Draw(t, "cut"); cut < len(text) {
			text = text[cut:] // within a character, now and then
		}
		folded := func(s string) string { return string(fold.AppendText(nil, s)) }
		want := strings.Contains(folded(text), folded(strings.TrimSpace(looked)))
		n := newNeedle(looked)
		if got := n.in([]byte(text)); got != want {
			t.Fatalf("%q in %q: %v", looked, text, got)
		}
		source := codec.Source{Origin: rapid.SampledFrom([]string{"", "other.csv"}).Draw(t, "origin")}
		source.Facts.SetText(model.Summary, text+strings.Repeat(".", rapid.SampledFrom([]int{0, 120, 17_000}).Draw(t, "more")))
		var e vault.Encoder
		source.Encode(&e)
		encoded, err := codec.Texts(e.B)
		if err != nil {
			t.Fatal(err)
		}
		if want && !n.mayBeIn(encoded) {
			t.Fatalf("%q is in %q and was taken not to be", looked, text)
		}
	})
}

func TestARecordWithoutTheTextIsPassedOverAtOnce(t *testing.T) {
	source := codec.Source{Origin: "rows.csv", By: "J. Officer", At: time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)}
	source.Facts.SetText(model.PersonRef, "P-1")
	source.Facts.SetText(model.Summary, strings.Repeat("Shared one image. ", 12))
	var e vault.Encoder
	source.Encode(&e)
	texts, err := codec.Texts(e.B)
	if err != nil {
		t.Fatal(err)
	}
	for looked, want := range map[string]bool{"okoro": false, "officer": false, "rows.csv": false, "p-1": true, "ONE IMAGE": true} {
		if got := newNeedle(looked).mayBeIn(texts); got != want {
			t.Errorf("%q: %v", looked, got)
		}
	}
	if _, err := codec.Texts(e.B[:len(e.B)/2]); !errors.Is(err, vault.ErrCodec) {
		t.Errorf("half a value: %v", err)
	}
}
