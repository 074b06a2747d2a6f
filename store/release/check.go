package release

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/draw"
	"gd8/store/standing"
)

// Scope is what is to be released: one application, or every application in
// which something was decided since a day.
type Scope struct {
	Application *string
	Since       model.Date
}

// Kind is a kind of blocker.
type Kind uint8

// The kinds of blockers, in the order in which they are listed.
const (
	NotWhole Kind = iota // the store
	ToDo
	OutOfDate
	Returned
	Deferred
	OpenQuestion
	Conflict   // outcome 21 beside an aggravating factor
	Incomplete // records of the case are known to be missing
	NotReviewed
	NotSettled
	AboveLimit
	kindCount
)

// String is the kind's name in JSON.
func (k Kind) String() string {
	return [kindCount]string{
		"not_verified", "to_do", "out_of_date", "returned", "deferred", "open_question", "outcome_conflict", "incomplete_case",
		"not_reviewed", "not_settled", "bound_above_limit",
	}[k]
}

// Blocker is one thing that stands in the way of a release.
type Blocker struct {
	Kind Kind
	Key  model.Key // blank where it is of no one incident
	Text string    // in words, with what to do next
}

// Decision is one decision that is released.
type Decision struct {
	Key     model.Key // of the event's first hit by incident_ref
	Hits    int
	Kind    model.DecisionKind
	Version int
	number  store.Number
	records []store.Number // of the event, by any of which a sample may name it
	entry   uint64
	digest  [32]byte
}

// Bound is how many discards may be wrong, by the newest sample that was drawn
// of any of them.
type Bound struct {
	Sample                    int // 0 where none was drawn of them
	Wrong, Reviewed, Of, Most int
	Outside                   int // discards to be released that the sample says nothing of
}

// Checked is what a check came to.
type Checked struct {
	Incidents int // of the applications, one for each event
	Decisions []Decision
	Hash      [32]byte // of the list of decisions
	Blockers  []Blocker
	Bound     *Bound // nil where no discard is among the decisions
	Erased    int    // discards of the bound's sample, since; each counts as wrong
	Limit     *int   // the chief officer's, in a hundred; nil for none
	writes    uint64 // of the store, when it was looked at
	left      int    // of the sample that the bound is by, not reviewed yet
}

// Options are how a check is made.
type Options struct {
	Limit *int // of a hundred discards, as many may be wrong at most; nil for no limit
	Show  func(phase string, done, of int)
}

func (o *Options) show(phase string) func(done, of int) {
	return func(done, of int) {
		if o.Show != nil {
			o.Show(phase, done, of)
		}
	}
}

// ErrNothing says that nothing is in the scope.
var ErrNothing = errors.New("nothing was decided since that day; give an earlier one with --since")

// Check looks for all that stands in the way of a release. It verifies the
// values of the store, so that a release rests on what was sealed.
func Check(ctx context.Context, s *store.Store, scope Scope, o Options) (*Checked, error) {
	c := &Checked{Limit: o.Limit}
	if err := s.View(func(r *store.Reader) error { c.writes = r.Writes; return nil }); err != nil {
		return nil, err
	}
	if err := c.verify(ctx, s); err != nil {
		return nil, err
	}
	cases, err := scope.cases(ctx, s, o.show("reading"))
	if err != nil {
		return nil, err
	}
	done, show := 0, o.show("looking at cases")
	err = s.EachCase(ctx, cases, func(d *store.Dossier) error {
		show(done, len(cases))
		done++
		c.addCase(d)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := c.addEntries(s); err != nil {
		return nil, err
	}
	slices.SortFunc(c.Decisions, func(a, b Decision) int { return compareKeys(a.Key, b.Key) })
	c.Hash = hashOf(c.Decisions)
	if err := c.addSamples(ctx, s); err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.Blockers, func(a, b Blocker) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), compareKeys(a.Key, b.Key)) })
	return c, nil
}

func compareKeys(a, b model.Key) int {
	return cmp.Or(cmp.Compare(a.Application, b.Application), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Incident, b.Incident))
}

func (c *Checked) block(k Kind, key model.Key, format string, args ...any) {
	c.Blockers = append(c.Blockers, Blocker{k, key, fmt.Sprintf(format, args...)})
}

// verify blocks where the store is not what was sealed.
func (c *Checked) verify(ctx context.Context, s *store.Store) error {
	findings := 0
	_, err := audit.Verify(ctx, s, nil, func(audit.Finding) { findings++ })
	if findings > 0 {
		faults := "1 fault; gd8 verify names it."
		if findings > 1 {
			faults = fmt.Sprintf("%d faults; gd8 verify names them.", findings)
		}
		c.block(NotWhole, model.Key{}, "The store is not whole: a verification found %s", faults)
		return nil
	}
	return err
}

