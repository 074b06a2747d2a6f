package assurance

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/vault"
)

// Choice is what an adjudicator, who does not know whose text is which, says of
// the two.
type Choice uint8

// The choices.
const (
	AIsRight Choice = iota
	BIsRight
	NeitherIsRight
	AskForFacts
)

// Dispute is an incident of a sample that two officers decided differently, as
// its adjudicator sees it: both texts, in an order drawn at random, without a
// name. A is the text shown first.
type Dispute struct {
	Number store.Number
	Key    model.Key
	A, B   Argued
	// Facts is the case as its source has it.
	Facts *store.Dossier

	sample  int
	version int
	opinion int
	// opinionFirst says that A is the second opinion.
	opinionFirst bool
}

// Argued is what one of the two officers said.
type Argued struct {
	Kind     model.DecisionKind
	Sections model.Sections
	Verdict  model.Verdict
	Criteria [model.CriterionCount]model.Standing
	Answers  []model.Said // who gave them is left out
}

// Disputes are the incidents of a sample that an officer can settle, in the
// order of the draw. refused says, a line each, which they cannot, and why.
func Disputes(ctx context.Context, s *store.Store, officer string, sample int) (list []Dispute, refused []string, err error) {
	if model.SameOfficer(officer, "") {
		return nil, nil, errNoOfficer
	}
	drawn, err := draw.Named(s, sample)
	if err != nil {
		return nil, nil, err
	}
	result, err := draw.ResultOf(ctx, s, drawn)
	if err != nil {
		return nil, nil, err
	}
	for i := range result.Reviews {
		r := &result.Reviews[i]
		if r.Outcome != draw.NotSettled && r.Outcome != draw.Unconfirmed {
			continue
		}
		why, err := whyNotRule(s, r, officer)
		if err != nil {
			return nil, nil, err
		}
		if why != "" {
			refused = append(refused, why)
			continue
		}
		d, err := disputeOf(s, r, sample)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, *d)
	}
	return list, refused, nil
}

// whyNotRule says why an officer cannot settle a difference; blank where they
// can.
func whyNotRule(s *store.Store, r *draw.Review, officer string) (why string, err error) {
	if model.SameOfficer(r.Opinion.Decision.Officer, officer) {
		return fmt.Sprintf("you gave the second opinion on %s; an adjudication is by a third officer", r.Key.Incident), nil
	}
	err = s.View(func(in *store.Reader) error {
		own, err := decidedBy(in, r.Number, officer)
		if own || model.SameOfficer(r.First.Officer, officer) {
			why = fmt.Sprintf("you decided %s yourself; an adjudication is by a third officer", r.Key.Incident)
		}
		return err
	})
	return why, err
}

func disputeOf(s *store.Store, r *draw.Review, sample int) (*Dispute, error) {
	whole, err := s.Dossier(r.Number)
	if err != nil {
		return nil, err
	}
	var coin [1]byte
	_, _ = rand.Read(coin[:]) // crypto/rand does not fail
	d := &Dispute{
		Number: r.Number, Key: r.Key, sample: sample, version: r.Version, opinion: r.Opinion.Decision.Version,
		opinionFirst: coin[0]&1 == 1, Facts: ofSources(whole),
	}
	first, second := argued(r.First, answersBefore(whole, r.First)), argued(&r.Opinion.Decision, r.Opinion.Said)
	if d.A, d.B = first, second; d.opinionFirst {
		d.A, d.B = second, first
	}
	return d, nil
}

func argued(d *model.Decision, said []model.Said) Argued {
	a := Argued{Kind: d.Kind, Sections: d.Sections, Verdict: d.Verdict, Criteria: d.Criteria}
	for _, s := range said {
		s.Answer.By = ""
		a.Answers = append(a.Answers, s)
	}
	return a
}

// answersBefore are the answers that stood when a decision was made, of those
// that stand now.
func answersBefore(whole *store.Dossier, d *model.Decision) (list []model.Said) {
	for _, s := range saidIn(whole) {
		if !s.Answer.At.After(d.At) {
			list = append(list, s)
		}
	}
	return list
}

// ofSources is a case as its source has it, without a name.
func ofSources(whole *store.Dossier) *store.Dossier {
	records := make([]model.Record, len(whole.Case.Records))
	items := make([]store.Item, len(records))
	for i := range records {
		records[i] = model.Record{Source: whole.Case.Records[i].Source, Incomplete: whole.Case.Records[i].Incomplete}
		items[i] = store.Item{Number: whole.Items[i].Number, Origin: store.Origin{File: sourceName, Line: 1}}
	}
	return &store.Dossier{Case: model.NewCase(records, nil), Items: items, At: whole.At}
}

// Differing are the criteria that the two officers read differently.
func (d *Dispute) Differing() (list []model.CriterionID) {
	for id := range model.CriterionCount {
		if d.A.Criteria[id].State != d.B.Criteria[id].State {
			list = append(list, id)
		}
	}
	return list
}

