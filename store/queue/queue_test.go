package queue

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/purge"
)

// The queue is held here to what every record's case says of it, after
// whatever an officer may have done, in any order.

// plainItem is one record that counts, as its case and not its row has it.
type plainItem struct {
	number     store.Number
	state      model.QueueState
	assessment model.Assessment
	decision   model.DecisionKind // the standing one
	remind     model.Date
	due        model.Date
	incident   model.Date
	outcome    model.Outcome
}

// plainQueue reads every record through its case.
func plainQueue(t failer, s *store.Store) (items []plainItem) {
	t.Helper()
	next := store.Number(0)
	if err := s.View(func(r *store.Reader) error { next = store.Number(r.Next); return nil }); err != nil {
		t.Fatal(err)
	}
	for n := store.Number(1); n < next; n++ {
		d, err := s.Dossier(n)
		if err != nil {
			continue // withdrawn or erased
		}
		f := d.Case.Facts(d.At)
		item := plainItem{
			number: n, state: d.Item().State, assessment: d.Assess(), due: f.Date(model.DueDate), incident: f.Date(model.IncidentDate), outcome: f.Outcome(),
		}
		if latest := d.Item().Decision; latest.Stands() {
			item.decision, item.remind = latest.Kind, latest.Remind
			if r := latest.Representations; r.Asked != 0 && r.Received == 0 {
				item.remind = r.Due
			}
		}
		items = append(items, item)
	}
	return items
}

func (p *plainItem) in(f Filter, today model.Date) bool {
	verdict := p.assessment.Verdict
	switch f {
	case FilterAttention:
		return p.state.NeedsAttention(p.remind, today)
	case FilterOneFact:
		return p.assessment.OneFact != model.NoField
	case FilterApplies:
		return verdict == model.Applies
	case FilterUndetermined:
		return verdict == model.Undetermined
	case FilterDoesNotApply:
		return verdict == model.DoesNotApply
	case FilterOutOfScope:
		return verdict == model.OutOfScope
	case FilterToDo:
		return p.state == model.StateToDo
	case FilterOutOfDate:
		return p.state == model.StateOutOfDate
	case FilterReturned:
		return p.state == model.StateReturned
	case FilterDeferred:
		return p.state == model.StateDeferred
	case FilterDecided:
		return p.state == model.StateDecided
	case FilterNotRelevant:
		return p.state == model.StateNotRelevant
	}
	return f == FilterAll
}

// plainCompare says which of two items comes first, 0 where neither does.
func (o Order) plainCompare(a, b plainItem) int {
	value := func(p plainItem) (v int, has bool) {
		switch o {
		case DueFirst:
			return int(p.due), p.due != 0
		case OldestIncident:
			return int(p.incident), p.incident != 0
		case FewestFacts:
			if p.assessment.OneFact != model.NoField {
				return 0, true
			}
			return p.assessment.ToConfirm.Len(), p.assessment.Verdict == model.Undetermined
		case ByVerdict:
			return int(p.assessment.Verdict), true
		case YoungestFirst:
			return p.assessment.AgeThen, p.assessment.AgeThen >= 0
		case ByOutcome:
			return int(p.outcome), p.outcome != model.NoOutcome
		}
		return 0, true
	}
	va, hasA := value(a)
	vb, hasB := value(b)
	switch {
	case hasA && hasB:
		return cmp.Compare(va, vb)
	case hasA:
		return -1
	case hasB:
		return 1
	}
	return 0
}

