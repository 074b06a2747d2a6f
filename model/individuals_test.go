package model_test

import (
	"slices"
	"testing"

	"gd8/model"

	"pgregory.net/rapid"
)

// build makes the package's case of hit n of a world, and n's place in it.
func (w plainWorld) build(t interface{ Fatal(...any) }, n int) (*model.Case, int) {
	var records []model.Record
	in := model.NewIndividuals()
	for _, h := range w.hits {
		rec := h.record(t)
		facts := rec.Effective()
		in.Add(&facts)
		records = append(records, rec)
	}
	for _, pair := range w.apart {
		in.Separate(pair[:1], pair[1:])
	}
	in.Settle()
	return caseOf(records, in, n)
}

func (w plainWorld) verdict(t interface{ Fatal(...any) }, n int) model.Verdict {
	c, i := w.build(t, n)
	return c.Verdict(i)
}

// worldPool are values of the columns that say who is who. The persons fold
// alike in pairs, as do the names.
var worldPool = map[string][]string{
	"application_ref": {"", "A", "A", "B", "B2"},
	"person_ref":      {"P-1", "p 01", "P-2", "Q", "R", "S", "nom"},
	"incident_ref":    {"CR/1", "CR/2", "CR/3"},
	"person_role":     {"", "applicant", "third_party", "third_party", "third_party"},
	"person_name":     {"", "Ana Lee", "LEE, Ána (Miss)", "Bo Lee", "Mr"},
	"date_of_birth":   {"", "2004-01-02", "2004-01-02", "2005-06-07", "2006-07-08"},
	"same_person_as":  {"", "", "", "", "", "", "", "P-2", "Q", "nobody"},
}

// clearHit is a hit for which the discard applies but for who it is of.
func clearHit(t *rapid.T, columns ...string) hit {
	h := hit{source: clean(), answers: values{}}
	for _, column := range columns {
		h.source[column] = rapid.SampledFrom(worldPool[column]).Draw(t, column)
	}
	h.source["relevant"] = rapid.SampledFrom([]string{"", "yes", "yes", "no"}).Draw(t, "relevant")
	if rapid.IntRange(0, 3).Draw(t, "answered for what is elsewhere") > 0 {
		h.answers["pattern_of_behaviour"], h.answers["indicator_of_risk"] = "no", "no"
	}
	return h
}

// addHit adds a hit unless there is one of its key.
func (w *plainWorld) addHit(h hit) {
	for _, other := range w.hits {
		if h.is(other) && h.says("application_ref") == other.says("application_ref") {
			return
		}
	}
	w.hits = append(w.hits, h)
}

func drawWorld(t *rapid.T, columns ...string) (w plainWorld) {
	for range rapid.IntRange(1, 7).Draw(t, "hits") {
		w.addHit(clearHit(t, columns...))
	}
	return w
}

var whoColumns = []string{"application_ref", "person_ref", "incident_ref", "person_role", "person_name", "date_of_birth"}

func TestWhoIsOneIndividualAgreesWithThePlainStatement(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, append(whoColumns, "same_person_as")...)
		for i := range w.hits {
			if rapid.IntRange(0, 9).Draw(t, "said to be the same") == 9 {
				w.hits[i].answers["same_person_as"] = rapid.SampledFrom(worldPool["person_ref"]).Draw(t, "same as")
			}
		}
		for range rapid.IntRange(0, 3).Draw(t, "separations") {
			person := func() string { return rapid.SampledFrom(w.hits).Draw(t, "separated").says("person_ref") }
			if p, q := person(), person(); p != q {
				w.apart = append(w.apart, [2]string{p, q})
			}
		}
		for n := range w.hits {
			p, at := w.caseOf(n)
			c, i := w.build(t, n)
			if c.Len() != len(p.hits) || c.Facts(i).Key().Person != p.hits[at].says("person_ref") || i != at {
				t.Fatalf("the case of hit %d has %d records, want %d", n, c.Len(), len(p.hits))
			}
			var asked []string
			for _, q := range c.Questions {
				asked = append(asked, q.Person)
			}
			if !slices.Equal(asked, p.asked) {
				t.Fatalf("hit %d asks about %q, want %q", n, asked, p.asked)
			}
			want, got := p.assess(at), assessed(c, i)
			if !equalPlain(got, want) {
				t.Fatalf("hit %d:\n got %+v\nwant %+v", n, got, want)
			}
			seen[got.verdict]++
			seen[got.states[3]+" "+got.bases[3]]++
			seen["one fact: "+got.oneFact]++
		}
	})
	if testing.Short() { // too few are drawn
		return
	}
	for _, what := range []string{
		"applies", "does_not_apply", "undetermined", "out_of_scope", "met derived", "met officer", "not_met derived", "not_met officer",
		"unknown not_recorded", "one fact: same_person_as",
	} {
		if seen[what] == 0 {
			t.Errorf("%q never came up", what)
		}
	}
}

