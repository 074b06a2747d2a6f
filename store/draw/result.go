package draw

import (
	"context"
	"errors"

	"gd8/model"
	"gd8/store"
	"gd8/store/quality"
	"gd8/store/vault"
)

// Outcome is what the second review of one incident came to.
type Outcome uint8

// The outcomes.
const (
	NotReviewed Outcome = iota
	Alike               // both would decide it alike
	NotSettled          // they differ, and nobody has adjudicated
	Unconfirmed         // they differ, and facts are to be confirmed first
	Stands              // they differ, and the decision was ruled to stand
	Anew                // they differ, and the decision was ruled to be made anew
	Erased              // with its case
)

// Differs reports whether the two officers decided it differently.
func (o Outcome) Differs() bool {
	return o == NotSettled || o == Unconfirmed || o == Stands || o == Anew
}

// Settled reports whether nothing is left to do about it.
func (o Outcome) Settled() bool { return o != NotReviewed && o != NotSettled && o != Unconfirmed }

// Wrong reports whether a discard counts as wrong: it was ruled to be made anew,
// or the difference is not settled yet.
func (o Outcome) Wrong() bool { return o == NotSettled || o == Unconfirmed || o == Anew }

// Review is one incident of a sample with what became of it.
type Review struct {
	Drawn
	Key     model.Key
	Discard bool // it was drawn as one
	Stratum quality.Stratum
	Outcome Outcome
	First   *model.Decision // that was drawn; nil where it was erased
	Opinion *model.Opinion  // nil where it was not reviewed
	Ruling  *model.Ruling   // nil where there is none
}

// Result is what the second review of a sample came to so far.
type Result struct {
	Sample  *Sample
	Reviews []Review // in the order of the draw
}

// ResultOf reads what became of a sample. Of several opinions of one sample on
// one decision the first counts, so that nobody can go on until one agrees.
func ResultOf(ctx context.Context, s *store.Store, sample *Sample) (*Result, error) {
	result := &Result{Sample: sample}
	err := s.View(func(r *store.Reader) error {
		for _, d := range sample.Drawn {
			if err := ctx.Err(); err != nil {
				return err
			}
			one, err := reviewOf(r, sample, d)
			if err != nil {
				return err
			}
			result.Reviews = append(result.Reviews, one)
		}
		return nil
	})
	return result, err
}

func reviewOf(r *store.Reader, sample *Sample, d Drawn) (Review, error) {
	one := Review{Drawn: d}
	one.Stratum, one.Discard = sample.Frame.Stratum(d.Number)
	h, err := r.HeadOf(d.Number)
	if errors.Is(err, vault.ErrMissing) {
		one.Outcome = Erased
		return one, nil
	}
	if err != nil {
		return one, err
	}
	one.Key = h.Key
	if one.First, err = r.DecisionVersion(d.Number, d.Version); err != nil {
		return one, err
	}
	opinions, err := r.Opinions(d.Number)
	if err != nil {
		return one, err
	}
	for i := range opinions {
		if o := &opinions[i]; o.Sample == sample.Number && o.Version == d.Version {
			one.Opinion = o
			break
		}
	}
	if one.Opinion == nil || one.First == nil {
		return one, nil
	}
	if one.Opinion.Decision.Kind == one.First.Kind {
		one.Outcome = Alike
		return one, nil
	}
	one.Outcome = NotSettled
	rulings, err := r.Rulings(d.Number)
	for i := range rulings {
		ruling := &rulings[i]
		if ruling.Sample != sample.Number || ruling.Version != d.Version || ruling.Opinion != one.Opinion.Decision.Version {
			continue
		}
		one.Ruling = ruling // the newest counts
		one.Outcome = map[model.RulingOutcome]Outcome{
			model.DecisionStands: Stands, model.ToBeMadeAnew: Anew, model.FactsToBeConfirmed: Unconfirmed,
		}[ruling.Outcome]
	}
	return one, err
}

// Count is how many incidents of the sample have an outcome that of accepts.
func (r *Result) Count(of func(*Review) bool) (n int) {
	for i := range r.Reviews {
		if of(&r.Reviews[i]) {
			n++
		}
	}
	return n
}

// Reviewed is how many were reviewed.
func (r *Result) Reviewed() int { return r.Count((*Review).reviewed) }

func (v *Review) reviewed() bool { return v.Outcome == Alike || v.Outcome.Differs() }

