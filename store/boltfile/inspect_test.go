package boltfile

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// mute is a drive that gives no answer.
type mute struct{}

func (mute) ReadAt([]byte, int64) (int, error) { return 0, syscall.EIO }

func TestADriveThatGivesNoAnswerIsNotTakenForAFileOfAnotherKind(t *testing.T) {
	err := inspectFile(mute{}, 65536)
	if !errors.Is(err, syscall.EIO) || !strings.Contains(err.Error(), "check the drive") {
		t.Errorf("it says: %v", err)
	}
	if err := inspectFile(strings.NewReader(strings.Repeat("text ", 2000)), 10000); !errors.Is(err, errNoStore) {
		t.Errorf("of a file of another kind it says: %v", err)
	}
}

// A small bucket whose pairs point out of it is refused before bbolt follows
// them: what it finds there can end the process, whatever is caught.
func TestASmallBucketThatPointsOutOfItselfIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "small.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: 4096})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("notes"))
		if err != nil {
			return err
		}
		return b.Put([]byte("a key"), []byte("a value"))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Inspect(path); err != nil {
		t.Fatalf("whole: %v", err)
	}
	at := bytes.LastIndex(whole, []byte("a key")) - leafElement - pageHeader // the page within
	for what, offset := range map[string]int{"the number of pairs": 10, "where a pair lies": pageHeader + 5, "the size of a key": pageHeader + 9, "the kind of page": 8} {
		damaged := bytes.Clone(whole)
		damaged[at+offset] ^= 0x40
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Inspect(path); err == nil || !strings.Contains(err.Error(), `the part "notes"`) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