// respell gives a person_ref in another way of writing it that folds alike.
func respell(t *rapid.T, ref string) string {
	ways := map[string][]string{
		"P-2": {"P-2", "p-2", "P 02", "P/2", "P-2.0", "ｐ２"}, "Q": {"Q", "q", "-Q", "Q."},
		"R": {"R", "Ŕ", "r"}, "nom": {"nom", "NOM", "Nom.", "n-o-m"},
	}[ref]
	if ways == nil {
		return ref
	}
	return rapid.SampledFrom(ways).Draw(t, "written")
}

// A discard never becomes open because the references of an individual are
// written in several ways. (All hits may be relevant here: one that is not asks
// nothing of the individual of another spelling, as no incident of it counts;
// but with one spelling it is still the applicant's, or an incident elsewhere.)
func TestNoSpellingOfReferencesOpensADiscard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, whoColumns...)
		for i := range w.hits {
			w.hits[i].source["person_ref"] = rapid.SampledFrom([]string{"P-2", "Q", "R", "nom"}).Draw(t, "person")
			if w.hits[i].source["relevant"] == "no" {
				w.hits[i].source["relevant"] = "yes"
			}
		}
		one := plainWorld{}
		for _, h := range w.hits {
			one.addHit(h)
		}
		other := plainWorld{hits: slices.Clone(one.hits)}
		for i, h := range other.hits {
			source := values{}
			for column, value := range h.source {
				source[column] = value
			}
			source["person_ref"] = respell(t, source["person_ref"])
			other.hits[i].source = source
		}
		for n := range one.hits {
			if got, want := other.verdict(t, n), one.verdict(t, n); got == model.Applies && want != model.Applies {
				t.Fatalf("hit %d applies, and %s where its references are written in one way\n%+v", n, want, other.hits)
			}
		}
	})
}

func TestTheOrderOfRecordsChangesNoVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, append(whoColumns, "same_person_as")...)
		order := rapid.Permutation(w.hits).Draw(t, "order")
		q := plainWorld{hits: order}
		for n, h := range w.hits {
			m := slices.IndexFunc(order, func(other hit) bool { return h.is(other) && h.says("application_ref") == other.says("application_ref") })
			c, i := w.build(t, n)
			d, j := q.build(t, m)
			if got, want := standingOf(d, j), standingOf(c, i); got != want {
				t.Fatalf("hit %d:\n got %+v\nwant %+v", n, got, want)
			}
			if c.Digest() != d.Digest() || !slices.Equal(c.Questions, d.Questions) || !slices.Equal(c.Persons, d.Persons) {
				t.Fatalf("hit %d: the digest, the questions or the persons changed", n)
			}
		}
	})
}

