package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"gd8/model"
)

// This file is the value codec: a version byte, then fields in a fixed order.
// Integers are uvarints, texts and byte strings are preceded by their length.
// A reader keeps its first error and returns zero values after it, so a
// decoder reads straight through and looks at the error once.

// CodecVersion is the first byte of every encoded value.
const CodecVersion = 1

// ErrCodec says that a value is not in the form its kind has.
var ErrCodec = errors.New("the value is not in a form this gd8 knows")

// Encoder appends the parts of a value to B.
type Encoder struct{ B []byte }

// Uint appends a number, the smaller the shorter.
func (e *Encoder) Uint(n uint64) { e.B = binary.AppendUvarint(e.B, n) }

// Byte appends a byte, such as a version or an enumeration.
func (e *Encoder) Byte(c byte) { e.B = append(e.B, c) }

// Fixed appends bytes whose number is known to who reads them.
func (e *Encoder) Fixed(p []byte) { e.B = append(e.B, p...) }

// Text appends a text after its length.
func (e *Encoder) Text(s string) {
	e.Uint(uint64(len(s)))
	e.B = append(e.B, s...)
}

// Date appends a calendar date; 0 is no date.
func (e *Encoder) Date(d model.Date) { e.Uint(uint64(d)) }

// Time appends a time, to the microsecond; the zero time is no time.
func (e *Encoder) Time(t time.Time) {
	if t.IsZero() {
		e.Uint(0)
		return
	}
	e.Uint(uint64(t.UnixMicro()))
}

// Decoder reads the parts of a value from B, in the order in which they were
// appended. Err is the first error.
type Decoder struct {
	B   []byte
	Err error
}

// Fail ends the reading: the value is not in the form it should have.
func (d *Decoder) Fail() {
	if d.Err == nil {
		d.Err = ErrCodec
	}
	d.B = nil
}

// Uint reads a number.
func (d *Decoder) Uint() uint64 {
	n, size := binary.Uvarint(d.B)
	if size <= 0 {
		d.Fail()
		return 0
	}
	d.B = d.B[size:]
	return n
}

// Int reads a number that is no more than math.MaxInt32.
func (d *Decoder) Int() int {
	n := d.Uint()
	if n > math.MaxInt32 {
		d.Fail()
		return 0
	}
	return int(n)
}

// Byte reads a byte.
func (d *Decoder) Byte() byte {
	if len(d.B) == 0 {
		d.Fail()
		return 0
	}
	c := d.B[0]
	d.B = d.B[1:]
	return c
}

// Run gives the next length-prefixed run without copying it.
func (d *Decoder) Run() []byte {
	n := d.Uint()
	if n > uint64(len(d.B)) {
		d.Fail()
		return nil
	}
	run := d.B[:n]
	d.B = d.B[n:]
	return run
}

// Text reads a text.
func (d *Decoder) Text() string { return string(d.Run()) }

// Fixed reads n bytes without copying them.
func (d *Decoder) Fixed(n int) []byte {
	if n > len(d.B) {
		d.Fail()
		return make([]byte, n)
	}
	run := d.B[:n]
	d.B = d.B[n:]
	return run
}

// Date reads a calendar date.
func (d *Decoder) Date() model.Date {
	n := d.Int()
	if n != 0 && model.NewDate(n/10000, time.Month(n/100%100), n%100) != model.Date(n) {
		d.Fail()
		return 0
	}
	return model.Date(n)
}

// Time reads a time, in UTC.
func (d *Decoder) Time() time.Time {
	n := d.Uint()
	if n == 0 || d.Err != nil {
		return time.Time{}
	}
	return time.UnixMicro(int64(n)).UTC()
}

// Below reads a byte that must be less than limit, such as an enumeration.
func (d *Decoder) Below(limit int) byte {
	c := d.Byte()
	if int(c) >= limit {
		d.Fail()
		return 0
	}
	return c
}

// Version reads the version byte.
func (d *Decoder) Version() {
	if c := d.Byte(); d.Err == nil && c != CodecVersion {
		d.Err = fmt.Errorf("the value is of version %d and this gd8 knows version %d; use the gd8 that wrote it", c, CodecVersion)
		d.B = nil
	}
}

// End gives the error of the whole reading; anything left over is one.
func (d *Decoder) End() error {
	if d.Err == nil && len(d.B) != 0 {
		d.Err = ErrCodec
	}
	return d.Err
}
