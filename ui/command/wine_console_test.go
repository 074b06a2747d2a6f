//go:build linux && amd64

package command_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// console is gd8.exe in a console window of wine. wine 8 takes the sequences
// that move the cursor and colour text for letters like others: it passes them
// on, but counts them when it breaks a line. So the screen cannot be read by
// its places, and the console is read as what came since the last key. It also
// keeps the size it began with.
type console struct {
	*window
	from int // how much had come when the last key was pressed
}

func (pc *winePC) sit(t *testing.T, args ...string) *console {
	t.Helper()
	return &console{(&desk{t: t}).windowOf(pc.command(args...), 120, 40), 0}
}

// heard is what came since the last key, as text on one line.
func (c *console) heard() string {
	came := strings.ReplaceAll(c.wrote()[c.from:], "\r\r\n", "") // where wine broke a line
	return strings.Join(strings.Fields(ansi.Strip(came)), " ")
}

func (c *console) sees(texts ...string) *console {
	c.t.Helper()
	for _, text := range texts {
		c.until("what came since the last key never said "+text, func() bool { return strings.Contains(c.heard(), text) })
	}
	return c
}

func (c *console) press(key string) *console {
	c.t.Helper()
	time.Sleep(handPause)
	c.from = len(c.wrote())
	c.window.press(key)
	return c
}

func (c *console) types(text string) *console {
	c.t.Helper()
	c.window.types(text)
	return c
}
