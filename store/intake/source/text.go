package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"gd8/store/intake/problem"
)

const (
	BufferSize  = 64 << 10
	SniffLength = 4096
	BOM         = "\xef\xbb\xbf"
)

// byteOrder is the order of UTF-16 text by its byte order mark, nil where
// there is none.
func byteOrder(head []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	return nil
}

// AsUTF8 is the text of r in UTF-8 without a byte order mark. Text without
// one is passed through: whether it is UTF-8 is checked row by row, where a
// line number can be given.
func AsUTF8(r *bufio.Reader) *bufio.Reader {
	head, _ := r.Peek(len(BOM))
	if order := byteOrder(head); order != nil {
		r.Discard(2)
		return bufio.NewReaderSize(&utf16Reader{r: r, order: order}, BufferSize)
	}
	if string(head) == BOM {
		r.Discard(len(BOM))
	}
	return r
}

// utf16Reader turns UTF-16 into UTF-8. Half a character is an error and
// never a replacement character: the text would no longer be the source's.
type utf16Reader struct {
	r     *bufio.Reader
	order binary.ByteOrder
	out   []byte // decoded and not yet read
	space [utf8.UTFMax * 1024]byte
	err   error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	if len(u.out) == 0 && u.err == nil {
		u.out = u.space[:0]
		for len(u.out)+utf8.UTFMax <= cap(u.out) && u.err == nil {
			u.decode()
		}
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	if n == 0 && len(p) > 0 {
		return 0, u.err
	}
	return n, nil
}

func (u *utf16Reader) decode() {
	c, err := u.unit()
	if err == nil && utf16.IsSurrogate(c) {
		var low rune
		if low, err = u.unit(); err == nil || err == io.EOF {
			if c = utf16.DecodeRune(c, low); c == utf8.RuneError {
				err = brokenUTF16
			}
		}
	}
	if err != nil {
		u.err = err
		return
	}
	u.out = utf8.AppendRune(u.out, c)
}

func (u *utf16Reader) unit() (rune, error) {
	var b [2]byte
	_, err := io.ReadFull(u.r, b[:])
	if err == io.ErrUnexpectedEOF {
		err = brokenUTF16
	}
	return rune(u.order.Uint16(b[:])), err
}

// TextError is a fault of the text itself, to which whoever reads it adds
// the line.
type TextError string

func (e TextError) Error() string { return string(e) }

const (
	brokenUTF16 = TextError("the UTF-16 text is damaged here: half a character")
	NotUTF8     = TextError("this is not UTF-8 text")
	binaryByte  = TextError("binary data: a NUL byte in the text")
)

// CheckText says whether b can be text that gd8 reads.
func CheckText(b []byte) error {
	if bytes.IndexByte(b, 0) >= 0 {
		return binaryByte
	}
	if !utf8.Valid(b) {
		return NotUTF8
	}
	return nil
}

// AtLine is a fault met while reading a line, as a *FileError.
func AtLine(line int, err error) error {
	switch e := err.(type) {
	case *problem.FileError:
		if e.Line == 0 {
			e.Line = line
		}
		return e
	case TextError:
		next := `save it again as UTF-8 from the program it came from ("CSV UTF-8" in Excel)`
		return &problem.FileError{Line: line, Message: string(e), Next: next}
	}
	return err
}
