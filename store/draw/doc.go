// Package draw draws samples of the decisions that stand, so that other
// officers decide them again, and shows later that a sample is what it should
// be.
//
// # Rules that hold in it
//
// The frame is the decisions that stand and are not out of date, one for each
// event. What is drawn follows from the frame, the journal's head and what
// somebody other than the drawer said aloud; the figures are those of package
// quality. A sample is in the journal before anybody has seen it. Whoever has
// the store can draw it again, years later, from the versions of decisions that
// the journal holds.
package draw
