package store_test

import (
	"bytes"
	"context"
	"os"
	"reflect"
	"slices"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/lapse"
	"gd8/store/purge"
	"gd8/store/unnumbered"
	"gd8/store/vault"
)

var (
	supervisor = Actor{Officer: "S. Super", Purpose: "Supervision"}
	reviewer   = Actor{Officer: "R. Second", Purpose: "Second review"}
)

// opinionOn is a second opinion of every kind of content.
func opinionOn(key model.Key) model.Opinion {
	return model.Opinion{
		Sample: 1, Version: 1,
		Said: []model.Said{
			{Kind: model.SaidAnswer, Key: key, Answer: model.Answer{Field: model.IndicatorOfRisk, Value: "no", By: "R. Second", At: someday, Note: "Oboe", Reason: "read it"}},
			{Kind: model.SaidSeparate, Key: key, Answer: model.Answer{By: "R. Second", At: someday, Reason: "two humans"}, Some: []string{"P"}, Others: []string{"Q", "R"}},
			{Kind: model.SaidIncomplete, Key: key, Answer: model.Answer{By: "R. Second", At: someday, Reason: "nothing more"}},
		},
		Decision: model.Decision{Kind: model.Refer, Sections: filled("Oboe"), Officer: "R. Second", At: someday, Verdict: model.Applies, Guidance: model.Guidance},
	}
}

