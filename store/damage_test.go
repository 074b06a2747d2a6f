package store_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/seal"
	"gd8/store/sitting"
	"gd8/store/vault"
)

// Damage is done here to the bytes of a store's file, as a failing disk or a
// cut-off copy does it, and what is left is read whole. No image may end the
// process or hang it, so that they are read by children, and no value may be
// shown that is not the one that was written.

var damageImages = flag.Int("damage.images", 2000, "how many damaged copies of a store are read")

const (
	imagesPerChild = 100
	childLimit     = 5 * time.Minute  // of a busy computer
	imageLimit     = 20 * time.Second // where most take some milliseconds
	wholeName      = "whole.gob"      // what the undamaged store holds, by place
)

var damagePassphrase = []byte("correct horse battery staple")

func damageOptions() Options {
	return Options{
		Now: func() time.Time { return someday }, WithoutSync: true,
		Unlock: func() ([]byte, error) { return bytes.Clone(damagePassphrase), nil },
	}
}

// everyKind makes a store that holds every kind of value, of so many generated
// rows with that summary, and says which incident was worked on last.
func everyKind(t testing.TB, rows int, summary string) (*Store, Number) {
	t.Helper()
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	importText(t, s, generated(0, rows, summary))
	worked(t, s)
	n := numberOf(t, s, "I-3")
	answer(t, s, n, model.Offence, "as told")
	decide(t, s, n, model.Refer)
	assured(t, s, n)
	if err := sitting.Save(s, sitting.Sitting{ID: "12345678", Officer: "J. Officer", Started: someday, Last: n}); err != nil {
		t.Fatal(err)
	}
	return s, n
}

// toBeDamaged makes a store of every kind of value. It is compacted, so that
// the file holds no earlier version of any value, which would be authentic.
func toBeDamaged(t testing.TB, encrypted bool) *Store {
	s, _ := everyKind(t, 60, "summary")
	var err error
	if encrypted {
		err = audit.Encrypt(context.Background(), s, officer, damagePassphrase, seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1})
	}
	if err := errors.Join(err, s.Compact(context.Background())); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "before any damage", s)
	return s
}

// readable are all values of a store that can be opened, by place.
func readable(s *Store) (values map[string]string, err error) {
	values = map[string]string{}
	err = vault.Guard(func() error {
		return s.Raw().View(func(tx *bolt.Tx) error {
			for _, name := range Buckets {
				c := tx.Bucket(name).Cursor()
				for k, stored := c.First(); k != nil; k, stored = c.Next() {
					v, err := stored, error(nil)
					if !vault.IsHeader(name, k) {
						v, err = s.Sealer().Open(nil, string(name), k, stored)
					}
					if err == nil {
						values[fmt.Sprintf("%s %x", name, k)] = string(v)
					}
				}
			}
			return nil
		})
	})
	return values, err
}

// damage changes an image in one of the ways in which files are damaged.
func damage(r *rand.Rand, image []byte) []byte {
	page := os.Getpagesize()
	at := func(n int) int { return r.IntN(max(len(image)-n, 1)) }
	switch r.IntN(6) {
	case 0: // bits
		for range 1 + r.IntN(20) {
			image[at(0)] ^= 1 << r.IntN(8)
		}
	case 1: // bits of page headers and the first elements
		for range 1 + r.IntN(4) {
			image[r.IntN(len(image)/page)*page+r.IntN(64)] ^= 1 << r.IntN(8)
		}
	case 2: // cut off
		image = image[:at(0)]
	case 3: // pages of zeros
		for range 1 + r.IntN(3) {
			clear(image[r.IntN(len(image)/page)*page:][:page])
		}
	case 4: // a run of garbage
		from := at(0)
		run := image[from:min(from+1+r.IntN(2*page), len(image))]
		for i := range run {
			run[i] = byte(r.Uint32())
		}
	case 5: // a page in another's place
		copy(image[r.IntN(len(image)/page)*page:][:page], bytes.Clone(image[r.IntN(len(image)/page)*page:][:page]))
	}
	return image
}

