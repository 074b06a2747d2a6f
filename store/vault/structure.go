package vault

import (
	"errors"
	"strings"

	bolt "go.etcd.io/bbolt"

	"gd8/store/boltfile"
)

// CheckStructure looks at every page of the file at path, as bbolt's own
// check does. That walk runs in a goroutine of bbolt's which no one guards: a
// badly damaged file can end the process or keep it busy without end, so
// whoever calls this does so in a process of its own, with a time limit.
func CheckStructure(path string, found func(problem string)) error {
	// The file is opened as for writing, so that no other gd8 has it, but
	// nothing is written.
	var db *bolt.DB
	err := boltfile.Inspect(path)
	if err == nil {
		db, _, err = openFile(path, Options{})
	}
	var torn *boltfile.TornError
	switch {
	case errors.As(err, &torn): // bbolt is not to follow it, here either
		found(torn.What)
		return nil
	case err != nil:
		return &PathError{Path: path, Err: err}
	}
	defer db.Close()
	return Guard(func() error {
		return db.View(func(tx *bolt.Tx) error {
			for err := range tx.Check() {
				// bbolt says so of a page that it could not follow.
				found(strings.Replace(err.Error(), "panic: ", "a page cannot be followed: ", 1))
			}
			return nil
		})
	})
}