// mustShow holds every view of the queue to the items.
func mustShow(t failer, s *store.Store, items []plainItem) {
	t.Helper()
	counts, err := Of(s).Counts()
	if err != nil {
		t.Fatal(err)
	}
	for f := Filter(0); f < FilterCount; f++ {
		for o := Order(0); o < OrderCount; o++ {
			kept := slices.DeleteFunc(slices.Clone(items), func(p plainItem) bool { return !p.in(f, s.Today()) })
			slices.SortStableFunc(kept, o.plainCompare)
			var want []store.Number
			for _, p := range kept {
				want = append(want, p.number)
			}
			v, err := Of(s).View(f, o, nil)
			if err != nil {
				t.Fatal(err)
			}
			what := fmt.Sprintf("%s, %s", f.Title(), o.Title())
			mustBeView(t, what, v, want, len(items)+4)
			mustBeTurned(t, what, v, want, len(items)+4)
			for _, p := range items {
				before := 0
				for _, k := range kept {
					if c := o.plainCompare(k, p); c < 0 || c == 0 && k.number < p.number {
						before++
					}
				}
				if got := v.Place(p.number); got != before {
					t.Fatalf("%s: %d records stand before %d, want %d", what, got, p.number, before)
				}
			}
			if counts.Filters[f] != len(want) {
				t.Fatalf("%s: counted as %d, holds %d", f.Title(), counts.Filters[f], len(want))
			}
		}
	}
	var decisions [model.DecisionKindCount]int
	done := 0
	for _, p := range items {
		if p.decision != model.NoDecision && p.state != model.StateNotRelevant && p.state != model.StateOutOfDate {
			decisions[p.decision]++
		}
		if p.state.Done() {
			done++
		}
	}
	left, err := Of(s).Left()
	if err != nil {
		t.Fatal(err)
	}
	if left.Decisions != decisions || counts.Done != done || counts.Total != len(items) {
		t.Fatalf("counts: %+v, %v decisions; there are %v decisions, %d done of %d", counts, left.Decisions, decisions, done, len(items))
	}
}

// mustBeTurned holds the view from its other end to what it should hold.
func mustBeTurned(t failer, what string, v *View, want []store.Number, last int) {
	t.Helper()
	turned := v.Turned()
	want = slices.Clone(want)
	slices.Reverse(want)
	if got := turned.Slice(0, len(want)+3); !slices.Equal(got, want) {
		t.Fatalf("%s, turned round: %v, want %v", what, got, want)
	}
	for n := store.Number(1); n <= store.Number(last); n++ {
		if at := slices.Index(want, n); at >= 0 && (turned.Position(n) != at || turned.Place(n) != at) {
			t.Fatalf("%s, turned round: %d is at %d and placed at %d, want %d", what, n, turned.Position(n), turned.Place(n), at)
		}
		if at := slices.Index(want, n); at < 0 && turned.Place(n)+v.Place(n) != len(want) {
			t.Fatalf("%s, turned round: %d stand before %d, and %d after", what, turned.Place(n), n, v.Place(n))
		}
	}
	for at := range want {
		if got := turned.Slice(at, 2); !slices.Equal(got, want[at:min(at+2, len(want))]) {
			t.Fatalf("%s, turned round: at %d stand %v, want them of %v", what, at, got, want)
		}
	}
}

// mustBeView holds one view to the numbers it should have, and to what is said
// of those up to last.
func mustBeView(t failer, what string, v *View, want []store.Number, last int) {
	t.Helper()
	if got := v.Slice(0, v.Len()); !slices.Equal(got, want) || v.Len() != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for at := -1; at <= len(want)+1; at++ {
		for _, n := range []int{-1, 0, 1, 3, len(want) + 2} {
			from := min(max(at, 0), len(want))
			to := max(min(from+n, len(want)), from)
			if got := v.Slice(at, n); !slices.Equal(got, want[from:to]) {
				t.Fatalf("%s: %d from %d on: %v, want %v", what, n, at, got, want[from:to])
			}
		}
	}
	arrival := slices.Sorted(slices.Values(want))
	for n := store.Number(0); n <= store.Number(last); n++ {
		position := slices.Index(want, n)
		if v.Has(n) != (position >= 0) {
			t.Fatalf("%s: has %d is %v", what, n, v.Has(n))
		}
		if position < 0 {
			position = len(want)
			if next, _ := slices.BinarySearch(arrival, n); next < len(arrival) {
				position = slices.Index(want, arrival[next])
			}
		}
		if got := v.Position(n); got != position {
			t.Fatalf("%s: record %d stands at %d, want %d of %v", what, n, got, position, want)
		}
	}
}

