package prompt

import (
	"os"
	"testing"
)

func TestNoPassphraseIsAskedForInALineThatIsShown(t *testing.T) {
	console, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	if err != nil {
		t.Skip("there is no console:", err)
	}
	defer console.Close()
	if reveal, err := HideNextLine(console); err == nil {
		reveal()
		t.Error("a line that is waited for was said to be hidden")
	}
}
