package store

import (
	"slices"

	"gd8/model"
)

// ApplicationDossiers reads an application whole: the case of each of its
// individuals, the applicant first. person, where not nil, narrows it. A blank
// application is one for each individual, so that person has to be given.
func (s *Store) ApplicationDossiers(application string, person *string) ([]*Dossier, error) {
	cases, err := s.Cases(func(c model.CaseKey) bool {
		return c.Application == application && (person == nil || c.Person == *person)
	})
	if err != nil {
		return nil, err
	}
	if len(cases) == 0 {
		return nil, ErrNoCase
	}
	list := make([]*Dossier, len(cases))
	for k, c := range cases {
		if list[k], err = s.CaseDossier(c); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b *Dossier) int { return int(a.Case.Facts(0).Role()) - int(b.Case.Facts(0).Role()) })
	return list, nil
}