// atWork is an officer at a store, whose deeds are drawn.
type atWork struct {
	*rapid.T
	s      *store.Store
	clock  *clock
	folder string
	given  []uint32 // sequences of answers
	files  int
}

func (w *atWork) one(of ...string) string { return rapid.SampledFrom(of).Draw(w.T, "value") }

// facts draws facts of a record, most of them such that the discard applies.
func (w *atWork) facts(key model.Key) model.Facts {
	return cleanFacts(w, key.Application, key.Person, key.Incident,
		"outcome", w.one("21", "21", "21", "22", ""), "relevant", w.one("", "", "", "no"), "youth_produced", w.one("yes", "yes", "", "no"),
		"pattern_of_behaviour", w.one("no", "no", "", "yes"), "due_date", w.one("", "", "2026-12-24", "2026-12-24", "2027-01-31"),
		"incident_date", w.one("", "2019-03-14", "2019-03-14", "2020-02-29"))
}

func (w *atWork) key() model.Key {
	return model.Key{Application: w.one("A-1", "A-2", ""), Person: w.one("P-1", "P-2"), Incident: w.one("I-1", "I-2", "I-3")}
}

// file draws the rows of a file to import.
func (w *atWork) file(path string) source.Source {
	var b strings.Builder
	b.WriteString(columns)
	for range rapid.IntRange(1, 6).Draw(w.T, "rows") {
		key := w.key()
		fmt.Fprintf(&b, "%s,%s,%s,%s,,%s,%s,%s,no,\n", key.Application, key.Person, key.Incident,
			w.one("2019-03-14", "2020-02-29", ""), w.one("21", "21", "22", ""), w.one("yes", "yes", "no", ""), w.one("no", "no", "yes", ""))
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		w.Fatal(err)
	}
	return source.File(path)
}

