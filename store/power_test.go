package store_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/location"
)

// A power cut is tried on a real session: what it wrote is recorded
// (power_trace_test.go), and disks are made as cuts at all its moments could
// leave them (power_disk_test.go). What was acknowledged before the cut must
// be there, whole, and nothing may be there that was never the store's state.

var powerImages = flag.Int("power.images", 500, "how many disks after a power cut are read")

// moment is what must hold of a cut at a change of the session, or after it.
type moment struct {
	acknowledged int               // the sync at which the last acknowledged state stood
	synced       int               // syncs so far
	made         map[string]string // files that were said to be made, and what they hold
	erased       []string          // texts that were said to be gone
}

// replay is a recorded session with what must hold at its moments.
type replay struct {
	changes []change
	moments []moment
	states  []string          // what the store held at each sync, blank where there was none
	made    map[string]string // every file that is said to be made, and what it holds
}

func TestAPowerCutLosesNothingThatWasAcknowledged(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	images := *powerImages
	t.Parallel()
	r := recordedSession(t)
	random := rand.New(rand.NewPCG(3, 4))
	checker := &powerChecker{t: t, sum: map[string]int{}}
	d := newDisk()
	next := 0
	for at, c := range r.changes {
		// Cuts are spread over all moments, and each moment has its own.
		for ; next < images && next*len(r.changes)/images == at; next++ {
			way := cutWay(next % int(cutWays))
			checker.add(fmt.Sprintf("image %d, cut before change %d in way %d", next, at, way), r, at, func(to string) error {
				return d.image(powerCut{random, way}, to)
			})
		}
		d.apply(c)
	}
	checker.flush()
	t.Logf("%d images of %d changes and %d states: %v", next, len(r.changes), len(slices.Compact(slices.Clone(r.states))), checker.sum)
	if checker.sum["open"] == 0 || checker.sum["absent"] == 0 {
		t.Error("the cuts were of one kind")
	}
}

// recordedSession records the session and works out what must hold when.
func recordedSession(t *testing.T) *replay {
	folder := t.TempDir()
	root := filepath.Join(folder, "disk")
	err := errors.Join(
		os.Mkdir(root, 0o700),
		os.WriteFile(filepath.Join(folder, powerFirst), []byte(powerInput()), 0o600),
		os.WriteFile(filepath.Join(folder, powerSecond), []byte(generated(30, 150, "summary")), 0o600),
	)
	if err != nil {
		t.Fatal(err)
	}
	cmd := child(t, "power session", folder, childLimit)
	r := &replay{changes: record(t, cmd, root), made: map[string]string{}}
	mustPlayWhole(t, r.changes, root)
	// The images know of backups by their paths here, and are not to take
	// what is here for what the cut left.
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	r.findMoments(t)
	return r
}

// mustPlayWhole fails where the recording, played whole, gives other files
// than the session left: then it would miss something.
func mustPlayWhole(t *testing.T, changes []change, root string) {
	t.Helper()
	d := newDisk()
	for _, c := range changes {
		d.apply(c)
	}
	to := t.TempDir()
	if err := d.image(powerCut{rand.New(rand.NewPCG(1, 1)), cutNothing}, to); err != nil {
		t.Fatal(err)
	}
	want, got := filesBelow(t, root), filesBelow(t, to)
	for name := range want {
		if !bytes.Equal(want[name], got[name]) {
			t.Fatalf("the recording does not give %s as the session left it", name)
		}
	}
	if len(want) != len(got) || len(want) < 5 {
		t.Fatalf("the recording gives %d files and the session left %d", len(got), len(want))
	}
}

