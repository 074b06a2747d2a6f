//go:build unix

package command_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gd8/model"
)

// This file has the sessions of which each call that writes is failed in turn, and
// most of which are killed at any moment.

// tracedSession is one session of which every call is failed, and which is killed
// at any moment.
type tracedSession struct {
	name    string
	samples int // how many calls are failed, of all; 0 is each of them
	prepare func(d *desk)
	from    base
	args    []string
	talks   bool   // a review in lines, until an incident is decided
	typed   string // is standard input
	makes   bool   // the store, so that it need not be there afterwards
	done    string // is said once it is done; blank where another trial kills it
	// check looks at what is there. done is the number of things that may be
	// there although they were not acknowledged.
	check func(f found, d *desk, said string, most int)
}

func tracedSessions() []tracedSession {
	passphrase := []string{"--purpose", "x", "--passphrase-file", "passphrase.txt"}
	return append(joiningSessions(passphrase), []tracedSession{
		{
			name: "decide", from: plainStore, talks: true, args: append([]string{"review", "--line"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.holds(said, most) },
		},
		{
			name: "import", samples: 24, from: plainStore, args: append([]string{"import", "base.csv", "new.csv"}, passphrase...),
			prepare: func(d *desk) {
				// The base changed, and so versions of records that were there.
				d.holds("base.csv", strings.ReplaceAll(baseFile(), "An image", "A picture"))
				d.holds("new.csv", faultColumns+fmt.Sprintf(faultRow, "APP-800", "P-800", "N/1", "Another."))
			},
			check: func(f found, d *desk, said string, most int) {
				imported := f.records() - baseRecords
				source := f.dossier(openRef(0)).Record().Source
				changed := source.Show(model.Summary) == "A picture sent to a friend."
				acknowledged := strings.Contains(said, " 1 new, 6 changed")
				if imported < 0 || imported > 1 || changed != (imported == 1) || acknowledged && imported == 0 || !acknowledged && imported > most {
					d.t.Errorf("%d records more, changed is %v, and gd8 said:\n%s", imported, changed, said)
				}
			},
		},
		{
			name: "purge", samples: 24, from: plainStore,
			args: append([]string{"purge", "--application", doomed, "--erase", "--reason", "Retention period over", "--confirm", "erase 2 cases"}, passphrase...),
			check: func(f found, d *desk, said string, most int) {
				acknowledged := strings.Contains(said, "Erased: 2 cases")
				f.erasedWhole(acknowledged, said)
				if !acknowledged && f.entries("purge") > most {
					d.t.Errorf("the cases are erased, and gd8 said:\n%s", said)
				}
			},
		},
		{
			name: "backup", samples: 24, from: plainStore, args: append([]string{"backup", "backup.db"}, passphrase...),
			check: func(f found, d *desk, said string, most int) {
				acknowledged := strings.Contains(said, "Backup written and verified") || strings.Contains(said, "the backup is w")
				known, err := f.Backups()
				if err != nil || len(known) == 0 && acknowledged || len(known) > most && !acknowledged {
					d.t.Errorf("the store knows of %v (%v), and gd8 said:\n%s", known, err, said)
				}
				for _, b := range known {
					d.findsWholeAt(b.Path)
				}
			},
		},
		{
			name: "encrypt", samples: 24, from: plainStore, args: append([]string{"encrypt"}, passphrase...),
			check: func(f found, d *desk, said string, most int) {
				acknowledged := strings.Contains(said, "The store is encrypted")
				f.convertedWhole(plainStore, "encrypt", acknowledged, said)
				if !acknowledged && f.entries("encrypt") > most {
					d.t.Errorf("the store is encrypted, and gd8 said:\n%s", said)
				}
			},
		},
		{
			name: "export", samples: 8, from: plainStore,
			args: append([]string{"export", "at2", "--all", "--recipient", "R", "--to", "records"}, passphrase...),
			check: func(f found, d *desk, said string, most int) {
				acknowledged := strings.Contains(said, "Written for R")
				if pages := d.wholePages("records"); acknowledged && pages == 0 || pages > 0 && f.entries("export") != 1 {
					d.t.Errorf("%d pages and %d entries of a disclosure; gd8 said:\n%s", pages, f.entries("export"), said)
				}
			},
		},
		{
			name: "draw a sample", samples: 8, from: plainStore, prepare: (*desk).decided, args: append(drawIt, "--passphrase-file", "passphrase.txt"),
			check: func(f found, _ *desk, said string, most int) { f.sampledWhole(said, most) },
		},
		{
			name: "seal a release", samples: 8, from: plainStore, prepare: (*desk).decided, args: append(sealIt, "--passphrase-file", "passphrase.txt"),
			check: func(f found, _ *desk, said string, most int) { f.releasedWhole(said, most) },
		},
		{
			name: "check", samples: 8, from: plainStore, prepare: (*desk).decided, done: "Returned to ", typed: "go CR/1\ncheck return\nSay which systems were searched.\n.\nyes\nquit\n",
			args:  append([]string{"review", "--line", "--officer", "S. Super"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.checkedWhole(said, most) },
		},
		{
			name: "second review", samples: 8, from: plainStore, prepare: (*desk).sampled, typed: "refer\nRead otherwise.\n.\nyes\nquit\n",
			args:  append([]string{"second", "1", "--line", "--officer", "R. Second"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.opinedWhole(said, most) },
		},
		{
			name: "adjudicate", samples: 8, from: plainStore, prepare: (*desk).disputed, done: "Saved. ", typed: "neither\nThe record says nothing of it.\n.\nyes\n",
			args:  append([]string{"adjudicate", "1", "--officer", "T. Judge"}, passphrase...),
			check: func(f found, _ *desk, said string, most int) { f.ruledWhole(said, most) },
		},
		{
			name: "restore", samples: 8, from: noStore, makes: true, prepare: func(d *desk) { d.backupAt("backup.db", plainStore) },
			args: []string{"restore", "--store", "store/gd8.db", "backup.db"},
			check: func(f found, d *desk, said string, most int) {
				d.madeByCopy(f, strings.Contains(said, "Restored to"), baseRecords, said)
			},
		},
		{
			name: "rescue", samples: 8, from: noStore, makes: true, prepare: func(d *desk) { d.damagedAt("damaged.db") },
			args: []string{"rescue", "damaged.db", "--to", "store/gd8.db"},
			check: func(f found, d *desk, said string, most int) {
				d.madeByCopy(f, strings.Contains(said, "Carried over to"), baseRecords-1, said)
			},
		},
		{
			name: "upgrade", samples: 8, from: plainStore, prepare: (*desk).makeOld, args: append([]string{"list"}, passphrase...),
			check: func(f found, _ *desk, said string, _ int) { f.upgradedWhole(said) },
		},
	}...)
}

// madeByCopy wants a store that was made of another file whole, or, unless it
// was acknowledged, not there.
func (d *desk) madeByCopy(f found, acknowledged bool, records int, said string) {
	d.t.Helper()
	switch {
	case f.Store == nil && acknowledged:
		d.t.Errorf("there is no store, and gd8 said:\n%s", said)
	case f.Store != nil && f.records() != records:
		d.t.Errorf("%d records of %d; gd8 said:\n%s", f.records(), records, said)
	}
}

// finds is the store that is there afterwards.
func (s *tracedSession) finds(d *desk) found {
	d.t.Helper()
	if s.makes && !d.there() {
		return found{nil, d}
	}
	return d.findsWhole()
}

func (s *tracedSession) desk(t *testing.T) *desk {
	t.Helper()
	d := faultDesk(t, s.from)
	if s.prepare != nil {
		s.prepare(d)
	}
	return d
}

// killSession kills one of the sessions that no other trial kills.
func killSession(k *trial) {
	sessions := slices.DeleteFunc(tracedSessions(), func(s tracedSession) bool { return s.done == "" })
	s := &sessions[k.r.IntN(len(sessions))]
	d := s.desk(k.T)
	cmd, err := d.cheap(s.args...)
	if err != nil {
		k.Fatal(err)
	}
	cmd.Stdin = strings.NewReader(s.typed)
	said := k.killed(cmd)
	k.ended(strings.Contains(said, s.done))
	s.check(s.finds(d), d, said, 1)
	if k.Failed() {
		k.Logf("it was: %s", s.name)
	}
}
