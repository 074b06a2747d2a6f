package console

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// tap is a key that is pressed and let go.
func tap(key, unit uint16, control uint32) []Record {
	return []Record{KeyRecord(true, 1, key, unit, control), KeyRecord(false, 1, key, unit, control)}
}

// altCode is how the classic console hands over a character that the keyboard
// has no key for, and what Alt and a number on the numeric pad are.
func altCode(unit uint16, digits string) []Record {
	records := []Record{KeyRecord(true, 1, KeyMenu, 0, LeftAlt)}
	for _, d := range digits {
		records = append(records, tap(KeyPad0+uint16(d-'0'), 0, LeftAlt)...)
	}
	return append(records, KeyRecord(false, 1, KeyMenu, unit, 0))
}

// typedBy are the records of a text as the console pastes it: letters by their
// keys, with Shift, and everything else at the letting go of Alt.
func typedBy(text string) []Record {
	var records []Record
	for _, unit := range utf16.Encode([]rune(text)) {
		switch {
		case unit == '\n':
			records = append(records, tap(KeyReturn, '\r', 0)...)
		case unit == '\t':
			records = append(records, tap(KeyTab, '\t', 0)...)
		case unit >= 'A' && unit <= 'Z':
			const shift = 0x10 // the key
			records = append(records, KeyRecord(true, 1, shift, 0, Shift))
			records = append(records, tap(unit, unit, Shift)...)
			records = append(records, KeyRecord(false, 1, shift, 0, 0))
		case unit < 0x80:
			records = append(records, tap(uint16(strings.ToUpper(string(rune(unit)))[0]), unit, 0)...)
		default:
			records = append(records, altCode(unit, "0150")...)
		}
	}
	return records
}

func pressed(name string) Event { return Event{Kind: Pressed, Name: name} }
func typed(text string) Event   { return Event{Kind: Typed, Text: text} }
func pasted(text string) Event  { return Event{Kind: Pasted, Text: text} }

func join(batches ...[]Record) []Record { return slices.Concat(batches...) }

