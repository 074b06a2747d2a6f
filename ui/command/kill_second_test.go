//go:build unix

package command_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/draw"
)

// killSecond kills gd8 in a blind second review: every opinion that it said to
// be given is there, at most the one under way beside them, and the store is
// whole.
func killSecond(k *trial) {
	const incidents = 5
	d := newDesk(k.T)
	path := filepath.Join(d.home, "gd8.db")
	o := store.Options{WithoutSync: true}
	sample := sampled(k, path, o, incidents)
	cmd := d.command("second", "1", "--line", "--store", path, "--officer", "R. Second", "--purpose", "Quality")
	cmd.Stdin = strings.NewReader(strings.Repeat("refer\nRead otherwise.\n.\nyes\n", incidents) + "quit\n")
	said := k.killed(cmd)
	given := strings.Count(said, "Your opinion on")
	k.ended(given == incidents)

	s, err := store.Open(path, o)
	if err != nil {
		k.Fatal(err)
	}
	defer s.Close()
	if seen, err := audit.Verify(context.Background(), s, nil, func(f audit.Finding) { k.Errorf("%v", f) }); err != nil || seen.Findings > 0 {
		k.Fatalf("%d findings (%v)", seen.Findings, err)
	}
	result, err := draw.ResultOf(context.Background(), s, sample)
	if err != nil {
		k.Fatal(err)
	}
	if got := result.Reviewed(); got != given && got != given+1 {
		k.Errorf("%d opinions are there, and gd8 said of %d that they are given:\n%s", got, given, said)
	}
	for i := range result.Reviews {
		if first := result.Reviews[i].First; first.Version != 1 || first.Kind != model.Discard {
			k.Errorf("a decision is %+v", first)
		}
	}
}

// sampled makes a store of discards, all of them in a sample.
func sampled(k *trial, path string, o store.Options, n int) *draw.Sample {
	if err := store.Create(path, o); err != nil {
		k.Fatal(err)
	}
	s, err := store.Open(path, o)
	if err != nil {
		k.Fatal(err)
	}
	defer s.Close()
	first := store.Actor{Officer: "F. First", Purpose: "Checks"}
	for i := range n {
		var f model.Facts
		for field, value := range map[model.Field]string{
			model.ApplicationRef: fmt.Sprint("A-", i), model.PersonRef: fmt.Sprint("P-", i), model.IncidentRef: fmt.Sprint("CR/", i),
			model.IncidentDate: "2019-03-14", model.DateOfBirth: fmt.Sprintf("2004-01-%02d", i+1), model.OutcomeCode: "21",
			model.YouthProduced: "yes", model.PatternOfBehaviour: "no", model.IndicatorOfRisk: "no",
		} {
			value, err := model.Canonical(field, value, model.DateOf(time.Now()))
			if err != nil {
				k.Fatal(err)
			}
			f.Set(field, value)
		}
		number, err := s.Add(first, f)
		if err == nil {
			_, err = s.Decide(first, number, model.Discard, model.Sections{model.Searched: "PNC", model.Grounds: "As told."}, 0)
		}
		if err != nil {
			k.Fatal(err)
		}
	}
	sample, err := draw.Draw(context.Background(), s, first, draw.Request{Said: "dice", Size: n}, nil)
	if err != nil {
		k.Fatal(err)
	}
	return sample
}
