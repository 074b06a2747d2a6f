package export

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Array writes a JSON array of objects one by one, a line each, so that a
// million of them need no memory. Close ends it.
type Array struct {
	w     io.Writer
	after string // the array's end
	text  bytes.Buffer
	json  *json.Encoder
	count int
}

// NewArray starts an array. w should be buffered.
func NewArray(w io.Writer) *Array {
	a := &Array{w: w}
	a.json = json.NewEncoder(&a.text)
	a.json.SetEscapeHTML(false)
	return a
}

// Add writes the next object.
func (a *Array) Add(object any) error {
	a.text.Reset()
	if a.count == 0 {
		a.text.WriteString("[\n")
	} else {
		a.text.WriteString(",\n")
	}
	a.count++
	if err := a.json.Encode(object); err != nil {
		return err
	}
	_, err := a.w.Write(escapeHidden(withoutLineEnd(a.text.Bytes())))
	return err
}

// Close writes the end of the array.
func (a *Array) Close() error {
	end := "\n]"
	if a.count == 0 {
		end = "[]"
	}
	_, err := io.WriteString(a.w, end+a.after+"\n")
	return err
}

// WriteObject writes one object, indented, and a line end.
func WriteObject(w io.Writer, object any) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(object); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(text.Bytes()))
	return err
}

func withoutLineEnd(text []byte) []byte { return bytes.TrimSuffix(text, []byte{'\n'}) }

// escapeHidden writes every character that does not print (DEL, C1 and
// bidirectional controls, zero-width ones and so on) as an escape. In JSON
// text they can stand inside strings only, so the text means the same.
func escapeHidden(text []byte) []byte {
	clean := true
	for _, c := range text {
		if c >= 0x7f {
			clean = false
			break
		}
	}
	if clean {
		return text
	}
	out := make([]byte, 0, len(text)+64)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r < 0x7f || r > 0x7f && unicode.IsPrint(r) && r != utf8.RuneError {
			out = append(out, text[i:i+size]...)
		} else if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
			out = appendUnit(appendUnit(out, high), low)
		} else {
			out = appendUnit(out, r)
		}
		i += size
	}
	return out
}

func appendUnit(out []byte, unit rune) []byte {
	const digits = "0123456789abcdef"
	return append(out, '\\', 'u', digits[unit>>12&15], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
}
