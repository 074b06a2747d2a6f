package audit

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"gd8/store"
	"gd8/store/vault"
)

// This file chooses, among the whole values that a damaged file has for one
// place, the one that was published. Free pages also hold what never was: the
// rows of an import that was cancelled or killed, and the action of a
// transaction that did not take place. Their numbers, keys and journal entries
// were handed out again. The state knows the journal's head, each link of the
// chain says which one comes before it, and holds to its entry what that says
// and sealed.

// chainLink is one link of the chain.
type chainLink struct {
	value       []byte
	hash        [32]byte
	commitments [][32]byte
	live        bool
}

// unproven is an entry of which nothing shows that it was published, as a
// link after it is lost.
type unproven struct {
	entry uint64
	lost  uint64 // the link that would show it; entries+1 is the state's
}

// choose fills pairs with what was published of what was found.
func (rs *rescue) choose() {
	rs.links = map[uint64]*chainLink{}
	rs.chooseLinks()
	rs.chooseWords()
	for _, bucket := range store.Committed() {
		for key, list := range rs.found[string(bucket)] {
			if value := rs.chooseValue(bucket, []byte(key), list); value != nil {
				rs.pairs[string(bucket)][key] = value
			}
		}
	}
	if !rs.stateFound {
		rs.endJournal()
	}
}

// linksAt are the links found for an entry, those in use first.
func (rs *rescue) linksAt(n uint64) []*chainLink {
	var list []*chainLink
	for _, f := range rs.found[string(vault.BucketChain)][string(vault.EntryKey(n))] {
		hash, commitments, err := vault.DecodeLink(f.value)
		if err == nil && len(commitments) > 0 {
			list = append(list, &chainLink{f.value, hash, commitments, f.live})
		}
	}
	slices.SortStableFunc(list, func(a, b *chainLink) int {
		switch {
		case a.live == b.live:
			return 0
		case a.live:
			return -1
		}
		return 1
	})
	return list
}

// chooseLinks goes from the journal's head back, as each link shows which is
// the one before it.
func (rs *rescue) chooseLinks() {
	var after *chainLink // the link of the entry after, nil where it is lost
	for n := rs.state.Entries; n > 0; n-- {
		list := rs.linksAt(n)
		chosen := (*chainLink)(nil)
		switch top := n == rs.state.Entries; {
		case top && rs.stateFound:
			chosen = firstLink(list, func(l *chainLink) bool { return l.hash == rs.state.Head })
		case after != nil:
			chosen = firstLink(list, func(l *chainLink) bool { return vault.ChainHash(l.hash, n+1, after.commitments) == after.hash })
		default:
			chosen = rs.likeliest(n, list)
		}
		proven := chosen != nil && (after != nil || n == rs.state.Entries && rs.stateFound)
		if chosen != nil && !proven {
			rs.doubt(n, list)
		}
		if after != nil && chosen == nil {
			rs.unproven = append(rs.unproven, unproven{entry: n + 1, lost: n})
		}
		if after = chosen; chosen != nil {
			rs.links[n] = chosen
			rs.pairs[string(vault.BucketChain)][string(vault.EntryKey(n))] = chosen.value
		}
	}
	if after != nil && vault.ChainHash([32]byte{}, 1, after.commitments) != after.hash {
		rs.unproven = append(rs.unproven, unproven{entry: 1, lost: 0})
	}
}

func firstLink(list []*chainLink, fits func(*chainLink) bool) *chainLink {
	if i := slices.IndexFunc(list, fits); i >= 0 {
		return list[i]
	}
	return nil
}

// likeliest is the link of an entry of which no later link says which it is:
// one in use, else the one written last, as a number is handed out again only
// where what had it before was not published.
func (rs *rescue) likeliest(n uint64, list []*chainLink) *chainLink {
	if len(list) == 0 {
		return nil
	}
	best, at := list[0], rs.timeOf(n, list[0])
	for _, l := range list[1:] {
		if t := rs.timeOf(n, l); l.live == best.live && t.After(at) {
			best, at = l, t
		}
	}
	return best
}

// timeOf is when the entry of a link was made, zero where its words are lost.
func (rs *rescue) timeOf(n uint64, l *chainLink) time.Time {
	if e := rs.wordsOf(n, l); e != nil {
		return e.At
	}
	return time.Time{}
}

// wordsOf are the words found of an entry that a link holds to it, nil for
// none; of several, as an erasure leaves them, those with the most erased.
func (rs *rescue) wordsOf(n uint64, l *chainLink) *store.Entry {
	var words *store.Entry
	key := vault.EntryKey(n)
	for _, f := range rs.found[string(vault.BucketJournal)][string(key)] {
		e, err := vault.DecodeEntry(f.value)
		if err != nil || e.Commitment(key) != l.commitments[0] {
			continue
		}
		if words == nil || e.ErasedItems() > words.ErasedItems() {
			words = &e
		}
	}
	return words
}

