// Package guide is what tells an officer the way: the guidance in gd8's own
// words, the keys of a screen, every action by name, and the demo's tour. The
// rules are:
//
//   - Keys and actions come from the tables that keys are looked up in: a list
//     has nothing that a key could not do.
//   - What an action cannot do now it says, with the reason.
//   - Nothing here says what to decide.
package guide
