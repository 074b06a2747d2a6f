// Package rationale is what an officer writes about the incident in hand: the
// rationale of a decision, section by section, and a note of their own. The rules
// are:
//
//   - Whatever is typed is kept: as a draft within a second, and on every way out.
//     The line with the decision's name says whether it is.
//   - The verdict with its warnings stands above every section.
//   - Advice stops no decision, is never cut, and is kept with it.
//   - Nothing is written for the officer: a text starts from their own draft or
//     earlier decision, and says so.
package rationale
