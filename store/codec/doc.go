// Package codec is how the values of a record are written: its facts, answers,
// decisions and drafts, what is typed for it, and what other officers say of its
// decision. A kind of value has a version of its own, which it begins with; what
// an earlier gd8 wrote is read for ever, and each value has one form.
package codec
