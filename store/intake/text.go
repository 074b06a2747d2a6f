package intake

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	bufferSize  = 64 << 10
	sniffLength = 4096
	bom         = "\xef\xbb\xbf"
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

// asUTF8 is the text of r in UTF-8 without a byte order mark. Text without
// one is passed through: whether it is UTF-8 is checked row by row, where a
// line number can be given.
func asUTF8(r *bufio.Reader) *bufio.Reader {
	head, _ := r.Peek(len(bom))
	if order := byteOrder(head); order != nil {
		r.Discard(2)
		return bufio.NewReaderSize(&utf16Reader{r: r, order: order}, bufferSize)
	}
	if string(head) == bom {
		r.Discard(len(bom))
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

// textError is a fault of the text itself, to which whoever reads it adds
// the line.
type textError string

func (e textError) Error() string { return string(e) }

const (
	brokenUTF16 = textError("the UTF-16 text is damaged here: half a character")
	notUTF8     = textError("this is not UTF-8 text")
	binaryByte  = textError("binary data: a NUL byte in the text")
)

// checkText says whether b can be text that gd8 reads.
func checkText(b []byte) error {
	if bytes.IndexByte(b, 0) >= 0 {
		return binaryByte
	}
	if !utf8.Valid(b) {
		return notUTF8
	}
	return nil
}

// atLine is a fault met while reading a line, as a *FileError.
func atLine(line int, err error) error {
	switch e := err.(type) {
	case *FileError:
		if e.Line == 0 {
			e.Line = line
		}
		return e
	case textError:
		next := `save it again as UTF-8 from the program it came from ("CSV UTF-8" in Excel)`
		return &FileError{Line: line, Message: string(e), Next: next}
	}
	return err
}
