package importer

import (
	"bytes"
	"io"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/intake"
	"gd8/store/vault"
)

// This file prepares the second pass of an import ahead of the goroutine that
// writes: rows are read by one goroutine; by another they are encoded,
// committed to, sealed and, where the file alone tells all of an individual,
// assessed. Numbers and places in the journal are handed out in the order of
// the rows, in which they are then written.

// sourceRow is what the second pass needs of a row.
type sourceRow struct {
	facts   model.Facts
	present model.FieldSet
	line    int
	sheet   string // of a workbook; else blank
	size    int    // bytes; see intake.Row.Size
}

// full reports whether a batch of rows takes no more.
func full(rows, bytes int) bool { return rows >= rowsPerLook || bytes >= batchBytes }

// readRows reads the rows of source i again, some at a time.
func (im *importer) readRows(i int, yield func([]sourceRow) bool) error {
	in, err := im.open(i, true)
	if err != nil {
		return err
	}
	defer in.Close()
	for end := false; !end; {
		rows, bytes := make([]sourceRow, 0, rowsPerLook), 0
		for !full(len(rows), bytes) && !end {
			row, err := in.Next()
			switch {
			case err == io.EOF:
				end = true
			case err != nil:
				return err
			default:
				rows = append(rows, sourceRow{row.Facts, row.Present, row.Line, row.Sheet, row.Size})
				bytes += row.Size
			}
		}
		if !yield(rows) {
			return nil
		}
	}
	return nil
}

// preparedRow is a row that is to be written: a new record sealed, or a
// changed one, which first needs what the store has of it.
type preparedRow struct {
	number     store.Number
	sealed     []byte
	commitment [32]byte
	changed    *sourceRow // nil for a new record
}

// preparedBatch is some prepared rows of one chunk of one source.
type preparedBatch struct {
	source int
	now    time.Time // of the chunk; see Writer.setTime
	rows   []preparedRow
	keys   []model.Key // of the chunk's first rows, for its journal entry
	read   int         // rows of the import read so far
	last   bool        // of the chunk
}

// preparer prepares the rows of one import.
type preparer struct {
	im       *importer
	origin   string
	at       int    // the row over all sources
	next     uint32 // the number of the next new record
	revision uint32
	entry    uint64 // the journal entry of the chunk
	written  int    // values of the chunk so far
	bytes    int    // of those
	now      time.Time
	salts    vault.SaltSource
	enc      vault.Encoder
	room     []byte // what is left of the memory for sealed values
	assess   freshAssessor
}

