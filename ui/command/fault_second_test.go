//go:build unix

package command_test

import (
	"context"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/storetest"
)

// This file has what the campaigns ask of checks, second opinions and
// adjudications: what was said to be saved is there, for each hit once, and
// nothing else is.

// sampled has the decisions of a desk's store drawn as sample 1.
func (d *desk) sampled() {
	d.t.Helper()
	d.decided()
	d.inStore(func(s *store.Store) {
		if _, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "dice", Size: 4}, nil); err != nil {
			d.t.Fatal(err)
		}
	})
}

// disputed has one of sample 1 decided otherwise by a second officer.
func (d *desk) disputed() {
	d.t.Helper()
	d.sampled()
	d.inStore(func(s *store.Store) {
		result, err := draw.ResultOf(context.Background(), s, first(d, s))
		if err != nil {
			d.t.Fatal(err)
		}
		for _, r := range result.Reviews {
			if r.First.Kind == model.Discard {
				storetest.Opine(d.t, s, 1, r.Number, model.Refer)
				return
			}
		}
		d.t.Fatal("no discard was drawn")
	})
}

func first(d *desk, s *store.Store) *draw.Sample {
	d.t.Helper()
	sample, err := draw.Named(s, 1)
	if err != nil {
		d.t.Fatal(err)
	}
	return sample
}

// counted is how much there is of one kind, over all records.
func (f found) counted(of func(*store.Reader, store.Number) (int, error)) (all int) {
	f.d.t.Helper()
	err := f.View(func(r *store.Reader) error {
		for n := store.Number(1); uint32(n) < r.Next; n++ {
			found, err := of(r, n)
			if err != nil {
				return err
			}
			all += found
		}
		return nil
	})
	if err != nil {
		f.d.t.Fatal(err)
	}
	return all
}

// as holds what is there to what was said to be saved, and to what may be there
// besides.
func (f found) as(what string, got, saved, most int, said string) {
	f.d.t.Helper()
	if got < saved || got > saved+most {
		f.d.t.Errorf("%d %s are there, and gd8 said that %d were saved:\n%s", got, what, saved, said)
	}
}

func (f found) checkedWhole(said string, most int) {
	got := f.counted(func(r *store.Reader, n store.Number) (int, error) { list, err := r.Checks(n); return len(list), err })
	f.as("checks", got, strings.Count(said, "Returned to "), most, said)
}

func (f found) opinedWhole(said string, most int) {
	got := f.counted(func(r *store.Reader, n store.Number) (int, error) { list, err := r.Opinions(n); return len(list), err })
	f.as("opinions", got, strings.Count(said, "Your opinion on"), most, said)
}

func (f found) ruledWhole(said string, most int) {
	got := f.counted(func(r *store.Reader, n store.Number) (int, error) { list, err := r.Rulings(n); return len(list), err })
	f.as("adjudications", got, strings.Count(said, "Saved. "), most, said)
}
