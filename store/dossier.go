package store

import (
	"time"

	"gd8/model"
	"gd8/store/codec"
)

// Origin is where a version of a record's facts came from.
type Origin struct {
	File       string // blank where an officer entered it by hand
	Line       int
	By         string // who imported or entered it
	At         time.Time
	Reason     string // of a correction or withdrawal by hand
	Withdrawn  bool
	Incomplete bool
}

// ByHand reports whether an officer entered the record.
func (o Origin) ByHand() bool { return o.File == "" }

// Item is one record of a case, with all that is kept beside it.
type Item struct {
	Number   Number
	Origin   Origin
	Decision *model.Decision // the newest version; nil for none
	Checks   []model.Check   // of any version, oldest first
	Rulings  []model.Ruling  // about any version, oldest first
	State    model.QueueState
	Drafts   []Draft
	Note     string
}

// Dossier is the whole case of one record: what the review shows.
type Dossier struct {
	Case  *model.Case
	Items []Item // beside Case.Records
	At    int    // which of them was asked for
	// Separations are what officers said with "not the same" about the
	// individual, oldest first, on whichever record of the store.
	Separations []Separation
	// Elsewhere are the individual's records under other applications,
	// those of an incident this case holds too included.
	Elsewhere []Row
}

// Item is the item that was asked for.
func (d *Dossier) Item() *Item { return &d.Items[d.At] }

// Record is the record that was asked for.
func (d *Dossier) Record() *model.Record { return &d.Case.Records[d.At] }

// Key is the key of the record that was asked for.
func (d *Dossier) Key() model.Key { return d.Record().Source.Key() }

// Assess is the assessment of the record that was asked for.
func (d *Dossier) Assess() model.Assessment { return d.Case.Assess(d.At) }

// Dossier reads the whole case of a record.
func (s *Store) Dossier(n Number) (*Dossier, error) {
	var d *Dossier
	err := s.View(func(r *Reader) error {
		f, ind, at, err := r.CaseOfRecord(n)
		if err != nil {
			return err
		}
		if d, err = r.dossierOf(f); err != nil {
			return err
		}
		d.At = at
		if d.Separations, err = r.separationsAbout(&ind); err != nil {
			return err
		}
		own := f.Records[at].Record.Source.Key().Application
		for i, h := range ind.heads {
			if h.Key.Application == own {
				continue
			}
			row, err := r.RowOf(ind.numbers[i])
			if err != nil {
				return err
			}
			d.Elsewhere = append(d.Elsewhere, row)
		}
		return nil
	})
	return d, err
}

// dossierOf is the dossier of a case that was loaded, without what the
// individual has elsewhere.
func (r *Reader) dossierOf(f *StoredCase) (*Dossier, error) {
	d := &Dossier{Case: f.Case, Items: make([]Item, len(f.Records))}
	digest := f.Case.Digest()
	for i := range f.Records {
		var err error
		if d.Items[i], err = r.item(f, i, digest); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (r *Reader) item(f *StoredCase, i int, digest [32]byte) (Item, error) {
	k := &f.Records[i]
	item := Item{Number: k.Number, Origin: OriginOf(&k.Source)}
	var err error
	if item.Decision, err = r.LatestDecision(k.Number); err != nil {
		return item, err
	}
	if item.Checks, err = r.Checks(k.Number); err != nil {
		return item, err
	}
	if item.Rulings, err = r.Rulings(k.Number); err != nil {
		return item, err
	}
	item.State = f.Case.StateOf(i, item.Decision, item.Decision.Reopened(item.Checks, item.Rulings), digest)
	if item.Drafts, err = r.Drafts(k.Number); err != nil {
		return item, err
	}
	note, err := r.Get(BucketNotes, NumberKey(k.Number))
	item.Note = string(note)
	return item, err
}

// OriginOf is where a version of a record's facts came from.
func OriginOf(s *codec.Source) Origin {
	return Origin{s.Origin, s.Line, s.By, s.At, s.Reason, s.Withdrawn, s.Incomplete}
}

// RowOf reads the queue row of a record.
func (r *Reader) RowOf(n Number) (Row, error) {
	block, err := r.Block(n)
	if err != nil {
		return Row{}, err
	}
	return r.row(n, UnpackRow(RowIn(block, n)))
}

// Find gives the records with an incident_ref. application and person, where
// not nil, narrow them.
func (s *Store) Find(incident string, application, person *string) ([]Row, error) {
	var rows []Row
	err := s.View(func(r *Reader) error {
		prefix := s.RefKey(incident)
		return r.Each(BucketRefs, prefix[:], func(key, _ []byte) (bool, error) {
			n := LastNumber(key)
			if uint32(n) >= r.Next {
				return true, nil
			}
			h, err := r.HeadOf(n)
			if err != nil {
				return false, err
			}
			if h.Withdrawn || h.Key.Incident != incident ||
				application != nil && h.Key.Application != *application || person != nil && h.Key.Person != *person {
				return true, nil
			}
			row, err := r.RowOf(n)
			rows = append(rows, row)
			return true, err
		})
	})
	return rows, err
}
