package review

import "gd8/ui/term"

// canvas is what is needed to draw: how things look, and where they go. It
// knows no incident and no sitting.
type canvas struct {
	look   *term.Look
	layout layout
}
