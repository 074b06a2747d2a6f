//go:build !windows

package term

import "os"

// codePage is 0: only Windows has console code pages.
func codePage() uint32 { return 0 }

// PlacesText reports whether the terminal can be asked to place and colour
// text. What cannot off Windows says so by TERM.
func PlacesText(*os.File) bool { return true }
