//go:build unix

package command_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// oneIncident is a desk with one incident in its store.
func oneIncident(t *testing.T, env ...string) *desk {
	t.Helper()
	d := newDesk(t, env...)
	d.holds("hits.csv", e2eColumns+e2eFirst)
	d.run("import", "--purpose", "APP-417", "hits.csv")
	return d
}

func (d *desk) review(width, height int) *window {
	d.t.Helper()
	return d.sitAt(width, height, "--purpose", "APP-417")
}

func TestAPasteOfManyLinesArrivesWhole(t *testing.T) {
	d := oneIncident(t)
	var text strings.Builder
	for n := range 90 {
		fmt.Fprintf(&text, "line %d of the text, with an é and a 😀\n", n+1)
	}
	w := d.review(80, 24).sees("14/2231/19")
	w.pastes("q").sees("Nothing was pasted")
	w.press("enter").sees("UNDETERMINED").press("c").sees("ctrl+s")
	w.pastes(text.String()).sees("line 90 of the text", "draft kept")
	w.press("esc").sees("draft kept: consider").press("esc").sees("[Attention 1]").leaves()

	w = d.review(80, 24).sees("14/2231/19").press("enter").sees("draft kept").press("c").sees("Your draft has been restored").press("shift+tab").sees("line 90 of the text")
	w.press("ctrl+o").sees("Write the text to a file").press("enter").sees("Written to")
	if got := d.reads("gd8-consider.txt"); !strings.Contains(got, text.String()) {
		t.Errorf("%d bytes of %d are there:\n%s", len(got), text.Len(), got)
	}
}

func TestTheWindowCanBeOfAnySize(t *testing.T) {
	d := oneIncident(t)
	w := d.review(80, 24).sees("14/2231/19", "q quit")
	w.resize(60, 16).sees("14/2231/19", "enter review").press("enter").sees("UNDETERMINED", "? esc")
	w.resize(60, 10).sees("UNDETERMINED", "› Pattern of behaviour? y n u").press("d").sees("question 6").sees("› Pattern of behaviour?")
	w.resize(50, 10).sees("make the window larger (at least 60x10)").loses("UNDETERMINED")
	w.resize(160, 50).sees("UNDETERMINED", "1 Relevant", "esc queue").loses("larger")
	w.resize(80, 24).sees("UNDETERMINED", "1 Relevant", "esc queue").press("esc").sees("q quit").leaves()
}

// The review line by line takes the place of the screen.
func TestADumbTerminalGetsNoEscapeByte(t *testing.T) {
	w := oneIncident(t, "TERM=dumb").review(80, 50).sees("line by line", "14/2231/19").types("quit").press("enter")
	if code := w.ends(); code != 0 {
		t.Errorf("exit code %d:\n%s", code, w.text())
	}
	<-w.over
	if said := w.wrote(); strings.ContainsRune(said, '\x1b') {
		t.Errorf("wrote %q", said)
	}
}

// colours are the sequences that give text or ground a colour.
var colours = regexp.MustCompile("\x1b\\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")

func TestNoColourMeansNone(t *testing.T) {
	for _, env := range []string{"", "NO_COLOR=1"} {
		w := oneIncident(t, env).review(80, 24).sees("14/2231/19").press("enter").sees("UNDETERMINED").press("g").sees("The guidance").press("esc").sees("esc queue").press("esc").sees("q quit")
		w.leaves()
		if coloured := colours.MatchString(w.wrote()); coloured != (env == "") {
			t.Errorf("with %q: coloured is %v", env, coloured)
		}
	}
}

// A terminal that reads another character set would take the bytes of a symbol
// for something else.
func TestATerminalOfAnotherCharacterSetGetsASCII(t *testing.T) {
	w := oneIncident(t, "LANG=en_GB.ISO-8859-1").review(60, 16).sees("14/2231/19").press("enter").sees("UNDETERMINED", "? esc").press("?").sees("Keys: ").press("esc").sees("? esc").press(":").sees("Every action").press("esc").sees("? esc").press("esc").sees("enter review")
	w.leaves()
	for i, b := range []byte(w.wrote()) {
		if b >= 0x80 {
			t.Fatalf("byte %d is %#x in %q", i, b, w.wrote()[max(i-20, 0):i+1])
		}
	}
}

// The terminal's own selection of text goes on working where a program leaves
// the mouse alone.
func TestTheMouseIsLeftToTheTerminal(t *testing.T) {
	w := oneIncident(t).review(80, 24).sees("14/2231/19").press("enter").sees("UNDETERMINED").press("c").sees("ctrl+s").press("esc").sees("esc queue").press("esc").sees("q quit")
	w.leaves()
	for _, mode := range []string{"9", "1000", "1002", "1003", "1005", "1006", "1015", "1016"} {
		if strings.Contains(w.wrote(), "\x1b[?"+mode+"h") {
			t.Errorf("mouse mode %s was switched on", mode)
		}
	}
}

// A slow link carries what changed and not the whole screen.
func TestAKeyOnASlowLinkCostsAFewLines(t *testing.T) {
	d := newDesk(t)
	rows := e2eColumns
	for n := range 40 {
		rows += fmt.Sprintf("APP-%d,P-%d,CR/%d,Distribute an indecent photograph of a child,14/03/2019,21,,02/01/2004,yes,One image sent to a friend.\n", n, n, n)
	}
	d.holds("hits.csv", rows)
	d.run("import", "--purpose", "APP-417", "hits.csv")
	w := d.review(80, 24).sees("1 of 40", "CR/17", "q quit")
	before := len(w.wrote())
	w.press("down").sees("2 of 40")
	if cost := len(w.wrote()) - before; cost > 24*80/3 {
		t.Errorf("moving by one line cost %d bytes", cost)
	}
	w.leaves()
}
