package desk

import (
	"strings"

	"gd8/ui/term"
)

// Screen names the part of the app that has the keys.
type Screen uint8

const (
	InPurpose Screen = iota
	InQueue
	InSearch
	InReview
	InRationale
	InGuide
	InFind // in the guidance
	InHistory
	InOthers
	InForm
	InPath
	InImport
	InHelp
	InPalette
	InOpening
	InSummary
	InNote
	InFacts // beside a rationale
	InMapping
	InApplication
	InAdvice // on a rationale
	InQuality
	InDispute
	ScreenCount
)

// Screen is the part that has the keys, a dialog aside.
func (d *Desk) Screen() Screen { return d.Open[len(d.Open)-1] }

// Enter opens a screen on top of the one in use; leave goes back to it.
func (d *Desk) Enter(s Screen) { d.Open = append(d.Open, s) }

// Leave goes back to the screen below.
func (d *Desk) Leave() {
	if len(d.Open) > 1 {
		d.Open = d.Open[:len(d.Open)-1]
	}
}

// Below is the screen under the one in use.
func (d *Desk) Below() Screen { return d.Open[max(len(d.Open)-2, 0)] }

// Base is the screen the panes are of: the queue or the review.
func (d *Desk) Base() Screen {
	for i := len(d.Open) - 1; i >= 0; i-- {
		if d.Open[i] == InReview || d.Open[i] == InQueue {
			return d.Open[i]
		}
	}
	return d.Open[0]
}

// InHandOn is the mark of what is in hand, with the terminal's cursor where
// that is on the screen in use.
func (d *Desk) InHandOn(s Screen) string {
	if d.Screen() != s {
		return d.Look.Symbols.Cursor
	}
	return term.CursorMark + d.Look.Symbols.Cursor
}

// WithVerdict puts the verdict at the end of the first line of a screen that
// does not show the checklist, so that it is always in sight.
func (d *Desk) WithVerdict(lines []string) []string {
	if d.Incident == nil || len(lines) == 0 {
		return lines
	}
	v := d.Incident.Assessment.Verdict
	word := d.Look.Render(term.VerdictRole(v), strings.ToUpper(v.Title()))
	room := d.Layout.Width - term.Width(word) - 3
	lines[0] = d.Look.Fit(lines[0], room) + "  " + word
	return lines
}

// Marking is the security marking, as every screen has it first.
func (d *Desk) Marking() string {
	return " " + d.Look.Render(term.Marking, " "+d.Look.SafeLine(d.Options.Marking)+" ")
}
