// Package start keeps the terminal quiet while gd8 starts.
//
// Bubble Tea v1 asks the terminal for its background colour while its package
// is initialised (tea_init.go), in every subcommand of every program that
// links it: stray bytes on a terminal, and up to five seconds on one that does
// not answer. Lip Gloss does not ask once it has been told, so this package
// tells it first. gd8 draws in colours that need no answer (package term).
//
// The order is Go's: of the packages that are ready, the one whose import
// path sorts first is initialised next. "gd8/..." sorts before
// "github.com/...", and because this package imports nothing but Lip Gloss,
// which Bubble Tea imports too, it is ready no later. A further import here
// could make it wait until Bubble Tea has asked (net/http does); that is why
// it is a package of its own.
package start

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
