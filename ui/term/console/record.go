package console

import "encoding/binary"

// recordSize is the size in bytes of an INPUT_RECORD.
const recordSize = 20

// The kinds of records that are read; all others are passed over.
const (
	keyRecord  = 0x1
	sizeRecord = 0x4
)

// Record is an INPUT_RECORD as the console hands it over.
type Record [recordSize]byte

func (r *Record) kind() uint16 { return binary.LittleEndian.Uint16(r[0:]) }

// The fields of a KEY_EVENT_RECORD.
func (r *Record) down() bool      { return binary.LittleEndian.Uint32(r[4:]) != 0 }
func (r *Record) repeat() int     { return int(max(binary.LittleEndian.Uint16(r[8:]), 1)) }
func (r *Record) key() uint16     { return binary.LittleEndian.Uint16(r[10:]) }
func (r *Record) unit() uint16    { return binary.LittleEndian.Uint16(r[14:]) } // of UTF-16; 0 for none
func (r *Record) control() uint32 { return binary.LittleEndian.Uint32(r[16:]) }

// KeyRecord makes the record of a key. unit is what it types, in UTF-16.
func KeyRecord(down bool, repeat int, key, unit uint16, control uint32) Record {
	var r Record
	binary.LittleEndian.PutUint16(r[0:], keyRecord)
	if down {
		r[4] = 1
	}
	binary.LittleEndian.PutUint16(r[8:], uint16(repeat))
	binary.LittleEndian.PutUint16(r[10:], key)
	binary.LittleEndian.PutUint16(r[14:], unit)
	binary.LittleEndian.PutUint32(r[16:], control)
	return r
}

// SizeRecord makes the record that the window has another size. It holds none:
// the size that the console puts there is the buffer's and may be out of date.
func SizeRecord() Record {
	var r Record
	binary.LittleEndian.PutUint16(r[0:], sizeRecord)
	return r
}

// What dwControlKeyState says.
const (
	RightAlt  = 0x0001
	LeftAlt   = 0x0002
	RightCtrl = 0x0004
	LeftCtrl  = 0x0008
	Shift     = 0x0010
	Enhanced  = 0x0100 // a key beside the numeric pad, not on it

	anyAlt  = RightAlt | LeftAlt
	anyCtrl = RightCtrl | LeftCtrl
)

// Virtual key codes that the decoder tells apart.
const (
	KeyBack   = 0x08
	KeyTab    = 0x09
	KeyClear  = 0x0c
	KeyReturn = 0x0d
	KeyMenu   = 0x12 // Alt
	KeyEscape = 0x1b
	KeySpace  = 0x20
	KeyPrior  = 0x21 // page up; the keys from here to down are the moving ones
	KeyDown   = 0x28
	KeyInsert = 0x2d
	KeyDelete = 0x2e
	KeyPad0   = 0x60
	KeyPadAdd = 0x6b
	KeyPad9   = 0x69
	KeyF1     = 0x70
	KeyF20    = 0x83
)
