package export

import (
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
)

// Page is what goes on one page: an application with its individuals, or one
// individual without an application. Strangers never share a page.
type Page struct {
	Application string // blank for an individual without one
	Cases       []model.CaseKey
}

// Person is the person_ref of the individual a page without an application is
// about; blank for any other page.
func (p *Page) Person() string {
	if p.Application != "" {
		return ""
	}
	return p.Cases[0].Person
}

// Pages puts cases onto pages, in the order of the cases.
func Pages(cases []model.CaseKey) []Page {
	var pages []Page
	at := map[string]int{}
	for _, c := range cases {
		if k, there := at[c.Application]; there && c.Application != "" {
			pages[k].Cases = append(pages[k].Cases, c)
			continue
		}
		at[c.Application] = len(pages)
		pages = append(pages, Page{c.Application, []model.CaseKey{c}})
	}
	return pages
}

// Individuals reads the individuals of a page, the applicant first. withdrawn
// is of Withdrawals.
func (p *Page) Individuals(s *store.Store, withdrawn map[model.CaseKey][]Withdrawal) ([]Individual, error) {
	var list []Individual
	for _, c := range p.Cases {
		d, err := s.CaseDossier(c)
		if err != nil {
			return nil, err
		}
		n := Individual{Dossier: d, Withdrawn: withdrawn[c]}
		if n.Incomplete, err = incompleteAnswers(s, d); err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	slices.SortStableFunc(list, func(a, b Individual) int { return int(a.role()) - int(b.role()) })
	return list, nil
}

func (n *Individual) role() model.Role { return n.Case.Facts(0).Role() }

// incompleteAnswers finds who answered for records that are known to be
// missing, and when; nil where none are.
func incompleteAnswers(s *store.Store, d *store.Dossier) ([]model.Answer, error) {
	var list []model.Answer
	for i := range d.Case.Records {
		if d.Case.Records[i].IncompleteReason == "" {
			continue
		}
		changes, err := history.Of(s, d.Items[i].Number)
		if err != nil {
			return nil, err
		}
		for _, change := range changes { // newest first
			if change.Answer != nil && change.Answer.ForIncomplete {
				if list == nil {
					list = make([]model.Answer, d.Case.Len())
				}
				list[i] = change.Answer.Answer
				break
			}
		}
	}
	return list, nil
}

// Keys are the keys of all records of the individuals.
func Keys(individuals []Individual) []model.Key {
	var keys []model.Key
	for k := range individuals {
		keys = append(keys, keysOf(individuals[k].Dossier)...)
	}
	return keys
}

func keysOf(d *store.Dossier) []model.Key {
	keys := make([]model.Key, len(d.Case.Records))
	for i := range keys {
		keys[i] = d.Case.Records[i].Source.Key()
	}
	return keys
}
