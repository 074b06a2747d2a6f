package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
)

// benchTimes runs what one key asks of the store and gives, beside the mean,
// the median and the 99th of a hundred.
func benchTimes(b *testing.B, key func(i int) error) {
	b.Helper()
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := key(i); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	reportTimes(b, times)
}

func reportTimes(b *testing.B, times []time.Duration) {
	b.ReportMetric(quantile(times, 0.50), "p50-ms")
	b.ReportMetric(quantile(times, 0.99), "p99-ms")
}

// quantile is the time, in milliseconds, that a part q of the times are not
// above.
func quantile(times []time.Duration, q float64) float64 {
	slices.Sort(times)
	return float64(times[int(q*float64(len(times)-1))].Nanoseconds()) / 1e6
}

// page is what a key that changes the list asks for: the list, the rows of
// three pages around a place in it, and the counts.
func page(s *store.Store, f Filter, o Order, within *Found, place func(*View) int) error {
	view, err := Of(s).View(f, o, within)
	if err != nil {
		return err
	}
	if _, err := s.Rows(view.Slice(place(view)-60, 120)); err != nil {
		return err
	}
	_, err = Of(s).Counts()
	return err
}

func atEnd(v *View) int { return v.Len() - 60 }

// BenchmarkQueue is what keys of the queue ask of the store: a list in each
// order with a page at its end, one filter after another, and the list again
// after a decision, with the next incident in it that needs attention.
func BenchmarkQueue(b *testing.B) {
	benchKinds(b, func(b *testing.B, o store.Options) {
		s := benchStore(b, benchRows(), o)
		b.Run("make the orders", func(b *testing.B) {
			stop := peakMemory()
			for b.Loop() {
				Of(s).Forget()
				if err := Of(s).PrepareOrders(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(stop(), "peak-MiB")
		})
		for order := range OrderCount {
			b.Run("end, "+order.Title(), func(b *testing.B) {
				benchTimes(b, func(int) error { return page(s, FilterAttention, order, nil, atEnd) })
			})
		}
		for _, order := range []Order{AsImported, DueFirst, FewestFacts} {
			b.Run("filter, "+order.Title(), func(b *testing.B) {
				benchTimes(b, func(i int) error {
					return page(s, Filter(i)%FilterCount, order, nil, func(v *View) int { return v.Position(store.Number(benchRows() / 2)) })
				})
			})
		}
		b.Run("found, "+OldestIncident.Title(), func(b *testing.B) {
			all, err := Of(s).View(FilterApplies, AsImported, nil)
			if err != nil {
				b.Fatal(err)
			}
			found := all.Found()
			benchTimes(b, func(int) error { return page(s, FilterAttention, OldestIncident, found, atEnd) })
		})
		b.Run("next after a decision, "+FewestFacts.Title(), func(b *testing.B) { benchNext(b, s) })
	})
}

// benchNext decides an incident, untimed, and then finds the next.
func benchNext(b *testing.B, s *store.Store) {
	n := store.Number(benchRows() / 3)
	var times []time.Duration
	for b.Loop() {
		b.StopTimer()
		if _, err := s.Decide(officer, n, model.Refer, filled("Referred"), 0); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		start := time.Now()
		view, err := Of(s).View(FilterAttention, FewestFacts, nil)
		if err != nil {
			b.Fatal(err)
		}
		at := view.Place(n)
		if err := page(s, FilterAttention, FewestFacts, nil, func(*View) int { return at }); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
		n = view.Slice(at, 1)[0]
	}
	reportTimes(b, times)
}

// BenchmarkReviewMemory is what a review does to a store just opened: every
// list in every order, a search and some decisions. peak-MiB is the memory
// that is no mapped file; it includes that of the benchmark itself.
func BenchmarkReviewMemory(b *testing.B) {
	benchKinds(b, func(b *testing.B, o store.Options) {
		s := benchStore(b, benchRows(), o)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		path, peak := s.Path(), 0.0
		for b.Loop() {
			stop := peakMemory()
			s, err := store.Open(path, o)
			if err != nil {
				b.Fatal(err)
			}
			if err := Of(s).PrepareOrders(); err != nil {
				b.Fatal(err)
			}
			for f := range FilterCount {
				for order := range OrderCount {
					if err := page(s, f, order, nil, atEnd); err != nil {
						b.Fatal(err)
					}
				}
			}
			err = Of(s).Search(context.Background(), "informed", func(f *Found, done bool) {
				if err := page(s, FilterAttention, DueFirst, f, atEnd); done && err != nil {
					b.Fatal(err)
				}
			})
			if err != nil {
				b.Fatal(err)
			}
			for n := store.Number(1); n < 100; n++ {
				decide(b, s, n, model.Refer)
				if err := page(s, FilterAttention, FewestFacts, nil, atEnd); err != nil {
					b.Fatal(err)
				}
			}
			peak = max(peak, stop())
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(peak, "peak-MiB")
	})
}

// BenchmarkFirstPage opens a store and reads what the first screen shows, of
// 100 incidents and of many.
func BenchmarkFirstPage(b *testing.B) {
	benchKinds(b, func(b *testing.B, o store.Options) {
		for _, n := range []int{100, benchRows()} {
			s := benchStore(b, n, o)
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprint("of ", n), func(b *testing.B) {
				benchTimes(b, func(int) error {
					s, err := store.Open(s.Path(), o)
					if err != nil {
						return err
					}
					return errors.Join(page(s, FilterAttention, AsImported, nil, func(*View) int { return 60 }), s.Close())
				})
			})
		}
	})
}
