package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/boltfile"
	"gd8/store/codec"
	"gd8/store/location"
	"gd8/store/seal"
	"gd8/store/vault"
)

// RescueReport is what a rescue carried over and what it did not find.
type RescueReport struct {
	Records, Answers, Decisions, Drafts, Entries int
	// Reviews are second opinions, checks, adjudications, samples and releases.
	Reviews int
	// Missing says, a line each, what the journal or the numbering speaks
	// of and the file no longer holds whole.
	Missing []string
	// Incomplete are the cases marked incomplete: every decision in them is
	// out of date, and a discard is barred until an officer answers for it.
	// All says that something is missing that could belong to any case, so
	// that every case is marked.
	Incomplete []model.CaseKey
	All        bool
	// Verified is what the verification of the new store looked at, before it
	// got its name. It found nothing: else there is no new store.
	Verified Verified
	// Backups are those that the damaged store knew of, oldest first.
	Backups []store.Backup
}

// Rescue carries over into a new store at to, where none may be, every value
// of the damaged store at path that is whole and was published. The damaged
// file is only read. The new store is verified before it gets its name; where
// that finds anything the error is an *UnsoundError.
func Rescue(ctx context.Context, actor store.Actor, path, to string, o store.Options) (RescueReport, error) {
	if err := location.MustBeFree(to); err != nil {
		return RescueReport{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return RescueReport{}, err
	}
	defer f.Close()
	rs := &rescue{ctx: ctx, actor: actor, known: map[vault.Span]bool{}}
	if err := rs.read(f, o); err != nil {
		return rs.report, &vault.PathError{Path: path, Err: err}
	}
	return rs.report, vault.FullDisk("nothing was rescued: the new store could not be written", rs.write(to, o))
}

// write makes the new store at to.
func (rs *rescue) write(to string, o store.Options) error {
	if err := location.Make(to, o.AllowNetwork); err != nil {
		return &vault.PathError{Path: to, Err: err}
	}
	location.SweepAbandoned(to)
	temporary, err := location.TemporaryBeside(to)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	if err := rs.build(temporary, o); err != nil {
		return err
	}
	return location.PutNew(temporary, to)
}

type rescue struct {
	s         *store.Store // the new one, once it is being written
	ctx       context.Context
	actor     store.Actor
	header    vault.Header
	parent    [16]byte // the incarnation of the damaged store; zero where its header is lost
	marksLost bool     // the key of the marks of erased cases
	salvage
	state      vault.State
	stateFound bool // and not worked out from the rest
	report     RescueReport
	links      map[uint64]*chainLink // of the chain, that were published
	unproven   []unproven
	lost       []vault.Span        // what is missing of what the journal sealed
	known      map[vault.Span]bool // what of the journal itself it declares gone
}

func (rs *rescue) read(f *os.File, o store.Options) error {
	h, found, err := vault.FindHeader(f)
	if err != nil {
		return err
	}
	if found {
		rs.header = h
		if rs.sealer, err = h.Unlock(o); err != nil {
			return err
		}
	} else {
		// A plain store's seals need no key; an encrypted one's are lost
		// with the header.
		rs.header = vault.NewHeader()
		rs.sealer = seal.NewPlain(rs.header.IndexKey)
		rs.report.Missing = append(rs.report.Missing, "the store's header: the rescued store has a new identity, and older checkpoints are not its own")
	}
	if err := rs.salvage.read(f); err != nil {
		return err
	}
	if len(rs.found["sources"]) == 0 && len(rs.found["chain"]) == 0 {
		return errors.New("nothing in it can be rescued: no value is whole, or it is encrypted and its header is lost; restore the newest backup")
	}
	if known := rs.pairs["meta"][string(vault.KeyBackups)]; known != nil {
		// What cannot be read of it is not known: it is a remark only.
		rs.report.Backups, _ = vault.DecodeBackups(known)
	}
	rs.marksLost = rs.pairs["meta"][string(vault.KeyMarks)] == nil
	if before := rs.header.Renew(); found {
		rs.parent = before
	}
	_, known := boltfile.InUse(f)
	rs.settleState(known)
	rs.choose()
	rs.keyDrafts()
	return nil
}

// keyDrafts gives the drafts the keys they have in the new store, which has
// another index key where the header was lost, and the newest format.
func (rs *rescue) keyDrafts() {
	s, drafts := store.Of(vault.Unopened(rs.sealer)), map[string][]byte{}
	for key, value := range rs.pairs["drafts"] {
		kind, err := s.DraftKindOf([]byte(key), value)
		if err != nil {
			continue // no gd8 could show it
		}
		now := string(s.DraftKey(store.Number(store.KeyUint([]byte(key), 0)), kind))
		if have := drafts[now]; have == nil || newer(store.BucketDrafts, value, have) {
			drafts[now] = value
		}
	}
	rs.pairs["drafts"] = drafts
	rs.header.Format = vault.Format
}

// settleState takes the newest state found. Where there is none it is worked
// out from what else was found; inUseKnown says whether it is known which
// values stand in pages that are in use.
func (rs *rescue) settleState(inUseKnown bool) {
	st, err := vault.DecodeState(rs.pairs["meta"][string(vault.KeyState)])
	// One in a page that is no longer in use is of an earlier time: what was done
	// since would be left out without a word.
	rs.stateFound = err == nil && (!inUseKnown || rs.live[placeOf(vault.BucketMeta, vault.KeyState)])
	if !rs.stateFound {
		st = vault.State{Next: 1, Entries: rs.lastEntry(inUseKnown)}
		rs.report.Missing = append(rs.report.Missing, "the store's state: what was last published is worked out from what is there")
		// Nothing shows that what is there last was the last: an answer or a
		// withdrawal after it may have gone with the state, of anybody.
		rs.report.All = true
		for bucket, second := range map[string]*uint32{"sources": &st.Revision, "answers": &st.Sequences, "decisions": new(uint32)} {
			for key, list := range rs.found[bucket] {
				n, m := store.SplitPair([]byte(key))
				if !slices.ContainsFunc(list, func(f found) bool { return publishedBy(f.value, st.Entries) }) {
					continue
				}
				st.Next, *second = max(st.Next, uint32(n)+1), max(*second, m)
			}
		}
		// A record that is lost may have left a note or a draft: its number is not
		// given to another.
		for _, bucket := range []string{"notes", "drafts"} {
			for key := range rs.pairs[bucket] {
				if n := store.Number(store.KeyUint([]byte(key), 0)); n != store.NewRecord {
					st.Next = max(st.Next, uint32(n)+1)
				}
			}
		}
	}
	st.Staging = 0
	rs.state = st
}

// publishedBy reports whether a value says that it is of one of so many
// entries.
func publishedBy(value []byte, entries uint64) bool {
	st, _, err := vault.Unstamp(value)
	return err == nil && st.Entry <= entries
}

func entryOf(key []byte) uint64 {
	return uint64(store.KeyUint(key, 0))<<32 | uint64(store.KeyUint(key, 4))
}

// build writes what was read into a new file, marks the cases concerned and
// makes queue and index anew.
func (rs *rescue) build(path string, o store.Options) error {
	return vault.Build(path, rs.header, rs.sealer, store.Layout(), o, func(f *vault.File) error {
		s := store.Of(f)
		rs.s = s
		for _, bucket := range []string{"sources", "answers", "decisions", "opinions", "checks", "rulings", "samples", "releases", "drafts", "notes", "sittings", "chain", "journal", "meta"} {
			if err := rs.carry(s, bucket); err != nil {
				return err
			}
		}
		if err := s.Commit(rs.actor, rs.finish); err != nil {
			return err
		}
		return rs.verify(s)
	})
}

// UnsoundError says that what a rescue carried over does not verify.
type UnsoundError struct {
	First Finding
	Count int
}

func (e *UnsoundError) Error() string {
	more := ""
	if e.Count > 1 {
		more = fmt.Sprintf(" and %d more", e.Count-1)
	}
	return fmt.Sprintf("what could be carried over does not verify (%s%s), so no new store was made and the damaged one is as it was; restore the newest backup, and keep the damaged file for your IT desk", e.First, more)
}

// verify holds the new store to what any store is held to.
func (rs *rescue) verify(s *store.Store) (err error) {
	var unsound UnsoundError
	rs.report.Verified, err = Verify(rs.ctx, s, nil, func(f Finding) {
		if unsound.Count == 0 {
			unsound.First = f
		}
		unsound.Count++
	})
	if err == nil && unsound.Count > 0 {
		return &unsound
	}
	return err
}

// carry writes one bucket's values, those that are visible.
func (rs *rescue) carry(s *store.Store, bucket string) error {
	pairs := make([]vault.Pair, 0, len(rs.pairs[bucket]))
	for _, key := range slices.Sorted(maps.Keys(rs.pairs[bucket])) {
		if rs.visible(bucket, []byte(key)) {
			pairs = append(pairs, vault.Pair{Key: []byte(key), Value: rs.pairs[bucket][key]})
		}
	}
	if bucket == "meta" {
		pairs = slices.DeleteFunc(pairs, func(p vault.Pair) bool { return bytes.Equal(p.Key, vault.KeyState) })
		pairs = append(pairs, vault.Pair{Key: vault.KeyState, Value: rs.state.Encode()})
	}
	for chunk := range slices.Chunk(pairs, vault.CopyStep) {
		if err := s.PutAll([]byte(bucket), chunk); err != nil {
			return err
		}
	}
	switch bucket {
	case "answers":
		rs.report.Answers = len(pairs)
	case "decisions":
		rs.report.Decisions = len(pairs)
	case "opinions", "checks", "rulings", "samples", "releases":
		rs.report.Reviews += len(pairs)
	case "drafts":
		rs.report.Drafts = len(pairs)
	case "journal":
		rs.report.Entries = len(pairs)
	}
	return nil
}

// visible leaves out what an unpublished import staged, and entries after the
// last. What was said or typed of a record that is lost is kept.
func (rs *rescue) visible(bucket string, key []byte) bool {
	switch bucket {
	case "sources":
		n, revision := store.SplitPair(key)
		return uint32(n) < rs.state.Next && revision <= rs.state.Revision
	case "chain", "journal":
		return entryOf(key) <= rs.state.Entries
	}
	return true
}

// finish notes what is missing, marks the cases concerned, makes the records
// findable again, and assesses every case.
func (rs *rescue) finish(w *store.Writer) error {
	numbers, heads, err := rs.records(w)
	if err != nil {
		return err
	}
	for i, n := range numbers {
		if err := w.PutKeys(heads[i].Key, n); err != nil {
			return err
		}
		if err := w.IndexSigns(n); err != nil {
			return err
		}
	}
	rs.report.Records = len(numbers)
	concerned, err := rs.findLost(w, numbers, heads)
	if err != nil {
		return err
	}
	if err := rs.mark(w, numbers, heads, concerned); err != nil {
		return err
	}
	if err := rs.findTexts(w); err != nil {
		return err
	}
	w.Entry = store.Entry{
		Operation: vault.Alteration, Action: vault.ActionRescue, Count: len(numbers), Erased: vault.JoinSpans(rs.lost),
		Detail: fmt.Sprintf("%d things missing, %d cases marked incomplete", len(rs.report.Missing), len(rs.report.Incomplete)),
		Origin: rs.header.Origin(vault.Rescued, rs.parent),
	}
	if err := errors.Join(w.SealLists(), w.BuildTree(), w.FindMarks()); err != nil {
		return err
	}
	return rs.assessAll(w, heads)
}

// records are the numbers and heads of the records carried over.
func (rs *rescue) records(w *store.Writer) ([]store.Number, []codec.Head, error) {
	var numbers []store.Number
	var heads []codec.Head
	for n := store.Number(1); uint32(n) < w.Next; n++ {
		h, err := w.HeadOf(n)
		if errors.Is(err, vault.ErrMissing) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		numbers, heads = append(numbers, n), append(heads, h)
	}
	return numbers, heads, nil
}

// mark enters, for every record of an individual concerned, a revision of its
// source that says that the case is incomplete: in all cases of the individual,
// as each of them looks at what is known under other applications.
func (rs *rescue) mark(w *store.Writer, numbers []store.Number, heads []codec.Head, concerned individuals) error {
	marked := map[model.CaseKey]bool{}
	for i, n := range numbers {
		c := heads[i].Key.Case()
		if !rs.report.All && !concerned[c.Person] {
			continue
		}
		src, err := w.SourceOf(n)
		if err != nil {
			return err
		}
		if !marked[c] {
			marked[c] = true
			w.Revision++
			rs.report.Incomplete = append(rs.report.Incomplete, c)
		}
		src.Incomplete, src.Mark = true, w.Entries+1
		if err := w.PutSource(n, src); err != nil {
			return err
		}
	}
	slices.SortFunc(rs.report.Incomplete, store.CompareCases)
	return nil
}

// findTexts makes equal rationales findable again.
func (rs *rescue) findTexts(w *store.Writer) error {
	texts, err := w.AllTexts(rs.ctx, rs.s)
	for _, p := range texts {
		if err == nil {
			err = w.Put(store.BucketTexts, p.Key, p.Value)
		}
	}
	return err
}

func (rs *rescue) assessAll(w *store.Writer, heads []codec.Head) error {
	persons := store.PersonSet{}
	for _, h := range heads {
		persons[h.Key.Person] = true
	}
	if err := w.ReassessAll(persons); err != nil {
		return err
	}
	for key := range rs.pairs["answers"] {
		n, _ := store.SplitPair([]byte(key))
		if err := w.MarkAnswered(n, true); err != nil {
			return err
		}
	}
	return nil
}