// deeds are what an officer can do to a record or to the store. An error is
// that of a deed that was refused.
var deeds = map[string]func(*atWork, store.Number) error{
	"import": func(w *atWork, _ store.Number) error {
		w.files++
		file := w.file(filepath.Join(w.folder, fmt.Sprintf("%d.csv", w.files)))
		_, err := importer.Import(context.Background(), w.s, officer, []source.Source{file}, importer.Options{SkipBad: true, AllowBlanking: w.one("y", "n") == "y"})
		return err
	},
	"answer": func(w *atWork, n store.Number) error {
		a := model.Answer{Field: model.OutcomeCode, Value: w.one("21", "22", ""), Reason: "checked"}
		if w.one("y", "n") == "y" {
			a = model.Answer{Field: rapid.SampledFrom([]model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk, model.Relevant}).Draw(w.T, "field"), Value: w.one("yes", "no", ""), Reason: "checked"}
		}
		sequence, err := w.s.Answer(officer, n, a)
		w.given = append(w.given, sequence)
		return err
	},
	"link": func(w *atWork, n store.Number) error {
		_, err := w.s.Answer(officer, n, model.Answer{Field: model.SameEventAs, Value: w.one("I-1", "I-2", "I-3", ""), Reason: "one event"})
		return err
	},
	"withdraw answer": func(w *atWork, n store.Number) error {
		field := model.OutcomeCode
		if d, err := w.s.Dossier(n); err == nil && len(d.Record().Answers) > 0 {
			field = rapid.SampledFrom(d.Record().Answers).Draw(w.T, "answer").Field
		}
		sequence, err := w.s.WithdrawAnswer(officer, n, field)
		w.given = append(w.given, sequence)
		return err
	},
	"undo": func(w *atWork, n store.Number) error {
		return w.s.UndoAnswer(officer, n, rapid.SampledFrom(append(w.given, 1)).Draw(w.T, "sequence"))
	},
	"decide": func(w *atWork, n store.Number) error {
		kind := rapid.SampledFrom(append(model.DecisionKinds(), model.Defer)).Draw(w.T, "kind")
		remind := model.Date(0)
		if kind == model.Defer && w.one("y", "y", "n") == "y" {
			remind = model.DateOf(w.clock.Now.AddDate(0, 0, rapid.IntRange(1, 4).Draw(w.T, "days")))
		}
		p := model.Proposal{Kind: kind, Sections: filled("Record"), Remind: remind}
		if kind == model.Consider && w.one("y", "n") == "y" {
			today := w.clock.Now
			p.Representations = model.Representations{Asked: model.DateOf(today), Due: model.DateOf(today.AddDate(0, 0, rapid.IntRange(0, 3).Draw(w.T, "days")))}
			if w.one("y", "n") == "y" {
				p.Representations.Received = model.DateOf(today)
			}
		}
		_, err := w.s.DecideAs(officer, n, p)
		return err
	},
	"return": func(w *atWork, n store.Number) error {
		if _, err := w.s.Decide(officer, n, model.Refer, filled("Record"), 0); err != nil {
			return err
		}
		d, err := w.s.Dossier(n)
		if err != nil {
			return err
		}
		return assurance.Check(w.s, store.Actor{Officer: "S. Super", Purpose: "checks"}, n, d.Item().Decision.Version, model.Returned, "Look again.")
	},
	"withdraw decision": func(w *atWork, n store.Number) error { return w.s.WithdrawDecision(officer, n) },
	"add": func(w *atWork, _ store.Number) error {
		_, err := w.s.Add(officer, w.facts(w.key()))
		return err
	},
	"correct": func(w *atWork, n store.Number) error {
		d, err := w.s.Dossier(n)
		if err != nil {
			return err
		}
		return w.s.Correct(officer, n, w.facts(d.Key()), "misread")
	},
	"withdraw": func(w *atWork, n store.Number) error { return w.s.Withdraw(officer, n, "entered twice") },
	"purge": func(w *atWork, _ store.Number) error {
		q := purge.Request{DecidedBefore: w.s.Today()}
		if key := w.key(); w.one("y", "n") == "y" {
			q = purge.Request{Application: &key.Application, Person: &key.Person}
		}
		plan, err := purge.Find(w.s, q)
		if err != nil {
			return err
		}
		return purge.Purge(context.Background(), w.s, officer, plan, "Retention period over")
	},
	"look in an order": func(w *atWork, _ store.Number) error {
		// From here on the order is carried along by every deed.
		_, err := Of(w.s).View(FilterAttention, Order(rapid.IntRange(1, int(OrderCount)-1).Draw(w.T, "order")), nil)
		return err
	},
	"days pass": func(w *atWork, _ store.Number) error {
		w.clock.Now = w.clock.Now.AddDate(0, 0, rapid.IntRange(0, 2).Draw(w.T, "days"))
		return nil
	},
}

