//go:build unix

package command_test

import (
	"errors"
	"path/filepath"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/unnumbered"
)

// This file has what the campaigns ask of individuals that are joined or kept
// apart, by an answer and by a file; of representations, dip samples, cases that
// were erased and come again, and a mapping that is saved.

// twins are two nominals that may be one human.
const twins = "application_ref,person_ref,incident_ref,person_name,offence,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\n" +
	"TWIN-1,N100,TW/1,Jo Twin,An offence,2019-03-14,2004-03-04,21,yes,no,no\n" +
	"TWIN-2,N200,TW/2,Jo Twin,An offence,2019-03-15,2004-03-04,21,yes,no,no\n"

// joiningSessions are the sessions of this file.
func joiningSessions(passphrase []string) []tracedSession {
	lines := append([]string{"review", "--line"}, passphrase...)
	return []tracedSession{
		{
			name: "join", samples: 6, from: plainStore, prepare: (*desk).twinned, args: lines, done: "Joined: ",
			typed: "go TW/1\nyes\nOne custody photograph.\n.\nyes\nquit\n",
			check: func(f found, _ *desk, said string, most int) { f.joinedWhole(said, most) },
		},
		{
			name: "separate", samples: 6, from: plainStore, prepare: (*desk).twinned, args: lines, done: "Kept: N200",
			typed: "go TW/1\nno\nTwo mothers' names.\n.\nyes\nquit\n",
			check: func(f found, _ *desk, said string, most int) { f.separatedWhole(said, most) },
		},
		{
			name: "representations", samples: 6, from: plainStore, args: lines, done: "Saved: CR/1",
			typed: "go CR/1\nconsider\n" + strings.Repeat("Because.\n.\n", 6) + "1 June 2026, 15 June 2026\nyes\nquit\n",
			check: func(f found, _ *desk, said string, most int) { f.representedWhole(said, most) },
		},
		{
			name: "pick a sample", samples: 6, from: plainStore, prepare: (*desk).decided, done: "Sample 1",
			args:  append([]string{"sample", "pick", "CR/1", "CR/2", "--reason", "A complaint"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.pickedWhole(said, most) },
		},
		{
			name: "import a join", samples: 6, from: plainStore, done: " 1 new",
			prepare: func(d *desk) {
				d.twinned()
				d.holds("joins.csv", "application_ref,person_ref,incident_ref,same_person_as\nTWIN-1,N300,TW/3,N100\n")
			},
			args:  append([]string{"import", "joins.csv"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.joinedByFile(said, most) },
		},
		{
			name: "import what was erased", samples: 6, from: plainStore, prepare: (*desk).purged, done: " 3 new",
			args:  append([]string{"import", "base.csv", "--again", "Asked for by the regulator"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.cameAgain(said, most) },
		},
		{
			name: "save a mapping", samples: 6, from: plainStore, done: "Kept: ",
			prepare: func(d *desk) { d.holds("own.csv", "Nominal,Crime Ref,Disposal\nN/1,C/1,OC21\n") },
			args:    append([]string{"map", "own.csv", "--save", "Niche"}, passphrase...),
			check:   func(_ found, d *desk, said string, _ int) { d.mappedWhole(said) },
		},
	}
}

// does runs a command to its end.
func (d *desk) does(args ...string) string {
	d.t.Helper()
	cmd, err := d.cheap(args...)
	if err != nil {
		d.t.Fatal(err)
	}
	said, err := cmd.CombinedOutput()
	if err != nil {
		d.t.Fatalf("%v\n%s", err, said)
	}
	return string(said)
}

func (d *desk) twinned() {
	d.t.Helper()
	d.holds("twins.csv", twins)
	d.does("import", "--purpose", "x", "twins.csv")
}

func (d *desk) purged() {
	d.t.Helper()
	d.holds("base.csv", baseFile())
	d.does("purge", "--purpose", "Retention", "--application", doomed, "--erase", "--reason", "Retention period over", "--confirm", "erase 2 cases")
}

// answersGiven counts the answers to one field, over all records.
func (f found) answersGiven(field model.Field) int {
	f.d.t.Helper()
	return f.counted(func(r *store.Reader, n store.Number) (of int, err error) {
		list, err := r.Answers(n)
		for i := range list {
			if list[i].Answer.Field == field {
				of++
			}
		}
		return of, err
	})
}

func (f found) joinedWhole(said string, most int) {
	f.d.t.Helper()
	got := f.answersGiven(model.SamePersonAs)
	f.as("joins", got, strings.Count(said, "Joined: "), most, said)
	for _, ref := range []string{"TW/1", "TW/2"} {
		if d := f.dossier(ref); len(d.Case.Persons) != 2*got {
			f.d.t.Errorf("%d answers join, and the case of %s is of %v", got, ref, d.Case.Persons)
		}
	}
}

func (f found) separatedWhole(said string, most int) {
	f.d.t.Helper()
	got := len(f.dossier("TW/1").Separations)
	f.as("separations", got, strings.Count(said, "Kept: N200"), most, said)
	other := f.dossier("TW/2")
	if len(other.Separations) != got || len(other.Case.Questions) != 1-got {
		f.d.t.Errorf("%d separations of one, %d of the other, who has the questions %v", got, len(other.Separations), other.Case.Questions)
	}
}

func (f found) representedWhole(said string, most int) {
	f.d.t.Helper()
	d := f.dossier("CR/1").Item().Decision
	got := 0
	if d != nil {
		got = 1
	}
	f.as("decisions", got, strings.Count(said, "Saved: CR/1"), most, said)
	if d != nil && (d.Representations.Asked.String() != "1 June 2026" || d.Representations.Due.String() != "15 June 2026" || d.Sections[model.Necessity] != "Because.") {
		f.d.t.Errorf("the decision is %+v", d)
	}
}

func (f found) pickedWhole(said string, most int) {
	f.d.t.Helper()
	list, err := draw.Samples(f.Store)
	if err != nil {
		f.d.t.Fatal(err)
	}
	f.as("samples", len(list), strings.Count(said, "Sample 1"), most, said)
	if entries := f.entries(unnumbered.ActionPick); entries != len(list) {
		f.d.t.Errorf("%d samples, and %d entries of a pick", len(list), entries)
	}
}

// joinedByFile wants the record that names another individual and the join that it
// makes, or neither.
func (f found) joinedByFile(said string, most int) {
	f.d.t.Helper()
	got := f.records() - baseRecords - 2
	f.as("records", got, strings.Count(said, " 1 new"), most, said)
	if d := f.dossier("TW/1"); len(d.Case.Persons) != 2*got || len(d.Items) != 1+got {
		f.d.t.Errorf("%d records joined, and the case has %d of %v", got, len(d.Items), d.Case.Persons)
	}
}

// cameAgain wants the erased cases whole and the reason in the journal, or the
// mark of each still there, by which it is refused.
func (f found) cameAgain(said string, most int) {
	f.d.t.Helper()
	got := f.records() - (baseRecords - doomedRecords)
	f.as("records in threes", got/doomedRecords, strings.Count(said, " 3 new"), most, said)
	switch got {
	case doomedRecords:
		told := false
		err := f.Journal(func(e store.Entry) bool {
			told = told || strings.Contains(e.Detail, "Asked for by the regulator")
			return true
		})
		if err != nil || !told {
			f.d.t.Errorf("the cases came again, and the journal says no reason (%v)", err)
		}
	case 0:
		var facts model.Facts
		for field, value := range map[model.Field]string{model.ApplicationRef: doomed, model.PersonRef: "P-90", model.IncidentRef: "ZZ/0"} {
			facts.Set(field, value)
		}
		var erased *store.ErasedError
		if _, err := f.Add(store.Actor{Officer: "J. Officer", Purpose: "x"}, facts); !errors.As(err, &erased) {
			f.d.t.Errorf("a record of an erased case was added (%v)", err)
		}
	default:
		f.d.t.Errorf("%d records of %d came again", got, doomedRecords)
	}
}

// mappedWhole wants the mapping whole, so that it is used, or, unless it was
// acknowledged, none; and once another was saved nothing of it besides.
func (d *desk) mappedWhole(said string) {
	d.t.Helper()
	there := func(name string) []string {
		list, err := filepath.Glob(filepath.Join(filepath.Dir(d.storePath()), "mappings", name))
		if err != nil {
			d.t.Fatal(err)
		}
		return list
	}
	saved := len(there("*.toml"))
	if strings.Contains(said, "Kept: ") && saved == 0 {
		d.t.Errorf("no mapping is there, and gd8 said:\n%s", said)
	}
	if saved > 0 {
		if said := d.does("import", "--dry-run", "own.csv", "--purpose", "x", "--store", filepath.Join(filepath.Dir(d.storePath()), "other.db")); !strings.Contains(said, "1 row") {
			d.t.Errorf("with the mapping that is there: %s", said)
		}
	}
	d.does("map", "own.csv", "--save", "Another")
	if list := there("*"); len(list) != saved+1 {
		d.t.Errorf("after another was saved there are %q", list)
	}
}
