package audit

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/unnumbered"
	"gd8/store/vault"
)

// This file works out what a rescue did not find, and which individuals
// that could concern.

// findLost compares what the journal sealed with what is there, notes what is
// missing and gives the individuals concerned. What could be anyone's sets All.
func (rs *rescue) findLost(w *store.Writer, numbers []store.Number, heads []codec.Head) (individuals, error) {
	concerned := individuals{}
	if err := rs.findLostSaid(w); err != nil {
		return nil, err
	}
	there, gone := rs.positions(), rs.declared(w)
	named, unnamed := 0, 0 // values lost of entries that do or do not name their records
	for n := uint64(1); n <= w.Entries; n++ {
		e, said := w.JournalEntry(n) // with words of its own where they are lost
		names := said == nil && len(e.Keys) > 0 && len(e.Keys) == e.Count
		link, err := w.Get(vault.BucketChain, vault.EntryKey(n))
		if err != nil || link == nil {
			p := vault.Span{Entry: n, Kind: vault.SpanLink}
			if rs.known[p] {
				continue // of a rescue before this one
			}
			rs.report.Missing = append(rs.report.Missing, p.Lost())
			rs.lost = append(rs.lost, p)
			if said == nil && (e.Operation == vault.Consultation || unnumbered.ConcernsNobody(&e)) {
				continue // it wrote nothing of an individual
			}
			rs.report.All = rs.report.All || !names
			concerned.addOf(&e)
			continue
		}
		_, commitments, _ := vault.DecodeLink(link) // a link that opened decodes
		lost := lostOf(n, len(commitments)-1, there[n], gone[n])
		if len(lost) == 0 {
			continue
		}
		rs.lost = append(rs.lost, lost...)
		rs.report.Missing = append(rs.report.Missing, fmt.Sprintf("journal entry %d: %d of the %d values it sealed", n, len(lost), len(commitments)-1))
		if said == nil && unnumbered.ConcernsNobody(&e) {
			continue
		}
		if names {
			named += len(lost)
			concerned.addOf(&e)
		} else {
			unnamed += len(lost)
		}
	}
	rs.noteUnproven(w, concerned)
	joined, err := rs.joined(w, numbers, heads)
	if err != nil {
		return nil, err
	}
	if unnamed > 0 {
		rs.concernByHash(w, numbers, heads, joined, concerned, unnamed, named)
	}
	concerned.addJoined(joined)
	return concerned, nil
}

// joined are, for each person_ref, those that a record says are the same human,
// in either direction. Where nothing is lost no one asks.
func (rs *rescue) joined(w *store.Writer, numbers []store.Number, heads []codec.Head) (map[string][]string, error) {
	joined := map[string][]string{}
	if len(rs.lost) == 0 && len(rs.unproven) == 0 {
		return joined, nil
	}
	for i, n := range numbers {
		k, err := w.Load(n)
		if err != nil {
			return nil, err
		}
		facts := k.Record.Effective()
		if one, other := heads[i].Key.Person, facts.Text(model.SamePersonAs); other != "" {
			joined[one] = append(joined[one], other)
			joined[other] = append(joined[other], one)
		}
	}
	return joined, nil
}

// addJoined adds those who are the same human as one of them, directly or
// through others.
func (c individuals) addJoined(joined map[string][]string) {
	for next := slices.Collect(maps.Keys(c)); len(next) > 0; {
		person := next[len(next)-1]
		next = next[:len(next)-1]
		for _, other := range joined[person] {
			if !c[other] {
				c[other] = true
				next = append(next, other)
			}
		}
	}
}

// noteUnproven concerns the individuals of entries of which nothing shows that they
// were published: their facts could be those of an import that was cancelled.
// What was declared by a rescue before this one was concerned by that.
func (rs *rescue) noteUnproven(w *store.Writer, concerned individuals) {
	for _, u := range rs.unproven {
		if rs.known[vault.Span{Entry: u.lost, Kind: vault.SpanLink}] {
			continue
		}
		e, err := w.JournalEntry(u.entry)
		if err == nil && (e.Operation == vault.Consultation || unnumbered.ConcernsNobody(&e)) {
			continue // it wrote nothing of an individual
		}
		rs.report.Missing = append(rs.report.Missing, fmt.Sprintf("journal entry %d: nothing shows that it was published, as a link that would is lost", u.entry))
		if err == nil && len(e.Keys) > 0 && len(e.Keys) == e.Count {
			concerned.addOf(&e)
		} else {
			rs.report.All = true
		}
	}
}

