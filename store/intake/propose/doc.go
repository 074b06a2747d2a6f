// Package propose proposes how a file with columns of its own is read, and
// lets an officer put it right: it is what gd8 map, the mapping screen and the
// mapping questions in lines have in common. It has no screen of its own.
//
// The rules are:
//
//   - A proposal is never silent and never final. What a value means is
//     proposed only where the value says it: a code ("21 - ...", "OC21") or
//     the Home Office's own label. Anything else is a question mark, with
//     which no file is read.
//   - A column that could be two fields is decided by its values, and a column
//     whose values no date format reads is no date.
//   - Local Ref is an incident's reference and Hit Ref is not: the AT2 form
//     calls the system's own reference Local Ref, and a running number Hit Ref.
package propose
