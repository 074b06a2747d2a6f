package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/purge"
	"gd8/store/seal"
	"gd8/store/sitting"
)

// This file is the session that power cuts are tried on: all that an officer
// has gd8 write. After each action it says that it is acknowledged, and what
// the store then holds.

// What the session says, a line each.
const (
	saidAcknowledged = "acknowledged" // then what the store holds, and the action
	saidMade         = "made"         // a file of its own, what it holds, and its name
	saidErased       = "erased"       // a text that is in no file of the store's folder from now on
	saidShown        = "shown"        // such a text that may be there again
)

const (
	powerStore  = "data/gd8/gd8.db"
	powerFirst  = "hits1.csv"
	powerSecond = "hits2.csv"
	powerErased = "Quagmire" // in the case of application A-1 alone
	powerSealed = "Vortex"   // in that of A-2, erased while the store is encrypted
	powerPlain  = "Zanzibar" // in many cases
)

var powerPassphrases = [][]byte{[]byte("correct horse battery staple"), []byte("another staple of horses")}

// powerOptions open a store or a copy of it under the passphrase of a number.
func powerOptions(passphrase int) Options {
	return Options{
		Now:    func() time.Time { return someday },
		Unlock: func() ([]byte, error) { return bytes.Clone(powerPassphrases[passphrase]), nil },
	}
}

// asChild is a failer outside a test: it says what is wrong and ends.
type asChild struct{}

func (asChild) Helper() {}

func (asChild) Fatal(args ...any) {
	fmt.Println(args...)
	os.Exit(1)
}

func (c asChild) Fatalf(format string, args ...any) { c.Fatal(fmt.Sprintf(format, args...)) }

func (c asChild) must(err error) {
	if err != nil {
		c.Fatal(err)
	}
}

// digestOf tells apart what stores hold.
func digestOf(t failer, s *Store) string {
	all := dump(t, s)
	h := sha256.New()
	for _, place := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(h, "%d %s %d %s", len(place), place, len(all[place]), all[place])
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// powerSession is the session, on files below folder/disk.
type powerSession struct {
	asChild
	folder string
	s      *Store
}

func (p *powerSession) acknowledge(action string) {
	fmt.Println(saidAcknowledged, digestOf(p, p.s), action)
}

// made says what a file holds that was made beside the store.
func (p *powerSession) made(name string, passphrase int) {
	s, err := Open(p.path(name), powerOptions(passphrase))
	p.must(err)
	fmt.Println(saidMade, digestOf(p, s), name)
	p.must(s.Close())
}

func (p *powerSession) path(name string) string {
	return filepath.Join(p.folder, "disk", filepath.FromSlash(name))
}

// powerInput is what the session imports first.
func powerInput() string {
	rows := func(from, rows int, mark string) string {
		return strings.TrimPrefix(generated(from, rows, mark), columns)
	}
	return columns + rows(0, 6, powerPlain) + rows(6, 6, powerErased) + rows(12, 6, powerSealed) + rows(18, 132, powerPlain)
}

func powerSessionAsChild(folder string) {
	p := &powerSession{folder: folder}
	s, err := OpenOrCreate(p.path(powerStore), powerOptions(0))
	p.must(err)
	p.s = s
	p.acknowledge("create")
	p.bringIn(powerFirst)
	p.decide()
	p.bringIn(powerSecond)
	p.erase("A-1", powerErased)
	p.backup("plain.backup")
	p.must(p.s.Compact(context.Background()))
	p.acknowledge("compact")
	p.underKey()
	p.must(p.s.Close())
	p.copies()
}

func (p *powerSession) bringIn(name string) {
	_, err := importer.Import(context.Background(), p.s, officer, []source.Source{source.File(filepath.Join(p.folder, name))}, importer.Options{})
	p.must(err)
	p.acknowledge("import")
}

func (p *powerSession) number(incident string) Number {
	rows, err := p.s.Find(incident, nil, nil)
	p.must(err)
	if len(rows) != 1 {
		p.Fatal("not one record of ", incident)
	}
	return rows[0].Number
}

// decide is what an officer does to some incidents.
func (p *powerSession) decide() {
	one := sitting.Sitting{ID: "power", Officer: officer.Officer, Started: someday}
	for i := 3; i < 15; i += 3 {
		n := p.number(fmt.Sprintf("I-%d", i))
		p.must(p.s.Consult(officer, n, "open"))
		p.acknowledge("open")
		answer(p, p.s, n, model.Offence, "as told")
		p.acknowledge("answer")
		for _, text := range []string{"The", "The reason", "The reason is that"} {
			p.must(p.s.SaveDraft(officer, n, Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: text}}))
			p.acknowledge("draft")
		}
		decide(p, p.s, n, model.Refer)
		p.acknowledge("decide")
		if i == 6 {
			assured(p, p.s, n, p.acknowledge)
		}
		p.must(p.s.SaveNote(officer, n, "ask the school"))
		p.acknowledge("note")
		one.Last, one.Decided = n, i
		p.must(sitting.Save(p.s, one))
		p.acknowledge("sitting")
	}
	add(p, p.s, cleanFacts(p, "A-900", "P-900", "I-900"))
	p.acknowledge("add")
}

func (p *powerSession) erase(application, text string) {
	plan, err := purge.Find(p.s, purge.Request{Application: &application})
	p.must(err)
	p.must(purge.Purge(context.Background(), p.s, officer, plan, "asked for"))
	p.acknowledge("purge")
	fmt.Println(saidErased, text)
}

func (p *powerSession) backup(name string) {
	_, err := audit.Backup(context.Background(), p.s, officer, p.path(name))
	p.must(err)
	p.acknowledge("backup")
}

// underKey encrypts the store, works in it, and decrypts it.
func (p *powerSession) underKey() {
	ctx, cheap := context.Background(), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}
	p.must(audit.Encrypt(ctx, p.s, officer, powerPassphrases[0], cheap))
	p.acknowledge("encrypt")
	fmt.Println(saidErased, powerPlain) // in the clear no more
	n := p.number("I-20")
	answer(p, p.s, n, model.Offence, "as told")
	p.acknowledge("answer")
	decide(p, p.s, n, model.Defer)
	p.acknowledge("decide")
	p.erase("A-2", powerSealed)
	p.backup("encrypted.backup")
	p.must(audit.ChangePassphrase(ctx, p.s, officer, powerPassphrases[0], powerPassphrases[1], cheap))
	p.acknowledge("change the passphrase")
	fmt.Println(saidShown, powerPlain)
	p.must(audit.Decrypt(ctx, p.s, officer, powerPassphrases[1]))
	p.acknowledge("decrypt")
	decide(p, p.s, n, model.Refer)
	p.acknowledge("decide")
}

// copies are made of the files that are there.
func (p *powerSession) copies() {
	p.made("plain.backup", 0)
	p.made("encrypted.backup", 0)
	_, err := audit.Restore(context.Background(), officer, p.path("encrypted.backup"), p.path("restored/gd8.db"), powerOptions(0))
	p.must(err)
	p.made("restored/gd8.db", 0)
	_, err = audit.Rescue(context.Background(), officer, p.path(powerStore), p.path("rescued.db"), powerOptions(0))
	p.must(err)
	p.made("rescued.db", 0)
}

// openAnyPassphrase opens a store that may be under either passphrase.
func openAnyPassphrase(path string) (*Store, error) {
	for i := range powerPassphrases {
		o := powerOptions(i)
		o.WithoutSync = true
		s, err := Open(path, o)
		if !errors.Is(err, seal.ErrPassphrase) {
			return s, err
		}
	}
	return nil, seal.ErrPassphrase
}
