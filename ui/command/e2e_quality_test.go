//go:build unix

package command_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/storetest"
)

// qualityDesk has twelve incidents decided, nine of them discarded, and all of
// them drawn as sample 1. It gives their references in the order of the draw,
// and the two discards that are decided differently by the second officer.
func qualityDesk(t *testing.T) (d *desk, order []string, discarded map[string]bool, differ []string) {
	t.Helper()
	d = newDesk(t, "TZ=UTC")
	d.env = append(d.env, "GD8_STORE="+d.storePath())
	csv := strings.Builder{}
	csv.WriteString("application_ref,person_ref,incident_ref,offence,incident_date,outcome,outcome_date,date_of_birth,relevant,youth_produced,abusive,exploitation,grooming,profit_motive,malicious_intent,persistent_behaviour,pattern_of_behaviour,indicator_of_risk,summary\n")
	for i := 1; i <= 12; i++ {
		fmt.Fprintf(&csv, "APP-%02d,P-%02d,CR/%02d,Sending,2019-03-14,21,2019-05-20,2004-01-%02d,yes,yes,no,no,no,no,no,no,no,no,One image sent to a friend.\n", i, i, i, i)
	}
	d.holds("hits.csv", csv.String())
	d.run("import", "--purpose", "Enhanced checks", "hits.csv")
	discarded = map[string]bool{}
	d.inStore(func(s *store.Store) {
		for n := store.Number(1); n <= 12; n++ {
			kind := model.Refer
			if n <= 9 {
				kind, discarded[fmt.Sprintf("CR/%02d", n)] = model.Discard, true
			}
			storetest.Decide(t, s, n, kind)
		}
	})
	said := d.run("sample", "draw", "--purpose", "Quality", "--said", "three and five", "--size", "12")
	if !strings.Contains(said, "Sample 1: 12 incidents, drawn from 9 discards and 3 other decisions") {
		t.Fatalf("the draw says:\n%s", said)
	}
	d.inStore(func(s *store.Store) {
		sample, err := draw.Named(s, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range sample.Drawn {
			keys, err := s.KeysOf(context.Background(), []store.Number{one.Number})
			if err != nil {
				t.Fatal(err)
			}
			order = append(order, keys[0].Incident)
			if discarded[keys[0].Incident] && len(differ) < 2 {
				differ = append(differ, keys[0].Incident)
			}
		}
	})
	return d, order, discarded, differ
}

// inStore runs do on the desk's store while no gd8 has it.
func (d *desk) inStore(do func(*store.Store)) {
	d.t.Helper()
	s, err := store.Open(d.storePath(), store.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	do(s)
}

// talks runs a command on what is typed, to its end.
func (d *desk) talks(typed []string, args ...string) string {
	d.t.Helper()
	cmd := d.command(args...)
	cmd.Stdin = strings.NewReader(strings.Join(typed, "\n") + "\n")
	said, err := cmd.CombinedOutput()
	if err != nil {
		d.t.Fatalf("gd8 %s: %v\n%s", strings.Join(args, " "), err, said)
	}
	return string(said)
}

// hasQuality wants what the two reviews came to: two of the nine discards were
// ruled to be made anew.
func (d *desk) hasQuality() {
	d.t.Helper()
	said := strings.Join(strings.Fields(d.run("quality", "1")), " ")
	for _, want := range []string{
		"2 of 9 were wrong; with 95% confidence at most 2 of the 9 are.", "10 of 12 agreed: 83.3%", "Adjudicated: the decision is to be made anew.",
		"Read again by the second.", "Neither text says which systems were searched.",
	} {
		if !strings.Contains(said, want) {
			d.t.Errorf("quality does not say %q:\n%s", want, said)
		}
	}
	if page := d.run("quality", "1", "--format", "html"); !strings.Contains(page, "found wrong: 2") {
		d.t.Error("the page does not say what was found wrong")
	}
	if again := d.run("sample", "show", "1"); !strings.Contains(again, "Drawn again: it agrees") {
		d.t.Errorf("drawn again:\n%s", again)
	}
	d.run("verify")
}

const rulingText = "Neither text says which systems were searched."

// Discards and other decisions come mixed; what the reviews came to is read in
// lines, as text and as a page.
func TestASampleIsDecidedBlindSettledAndItsQualityReadInLines(t *testing.T) {
	d, order, discarded, differ := qualityDesk(t)
	var typed []string
	for _, ref := range order {
		if discarded[ref] && !slices.Contains(differ, ref) {
			typed = append(typed, "discard", "PNC, PND", ".", grounds, ".", "yes")
		} else {
			typed = append(typed, "refer", "Read again by the second.", ".", "yes")
		}
	}
	said := d.talks(append(typed, "quit"), "second", "1", "--line", "--officer", "R. Second", "--purpose", "Quality")
	if got := strings.Count(said, "Your opinion on CR/"); got != 12 || strings.Contains(said, "J. Officer") {
		t.Fatalf("%d opinions:\n%s", got, said)
	}
	typed = nil
	for range differ {
		typed = append(typed, "neither", rulingText, ".", "yes")
	}
	said = d.talks(typed, "adjudicate", "1", "--officer", "T. Third", "--purpose", "Quality")
	if strings.Count(said, "Saved.") != 2 {
		t.Fatalf("the adjudication says:\n%s", said)
	}
	said = strings.Join(strings.Fields(d.talks([]string{"quality", "quit"}, "review", "--line", "--purpose", "Quality")), " ")
	if !strings.Contains(said, "2 of 9 were wrong; with 95% confidence at most 2 of the 9 are.") {
		t.Errorf("in lines:\n%s", said)
	}
	d.hasQuality()
}
