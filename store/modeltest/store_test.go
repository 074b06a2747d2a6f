package modeltest

import (
	"context"
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/intake/source"
	"gd8/store/seal"
)

// officer is who does everything.
var officer = store.Actor{Officer: "J. Officer", Purpose: "Enhanced check"}

// cheap are costs of a passphrase that hold nobody up.
var cheap = seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}

// desk is a store, what the oracle says of it, and how it is opened.
type desk struct {
	t *testing.T
	drawer
	folder     string
	files      int // made so far
	s          *store.Store
	passphrase string // blank where it is not encrypted
	now        time.Time
	w          *world
	backups    []backup
	did        []string // the newest last
	tally      map[string]int
	people     int
	numbers    map[key]store.Number // of records found since the file was opened; see number
}

// backup is a file, and what it holds.
type backup struct {
	path, passphrase string
	w                *world
}

func (d *desk) path(name string) string {
	d.files++
	return filepath.Join(d.folder, name+"-"+time.Duration(d.files).String()+".db")
}

// options are how a store of a passphrase is opened.
func (d *desk) options(passphrase string) store.Options {
	o := store.Options{Now: func() time.Time { return d.now }, WithoutSync: true, Costs: cheap}
	if passphrase != "" {
		o.Unlock = func() ([]byte, error) { return []byte(passphrase), nil }
	}
	return o
}

func (d *desk) fail(format string, args ...any) {
	d.t.Helper()
	d.t.Logf("the last of what was done:\n%s", strings.Join(d.did[max(0, len(d.did)-40):], "\n"))
	d.t.Fatalf(format, args...)
}

func (d *desk) must(err error) {
	if err != nil {
		d.t.Helper()
		d.fail("%v", err)
	}
}

// use goes on with the store at path.
func (d *desk) use(path, passphrase string) {
	d.t.Helper()
	if d.s != nil {
		d.must(d.s.Close())
	}
	s, err := store.Open(path, d.options(passphrase))
	d.must(err)
	d.s, d.passphrase = s, passphrase
	d.numbers = nil
}

// number finds a record that counts. One that was found is looked for again now
// and then alone: whoever looks at its number sees whose it is.
func (d *desk) number(r *record) store.Number {
	d.t.Helper()
	if n, known := d.numbers[r.key]; known && !d.one(20) {
		return n
	}
	rows, err := d.s.Find(r.key.incident, &r.key.application, &r.key.person)
	d.must(err)
	if len(rows) != 1 {
		d.fail("%+v is found %d times", r.key, len(rows))
	}
	if d.numbers == nil {
		d.numbers = map[key]store.Number{}
	}
	d.numbers[r.key] = rows[0].Number
	return rows[0].Number
}

func (d *desk) modelFacts(k key, v values) (f model.Facts) {
	d.t.Helper()
	set := func(column, value string) {
		field, ok := model.FieldNamed(column)
		if !ok {
			d.fail("no field is named %q", column)
		}
		f.Set(field, value)
	}
	set("application_ref", k.application)
	set("person_ref", k.person)
	set("incident_ref", k.incident)
	for column, value := range v {
		set(column, value)
	}
	return f
}

func keyOf(k model.Key) key { return key{k.Application, k.Person, k.Incident} }

// file is a CSV file in memory.
type file struct{ content string }

func (f file) Name() string                 { return "hits.csv" }
func (f file) Open() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(f.content)), nil }

var _ source.Source = file{}

// fileOf is a file of rows.
func fileOf(keys []key, rows []values) file {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(append([]string{"application_ref", "person_ref", "incident_ref"}, columns...))
	for i, k := range keys {
		cells := []string{k.application, k.person, k.incident}
		for _, column := range columns {
			cells = append(cells, rows[i][column])
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return file{b.String()}
}

// watched is a context that does something when it is looked at.
type watched struct {
	context.Context
	mu   sync.Mutex
	time int
	look func(time int) error
}

func (w *watched) Err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.time++
	return w.look(w.time)
}