func TestJoiningAndSeparatingLeaveTheVerdictsOnceTheyAreTakenBack(t *testing.T) {
	first := hit{source: clean(values{"person_ref": "N100", "incident_ref": "CR/1", "person_name": "Renée Côté"}), answers: values{}}
	second := hit{source: clean(values{"person_ref": "N200", "incident_ref": "CR/2", "person_name": "COTE Renee"}), answers: values{}}
	asked := plainWorld{hits: []hit{first, second}}
	joined := plainWorld{hits: []hit{first, {source: second.source, answers: values{"same_person_as": "N100"}}}}
	apart := plainWorld{hits: asked.hits, apart: [][2]string{{"N200", "N100"}}}
	for _, step := range []struct {
		name  string
		world plainWorld
		want  model.Verdict
		basis model.Basis
	}{
		{"asked", asked, model.Undetermined, model.BasisNotRecorded},
		{"said to be the same", joined, model.DoesNotApply, model.BasisOfficer},
		{"taken back", asked, model.Undetermined, model.BasisNotRecorded},
		{"said not to be the same", apart, model.Applies, model.BasisOfficer},
		{"taken back too", asked, model.Undetermined, model.BasisNotRecorded},
	} {
		for n := range step.world.hits {
			c, i := step.world.build(t, n)
			a := c.Assess(i)
			if single := a.Criteria[model.CriterionSingleIncident]; a.Verdict != step.want || single.Basis != step.basis {
				t.Errorf("%s: %s, resting on %s", step.name, a.Verdict, single.Basis)
			}
		}
	}
}

func TestASeparationHoldsForThePersonRefsItWasSaidOf(t *testing.T) {
	named := func(person, incident string) hit {
		return hit{source: clean(values{"application_ref": "", "person_ref": person, "incident_ref": incident, "person_name": "Ana Lee"}), answers: values{}}
	}
	w := plainWorld{hits: []hit{named("N1", "CR/1"), named("N2", "CR/2")}, apart: [][2]string{{"N1", "N2"}}}
	if v := w.verdict(t, 0); v != model.Applies {
		t.Fatalf("separated, and %s", v)
	}
	w.hits = append(w.hits, named("N3", "CR/3"))
	w.hits[2].source["same_person_as"] = "N2"
	if v := w.verdict(t, 0); v != model.Undetermined {
		t.Errorf("a nominal record that came to the other individual later asks nothing: %s", v)
	}
}

func TestLikenessesAreToldApart(t *testing.T) {
	base := values{"application_ref": "A", "person_ref": "N1", "incident_ref": "CR/1", "person_role": "third_party", "person_name": "", "date_of_birth": ""}
	for _, tt := range []struct {
		like      model.Likeness
		one, both values
	}{
		{model.LikeReference, values{"person_ref": "n-01"}, nil},
		{model.LikeName, values{"person_ref": "N2"}, values{"person_name": "Ana", "date_of_birth": "2004-01-02"}},
		{model.LikeIncident, values{"person_ref": "N2"}, values{"date_of_birth": "2004-01-02"}},
		{model.LikeApplication, values{"person_ref": "N2", "incident_ref": "CR/2"}, values{"person_role": ""}},
	} {
		if tt.like == model.LikeName {
			tt.one["incident_ref"] = "CR/2"
		}
		w := plainWorld{hits: []hit{{source: clean(base, tt.both)}, {source: clean(base, tt.both, tt.one)}}}
		c, _ := w.build(t, 0)
		if len(c.Questions) != 1 || c.Questions[0].Likeness != 1<<tt.like || tt.like.String() == "" {
			t.Errorf("%s: %+v", tt.like, c.Questions)
		}
	}
}

// An individual with very many others alike is asked about the first of them,
// and each such case costs no more than that.
func TestQuestionsBeyondTheFirstAreCounted(t *testing.T) {
	for _, others := range []int{model.MaxQuestions - 1, model.MaxQuestions, model.MaxQuestions + 1, 3 * model.MaxQuestions} {
		var w plainWorld
		for n := range others + 1 {
			w.hits = append(w.hits, hit{source: clean(values{"person_ref": refNumber(n), "incident_ref": refNumber(n)})})
		}
		c, _ := w.build(t, others)
		if len(c.Questions) != min(others, model.MaxQuestions) || c.MoreQuestions != (others > model.MaxQuestions) || c.Questions[0].Person != refNumber(0) {
			t.Errorf("%d others: %d questions, more is %v", others, len(c.Questions), c.MoreQuestions)
		}
	}
}
