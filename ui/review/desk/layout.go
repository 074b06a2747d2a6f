package desk

import (
	"fmt"
	"time"
)

// The smallest window gd8 draws itself in.
const (
	MinWidth  = 60
	MinHeight = 10
)

// TourHeight is the height from which there is room for the tour.
const TourHeight = 16

// Layout is where things are drawn. It is a pure function of the window and of
// the lines that a strip above the status line takes.
type Layout struct {
	Width, Height int
	Small         bool // too small to draw in
	Strip         int  // the lines of the strip
	Body          int  // the lines between the header and the strip
	Panes         int  // how many panes stand beside each other: 1 to 3
	Left, Right   int  // the widths of the first two
	Third         int  // the width of the third
}

const (
	chrome  = 3 // header, status and footer
	Divider = 3 // the cells between two panes
)

// The widths from which there are two panes and three.
const (
	twoPanes   = 80
	threePanes = 150
)

// checklistWidth is as wide as the checklist gets: what room there is beyond
// that goes to the summary and the guidance.
const checklistWidth = 62

// FactsByText is the width from which a rationale has the facts beside it.
const FactsByText = 120

// TallBody is the height from which one pane's width holds two below each
// other.
const TallBody = 34

// LayoutFor is the layout of a window with a strip of so many lines.
func LayoutFor(width, height, strip int) Layout {
	l := Layout{Width: width, Height: height, Small: width < MinWidth || height < MinHeight, Strip: strip}
	l.Body = max(height-chrome-strip, 0)
	l.Panes, l.Right = 1, width-2
	switch {
	case width >= threePanes:
		l.Panes = 3
		l.Right = checklistWidth
		rest := width - l.Right - 2*Divider - 1
		l.Left = rest * 11 / 20
		l.Third = rest - l.Left
	case width >= twoPanes:
		l.Panes = 2
		l.Right = min(max(width*56/100, 45), checklistWidth)
		l.Left = width - l.Right - Divider - 1
	}
	return l
}

// TooSmall is what a window shows that is too small for anything else.
func (l Layout) TooSmall() string {
	return fmt.Sprintf("make the window larger (at least %dx%d)", MinWidth, MinHeight)
}

// ListWidth is the width of the queue's list, and of the preview beside it: 0
// for none.
func (l Layout) ListWidth() (list, beside int) {
	if l.Width < previewFrom {
		return l.Width, 0
	}
	list = listLeast + (l.Width-previewFrom)/2
	return list, l.Width - list - Divider
}

const (
	// previewFrom is the width from which there is room for a preview.
	previewFrom = 160
	// listLeast is the width of the list beside it; of what is left over 160 cells
	// each has half.
	listLeast = 104
	// RestTime is how long the cursor rests before the incident is read.
	RestTime = 300 * time.Millisecond
)