// doubt notes that nothing shows that entry n, the last before a lost link,
// was published, nor, where it is one of an import, those of imports before
// it: an import has many entries, and they are published together. What else
// stands in a page in use was published. Where several links were found, what
// the others sealed is left out, and may be what was published.
func (rs *rescue) doubt(n uint64, list []*chainLink) {
	if inUse := slices.IndexFunc(list, func(l *chainLink) bool { return !l.live }); len(list) > 1 && inUse != 1 {
		rs.report.All = true
		rs.report.Missing = append(rs.report.Missing, fmt.Sprintf("journal entry %d: which of %d entries of this number was published, as the link that would show it is lost", n, len(list)))
	}
	for at := n; at > 0; at-- {
		imported, certain := false, at == n
		for _, l := range rs.linksAt(at) {
			e := rs.wordsOf(at, l)
			imported = imported || e == nil || e.Operation == vault.Collection
			certain = certain && l.live
		}
		if certain && !imported {
			return
		}
		rs.unproven = append(rs.unproven, unproven{entry: at, lost: n + 1})
		if !imported {
			return
		}
	}
}

// chooseWords takes, of what was found of an entry's words, those that its
// link holds to it; where the link is lost those of the newest.
func (rs *rescue) chooseWords() {
	for n := uint64(1); n <= rs.state.Entries; n++ {
		key := vault.EntryKey(n)
		var words *store.Entry
		if l := rs.links[n]; l != nil {
			words = rs.wordsOf(n, l)
		} else {
			for _, f := range rs.found[string(vault.BucketJournal)][string(key)] {
				e, err := vault.DecodeEntry(f.value)
				if err == nil && (words == nil || e.At.After(words.At) || e.At.Equal(words.At) && e.ErasedItems() > words.ErasedItems()) {
					words = &e
				}
			}
		}
		if words != nil {
			rs.pairs[string(vault.BucketJournal)][string(key)] = words.Said()
		}
	}
}

// chooseValue takes the value of a place that a link holds to it. One whose
// own link is lost is taken where there is no such, as its seal holds; of
// several the one in use, else that of the latest entry.
func (rs *rescue) chooseValue(bucket, key []byte, list []found) []byte {
	var best *found
	var of uint64
	for i := range list {
		st, payload, err := vault.Unstamp(list[i].value)
		if err != nil || st.Entry == 0 || st.Entry > rs.state.Entries {
			continue
		}
		if l := rs.links[st.Entry]; l != nil {
			if st.Position+1 < len(l.commitments) && l.commitments[st.Position+1] == vault.Commitment(st.Salt, string(bucket), key, payload) {
				return list[i].value
			}
			continue
		}
		if best == nil || list[i].live && !best.live || list[i].live == best.live && st.Entry > of {
			best, of = &list[i], st.Entry
		}
	}
	if best == nil {
		return nil
	}
	return bytes.Clone(best.value)
}

// lastEntry is the number of the last entry where the state is lost. Where it is
// known which pages are in use, it is the highest there, of what the journal says
// or of its links: either may be lost alone, and a clock that was put back tells
// an earlier time of a later entry. Else it is that of what was written last.
func (rs *rescue) lastEntry(inUseKnown bool) (last uint64) {
	if inUseKnown {
		for _, bucket := range [][]byte{vault.BucketJournal, vault.BucketChain} {
			for key, list := range rs.found[string(bucket)] {
				if slices.ContainsFunc(list, func(f found) bool { return f.live }) {
					last = max(last, entryOf([]byte(key)))
				}
			}
		}
	}
	if last > 0 {
		return last
	}
	var at time.Time
	for key, list := range rs.found[string(vault.BucketJournal)] {
		for _, f := range list {
			e, err := vault.DecodeEntry(f.value)
			n := entryOf([]byte(key))
			if err == nil && (e.At.After(at) || e.At.Equal(at) && n > last) {
				last, at = n, e.At
			}
		}
	}
	if last > 0 {
		return last
	}
	for key := range rs.found[string(vault.BucketChain)] {
		last = max(last, entryOf([]byte(key)))
	}
	return last
}

// endJournal gives the state that is worked out the head and time that its
// journal ends with.
func (rs *rescue) endJournal() {
	if l := rs.links[rs.state.Entries]; l != nil {
		rs.state.Head = l.hash
	}
	if e, err := vault.DecodeEntry(rs.pairs[string(vault.BucketJournal)][string(vault.EntryKey(rs.state.Entries))]); err == nil {
		rs.state.LastTime = e.At
	}
}
