//go:build !windows

package review

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// continuing is the signal that a program gets that was stopped and goes on.
func continuing() os.Signal { return syscall.SIGCONT }

// notifyOfStops has the signals of job control sent to a channel.
func notifyOfStops(signals chan os.Signal) { signal.Notify(signals, syscall.SIGTSTP, syscall.SIGCONT) }

// stopNow stops this program until it is told to go on. Where no shell is there
// to do so, the system does not stop it, and the call ends soon. The signal is
// one that stops as SIGTSTP does: Go goes on catching that one once it was asked
// to.
func stopNow() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGTTIN)
	time.Sleep(50 * time.Millisecond) // until another thread has taken the signal
}
