package term

import "golang.org/x/sys/windows"

// codePage is the console's output code page, or 0 where there is no console.
func codePage() uint32 {
	cp, err := windows.GetConsoleOutputCP()
	if err != nil {
		return 0
	}
	return cp
}
