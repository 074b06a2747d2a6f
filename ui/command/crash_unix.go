//go:build unix

package command

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// endQuietly switches core files off, and has a signal that would make Go's
// runtime show what every part of gd8 is doing end it as any other does: an
// officer's texts, or the key of an encrypted store, may be in either. What the
// system does to a gd8 that it has no memory for is out of reach here.
func endQuietly() {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &limit); err == nil && limit.Cur != 0 {
		limit.Cur = 0
		_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &limit) // without it all else goes on as it would
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGQUIT)
	go func() {
		for range asked {
			_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
		}
	}()
}

// filesNeeded is how many files gd8 has open at most, and some.
const filesNeeded = 16

var errFewFiles = errors.New("the system lets gd8 open too few files at a time; raise the limit (ulimit -n), then try again")

// checkFiles says whether as many files as gd8 needs can be opened: where the
// runtime itself cannot open one it ends the program.
func checkFiles() (err error) {
	for range filesNeeded {
		fd, failed := syscall.Open(os.DevNull, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		if errors.Is(failed, syscall.EMFILE) || errors.Is(failed, syscall.ENFILE) {
			return errFewFiles
		}
		if failed == nil {
			defer func() { _ = syscall.Close(fd) }()
		}
	}
	return nil
}
