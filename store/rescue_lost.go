package store

import (
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// This file works out what a rescue did not find, and which individuals
// that could concern.

// findLost compares what the journal sealed with what is there, notes what is
// missing and gives the individuals concerned. What could be anyone's sets All.
func (rs *rescue) findLost(w *writer, numbers []Number, heads []head) (individuals, error) {
	concerned := individuals{}
	if err := rs.findLostSaid(w); err != nil {
		return nil, err
	}
	there, gone := rs.positions(), rs.declared(w)
	named, unnamed := 0, 0 // values lost of entries that do or do not name their records
	for n := uint64(1); n <= w.entries; n++ {
		e, said := w.journalEntry(n) // with words of its own where they are lost
		names := said == nil && len(e.Keys) > 0 && len(e.Keys) == e.Count
		link, err := w.get(bucketChain, entryKey(n))
		if err != nil || link == nil {
			p := place{entry: n, kind: placeLink}
			if rs.known[p] {
				continue // of a rescue before this one
			}
			rs.report.Missing = append(rs.report.Missing, p.lost())
			rs.lost = append(rs.lost, p)
			if said == nil && e.Operation == Consultation {
				continue // it wrote nothing
			}
			rs.report.All = rs.report.All || !names
			e.concern(concerned)
			continue
		}
		_, commitments, _ := decodeLink(link) // a link that opened decodes
		lost := lostOf(n, len(commitments)-1, there[n], gone[n])
		if len(lost) == 0 {
			continue
		}
		rs.lost = append(rs.lost, lost...)
		rs.report.Missing = append(rs.report.Missing, fmt.Sprintf("journal entry %d: %d of the %d values it sealed", n, len(lost), len(commitments)-1))
		if names {
			named += len(lost)
			e.concern(concerned)
		} else {
			unnamed += len(lost)
		}
	}
	rs.noteUnproven(w, concerned)
	if unnamed > 0 {
		rs.concernByHash(w, numbers, heads, concerned, unnamed, named)
	}
	return concerned, nil
}

// noteUnproven concerns the individuals of entries of which nothing shows that they
// were published: their facts could be those of an import that was cancelled.
// What was declared by a rescue before this one was concerned by that.
func (rs *rescue) noteUnproven(w *writer, concerned individuals) {
	for _, u := range rs.unproven {
		if rs.known[place{entry: u.lost, kind: placeLink}] {
			continue
		}
		e, err := w.journalEntry(u.entry)
		if err == nil && e.Operation == Consultation {
			continue // it wrote nothing
		}
		rs.report.Missing = append(rs.report.Missing, fmt.Sprintf("journal entry %d: nothing shows that it was published, as a link that would is lost", u.entry))
		if err == nil && len(e.Keys) > 0 && len(e.Keys) == e.Count {
			e.concern(concerned)
		} else {
			rs.report.All = true
		}
	}
}

// findLostSaid notes the entries whose words are lost, puts others in their
// place, and notes the parts of entries of which the erasure's words are lost.
func (rs *rescue) findLostSaid(w *writer) error {
	var before time.Time
	var words, erased []place
	for n := uint64(1); n <= w.entries; n++ {
		e, err := w.journalEntry(n)
		if err != nil {
			e = lostEntry(n, before, w.s.salts.next)
			if err := w.put(bucketJournal, entryKey(n), e.said()); err != nil {
				return err
			}
		}
		if e.Action == actionLost { // of this rescue, or of one before it
			words = append(words, place{entry: n, kind: placeSaid})
		}
		before = e.At
		for i := range e.items {
			if e.items[i].erased {
				erased = append(erased, place{entry: n, kind: placeItem, from: i, to: i})
			}
		}
		rs.noteKnown(&e)
	}
	for _, p := range append(words, erased...) {
		if !rs.known[p] {
			rs.report.Missing = append(rs.report.Missing, p.lost())
			rs.lost = append(rs.lost, p)
		}
	}
	return nil
}

// noteKnown notes what an entry declares gone, but for values.
func (rs *rescue) noteKnown(e *Entry) {
	for _, p := range e.erased {
		switch p.kind {
		case placeItem:
			for at := p.from; at <= p.to && at < maxItems; at++ {
				rs.known[place{entry: p.entry, kind: placeItem, from: at, to: at}] = true
			}
		case placeSaid, placeLink:
			rs.known[place{entry: p.entry, kind: p.kind}] = true
		}
	}
}

// maxItems is more than an entry's items ever are.
const maxItems = firstKeyItem + maxEntryKeys

// lostOf are the places of an entry's values that are neither there nor
// declared gone.
func lostOf(entry uint64, sealed int, there, gone *roaring.Bitmap) []place {
	left := roaring.New()
	left.AddRange(0, uint64(max(sealed, 0)))
	for _, set := range []*roaring.Bitmap{there, gone} {
		if set != nil {
			left.AndNot(set)
		}
	}
	var lost []place
	for it := left.Iterator(); it.HasNext(); {
		at := int(it.Next())
		lost = append(lost, place{entry: entry, from: at, to: at})
	}
	return lost
}

// individuals are those concerned by something that is lost, by person_ref.
type individuals map[string]bool

// concern notes the individuals that an entry names.
func (e *Entry) concern(concerned individuals) {
	for _, k := range e.Keys {
		concerned[k.Person] = true
	}
}

// concernByHash notes the individuals of lost records that the entry of their
// import does not name. The index of individuals can still tell them, as its
// keys hold the hash of a record's individual. Where it does not account for
// exactly what was lost, or is not whole itself, the rest could be anyone's, and
// All is set.
func (rs *rescue) concernByHash(w *writer, numbers []Number, heads []head, concerned individuals, unnamed, named int) {
	have := roaring.New()
	byHash := map[[personSize]byte]string{}
	for i, n := range numbers {
		have.Add(uint32(n))
		byHash[w.s.personKey(heads[i].key.Person)] = heads[i].key.Person
		if _, ok := rs.pairs["persons"][string(w.s.personsKey(heads[i].key, n))]; !ok {
			rs.report.All = true
		}
	}
	missing := 0
	for key := range rs.pairs["persons"] {
		if n := lastNumber([]byte(key)); uint32(n) >= w.next || have.Contains(uint32(n)) {
			continue
		}
		missing++
		// An individual of whom nothing is left has nothing to bar.
		if person, ok := byHash[[personSize]byte([]byte(key))]; ok {
			concerned[person] = true
		}
	}
	rs.report.All = rs.report.All || missing != unnamed || named > 0
}

// positions are the positions, by entry, of the values that are there.
func (rs *rescue) positions() map[uint64]*roaring.Bitmap {
	there := map[uint64]*roaring.Bitmap{}
	for _, bucket := range []string{"sources", "answers", "decisions"} {
		for _, value := range rs.pairs[bucket] {
			st, _, err := unstamp(value)
			if err != nil {
				continue
			}
			if there[st.entry] == nil {
				there[st.entry] = roaring.New()
			}
			there[st.entry].Add(uint32(st.position))
		}
	}
	return there
}

// declared are the positions, by entry, that erasures say are gone.
func (rs *rescue) declared(w *writer) map[uint64]*roaring.Bitmap {
	gone := map[uint64]*roaring.Bitmap{}
	for n := uint64(1); n <= w.entries; n++ {
		e, err := w.journalEntry(n)
		if err != nil {
			continue
		}
		e.addErased(gone)
	}
	return gone
}
