package importer

import (
	"gd8/model"
	"gd8/model/fold"
	"gd8/store"
	"gd8/store/intake"
)

// This file keeps out, of an import that skips refused rows, the cases of
// whoever may be one human with an individual of a refused row. Without that row
// nobody would be asked whether they are, and a discard would look possible.

// askedOf is what of a refused row says who its individual may be one human with.
type askedOf struct {
	signs rowSigns
	// The row's date of birth was not read: names and incidents are compared
	// without it.
	bornUnread bool
	nameUnread bool // the name was not read: it may be anybody's
}

// ofRefused is what could be read of a refused row.
func (im *importer) ofRefused(row *intake.Row) (a askedOf) {
	a.signs = im.signsOfRow(&row.Facts)
	for _, p := range row.Problems {
		whole := p.Field == model.NoField // of the whole row, of which not all was read
		a.bornUnread = a.bornUnread || p.Field == model.DateOfBirth || whole && !row.Facts.Recorded(model.DateOfBirth)
		a.nameUnread = a.nameUnread || p.Field == model.PersonName || whole && row.Facts.Text(model.PersonName) == ""
		if p.Field == model.SamePersonAs { // it joins its individual with somebody
			a.signs.person, a.signs.target = row.Facts.Text(model.PersonRef), "\x00"
		}
	}
	born := row.Present.Has(model.DateOfBirth)
	a.bornUnread = a.bornUnread && born
	a.nameUnread = a.nameUnread && born && row.Present.Has(model.PersonName)
	return a
}

// nameSign is the sign of a name alone.
func (im *importer) nameSign(f *model.Facts) (hash [store.AlikeSize]byte, ok bool) {
	name := fold.Name(f.Text(model.PersonName))
	if name == "" {
		return hash, false
	}
	return im.s.AlikeHash("name alone\x00" + name), true
}

// keepName takes in the name of a row, which is compared alone where a date of
// birth could not be read.
func (im *importer) keepName(row *checkedRow, at uint32) {
	if !im.o.SkipBad {
		return
	}
	if hash, ok := im.nameSign(&row.facts); ok {
		im.alike.names = append(im.alike.names, rowSign{hash, at})
	}
	if row.asked.bornUnread {
		im.alike.bornUnread = append(im.alike.bornUnread, at)
	}
}

// keepOutAlike refuses the cases whose individual may be one human with that of
// a case that stays out, as long as there are any.
func (im *importer) keepOutAlike() {
	if !im.o.SkipBad || len(im.refusedCases) == 0 {
		return
	}
	at := im.placesOfRows()
	unread := map[uint32]bool{}
	for _, row := range im.alike.bornUnread {
		unread[row] = true
	}
	fromUnread := func(row uint32) bool { return unread[row] }
	im.keepOutBySign(im.alike.names, at, fromUnread)
	im.keepOutBySign(im.incidentSigns(), at, fromUnread)
	out := func(row uint32) bool { return im.refusedCases[im.incoming[at[row]].id] }
	for more := true; more && im.ctx.Err() == nil; {
		more = false
		for l := range model.LikenessCount {
			more = im.keepOutBySign(im.alike.signs[l], at, out) || more
		}
	}
}

// keepOutBySign refuses the cases of which a row has a sign in common with a
// row, of another individual, that from is true of. It reports whether there
// was any.
func (im *importer) keepOutBySign(signs []rowSign, at []uint32, from func(row uint32) bool) (any bool) {
	type person = [store.PersonSize]byte
	first, several := map[[store.AlikeSize]byte]person{}, map[[store.AlikeSize]byte]bool{}
	for _, s := range signs {
		if !from(s.row) {
			continue
		}
		p, has := first[s.hash]
		several[s.hash] = several[s.hash] || has && p != im.personOf(at[s.row])
		first[s.hash] = im.personOf(at[s.row])
	}
	for _, s := range signs {
		in := &im.incoming[at[s.row]]
		p, has := first[s.hash]
		if !has || p == im.personOf(at[s.row]) && !several[s.hash] || im.refusedCases[in.id] || in.id == (caseID{}) {
			continue
		}
		im.refusedCases[in.id], any = true, true
		if im.alikeToRefused == nil {
			im.alikeToRefused = map[caseID]bool{}
		}
		im.alikeToRefused[in.id] = true
	}
	return any
}

// incidentSigns are the incidents of all rows as signs.
func (im *importer) incidentSigns() (signs []rowSign) {
	if len(im.alike.bornUnread) == 0 {
		return nil
	}
	for i := range im.incoming {
		if in := &im.incoming[i]; in.ref != ([store.RefSize]byte{}) {
			s := rowSign{row: in.row}
			copy(s.hash[:], in.ref[:])
			signs = append(signs, s)
		}
	}
	return signs
}

// alikeReason says why a case stays out that has no refused row.
const alikeReason = "this individual may be one human with the individual of a refused row, and nobody would be asked without it"
