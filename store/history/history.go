// Package history tells what became of a record: all versions of its facts,
// answers and decisions, and what other officers said of them.
package history

import (
	"cmp"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Change is one entry of a record's history.
type Change struct {
	At       time.Time
	By       string
	Source   *SourceChange   // a version of the facts, or nil
	Answer   *AnswerChange   // what became of an answer, or nil
	Decision *model.Decision // a version of a decision, or nil
	ID       [32]byte        // of a version of a decision: what it is called in any store
	Check    *model.Check    // of a decision by a supervisor, or nil
	// Opinion is a blind second opinion, or nil. One that differs from the
	// decision is left out until it was adjudicated, for who does that is not
	// to know whose it is.
	Opinion *model.Opinion
	Ruling  *model.Ruling // the adjudication of decision and opinion, or nil
}

// SourceChange is one version of a record's facts.
type SourceChange struct {
	Facts  model.Facts
	Origin store.Origin
}

// AnswerChange is one entry among a record's answers.
type AnswerChange struct {
	Answer    model.Answer
	Withdrawn bool // the answer was withdrawn
	Undone    bool // an earlier entry was undone
	// ForIncomplete marks the answer for an incomplete case.
	ForIncomplete bool
}

// version is an entry of a record's history and where the journal has it.
type version struct {
	vault.Stamp
	Change
}

// Of reads all versions of a record's facts, answers and decisions, and
// what other officers said of them, newest first: the one that the journal sealed last, as times can be equal.
func Of(s *store.Store, n store.Number) ([]Change, error) {
	var versions []version
	err := s.View(func(r *store.Reader) error {
		for _, part := range []struct {
			bucket []byte
			decode func([]byte) (Change, error)
		}{{store.BucketSources, sourceChange}, {store.BucketAnswers, answerChange}, {store.BucketDecisions, decisionChange},
			{store.BucketChecks, checkChange}, {store.BucketOpinions, opinionChange}, {store.BucketRulings, rulingChange}} {
			err := r.Each(part.bucket, store.NumberKey(n), func(_, value []byte) (bool, error) {
				st, payload, err := vault.Unstamp(value)
				if err != nil || st.Entry > r.Entries { // staged by an import that is not published
					return err == nil, err
				}
				c, err := part.decode(payload)
				if c.Decision != nil {
					c.ID = s.DecisionID(c.Decision, st)
				}
				st.Salt = nil // it does not outlive the transaction
				versions = append(versions, version{st, c})
				return true, err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(versions, func(a, b version) int {
		return cmp.Or(cmp.Compare(b.Entry, a.Entry), cmp.Compare(b.Position, a.Position))
	})
	list := make([]Change, len(versions))
	for i := range versions {
		list[i] = versions[i].Change
	}
	return withoutUnsettled(list), err
}

// withoutUnsettled leaves out the second opinions that are to be adjudicated.
func withoutUnsettled(list []Change) []Change {
	kinds, ruled := map[int]model.DecisionKind{}, map[int]bool{}
	for i := range list {
		if d := list[i].Decision; d != nil {
			kinds[d.Version] = d.Kind
		}
		if r := list[i].Ruling; r != nil {
			ruled[r.Opinion] = true
		}
	}
	return slices.DeleteFunc(list, func(c Change) bool {
		return c.Opinion != nil && c.Opinion.Decision.Kind != kinds[c.Opinion.Version] && !ruled[c.Opinion.Decision.Version]
	})
}

func checkChange(payload []byte) (Change, error) {
	c, err := codec.DecodeCheck(payload)
	return Change{At: c.At, By: c.Officer, Check: &c}, err
}

func opinionChange(payload []byte) (Change, error) {
	o, err := codec.DecodeOpinion(payload)
	return Change{At: o.Decision.At, By: o.Decision.Officer, Opinion: &o}, err
}

func rulingChange(payload []byte) (Change, error) {
	r, err := codec.DecodeRuling(payload)
	return Change{At: r.At, By: r.Officer, Ruling: &r}, err
}

func sourceChange(payload []byte) (Change, error) {
	src, err := codec.DecodeSource(payload)
	return Change{At: src.At, By: src.By, Source: &SourceChange{src.Facts, store.OriginOf(&src)}}, err
}

func answerChange(payload []byte) (Change, error) {
	e, err := codec.DecodeAnswer(payload)
	return Change{At: e.Answer.At, By: e.Answer.By, Answer: &AnswerChange{
		Answer: e.Answer, Withdrawn: e.Op == codec.AnswerWithdrawn, Undone: e.Op == codec.AnswerUndone, ForIncomplete: e.Op == codec.AnswerIncomplete,
	}}, err
}

func decisionChange(payload []byte) (Change, error) {
	d, err := codec.DecodeDecision(payload)
	return Change{At: d.At, By: d.Officer, Decision: d}, err
}
