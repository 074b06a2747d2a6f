// Package importing is the screens of an import: the prompt for its file, how a
// file with columns of its own is read, and how the import goes. The rules are:
//
//   - The import runs beside the screen: keys act, and esc cancels it. Until it
//     has ended nothing of it shows.
//   - The path typed stays until its file came in, and so does how it is read.
package importing