// filesBelow are the contents of all files below a folder.
func filesBelow(t *testing.T, root string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			files[name], err = os.ReadFile(filepath.Join(root, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// findMoments plays the session with nothing lost and notes what the store
// holds at every sync, and what was acknowledged by when.
func (r *replay) findMoments(t *testing.T) {
	d, now := newDisk(), moment{made: map[string]string{}}
	nothingLost := powerCut{rand.New(rand.NewPCG(1, 1)), cutNothing}
	var read []string // what the store holds in the images read
	checker := &powerChecker{t: t, sum: map[string]int{}, each: func(said powerImage) {
		read = append(read, said.Holds[powerStore])
		if said.Problem != "" {
			t.Fatalf("with nothing lost: %s", said.Problem)
		}
	}}
	var shown []int            // for each sync, which image read shows its state
	spoken := map[int]string{} // what was acknowledged, by the sync before it
	turned := true             // the state can be another than the last image's
	images := 0
	for _, c := range r.changes {
		r.moments = append(r.moments, now)
		d.apply(c)
		switch c.kind {
		case syncedFile, syncedFolder:
			now.synced++
			if turned {
				checker.add(fmt.Sprintf("sync %d", now.synced), nil, 0, func(to string) error { return d.image(nothingLost, to) })
				images++
				turned = false
			}
			shown = append(shown, images-1)
		case spoke:
			now = now.after(c.said, r.made)
			if strings.HasPrefix(c.said, saidAcknowledged) {
				now.acknowledged = now.synced
				spoken[now.synced] = c.said
			}
		case wrote: // a store's state turns with one of its first two pages
			turned = turned || c.at < 2*int64(os.Getpagesize())
		default:
			turned = true
		}
	}
	checker.flush()
	for _, image := range shown {
		r.states = append(r.states, read[image])
	}
	for at, said := range spoken {
		if fields := strings.Fields(said); r.states[at-1] != fields[1] {
			t.Fatalf("the session said %q and its files hold %s", said, r.states[at-1])
		}
	}
	if len(spoken) < 40 || len(r.made) < 4 {
		t.Fatalf("only %d states were acknowledged and %d files made", len(spoken), len(r.made))
	}
}

// after is what must hold once a line was said.
func (m moment) after(said string, made map[string]string) moment {
	what, rest, _ := strings.Cut(said, " ")
	switch what {
	case saidMade:
		holds, name, _ := strings.Cut(rest, " ")
		made[name] = holds
		m.made = map[string]string{name: holds}
		for name, holds := range made {
			m.made[name] = holds
		}
	case saidErased:
		m.erased = append(slices.Clone(m.erased), rest)
	case saidShown:
		m.erased = slices.DeleteFunc(slices.Clone(m.erased), func(text string) bool { return text == rest })
	}
	return m
}

// powerImage is what a child found in one image.
type powerImage struct {
	Name    string
	Holds   map[string]string // by file: what it holds
	Problem string
}

// powerChecker has children read images, many to a child.
type powerChecker struct {
	t      *testing.T
	folder string
	names  []string
	checks []func(powerImage) string
	sum    map[string]int
	each   func(powerImage)
}

// add makes an image of a cut before a change of a session, to be checked.
func (p *powerChecker) add(name string, r *replay, at int, make func(to string) error) {
	p.t.Helper()
	if p.folder == "" {
		p.folder = p.t.TempDir()
	}
	if err := make(filepath.Join(p.folder, fmt.Sprintf("%03d", len(p.names)))); err != nil {
		p.t.Fatal(err)
	}
	p.names = append(p.names, name)
	if r != nil {
		m := r.moments[at]
		folder := filepath.Join(p.folder, fmt.Sprintf("%03d", len(p.names)-1), filepath.Dir(powerStore))
		p.checks = append(p.checks, func(said powerImage) string {
			if problem := r.problem(&m, said, p.sum); problem != "" {
				return problem
			}
			return m.stillThere(p.t, folder)
		})
	}
	if len(p.names) == imagesPerChild {
		p.flush()
	}
}

// problem says what an image has lost, or has that never was, blank where it
// is as it should be.
func (r *replay) problem(m *moment, said powerImage, sum map[string]int) string {
	holds, there := said.Holds[powerStore]
	switch allowed := r.states[max(m.acknowledged-1, 0):min(m.synced+1, len(r.states))]; {
	case said.Problem != "":
		return said.Problem
	case !there && m.acknowledged > 0:
		return "the store is gone"
	case there && !slices.Contains(allowed, holds):
		if slices.Contains(r.states, holds) {
			return "the store holds an earlier state than was acknowledged, or a later one than was written"
		}
		return "the store holds what it never held"
	case there:
		sum["open"]++
	default:
		sum["absent"]++
	}
	for name, holds := range m.made {
		if said.Holds[name] != holds {
			return name + " is gone, or holds something else"
		}
	}
	for name, holds := range said.Holds {
		if name != powerStore && r.made[name] != holds {
			return name + " is there and is not whole"
		}
	}
	return ""
}

// stillThere says which text that was erased is in the store's folder, once
// the store was opened there, blank where none is.
func (m *moment) stillThere(t *testing.T, folder string) string {
	if len(m.erased) == 0 {
		return ""
	}
	for name, content := range filesBelow(t, folder) {
		for _, text := range m.erased {
			if bytes.Contains(content, []byte(text)) {
				return fmt.Sprintf("%q was erased and is in %s", text, name)
			}
		}
	}
	return ""
}

// flush has a child read the images made so far.
func (p *powerChecker) flush() {
	p.t.Helper()
	if len(p.names) == 0 {
		return
	}
	cmd := child(p.t, "power images", p.folder, childLimit)
	out, err := cmd.Output()
	read := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); read++ {
		var said powerImage
		if json.Unmarshal(lines.Bytes(), &said) != nil {
			break
		}
		if p.each != nil {
			p.each(said)
			continue
		}
		if problem := p.checks[read](said); problem != "" {
			p.t.Errorf("%s: %s", p.names[read], problem)
		}
	}
	if err != nil || read != len(p.names) {
		p.t.Fatalf("%s: reading it ended the process (%v); it said %q", p.names[min(read, len(p.names)-1)], err, lastLine(out))
	}
	if err := os.RemoveAll(p.folder); err != nil {
		p.t.Fatal(err)
	}
	p.folder, p.names, p.checks = "", nil, nil
}

// readPowerImagesAsChild says of every image in a folder what it holds.
func readPowerImagesAsChild(folder string) {
	var t asChild
	images, err := os.ReadDir(folder)
	t.must(err)
	e := json.NewEncoder(os.Stdout)
	known := map[[sha256.Size]byte]string{}
	for _, image := range images {
		said := powerImage{Name: image.Name(), Holds: map[string]string{}}
		said.read(filepath.Join(folder, image.Name()), known)
		t.must(e.Encode(said))
	}
}

// read opens every store of an image, as an officer would after the cut.
// known is what the files beside the store held that were read before: most
// are in many images.
func (p *powerImage) read(root string, known map[[sha256.Size]byte]string) {
	var names []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && !strings.Contains(name, location.UnfinishedMark) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		p.Problem = err.Error()
		return
	}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(root, name))
		sum := sha256.Sum256(content)
		holds, again := known[sum]
		problem := ""
		if err == nil && (name == powerStore || !again) {
			holds, problem = readAfterCut(filepath.Join(root, name))
		}
		if err != nil || problem != "" {
			p.Problem = fmt.Sprintf("%s: %s (%v)", name, problem, err)
			return
		}
		p.Holds[name], known[sum] = holds, holds
	}
	if _, there := p.Holds[powerStore]; !there {
		// One that was lost while it was made can be made again.
		path := filepath.Join(root, powerStore)
		s, err := OpenOrCreate(path, powerOptions(0))
		if err != nil {
			p.Problem = "a store could not be made anew: " + err.Error()
			return
		}
		_ = s.Close()
	}
	left, err := filepath.Glob(filepath.Join(root, powerStore+location.UnfinishedMark+"*"))
	if err != nil || len(left) > 0 {
		p.Problem = fmt.Sprintf("%d unfinished files were left beside the store (%v)", len(left), err)
	}
}

// readAfterCut gives what a store holds, or what is wrong with it.
func readAfterCut(path string) (holds, problem string) {
	if err := audit.CheckStructure(path, func(f audit.Finding) { problem = f.String() }); err != nil || problem != "" {
		return "", fmt.Sprintf("%s (%v)", problem, err)
	}
	s, err := openAnyPassphrase(path)
	if err != nil {
		return "", err.Error()
	}
	defer s.Close()
	_, err = audit.Verify(context.Background(), s, nil, func(f audit.Finding) { problem = f.String() })
	if err != nil || problem != "" {
		return "", fmt.Sprintf("verify: %s (%v)", problem, err)
	}
	return digestOf(asChild{}, s), ""
}
