package console

import (
	"errors"
	"fmt"
	"os"
	"time"
	"unsafe"

	"github.com/inconshreveable/mousetrap"
	"golang.org/x/sys/windows"
)

// ErrNotConsole says that the input or the output is no Windows console: a
// pipe, or the terminal of a Unix shell for Windows.
var ErrNotConsole = errors.New("this is no Windows console")

var (
	kernel32             = windows.NewLazySystemDLL("kernel32.dll")
	readConsoleInput     = kernel32.NewProc("ReadConsoleInputW")
	consoleProcessList   = kernel32.NewProc("GetConsoleProcessList")
	systemParametersInfo = user32.NewProc("SystemParametersInfoW")
)

// Reader reads the console's input from Open to Close.
type Reader struct {
	in, out       windows.Handle
	stop          windows.Handle // an event: Close asks Run to end
	done          chan struct{}  // closed when Run has ended
	mode          uint32         // of the input, as it was found
	width, height int            // as sent last
	decoder       Decoder
}

// mostRecords is how many records are read in one call. Windows 7 had no room
// for many more.
const mostRecords = 1024

// mostBatch is how many records are taken for one batch: a paste that is far
// longer than any text gd8 takes comes in several.
const mostBatch = 1 << 19

// kept are the parts of the input mode that stay as they are found: QuickEdit,
// insert mode, whether the console sees to its own place, and that these are
// set at all.
const kept = windows.ENABLE_EXTENDED_FLAGS | windows.ENABLE_QUICK_EDIT_MODE | windows.ENABLE_INSERT_MODE | windows.ENABLE_AUTO_POSITION

// Open has the console hand over its records. The error is ErrNotConsole where
// in or out is none, and everything is left as it is then.
func Open(in, out *os.File) (*Reader, error) {
	if in == nil || out == nil {
		return nil, ErrNotConsole
	}
	r := &Reader{in: windows.Handle(in.Fd()), out: windows.Handle(out.Fd()), done: make(chan struct{})}
	if windows.GetConsoleMode(r.in, &r.mode) != nil {
		return nil, ErrNotConsole
	}
	if _, _, err := r.size(); err != nil {
		return nil, ErrNotConsole
	}
	var err error
	if r.stop, err = windows.CreateEvent(nil, 1, 0, nil); err != nil {
		return nil, fmt.Errorf("the console could not be read: %w", err)
	}
	if err := windows.SetConsoleMode(r.in, r.mode&kept|windows.ENABLE_WINDOW_INPUT); err != nil {
		_ = windows.CloseHandle(r.stop)
		return nil, fmt.Errorf("the console's mode could not be set: %w", err)
	}
	return r, nil
}

// Run reads until the reader is closed or the console is gone, and gives each
// event to send. It is called once.
func (r *Reader) Run(send func(Event)) error {
	defer close(r.done)
	for {
		ready, err := windows.WaitForMultipleObjects([]windows.Handle{r.stop, r.in}, false, windows.INFINITE)
		if err != nil {
			return fmt.Errorf("the console could not be waited for: %w", err)
		}
		if ready == windows.WAIT_OBJECT_0 {
			return nil
		}
		batch, err := r.batch()
		if err != nil {
			return fmt.Errorf("the console could not be read: %w", err)
		}
		for _, e := range r.decoder.Decode(batch) {
			if e, ok := r.complete(e); ok {
				send(e)
			}
		}
	}
}

// batch is every record that is ready: what a console puts there at once may be
// more than one call reads.
func (r *Reader) batch() ([]Record, error) {
	var batch []Record
	for len(batch) < mostBatch {
		var ready uint32
		if err := windows.GetNumberOfConsoleInputEvents(r.in, &ready); err != nil || ready == 0 {
			return batch, err
		}
		records := make([]Record, min(max(ready, 16), mostRecords))
		var read uint32
		if ok, _, err := readConsoleInput.Call(uintptr(r.in), uintptr(unsafe.Pointer(&records[0])), uintptr(len(records)), uintptr(unsafe.Pointer(&read))); ok == 0 {
			return nil, err
		}
		batch = append(batch, records[:read]...)
	}
	return batch, nil
}

// complete puts into an event what only the system knows. ok is false for one
// that is no news.
func (r *Reader) complete(e Event) (_ Event, ok bool) {
	switch e.Kind {
	case Resized:
		width, height, err := r.size()
		if err != nil || width == r.width && height == r.height {
			return e, false
		}
		r.width, r.height = width, height
		e.Width, e.Height = width, height
	case PasteKey:
		text, err := Clipboard()
		if err != nil {
			return Event{Kind: NotPasted, Text: err.Error()}, true
		}
		e = Event{Kind: Pasted, Text: text}
	}
	return e, true
}

// size is that of the window, in cells. What a size record says is the
// buffer's, and of the time when it was written.
func (r *Reader) size() (width, height int, err error) {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(r.out, &info); err != nil {
		return 0, 0, err
	}
	return int(info.Window.Right) - int(info.Window.Left) + 1, int(info.Window.Bottom) - int(info.Window.Top) + 1, nil
}

// closePatience is how long Close waits for Run: where another program took the
// record that was ready, Run waits for the next, and ends with the program.
const closePatience = 500 * time.Millisecond

// Close ends Run, which has to have been called, and puts the console's mode
// back.
func (r *Reader) Close() error {
	err := windows.SetEvent(r.stop)
	select {
	case <-r.done:
		_ = windows.CloseHandle(r.stop)
	case <-time.After(closePatience):
	}
	if err := windows.SetConsoleMode(r.in, r.mode); err != nil {
		return fmt.Errorf("the console's mode could not be put back: %w", err)
	}
	return err
}

// Alone reports whether this program is the only one in its console, so that
// the window goes away with it.
func Alone() bool {
	var processes [2]uint32
	n, _, _ := consoleProcessList.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes)))
	return n == 1
}

// StartedByClick reports whether this program was started from Explorer, a
// shortcut or Win+R.
func StartedByClick() bool { return mousetrap.StartedByExplorer() }

// ScreenReader reports whether Windows says that a screen reader runs. NVDA,
// JAWS and Narrator have it say so.
func ScreenReader() bool {
	const getScreenReader = 0x46
	var runs int32
	ok, _, _ := systemParametersInfo.Call(getScreenReader, 0, uintptr(unsafe.Pointer(&runs)), 0)
	return ok != 0 && runs != 0
}