// assured adds to a store what other officers say of the decision on record n,
// all of them agreeing with it, a sample that it is in and a release. done is
// told of each once it is written.
func assured(t failer, s *Store, n Number, done ...func(action string)) {
	t.Helper()
	change := func(actor Actor, action string, what func(*Writer) error) {
		t.Helper()
		err := s.Write(actor, func(w *Writer) error {
			w.Entry.Operation, w.Entry.Action = vault.Alteration, action
			if err := what(w); err != nil {
				return err
			}
			if unnumbered.ConcernsNobody(&w.Entry) {
				return nil
			}
			if err := w.NameRecord(n); err != nil {
				return err
			}
			w.Entry.Count = 1
			return w.Reassess(n)
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, tell := range done {
			tell(action)
		}
	}
	change(supervisor, unnumbered.ActionDraw, func(w *Writer) error {
		_, err := unnumbered.AddSample(w, unnumbered.ActionDraw, []string{"20260724"}, []byte{1, 2, 3})
		return err
	})
	change(reviewer, "second opinion", func(w *Writer) error {
		h, err := w.HeadOf(n)
		if err == nil {
			_, err = w.AddOpinion(n, opinionOn(h.Key))
		}
		return err
	})
	change(supervisor, "check", func(w *Writer) error {
		return w.AddCheck(n, model.Check{Version: 1, Outcome: model.Agreed, Comment: "Bassoon", Officer: "S. Super", At: w.Now})
	})
	change(supervisor, "adjudicate", func(w *Writer) error {
		return w.AddRuling(n, model.Ruling{Sample: 1, Version: 1, Opinion: 1, Rationale: "Timpani", OpinionFirst: true, Officer: "S. Super", At: w.Now})
	})
	change(supervisor, unnumbered.ActionRelease, func(w *Writer) error {
		_, err := unnumbered.AddRelease(w, []string{"Released to the counter"}, []byte{9})
		return err
	})
}

func TestWhatOtherOfficersSayIsReadAsItWasWritten(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I-1"))
	decide(t, s, n, model.Discard)
	assured(t, s, n)
	err := s.View(func(r *Reader) error {
		opinions, err := r.Opinions(n)
		want := opinionOn(model.Key{Application: "A", Person: "P", Incident: "I-1"})
		want.Decision.Version = 1
		if err != nil || !reflect.DeepEqual(opinions, []model.Opinion{want}) {
			t.Errorf("opinions %+v (%v)", opinions, err)
		}
		rulings, err := r.Rulings(n)
		if err != nil || len(rulings) != 1 || rulings[0].Rationale != "Timpani" || !rulings[0].OpinionFirst || rulings[0].Opinion != 1 {
			t.Errorf("rulings %+v (%v)", rulings, err)
		}
		samples, err := unnumbered.Samples(r)
		if err != nil || len(samples) != 1 || samples[0].ID != 1 || !slices.Equal(samples[0].Texts, []string{"20260724"}) || !bytes.Equal(samples[0].Body, []byte{1, 2, 3}) {
			t.Errorf("samples %+v (%v)", samples, err)
		}
		releases, err := unnumbered.Releases(r)
		if err != nil || len(releases) != 1 || releases[0].Texts[0] != "Released to the counter" {
			t.Errorf("releases %+v (%v)", releases, err)
		}
		return err
	})
	d, _ := s.Dossier(n)
	if err != nil || d.Item().State != model.StateDecided || len(d.Item().Checks) != 1 || d.Item().Checks[0].Comment != "Bassoon" {
		t.Errorf("%+v (%v)", d.Item(), err)
	}
	mustVerify(t, "assured", s)
}

// about writes a check or an adjudication about the newest decision of a record.
func about(t testing.TB, s *Store, n Number, what any) {
	t.Helper()
	err := s.Write(supervisor, func(w *Writer) error {
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "check"
		latest, err := w.LatestDecision(n)
		if err != nil {
			return err
		}
		switch v := what.(type) {
		case model.Check:
			v.Version, v.At, v.Officer = latest.Version, w.Now, "S. Super"
			err = w.AddCheck(n, v)
		case model.Ruling:
			v.Version, v.At, v.Officer = latest.Version, w.Now, "S. Super"
			err = w.AddRuling(n, v)
		}
		if err != nil {
			return err
		}
		return w.Reassess(n)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADecisionThatWasReturnedWaitsUntilALaterOneAnswersIt(t *testing.T) {
	for _, tt := range []struct {
		name string
		what any
		want model.QueueState
	}{
		{"agreed", model.Check{Outcome: model.Agreed}, model.StateDecided},
		{"returned", model.Check{Outcome: model.Returned, Comment: "look again"}, model.StateReturned},
		{"stands", model.Ruling{Sample: 1, Outcome: model.DecisionStands}, model.StateDecided},
		{"facts to confirm", model.Ruling{Sample: 1, Outcome: model.FactsToBeConfirmed}, model.StateReturned},
		{"made anew", model.Ruling{Sample: 1, Outcome: model.ToBeMadeAnew, Rationale: "the letter was not read"}, model.StateOutOfDate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			defer s.Close()
			n := add(t, s, cleanFacts(t, "A", "P", "I-1"))
			decide(t, s, n, model.Discard)
			about(t, s, n, tt.what)
			if row := rowOfNumber(t, s, n); row.State != tt.want || row.Decision != model.Discard {
				t.Errorf("%v, %v; want %v", row.State, row.Decision, tt.want)
			}
			if in := numbersIn(t, s, SetState+Set(tt.want)); !slices.Equal(in, []Number{n}) {
				t.Errorf("of %v the index has %v", tt.want, in)
			}
			lapses, err := lapse.WhyOutOfDate(s, n)
			if out := tt.want == model.StateOutOfDate; err != nil || out != (len(lapses) == 1) || out && (lapses[0].Kind != lapse.Ruled || lapses[0].Reason != "the letter was not read") {
				t.Errorf("lapses %+v (%v)", lapses, err)
			}
			mustVerify(t, tt.name, s)
			decide(t, s, n, model.Discard)
			if row := rowOfNumber(t, s, n); row.State != model.StateDecided {
				t.Errorf("decided again it is %v", row.State)
			}
			mustVerify(t, "decided again", s)
		})
	}
}

func TestOfOneSampleTheLastAdjudicationCounts(t *testing.T) {
	d := &model.Decision{Version: 2, Kind: model.Discard}
	r := func(sample, version int, o model.RulingOutcome) model.Ruling {
		return model.Ruling{Sample: sample, Version: version, Outcome: o}
	}
	for _, tt := range []struct {
		rulings []model.Ruling
		want    model.Reopening
	}{
		{nil, model.NotReopened},
		{[]model.Ruling{r(1, 1, model.ToBeMadeAnew)}, model.NotReopened},
		{[]model.Ruling{r(1, 2, model.FactsToBeConfirmed), r(1, 2, model.DecisionStands)}, model.NotReopened},
		{[]model.Ruling{r(1, 2, model.ToBeMadeAnew), r(2, 2, model.DecisionStands)}, model.ReopenedToMakeAnew},
		{[]model.Ruling{r(1, 2, model.FactsToBeConfirmed), r(2, 2, model.ToBeMadeAnew)}, model.ReopenedToMakeAnew},
	} {
		if got := d.Reopened(nil, tt.rulings); got != tt.want {
			t.Errorf("%+v: %v, want %v", tt.rulings, got, tt.want)
		}
	}
}

func TestAPurgeTakesWhatOtherOfficersSaidAndTheChainStillVerifies(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	other := add(t, s, cleanFacts(t, "A-2", "P-2", "I-2", "date_of_birth", "2003-05-06"))
	for _, m := range []Number{n, other} {
		decide(t, s, m, model.Discard)
		assured(t, s, m)
	}
	err := s.Write(supervisor, func(w *Writer) error {
		_, err := unnumbered.AddSample(w, unnumbered.ActionPick, []string{"because of I-1"}, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	application := "A-1"
	plan, err := purge.Find(s, purge.Request{Application: &application})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "Retention period over"); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "purged", s)
	left := map[string]int{}
	for _, bucket := range slices.Concat(Versioned[3:], Unnumbered) {
		left[string(bucket)] = len(valuesOf(t, s, bucket))
	}
	if want := map[string]int{"opinions": 1, "checks": 1, "rulings": 1, "samples": 2, "releases": 2}; !reflect.DeepEqual(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
	content, err := os.ReadFile(s.Path())
	if err != nil || bytes.Contains(content, []byte("because of I-1")) {
		t.Errorf("the reason of a sample that names what was erased is left (%v)", err)
	}
	err = s.Write(supervisor, func(w *Writer) error {
		id, err := unnumbered.AddSample(w, unnumbered.ActionDraw, nil, nil)
		if id != 4 {
			t.Errorf("the next sample is %d, want 4: a number is never given twice", id)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestALostSampleMarksNobodysCaseAndALostCheckDoes(t *testing.T) {
	for _, tt := range []struct {
		bucket []byte
		marked bool
	}{{BucketSamples, false}, {BucketReleases, false}, {BucketChecks, true}, {BucketRulings, true}, {BucketOpinions, true}} {
		t.Run(string(tt.bucket), func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			n := add(t, s, cleanFacts(t, "A", "P", "I-1"))
			decide(t, s, n, model.Discard)
			assured(t, s, n)
			tamper(t, s, func(w *Writer) { drop(tt.bucket, firstKey)(t, w) })
			if err := s.Compact(context.Background()); err != nil { // so that no old page has it
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			report, err := audit.Rescue(context.Background(), officer, s.Path(), s.Path()+".rescued", damageOptions())
			if err != nil || len(report.Missing) == 0 || (len(report.Incomplete) > 0) != tt.marked || report.All {
				t.Errorf("%+v (%v)", report, err)
			}
		})
	}
}

func TestWhatOtherOfficersSayOutlastsARescue(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	n := add(t, s, cleanFacts(t, "A", "P", "I-1"))
	decide(t, s, n, model.Discard)
	assured(t, s, n)
	about(t, s, n, model.Check{Outcome: model.Returned, Comment: "look again"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	report, err := audit.Rescue(context.Background(), officer, s.Path(), s.Path()+".rescued", damageOptions())
	if err != nil || len(report.Missing) > 0 || report.Reviews != 6 {
		t.Fatalf("%+v (%v)", report, err)
	}
	again, err := Open(s.Path()+".rescued", damageOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if row := rowOfIncident(t, again, "I-1"); row.State != model.StateReturned {
		t.Errorf("after the rescue it is %v", row.State)
	}
}
