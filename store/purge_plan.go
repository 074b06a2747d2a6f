package store

import (
	"errors"
	"slices"
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// PurgeRequest says which cases are to be erased: those that match all that
// is given. At least one thing is.
type PurgeRequest struct {
	Application   *string    // of this application; blank is one
	Person        *string    // of the individual that this person_ref is of
	DecidedBefore model.Date // every incident of the case decided before this day; zero for any
}

// PurgePlan is what a request comes to. Nothing is erased by making one.
type PurgePlan struct {
	Cases   []model.CaseKey
	Records int // versions and withdrawn records included once
	Drafts  int
	// Versions of decisions, answers with those withdrawn, and notes.
	Decisions, Answers, Notes int
	// Kept are cases that match but for an incident that is not yet due, so
	// that they stay whole.
	Kept []model.CaseKey

	numbers []Number
	texts   []string // references, of which nothing may be left
}

// errPurgeNothing says that a request names nothing.
var errPurgeNothing = errors.New("name what to erase: --application, --person or --decided-before")

// PlanPurge finds the cases that a request erases. A case goes whole, when
// all of it is due.
func (s *Store) PlanPurge(q PurgeRequest) (PurgePlan, error) {
	var plan PurgePlan
	if q.Application == nil && q.Person == nil && q.DecidedBefore == 0 {
		return plan, errPurgeNothing
	}
	err := s.View(func(r *Reader) (err error) {
		plan, err = r.planPurge(q)
		return err
	})
	return plan, err
}

func (r *Reader) planPurge(q PurgeRequest) (PurgePlan, error) {
	var plan PurgePlan
	cases := map[model.CaseKey][]Number{}
	caseOf := r.caseNamer()
	var individual model.CaseKey // of the person asked for, under whichever person_ref
	if q.Person != nil {
		var err error
		if individual, err = caseOf(model.Key{Person: *q.Person}); err != nil {
			return plan, err
		}
	}
	for n := Number(1); uint32(n) < r.Next; n++ {
		h, err := r.HeadOf(n)
		if errors.Is(err, vault.ErrMissing) {
			continue // erased
		}
		if err != nil {
			return plan, err
		}
		c, err := caseOf(h.Key)
		if err != nil {
			return plan, err
		}
		if q.Application != nil && c.Application != *q.Application || q.Person != nil && c.Person != individual.Person {
			continue
		}
		cases[c] = append(cases[c], n)
	}
	var latest []int64
	if q.DecidedBefore != 0 {
		var err error
		if latest, err = r.latestTimes(r.s.Now()); err != nil {
			return plan, err
		}
	}
	for c, numbers := range cases {
		due, err := r.dueBefore(numbers, q.DecidedBefore, latest)
		if err != nil {
			return plan, err
		}
		if !due {
			plan.Kept = append(plan.Kept, c)
			continue
		}
		plan.Cases = append(plan.Cases, c)
		plan.numbers = append(plan.numbers, numbers...)
	}
	slices.SortFunc(plan.Cases, CompareCases)
	slices.SortFunc(plan.Kept, CompareCases)
	slices.Sort(plan.numbers)
	plan.Records = len(plan.numbers)
	return plan, r.planContent(&plan)
}

// dueBefore reports whether every record of a case was decided before a day,
// or needs no decision. latest are the times that entries of the journal can
// have been made at, at the latest: a decision's own may be of a clock that was
// wrong.
func (r *Reader) dueBefore(numbers []Number, day model.Date, latest []int64) (bool, error) {
	if day == 0 {
		return true, nil
	}
	decided := false
	for _, n := range numbers {
		row, err := r.RowOf(n)
		if err != nil {
			return false, err
		}
		before := false
		if row.State == model.StateDecided {
			if before, err = r.decidedBefore(n, day, latest); err != nil {
				return false, err
			}
		}
		switch {
		case before:
			decided = true
		case row.State == model.StateNotRelevant:
		default:
			if block, err := r.Block(n); err != nil || UnpackRow(RowIn(block, n)).Live {
				return false, err
			}
		}
	}
	return decided, nil
}

// decidedBefore reports whether the newest decision of a record was made before
// a day, for certain.
func (r *Reader) decidedBefore(n Number, day model.Date, latest []int64) (bool, error) {
	value, err := r.Newest(BucketDecisions, n, 1<<32-1)
	if err != nil {
		return false, err
	}
	st, _, err := vault.Unstamp(value)
	if err != nil || st.Entry == 0 || st.Entry > uint64(len(latest)) {
		return false, err
	}
	made := time.UnixMicro(latest[st.Entry-1])
	return model.DateOf(made.In(r.s.Now().Location())) < day, nil
}

// planContent counts what goes and gathers the references that must be gone.
func (r *Reader) planContent(plan *PurgePlan) error {
	seen := map[string]bool{}
	for _, n := range plan.numbers {
		drafts, err := r.drafts(n)
		if err != nil {
			return err
		}
		plan.Drafts += len(drafts)
		for _, c := range []struct {
			bucket []byte
			count  *int
		}{{BucketDecisions, &plan.Decisions}, {BucketAnswers, &plan.Answers}, {BucketNotes, &plan.Notes}} {
			err := r.Each(c.bucket, NumberKey(n), func(_, _ []byte) (bool, error) { *c.count++; return true, nil })
			if err != nil {
				return err
			}
		}
		h, err := r.HeadOf(n)
		if err != nil {
			return err
		}
		for _, ref := range []string{h.Key.Application, h.Key.Person, h.Key.Incident} {
			if ref != "" && !seen[ref] {
				seen[ref] = true
				plan.texts = append(plan.texts, ref)
			}
		}
	}
	return nil
}