func TestRecordsBecomeEvents(t *testing.T) {
	const word = "The victim’s phone – a “loan”"
	down := func(key, unit uint16, control uint32) []Record {
		return []Record{KeyRecord(true, 1, key, unit, control)}
	}
	for _, tt := range []struct {
		name    string
		records []Record
		want    []Event
	}{
		{"a letter", tap('A', 'a', 0), []Event{typed("a")}},
		{"a capital", typedBy("A"), []Event{typed("A")}},
		{"an Alt code", altCode('–', "0150"), []Event{typed("–")}},
		{"an Alt code without NumLock", join(down(KeyMenu, 0, LeftAlt), tap(KeyInsert, 0, LeftAlt), tap(0x23, 0, LeftAlt), tap(KeyClear, 0, LeftAlt), tap(KeyInsert, 0, LeftAlt), []Record{KeyRecord(false, 1, KeyMenu, '–', 0)}), []Event{typed("–")}},
		{"an Alt code of hexadecimal digits", join(down(KeyMenu, 0, LeftAlt), tap(KeyPadAdd, '+', LeftAlt), tap(KeyPad0, '0', LeftAlt), []Record{KeyRecord(false, 1, KeyMenu, '–', 0)}), []Event{typed("–")}},
		{"Alt alone", join(down(KeyMenu, 0, LeftAlt), []Record{KeyRecord(false, 1, KeyMenu, 0, 0)}), nil},
		{"AltGr and a letter", join(down(KeyMenu, 0, LeftCtrl|RightAlt|Enhanced), tap('4', '€', LeftCtrl|RightAlt)), []Event{typed("€")}},
		{"AltGr and a letter without another", tap('W', 0, LeftCtrl|RightAlt), nil},
		{"Alt and a letter", tap('F', 'f', LeftAlt), []Event{{Kind: Typed, Text: "f", Alt: true}}},
		{"Alt and an arrow beside the pad", tap(0x25, 0, LeftAlt|Enhanced), []Event{{Kind: Pressed, Name: "left", Alt: true}}},
		{"an accent that waits for its letter", join(tap(0xdd, 0, 0), tap('E', 'ê', 0)), []Event{typed("ê")}},
		{"an emoji", join(tap(0, 0xd83d, 0), tap(0, 0xde00, 0)), []Event{typed("😀")}},
		{"an emoji at the letting go of Alt", join(altCode(0xd83d, ""), altCode(0xde00, "")), []Event{typed("😀")}},
		{"half an emoji", join(tap(0, 0xd83d, 0), tap('A', 'a', 0)), []Event{typed("\ufffd"), typed("a")}},
		{"the other half", tap(0, 0xde00, 0), []Event{typed("\ufffd")}},
		{"the paste from Word", typedBy(word), []Event{pasted(word)}},
		{"a paste of lines", typedBy("One.\nTwo.\n"), []Event{pasted("One.\rTwo.\r")}},
		{"a line feed in a paste", join(typedBy("Some"), tap(KeyReturn, '\n', LeftCtrl), typedBy("more")), []Event{pasted("Some\nmore")}},
		{"Word's own line break in a paste", join(typedBy("Some"), tap('K', '\v', LeftCtrl), typedBy("more")), []Event{pasted("Some\nmore")}},
		{"an escape in a paste is no key", join(typedBy("Some"), tap(KeyEscape, 0x1b, 0), typedBy("more")), []Event{pasted("Some\x1bmore")}},
		{"typed while the computer was busy", join(typedBy("typed"), tap('S', 0x13, LeftCtrl)), []Event{pasted("typed"), pressed("ctrl+s")}},
		{"backspace in what was typed so", join(typedBy("typp"), tap(KeyBack, '\b', 0), typedBy("ed")), []Event{pasted("typp"), pressed("backspace"), typed("e"), typed("d")}},
		{"ctrl+c in what was typed so", join(typedBy("typed"), tap('C', 3, LeftCtrl), typedBy("typed")), []Event{pasted("typed"), pressed("ctrl+c"), pasted("typed")}},
		{"two keys of a hand", typedBy("yn"), []Event{typed("y"), typed("n")}},
		{"a letter held down", []Record{KeyRecord(true, 1, 'J', 'j', 0), KeyRecord(true, 3, 'J', 'j', 0), KeyRecord(true, 1, 'J', 'j', 0), KeyRecord(false, 1, 'J', 'j', 0)}, []Event{typed("jjjjj")}},
		{"a letter, and another held down", join(tap('A', 'a', 0), []Record{KeyRecord(true, 2, 'J', 'j', 0)}), []Event{typed("a"), typed("jj")}},
		{"an arrow held down", []Record{KeyRecord(true, 2, KeyDown, 0, Enhanced)}, []Event{pressed("down"), pressed("down")}},
		{"enter, and with Ctrl", join(tap(KeyReturn, '\r', 0), tap(KeyReturn, '\n', LeftCtrl)), []Event{pressed("enter"), pressed("ctrl+j")}},
		{"tab, and back", join(tap(KeyTab, '\t', 0), tap(KeyTab, '\t', Shift)), []Event{pressed("tab"), pressed("shift+tab")}},
		{"moving", join(tap(KeyPrior, 0, Enhanced), tap(0x24, 0, LeftCtrl|Enhanced), tap(0x23, 0, Shift), tap(0x27, 0, RightCtrl|Shift), tap(0x22, 0, Shift)), []Event{pressed("pgup"), pressed("ctrl+home"), pressed("shift+end"), pressed("ctrl+shift+right"), pressed("pgdown")}},
		{"letters with Ctrl", join(tap('S', 0x13, LeftCtrl), tap('L', 0xc, RightCtrl), tap('I', '\t', LeftCtrl), tap('M', '\r', LeftCtrl), tap(0xdb, 0x1b, LeftCtrl), tap('2', 0, LeftCtrl)), []Event{pressed("ctrl+s"), pressed("ctrl+l"), pressed("tab"), pressed("enter"), pressed("esc"), pressed("ctrl+2")}},
		{"backspace by words", tap(KeyBack, 0x7f, LeftCtrl), []Event{{Kind: Pressed, Name: "backspace", Alt: true}}},
		{"other keys", join(tap(KeyEscape, 0x1b, 0), tap(KeyDelete, 0, 0), tap(KeyInsert, 0, 0), tap(KeyF1, 0, 0), tap(KeyF1+11, 0, 0)), []Event{pressed("esc"), pressed("delete"), pressed("insert"), pressed("f1"), pressed("f12")}},
		{"the clipboard", join(tap('V', 0x16, LeftCtrl), tap(KeyInsert, 0, Shift|Enhanced)), []Event{{Kind: PasteKey}, {Kind: PasteKey}}},
		{"keys that do nothing", join(tap(0x11, 0, LeftCtrl), tap(0x14, 0, 0), tap(0x5b, 0, 0), tap(0x10, 0, Shift)), nil},
		{"another size", join(tap('A', 'a', 0), []Record{SizeRecord()}), []Event{typed("a"), {Kind: Resized}}},
		{"records of other kinds", []Record{{0x02}, {0x10}, {0x08}}, nil},
	} {
		var d Decoder
		if got := d.Decode(tt.records); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%+v, want\n%+v", tt.name, got, tt.want)
		}
	}
}

// However the console splits a text, every character of it arrives, in order.
func TestATextArrivesWholeHoweverItIsSplit(t *testing.T) {
	text := strings.Repeat("The victim’s phone – a “loan” 😀\t\n", 3)
	records := typedBy(text)
	for size := 1; size < len(records); size++ {
		var d Decoder
		var b strings.Builder
		for batch := range slices.Chunk(records, size) {
			for _, e := range d.Decode(batch) {
				switch e.Name {
				case "enter":
					b.WriteString("\n")
				case "tab":
					b.WriteString("\t")
				}
				b.WriteString(strings.ReplaceAll(e.Text, "\r", "\n"))
			}
		}
		if b.String() != text {
			t.Fatalf("in batches of %d:\n%q", size, b.String())
		}
	}
}

// FuzzDecode gives the decoder any records: it never fails, gives valid text
// and no key without a name.
func FuzzDecode(f *testing.F) {
	for _, records := range [][]Record{typedBy("The “loan” 😀\n"), altCode('–', "0150"), tap('V', 0x16, LeftCtrl), tap(KeyDown, 0, Enhanced), {SizeRecord()}} {
		var b []byte
		for _, r := range records {
			b = append(b, r[:]...)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var batch []Record
		for chunk := range slices.Chunk(b, recordSize) {
			var r Record
			copy(r[:], chunk)
			batch = append(batch, r)
		}
		var d Decoder
		for _, e := range d.Decode(batch) {
			if !utf8.ValidString(e.Text) || e.Kind == Pressed && e.Name == "" || (e.Kind == Typed || e.Kind == Pasted) && e.Text == "" {
				t.Errorf("%x: %+v", b, e)
			}
		}
	})
}
