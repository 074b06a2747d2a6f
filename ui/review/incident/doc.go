// Package incident is the review of the incident in hand: opening one, answering
// its questions, checking its decision, undoing, its history, and going on to the
// next. The rules are:
//
//   - What is asked before an answer is saved, and which decisions are open, comes
//     from the sitting (package session), not from here.
//   - After every change the incident is read again from the store and shown as it
//     then is.
//   - What changes something says how to take it back.
package incident
