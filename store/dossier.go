package store

import (
	"cmp"
	"slices"
	"time"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
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
		d = &Dossier{Case: f.Case, At: at, Items: make([]Item, len(f.Records))}
		digest := f.Case.Digest()
		for i := range f.Records {
			if d.Items[i], err = r.item(f, i, digest); err != nil {
				return err
			}
		}
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

func (r *Reader) item(f *StoredCase, i int, digest [32]byte) (Item, error) {
	k := &f.Records[i]
	item := Item{Number: k.Number, Origin: provenance(&k.Source)}
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

func provenance(s *codec.Source) Origin {
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
	Origin Origin
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

// History reads all versions of a record's facts, answers and decisions, and
// what other officers said of them, newest first: the one that the journal sealed last, as times can be equal.
func (s *Store) History(n Number) ([]Change, error) {
	var versions []version
	err := s.View(func(r *Reader) error {
		for _, part := range []struct {
			bucket []byte
			decode func([]byte) (Change, error)
		}{{BucketSources, sourceChange}, {BucketAnswers, answerChange}, {BucketDecisions, decisionChange},
			{BucketChecks, checkChange}, {BucketOpinions, opinionChange}, {BucketRulings, rulingChange}} {
			err := r.Each(part.bucket, NumberKey(n), func(_, value []byte) (bool, error) {
				st, payload, err := vault.Unstamp(value)
				if err != nil || st.Entry > r.Entries { // staged by an import that is not published
					return err == nil, err
				}
				c, err := part.decode(payload)
				if c.Decision != nil {
					c.ID = s.decisionID(c.Decision, st)
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
	return Change{At: src.At, By: src.By, Source: &SourceChange{src.Facts, provenance(&src)}}, err
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

// DecisionVersions reads all versions of a record's decision, oldest first.
func (r *Reader) DecisionVersions(n Number) ([]*model.Decision, error) {
	var list []*model.Decision
	err := r.Each(BucketDecisions, NumberKey(n), func(_, value []byte) (bool, error) {
		d, err := DecodeStoredDecision(value)
		list = append(list, d)
		return true, err
	})
	return list, err
}
