// Package export makes what leaves gd8: the AT2 record of an application as a
// page to print, decisions for a supervisor, and the JSON and CSV that other
// programs read.
//
// The rules are:
//
//   - The shapes are documented structs, and their field order is the order in
//     the output. Lists are [] and never null; an age that is not known is null.
//   - JSON holds every text whole. A character that could act on a terminal or
//     hide in an editor is written as a \u escape, which means the same to a
//     program that reads it.
//   - A CSV cell that a spreadsheet would take for a formula gets an apostrophe
//     before it (package safecsv).
//   - The AT2 page is HTML that loads and runs nothing (its content policy says
//     so), in which text from a file is only ever text.
//   - A file is written whole or not at all, and never over another unasked.
//   - Nothing is decided here: verdicts, flags and what is allowed are the
//     model's, states and decisions the store's.
package export