// OneOfficer reports whether all that were reviewed had been decided by one
// officer.
func (r *Result) OneOfficer() bool {
	first := ""
	for i := range r.Reviews {
		v := &r.Reviews[i]
		switch {
		case !v.reviewed():
		case first == "":
			first = v.First.Officer
		case !model.SameOfficer(first, v.First.Officer):
			return false
		}
	}
	return first != ""
}

// Lots are the lots that the reviewed discards are of, with those found wrong.
// A discard that was erased since counts as reviewed and wrong: nobody can look
// at it any more, and an erasure must not make a sample look better.
func (r *Result) Lots() []quality.Lot {
	var reviewed, wrong quality.PerStratum
	for i := range r.Reviews {
		v := &r.Reviews[i]
		if !v.Discard || !v.reviewed() && v.Outcome != Erased {
			continue
		}
		reviewed[v.Stratum]++
		if v.Outcome.Wrong() || v.Outcome == Erased {
			wrong[v.Stratum]++
		}
	}
	return r.Sample.lots(reviewed, wrong)
}

// ErasedDiscards is how many discards of the sample were erased since.
func (r *Result) ErasedDiscards() int {
	return r.Count(func(v *Review) bool { return v.Discard && v.Outcome == Erased })
}

// MostWrong is, with 95% confidence, how many of the lot's discards are wrong at
// most, how many of the reviewed ones count as such, and their numbers.
func (r *Result) MostWrong() (most, wrong, reviewed, of int) {
	lots := r.Lots()
	for _, l := range lots {
		wrong, reviewed, of = wrong+l.Wrong, reviewed+l.Sampled, of+l.Size
	}
	return quality.MostWrongOf(lots), wrong, reviewed, of
}

// Decisions is how often the first officer's decision met which of the second's.
func (r *Result) Decisions() quality.Table {
	kinds := model.DecisionKinds()
	at := map[model.DecisionKind]int{}
	for i, k := range kinds {
		at[k] = i
	}
	t := quality.NewTable(len(kinds))
	for i := range r.Reviews {
		if v := &r.Reviews[i]; v.reviewed() {
			t[at[v.First.Kind]][at[v.Opinion.Decision.Kind]]++
		}
	}
	return t
}

// CriterionStates are the states of a criterion, in the order of its table.
func CriterionStates() []model.State { return []model.State{model.Met, model.NotMet, model.Unknown} }

// Criterion is how often the first officer's state of a criterion met which of
// the second's, of those where an answer was needed: where neither had to
// answer, both read the same source and must agree. All others are without.
// Whether a hit is relevant and an incident single is met or not: there the
// unknown is a category only where it came about.
func (r *Result) Criterion(id model.CriterionID) (t quality.Table, without int) {
	states := CriterionStates()
	t = quality.NewTable(len(states))
	at := map[model.State]int{}
	for i, s := range states {
		at[s] = i
	}
	unknown := false
	for i := range r.Reviews {
		v := &r.Reviews[i]
		if !v.reviewed() {
			continue
		}
		first, second := v.First.Criteria[id], v.Opinion.Decision.Criteria[id]
		if !needed(first) && !needed(second) {
			without++
			continue
		}
		unknown = unknown || first.State == model.Unknown || second.State == model.Unknown
		t[at[first.State]][at[second.State]]++
	}
	if !unknown && (id == model.CriterionRelevant || id == model.CriterionSingleIncident) {
		t = quality.Table{t[0][:2], t[1][:2]}
	}
	return t, without
}

// needed reports whether an officer had to answer for a criterion.
func needed(s model.Standing) bool {
	return s.Basis == model.BasisOfficer || s.Basis == model.BasisNotRecorded
}

// DiscardsAgreed is the share of discards that both decided alike, with each
// stratum weighted by its size, and its standard error.
func (r *Result) DiscardsAgreed() (share, standardError float64) {
	sizes := r.Sample.Frame.Sizes()
	var strata []quality.StratumShare
	for _, s := range quality.Strata() {
		one := quality.StratumShare{Size: sizes[s]}
		for i := range r.Reviews {
			v := &r.Reviews[i]
			if !v.Discard || v.Stratum != s || !v.reviewed() {
				continue
			}
			one.Of++
			if v.Outcome == Alike {
				one.Count++
			}
		}
		strata = append(strata, one)
	}
	return quality.Weighted(strata)
}
