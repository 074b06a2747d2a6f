package line

import (
	"errors"
	"time"

	"gd8/store/seal"
	"gd8/ui/report"
)

// This file locks a conversation that is left: after a time at a prompt
// nothing more is said before the passphrase of the store was given, or, for a
// store that has none, Enter pressed.
//
// What was said before stays in the terminal's window: no cursor is moved
// here. A line that was begun before the lock, or is typed behind it, is never
// acted on. It is not repeated back either, as it can have a mistyped
// passphrase in it; what was begun still stands where it was typed.

// errIdle says that no line was typed for the time that locks.
var errIdle = errors.New("no line was typed")

// await waits for a line, and no longer than idle after a moment where that is
// not 0. The error is errEnd or errIdle; begun says that a line came all the
// same.
func (c *conversation) await(idle time.Duration, from time.Time) (line input, begun bool, err error) {
	var over <-chan time.Time
	if idle > 0 {
		ticks, stop := c.after(idle)
		defer stop()
		over = ticks
	}
	select {
	case <-c.ctx.Done():
		return input{}, false, errEnd
	case <-over:
		return input{}, false, errIdle
	case line, ok := <-c.lines.next:
		switch slept := c.sit.Store().Now().Round(0).Sub(from.Round(0)); {
		case !ok:
			return input{}, false, errEnd
		case idle > 0 && slept >= idle: // the computer did, and its timers with it
			return input{}, true, errIdle
		}
		return line, true, nil
	}
}

// timer is when a time is over, and what ends it before.
func timer(d time.Duration) (over <-chan time.Time, stop func() bool) {
	t := time.NewTimer(d)
	return t.C, t.Stop
}

// lock says that the conversation is locked and waits until it is unlocked.
// begun says that a line was typed that is not taken. The error ends the
// conversation.
func (c *conversation) lock(begun bool) error {
	if !begun {
		c.out.newline() // the prompt has no answer
	}
	c.out.say("gd8 is locked, as nothing was typed for %s. What you typed before is kept. Ctrl-C leaves.", report.Counted(int(c.idle/time.Minute), "minute"))
	unlock := c.askEnter
	if c.sit.Encrypted() {
		unlock = c.askPassphrase
	}
	lost, err := unlock()
	if err != nil {
		return err
	}
	c.out.say("Unlocked.")
	if begun || lost {
		c.out.say("The line you began before the lock was not kept; type it again.")
	}
	return nil
}

// askEnter waits for Enter. lost says that more was typed.
func (c *conversation) askEnter() (lost bool, err error) {
	c.out.say("The store is not encrypted, so there is no passphrase to ask for. Whoever can use this computer can go on: lock it when you leave it.")
	if err := c.out.prompt("Press Enter to go on"); err != nil {
		return false, err
	}
	line, _, err := c.await(0, time.Time{})
	if line.cut {
		err = errEnd
	}
	return line.text != "", err
}

// askPassphrase asks for the passphrase until it is right, without echo. lost
// says that a line begun before was among what was typed.
func (c *conversation) askPassphrase() (lost bool, err error) {
	reveal, err := c.hide()
	if err != nil {
		c.out.problem("gd8 leaves, as the terminal cannot hide a passphrase", err)
		return false, errQuit
	}
	defer reveal()
	for try := 0; ; try++ {
		if err := c.out.prompt("Passphrase"); err != nil {
			return false, err
		}
		line, _, err := c.await(0, time.Time{})
		if err != nil || line.cut {
			return false, errEnd
		}
		c.out.newline() // Enter was not shown either
		switch err := c.sit.CheckPassphrase([]byte(line.text)); {
		case err == nil:
			return lost, nil
		case errors.Is(err, seal.ErrPassphrase) && try == 0:
			lost = line.text != ""
			c.out.say("This passphrase does not open the store. Where a line was begun before the lock, it went with it: type the passphrase again.")
		case errors.Is(err, seal.ErrPassphrase):
			c.out.say("This passphrase does not open the store.")
		default:
			c.out.problem("The passphrase could not be checked", err)
		}
	}
}
