package review

import (
	"os"
	"syscall"
)

// endings are the events that end the app in order. Go makes SIGTERM of a
// console window that is closed, a log-off and a shutdown.
func endings() []os.Signal { return []os.Signal{syscall.SIGTERM, os.Interrupt} }