// cases are the cases in scope.
func (scope *Scope) cases(ctx context.Context, s *store.Store, show func(done, of int)) ([]model.CaseKey, error) {
	if scope.Application != nil {
		cases, err := s.Cases(func(c model.CaseKey) bool { return c.Application == *scope.Application })
		if err == nil && len(cases) == 0 {
			err = store.ErrNoCase
		}
		return cases, err
	}
	all, _, err := standing.Read(ctx, s, standing.Pass{Show: show})
	if err != nil {
		return nil, err
	}
	var numbers []store.Number
	zone := s.Now().Location()
	for i := range all {
		if model.DateOf(all[i].At.In(zone)) >= scope.Since {
			numbers = append(numbers, all[i].Number)
		}
	}
	keys, err := s.KeysOf(ctx, numbers)
	if err != nil {
		return nil, err
	}
	applications, alone := map[string]bool{}, map[string]bool{}
	for _, k := range keys {
		if k.Application == "" {
			alone[k.Person] = true
		} else {
			applications[k.Application] = true
		}
	}
	cases, err := s.Cases(func(c model.CaseKey) bool {
		return applications[c.Application] || c.Application == "" && alone[c.Person]
	})
	if err == nil && len(cases) == 0 {
		err = ErrNothing
	}
	return cases, err
}

// addCase adds a case's decisions, and what in it stands in the way.
func (c *Checked) addCase(d *store.Dossier) {
	asks := -1 // a record with an open question about an individual
	for i := range d.Items {
		event := d.Case.Event(i)
		if len(event) == 0 || event[0] != i {
			continue // not relevant, or told of with its first hit
		}
		c.Incidents++
		first := slices.MinFunc(event, func(a, b int) int { return compareHits(d.Case.Records[a].Source.Key(), d.Case.Records[b].Source.Key()) })
		key, assessed := d.Case.Records[first].Source.Key(), d.Case.Assess(i)
		c.addState(d, key, first, len(event))
		if assessed.Flags.Has(model.OutcomeConflict) {
			c.block(Conflict, key, "Outcome 21 is recorded beside an aggravating factor: point 20 says both cannot be right. Query the record.")
		}
		if asks < 0 && assessed.Flags.Has(model.MayBeSamePerson) {
			asks = i
		}
	}
	if asks >= 0 {
		c.block(OpenQuestion, d.Case.Records[asks].Source.Key(), "%s", d.Case.Warning(asks, model.MayBeSamePerson))
	}
	if d.Case.Incomplete() && len(d.Items) > 0 {
		c.block(Incomplete, d.Case.Records[0].Source.Key(), "Records of this case are known to be missing, and nobody has answered for it.")
	}
}

// compareHits puts the hits of an event in the order in which the first stands
// for all.
func compareHits(a, b model.Key) int {
	return cmp.Or(cmp.Compare(a.Incident, b.Incident), cmp.Compare(a.Person, b.Person))
}

// addState adds the decision on an incident, or why there is none to release.
func (c *Checked) addState(d *store.Dossier, key model.Key, i, hits int) {
	item := &d.Items[i]
	switch item.State {
	case model.StateToDo:
		c.block(ToDo, key, "Not decided yet.")
	case model.StateOutOfDate:
		c.block(OutOfDate, key, "Its decision is out of date: the facts changed since, or it is to be made anew.")
	case model.StateReturned:
		c.block(Returned, key, "Its decision was returned, or facts of it are to be confirmed, and it was not decided again.")
	case model.StateDeferred:
		c.block(Deferred, key, "It is deferred, and waits for: %s", strings.Join(strings.Fields(item.Decision.Sections[model.Needed]), " "))
	case model.StateDecided:
		one := Decision{
			Key: key, Hits: hits, Kind: item.Decision.Kind, Version: item.Decision.Version, number: item.Number, digest: item.Decision.Digest,
		}
		for _, j := range d.Case.EventRecords(i) {
			one.records = append(one.records, d.Items[j].Number)
		}
		c.Decisions = append(c.Decisions, one)
	}
}

// addEntries finds the journal's entry of each decision.
func (c *Checked) addEntries(s *store.Store) error {
	return s.View(func(r *store.Reader) error {
		for i := range c.Decisions {
			entry, err := r.DecisionEntry(c.Decisions[i].number, c.Decisions[i].Version)
			if err != nil {
				return err
			}
			c.Decisions[i].entry = entry
		}
		return nil
	})
}

