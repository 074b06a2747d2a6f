package term

import (
	"encoding/base64"
	"fmt"
	"io"
)

// MostCopied is how many bytes of text are handed to a terminal for its clipboard:
// what terminals are known to take at once.
const MostCopied = 74_994

// Copy hands a text to the terminal for the clipboard (OSC 52). Whether it takes
// the text is the terminal's to say, and it does not.
func Copy(w io.Writer, text string) error {
	if len(text) > MostCopied {
		return fmt.Errorf("the text has %d bytes and a terminal takes %d for its clipboard; ctrl+o writes a text to a file", len(text), MostCopied)
	}
	_, err := w.Write([]byte("\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\x07"))
	return err
}