// outcome is what a choice comes to for the first decision.
func (d *Dispute) outcome(c Choice) model.RulingOutcome {
	switch {
	case c == AskForFacts:
		return model.FactsToBeConfirmed
	case c == AIsRight && !d.opinionFirst, c == BIsRight && d.opinionFirst:
		return model.DecisionStands
	}
	return model.ToBeMadeAnew
}

// Ruled is what an adjudication came to, with the names that were hidden.
type Ruled struct {
	Outcome         model.RulingOutcome
	Decider, Second string
	DecisionIsA     bool
}

// Said is what it came to, in a sentence.
func (r *Ruled) Said() string {
	letters := "A was the decision of %s, B the second opinion of %s. "
	if !r.DecisionIsA {
		letters = "B was the decision of %s, A the second opinion of %s. "
	}
	said := fmt.Sprintf(letters, r.Decider, r.Second)
	switch r.Outcome {
	case model.DecisionStands:
		return said + "The decision stands."
	case model.FactsToBeConfirmed:
		return said + "Facts are to be confirmed: the incident needs attention again."
	}
	return said + "The decision is to be made anew: it is out of date until then."
}

// Adjudicate writes an adjudication, for every record of the incident that was
// decided together. It writes no decision. A difference of which facts were to
// be confirmed can be settled again.
func Adjudicate(s *store.Store, actor store.Actor, d *Dispute, c Choice, rationale string) (*Ruled, error) {
	ruling := model.Ruling{
		Sample: d.sample, Version: d.version, Opinion: d.opinion, Outcome: d.outcome(c),
		Rationale: strings.TrimSpace(rationale), OpinionFirst: d.opinionFirst, Officer: actor.Officer,
	}
	if err := ruling.Validate(); err != nil {
		return nil, err
	}
	ruled := &Ruled{Outcome: ruling.Outcome, DecisionIsA: !d.opinionFirst}
	err := s.Write(actor, func(w *store.Writer) error {
		first, err := w.DecisionVersion(d.Number, d.version)
		if err != nil {
			return err
		}
		opinion, err := opinionNumbered(&w.Reader, d.Number, d.opinion)
		if err != nil {
			return err
		}
		if first == nil || opinion == nil {
			return errors.New("the decision or the second opinion is no longer in the store, so there is nothing to settle")
		}
		own, err := decidedBy(&w.Reader, d.Number, actor.Officer)
		switch {
		case err != nil:
			return err
		case own || model.SameOfficer(opinion.Decision.Officer, actor.Officer) || model.SameOfficer(first.Officer, actor.Officer):
			return errors.New("an adjudication is by a third officer, who neither decided the incident nor gave the second opinion")
		}
		if err := settledAlready(&w.Reader, d); err != nil {
			return err
		}
		ruled.Decider, ruled.Second = first.Officer, opinion.Decision.Officer
		ruling.At = w.Now
		w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Alteration, "adjudicate", fmt.Sprintf("sample %d: %s", d.sample, ruling.Outcome)
		return writeRuling(w, d.Number, first, ruling)
	})
	if err != nil {
		return nil, err
	}
	return ruled, nil
}

func opinionNumbered(r *store.Reader, n store.Number, number int) (*model.Opinion, error) {
	opinions, err := r.Opinions(n)
	for i := range opinions {
		if opinions[i].Decision.Version == number {
			return &opinions[i], nil
		}
	}
	return nil, err
}

// settledAlready says so where another officer has settled it meanwhile.
func settledAlready(r *store.Reader, d *Dispute) error {
	rulings, err := r.Rulings(d.Number)
	for _, other := range rulings {
		if other.Sample == d.sample && other.Opinion == d.opinion && other.Outcome != model.FactsToBeConfirmed {
			return errors.New("this difference was settled already; gd8 quality shows how")
		}
	}
	return err
}

// writeRuling writes a ruling for the record drawn, and for those of its event
// whose newest decision was made by the same act.
func writeRuling(w *store.Writer, n store.Number, first *model.Decision, ruling model.Ruling) error {
	put := func(m store.Number, version int) error {
		ruling.Version = version
		if err := w.AddRuling(m, ruling); err != nil {
			return err
		}
		w.Entry.Count++
		return w.NameRecord(m)
	}
	e, err := w.Event(n)
	if err != nil {
		return err
	}
	if err := put(n, first.Version); err != nil {
		return err
	}
	for _, hit := range e.Hits {
		same := hit.Decision.Stands() && hit.Decision.At.Equal(first.At) && hit.Decision.Officer == first.Officer && hit.Decision.Kind == first.Kind
		if hit.Number == n || !same {
			continue
		}
		if err := put(hit.Number, hit.Decision.Version); err != nil {
			return err
		}
	}
	return w.Reassess(n)
}
