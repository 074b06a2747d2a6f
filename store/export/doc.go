// Package export makes what leaves gd8: the JSON and CSV that other programs
// read.
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
//   - Nothing is decided here: verdicts, flags and what is allowed are the
//     model's, states and decisions the store's.
package export
