package assurance

import (
	"context"
	"errors"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/vault"
)

// This file copies out of a store what a second reviewer may see: the newest
// source of each record that was drawn, of all records of its individual, and of
// whoever may be the same human. Who that is follows from the sources alone: an
// officer's answer joins nobody here, and the store's indexes, which answers
// have changed, are not asked.

// sourceName stands in the place of the file that a record came from, which may
// be named after an officer.
const sourceName = "the records system"

// copiedRecord is one record that is copied.
type copiedRecord struct {
	number store.Number // in the store
	source store.Source
}

// eachSource visits the newest source of every record that counts.
func (v *Second) eachSource(ctx context.Context, visit func(store.Number, *store.Source)) error {
	return v.of.View(func(r *store.Reader) error {
		for n := store.Number(1); uint32(n) < r.Next; n++ {
			if n%1000 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			src, err := r.SourceOf(n)
			if errors.Is(err, vault.ErrMissing) {
				continue // erased
			}
			if err != nil {
				return err
			}
			if !src.Withdrawn {
				visit(n, &src)
			}
		}
		return nil
	})
}

// persons are person_refs, joined where a source says that two are one human.
type persons map[string]string

func (p persons) root(person string) string {
	for p[person] != "" {
		person = p[person]
	}
	return person
}

func (p persons) join(a, b string) {
	if a, b = p.root(a), p.root(b); a != b {
		p[a] = b
	}
}

// sources reads what is to be copied: the records drawn first, in the order of
// ranks, then all others as they arrived.
func (v *Second) sources(ctx context.Context) ([]copiedRecord, error) {
	joined, there := persons{}, map[string]bool{}
	drawn := map[store.Number]string{} // the person of each record drawn
	for _, m := range v.members {
		drawn[m.Number] = ""
	}
	var named [][2]string
	err := v.eachSource(ctx, func(n store.Number, src *store.Source) {
		person := src.Facts.Text(model.PersonRef)
		there[person] = true
		if target := src.Facts.Text(model.SamePersonAs); target != "" {
			named = append(named, [2]string{person, target})
		}
		if _, ok := drawn[n]; ok {
			drawn[n] = person
		}
	})
	if err != nil {
		return nil, err
	}
	for _, pair := range named {
		if there[pair[1]] { // a person_ref that no record has joins nothing
			joined.join(pair[0], pair[1])
		}
	}
	wanted := map[string]bool{} // individuals
	for _, person := range drawn {
		wanted[joined.root(person)] = true
	}
	signs := map[string]bool{}
	err = v.eachSource(ctx, func(_ store.Number, src *store.Source) {
		if wanted[joined.root(src.Facts.Text(model.PersonRef))] {
			eachSign(&src.Facts, func(sign string) { signs[sign] = true })
		}
	})
	if err != nil {
		return nil, err
	}
	alike := map[string]bool{}
	err = v.eachSource(ctx, func(_ store.Number, src *store.Source) {
		eachSign(&src.Facts, func(sign string) {
			if signs[sign] {
				alike[joined.root(src.Facts.Text(model.PersonRef))] = true
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return v.gather(ctx, drawn, func(person string) bool {
		individual := joined.root(person)
		return wanted[individual] || alike[individual]
	})
}

func (v *Second) gather(ctx context.Context, drawn map[store.Number]string, copies func(person string) bool) ([]copiedRecord, error) {
	first, rest := map[store.Number]copiedRecord{}, []copiedRecord(nil)
	err := v.eachSource(ctx, func(n store.Number, src *store.Source) {
		if !copies(src.Facts.Text(model.PersonRef)) {
			return
		}
		one := copiedRecord{n, store.Source{Facts: src.Facts, Origin: sourceName, Line: 1, Incomplete: src.Incomplete}}
		if _, ok := drawn[n]; ok {
			first[n] = one
			return
		}
		rest = append(rest, one)
	})
	if err != nil {
		return nil, err
	}
	var list []copiedRecord
	v.members = slices.DeleteFunc(v.members, func(m member) bool { return first[m.Number].number == 0 }) // withdrawn since
	for _, m := range v.members {
		list = append(list, first[m.Number])
	}
	return append(list, rest...), nil
}

func eachSign(f *model.Facts, visit func(string)) {
	for l := range model.LikenessCount {
		if sign := f.AppendSign(nil, l); len(sign) > 0 {
			visit(string(sign))
		}
	}
}

// fill writes the records into Copy.
func (v *Second) fill(records []copiedRecord) error {
	actor := store.Actor{Officer: sourceName, Purpose: "second review"}
	return v.Copy.Write(actor, func(w *store.Writer) error {
		w.Entry.Operation, w.Entry.Action, w.Entry.Count = vault.Collection, "copy", len(records)
		w.Revision++
		who := store.PersonSet{}
		for i := range records {
			n := store.Number(w.Next)
			w.Next++
			src := &records[i].source
			src.By, src.At = sourceName, w.Now
			if src.Incomplete {
				src.Mark = w.Entries + 1
			}
			key := src.Facts.Key()
			if err := w.PutKeys(key, n); err != nil {
				return err
			}
			if err := w.PutSource(n, *src); err != nil {
				return err
			}
			if err := w.IndexSigns(n); err != nil {
				return err
			}
			who[key.Person] = true
			v.copied[key], v.texts[n] = n, records[i].number
			if i < len(v.members) {
				v.members[i].copied = n
				v.at[n] = i
			}
		}
		return w.ReassessAll(who)
	})
}
