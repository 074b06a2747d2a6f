// Package boltfile reads a bbolt file as bytes, without bbolt: to see before it
// is mapped into memory whether it can be followed (Inspect), and to find what is
// whole in a damaged one (EachPair, InUse). A mapping of a file that is shorter
// than its pages say can end the process.
package boltfile
