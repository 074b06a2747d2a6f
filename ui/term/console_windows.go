package term

import (
	"os"

	"golang.org/x/sys/windows"
)

// codePage is the console's output code page, or 0 where there is no console.
func codePage() uint32 {
	cp, err := windows.GetConsoleOutputCP()
	if err != nil {
		return 0
	}
	return cp
}

// PlacesText reports whether the console can be asked to place and colour
// text: those of Windows before 10, and the legacy console that can be chosen
// in its properties, would show the sequences as letters.
func PlacesText(console *os.File) bool {
	handle := windows.Handle(console.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return false
	}
	if err := windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING); err != nil {
		return false
	}
	return windows.SetConsoleMode(handle, mode) == nil
}