// hashOf is SHA-256 over the decisions, which are sorted by key: of each its
// key, kind, version and the digest of the facts that it rests on.
func hashOf(list []Decision) [32]byte {
	h := sha256.New()
	text := func(s string) {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(s))))
		h.Write([]byte(s))
	}
	text("gd8 release 1")
	for i := range list {
		d := &list[i]
		for _, s := range []string{d.Key.Application, d.Key.Person, d.Key.Incident, d.Kind.String(), fmt.Sprint(d.Version), string(d.digest[:])} {
			text(s)
		}
	}
	return [32]byte(h.Sum(nil))
}

// addSamples blocks on what was sampled and is not settled, and on a bound above
// the limit. To decide an event again settles nothing of it: what a second
// officer said, or has still to say, is of the decision that was drawn.
func (c *Checked) addSamples(ctx context.Context, s *store.Store) error {
	samples, err := draw.Samples(s)
	if err != nil {
		return err
	}
	released := map[store.Number]bool{}
	discards := 0
	for i := range c.Decisions {
		for _, n := range c.Decisions[i].records {
			released[n] = true
		}
		if c.Decisions[i].Kind == model.Discard {
			discards++
		}
	}
	for i := range samples {
		result, err := draw.ResultOf(ctx, s, &samples[i])
		if err != nil {
			return err
		}
		for k := range result.Reviews {
			v := &result.Reviews[k]
			if released[v.Number] {
				c.addReview(samples[i].Number, v)
			}
		}
		c.bound(result)
	}
	if discards == 0 {
		c.Bound, c.Erased, c.left = nil, 0, 0
	} else if c.Bound == nil {
		c.Bound = &Bound{Outside: discards}
	}
	c.holdToLimit()
	return nil
}

func (c *Checked) addReview(sample int, v *draw.Review) {
	switch {
	case v.Outcome == draw.NotReviewed:
		c.block(NotReviewed, v.Key, "It is in sample %d and was not decided again by a second officer: gd8 second %d.", sample, sample)
	case v.Outcome == draw.Unconfirmed:
		c.block(NotSettled, v.Key, "In sample %d it was ruled that facts are to be confirmed, and that is not settled.", sample)
	case !v.Outcome.Settled():
		c.block(NotSettled, v.Key, "In sample %d two officers decided it differently, and nobody has adjudicated.", sample)
	}
}

// bound takes the bound of a sample where it speaks of a discard that is
// released; that of a later sample takes its place.
func (c *Checked) bound(r *draw.Result) {
	if r.Sample.Chosen {
		return
	}
	b := &Bound{Sample: r.Sample.Number}
	speaks := false
	for i := range c.Decisions {
		d := &c.Decisions[i]
		if d.Kind != model.Discard {
			continue
		}
		if _, in := r.Sample.Frame.Stratum(d.number); in && d.entry < r.Sample.First {
			speaks = true
		} else {
			b.Outside++
		}
	}
	if speaks {
		b.Most, b.Wrong, b.Reviewed, b.Of = r.MostWrong()
		c.Bound, c.Erased, c.left = b, r.ErasedDiscards(), r.Count(func(v *draw.Review) bool { return v.Outcome == draw.NotReviewed })
	}
}

// holdToLimit blocks where the bound is above the chief officer's limit, or
// where there is none for what is released.
func (c *Checked) holdToLimit() {
	if c.Limit == nil || c.Bound == nil {
		return
	}
	b := c.Bound
	if c.left > 0 {
		are := "are"
		if c.left == 1 {
			are = "is"
		}
		c.block(NotReviewed, model.Key{}, "%d of sample %d %s not reviewed yet, and the bound holds only once all are: gd8 second %d.", c.left, b.Sample, are, b.Sample)
	}
	switch {
	case b.Sample == 0:
		c.block(AboveLimit, model.Key{}, "No sample was drawn of these discards, so that all %d may be wrong; the limit is %d in a hundred. Draw one: gd8 sample draw.", b.Outside, *c.Limit)
	case b.Most*100 > *c.Limit*b.Of:
		c.block(AboveLimit, model.Key{}, "By sample %d at most %d of %d discards are wrong with 95%% confidence, and the limit is %d in a hundred. Extend the sample, or put right what it found.", b.Sample, b.Most, b.Of, *c.Limit)
	case b.Outside > 0:
		c.block(AboveLimit, model.Key{}, "Of these discards %d came after sample %d was drawn, which says nothing of them; the limit is %d in a hundred. Draw another sample.", b.Outside, b.Sample, *c.Limit)
	}
}
