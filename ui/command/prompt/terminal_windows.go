package prompt

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// terminalFiles opens the console to read and to write. To hide what is typed
// its input has to be open to be written as well.
func terminalFiles() (in, out *os.File, err error) {
	if in, err = os.OpenFile("CONIN$", os.O_RDWR, 0); err != nil {
		return nil, nil, err
	}
	if out, err = os.OpenFile("CONOUT$", os.O_RDWR, 0); err != nil {
		_ = in.Close()
		return nil, nil, err
	}
	return in, out, nil
}

// hideTyping has the console no longer show what is typed, and gives what
// undoes that. Lines can still be edited and Ctrl-C still interrupts.
func hideTyping(console *os.File) (reveal func(), err error) {
	handle := windows.Handle(console.Fd())
	var shown uint32
	if err := windows.GetConsoleMode(handle, &shown); err != nil {
		return nil, err
	}
	hidden := shown&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	if err := windows.SetConsoleMode(handle, hidden); err != nil {
		return nil, err
	}
	return func() { _ = windows.SetConsoleMode(handle, shown) }, nil // the console may be gone
}

// HideNextLine is for who waits for a line already. The console shows or hides
// a line as it was told when the wait for it began, so that the passphrase
// would be shown: it is not asked for.
func HideNextLine(*os.File) (reveal func(), err error) {
	return nil, errors.New("Windows shows a line that is waited for already; start gd8 again, which asks for the passphrase hidden")
}
