package review

import "fmt"

// The smallest window gd8 draws itself in.
const (
	minWidth  = 60
	minHeight = 16
)

// layout is where things are drawn. It is a pure function of the window.
type layout struct {
	width, height int
	small         bool // too small to draw in
	body          int  // the lines between the header and the status line
	panes         bool // two panes beside each other
	left, right   int  // their widths
}

const (
	chrome  = 3 // header, status and footer
	divider = 3 // the cells between two panes
)

func layoutFor(width, height int) layout {
	l := layout{width: width, height: height, small: width < minWidth || height < minHeight}
	l.body = max(height-chrome, 0)
	l.panes = width >= 80
	l.right = width - 2
	if l.panes {
		l.left = min(max(width*2/5, 31), 84)
		l.right = width - l.left - divider - 1
	}
	return l
}

// tooSmall is what a window shows that is too small for anything else.
func (l layout) tooSmall() string {
	return fmt.Sprintf("make the window larger (at least %dx%d)", minWidth, minHeight)
}
