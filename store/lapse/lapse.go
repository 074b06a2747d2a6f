package lapse

import (
	"cmp"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/sitting"
	"gd8/store/times"
	"gd8/store/vault"
)

// Kind is what happened to a record that put a decision out of date.
type Kind uint8

// The kinds of a lapse.
const (
	// Unknown says that no version tells: a record under another
	// application was erased, or the store was rescued without it. It has
	// no record and no time.
	Unknown   Kind = iota
	Arrived        // a record of the case, imported or entered by hand
	Changed        // facts of a record of the case, by a new version of its source
	Answered       // facts of a record of the case, by an officer's answer
	Reopened       // facts of a record of the case, by an answer withdrawn or undone
	Withdrawn      // a record of the case
	Elsewhere      // a record of the individual came under another application
	ElsewhereWithdrawn
	// Incomplete is that the case was marked incomplete: something of it,
	// or of the individual, is known to be missing.
	Incomplete
	// Test says that the facts are as they were and the test no longer
	// says of them that the discard applies. It has no record and no time.
	Test
	// Ruled is that an adjudication of a second opinion said that the
	// decision is to be made anew; Reason is its rationale.
	Ruled
)

// Lapse is one change since a decision was made that put it out of date.
type Lapse struct {
	Kind   Kind
	Key    model.Key // of the record that changed
	Own    bool      // which is the one decided about
	At     time.Time
	Entry  uint64 // of the journal
	By     string
	File   string         // it was imported from; blank by hand
	Reason string         // of Ruled
	Fields model.FieldSet // whose effective value is another now
	// Of a record that arrived: whether it is relevant, and whether it is
	// now joined to the event decided about.
	Counts, Joined bool
}

// Lapsed is an incident whose decision is out of date, and why.
type Lapsed struct {
	store.Row
	Lapses []Lapse // the newest first
}

// Since is when the decision fell out of date; zero where that is not known.
func (l *Lapsed) Since() time.Time { return l.first().At }

// first is the lapse that put the decision out of date, in the order of the
// journal.
func (l *Lapsed) first() (first Lapse) {
	for _, lapse := range l.Lapses {
		if first.Entry == 0 || lapse.Entry < first.Entry {
			first = lapse
		}
	}
	return first
}

// WhyOutOfDate gives what put the decision on record n out of date, the newest
// change first; none where its decision is not out of date.
func WhyOutOfDate(s *store.Store, n store.Number) (lapses []Lapse, err error) {
	err = s.View(func(r *store.Reader) error {
		lapses, _, err = lapsesOf(r, n)
		return err
	})
	return lapses, err
}

// maxRecords bounds how many records OutOfDateSince reads, as the case of
// one individual may have thousands, and as a file imported again may put
// thousands of decisions out of date.
const maxRecords = 5000

// LapsedSince is what became out of date after a moment.
type LapsedSince struct {
	Lapsed   []Lapsed // the first of them, in the order in which they arrived
	Count    int      // how many there are; where CutShort, at least
	CutShort bool     // not every decision that is out of date was looked at
}

// OutOfDateSince gives the incidents whose decision fell out of date after a
// sitting, with the reasons: no more than most of them, and how many there are.
// Those of which it is not known since when are not among them. Of many, or of
// very large cases, it looks at some only.
func OutOfDateSince(s *store.Store, last sitting.Sitting, most int) (found LapsedSince, err error) {
	err = s.View(func(r *store.Reader) error {
		entry, err := lastEntryOf(r, last)
		if err != nil {
			return err
		}
		after := func(l *Lapsed) bool {
			if entry == 0 { // it journalled nothing, so that its time is all there is to go by
				return l.Since().After(last.Ended)
			}
			return l.first().Entry > entry
		}
		in, err := r.Members(store.SetState + store.Set(model.StateOutOfDate))
		if err != nil {
			return err
		}
		read := 0
		for it := in.Iterator(); it.HasNext(); {
			if read >= maxRecords {
				found.CutShort = true
				return nil
			}
			n := store.Number(it.Next())
			lapses, records, err := lapsesOf(r, n)
			if err != nil {
				return err
			}
			read += records
			l := Lapsed{Lapses: lapses}
			if !after(&l) {
				continue
			}
			found.Count++
			if len(found.Lapsed) == most {
				continue
			}
			if l.Row, err = r.RowOf(n); err != nil {
				return err
			}
			found.Lapsed = append(found.Lapsed, l)
		}
		return nil
	})
	return found, err
}

// lastEntryOf is the last journal entry of a sitting up to its end, 0 where it
// has none. An entry that cannot be read is passed over.
func lastEntryOf(r *store.Reader, last sitting.Sitting) (uint64, error) {
	for n := r.Entries; n > 0 && last.ID != ""; n-- {
		b, err := r.Get(vault.BucketJournal, vault.EntryKey(n))
		if err == nil && b != nil && times.EntrySitting(b) == last.ID && times.EntryTime(b) <= last.Ended.UnixMicro() {
			return n, nil
		}
	}
	return 0, nil
}

