// Package xlsx reads the cells of an Excel workbook as a person sees them.
//
// The rules are:
//
//   - What a cell shows is what is given; where the two can differ (a formula
//     that was never worked out, a number format that shows other digits, a
//     value hidden by its format, an error) the Cell says so.
//   - What is missing is never read as blank: a shared string that is not
//     there, a part that is cut off and a cell that stands twice are a
//     *DamageError that names the cell.
//   - A line through a value is told, and so are comments: a person who sees
//     them may not take the value as it stands.
//   - A merged range is given with the sheet, as only its first cell holds
//     its value.
//   - Nothing is unpacked beyond a limit, and nothing to a temporary folder.
//
// It reads the XML itself: readers made for general use take a missing shared
// string and a formula without a value for a blank cell.
package xlsx

import "fmt"

// DamageError says that a workbook cannot be read, and where.
type DamageError struct {
	Sheet string // blank where it is the workbook as a whole
	Cell  string // such as H2; blank where it is the sheet as a whole
	What  string // what is wrong
	Cause error  // the error behind it, nil where there is none
}

// Error is one line: where and what.
func (e *DamageError) Error() string {
	if e.Cell != "" {
		return fmt.Sprintf("sheet %s, cell %s: %s", e.Sheet, e.Cell, e.What)
	}
	if e.Cause != nil {
		return fmt.Sprintf("%s: %v", e.What, e.Cause)
	}
	return e.What
}

// Unwrap is the cause.
func (e *DamageError) Unwrap() error { return e.Cause }

// TooLargeError says that a workbook unpacks to more than the limit, or is
// packed so tightly that it can only be meant to fill the memory.
type TooLargeError struct {
	Limit int64 // bytes
}

// Error is one line.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the workbook unpacks to more than %d bytes", e.Limit)
}

// Cells of a sheet, as Excel has them.
const (
	maxColumns = 16_384
	maxRows    = 1_048_576
)

// CellName is the name of a cell, such as C7. column counts from 0, row from 1.
func CellName(column, row int) string { return ColumnName(column) + fmt.Sprint(row) }

// ColumnName is the letters of a column that counts from 0.
func ColumnName(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// parseCellName reads the column, from 0, and the row of a name such as C7.
func parseCellName(name string) (column, row int, ok bool) {
	i := 0
	for i < len(name) && name[i] >= 'A' && name[i] <= 'Z' && column <= maxColumns {
		column = column*26 + int(name[i]-'A') + 1
		i++
	}
	if i == 0 || column > maxColumns || i == len(name) {
		return 0, 0, false
	}
	for _, c := range name[i:] {
		if c < '0' || c > '9' || row > maxRows {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return column - 1, row, row >= 1 && row <= maxRows
}
