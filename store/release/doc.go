// Package release says what stands in the way of releasing the decisions of an
// application, or of all that were decided since a day, and seals a release: a
// hash over what was released, with the bound on wrong discards that held.
//
// # Rules that hold in it
//
// A release is of whole applications. Every blocker is in words, and a release
// is sealed only where there is none, of the very state of the store that was
// looked at. Whether the bound is good enough is the chief officer's to say: no
// limit is built in. Nothing here decides an incident.
package release
