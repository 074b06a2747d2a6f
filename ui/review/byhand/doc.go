// Package byhand is the form in which an officer enters an incident, or corrects
// or withdraws one that was entered. The rules are:
//
//   - A value is refused where an import would refuse it, at its field, and what
//     was typed stays.
//   - A form that was left is there again until its record is saved. That of a new
//     record never comes back inside another one: it is offered by name.
//   - A record that came in by a file is not changed here.
package byhand
