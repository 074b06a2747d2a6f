package assurance

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/location"
	"gd8/store/seal"
	"gd8/store/vault"
)

// Second is a blind second review of a sample by one officer. What the officer
// works in is Copy: a store of its own that holds the newest source facts of the
// incidents drawn, and of whoever has a say in how they read, and nothing else.
// There is no way from it to the store that the sample is of; the methods here
// only take things there.
type Second struct {
	Copy   *store.Store
	Sample int
	// Refused says, a line each, which incidents of the sample this officer
	// does not review, and why.
	Refused []string

	of      *store.Store
	path    string
	members []member
	at      map[store.Number]int          // in members, by number in Copy
	copied  map[model.Key]store.Number    // in Copy
	texts   map[store.Number]store.Number // in the store, by number in Copy
}

// member is one incident of the sample that this officer reviews.
type member struct {
	draw.Drawn
	copied store.Number
	given  bool // the opinion is
}

// Errors that say why there is nothing to review.
var (
	errAllGiven = errors.New("every incident of this sample that you can review has its second opinion; gd8 adjudicate settles where officers differ")
	errErased   = errors.New("every incident of this sample has been erased")
)

// ErrGiven says that an opinion cannot be changed.
var ErrGiven = errors.New("your opinion on this incident was given and is not changed: go on to the next")

// StartSecond prepares the blind second review of a sample. Close is to follow.
func StartSecond(ctx context.Context, s *store.Store, actor store.Actor, number int) (*Second, error) {
	if model.SameOfficer(actor.Officer, "") {
		return nil, errNoOfficer
	}
	sample, err := draw.Named(s, number)
	if err != nil {
		return nil, err
	}
	v := &Second{
		Sample: number, of: s, at: map[store.Number]int{},
		copied: map[model.Key]store.Number{}, texts: map[store.Number]store.Number{},
	}
	if err := v.choose(sample, actor.Officer); err != nil {
		return nil, err
	}
	records, err := v.sources(ctx)
	if err != nil {
		return nil, err
	}
	if err := v.open(); err != nil {
		return nil, err
	}
	if err = v.fill(records); err == nil {
		err = v.takeUp(actor)
	}
	if err != nil {
		_ = v.Close()
		return nil, err
	}
	return v, nil
}

// choose finds the incidents that the officer reviews, in the order of ranks.
func (v *Second) choose(sample *draw.Sample, officer string) error {
	erased, open := 0, 0
	err := v.of.View(func(r *store.Reader) error {
		for _, d := range sample.Drawn {
			h, err := r.HeadOf(d.Number)
			if errors.Is(err, vault.ErrMissing) {
				erased++
				continue
			}
			if err != nil {
				return err
			}
			own, err := decidedBy(r, d.Number, officer)
			if err != nil {
				return err
			}
			if own {
				v.Refused = append(v.Refused, fmt.Sprintf("you decided %s yourself; a second review is by another officer", h.Key.Incident))
				continue
			}
			given, mine, err := opinionOf(r, d, v.Sample, officer)
			if err != nil {
				return err
			}
			if given && !mine {
				v.Refused = append(v.Refused, h.Key.Incident+" has its second opinion already")
				continue
			}
			if !given {
				open++
			}
			v.members = append(v.members, member{Drawn: d, given: given})
		}
		return nil
	})
	switch {
	case err != nil || open > 0:
		return err
	case erased == len(sample.Drawn):
		return errErased
	case len(v.members) == 0 && len(v.Refused) > 0:
		return fmt.Errorf("nothing of this sample is left for you to review: %s", v.Refused[0])
	}
	return errAllGiven
}

// decidedBy reports whether an officer made any version of a decision on the
// incident that record n describes.
func decidedBy(r *store.Reader, n store.Number, officer string) (bool, error) {
	e, err := r.Event(n)
	if err != nil {
		return false, err
	}
	numbers := []store.Number{n}
	for _, hit := range e.Hits {
		numbers = append(numbers, hit.Number)
	}
	for _, m := range numbers {
		versions, err := r.DecisionVersions(m)
		if err != nil {
			return false, err
		}
		for _, d := range versions {
			if model.SameOfficer(d.Officer, officer) {
				return true, nil
			}
		}
	}
	return false, nil
}

// opinionOf reports whether an incident of a sample has its second opinion, and
// whether it is the officer's own.
func opinionOf(r *store.Reader, d draw.Drawn, sample int, officer string) (given, mine bool, err error) {
	opinions, err := r.Opinions(d.Number)
	for i := range opinions {
		if o := &opinions[i]; o.Sample == sample && o.Version == d.Version {
			return true, model.SameOfficer(o.Decision.Officer, officer), nil
		}
	}
	return false, false, err
}

