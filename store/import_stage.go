package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"gd8/store/intake"
)

// This file is the second pass of an import: what the check let through is
// written in chunks that no reader sees, then published.

const (
	chunkRows = 5000
	// rowsPerLook is how many rows are read between two looks at whether the
	// import was cancelled.
	rowsPerLook = 256
	// chunkKeys is how many index keys are staged in one transaction.
	chunkKeys = 20_000
	// fullPages is how full pages are left that were written in key order.
	fullPages = 0.95
)

// stageAll stages what is to be imported, writes the rows that are not beside
// their input, and publishes. A file of refused rows stays only where the
// import takes place.
func (im *importer) stageAll() error {
	anything := im.report.New+im.report.Changed > 0
	if anything {
		if err := im.stage(); err != nil {
			return err
		}
	}
	if im.ctx.Err() != nil {
		return im.ctx.Err()
	}
	refused, err := im.writeRefused()
	if err == nil {
		err = im.ctx.Err()
	}
	if err == nil && anything {
		err = im.publish()
	}
	if err != nil {
		for _, path := range refused {
			_ = os.Remove(path) // the first error says what matters
		}
		return err
	}
	im.report.RefusedFiles = refused
	return nil
}

func (im *importer) stage() error {
	im.running = im.base
	im.running.revision++
	im.changed = map[Number]queueRow{}
	at := uint32(0)
	for i := range im.sources {
		if err := im.stageFile(i, &at); err != nil {
			return err
		}
	}
	if err := im.stageKeys(); err != nil {
		return err
	}
	return im.assessAll()
}

// transaction stages a part of the import. The writer's state is the running
// one, in which the staged records are there already; the state that is kept
// stays the published one, with the note that an import is being staged, so
// that one that is cut off is cleared away when the store is next opened.
func (im *importer) transaction(change func(*writer) error) error {
	return im.commit(func(w *writer) error {
		if err := change(w); err != nil {
			return err
		}
		kept := im.base
		kept.staging = im.running.revision
		w.writes++
		kept.writes = w.writes
		return w.put(bucketMeta, keyState, kept.encode())
	})
}

// commit runs one transaction of the import in the running state, and settles
// an error of the commit itself.
func (im *importer) commit(change func(*writer) error) error {
	if im.ctx.Err() != nil {
		return im.ctx.Err()
	}
	var w *writer
	ready := false
	err := guard(func() error {
		return im.s.db.Update(func(tx *bolt.Tx) error {
			w = &writer{reader: reader{s: im.s, tx: tx, state: im.running}, actor: im.actor, today: im.s.Today()}
			w.setTime()
			err := change(w)
			ready = err == nil
			return err
		})
	})
	if err != nil && ready {
		err = im.s.settle(w.writes, err)
	}
	if err == nil {
		im.running = w.state
	}
	return err
}

// stageFile writes the new and changed rows of one source, a journal entry for
// each chunk of rows that has any.
func (im *importer) stageFile(i int, at *uint32) error {
	in, err := im.open(i, true)
	if err != nil {
		return err
	}
	defer in.Close()
	for end := false; !end; {
		if im.stagesAny(*at) {
			err = im.transaction(func(w *writer) (err error) {
				if end, err = im.stageChunk(w, in, i, at); err != nil || len(w.commitments) == 0 {
					return err
				}
				w.entry.Operation, w.entry.Action, w.entry.Detail = Collection, "import", fileName(im.sources[i])
				w.entry.Count = len(w.commitments)
				return w.appendEntry()
			})
		} else {
			end, err = im.stageChunk(nil, in, i, at)
		}
		if err != nil {
			return err
		}
		im.progress("writing", int64(*at), int64(len(im.rows)))
	}
	return nil
}

// stages reports whether a row is to be written.
func (p *rowPlan) stages() bool { return p.fate == rowNew || p.fate == rowChanged }

// stagesAny reports whether any row of the chunk that starts at a row is to be
// written: one that has none needs no transaction.
func (im *importer) stagesAny(at uint32) bool {
	chunk := im.rows[min(int(at), len(im.rows)):min(int(at)+chunkRows, len(im.rows))]
	return slices.ContainsFunc(chunk, func(p rowPlan) bool { return p.stages() })
}

