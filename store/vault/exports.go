package vault

import (
	"os"
	"path/filepath"
	"slices"

	"gd8/model"
	"gd8/store/files"
	"gd8/store/proof"
)

// The lists of exports, in the meta bucket: those that were made, and those
// that were begun and not said to have ended. They are kept as those of
// backups are, and as with these the second stays with the store.
var (
	KeyExports   = []byte("exports")
	KeyExporting = []byte("exports begun")
)

// Export is a file, or a folder of files, that left the store.
type Export struct {
	Backup
	// Unfinished says that a gd8 that was cut off was writing it, and that the
	// folder could not be reached since.
	Unfinished bool
}

// Leaving is what is to leave gd8: for whom, what, and where it goes.
type Leaving struct {
	Recipient string
	Detail    string // for a person; never holds a rationale or a summary
	Path      string // of the file, or of the folder of several
	Keys      []model.Key
}

// Disclose writes into the journal that records left gd8 in a file, for whom,
// and gives the checkpoint after it. It comes before the file: what left is
// logged even when the computer stops in between. Where the file goes is noted
// beside the journal, for a purge to name; EndExport says that it is there.
func (s *File) Disclose(actor Actor, out Leaving) (proof.Checkpoint, error) {
	path, err := filepath.Abs(out.Path)
	if err != nil {
		return proof.Checkpoint{}, err
	}
	err = s.Write(actor, func(w *Writer) error {
		w.Entry = Entry{
			Operation: Disclosure, Action: "export", Recipient: out.Recipient, Detail: out.Detail,
			Keys: slices.Clone(out.Keys), Count: len(out.Keys),
		}
		for _, list := range [][]byte{KeyExports, KeyExporting} {
			if err := w.dropBackup(list, path); err != nil {
				return err
			}
			if err := w.AddBackup(list, Backup{path, w.Now}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return proof.Checkpoint{}, err
	}
	return s.Checkpoint()
}

// EndExport says that nothing is being written any more at the path of an
// export, so that nothing is left to be looked for there.
func (s *File) EndExport(path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return s.Write(Actor{}, func(w *Writer) error { return w.dropBackup(KeyExporting, full) })
}

// Exports are the exports made from this store with gd8, oldest first, each at
// the last time it was written.
func (s *File) Exports() ([]Export, error) {
	var list []Export
	err := s.View(func(r *Reader) error {
		made, err := r.Backups(KeyExports)
		if err != nil {
			return err
		}
		begun, err := r.Backups(KeyExporting)
		for _, b := range made {
			unfinished := slices.ContainsFunc(begun, func(o Backup) bool { return o.Path == b.Path })
			list = append(list, Export{b, unfinished})
		}
		return err
	})
	return list, err
}

// sweepExports removes what a gd8 that was cut off left of the exports it was
// writing. One whose folder is not there now, as its drive is not, stays on
// the list.
func (s *File) sweepExports() error {
	var begun []Backup
	err := s.View(func(r *Reader) (err error) {
		begun, err = r.Backups(KeyExporting)
		return err
	})
	if err != nil || len(begun) == 0 {
		return err
	}
	var left []Backup
	for _, b := range begun {
		folder := b.Path
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			folder = filepath.Dir(folder)
		}
		if _, err := os.ReadDir(folder); err != nil {
			left = append(left, b)
			continue
		}
		files.SweepParts(folder)
	}
	if len(left) == len(begun) {
		return nil
	}
	return s.Write(Actor{}, func(w *Writer) error { return w.PutBackups(KeyExporting, left) })
}
