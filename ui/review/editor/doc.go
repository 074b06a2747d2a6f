// Package editor is text being typed: an Editor of many lines, wrapped at words
// and with what was typed to be undone, and a Line. The rules are:
//
//   - Both take keys and draw themselves; they know no screen, store or incident.
//   - The cursor moves by what the eye takes for one character. What is not safe
//     to show is shown as an escape, and kept as it is.
//   - A text that would grow over its limit is left as it was: nothing is cut.
//   - A key costs what it changes, not what the text holds.
package editor