// lapsesOf is WhyOutOfDate; read is how many records it had to look at.
func lapsesOf(r *store.Reader, n store.Number) (lapses []Lapse, read int, err error) {
	f, _, at, err := r.CaseOfRecord(n)
	if err != nil {
		return nil, 0, err
	}
	value, err := r.Newest(store.BucketDecisions, n, 1<<32-1)
	if err != nil || value == nil {
		return nil, 0, err
	}
	st, payload, err := vault.Unstamp(value)
	if err != nil {
		return nil, 0, err
	}
	latest, err := codec.DecodeDecision(payload)
	if err != nil {
		return nil, 0, err
	}
	rulings, err := r.Rulings(n)
	if err != nil || f.Case.StateOf(at, latest, latest.Reopened(nil, rulings), f.Case.Digest()) != model.StateOutOfDate {
		return nil, 0, err
	}
	ruled, err := lapsesByRuling(r, n, latest)
	if err != nil {
		return nil, 0, err
	}
	if latest.Digest == f.Case.Digest() {
		if len(ruled) > 0 {
			return ruled, len(f.Records), nil
		}
		return []Lapse{{Kind: Test}}, len(f.Records), nil
	}
	decided := decidedAbout{file: f, at: at, entry: st.Entry, key: f.Records[at].Record.Source.Key()}
	numbers, err := r.NumbersOf(decided.key.Person)
	if err != nil {
		return nil, 0, err
	}
	for _, m := range numbers {
		if err := decided.look(r, m); err != nil {
			return nil, 0, err
		}
	}
	decided.lapses = append(decided.lapses, ruled...)
	if len(decided.lapses) == 0 {
		return []Lapse{{Kind: Unknown}}, len(numbers), nil
	}
	slices.SortStableFunc(decided.lapses, func(a, b Lapse) int { return cmp.Compare(b.Entry, a.Entry) })
	return decided.lapses, len(numbers), nil
}

// lapsesByRuling are the adjudications that say that a record's decision, its
// newest version, is to be made anew.
func lapsesByRuling(r *store.Reader, n store.Number, latest *model.Decision) (list []Lapse, err error) {
	h, err := r.HeadOf(n)
	if err != nil {
		return nil, err
	}
	err = r.Each(store.BucketRulings, store.NumberKey(n), func(_, value []byte) (bool, error) {
		st, payload, err := vault.Unstamp(value)
		if err != nil {
			return false, err
		}
		ruling, err := codec.DecodeRuling(payload)
		if err == nil && ruling.Version == latest.Version && ruling.Outcome == model.ToBeMadeAnew {
			list = append(list, Lapse{
				Kind: Ruled, Key: h.Key, Own: true, At: ruling.At, Entry: st.Entry, By: ruling.Officer, Reason: ruling.Rationale,
			})
		}
		return err == nil, err
	})
	return list, err
}

// decidedAbout is the incident of a decision, and what has changed since the
// journal entry that the decision was made in.
type decidedAbout struct {
	file   *store.StoredCase
	at     int
	entry  uint64
	key    model.Key
	lapses []Lapse
}

// look compares one record of the individual as it was with how it is.
func (d *decidedAbout) look(r *store.Reader, n store.Number) error {
	was, is, err := recordSince(r, n, d.entry)
	if err != nil || is.source == nil {
		return err
	}
	key := is.source.Facts.Key()
	l := lapseOf(is.source, key)
	switch own := key.Case() == d.key.Case(); {
	case key.Person != d.key.Person: // another of the same hash
	case own && !was.counts() && is.counts():
		l = lapseOf(is.came, key)
		l.Kind = Arrived
		if i := d.file.Case.Index(key.Incident); i >= 0 {
			l.Counts = d.file.Case.Facts(i).Tri(model.Relevant) != model.No
			l.Joined = d.file.Case.SameEvent(i, d.at)
		}
		d.lapses = append(d.lapses, l)
	case own && was.counts() && !is.counts():
		l.Kind = Withdrawn
		d.lapses = append(d.lapses, l)
	case own && is.counts():
		l.Own = key == d.key
		if is.source.Mark > d.entry {
			if err := d.lookAtMark(r, is.source.Mark, l); err != nil {
				return err
			}
		}
		d.lapses = append(d.lapses, changes(was, is, l)...)
	case own, d.file.Case.Index(key.Incident) >= 0: // a reference the case itself holds
	case !was.counts() && is.counts():
		l = lapseOf(is.came, key)
		l.Kind = Elsewhere
		d.lapses = append(d.lapses, l)
	case was.counts() && !is.counts():
		l.Kind = ElsewhereWithdrawn
		d.lapses = append(d.lapses, l)
	}
	return nil
}

