package boltfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// grown is a file of three buckets, one of them with branches over branches, as
// bytes, of which some pages were freed by deleting.
func grown(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "grown.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: 4096, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for round := range 4 {
		err := db.Update(func(tx *bolt.Tx) error {
			for name, count := range map[string]int{"small": 3, "middle": 400, "large": 2500} {
				b, err := tx.CreateBucketIfNotExists([]byte(name))
				for i := range count {
					key := fmt.Appendf(nil, "%0300d", i*4+round)
					err = errors.Join(err, b.Put(key, bytes.Repeat([]byte{1}, 500)))
				}
				for i := range count / 3 {
					err = errors.Join(err, b.Delete(fmt.Appendf(nil, "%0300d", i*4+round-1)))
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// endless follows all pages as bbolt does, to which what is no leaf is a branch,
// and reports whether that would not end.
func endless(file []byte) bool {
	const page = 4096
	newest, _ := newestMeta(bytes.NewReader(file), page)
	above, done := map[uint64]bool{}, map[uint64]bool{}
	var follow func(n uint64) bool
	follow = func(n uint64) bool {
		if n >= uint64(len(file)/page) || done[n] || binary.NativeEndian.Uint64(file[n*page:]) != n {
			return false // bbolt stops there
		}
		if above[n] {
			return true
		}
		above[n] = true
		content := bytes.Clone(file[n*page:][:page])
		if content[8]&leafPage == 0 {
			content[8] |= branchPage
		}
		children, _ := childrenOf(content)
		for _, child := range children {
			if follow(child) {
				return true
			}
		}
		delete(above, n)
		done[n] = true
		return false
	}
	return follow(newest.root)
}

func TestAFileThatCouldBeFollowedForEverIsRefused(t *testing.T) {
	file := grown(t)
	inspect := func() error { return InspectTree(bytes.NewReader(file), int64(len(file))) }
	if err := inspect(); err != nil {
		t.Fatalf("whole: %v", err)
	}
	live := livePages(bytes.NewReader(file), int64(len(file)))
	var branches, others []uint64 // others are no leaves that are in use
	for page := uint64(2); page < uint64(len(file)/4096); page++ {
		_, branch := childrenOf(file[page*4096:][:4096])
		switch {
		case branch && live.Contains(uint32(page)):
			branches, others = append(branches, page), append(others, page)
		case !live.Contains(uint32(page)):
			others = append(others, page)
		}
	}
	if len(branches) < 20 || len(others) < 2*len(branches) {
		t.Fatalf("there are %d branches and %d others, too few to show anything", len(branches), len(others))
	}
	r, refused, loops := rand.New(rand.NewPCG(1, 2)), 0, 0
	for range 1200 {
		page := branches[r.IntN(len(branches))]
		children, _ := childrenOf(file[page*4096:][:4096])
		at := int(page)*4096 + pageHeader + r.IntN(len(children))*branchElement + 8
		was, to := binary.NativeEndian.Uint64(file[at:]), others[r.IntN(len(others))]
		if r.IntN(3) == 0 {
			to = branches[r.IntN(len(branches))]
		}
		binary.NativeEndian.PutUint64(file[at:], to)
		err := inspect()
		if err != nil {
			refused++
		}
		if endless(file) {
			if loops++; !errors.Is(err, ErrDamaged) {
				t.Errorf("branch %d leads to %d in place of %d: %v", page, to, was, err)
			}
		}
		binary.NativeEndian.PutUint64(file[at:], was)
	}
	if loops == 0 || refused < 600 {
		t.Errorf("of 1,200 damaged files %d were refused and %d could be followed for ever", refused, loops)
	}
	if err := inspect(); err != nil {
		t.Fatalf("whole again: %v", err)
	}
}
