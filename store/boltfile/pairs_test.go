package boltfile

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// A text longer than a page goes on over pages that have no head of their own.
// Read as pages they ask, one in two, for all that follows them: what a rescue
// takes would grow with the square of the texts.
func TestTheMiddleOfALongTextCostsAReaderOnePage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "texts.db")
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoSync: true, NoFreelistSync: true})
	if err != nil {
		t.Fatal(err)
	}
	const texts = 500
	text := bytes.Repeat([]byte("and so on. "), 8<<10) // 88 KiB
	err = db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket([]byte("texts"))
		for i := range texts {
			err = errors.Join(err, b.Put([]byte{byte(i >> 8), byte(i)}, text))
		}
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found, began := map[string]bool{}, time.Now()
	err = EachPair(f, func(_ uint64, key, value []byte) {
		if bytes.Equal(value, text) {
			found[string(key)] = true
		}
	})
	if err != nil || len(found) != texts {
		t.Errorf("%d texts of %d (%v)", len(found), texts, err)
	}
	if took := time.Since(began); took > 20*time.Second { // it takes a tenth of one
		t.Errorf("it took %v", took)
	}
}