func TestNoDamageEndsTheProcessOrShowsAChangedValue(t *testing.T) {
	images := *damageImages
	if testing.Short() {
		images = min(images, 2*imagesPerChild)
	}
	for _, encrypted := range []bool{false, true} {
		name := map[bool]string{false: "plain", true: "encrypted"}[encrypted]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := toBeDamaged(t, encrypted)
			whole, err := readable(s)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			image, err := os.ReadFile(s.Path())
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(1, 2))
			var sum damageSum
			for from := 0; from < images/2; from += imagesPerChild {
				readDamaged(t, whole, min(imagesPerChild, images/2-from), func() []byte { return damage(r, bytes.Clone(image)) }, &sum)
			}
			t.Logf("%+v", sum)
			if sum.opened == 0 || sum.refused == 0 || sum.found == 0 {
				t.Errorf("the damage was of one kind: %+v", sum)
			}
		})
	}
}

// damageSum is what became of the images: could not be opened, were opened,
// and of those, in how many verify found something or could not go on.
type damageSum struct{ refused, opened, found int }

// readDamaged has a child read a number of images.
func readDamaged(t *testing.T, whole map[string]string, images int, next func() []byte, sum *damageSum) {
	t.Helper()
	folder := t.TempDir()
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(whole)
	err = errors.Join(err, os.WriteFile(filepath.Join(folder, wholeName), b.Bytes(), 0o600))
	for i := range images {
		err = errors.Join(err, os.WriteFile(filepath.Join(folder, fmt.Sprintf("%03d.db", i)), next(), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := child(t, "read damaged", folder, childLimit)
	var said bytes.Buffer
	cmd.Stdout = &said
	ended := cmd.Run()
	last, reported := "none", 0
	for lines := bufio.NewScanner(&said); lines.Scan(); {
		what, detail, _ := strings.Cut(lines.Text(), " ")
		switch what {
		case "reading":
			last = detail
		case "refused":
			sum.refused++
			reported++
		case "whole", "found":
			sum.opened++
			reported++
			if what == "found" {
				sum.found++
			}
		default:
			keepImage(t, filepath.Join(folder, last))
			t.Errorf("image %s: %s", last, lines.Text())
		}
	}
	if ended != nil || reported != images {
		keepImage(t, filepath.Join(folder, last))
		t.Fatalf("reading image %s ended the process or did not end (%v); %d of %d were read", last, ended, reported, images)
	}
}

// keepImage keeps an image that showed a fault where it can be looked at.
func keepImage(t *testing.T, path string) {
	t.Helper()
	kept := filepath.Join(os.TempDir(), "gd8-damaged.db")
	copyOf(t, path, kept)
	t.Logf("the image is kept as %s", kept)
}

// readDamagedAsChild opens and reads every image in a folder, and says of each
// what became of it.
func readDamagedAsChild(folder string) {
	content, err := os.ReadFile(filepath.Join(folder, wholeName))
	whole := map[string]string{}
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(content)).Decode(&whole)
	}
	images, globErr := filepath.Glob(filepath.Join(folder, "*.db"))
	if err := errors.Join(err, globErr); err != nil {
		fmt.Println("fault", err)
		return
	}
	for _, path := range images {
		fmt.Println("reading", filepath.Base(path))
		hung := time.AfterFunc(imageLimit, func() {
			fmt.Println("hung: it was read for", imageLimit)
			os.Exit(1)
		})
		s, err := Open(path, damageOptions())
		if err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println(readImage(s, whole))
			_ = vault.Guard(s.Close)
		}
		hung.Stop()
	}
}

// readImage verifies a store and compares what can be read of it.
func readImage(s *Store, whole map[string]string) string {
	findings := 0
	_, err := audit.Verify(context.Background(), s, nil, func(audit.Finding) { findings++ })
	values, _ := readable(s) // what could be read before an error is compared all the same
	for place, value := range values {
		if was, ok := whole[place]; !ok || was != value {
			return "changed: the value at " + place + " is shown as whole and is not what was written"
		}
	}
	if err != nil || findings > 0 {
		return "found"
	}
	for place := range whole {
		bucket, _, _ := strings.Cut(place, " ")
		if _, ok := values[place]; !ok && bucket != "drafts" && bucket != "notes" && bucket != "sittings" {
			return "missing: the value at " + place + " is missing and nothing says so"
		}
	}
	return "whole"
}