// lookAtMark notes that the case was marked incomplete in a journal entry
// since; all records of it are, by the same entry.
func (d *decidedAbout) lookAtMark(r *store.Reader, mark uint64, l Lapse) error {
	e, err := r.JournalEntry(mark)
	if err != nil {
		return err
	}
	l.Kind, l.At, l.Entry, l.By, l.File = Incomplete, e.At, mark, e.Officer, ""
	if !slices.ContainsFunc(d.lapses, func(have Lapse) bool { return have.Kind == Incomplete && have.Entry == l.Entry }) {
		d.lapses = append(d.lapses, l)
	}
	return nil
}

// seen is a record at one moment.
type seen struct {
	source  *codec.Source // its newest version, nil where it was not there
	came    *codec.Source // the version with which it came to count, or did so again
	answers []store.NumberedAnswer
	later   []store.NumberedAnswer // of answers, those newer than the decision
}

// lapseOf is that a version of a record came in; its kind is left to the caller.
func lapseOf(s *codec.Source, key model.Key) Lapse {
	return Lapse{Key: key, At: s.At, Entry: s.Entry, By: s.By, File: s.Origin}
}

func (m *seen) counts() bool { return m.source != nil && !m.source.Withdrawn }

func (m *seen) effective() model.Facts {
	facts := m.source.Facts
	for _, e := range store.StandingAnswers(m.answers) {
		if e.Op == codec.AnswerGiven {
			facts.Set(e.Answer.Field, e.Answer.Value)
		}
	}
	return facts
}

// recordSince reads a record as it was after a journal entry and as it is.
func recordSince(r *store.Reader, n store.Number, entry uint64) (was, is *seen, err error) {
	was, is = &seen{}, &seen{}
	err = r.Each(store.BucketSources, store.NumberKey(n), func(key, value []byte) (bool, error) {
		st, payload, err := vault.Unstamp(value)
		if _, revision := store.SplitPair(key); err != nil || revision > r.Revision || st.Entry > r.Entries {
			return err == nil, err // staged by an import that is not published
		}
		src, err := codec.DecodeSource(payload)
		src.Entry = st.Entry
		if !is.counts() { // so that the version that withdrew it gives way to the next
			is.came = &src
		}
		is.source = &src
		if st.Entry <= entry {
			was.source = &src
		}
		return true, err
	})
	if err != nil {
		return nil, nil, err
	}
	err = r.Each(store.BucketAnswers, store.NumberKey(n), func(key, value []byte) (bool, error) {
		st, payload, err := vault.Unstamp(value)
		if err != nil {
			return false, err
		}
		e, err := codec.DecodeAnswer(payload)
		_, sequence := store.SplitPair(key)
		given := store.NumberedAnswer{AnswerEntry: e, Sequence: sequence, Entry: st.Entry}
		is.answers = append(is.answers, given)
		if st.Entry <= entry {
			was.answers = append(was.answers, given)
		} else {
			is.later = append(is.later, given)
		}
		return true, err
	})
	return was, is, err
}

// changes are what made the effective facts of a record others than they were:
// for each field that differs the newest answer that touched it, else the new
// version of its source. l is the lapse of the source.
func changes(was, is *seen, l Lapse) []Lapse {
	before, now := was.effective(), is.effective()
	l.Kind = Changed
	var list []Lapse
	at := map[uint32]int{} // where in list the lapse of an answer stands
	for f := model.Field(0); f < model.FieldCount; f++ {
		if before.Show(f) == now.Show(f) {
			continue
		}
		e, ok := lastTouching(f, is.later)
		if !ok {
			l.Fields = l.Fields.With(f)
			continue
		}
		if _, ok := at[e.Sequence]; !ok {
			at[e.Sequence] = len(list)
			kind := Reopened
			if e.Op == codec.AnswerGiven {
				kind = Answered
			}
			list = append(list, Lapse{Kind: kind, Key: l.Key, Own: l.Own, At: e.Answer.At, Entry: e.Entry, By: e.Answer.By})
		}
		list[at[e.Sequence]].Fields = list[at[e.Sequence]].Fields.With(f)
	}
	if l.Fields != 0 {
		list = append(list, l)
	}
	return list
}

// lastTouching is the newest of later answers that is about a field.
func lastTouching(f model.Field, later []store.NumberedAnswer) (store.NumberedAnswer, bool) {
	for i := len(later) - 1; i >= 0; i-- {
		if e := later[i]; e.Answer.Field == f && e.Op != codec.AnswerIncomplete {
			return e, true
		}
	}
	return store.NumberedAnswer{}, false
}
