package store

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

// codecVersion is the first byte of every encoded value.
const codecVersion = 1

var errCodec = errors.New("the value is not in a form this gd8 knows")

type encoder struct{ b []byte }

func (e *encoder) uint(n uint64)     { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) byte(c byte)       { e.b = append(e.b, c) }
func (e *encoder) fixed(p []byte)    { e.b = append(e.b, p...) }
func (e *encoder) text(s string)     { e.uint(uint64(len(s))); e.b = append(e.b, s...) }
func (e *encoder) date(d model.Date) { e.uint(uint64(d)) }
func (e *encoder) time(t time.Time) {
	if t.IsZero() {
		e.uint(0)
		return
	}
	e.uint(uint64(t.UnixMicro()))
}

type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail() {
	if d.err == nil {
		d.err = errCodec
	}
	d.b = nil
}

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) int() int {
	n := d.uint()
	if n > math.MaxInt32 {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) byte() byte {
	if len(d.b) == 0 {
		d.fail()
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

// bytes gives the next length-prefixed run without copying it.
func (d *decoder) bytes() []byte {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.fail()
		return nil
	}
	run := d.b[:n]
	d.b = d.b[n:]
	return run
}

func (d *decoder) text() string { return string(d.bytes()) }

func (d *decoder) fixed(n int) []byte {
	if n > len(d.b) {
		d.fail()
		return make([]byte, n)
	}
	run := d.b[:n]
	d.b = d.b[n:]
	return run
}

func (d *decoder) date() model.Date {
	n := d.int()
	if n != 0 && model.NewDate(n/10000, time.Month(n/100%100), n%100) != model.Date(n) {
		d.fail()
		return 0
	}
	return model.Date(n)
}

func (d *decoder) time() time.Time {
	n := d.uint()
	if n == 0 || d.err != nil {
		return time.Time{}
	}
	return time.UnixMicro(int64(n)).UTC()
}

// below reads a byte that must be less than limit, such as an enumeration.
func (d *decoder) below(limit int) byte {
	c := d.byte()
	if int(c) >= limit {
		d.fail()
		return 0
	}
	return c
}

// version reads the version byte.
func (d *decoder) version() {
	if c := d.byte(); d.err == nil && c != codecVersion {
		d.err = fmt.Errorf("the value is of version %d and this gd8 knows version %d; use the gd8 that wrote it", c, codecVersion)
		d.b = nil
	}
}

// end gives the error of the whole reading; anything left over is one.
func (d *decoder) end() error {
	if d.err == nil && len(d.b) != 0 {
		d.err = errCodec
	}
	return d.err
}
