// Package individual is what an officer looks at beside the one incident in hand:
// the individual's other records, who may be the same individual, and the
// application as a whole. The rules are:
//
//   - A record of another application, or of someone who may be the same, is never
//     counted with those of this case.
//   - Two individuals stand beside each other before they are said to be one.
package individual
