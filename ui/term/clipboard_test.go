package term

import (
	"bytes"
	"strings"
	"testing"
)

func TestCopyHandsTheTerminalTheTextForItsClipboard(t *testing.T) {
	var out bytes.Buffer
	if err := Copy(&out, "CR/1: é"); err != nil || out.String() != "\x1b]52;c;Q1IvMTogw6k=\x07" {
		t.Errorf("%q (%v)", out.String(), err)
	}
	out.Reset()
	if err := Copy(&out, strings.Repeat("x", MostCopied+1)); err == nil || out.Len() > 0 {
		t.Errorf("%d bytes were written of a text that is too long (%v)", out.Len(), err)
	}
}
