// Package worklist is the queue on screen: the List of incidents under a filter,
// an order and a search, with the Preview of the one under the cursor where there
// is room. The rules are:
//
//   - The list holds numbers; rows are read for what is in sight and a page beside.
//   - What is read is read in commands. The record in hand stays in hand when the
//     list changes.
//   - Whoever sees what was listed, found or previewed has consulted it: the journal
//     has it.
package worklist
