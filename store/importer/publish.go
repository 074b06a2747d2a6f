package importer

import (
	"bytes"
	"maps"
	"slices"

	"gd8/store"
	"gd8/store/vault"
)

// assessRest assesses every case of every individual the import touches, as it
// will be once published, but for those assessed as they were read, and keeps
// the queue rows for publishing.
func (im *importer) assessRest() error {
	var person []byte
	done, assessed := 0, store.PersonSet{}
	for done < len(im.incoming) {
		if im.ctx.Err() != nil {
			return im.ctx.Err()
		}
		// A transaction for some thousand individuals, not one for each.
		err := im.s.View(func(published *store.Reader) error {
			r := published.As(im.running)
			r.Overlay = im.alike.overlay
			for until := min(done+chunkRows, len(im.incoming)); done < until; done++ {
				in := &im.incoming[done]
				plan := &im.rows[in.row]
				if !plan.stages() || plan.together > 0 || bytes.Equal(person, in.id[:store.PersonSize]) {
					continue
				}
				person = append(person[:0], in.id[:store.PersonSize]...)
				name, err := personAt(r, person)
				if err == nil && name != "" {
					err = im.assessPerson(r, name, assessed)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		im.progress("assessing", int64(done), int64(len(im.incoming)))
	}
	return im.assessTouched(assessed)
}

// assessTouched assesses the individuals of the store who may be one human
// with one of the import's, or were before it.
func (im *importer) assessTouched(assessed store.PersonSet) error {
	for left := im.leftTouched(assessed); len(left) > 0; left = im.leftTouched(assessed) {
		chunk := left[:min(len(left), chunkRows)]
		if im.ctx.Err() != nil {
			return im.ctx.Err()
		}
		err := im.s.View(func(published *store.Reader) error {
			r := published.As(im.running)
			r.Overlay = im.alike.overlay
			for _, person := range chunk {
				if err := im.assessPerson(r, person, assessed); err != nil {
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

// leftTouched are the persons still to be assessed, in order: assessing a joined
// individual adds those who are alike to any of its records.
func (im *importer) leftTouched(assessed store.PersonSet) []string {
	var left []string
	for person := range im.alike.touched {
		if !assessed[person] {
			left = append(left, person)
		}
	}
	slices.Sort(left)
	return left
}

// personAt is the person_ref whose hash is given, blank where no record has it.
func personAt(r *store.Reader, hash []byte) (string, error) {
	numbers, err := r.Under(store.BucketPersons, hash)
	if err != nil || len(numbers) == 0 {
		return "", err
	}
	h, err := r.HeadOf(numbers[0])
	return h.Key.Person, err
}

// assessPerson assesses all cases of the individual that a person is of, unless
// that was done for another of its person_refs.
func (im *importer) assessPerson(r *store.Reader, person string, assessed store.PersonSet) error {
	if assessed[person] {
		return nil
	}
	ind, err := r.IndividualOf(person)
	if err != nil {
		return err
	}
	for _, p := range ind.Persons {
		assessed[p] = true
	}
	assessed[person] = true
	if len(ind.Persons) > 1 || im.alike.parted[person] {
		if err := r.AddAlikeToAll(im.alike.touched, &ind); err != nil {
			return err
		}
	}
	for _, c := range ind.Cases() {
		f, err := r.CaseOf(&ind, c)
		if err != nil {
			return err
		}
		im.noteQuestions(&ind, f.Case)
		err = r.Assess(f, func(n store.Number, q store.QueueRow) error {
			if uint32(n) >= im.base.Next {
				q.Pack(im.freshRow(n))
			} else {
				im.changed[n] = q
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) freshRow(n store.Number) []byte {
	at := int(uint32(n)-im.base.Next) * store.RowSize
	return im.fresh[at : at+store.RowSize]
}

// publish stages the queue blocks that hold new records alone, then, in one
// transaction, the block they share with older ones, the rows of older
// records, the index and the state: from then on the import shows.
func (im *importer) publish() error {
	if err := im.stageBlocks(); err != nil {
		return err
	}
	added := store.SetsOfRows(store.Number(im.base.Next), im.fresh)
	return im.commit(func(w *store.Writer) error {
		if err := im.publishRows(w); err != nil {
			return err
		}
		if err := w.AddSets(added); err != nil {
			return err
		}
		for _, n := range slices.Sorted(maps.Keys(im.alike.moved)) {
			if err := w.MoveSigns(n, im.alike.moved[n][0], im.alike.moved[n][1]); err != nil {
				return err
			}
		}
		if err := w.Empty(store.BucketStaged); err != nil {
			return err
		}
		w.Staging, w.OrdersStale = 0, true
		if err := w.FlushIndex(); err != nil {
			return err
		}
		return w.Finish()
	})
}

// firstOwn is the first queue block that holds new records alone.
func (im *importer) firstOwn() store.Number {
	return store.Number((im.base.Next + store.RowsPerBlock - 1) / store.RowsPerBlock)
}

func (im *importer) stageBlocks() error {
	last := store.Number(im.running.Next-1) / store.RowsPerBlock
	for from := im.firstOwn(); from <= last; from += chunkRows {
		err := im.transaction(func(w *store.Writer) error {
			w.Bucket(store.BucketQueue).FillPercent = vault.FullPages
			for b := from; b < from+chunkRows && b <= last; b++ {
				block := make([]byte, store.BlockSize)
				for n := b * store.RowsPerBlock; n < (b+1)*store.RowsPerBlock && uint32(n) < im.running.Next; n++ {
					copy(store.RowIn(block, n), im.freshRow(n))
				}
				if err := w.Put(store.BucketQueue, store.NumberKey(b), block); err != nil {
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

func (im *importer) publishRows(w *store.Writer) error {
	for _, n := range slices.Sorted(maps.Keys(im.changed)) {
		if err := w.SetRow(n, im.changed[n]); err != nil {
			return err
		}
	}
	shared := im.base.Next / store.RowsPerBlock
	if im.base.Next%store.RowsPerBlock == 0 {
		return nil
	}
	block, err := w.Block(store.Number(im.base.Next))
	if err != nil {
		return err
	}
	block = bytes.Clone(block)
	for n := store.Number(im.base.Next); uint32(n)/store.RowsPerBlock == shared && uint32(n) < im.running.Next; n++ {
		copy(store.RowIn(block, n), im.freshRow(n))
	}
	return w.Put(store.BucketQueue, store.NumberKey(store.Number(shared)), block)
}