// stageChunk reads the next chunk of rows of source i and writes those that
// are new or changed. w may be nil where there are none. end says that the
// source ended.
func (im *importer) stageChunk(w *writer, in *intake.Reader, i int, at *uint32) (end bool, err error) {
	if w != nil {
		w.tx.Bucket(bucketSources).FillPercent = fullPages
	}
	for n := range chunkRows {
		if n%rowsPerLook == 0 && im.ctx.Err() != nil {
			return false, im.ctx.Err()
		}
		row, err := in.Next()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if int(*at) >= len(im.rows) {
			return false, errChangedBetween
		}
		plan := &im.rows[*at]
		*at++
		if !plan.stages() {
			continue
		}
		if err := im.stageRow(w, i, plan, &row); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (im *importer) stageRow(w *writer, i int, plan *rowPlan, row *intake.Row) error {
	src := source{facts: row.Facts, origin: fileName(im.sources[i]), line: row.Line, by: im.actor.Officer, at: w.now}
	if plan.fate == rowNew {
		plan.number = Number(w.next)
		w.next++
	} else {
		old, err := im.published(w).sourceOf(plan.number)
		if err != nil {
			return err
		}
		// Only an officer can answer for records that are missing.
		src.facts, src.incomplete = merge(old.facts, row), old.incomplete
		if err := w.put(bucketStaged, numberKey(plan.number), nil); err != nil {
			return err
		}
	}
	if len(w.entry.Keys) <= maxEntryKeys {
		w.entry.Keys = append(w.entry.Keys, src.facts.Key())
	}
	return w.putSource(plan.number, src)
}

// published is a reader of the store as it is for everyone else.
func (im *importer) published(w *writer) *reader {
	return &reader{s: im.s, tx: w.tx, state: im.base}
}

// stageKeys makes the new records findable. The keys are hashes, so they are
// written in their own order: random writes cost thirty times as much.
func (im *importer) stageKeys() error {
	persons := make([][]byte, 0, 2*im.report.New)
	for _, in := range im.incoming {
		if plan := &im.rows[in.row]; plan.fate == rowNew {
			persons = append(persons, binary.BigEndian.AppendUint32(in.id[:], uint32(plan.number)))
		}
	}
	if err := im.stageSorted(bucketPersons, persons); err != nil {
		return err
	}
	refs := persons[:0]
	for _, in := range im.incoming {
		if plan := &im.rows[in.row]; plan.fate == rowNew {
			refs = append(refs, binary.BigEndian.AppendUint32(in.ref[:], uint32(plan.number)))
		}
	}
	return im.stageSorted(bucketRefs, refs)
}

func (im *importer) stageSorted(bucket []byte, keys [][]byte) error {
	slices.SortFunc(keys, bytes.Compare)
	for chunk := range slices.Chunk(keys, chunkKeys) {
		err := im.transaction(func(w *writer) error {
			w.tx.Bucket(bucket).FillPercent = fullPages
			for _, key := range chunk {
				if err := w.put(bucket, key, nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeRefused writes the rows of the cases that stay out beside their input.
func (im *importer) writeRefused() (paths []string, err error) {
	at := uint32(0)
	for i := range im.sources {
		if !im.files[i].refused {
			at += uint32(im.files[i].rows)
			continue
		}
		path, err := im.writeRefusedOf(i, &at)
		if err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

func (im *importer) writeRefusedOf(i int, at *uint32) (string, error) {
	in, err := im.open(i, true)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := intake.NewRefusedWriter(im.sources[i].Name(), im.files[i].header)
	if err != nil {
		return "", err
	}
	for {
		row, err := in.Next()
		if err == io.EOF {
			return out.Close()
		}
		if err == nil && in.Rows()%rowsPerLook == 0 {
			err = im.ctx.Err()
		}
		if err == nil && int(*at) >= len(im.rows) {
			err = errChangedBetween
		}
		if err == nil && im.rows[*at].fate == rowRefused {
			err = out.Write(&row, im.reasonFor(&row, *at))
		}
		if err != nil {
			out.Discard()
			return "", err
		}
		*at++
	}
}

// reasonFor says why a row was not imported.
func (im *importer) reasonFor(row *intake.Row, at uint32) string {
	if why := row.Reasons(); why != "" {
		return why
	}
	if why := im.duplicates[at]; why != "" {
		return why
	}
	return im.blankReason(row)
}

func (im *importer) blankReason(row *intake.Row) string {
	why := "another row of this case was refused, and a case goes in whole or not at all"
	_ = im.s.view(func(r *reader) error { // a reading error leaves the general reason
		_, problems, err := im.compare(r, row)
		if err == nil && len(problems) > 0 {
			why = problems[0].Reason()
			if len(problems) > 1 {
				why += fmt.Sprintf(" (and %d more)", len(problems)-1)
			}
		}
		return err
	})
	return why
}
