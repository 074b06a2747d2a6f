package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	"gd8/store/seal"
)

// RescueReport is what a rescue carried over and what it did not find.
type RescueReport struct {
	Records, Answers, Decisions, Drafts, Entries int
	// Missing says, a line each, what the journal or the numbering speaks
	// of and the file no longer holds whole.
	Missing []string
	// Incomplete are the cases marked incomplete: a discard in them is
	// barred until an officer answers for it. All says that something is
	// missing that could belong to any case, so that every case is marked.
	Incomplete []model.CaseKey
	All        bool
	// Backups are those that the damaged store knew of, oldest first.
	Backups []Backup
}

// Rescue carries over into a new store at to, where none may be, every value
// of the damaged store at path that is whole. The damaged file is only read.
func Rescue(ctx context.Context, actor Actor, path, to string, o Options) (RescueReport, error) {
	if err := mustBeFree(to); err != nil {
		return RescueReport{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return RescueReport{}, err
	}
	defer f.Close()
	rs := &rescue{ctx: ctx, actor: actor, known: map[place]bool{}}
	if err := rs.read(f, o); err != nil {
		return rs.report, &PathError{path, err}
	}
	if err := makePlace(to, o.AllowNetwork); err != nil {
		return rs.report, &PathError{to, err}
	}
	sweepAbandoned(to)
	temporary, err := temporaryBeside(to)
	if err != nil {
		return rs.report, err
	}
	defer os.Remove(temporary)
	if err := rs.build(temporary, o); err != nil {
		return rs.report, err
	}
	return rs.report, putNew(temporary, to)
}

type rescue struct {
	ctx    context.Context
	actor  Actor
	header header
	salvage
	state  state
	report RescueReport
	lost   []place        // what is missing of what the journal sealed
	known  map[place]bool // what of the journal itself it declares gone
}

func (rs *rescue) read(f *os.File, o Options) error {
	h, found, err := findHeader(f)
	if err != nil {
		return err
	}
	if found {
		rs.header = h
		if rs.sealer, err = h.unlock(o); err != nil {
			return err
		}
	} else {
		// A plain store's seals need no key; an encrypted one's are lost
		// with the header.
		rs.header = newHeader()
		rs.sealer = seal.NewPlain(rs.header.indexKey)
		rs.report.Missing = append(rs.report.Missing, "the store's header: the rescued store has a new identity, and older checkpoints are not its own")
	}
	if err := rs.salvage.read(f); err != nil {
		return err
	}
	if len(rs.pairs["sources"]) == 0 && len(rs.pairs["chain"]) == 0 {
		return errors.New("nothing in it can be rescued: no value is whole, or it is encrypted and its header is lost; restore the newest backup")
	}
	if known := rs.pairs["meta"][string(keyBackups)]; known != nil {
		// What cannot be read of it is not known: it is a remark only.
		rs.report.Backups, _ = decodeBackups(known)
	}
	rs.settleState()
	rs.keyDrafts()
	return nil
}

// keyDrafts gives the drafts the keys they have in the new store, which has
// another index key where the header was lost, and the newest format.
func (rs *rescue) keyDrafts() {
	s, drafts := &Store{sealer: rs.sealer}, map[string][]byte{}
	for key, value := range rs.pairs["drafts"] {
		kind, err := s.draftKindOf([]byte(key), value)
		if err != nil {
			continue // no gd8 could show it
		}
		now := string(s.draftKey(Number(keyUint([]byte(key), 0)), kind))
		if have := drafts[now]; have == nil || newer(bucketDrafts, value, have) {
			drafts[now] = value
		}
	}
	rs.pairs["drafts"] = drafts
	rs.header.format = Format
}

// settleState takes the newest state found, and widens it to what else was
// found: a record or an entry that is whole is not left out because the state
// that published it is lost.
func (rs *rescue) settleState() {
	st, err := decodeState(rs.pairs["meta"][string(keyState)])
	if err != nil {
		st = state{next: 1}
		rs.report.Missing = append(rs.report.Missing, "the store's state: what was last published is worked out from what is there")
		for key := range rs.pairs["sources"] {
			n, revision := splitPair([]byte(key))
			st.next, st.revision = max(st.next, uint32(n)+1), max(st.revision, revision)
		}
		for key := range rs.pairs["answers"] {
			_, sequence := splitPair([]byte(key))
			st.sequences = max(st.sequences, sequence)
		}
		for key := range rs.pairs["chain"] {
			if n := entryOf([]byte(key)); n > st.entries {
				st.entries = n
			}
		}
		if link := rs.pairs["chain"][string(entryKey(st.entries))]; link != nil {
			st.head, _, _ = decodeLink(link) // a link that opened decodes
		}
		if e, err := decodeEntry(rs.pairs["journal"][string(entryKey(st.entries))]); err == nil {
			st.lastTime = e.At
		}
	}
	st.staging = 0
	rs.state = st
}

func entryOf(key []byte) uint64 { return uint64(keyUint(key, 0))<<32 | uint64(keyUint(key, 4)) }

// build writes what was read into a new file, marks the cases concerned and
// makes queue and index anew.
func (rs *rescue) build(path string, o Options) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	s := &Store{db: db, path: path, header: rs.header, sealer: rs.sealer, now: o.clock()}
	err = initialise(db, rs.header, rs.sealer)
	for _, bucket := range []string{"sources", "answers", "decisions", "drafts", "notes", "sittings", "chain", "journal", "meta"} {
		if err == nil {
			err = rs.carry(s, bucket)
		}
	}
	if err == nil {
		err = s.commit(rs.actor, func(w *writer) error { return rs.finish(w) })
	}
	return errors.Join(err, s.db.Sync(), s.db.Close()) // it may have been opened anew
}

