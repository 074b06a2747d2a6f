// Package review is gd8's full-screen app: the queue, the review of one
// incident, and the rationale of a decision.
//
// The rules are:
//
//   - App is the only tea.Model. It makes the parts (furnish in app.go), passes
//     on what comes in, and puts the frame together; what a part does is in the
//     part.
//   - A part is a plain struct: its state, the desk, and the few parts that it
//     leads to or draws beside it. It draws itself as lines of text into the room
//     it is given. The parts are in rooms below this one, each over those before
//     it: editor, desk, panes, worklist, then incident, guide and importing, then
//     rationale, individual and byhand. No part knows App.
//   - The desk is what every part works with: the look and the layout, the
//     sitting and the incident in hand, a line to say something on, a question
//     to ask, the screens that are open, and the way to run a command. It knows
//     no part.
//   - A screen has one table of actions: keys, what they do, and why they
//     cannot now. Dispatch, footer, help, the list of every action by name and
//     the README's key list come from it.
//   - The verdict is in sight on every screen of an incident, and all six
//     criteria wherever the checklist is. What has no room is left out whole or
//     said to go on; nothing that matters is cut.
//   - The terminal's cursor stands on the row or letter in hand: whoever draws
//     that puts term.CursorMark before it.
//   - Nothing moves by itself, and every state is a word as well as a colour.
//   - The store is used in commands only. Each brings back one reply, with its
//     topic, generation, record and error; a reply that was overtaken is
//     dropped, and a panic in a command becomes an error.
//   - While a command that changes something runs, keys wait their turn, so
//     that each acts on what the one before it left.
//   - Every text of a file or an officer goes through ui/term before it is
//     measured or drawn. No frame is taller or wider than the terminal.
//   - Whatever is typed is kept: a draft is saved within a second and on every
//     way out.
package review
