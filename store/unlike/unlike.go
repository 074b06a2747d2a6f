// Package unlike finds incidents that are alike in all that the test reads and
// were decided unlike. It is advice: what the test does not read may be why.
package unlike

import (
	"cmp"
	"context"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/standing"
)

// Pair is two incidents with equal profiles and different decisions.
type Pair struct {
	First, Second Side // First is of the decision that more of their profile have
	Differs       []Difference
}

// Side is one incident of a pair.
type Side struct {
	Key     model.Key // of its first hit
	Hits    int
	Kind    model.DecisionKind
	Verdict model.Verdict
	AgeThen int // -1 where not known
	Role    model.Role
}

// Difference is a fact in which the two incidents differ, as it is shown.
type Difference struct {
	Field         model.Field
	First, Second string
}

// Found is all that was found.
type Found struct {
	Compared int // incidents whose decision stands
	Profiles int // with different decisions
	Pairs    []Pair
	More     int // pairs beyond those given
}

// MaxPairs is how many pairs are given at most.
const MaxPairs = 200

// candidates is how many of the more are looked at for the one that differs
// least from one of the fewer. With all of them the work would be the square of
// a profile's incidents.
const candidates = 50

// profile is all that the test says of an incident and that may bear on a
// decision beside it, but for the workforce, which is read where it is needed.
type profile struct {
	criteria [model.CriterionCount]model.Criterion
	flags    model.FlagSet
	age      int
	role     model.Role
}

// Find compares all decisions that stand and are not out of date. In each
// profile, those decided as fewer of it were are each set beside one of the
// others.
func Find(ctx context.Context, s *store.Store, show func(done, of int)) (*Found, error) {
	all, _, err := standing.Read(ctx, s, standing.Pass{Show: show})
	if err != nil {
		return nil, err
	}
	found := &Found{}
	groups := map[profile][]*standing.Decision{}
	var order []profile
	for i := range all {
		d := &all[i]
		if d.OutOfDate {
			continue
		}
		found.Compared++
		p := profile{d.Criteria, d.Flags, d.AgeThen, d.Role}
		if groups[p] == nil {
			order = append(order, p)
		}
		groups[p] = append(groups[p], d)
	}
	for _, p := range order {
		if unlike(groups[p]) {
			if err := found.add(ctx, s, groups[p]); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// unlike reports whether there are different decisions among the incidents.
func unlike(list []*standing.Decision) bool {
	return slices.ContainsFunc(list, func(d *standing.Decision) bool { return d.Kind != list[0].Kind })
}

// add sorts incidents of one profile by workforce and pairs those that were
// decided unlike.
func (found *Found) add(ctx context.Context, s *store.Store, list []*standing.Decision) error {
	byWork := map[string][]*standing.Decision{}
	var order []string
	err := s.View(func(r *store.Reader) error {
		l := store.Looker{Ctx: ctx}
		for _, d := range list {
			if err := l.Look(); err != nil {
				return err
			}
			facts, err := r.EffectiveOf(d.Number)
			if err != nil || facts == nil {
				return err
			}
			work := facts.Text(model.Workforce)
			if byWork[work] == nil {
				order = append(order, work)
			}
			byWork[work] = append(byWork[work], d)
		}
		for _, work := range order {
			if !unlike(byWork[work]) {
				continue
			}
			found.Profiles++
			if err := found.pair(r, byWork[work]); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// pair sets each incident that was decided as fewer were beside the one of the
// others that differs from it least.
func (found *Found) pair(r *store.Reader, list []*standing.Decision) error {
	more := mostCommon(list)
	var usual []*standing.Decision
	for _, d := range list {
		if d.Kind == more {
			usual = append(usual, d)
		}
	}
	usual = usual[max(0, len(usual)-candidates):] // the newest
	for _, d := range list {
		switch {
		case d.Kind == more:
		case len(found.Pairs) == MaxPairs:
			found.More++
		default:
			p, err := nearest(r, usual, d)
			if err != nil {
				return err
			}
			found.Pairs = append(found.Pairs, *p)
		}
	}
	return nil
}

// mostCommon is the decision that most have; of several the first of the table.
func mostCommon(list []*standing.Decision) model.DecisionKind {
	counts := map[model.DecisionKind]int{}
	for _, d := range list {
		counts[d.Kind]++
	}
	return slices.MaxFunc(model.DecisionKinds(), func(a, b model.DecisionKind) int {
		return cmp.Or(cmp.Compare(counts[a], counts[b]), cmp.Compare(b, a))
	})
}

func nearest(r *store.Reader, usual []*standing.Decision, d *standing.Decision) (*Pair, error) {
	var best *Pair
	for _, other := range usual {
		p, err := compare(r, other, d)
		if err != nil {
			return nil, err
		}
		if best == nil || len(p.Differs) < len(best.Differs) {
			best = p
		}
	}
	return best, nil
}

// compared are the fields in which two incidents are compared: not those that
// say who and which they are, nor by when an application is due.
func compared() []model.Field {
	apart := []model.Field{model.PersonName, model.DateOfBirth, model.DueDate, model.SameEventAs, model.SamePersonAs}
	return slices.DeleteFunc(model.Fields(), func(f model.Field) bool { return f.IsKey() || slices.Contains(apart, f) })
}

func compare(r *store.Reader, first, second *standing.Decision) (*Pair, error) {
	a, err := r.EffectiveOf(first.Number)
	if err != nil {
		return nil, err
	}
	b, err := r.EffectiveOf(second.Number)
	if err != nil {
		return nil, err
	}
	p := &Pair{First: sideOf(first, a), Second: sideOf(second, b)}
	for _, f := range compared() {
		if a.Get(f) != b.Get(f) {
			p.Differs = append(p.Differs, Difference{f, a.Show(f), b.Show(f)})
		}
	}
	return p, nil
}

func sideOf(d *standing.Decision, facts *model.Facts) Side {
	return Side{facts.Key(), d.Hits, d.Kind, d.Verdict, d.AgeThen, d.Role}
}
