// Package lapse finds out why a decision is out of date. Nothing is kept for it:
// every version knows its journal entry, so what an individual's records were
// when a decision was made can be read again and held against what they are.
package lapse
