//go:build unix

package command_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
	"gd8/store/sitting"
	"gd8/store/vault"
)

// sitter is one front end, with an officer at it who does what a scenario says.
type sitter interface {
	// sits begins a sitting, in which the officer says what it is for.
	sits(purpose string)
	// opens has an incident in hand.
	opens(ref string)
	// answers the question in hand, which is the one named, with yes, no or
	// unknown.
	answers(f model.Field, value string)
	// contradicts answers the question in hand otherwise than the source.
	contradicts(f model.Field, value, reason string)
	// withdraws the answer that was just given.
	withdraws(f model.Field)
	// links the incident in hand with the only other record of the individual.
	links(ref string)
	// drafts begins a rationale and leaves it.
	drafts(k model.DecisionKind, text string)
	// decides with a text for each section; a blank one keeps what is there.
	// remind is the date of a deferral, or blank.
	decides(ref string, k model.DecisionKind, remind string, texts ...string)
	// undoes the last thing done.
	undoes()
	// leaves ends the sitting.
	leaves()
}

const (
	sameColumns = "application_ref,person_ref,incident_ref,offence,incident_date,outcome,date_of_birth,youth_produced,abusive,pattern_of_behaviour,indicator_of_risk\n"
	sameHits    = "APP-417,P-118,14/2231/19,Distribute,14/03/2019,21,02/01/2004,yes,,,\n" +
		"APP-512,P-204,31/7/18,Distribute,01/06/2018,21,05/05/2003,yes,,,no\n" +
		"APP-513,P-205,32/8/18,Take,02/07/2018,21,05/05/2003,yes,yes,no,no\n" +
		"APP-514,P-206,33/9/18,Possess,03/08/2018,21,05/05/2003,yes,,no,no\n"
	sameLater = "APP-417,P-118,14/2299/20,Distribute,02/02/2020,21,02/01/2004,yes,,no,no\n"
)

// sameFirst and sameSecond are the two sittings of the scenario.
func sameFirst(s sitter) {
	s.sits("Batch of May")
	s.opens("14/2231/19")
	s.answers(model.PatternOfBehaviour, "no")
	s.answers(model.IndicatorOfRisk, "no")
	s.decides("14/2231/19", model.Discard, "", "PNC, PND", "One incident with outcome 21,\n\nand nothing further known – é 😀.")

	s.opens("31/7/18")
	s.answers(model.PatternOfBehaviour, "yes")
	s.undoes()
	s.answers(model.PatternOfBehaviour, "unknown")
	s.drafts(model.Consider, "Half a thought.")

	s.opens("32/8/18")
	s.contradicts(model.Abusive, "no", "The log says no.")
	s.withdraws(model.Abusive)
	s.decides("32/8/18", model.Refer, "", "The factor and outcome 21 contradict each other.")

	s.opens("33/9/18")
	s.decides("33/9/18", model.Defer, "1 June 2090", "The record of another force.")
	s.undoes()
	s.leaves()
}

func sameSecond(s sitter) {
	s.sits("Batch of June")
	s.opens("14/2231/19")
	s.links("14/2299/20")
	s.decides("14/2231/19", model.Discard, "", "", "")
	s.opens("31/7/18")
	s.decides("31/7/18", model.Consider, "", "", "It is of the same kind.", "", "", "Two years have passed.", "Outcome 21 was right then.")
	s.opens("33/9/18")
	s.decides("33/9/18", model.Defer, "1 June 2090", "")
	s.leaves()
}

// The app and the review in lines are two ways to do the same: what stands in
// the store afterwards does not tell which was used.
func TestTheAppAndTheReviewInLinesLeaveTheSameStore(t *testing.T) {
	var left []kept
	for _, s := range []func(*desk) sitter{
		func(d *desk) sitter { return &appSitter{desk: d} },
		func(d *desk) sitter { return &lineSitter{desk: d} },
	} {
		d := newDesk(t)
		d.holds("hits.csv", sameColumns+sameHits)
		d.holds("later.csv", sameColumns+sameLater)
		d.run("import", "--purpose", "Batch of May", "hits.csv")
		officer := s(d)
		sameFirst(officer)
		d.run("import", "--purpose", "Batch of June", "later.csv")
		sameSecond(officer)
		d.run("verify")
		left = append(left, d.keeps())
	}
	for what, app := range left[0] {
		if lines := left[1][what]; app != lines {
			t.Errorf("%s differ: %s", what, whereTheyPart(app, lines))
		}
	}
	if n := strings.Count(left[0]["versions of facts, answers and decisions"], "Digest"); n != 8 {
		t.Errorf("%d versions of decisions were compared, and 8 were made: %s", n, left[0]["versions of facts, answers and decisions"])
	}
}

