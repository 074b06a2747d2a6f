// Package desk is what every part of the review's screen works with. The rules
// are:
//
//   - A part has the Desk: the look and the layout, the sitting and the incident
//     in hand, a line to say something on, a question to ask, the screens that
//     are open, and the way to run a command. The Desk knows no part.
//   - A screen has one Table of Actions: keys, what they do, and why they cannot
//     now. Dispatch, footer, help and the lists of keys come from it.
//   - The store is used in commands only (Ask). Each brings back one reply; one
//     that was overtaken is dropped, and a panic becomes an error.
//   - The Canvas is for drawing: lines of safe text in the room there is. No
//     line that matters is cut.
package desk
