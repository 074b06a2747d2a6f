// Package vault keeps one sealed, journalled bbolt file.
//
// It is the one place that writes to a store's file, and the one that imports
// bbolt. It knows nothing of incidents or decisions: what the values mean is
// package store's, which tells it by a Layout what the file holds.
//
// File.Write runs one action in one transaction: the values, the journal entry
// and the journal's head. What spans several transactions is for who has called
// File.Reserve, and goes through File.Stage; File.Clear takes away what does
// not show. Every commit that gives an error is settled: the file is opened and
// read anew before anything is said (settle.go). Purging, encrypting, backing
// up and restoring write a copy, which is verified by who asked for it, and
// takes its place by one rename (copy.go, reopen.go).
//
// A Writer has the Reader of its transaction, whose State is the one that will
// be written. Where the journal commits to a value it stands behind a stamp
// (PutStamped, Unstamp): the number of its entry, its position among the
// entry's commitments, and a salt that is erased with it.
package vault
