package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"gd8/store/importer"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/propose"
	"gd8/store/intake/source"
	"gd8/ui/report"
)

// NotInDemo says why nothing comes into the demo.
const NotInDemo = "adding and importing are off in the demo, whose store goes away; start gd8 without demo"

// Import is an import of one file, and what came of it.
type Import struct {
	Name string // of the file, as the system has it
	// SkipBad imports the cases without a refused row.
	SkipBad bool
	// Map is how the file is read. Nil: by the mapping that was kept for its
	// columns, which Run puts here, else as gd8's own.
	Map *mapping.Mapping
	// Progress, where not nil, is told how far the import is.
	Progress func(importer.Progress)

	Report importer.Report
	Causes problem.Causes // of the problems
	// Ask is set instead where nobody has said yet what the file's columns
	// are; nothing was read then.
	Ask *propose.Session
	Err error
}

// Import runs an import and gives its error, which it holds too.
func (t *Sitting) Import(ctx context.Context, im *Import) error {
	im.Err = t.runImport(ctx, im)
	return im.Err
}

func (t *Sitting) runImport(ctx context.Context, im *Import) error {
	if im.Map == nil {
		var err error
		if im.Map, im.Ask, err = t.chooseMapping(im.Name); err != nil || im.Ask != nil {
			return err
		}
	}
	var err error
	im.Report, err = importer.Import(ctx, t.store, t.Actor(), []source.Source{source.File(im.Name)}, importer.Options{
		SkipBad: im.SkipBad, Map: im.Map, Progress: im.Progress, Problem: im.Causes.Add,
	})
	return err
}

// chooseMapping finds how a file is read: by the mapping that was saved for
// its columns, or, where nobody has said what they are, by asking in a session.
// Both are nil for gd8's own columns, and where the import says what is wrong.
func (t *Sitting) chooseMapping(name string) (*mapping.Mapping, *propose.Session, error) {
	today := t.store.Today()
	src, o := source.File(name), intake.Options{Today: today}
	if m := propose.Find(propose.Folder(t.store.Path()), src, o); m != nil {
		return m, nil, nil
	}
	r, err := intake.NewReader(src, o)
	if err == nil {
		return nil, nil, r.Close()
	}
	var file *problem.FileError
	if !errors.As(err, &file) || !file.Columns {
		return nil, nil, nil
	}
	s, err := propose.Start(src, o, today)
	return nil, s, err
}

// Others reports whether it was refused, and cases without a refused row can
// be imported.
func (im *Import) Others() bool {
	return errors.Is(im.Err, importer.ErrRefused) && im.Report.Others
}

// Said is what came of the import, in a line; more is how the screen in hand
// imports the other cases. A text of the file in it must be made safe.
func (im *Import) Said(more string) string {
	r := &im.Report
	refused := fmt.Sprintf("%s read, %d refused; ", report.Counted(r.Rows, "row"), r.Bad)
	switch {
	case im.Err == nil:
		return fmt.Sprintf("%s read: %d new, %d changed, %d unchanged, %d refused.", report.Counted(r.Rows, "row"), r.New, r.Changed, r.Unchanged, r.Refused)
	case im.Others():
		return refused + "nothing was imported: mend the rows listed and import the file again, or " + more + " to import the other cases."
	case errors.Is(im.Err, importer.ErrRefused), errors.Is(im.Err, importer.ErrUnplaced), errors.Is(im.Err, importer.ErrJoined):
		return refused + im.Err.Error() + "."
	}
	return im.Err.Error()
}

// ExpandHome puts the home folder in the place of a leading ~, as a shell does.
func ExpandHome(p string) string {
	if p != "~" && !strings.HasPrefix(p, "~/") && !strings.HasPrefix(p, `~\`) {
		return p
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return p
	}
	return home + p[1:]
}
