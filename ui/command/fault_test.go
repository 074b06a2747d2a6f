//go:build unix

package command_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/queue"
)

// This file has what every kind of fault needs: a store to harm, and the look
// at what the fault left, as the next gd8 would find it.

const (
	faultColumns = "application_ref,person_ref,incident_ref,offence,incident_date,outcome,outcome_date,date_of_birth,youth_produced,summary\n"
	faultRow     = "%s,%s,%s,Distribute an indecent photograph of a child,14/03/2019,21,20/05/2019,02/01/2004,yes,%s\n"

	openCases     = 6         // each of one incident that nothing was answered about
	doomed        = "APP-900" // the application that is erased
	doomedRecords = 3
	doomedText    = "zugzwang" // in every record of it and nowhere else
	baseRecords   = openCases + doomedRecords

	faultPassphrase = "correct horse battery staple"
)

// openRef is the reference of one of the incidents to be decided.
func openRef(i int) string { return fmt.Sprintf("CR/%d", i+1) }

// baseFile is the file that the store of a trial was made from.
func baseFile() string {
	var b strings.Builder
	b.WriteString(faultColumns)
	for i := range openCases {
		fmt.Fprintf(&b, faultRow, fmt.Sprintf("APP-%d", 100+i), fmt.Sprintf("P-%d", 100+i), openRef(i), "An image sent to a friend.")
	}
	for i := range doomedRecords {
		fmt.Fprintf(&b, faultRow, doomed, fmt.Sprintf("P-9%d", i/2), fmt.Sprintf("ZZ/%d", i), doomedText)
	}
	return b.String()
}

// newFile is a file of so many other records, two a case.
func newFile(rows int) string {
	var b strings.Builder
	b.WriteString(faultColumns)
	for i := range rows {
		fmt.Fprintf(&b, faultRow, fmt.Sprintf("APP-%d", 2000+i/2), fmt.Sprintf("P-%d", 2000+i/2), fmt.Sprintf("N/%d", i), "Another.")
	}
	return b.String()
}

// bases are the files of the stores that trials start from, made once.
var bases = sync.OnceValues(func() (map[bool][]byte, error) {
	folder, err := os.MkdirTemp("", "gd8-base-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	made := map[bool][]byte{}
	for _, encrypted := range []bool{false, true} {
		d := &desk{home: folder}
		path := filepath.Join(folder, fmt.Sprint(encrypted, ".db"))
		args := []string{"import", "--store", path, "--purpose", "Enhanced DBS checks", filepath.Join(folder, "base.csv")}
		if encrypted {
			args = append(args, "--encrypt", "--passphrase-file", filepath.Join(folder, "passphrase.txt"))
		}
		for name, text := range map[string]string{"base.csv": baseFile(), "passphrase.txt": faultPassphrase + "\n"} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				return nil, err
			}
		}
		cmd, err := d.cheap(args...)
		if err != nil {
			return nil, err
		}
		if said, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, said)
		}
		if made[encrypted], err = os.ReadFile(path); err != nil {
			return nil, err
		}
	}
	return made, nil
})

// cheap is gd8 with a key derivation that costs nothing; see MainAtLowCosts.
func (d *desk) cheap(args ...string) (*exec.Cmd, error) { return d.program("gd8", args...) }

// program is a program at this desk.
func (d *desk) program(name string, args ...string) (*exec.Cmd, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = d.home
	cmd.Env = append([]string{
		"HOME=" + d.home, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + d.home, "LANG=C.UTF-8", "GD8_OFFICER=J. Officer",
		"GORACE=atexit_sleep_ms=0", // the race detector waits a second at each exit
	}, d.env...)
	return cmd, nil
}

// base is the store that a trial starts from.
type base uint8

const (
	noStore base = iota
	plainStore
	encryptedStore
)

