// Package intake reads the files of a force's records system, CSV, JSON and
// XLSX, into records, and says of every row it refuses where it stands, what
// is wrong and what would be accepted.
//
// The rules are:
//
//   - Nothing is guessed and nothing is cut. A row that might have been read
//     wrongly is refused, and where even its case is in doubt Row.CaseKnown is
//     false, so that no case ever enters in part.
//   - Memory is bounded whatever the file holds: a row is read up to maxRow
//     bytes, and what lies beyond is walked over and the row refused. (An XLSX
//     file is the exception: it is small by limit and unpacked in memory, never
//     to a temporary folder.)
//   - A file can be read twice, once to check it and once to write it; the
//     second Reader notices when the file is no longer the same (Fingerprint).
//   - What is wrong with one row is a Problem and reading goes on. What leaves
//     nothing after it to be trusted is a *FileError, and reading ends there.
//   - Values are judged by model alone; this package only finds them.
//   - What a person sees in a cell is what is read, or the cell is refused:
//     package xlsx says where the two differ.
//   - A column that may hold a yes is never left out unseen: one without a
//     name, or nearly named as a yes/no field, ends the reading until somebody
//     has said what it is (a mapping, Options.Ignore).
//
// What a mapping says is read by package mapping, and one is proposed for a file
// that was surveyed with Look by package propose. What would be lost with a
// column that gd8 does not know is judged by package unread.
package intake
