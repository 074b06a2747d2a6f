package store

import (
	"context"

	"gd8/model"
)

const (
	// caseStep is how many cases EachCase reads in one transaction.
	caseStep = 256
	// keptFrom is the number of records from which an individual is kept for
	// its other cases, and keptHeads how many records are kept in all.
	keptFrom  = 16
	keptHeads = 200_000
)

// EachCase visits cases in the order given, each as CaseDossier gives it but
// without Elsewhere. What an individual has is read once for all its cases: by
// CaseDossier it is read for each, which for one of several thousand
// applications is the square of them. A case of which nothing is left is
// passed over.
func (s *Store) EachCase(ctx context.Context, cases []model.CaseKey, visit func(*Dossier) error) error {
	known := knownIndividuals{of: map[string]*StoredIndividual{}}
	for len(cases) > 0 {
		step := cases[:min(caseStep, len(cases))]
		cases = cases[len(step):]
		dossiers := make([]*Dossier, 0, len(step))
		// No transaction is held while a case is visited.
		err := s.View(func(r *Reader) error {
			known.asOf(r.Writes)
			for _, c := range step {
				if err := ctx.Err(); err != nil {
					return err
				}
				d, err := r.caseDossier(&known, c)
				if err != nil {
					return err
				}
				if len(d.Items) > 0 {
					dossiers = append(dossiers, d)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, d := range dossiers {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := visit(d); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Reader) caseDossier(known *knownIndividuals, c model.CaseKey) (*Dossier, error) {
	ind, err := known.get(r, c.Person)
	if err != nil {
		return nil, err
	}
	f, err := r.CaseOf(ind, c)
	if err != nil {
		return nil, err
	}
	return r.dossierOf(f)
}

// knownIndividuals keeps those with many records between transactions.
type knownIndividuals struct {
	writes uint64 // of the state that they are of
	of     map[string]*StoredIndividual
	heads  int
}

// asOf forgets what was read before the last write.
func (k *knownIndividuals) asOf(writes uint64) {
	if k.writes != writes {
		clear(k.of)
		k.writes, k.heads = writes, 0
	}
}

func (k *knownIndividuals) get(r *Reader, person string) (*StoredIndividual, error) {
	if ind := k.of[person]; ind != nil {
		return ind, nil
	}
	ind, err := r.IndividualOf(person)
	if err != nil {
		return nil, err
	}
	if n := len(ind.heads); n >= keptFrom {
		if k.heads += n; k.heads > keptHeads {
			clear(k.of)
			k.heads = n
		}
		k.of[person] = &ind
	}
	return &ind, nil
}
