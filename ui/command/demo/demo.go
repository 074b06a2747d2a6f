// Package demo makes a store of made-up incidents to try gd8 on. They show
// every verdict, every state of the queue and every flag. No person, place or
// event in them is real.
package demo

import (
	"bytes"
	"context"
	_ "embed" // the incidents
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/intake/source"
)

var (
	//go:embed incidents.csv
	incidents []byte
	// later holds a second incident of an individual whose first one has been
	// decided by then.
	//go:embed later.csv
	later []byte
)

// Officer is who answered and decided what is answered and decided at the
// start.
const Officer = "Sample Officer"

// Supervisor is who returned one of those decisions.
const Supervisor = "Sample Supervisor"

// Purpose is the purpose of a sitting at the demo.
const Purpose = "Trying gd8 on made-up incidents"

// Open makes the demo's store in a folder and opens it. Whoever calls removes
// the folder when the store is closed.
func Open(ctx context.Context, folder string, now func() time.Time) (*store.Store, error) {
	path := filepath.Join(folder, "demo.db")
	start := now()
	day := start.AddDate(0, 0, -9)
	o := store.Options{Now: func() time.Time { return day }, AllowNetwork: true, WithoutSync: true}
	s, err := store.OpenOrCreate(path, o)
	if err != nil {
		return nil, err
	}
	seed := seeder{s: s, ctx: ctx, today: model.DateOf(start)}
	seed.bring("demo incidents.csv", incidents)
	day = start.AddDate(0, 0, -7)
	seed.firstDay()
	day = start.AddDate(0, 0, -2)
	seed.bring("demo later.csv", later)
	if err := s.Close(); seed.err == nil {
		seed.err = err
	}
	if seed.err != nil {
		return nil, fmt.Errorf("the demo could not be made ready: %w", seed.err)
	}
	o.Now = now
	return store.Open(path, o)
}

// file is an embedded file as an input.
type file struct {
	name string
	text []byte
}

func (f file) Name() string { return f.name }

func (f file) Open() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.text)), nil }

// dated is a file with its due dates, such as +12, as dates from today on.
func dated(name string, text []byte, today model.Date) (source.Source, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, row := range rows[1:] {
		days, err := strconv.Atoi(row[model.DueDate])
		if err == nil {
			row[model.DueDate] = model.DateOf(today.Time().AddDate(0, 0, days)).ISO()
		}
	}
	var b bytes.Buffer
	err = csv.NewWriter(&b).WriteAll(rows)
	return file{name, b.Bytes()}, err
}