// open makes the store that the officer works in, beside the one the sample is
// of, encrypted under a passphrase that nobody has. Its name is that of a file
// that is being built, so that it is removed when the store is next opened,
// should gd8 be cut off.
func (v *Second) open() (err error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // crypto/rand does not fail
	own := func() ([]byte, error) { return []byte(hex.EncodeToString(secret)), nil }
	v.path = location.TemporaryName(v.of.Path())
	o := store.Options{
		Now: v.of.Now, AllowNetwork: true, WithoutSync: true,
		Encrypt: own, Unlock: own, Costs: seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1},
	}
	if err := store.Create(v.path, o); err != nil {
		return err
	}
	if v.Copy, err = store.Open(v.path, o); err != nil {
		_ = os.Remove(v.path)
	}
	return err
}

// Close removes what the officer worked in. What is half typed is kept.
func (v *Second) Close() error { return errors.Join(v.Copy.Close(), os.Remove(v.path)) }

// Members are the incidents to review, in the order of ranks; open leaves out
// those whose opinion was given.
func (v *Second) Members(open bool) []store.Number {
	var list []store.Number
	for _, m := range v.members {
		if !open || !m.given {
			list = append(list, m.copied)
		}
	}
	return list
}

// WhyNotGive says why no opinion on a record can be given; nil where it can.
func (v *Second) WhyNotGive(n store.Number) error {
	at, ok := v.at[n]
	switch {
	case !ok:
		return errors.New("this record was not drawn: its facts are here because they bear on one that was")
	case v.members[at].given:
		return ErrGiven
	}
	return nil
}

// Consulted writes into the journal that the officer read a record.
func (v *Second) Consulted(actor store.Actor, n store.Number) error {
	return v.of.Consult(actor, v.texts[n], "second review")
}

// Listed writes into the journal that the officer consulted a list.
func (v *Second) Listed(actor store.Actor, action, name string, count int) error {
	return v.of.ConsultMany(actor, action, fmt.Sprintf("second review of sample %d %s", v.Sample, name), count)
}

// Encrypted reports whether the store that the sample is of is.
func (v *Second) Encrypted() bool { return v.of.Encrypted() }

// CheckPassphrase looks whether a passphrase opens that store.
func (v *Second) CheckPassphrase(p []byte) error { return v.of.CheckPassphrase(p) }

// Give writes what the officer decided in Copy on record n as an opinion.
func (v *Second) Give(actor store.Actor, n store.Number) error {
	if err := v.WhyNotGive(n); err != nil {
		return err
	}
	d, err := v.Copy.Dossier(n)
	if err != nil {
		return err
	}
	if !d.Item().Decision.Stands() {
		return errors.New("nothing was decided that could be an opinion")
	}
	m := &v.members[v.at[n]]
	o := model.Opinion{Sample: v.Sample, Version: m.Version, Said: saidIn(d), Decision: *d.Item().Decision}
	err = v.of.Write(actor, func(w *store.Writer) error {
		own, err := decidedBy(&w.Reader, m.Number, actor.Officer)
		if err != nil {
			return err
		}
		given, _, err := opinionOf(&w.Reader, m.Drawn, v.Sample, actor.Officer)
		switch {
		case err != nil:
			return err
		case own:
			return errors.New("you decided this incident yourself; a second review is by another officer")
		case given:
			return ErrGiven
		}
		w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Alteration, "second opinion", fmt.Sprintf("sample %d", v.Sample)
		w.Entry.Count = 1
		if err := w.NameRecord(m.Number); err != nil {
			return err
		}
		_, err = w.AddOpinion(m.Number, o)
		return err
	})
	if err != nil {
		return err
	}
	m.given = true
	return nil
}

// saidIn is all that the officer answered in a case.
func saidIn(d *store.Dossier) []model.Said {
	var list []model.Said
	for i := range d.Case.Records {
		list = append(list, saidOn(d, i)...)
	}
	return list
}

// saidOn is what the officer answered on record i of a case.
func saidOn(d *store.Dossier, i int) (list []model.Said) {
	r := &d.Case.Records[i]
	key := r.Source.Key()
	for _, a := range r.Answers {
		list = append(list, model.Said{Kind: model.SaidAnswer, Key: key, Answer: a})
	}
	if r.IncompleteReason != "" {
		list = append(list, model.Said{Kind: model.SaidIncomplete, Key: key, Answer: model.Answer{Reason: r.IncompleteReason}})
	}
	for _, s := range d.Separations {
		if s.Number == d.Items[i].Number {
			list = append(list, model.Said{
				Kind: model.SaidSeparate, Key: key, Answer: model.Answer{Reason: s.Reason, By: s.By, At: s.At}, Some: s.Some, Others: s.Others,
			})
		}
	}
	return list
}

// DescribeSecond says what a second review is of, in a sentence.
func DescribeSecond(v *Second) string {
	left := len(v.Members(true))
	said := fmt.Sprintf("Second review of sample %d: %d left for you to review.", v.Sample, left)
	if given := len(v.members) - left; given > 0 {
		said = fmt.Sprintf("Second review of sample %d: %d left for you to review, %d given.", v.Sample, left, given)
	}
	return said + " You see the facts as their source has them, and answer anew."
}

// DescribeMoreRefused says how many more are not reviewed.
func DescribeMoreRefused(n int) string { return fmt.Sprintf("Nor are %d more.", n) }
