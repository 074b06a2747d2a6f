package export

import "gd8/store/unlike"

// UnlikeFound is what was found decided unlike as `gd8 alike` gives it.
type UnlikeFound struct {
	Compared int          `json:"compared"` // incidents whose decision stands
	Pairs    []UnlikePair `json:"pairs"`
	More     int          `json:"more_pairs"` // beyond those given
}

// UnlikePair is two incidents with equal profiles and different decisions.
type UnlikePair struct {
	First   UnlikeSide         `json:"first"`
	Second  UnlikeSide         `json:"second"`
	Differs []UnlikeDifference `json:"facts_that_differ"` // in column order
}

// UnlikeSide is one incident of a pair, by its first hit.
type UnlikeSide struct {
	Identity
	AgeThen  *int   `json:"age_then"` // null where not known
	Role     string `json:"person_role"`
	Decision string `json:"decision"`
}

// UnlikeDifference is a fact in which the two differ, in the form in which it is
// shown.
type UnlikeDifference struct {
	Field  string `json:"field"`
	First  string `json:"first"`
	Second string `json:"second"`
}

// ShowUnlike is what was found for other programs.
func ShowUnlike(f *unlike.Found) UnlikeFound {
	shown := UnlikeFound{Compared: f.Compared, Pairs: []UnlikePair{}, More: f.More}
	for i := range f.Pairs {
		p := &f.Pairs[i]
		pair := UnlikePair{First: unlikeSide(&p.First), Second: unlikeSide(&p.Second), Differs: []UnlikeDifference{}}
		for _, d := range p.Differs {
			pair.Differs = append(pair.Differs, UnlikeDifference{d.Field.Name(), d.First, d.Second})
		}
		shown.Pairs = append(shown.Pairs, pair)
	}
	return shown
}

func unlikeSide(s *unlike.Side) UnlikeSide {
	shown := UnlikeSide{Identity: identity(s.Key, s.Verdict), Role: s.Role.String(), Decision: s.Kind.String()}
	if s.AgeThen >= 0 {
		shown.AgeThen = &s.AgeThen
	}
	return shown
}
