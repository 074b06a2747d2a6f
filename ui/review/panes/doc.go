// Package panes draws the incident in hand: the Checklist, which says whether
// the discard applies, and the Facts beside it. The rules are:
//
//   - The verdict, a line of the warnings, the six criteria and the question in
//     hand are always in sight: what has no room is left out whole or said to go on.
//   - A key never answers a question that is not in sight.
//   - Which lines of the summary were on the screen is noted as they are drawn.
//   - Nothing is decided or saved here.
package panes