// carry writes one bucket's values, those that are visible.
func (rs *rescue) carry(s *Store, bucket string) error {
	pairs := make([]pair, 0, len(rs.pairs[bucket]))
	for _, key := range slices.Sorted(maps.Keys(rs.pairs[bucket])) {
		if rs.visible(bucket, []byte(key)) {
			pairs = append(pairs, pair{[]byte(key), rs.pairs[bucket][key]})
		}
	}
	if bucket == "meta" {
		pairs = slices.DeleteFunc(pairs, func(p pair) bool { return bytes.Equal(p.key, keyState) })
		pairs = append(pairs, pair{keyState, rs.state.encode()})
	}
	for chunk := range slices.Chunk(pairs, copyStep) {
		if err := s.putAll([]byte(bucket), chunk); err != nil {
			return err
		}
	}
	switch bucket {
	case "answers":
		rs.report.Answers = len(pairs)
	case "decisions":
		rs.report.Decisions = len(pairs)
	case "drafts":
		rs.report.Drafts = len(pairs)
	case "journal":
		rs.report.Entries = len(pairs)
	}
	return nil
}

// visible leaves out what an unpublished import staged, and answers,
// decisions, drafts and notes of records that are lost.
func (rs *rescue) visible(bucket string, key []byte) bool {
	switch bucket {
	case "sources":
		n, revision := splitPair(key)
		return uint32(n) < rs.state.next && revision <= rs.state.revision
	case "chain", "journal":
		return entryOf(key) <= rs.state.entries
	}
	return true
}

// finish notes what is missing, marks the cases concerned, makes the records
// findable again, and assesses every case.
func (rs *rescue) finish(w *writer) error {
	numbers, heads, err := rs.records(w)
	if err != nil {
		return err
	}
	for i, n := range numbers {
		if err := w.putKeys(heads[i].key, n); err != nil {
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
	w.entry = Entry{
		Operation: Alteration, Action: actionRescue, Count: len(numbers), erased: joinPlaces(rs.lost),
		Detail: fmt.Sprintf("%d things missing, %d cases marked incomplete", len(rs.report.Missing), len(rs.report.Incomplete)),
	}
	return rs.assessAll(w, heads)
}

// records are the numbers and heads of the records carried over.
func (rs *rescue) records(w *writer) ([]Number, []head, error) {
	var numbers []Number
	var heads []head
	for n := Number(1); uint32(n) < w.next; n++ {
		h, err := w.headOf(n)
		if errors.Is(err, errMissing) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		numbers, heads = append(numbers, n), append(heads, h)
	}
	return numbers, heads, nil
}

// mark enters, for every record of a case concerned, a revision of its source
// that says that the case is incomplete.
func (rs *rescue) mark(w *writer, numbers []Number, heads []head, concerned map[model.CaseKey]bool) error {
	marked := map[model.CaseKey]bool{}
	for i, n := range numbers {
		c := heads[i].key.Case()
		if !rs.report.All && !concerned[c] {
			continue
		}
		src, err := w.sourceOf(n)
		if err != nil {
			return err
		}
		if !marked[c] {
			marked[c] = true
			w.revision++
			rs.report.Incomplete = append(rs.report.Incomplete, c)
		}
		src.incomplete = true
		if err := w.putSource(n, src); err != nil {
			return err
		}
	}
	slices.SortFunc(rs.report.Incomplete, compareCases)
	return nil
}

// findTexts makes equal rationales findable again.
func (rs *rescue) findTexts(w *writer) error {
	texts, err := w.allTexts(rs.ctx, w.s)
	for _, p := range texts {
		if err == nil {
			err = w.put(bucketTexts, p.key, p.value)
		}
	}
	return err
}

func (rs *rescue) assessAll(w *writer, heads []head) error {
	done := map[string]bool{}
	for _, h := range heads {
		if done[h.key.Person] {
			continue
		}
		done[h.key.Person] = true
		if err := w.reassessPerson(h.key.Person); err != nil {
			return err
		}
	}
	x, err := w.changeIndex()
	for key := range rs.pairs["answers"] {
		n, _ := splitPair([]byte(key))
		if err == nil {
			err = x.mark(w, setAnswered, n, true)
		}
	}
	return err
}