// findLostSaid notes the entries whose words are lost, puts others in their
// place, and notes the parts of entries of which the erasure's words are lost.
func (rs *rescue) findLostSaid(w *store.Writer) error {
	var before time.Time
	var words, erased []vault.Span
	for n := uint64(1); n <= w.Entries; n++ {
		e, err := w.JournalEntry(n)
		if err != nil {
			e = vault.LostEntry(n, before, w.Salt)
			if err := w.Put(vault.BucketJournal, vault.EntryKey(n), e.Said()); err != nil {
				return err
			}
		}
		if e.Action == vault.ActionLost { // of this rescue, or of one before it
			words = append(words, vault.Span{Entry: n, Kind: vault.SpanSaid})
		}
		before = e.At
		for i := range e.Items {
			if e.Items[i].Erased {
				erased = append(erased, vault.Span{Entry: n, Kind: vault.SpanItem, From: i, To: i})
			}
		}
		rs.noteKnown(&e)
		if rs.marksLost && len(e.Marks) > 0 {
			rs.marksLost = false // said once
			rs.report.Missing = append(rs.report.Missing, "the key of the marks of erased cases: such a case is not known when it comes again")
		}
	}
	for _, p := range append(words, erased...) {
		if !rs.known[p] {
			rs.report.Missing = append(rs.report.Missing, p.Lost())
			rs.lost = append(rs.lost, p)
		}
	}
	return nil
}

// noteKnown notes what an entry declares gone, but for values.
func (rs *rescue) noteKnown(e *store.Entry) {
	for _, p := range e.Erased {
		switch p.Kind {
		case vault.SpanItem:
			for at := p.From; at <= p.To && at < maxItems; at++ {
				rs.known[vault.Span{Entry: p.Entry, Kind: vault.SpanItem, From: at, To: at}] = true
			}
		case vault.SpanSaid, vault.SpanLink:
			rs.known[vault.Span{Entry: p.Entry, Kind: p.Kind}] = true
		}
	}
}

// maxItems is more than an entry's items ever are.
const maxItems = vault.FirstKeyItem + vault.MaxEntryKeys

// lostOf are the places of an entry's values that are neither there nor
// declared gone.
func lostOf(entry uint64, sealed int, there, gone *roaring.Bitmap) []vault.Span {
	left := roaring.New()
	left.AddRange(0, uint64(max(sealed, 0)))
	for _, set := range []*roaring.Bitmap{there, gone} {
		if set != nil {
			left.AndNot(set)
		}
	}
	var lost []vault.Span
	for it := left.Iterator(); it.HasNext(); {
		at := int(it.Next())
		lost = append(lost, vault.Span{Entry: entry, From: at, To: at})
	}
	return lost
}

// individuals are those concerned by something that is lost, by person_ref.
type individuals map[string]bool

// addOf notes the individuals that an entry names.
func (concerned individuals) addOf(e *store.Entry) {
	for _, k := range e.Keys {
		concerned[k.Person] = true
	}
}

// concernByHash notes the individuals of lost records that the entry of their
// import does not name. The index of individuals can still tell them, as its
// keys hold the hash of a record's individual. Where it does not account for
// exactly what was lost, or is not whole itself, the rest could be anyone's, and
// All is set.
func (rs *rescue) concernByHash(w *store.Writer, numbers []store.Number, heads []codec.Head, joined map[string][]string, concerned individuals, unnamed, named int) {
	have := roaring.New()
	byHash := map[[store.PersonSize]byte]string{}
	for i, n := range numbers {
		have.Add(uint32(n))
		byHash[rs.s.PersonKey(heads[i].Key.Person)] = heads[i].Key.Person
		if _, ok := rs.pairs["persons"][string(rs.s.PersonsKey(heads[i].Key, n))]; !ok {
			rs.report.All = true
		}
	}
	for person := range joined { // of whom nothing but that may be left
		byHash[rs.s.PersonKey(person)] = person
	}
	missing := 0
	for key := range rs.pairs["persons"] {
		if n := store.LastNumber([]byte(key)); uint32(n) >= w.Next || have.Contains(uint32(n)) {
			continue
		}
		missing++
		// An individual of whom nothing is left has nothing to bar.
		if person, ok := byHash[[store.PersonSize]byte([]byte(key))]; ok {
			concerned[person] = true
		}
	}
	rs.report.All = rs.report.All || missing != unnamed || named > 0
}

// positions are the positions, by entry, of the values that are there.
func (rs *rescue) positions() map[uint64]*roaring.Bitmap {
	there := map[uint64]*roaring.Bitmap{}
	for _, bucket := range store.Committed() {
		for _, value := range rs.pairs[string(bucket)] {
			st, _, err := vault.Unstamp(value)
			if err != nil {
				continue
			}
			if there[st.Entry] == nil {
				there[st.Entry] = roaring.New()
			}
			there[st.Entry].Add(uint32(st.Position))
		}
	}
	return there
}

// declared are the positions, by entry, that erasures say are gone.
func (rs *rescue) declared(w *store.Writer) map[uint64]*roaring.Bitmap {
	gone := map[uint64]*roaring.Bitmap{}
	for n := uint64(1); n <= w.Entries; n++ {
		e, err := w.JournalEntry(n)
		if err != nil {
			continue
		}
		e.AddErased(gone)
	}
	return gone
}
