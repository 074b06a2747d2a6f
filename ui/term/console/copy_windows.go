package console

import (
	"fmt"
	"runtime"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	emptyClipboard   = user32.NewProc("EmptyClipboard")
	setClipboardData = user32.NewProc("SetClipboardData")
	globalAlloc      = kernel32.NewProc("GlobalAlloc")
	globalFree       = kernel32.NewProc("GlobalFree")
)

// moveable is GMEM_MOVEABLE, which the clipboard wants its blocks to be.
const moveable = 2

// Copy puts a text on the clipboard in the place of what is there. done is true:
// Windows has one clipboard for all programs. The error is a sentence for the
// officer.
func Copy(text string) (done bool, err error) {
	units, err := windows.UTF16FromString(strings.ReplaceAll(text, "\n", "\r\n"))
	if err != nil {
		return true, fmt.Errorf("the text could not be copied (%w)", err)
	}
	runtime.LockOSThread() // the clipboard is open for a thread
	defer runtime.UnlockOSThread()
	for try := 1; ; try++ {
		ok, _, err := openClipboard.Call(0)
		if ok != 0 {
			break
		}
		if try == clipboardTries {
			return true, fmt.Errorf("another program has the clipboard (%w); copy again", err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	defer closeClipboard.Call()
	block, _, err := globalAlloc.Call(moveable, uintptr(2*len(units)))
	if block == 0 {
		return true, fmt.Errorf("the text could not be copied (%w)", err)
	}
	at, _, err := globalLock.Call(block)
	if at == 0 {
		globalFree.Call(block)
		return true, fmt.Errorf("the text could not be copied (%w)", err)
	}
	copy(unsafe.Slice(*(**uint16)(unsafe.Pointer(&at)), len(units)), units)
	globalUnlock.Call(block)
	if ok, _, err := emptyClipboard.Call(); ok == 0 {
		globalFree.Call(block)
		return true, fmt.Errorf("the clipboard could not be emptied (%w); copy again", err)
	}
	if ok, _, err := setClipboardData.Call(unicodeText, block); ok == 0 { // else the block is the system's
		globalFree.Call(block)
		return true, fmt.Errorf("the text could not be copied (%w)", err)
	}
	return true, nil
}
