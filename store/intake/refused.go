package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"gd8/model"
	"gd8/store/files"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/safecsv"
)

// refusedColumns are the columns that a file of refused rows has after those
// of its input. They are also how such a file is known when an officer has
// corrected it and imports it again: only then are the apostrophes taken off
// again that RefusedWriter put before cells a spreadsheet would read as
// formulas. In any other file an apostrophe is part of the text and stays;
// but before a reference, where it could make a second individual of one, it
// is refused (see readText), so that a file whose last columns were removed
// does no silent harm either.
var refusedColumns = [...]string{"refused_line", "reason"}

func isRefusedHeader(names []string) bool {
	n := len(names) - len(refusedColumns)
	return n > 0 && names[n] == refusedColumns[0] && names[n+1] == refusedColumns[1]
}

// undoRefused gives a row of such a file the cells of its input again; its
// own columns, which begin at from, become blank.
func undoRefused(cells []string, from int) {
	for i := range cells {
		if i >= from && i < from+len(refusedColumns) {
			cells[i] = ""
		} else {
			cells[i] = safecsv.Original(cells[i])
		}
	}
}

// RefusedWriter writes the rows that were not imported beside their input,
// as CSV that a spreadsheet opens safely: the columns as the input has them,
// then the line each row began on and why it was refused. Corrected, the file
// can be imported as it is, apostrophes and last two columns included.
//
// It holds personal data and is readable by its owner only. It takes its name
// when it is closed, and never that of a file that is there.
type RefusedWriter struct {
	input string
	file  *os.File
	csv   *csv.Writer
	width int
}

// NewRefusedWriter starts the file for rows of the file at path input, whose
// columns Reader.Header gives.
func NewRefusedWriter(input string, header []string) (*RefusedWriter, error) {
	file, err := files.CreateTemp(filepath.Dir(input), ".gd8-refused-*")
	if err != nil {
		return nil, cannotWrite(input, err)
	}
	w := &RefusedWriter{input: input, file: file, csv: csv.NewWriter(file), width: len(header)}
	_, err = file.WriteString(source.BOM)
	if err == nil {
		err = w.write(header, refusedColumns[0], refusedColumns[1])
	}
	if err != nil {
		w.Discard()
		return nil, cannotWrite(input, err)
	}
	return w, nil
}

func cannotWrite(input string, err error) *problem.FileError {
	return &problem.FileError{
		File:    input,
		Message: "the refused rows cannot be written beside it (" + source.Reason(err) + ")",
		Next:    "make room or ask for access to the folder, or copy the file to a folder of your own and import it there",
		Cause:   err,
	}
}

// unreadable stands in a file of refused rows for a value that could not be
// carried over: a cell that was cut off, a nested JSON value. gd8 refuses it
// in every field, so that such a row stays refused until it is corrected.
const unreadable = "[not readable: see the original file]"

// Write adds a row and the reason it was not imported: what Row.Reasons says,
// or that another row of its case was refused.
func (w *RefusedWriter) Write(row *Row, reason string) error {
	cells := make([]string, w.width)
	for i := range cells {
		if i >= len(row.Cells) || row.unread.Has(row.reader.fieldAt(i)) {
			cells[i] = unreadable
		} else {
			cells[i] = row.Cells[i]
		}
	}
	// Cells beyond the header stand after the reason: there they refuse the
	// row again, which may have been moved by a comma, and nothing is lost.
	extra := row.Cells[min(len(row.Cells), w.width):]
	if row.Cut {
		extra = []string{unreadable}
	}
	if err := w.write(cells, strconv.Itoa(row.Line), reason, extra...); err != nil {
		return cannotWrite(w.input, err)
	}
	return nil
}

func (w *RefusedWriter) write(cells []string, line, reason string, extra ...string) error {
	all := append(slices.Clone(cells), line, reason)
	all = append(all, extra...)
	for i := range all {
		all[i] = safecsv.Cell(all[i])
	}
	return w.csv.Write(all)
}

// Close finishes the file and gives the name it took.
func (w *RefusedWriter) Close() (path string, err error) {
	w.csv.Flush()
	err = errors.Join(w.csv.Error(), w.file.Sync(), w.file.Close())
	if err == nil {
		path, err = w.takeName()
	}
	if err != nil {
		os.Remove(w.file.Name())
		return "", cannotWrite(w.input, err)
	}
	return path, nil
}

// Discard removes what was written.
func (w *RefusedWriter) Discard() {
	w.file.Close()
	os.Remove(w.file.Name())
}

// refusedEnding is what an earlier round put at the end of a name.
var refusedEnding = regexp.MustCompile(`\.refused(-[0-9]+)?$`)

// takeName gives the finished file the first free name: NAME.refused.csv,
// NAME.refused-2.csv and so on.
func (w *RefusedWriter) takeName() (string, error) {
	base := w.input[:len(w.input)-len(filepath.Ext(w.input))]
	base = refusedEnding.ReplaceAllString(base, "")
	for n := 1; ; n++ {
		path := base + ".refused.csv"
		if n > 1 {
			path = fmt.Sprintf("%s.refused-%d.csv", base, n)
		}
		err := files.Patiently(func() error { return files.RenameNew(w.file.Name(), path) })
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return path, nil
	}
}

// Reasons are the problems of a row as one cell.
func (r *Row) Reasons() string {
	var all string
	for i, p := range r.Problems {
		if i > 0 {
			all += " | "
		}
		if p.Field != model.NoField {
			all += p.Column + ": "
		}
		all += p.Reason()
	}
	return all
}
