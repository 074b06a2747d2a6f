// Package audit says whether a store is whole, and carries over what is whole of
// one that is not. Verify holds a store to its journal and to itself; Rescue
// makes a new store of a damaged one. What is done to a store as a whole, a
// backup, a restore, a change of its encryption, is here too (whole.go): the
// vault makes the copy and is handed the verification that it must pass.
package audit
