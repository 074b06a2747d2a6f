package review

import (
	"strings"

	"gd8/ui/term"
)

// screen names the part of the app that has the keys.
type screen uint8

const (
	inPurpose screen = iota
	inQueue
	inSearch
	inReview
	inRationale
	inGuide
	inFind // in the guidance
	inHistory
	inOthers
	inForm
	inPath
	inImport
	inHelp
	inPalette
	inOpening
	inSummary
	inNote
	inFacts // beside a rationale
	inMapping
	inApplication
	inAdvice // on a rationale
	inQuality
	inDispute
	screenCount
)

// screen is the part that has the keys, a dialog aside.
func (d *desk) screen() screen { return d.on[len(d.on)-1] }

// enter opens a screen on top of the one in use; leave goes back to it.
func (d *desk) enter(s screen) { d.on = append(d.on, s) }

func (d *desk) leave() {
	if len(d.on) > 1 {
		d.on = d.on[:len(d.on)-1]
	}
}

// below is the screen under the one in use.
func (d *desk) below() screen { return d.on[max(len(d.on)-2, 0)] }

// base is the screen the panes are of: the queue or the review.
func (d *desk) base() screen {
	for i := len(d.on) - 1; i >= 0; i-- {
		if d.on[i] == inReview || d.on[i] == inQueue {
			return d.on[i]
		}
	}
	return d.on[0]
}

// inHandOn is the mark of what is in hand, with the terminal's cursor where
// that is on the screen in use.
func (d *desk) inHandOn(s screen) string {
	if d.screen() != s {
		return d.look.Symbols.Cursor
	}
	return term.CursorMark + d.look.Symbols.Cursor
}

// withVerdict puts the verdict at the end of the first line of a screen that
// does not show the checklist, so that it is always in sight.
func (d *desk) withVerdict(lines []string) []string {
	if d.incident == nil || len(lines) == 0 {
		return lines
	}
	v := d.incident.Assessment.Verdict
	word := d.look.Render(term.VerdictRole(v), strings.ToUpper(v.Title()))
	room := d.layout.width - term.Width(word) - 3
	lines[0] = d.look.Fit(lines[0], room) + "  " + word
	return lines
}

// marking is the security marking, as every screen has it first.
func (d *desk) marking() string {
	return " " + d.look.Render(term.Marking, " "+d.look.SafeLine(d.o.Marking)+" ")
}