// kept is what a store holds, by what it is, as text without what differs from
// one run to the next: times, and the identity of a sitting.
type kept map[string]string

// keeps reads the store through what it offers its callers.
func (d *desk) keeps() kept {
	d.t.Helper()
	s, err := store.Open(filepath.Join(d.home, ".local", "share", "gd8", "gd8.db"), store.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	versions, beside := map[model.Key][]history.Change{}, map[model.Key]store.Item{}
	for n := store.Number(1); ; n++ {
		dossier, err := s.Dossier(n)
		if err != nil {
			break // there is no such number
		}
		changes, err := history.Of(s, n)
		if err != nil {
			d.t.Fatal(err)
		}
		for i := range changes {
			changes[i] = timeless(changes[i])
		}
		versions[dossier.Key()] = changes
		item := *dossier.Item()
		item.Origin.At, item.Decision = time.Time{}, nil // of both, all versions are in the history
		for i := range item.Drafts {
			item.Drafts[i].At = time.Time{}
		}
		beside[dossier.Key()] = item
	}
	return kept{
		"versions of facts, answers and decisions": inJSON(d.t, versions),
		"drafts, notes and states":                 inJSON(d.t, beside),
		"journals of what was changed and opened":  inJSON(d.t, changesJournalled(d.t, s)),
		"sittings": inJSON(d.t, sittings(d.t, s)),
	}
}

func timeless(c history.Change) history.Change {
	c.At = time.Time{}
	if c.Source != nil {
		c.Source.Origin.At = time.Time{}
	}
	if c.Answer != nil {
		c.Answer.Answer.At = time.Time{}
	}
	c.ID = [32]byte{}
	if d := c.Decision; d != nil { // in which store it was made differs too
		d.At, d.Store, d.Incarnation, d.Parents = time.Time{}, [16]byte{}, [16]byte{}, nil
	}
	return c
}

// changesJournalled are the entries of the journal, the opening of an incident
// among them. Left out are lists, which the two front ends show differently.
func changesJournalled(t *testing.T, s *store.Store) []string {
	t.Helper()
	var said []string
	err := s.Journal(func(e store.Entry) bool {
		if e.Operation != vault.Consultation || len(e.Keys) == 1 {
			said = append(said, fmt.Sprintf("%v %s, %s: %s %v %d %q", e.Operation, e.Officer, e.Purpose, e.Action, e.Keys, e.Count, e.Detail))
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func sittings(t *testing.T, s *store.Store) []sitting.Sitting {
	t.Helper()
	list, err := sitting.Newest(s, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i] = sitting.Sitting{Officer: list[i].Officer, Purpose: list[i].Purpose, LastKey: list[i].LastKey, Answered: list[i].Answered, Decided: list[i].Decided}
	}
	return list
}

func inJSON(t *testing.T, v any) string {
	t.Helper()
	if versions, ok := v.(map[model.Key][]history.Change); ok {
		v = named(versions)
	}
	if items, ok := v.(map[model.Key]store.Item); ok {
		v = named(items)
	}
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// named is a map that JSON can hold.
func named[V any](m map[model.Key]V) map[string]V {
	out := map[string]V{}
	for k, v := range m {
		out[fmt.Sprint(k)] = v
	}
	return out
}

// whereTheyPart is where two texts of several lines part.
func whereTheyPart(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			from := max(i-6, 0)
			return fmt.Sprintf("the app leaves\n%s\nand the lines\n%s", strings.Join(x[from:min(i+4, len(x))], "\n"), strings.Join(y[from:min(i+4, len(y))], "\n"))
		}
	}
	return fmt.Sprintf("one is longer: %d and %d lines", len(x), len(y))
}
