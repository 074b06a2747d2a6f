package purge

import (
	"errors"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/times"
	"gd8/store/vault"
)

// Request says which cases are to be erased: those that match all that
// is given. At least one thing is.
type Request struct {
	Application   *string    // of this application; blank is one
	Person        *string    // of the individual that this person_ref is of
	DecidedBefore model.Date // every incident of the case decided before this day; zero for any
}

// Plan is what a request comes to. Nothing is erased by making one.
type Plan struct {
	Cases   []model.CaseKey
	Records int // versions and withdrawn records included once
	Drafts  int
	// Versions of decisions, answers with those withdrawn, and notes.
	Decisions, Answers, Notes int
	// Reviews are second opinions, checks and adjudications.
	Reviews int
	// Kept are cases that match but for an incident that is not yet due, so
	// that they stay whole.
	Kept []model.CaseKey

	numbers []store.Number
	texts   []string // references, of which nothing may be left
}

// errNothing says that a request names nothing.
var errNothing = errors.New("name what to erase: --application, --person or --decided-before")

// Find finds the cases that a request erases. A case goes whole, when
// all of it is due.
func Find(s *store.Store, q Request) (Plan, error) {
	var plan Plan
	if q.Application == nil && q.Person == nil && q.DecidedBefore == 0 {
		return plan, errNothing
	}
	err := s.View(func(r *store.Reader) (err error) {
		plan, err = planPurge(s, r, q)
		return err
	})
	return plan, err
}

func planPurge(s *store.Store, r *store.Reader, q Request) (Plan, error) {
	var plan Plan
	cases := map[model.CaseKey][]store.Number{}
	caseOf := r.CaseNamer()
	var individual model.CaseKey // of the person asked for, under whichever person_ref
	if q.Person != nil {
		var err error
		if individual, err = caseOf(model.Key{Person: *q.Person}); err != nil {
			return plan, err
		}
	}
	for n := store.Number(1); uint32(n) < r.Next; n++ {
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
		if latest, err = times.Latest(r, s.Now()); err != nil {
			return plan, err
		}
	}
	for c, numbers := range cases {
		due, err := dueBefore(s, r, numbers, q.DecidedBefore, latest)
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
	slices.SortFunc(plan.Cases, store.CompareCases)
	slices.SortFunc(plan.Kept, store.CompareCases)
	slices.Sort(plan.numbers)
	plan.Records = len(plan.numbers)
	return plan, planContent(r, &plan)
}

// dueBefore reports whether every record of a case was decided before a day,
// or needs no decision. latest are the times that entries of the journal can
// have been made at, at the latest: a decision's own may be of a clock that was
// wrong.
func dueBefore(s *store.Store, r *store.Reader, numbers []store.Number, day model.Date, latest []int64) (bool, error) {
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
			if before, err = decidedBefore(s, r, n, day, latest); err != nil {
				return false, err
			}
		}
		switch {
		case before:
			decided = true
		case row.State == model.StateNotRelevant:
		default:
			if block, err := r.Block(n); err != nil || store.UnpackRow(store.RowIn(block, n)).Live {
				return false, err
			}
		}
	}
	return decided, nil
}

// decidedBefore reports whether the newest decision of a record was made before
// a day, for certain.
func decidedBefore(s *store.Store, r *store.Reader, n store.Number, day model.Date, latest []int64) (bool, error) {
	value, err := r.Newest(store.BucketDecisions, n, 1<<32-1)
	if err != nil {
		return false, err
	}
	st, _, err := vault.Unstamp(value)
	if err != nil || st.Entry == 0 || st.Entry > uint64(len(latest)) {
		return false, err
	}
	made := time.UnixMicro(latest[st.Entry-1])
	return model.DateOf(made.In(s.Now().Location())) < day, nil
}

// planContent counts what goes and gathers the references that must be gone.
func planContent(r *store.Reader, plan *Plan) error {
	seen := map[string]bool{}
	for _, n := range plan.numbers {
		drafts, err := r.Drafts(n)
		if err != nil {
			return err
		}
		plan.Drafts += len(drafts)
		for _, c := range []struct {
			bucket []byte
			count  *int
		}{{store.BucketDecisions, &plan.Decisions}, {store.BucketAnswers, &plan.Answers}, {store.BucketNotes, &plan.Notes},
			{store.BucketOpinions, &plan.Reviews}, {store.BucketChecks, &plan.Reviews}, {store.BucketRulings, &plan.Reviews}} {
			err := r.Each(c.bucket, store.NumberKey(n), func(_, _ []byte) (bool, error) { *c.count++; return true, nil })
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
