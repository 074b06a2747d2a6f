package vault

import (
	"bytes"
	"errors"
	"io"
	"os"
	"slices"

	"gd8/store/boltfile"
)

// Recognise reports whether the file at path is a store, a backup of one or
// what is left of either: nothing that gd8 writes may take its place. It goes
// by what is in the file and not by its name, and locks nothing, so that it
// also knows a store that another gd8 has open, and one of a later format.
func Recognise(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	for size := int64(boltfile.SmallestPage) / 2; size <= 1<<16; size *= 2 {
		if boltfile.LooksLikeMeta(f, 0) || boltfile.LooksLikeMeta(f, size) {
			return true, nil
		}
	}
	return holdsHeader(f)
}

// holdsHeader looks for a store's header anywhere in a file of which both of
// the pages that bbolt goes by are damaged. bbolt puts a value right behind
// its key.
func holdsHeader(r io.Reader) (bool, error) {
	wanted := slices.Concat(KeyHeader, Magic)
	const step = 64 << 10
	buffer := make([]byte, 0, step+len(wanted))
	for {
		n, err := io.ReadFull(r, buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		switch {
		case bytes.Contains(buffer, wanted):
			return true, nil
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return false, nil
		case err != nil:
			return false, err
		}
		begun := len(wanted) - 1 // of it may stand at the end of what was read
		buffer = buffer[:copy(buffer, buffer[len(buffer)-begun:])]
	}
}
