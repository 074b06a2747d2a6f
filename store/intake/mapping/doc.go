// Package mapping says how a file of a force's own is read: which of gd8's
// fields its columns are, how its dates are written and what its values mean.
// It reads a mapping from a file, checks what it says, and writes one. Taking it
// to the rows of a file is package intake's, proposing one package propose's.
package mapping
