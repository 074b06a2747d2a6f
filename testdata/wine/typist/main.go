//go:build windows

// Command typist starts a program in its own console and then does at that
// console what it is told to on standard input, one command a line: it puts
// records into the console's input as the console itself does for a hand or a
// paste. It is for the tests that run gd8 under wine.
//
//	type TEXT      keys of a keyboard that has no key for what is not ASCII
//	paste TEXT     the same, all records at once
//	altcode TEXT   each character as Alt and a number on the numeric pad
//	altgr TEXT     each character as a key with AltGr
//	key VK UNIT CONTROL    one key, in numbers
//	copy TEXT      onto the clipboard
//	size WxH       of the window
//
// With -alone before the program it leaves the console to that until the first
// command.
//
// TEXT is a Go string in quotes.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/sys/windows"

	"gd8/ui/term/console"
)

var (
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	user32   = windows.NewLazySystemDLL("user32.dll")
)

func main() {
	in, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	fail(err)
	out, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	fail(err)
	args := os.Args[1:]
	alone := args[0] == "-alone"
	if alone {
		args = args[1:]
	}
	program := exec.Command(args[0], args[1:]...)
	program.Stdin, program.Stdout, program.Stderr = in, out, out
	fail(program.Start())
	if alone {
		call("FreeConsole")
	}
	go func() {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			if alone { // until there is something to do in it
				alone = false
				call("AttachConsole", uintptr(program.Process.Pid))
				in, err = os.OpenFile("CONIN$", os.O_RDWR, 0)
				fail(err)
			}
			does(in, out, lines.Text())
		}
	}()
	_ = program.Wait()
	os.Exit(program.ProcessState.ExitCode())
}

// call calls a function of the system that takes numbers.
func call(name string, args ...uintptr) {
	if ok, _, err := kernel32.NewProc(name).Call(args...); ok == 0 {
		fail(fmt.Errorf("%s: %w", name, err))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "typist:", err)
		os.Exit(99)
	}
}

// does carries out one command.
func does(in, out *os.File, line string) {
	what, rest, _ := strings.Cut(line, " ")
	text, _ := strconv.Unquote(rest)
	switch what {
	case "type":
		for _, unit := range utf16.Encode([]rune(text)) {
			write(in, typed(unit))
			time.Sleep(60 * time.Millisecond) // a hand
		}
	case "paste":
		var records []console.Record
		for _, unit := range utf16.Encode([]rune(text)) {
			records = append(records, typed(unit)...)
		}
		write(in, records)
	case "altcode":
		for _, unit := range utf16.Encode([]rune(text)) {
			write(in, altCode(unit))
		}
	case "altgr":
		for _, unit := range utf16.Encode([]rune(text)) {
			const held = console.LeftCtrl | console.RightAlt
			write(in, []console.Record{
				console.KeyRecord(true, 1, 0x11, 0, console.LeftCtrl), console.KeyRecord(true, 1, console.KeyMenu, 0, held|console.Enhanced),
				console.KeyRecord(true, 1, '4', unit, held), console.KeyRecord(false, 1, '4', unit, held),
				console.KeyRecord(false, 1, 0x11, 0, console.RightAlt), console.KeyRecord(false, 1, console.KeyMenu, 0, console.Enhanced),
			})
		}
	case "key":
		var key, unit uint16
		var control uint32
		_, err := fmt.Sscan(rest, &key, &unit, &control)
		fail(err)
		write(in, tap(key, unit, control))
	case "copy":
		copyText(text)
	case "size":
		var width, height int
		_, err := fmt.Sscanf(rest, "%dx%d", &width, &height)
		fail(err)
		resize(out, width, height)
	default:
		fail(fmt.Errorf("no command %q", line))
	}
}

func tap(key, unit uint16, control uint32) []console.Record {
	return []console.Record{console.KeyRecord(true, 1, key, unit, control), console.KeyRecord(false, 1, key, unit, control)}
}

// altCode is a character that no key types: it comes when Alt is let go.
func altCode(unit uint16) []console.Record {
	records := []console.Record{console.KeyRecord(true, 1, console.KeyMenu, 0, console.LeftAlt)}
	for _, d := range strconv.Itoa(int(unit)) {
		records = append(records, tap(console.KeyPad0+uint16(d-'0'), 0, console.LeftAlt)...)
	}
	return append(records, console.KeyRecord(false, 1, console.KeyMenu, unit, 0))
}

// typed is a 16-bit unit as the console pastes it and a keyboard types it.
func typed(unit uint16) []console.Record {
	switch {
	case unit == '\n':
		return tap(console.KeyReturn, '\r', 0)
	case unit == '\t':
		return tap(console.KeyTab, '\t', 0)
	case unit < 0x80:
		return tap(uint16(unicode.ToUpper(rune(unit))), unit, 0)
	}
	return altCode(unit)
}

func write(in *os.File, records []console.Record) {
	var written uint32
	ok, _, err := kernel32.NewProc("WriteConsoleInputW").Call(in.Fd(), uintptr(unsafe.Pointer(&records[0])), uintptr(len(records)), uintptr(unsafe.Pointer(&written)))
	if ok == 0 || int(written) != len(records) {
		fail(fmt.Errorf("%d of %d records were written: %w", written, len(records), err))
	}
}

// copyText puts a text onto the clipboard.
func copyText(text string) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	units, err := windows.UTF16FromString(text)
	fail(err)
	const movable, unicodeText = 2, 13
	must := func(dll *windows.LazyDLL, name string, args ...uintptr) uintptr {
		r, _, err := dll.NewProc(name).Call(args...)
		if r == 0 && name != "GlobalUnlock" {
			fail(fmt.Errorf("%s: %w", name, err))
		}
		return r
	}
	must(user32, "OpenClipboard", 0)
	must(user32, "EmptyClipboard")
	block := must(kernel32, "GlobalAlloc", movable, uintptr(len(units)*2))
	at := must(kernel32, "GlobalLock", block)
	copy(unsafe.Slice(*(**uint16)(unsafe.Pointer(&at)), len(units)), units)
	must(kernel32, "GlobalUnlock", block)
	must(user32, "SetClipboardData", unicodeText, block)
	must(user32, "CloseClipboard")
}

// resize gives the console's window and buffer another size.
func resize(out *os.File, width, height int) {
	handle := windows.Handle(out.Fd())
	var info windows.ConsoleScreenBufferInfo
	fail(windows.GetConsoleScreenBufferInfo(handle, &info))
	setWindow := func(w, h int) {
		rect := windows.SmallRect{Right: int16(w - 1), Bottom: int16(h - 1)}
		ok, _, err := kernel32.NewProc("SetConsoleWindowInfo").Call(uintptr(handle), 1, uintptr(unsafe.Pointer(&rect)))
		if ok == 0 {
			fail(fmt.Errorf("SetConsoleWindowInfo: %w", err))
		}
	}
	// The buffer may never be smaller than the window.
	setWindow(min(width, int(info.Size.X)), min(height, int(info.Size.Y)))
	ok, _, err := kernel32.NewProc("SetConsoleScreenBufferSize").Call(uintptr(handle), uintptr(uint32(uint16(width))|uint32(uint16(height))<<16))
	if ok == 0 {
		fail(fmt.Errorf("SetConsoleScreenBufferSize: %w", err))
	}
	setWindow(width, height)
}