func TestTheQueueShowsWhatTheCasesSayWhateverIsDone(t *testing.T) {
	outer := t.TempDir()
	done, shown, carried := map[string]int{}, map[Filter]int{}, 0
	rapid.Check(t, func(t *rapid.T) {
		w := &atWork{T: t, folder: freshFolder(t, outer)}
		w.s, w.clock = clockedStore(t, w.folder)
		defer w.s.Close()
		for range rapid.IntRange(1, 4).Draw(t, "records by hand") {
			_, _ = w.s.Add(officer, w.facts(w.key())) // a key may be drawn twice
		}
		if w.one("y", "n", "n") == "y" { // few of those that are drawn come to apply
			_, _ = w.s.Add(officer, cleanFacts(t, "B-7", "P-7", "I-7", "date_of_birth", "2005-05-05"))
		}
		names := append(slices.Sorted(maps.Keys(deeds)), "decide", "decide", "withdraw decision", "undo", "look in an order")
		for range rapid.IntRange(15, 40).Draw(t, "deeds") {
			deed := rapid.SampledFrom(names).Draw(t, "deed")
			before := dump(t, w.s)
			if err := deeds[deed](w, store.Number(rapid.IntRange(1, 6).Draw(t, "record"))); err == nil {
				done[deed]++
			} else {
				mustEqualDump(t, fmt.Sprintf("%s was refused (%v)", deed, err), dump(t, w.s), before)
			}
		}
		mustVerify(t, "worked", w.s)
		items := plainQueue(t, w.s)
		carried += mustCarryOrders(t, w.s)
		mustShow(t, w.s, items)
		for f := Filter(0); f < FilterCount; f++ {
			if slices.ContainsFunc(items, func(p plainItem) bool { return p.in(f, w.s.Today()) }) {
				shown[f]++
			}
		}
	})
	if t.Failed() || testing.Short() {
		return
	}
	if carried == 0 {
		t.Error("no order was carried along")
	}
	for name := range deeds {
		if done[name] == 0 {
			t.Errorf("no draw came to a successful %q", name)
		}
	}
	for f := Filter(0); f < FilterCount; f++ {
		if shown[f] == 0 {
			t.Errorf("no draw came to an incident under %q", f.Title())
		}
	}
}

func TestRemindersComeDueAsTheClockMoves(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	deferred := func(incident string, remind model.Date) store.Number {
		t.Helper()
		n := add(t, s, cleanFacts(t, "A-"+incident, "P-"+incident, incident))
		if _, err := s.Decide(officer, n, model.Defer, filled("Deferred"), remind); err != nil {
			t.Fatal(err)
		}
		return n
	}
	tomorrow := deferred("I-1", model.DateOf(someday.AddDate(0, 0, 1)))
	deferred("I-2", 0) // never comes back by itself
	later := deferred("I-3", model.DateOf(someday.AddDate(0, 0, 7)))
	for _, tt := range []struct {
		days int
		want []store.Number
	}{{0, nil}, {1, []store.Number{tomorrow}}, {6, []store.Number{tomorrow}}, {7, []store.Number{tomorrow, later}}, {400, []store.Number{tomorrow, later}}} {
		c.Now = someday.AddDate(0, 0, tt.days)
		v, err := Of(s).View(FilterAttention, AsImported, nil)
		if err != nil {
			t.Fatal(err)
		}
		counts, err := Of(s).Counts()
		if got := v.Slice(0, 9); err != nil || !slices.Equal(got, tt.want) || counts.Filters[FilterAttention] != len(tt.want) || counts.Filters[FilterDeferred] != 3 {
			t.Errorf("after %d days: %v, want %v; counts %v (%v)", tt.days, got, tt.want, counts.Filters, err)
		}
	}
	decide(t, s, tomorrow, model.Refer)
	if v, err := Of(s).View(FilterAttention, AsImported, nil); err != nil || v.Len() != 1 {
		t.Errorf("once decided the reminder still stands (%v)", err)
	}
}

func TestAViewReachesOverBlocksAndStaysAsItWas(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 3*store.RowsPerBlock, "one"))
	v, err := Of(s).View(FilterAll, OldestIncident, nil) // all of one date: ties
	if err != nil {
		t.Fatal(err)
	}
	var want []store.Number
	for n := store.Number(1); n <= 3*store.RowsPerBlock; n++ {
		want = append(want, n)
	}
	mustBeView(t, "all", v, want, len(want)+1)
	importText(t, s, generated(3*store.RowsPerBlock, 3, "two"))
	mustBeView(t, "an earlier view", v, want, len(want)+1)
	mustShow(t, s, plainQueue(t, s))
}
