package console

import (
	"errors"
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32                     = windows.NewLazySystemDLL("user32.dll")
	openClipboard              = user32.NewProc("OpenClipboard")
	closeClipboard             = user32.NewProc("CloseClipboard")
	getClipboardData           = user32.NewProc("GetClipboardData")
	isClipboardFormatAvailable = user32.NewProc("IsClipboardFormatAvailable")
	globalLock                 = kernel32.NewProc("GlobalLock")
	globalUnlock               = kernel32.NewProc("GlobalUnlock")
	globalSize                 = kernel32.NewProc("GlobalSize")
)

// unicodeText is CF_UNICODETEXT: UTF-16 with a NUL at its end.
const unicodeText = 13

// mostClipboard is the longest text, in UTF-16 units, that is taken from the
// clipboard: far longer than any that gd8 keeps.
const mostClipboard = 1 << 20

// clipboardTries is how often another program is waited for that has the
// clipboard open: for a fifth of a second in all.
const clipboardTries = 20

// Clipboard is the text on the clipboard. The error is a sentence for the
// officer.
func Clipboard() (string, error) {
	runtime.LockOSThread() // the clipboard is open for a thread
	defer runtime.UnlockOSThread()
	if ok, _, _ := isClipboardFormatAvailable.Call(unicodeText); ok == 0 {
		return "", errors.New("there is no text on the clipboard; copy some first")
	}
	for try := 1; ; try++ {
		ok, _, err := openClipboard.Call(0)
		if ok != 0 {
			break
		}
		if try == clipboardTries {
			return "", fmt.Errorf("another program has the clipboard (%w); paste again", err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	defer closeClipboard.Call()
	return clipboardText()
}

// clipboardText reads the clipboard that is open.
func clipboardText() (string, error) {
	block, _, err := getClipboardData.Call(unicodeText)
	if block == 0 {
		return "", fmt.Errorf("the clipboard could not be read (%w); copy the text again", err)
	}
	at, _, err := globalLock.Call(block)
	if at == 0 {
		return "", fmt.Errorf("the clipboard could not be read (%w); copy the text again", err)
	}
	defer globalUnlock.Call(block)
	size, _, _ := globalSize.Call(block)
	units := size / 2
	if units == 0 {
		return "", errors.New("there is no text on the clipboard; copy some first")
	}
	// The address is the system's own and does not move; this is how the
	// compiler is told so.
	text := unsafe.Slice(*(**uint16)(unsafe.Pointer(&at)), units)
	if len(text) > mostClipboard {
		text = text[:mostClipboard+1]
	}
	for i, unit := range text {
		if unit == 0 {
			text = text[:i]
			break
		}
	}
	if len(text) > mostClipboard {
		return "", fmt.Errorf("the text on the clipboard is longer than %d characters; copy less", mostClipboard)
	}
	if len(text) == 0 {
		return "", errors.New("there is no text on the clipboard; copy some first")
	}
	return windows.UTF16ToString(text), nil
}
