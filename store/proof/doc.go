// Package proof shows what a journal is without showing the journal: a
// checkpoint, kept elsewhere, tells later whether the history is the one that
// was sealed, and a proof shows to another store that one entry is among those
// of a checkpoint. Neither needs the file to be checked.
package proof
