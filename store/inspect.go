package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// This file looks at a bbolt file before it is mapped into memory: a mapping
// of a file that is shorter than its pages say can end the process.

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	// The meta page after its 16-byte page header: magic, version, page
	// size, flags (4 each), root page and sequence, freelist page, page
	// count, transaction (8 each), then an FNV-64a of all before it.
	boltHeader   = 16
	boltMetaSize = 64
	boltSum      = 56
)

// ErrDamaged is what every error is that says that the file of a store is
// damaged, but for the seal.DamageError of a single value.
var ErrDamaged = errors.New("the store's file is damaged")

// fileDamage says how a file is damaged and what to do next.
type fileDamage string

func (d fileDamage) Error() string { return string(d) }

// Is makes it ErrDamaged.
func (fileDamage) Is(target error) bool { return target == ErrDamaged }

// errNoStore says that a file is no bbolt file at all.
var errNoStore = errors.New("it is not a gd8 store; check the path")

type boltMeta struct {
	pageSize, freelist, root, pages, transaction uint64
}

// inspect refuses a file that bbolt could not map safely.
func inspect(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return inspectFile(f, uint64(info.Size()))
}

func inspectFile(f io.ReaderAt, size uint64) error {
	if size == 0 {
		return fileDamage("the file is empty; restore the newest backup, or move it away to start anew")
	}
	first, firstOK := readMeta(f, 0)
	pageSize := first.pageSize
	if !firstOK {
		pageSize = uint64(os.Getpagesize())
	}
	second, secondOK := readMeta(f, int64(pageSize))
	if !firstOK && !secondOK {
		// A drive that gives no answer says nothing about the file.
		if _, err := f.ReadAt(make([]byte, 1), 0); err != nil {
			return fmt.Errorf("it could not be read: %w; check the drive, then try again", err)
		}
		return errNoStore
	}
	for _, m := range []struct {
		boltMeta
		ok bool
	}{{first, firstOK}, {second, secondOK}} {
		if m.ok && (m.pages > size/m.pageSize || m.root >= m.pages || m.freelist >= m.pages) {
			return fileDamage("the file is shorter than it should be: part of it is missing; restore the newest backup, or carry over what is whole with gd8 rescue")
		}
	}
	return nil
}

// newestTransaction is the number of the last transaction of the file at path.
func newestTransaction(path string) (uint64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	size := pageSizeOf(f)
	first, firstOK := readMeta(f, 0)
	second, secondOK := readMeta(f, int64(size))
	if !firstOK && !secondOK {
		return 0, errNoStore
	}
	return max(first.transaction, second.transaction), nil
}

func readMeta(f io.ReaderAt, at int64) (m boltMeta, ok bool) {
	b := make([]byte, boltMetaSize)
	if _, err := f.ReadAt(b, at+boltHeader); err != nil {
		return m, false
	}
	if binary.NativeEndian.Uint32(b) != boltMagic || binary.NativeEndian.Uint32(b[4:]) != boltVersion {
		return m, false
	}
	h := fnv.New64a()
	h.Write(b[:boltSum])
	if h.Sum64() != binary.NativeEndian.Uint64(b[boltSum:]) {
		return m, false
	}
	m = boltMeta{
		pageSize:    uint64(binary.NativeEndian.Uint32(b[8:])),
		root:        binary.NativeEndian.Uint64(b[16:]),
		freelist:    binary.NativeEndian.Uint64(b[32:]),
		pages:       binary.NativeEndian.Uint64(b[40:]),
		transaction: binary.NativeEndian.Uint64(b[48:]),
	}
	if m.freelist == ^uint64(0) { // no freelist is kept
		m.freelist = 0
	}
	return m, m.pageSize >= 512 && m.pageSize&(m.pageSize-1) == 0
}