// faultDesk is a desk with a store of its own.
func faultDesk(t *testing.T, from base) *desk {
	t.Helper()
	d := newDesk(t, "GORACE=atexit_sleep_ms=0")
	d.env = append(d.env, "GD8_STORE="+d.storePath())
	d.holds("passphrase.txt", faultPassphrase+"\n")
	if err := os.Mkdir(filepath.Dir(d.storePath()), 0o700); err != nil {
		t.Fatal(err)
	}
	if from == noStore {
		return d
	}
	made, err := bases()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.storePath(), made[from == encryptedStore], 0o600); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) storePath() string { return filepath.Join(d.home, "store", "gd8.db") }

// there reports whether the desk has a store.
func (d *desk) there() bool {
	_, err := os.Lstat(d.storePath())
	return err == nil
}

// found is what the next gd8 finds after a fault.
type found struct {
	*store.Store
	d *desk
}

// findsWhole opens the store as the next gd8 would. It must be whole in all
// that gd8 verify looks at, and nothing may be left of a file that was being
// built.
func (d *desk) findsWhole() found { d.t.Helper(); return d.findsWholeAt(d.storePath()) }

func (d *desk) findsWholeAt(path string) found {
	d.t.Helper()
	report := func(f audit.Finding) { d.t.Errorf("%s: %s", filepath.Base(path), f) }
	if err := audit.CheckStructure(path, report); err != nil {
		d.t.Fatal(err)
	}
	s, err := store.Open(path, store.Options{Unlock: func() ([]byte, error) { return []byte(faultPassphrase), nil }})
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = s.Close() }) // what it holds was looked at
	if _, err := audit.Verify(context.Background(), s, nil, report); err != nil {
		d.t.Fatal(err)
	}
	err = filepath.WalkDir(d.home, func(name string, _ os.DirEntry, err error) error {
		if strings.Contains(filepath.Base(name), ".unfinished-") {
			d.t.Errorf("%s was left and not cleared away", name)
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return found{s, d}
}

// records is how many records there are.
func (f found) records() int {
	f.d.t.Helper()
	counts, err := queue.Of(f.Store).Counts()
	if err != nil {
		f.d.t.Fatal(err)
	}
	return counts.Total
}

// dossier is the case of one of the open incidents.
func (f found) dossier(ref string) *store.Dossier {
	f.d.t.Helper()
	rows, err := f.Find(ref, nil, nil)
	if err != nil || len(rows) != 1 {
		f.d.t.Fatalf("%s: %d records (%v)", ref, len(rows), err)
	}
	c, err := f.Dossier(rows[0].Number)
	if err != nil {
		f.d.t.Fatal(err)
	}
	return c
}

// written is the text of an incident under a decision: that of the decision
// where it stands, else that of its draft, else nothing.
func (f found) written(ref string, kind model.DecisionKind, section model.Section) (text string, decided bool) {
	f.d.t.Helper()
	item := f.dossier(ref).Item()
	if item.Decision != nil && item.Decision.Kind == kind {
		return item.Decision.Sections[section], true
	}
	for _, draft := range item.Drafts {
		if draft.Kind == kind {
			return draft.Sections[section], false
		}
	}
	return "", false
}

// answers is how many answers there are to the questions of an incident.
func (f found) answers(ref string) (n int) {
	f.d.t.Helper()
	r := f.dossier(ref).Record()
	for _, field := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
		if _, ok := r.Answered(field); ok {
			n++
		}
	}
	return n
}

// entries is how many journal entries say that something was done.
func (f found) entries(action string) (n int) {
	f.d.t.Helper()
	if err := f.Journal(func(e store.Entry) bool {
		if e.Action == action {
			n++
		}
		return true
	}); err != nil {
		f.d.t.Fatal(err)
	}
	return n
}

// bytesOf reports whether a file holds a text in the clear.
func (d *desk) bytesOf(path, text string) bool {
	d.t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	return bytes.Contains(content, []byte(text))
}