// prepare gives all that is to be written, in order.
func (im *importer) prepare(yield func(preparedBatch) bool) error {
	at := im.running // before the first chunk; the writer moves it on
	p := &preparer{im: im, next: at.Next, revision: at.Revision, entry: at.Entries + 1}
	p.assess = freshAssessor{im: im, waiting: map[string][]freshRecord{}}
	defer p.assess.giveUp()
	for i := range im.sources {
		p.origin = fileName(im.sources[i])
		more, err := p.prepareSource(i, yield)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

func (p *preparer) prepareSource(i int, yield func(preparedBatch) bool) (more bool, err error) {
	rows := vault.Ahead(func(yield func([]sourceRow) bool) error { return p.im.readRows(i, yield) })
	defer rows.Stop()
	inChunk := 0
	for {
		read, more, err := rows.Next()
		if err != nil {
			return false, err
		}
		if inChunk == 0 {
			p.startChunk()
		}
		b := preparedBatch{source: i, now: p.now}
		if p.at+len(read) > len(p.im.rows) {
			return false, errChangedBetween
		}
		for k := range read {
			p.prepareRow(&b, &read[k])
		}
		inChunk += len(read)
		b.read, b.last = p.at, !more || inChunk >= chunkRows || p.bytes >= chunkBytes
		if b.last {
			p.endChunk()
			inChunk = 0
		}
		if !yield(b) || !more {
			return !more, nil
		}
	}
}

// startChunk takes the time that all of the chunk bears.
func (p *preparer) startChunk() { p.now = p.im.s.ClockTime() }

// endChunk goes on to the next journal entry where this chunk has one.
func (p *preparer) endChunk() {
	if p.written > 0 {
		p.entry++
	}
	p.written, p.bytes = 0, 0
}

// prepareRow puts a row into the batch if it is to be written.
func (p *preparer) prepareRow(b *preparedBatch, row *sourceRow) {
	plan := &p.im.rows[p.at]
	p.at++
	if !plan.stages() {
		return
	}
	prepared := preparedRow{number: plan.number}
	if plan.fate == rowNew {
		plan.number = store.Number(p.next)
		p.next++
		prepared.number = plan.number
		p.seal(&prepared, row)
		p.assess.add(p.at-1, row)
	} else {
		prepared.changed = row
	}
	if p.written <= vault.MaxEntryKeys {
		b.keys = append(b.keys, row.facts.Key())
	}
	p.written++
	p.bytes += row.size
	b.rows = append(b.rows, prepared)
}

// seal encodes, stamps and seals a new record's facts.
func (p *preparer) seal(prepared *preparedRow, row *sourceRow) {
	src := codec.Source{Facts: row.facts, Origin: originOf(p.origin, row.sheet), Line: row.line, By: p.im.actor.Officer, At: p.now}
	salt := p.salts.Next()
	p.enc.B = p.enc.B[:0]
	vault.EncodeStamp(&p.enc, p.entry, p.written, salt[:])
	stamped := len(p.enc.B)
	src.Encode(&p.enc)
	key := store.PairKey(prepared.number, p.revision)
	prepared.commitment = vault.Commitment(salt[:], string(store.BucketSources), key, p.enc.B[stamped:])
	prepared.sealed = p.sealed(key, p.enc.B)
}

// roomSize is how much memory is taken for sealed values in one go.
const roomSize = 256 << 10

// sealed seals a value into memory shared with its neighbours, which bbolt
// keeps until the commit.
func (p *preparer) sealed(key, value []byte) []byte {
	if size := len(value) + p.im.s.Sealer().Overhead(); cap(p.room)-len(p.room) < size {
		p.room = make([]byte, 0, max(roomSize, size))
	}
	from := len(p.room)
	p.room = p.im.s.Sealer().Seal(p.room, string(store.BucketSources), key, value)
	return p.room[from:len(p.room):len(p.room)]
}

// freshRecord is a new record that waits for the rest of its individual.
type freshRecord struct {
	number store.Number
	facts  model.Facts
	row    int // over all sources
	size   int // bytes
}

// waitingBytes is how many bytes the rows may have that wait for the rest of
// their individuals.
const waitingBytes = 32 << 20

// freshAssessor assesses individuals of whom the store holds nothing yet, from
// the rows themselves: the store need not be read again for them.
type freshAssessor struct {
	im      *importer
	waiting map[string][]freshRecord // by person_ref
	bytes   int                      // of those
	records []model.Record           // of the case in hand
	numbers []store.Number
	one     [1]freshRecord
	model   model.Case
}

// add takes in the new record of a row, and assesses its individual once all
// are there.
func (fa *freshAssessor) add(at int, row *sourceRow) {
	plan := &fa.im.rows[at]
	fresh := freshRecord{plan.number, row.facts, at, row.size}
	switch plan.together {
	case 0:
	case 1:
		fa.one[0] = fresh
		fa.assessPerson(fa.one[:])
	default:
		person := row.facts.Text(model.PersonRef)
		all := append(fa.waiting[person], fresh)
		fa.bytes += row.size
		if len(all) < int(plan.together) {
			if fa.waiting[person] = all; fa.bytes >= waitingBytes {
				fa.giveUp()
			}
			return
		}
		delete(fa.waiting, person)
		for i := range all {
			fa.bytes -= all[i].size
		}
		fa.assessPerson(all)
	}
}

// giveUp leaves the records that wait to be read from the store again once all
// are in it. Those of the same individuals that are still to come then wait in
// vain, and are left too when the rows are over.
func (fa *freshAssessor) giveUp() {
	for _, all := range fa.waiting {
		for i := range all {
			fa.im.rows[all[i].row].together = 0
		}
	}
	clear(fa.waiting)
	fa.bytes = 0
}

// assessPerson assesses all cases of an individual, given in order of number.
func (fa *freshAssessor) assessPerson(all []freshRecord) {
	for i := range all {
		c := all[i].facts.Key().Case()
		if first := firstOf(all, c); first < i {
			continue // assessed with it
		}
		fa.records, fa.numbers = fa.records[:0], fa.numbers[:0]
		var held, others []string
		for k := range all {
			f := &all[k].facts
			if f.Key().Case() != c {
				others = append(others, f.Text(model.IncidentRef))
				continue
			}
			fa.records = append(fa.records, model.Record{Source: *f})
			fa.numbers = append(fa.numbers, all[k].number)
			if len(all) > 1 {
				held = append(held, f.Text(model.IncidentRef))
			}
		}
		fa.model.Load(fa.records, &model.Individual{Elsewhere: model.ElsewhereOf(held, others)})
		store.AssessRecords(&fa.model, make([]*model.Decision, len(fa.records)), make([]model.Reopening, len(fa.records)), [32]byte{}, func(at int, q store.QueueRow) {
			q.Pack(fa.im.freshRow(fa.numbers[at]))
		})
	}
}

func firstOf(all []freshRecord, c model.CaseKey) int {
	for i := range all {
		if all[i].facts.Key().Case() == c {
			return i
		}
	}
	return len(all)
}

// Rows of an individual further apart in a file than this do not wait for one
// another: they are read from the store again, once all are in it.
const nearRows = 16_384

// rowsTogether notes of each new record how many the individual has, where the
// store has none of them yet and the files have them near one another: those
// are assessed as they are read.
func (im *importer) rowsTogether(r *store.Reader) error {
	for from := 0; from < len(im.incoming); {
		if from%rowsPerLook == 0 && im.ctx.Err() != nil {
			return im.ctx.Err()
		}
		to, person := intake.RunEnd(from, len(im.incoming), im.samePerson), im.incoming[from].id[:store.PersonSize]
		shared := im.alike.shared[[store.PersonSize]byte(person)]
		if fresh := im.freshRows(im.incoming[from:to]); fresh > 0 && !shared && !knows(r, person) {
			for _, in := range im.incoming[from:to] {
				im.rows[in.row].together = uint16(fresh)
			}
		}
		from = to
	}
	return nil
}

// freshRows is how many new records an individual's rows bring; 0 where they
// are too many or too far apart to wait for one another.
func (im *importer) freshRows(same []incoming) int {
	first, last, fresh := uint32(1<<32-1), uint32(0), 0
	for _, in := range same {
		if im.rows[in.row].fate == rowNew {
			first, last = min(first, in.row), max(last, in.row)
			fresh++
		}
	}
	if fresh == 0 || last-first >= nearRows {
		return 0
	}
	return fresh
}

// knows reports whether the store holds any record of an individual.
func knows(r *store.Reader, person []byte) bool {
	if r.Next == 1 {
		return false
	}
	key, _ := r.Cursor(store.BucketPersons).Seek(person)
	return bytes.HasPrefix(key, person)
}
