package review

import (
	"fmt"
	"time"
)

// The smallest window gd8 draws itself in.
const (
	minWidth  = 60
	minHeight = 10
)

// tourHeight is the height from which there is room for the tour.
const tourHeight = 16

// layout is where things are drawn. It is a pure function of the window and of
// the lines that a strip above the status line takes.
type layout struct {
	width, height int
	small         bool // too small to draw in
	strip         int  // the lines of the strip
	body          int  // the lines between the header and the strip
	panes         int  // how many panes stand beside each other: 1 to 3
	left, right   int  // the widths of the first two
	third         int  // the width of the third
}

const (
	chrome  = 3 // header, status and footer
	divider = 3 // the cells between two panes
)

// The widths from which there are two panes and three.
const (
	twoPanes   = 80
	threePanes = 150
)

// checklistWidth is as wide as the checklist gets: what room there is beyond
// that goes to the summary and the guidance.
const checklistWidth = 62

// factsByText is the width from which a rationale has the facts beside it.
const factsByText = 120

// tallBody is the height from which one pane's width holds two below each
// other.
const tallBody = 34

func layoutFor(width, height, strip int) layout {
	l := layout{width: width, height: height, small: width < minWidth || height < minHeight, strip: strip}
	l.body = max(height-chrome-strip, 0)
	l.panes, l.right = 1, width-2
	switch {
	case width >= threePanes:
		l.panes = 3
		l.right = checklistWidth
		rest := width - l.right - 2*divider - 1
		l.left = rest * 11 / 20
		l.third = rest - l.left
	case width >= twoPanes:
		l.panes = 2
		l.right = min(max(width*56/100, 45), checklistWidth)
		l.left = width - l.right - divider - 1
	}
	return l
}

// tooSmall is what a window shows that is too small for anything else.
func (l layout) tooSmall() string {
	return fmt.Sprintf("make the window larger (at least %dx%d)", minWidth, minHeight)
}

// listWidth is the width of the queue's list, and of the preview beside it: 0
// for none.
func (l layout) listWidth() (list, beside int) {
	if l.width < previewFrom {
		return l.width, 0
	}
	list = listLeast + (l.width-previewFrom)/2
	return list, l.width - list - divider
}

const (
	// previewFrom is the width from which there is room for a preview.
	previewFrom = 160
	// listLeast is the width of the list beside it; of what is left over 160 cells
	// each has half.
	listLeast = 104
	// restTime is how long the cursor rests before the incident is read.
	restTime = 300 * time.Millisecond
)
