package modeltest

import (
	"context"
	"errors"
	"os"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/queue"
)

// What is done to the store as a whole.

func (d *desk) reopen() {
	d.note("reopen")
	d.use(d.s.Path(), d.passphrase)
}

func (d *desk) compact() {
	d.note("compact")
	d.must(d.s.Compact(context.Background()))
}

func (d *desk) encryption() {
	another := d.text(30)
	switch {
	case d.passphrase == "":
		d.note("encrypt")
		d.must(audit.Encrypt(context.Background(), d.s, officer, []byte(another), cheap))
	case d.one(2):
		d.note("decrypt")
		d.must(audit.Decrypt(context.Background(), d.s, officer, []byte(d.passphrase)))
		another = ""
	default:
		d.note("change the passphrase")
		d.must(audit.ChangePassphrase(context.Background(), d.s, officer, []byte(d.passphrase), []byte(another), cheap))
	}
	d.passphrase = another
	d.use(d.s.Path(), d.passphrase)
}

func (d *desk) backup() {
	path := d.path("backup")
	d.note("back up as %s", path)
	_, err := audit.Backup(context.Background(), d.s, officer, path)
	d.must(err)
	d.backups = append(d.backups, backup{path, d.passphrase, d.w.clone()})
	if len(d.backups) > 3 {
		d.must(os.Remove(d.backups[0].path))
		d.backups = d.backups[1:]
	}
}

// restore goes on with what a backup holds.
func (d *desk) restore() {
	if len(d.backups) == 0 {
		return
	}
	b := pick(d.drawer, d.backups)
	path := d.path("restored")
	d.note("restore %s", b.path)
	_, err := audit.Restore(context.Background(), officer, b.path, path, d.options(b.passphrase))
	d.must(err)
	old := d.s.Path()
	d.use(path, b.passphrase)
	_ = os.Remove(old)
	d.w = b.w.clone()
	d.checkAll()
}

// rescueWhole rescues a store that nothing is wrong with, and goes on with it.
func (d *desk) rescueWhole() {
	if c, err := d.s.Checkpoint(); err != nil || c.Entries == 0 {
		d.must(err)
		return // nothing is in it, which is no store to rescue
	}
	d.note("rescue")
	old, path := d.s.Path(), d.path("rescued")
	d.must(d.s.Close())
	d.s = nil
	report, err := audit.Rescue(context.Background(), officer, old, path, d.options(d.passphrase))
	d.must(err)
	if len(report.Missing) > 0 || len(report.Incomplete) > 0 {
		d.fail("of a store that is whole a rescue misses %q and marks %+v", report.Missing, report.Incomplete)
	}
	d.use(path, d.passphrase)
	_ = os.Remove(old)
	d.checkAll()
}

// rescueDamaged rescues a copy of the store that was damaged, and holds what
// came of it to what may still stand.
func (d *desk) rescueDamaged() {
	content, err := os.ReadFile(d.s.Path())
	d.must(err)
	d.damage(content)
	damaged, path := d.path("damaged"), d.path("rescued")
	d.must(os.WriteFile(damaged, content, 0o600))
	defer os.Remove(damaged)
	defer os.Remove(path)
	_, err = audit.Rescue(context.Background(), officer, damaged, path, d.options(d.passphrase))
	if err != nil { // a damage that leaves nothing, or no way in
		d.tally["damaged copies that could not be rescued"]++
		var unsound *audit.UnsoundError
		if errors.As(err, &unsound) {
			d.fail("a rescue did not verify: %v", err)
		}
		return
	}
	s, err := store.Open(path, d.options(d.passphrase))
	d.must(err)
	defer s.Close()
	d.checkRescued(s)
}

// damage changes some pages: a bit, a run of bytes, or the whole page.
func (d *desk) damage(content []byte) {
	const page = 4096
	pages := len(content)/page - 2
	if pages < 1 {
		return
	}
	for range 1 + d.IntN(3) {
		at := (2 + d.IntN(pages)) * page
		part := content[at : at+page]
		switch d.IntN(3) {
		case 0:
			d.note("damage a bit of page %d", at/page)
			part[d.IntN(page)] ^= 1 << d.IntN(8)
		case 1:
			d.note("damage bytes of page %d", at/page)
			from := d.IntN(page)
			clear(part[from:min(page, from+1+d.IntN(300))])
		default:
			d.note("lose page %d", at/page)
			clear(part)
		}
	}
}

// checkRescued holds a rescued store to the one rule of a loss: nothing that
// was not so before it may count now.
func (d *desk) checkRescued(s *store.Store) {
	v, err := queue.Of(s).View(queue.FilterAll, queue.AsImported, nil)
	d.must(err)
	rows, err := s.Rows(v.Slice(0, v.Len()))
	d.must(err)
	for i := range rows {
		row := &rows[i]
		r := d.w.records[keyOf(row.Key)]
		if r == nil {
			d.fail("a rescue found %+v, which was never published, or was erased", row.Key)
		}
		stands := row.State == model.StateDecided || row.State == model.StateDeferred
		if stands && (d.w.state(r) != row.State.String() || r.stands().kind != row.Decision.String()) {
			d.fail("after a rescue %+v is %v, %v, and before it was %s", r.key, row.State, row.Decision, d.w.state(r))
		}
		if row.Verdict == model.Applies && !row.Flags.Has(model.IncompleteCase) && (r.withdrawn || d.w.verdict(r) != "applies") {
			d.fail("after a rescue the discard applies to %+v, and before it was %s", r.key, d.w.verdict(r))
		}
		if !stands {
			continue
		}
		dossier, err := s.Dossier(row.Number)
		d.must(err)
		d.checkTexts(r, dossier.Item().Decision)
		d.checkFacts(r, dossier.Case.Facts(dossier.At))
	}
	d.tally["damaged copies rescued"]++
	d.tally["decisions that stood after a rescue"] += len(slices.DeleteFunc(rows, func(r store.Row) bool { return r.State != model.StateDecided }))
}
