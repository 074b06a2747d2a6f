package importer

import (
	"errors"
	"fmt"
	"io"
	"os"

	"gd8/store"
	"gd8/store/codec"
	"gd8/store/intake"
	"gd8/store/vault"
)

// This file is the second pass of an import: what the check let through is
// written in chunks that no reader sees, then published.

const (
	chunkRows = 5000
	// rowsPerLook is how many rows at most are read between two looks at
	// whether the import was cancelled.
	rowsPerLook = 256
	// A batch of rows or a chunk ends early once its rows have so many bytes:
	// two streams hold up to 66 batches, and a transaction its whole chunk.
	// Rows of the usual few hundred bytes reach neither.
	batchBytes = 256 << 10
	chunkBytes = 32 << 20
	// chunkKeys is how many index keys are staged in one transaction.
	chunkKeys = 20_000
)

// stageAll stages what is to be imported, writes the rows that are not beside
// their input, and publishes. A file of refused rows stays only where the
// import takes place, or may have.
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
	var unsettled *vault.UnsettledError
	if err != nil && !errors.As(err, &unsettled) {
		for _, path := range refused {
			_ = os.Remove(path) // the first error says what matters
		}
		return err
	}
	im.report.RefusedFiles = refused
	return err
}

func (im *importer) stage() error {
	im.running = im.base
	im.running.Revision++
	im.changed = map[store.Number]store.QueueRow{}
	im.fresh = make([]byte, im.report.New*store.RowSize)
	if err := im.s.View(im.rowsTogether); err != nil {
		return err
	}
	if err := im.stageRows(); err != nil {
		return err
	}
	if err := im.stageKeys(); err != nil {
		return err
	}
	return im.assessRest()
}

// transaction stages a part of the import. The writer's state is the running
// one, in which the staged records are there already; the state that is kept
// stays the published one, with the note that an import is being staged, so
// that one that is cut off is cleared away when the store is next opened.
func (im *importer) transaction(change func(*store.Writer) error) error {
	return im.commit(func(w *store.Writer) error {
		if err := change(w); err != nil {
			return err
		}
		base := im.base
		base.Staging = im.running.Revision
		return w.Keep(base)
	})
}

// commit runs one transaction of the import in the running state.
func (im *importer) commit(change func(*store.Writer) error) error {
	running, err := im.s.Stage(im.running, im.actor, func(w *store.Writer) error {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		return change(w)
	})
	if err == nil {
		im.running = running
	}
	return err
}

// stages reports whether a row is to be written.
func (p *rowPlan) stages() bool { return p.fate == rowNew || p.fate == rowChanged }

// stageRows writes the new and changed rows, in chunks of one source, with a
// journal entry for each chunk that has any: one that has none needs no
// transaction.
func (im *importer) stageRows() error {
	batches := vault.Ahead(im.prepare)
	defer batches.Stop()
	for {
		b, more, err := nextBatch(im.ctx, batches)
		if err != nil || !more {
			return err
		}
		if len(b.rows) > 0 {
			err = im.transaction(func(w *store.Writer) error { return im.stageChunk(w, &b, batches) })
		}
		if err != nil {
			return err
		}
		if b.last {
			im.progress("writing", int64(b.read), int64(len(im.rows)))
		}
	}
}

// stageChunk writes what is left of a chunk from batch b on, and leaves its
// last batch in b.
func (im *importer) stageChunk(w *store.Writer, b *preparedBatch, batches *vault.Stream[preparedBatch]) error {
	w.Now = b.now
	w.Bucket(store.BucketSources).FillPercent = vault.FullPages
	for {
		for i := range b.rows {
			if err := im.stageRow(w, b, &b.rows[i]); err != nil {
				return err
			}
		}
		w.Entry.Keys = append(w.Entry.Keys, b.keys...)
		if b.last {
			break
		}
		next, _, err := nextBatch(im.ctx, batches)
		if err != nil {
			return err
		}
		*b = next
	}
	w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Collection, "import", fileName(im.sources[b.source])
	if im.again {
		w.Entry.Detail += "; " + store.AgainDetail(im.o.Again)
	}
	w.Entry.Count = len(w.Commitments)
	return w.AppendEntry()
}

// stageRow writes one prepared row, at the place in the journal that it was
// prepared for.
func (im *importer) stageRow(w *store.Writer, b *preparedBatch, row *preparedRow) error {
	if row.changed == nil {
		w.Next = uint32(row.number) + 1
		w.Commitments = append(w.Commitments, row.commitment)
		return w.Bucket(store.BucketSources).Put(store.PairKey(row.number, w.Revision), row.sealed)
	}
	old, err := im.published(w).SourceOf(row.number)
	if err != nil {
		return err
	}
	src := codec.Source{
		Facts:  merge(old.Facts, &row.changed.facts, row.changed.present),
		Origin: originOf(fileName(im.sources[b.source]), row.changed.sheet), Line: row.changed.line, By: im.actor.Officer, At: w.Now,
		Incomplete: old.Incomplete, Mark: old.Mark, // only an officer can answer for records that are missing
	}
	if err := w.Put(store.BucketStaged, store.NumberKey(row.number), nil); err != nil {
		return err
	}
	before, err := im.published(w).EffectiveOf(row.number)
	if err != nil {
		return err
	}
	if err := w.PutSource(row.number, src); err != nil {
		return err
	}
	after, err := w.EffectiveOf(row.number)
	if err != nil {
		return err
	}
	return im.noteChanged(im.published(w), row.number, before, after)
}

// published is a reader of the store as it is for everyone else.
func (im *importer) published(w *store.Writer) *store.Reader {
	return w.Reader.As(im.base)
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
	if im.alikeToRefused[im.idOf(row.Case)] {
		why = alikeReason
	}
	_ = im.s.View(func(r *store.Reader) error { // a reading error leaves the general reason
		_, problems, err := im.compare(r, row, new(rowSigns))
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
