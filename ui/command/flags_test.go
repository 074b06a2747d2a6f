package command

import (
	"strings"
	"testing"
)

func TestWhatWasSaidIsOneLineThatPrints(t *testing.T) {
	f := drawFlags{said: "a\nb"}
	if _, err := f.request(commands{}.sampleDrawCommand()); err == nil || !strings.HasPrefix(err.Error(), `the text of --said "a\nb" holds a character that does not print`) {
		t.Errorf("got %v", err)
	}
}
