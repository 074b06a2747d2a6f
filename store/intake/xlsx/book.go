package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Book is a workbook.
type Book struct {
	archive *archive
	sheets  []Sheet
	parts   map[string]string // a sheet's part, by the sheet's name
	strings []string          // shared strings
	formats []numberFormat    // by cell style
	// struckStyles says of each cell style whether it strikes text through, and
	// struck which of the strings have some text that is.
	struckStyles []bool
	struck       map[int]bool
	// raised says which of the strings have some text above or below the line.
	raised map[int]bool
	// masking says of each style of conditional formats whether it strikes text
	// through or shows other text than a cell holds.
	masking   []bool
	epoch1904 bool // days are counted from 1 January 1904
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool // a person does not see it
	Cells  bool // it has cells; a chart has not
}

// Open reads a workbook that unpacks to at most limit bytes. The error is a
// *DamageError or a *TooLargeError.
func Open(packed []byte, limit int64) (*Book, error) {
	a, err := openArchive(packed, limit)
	if err != nil {
		return nil, err
	}
	b := &Book{archive: a, parts: map[string]string{}, struck: map[int]bool{}, raised: map[int]bool{}}
	if err := b.readWorkbook(); err != nil {
		return nil, err
	}
	return b, nil
}

// Sheets are the sheets in their order.
func (b *Book) Sheets() []Sheet { return b.sheets }

// relation is a line of a part's relations.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations are those of a part, with their targets as names of parts.
func (b *Book) relations(part string) ([]relation, error) {
	var list struct {
		Relations []relation `xml:"Relationship"`
	}
	name := "_rels/.rels"
	if part != "" {
		name = path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	}
	_, err := b.decode(name, &list)
	for i := range list.Relations {
		r := &list.Relations[i]
		target := strings.ReplaceAll(r.Target, `\`, "/")
		if strings.HasPrefix(target, "/") {
			r.Target = strings.TrimPrefix(target, "/")
		} else {
			r.Target = path.Join(path.Dir(part), target)
		}
	}
	return list.Relations, err
}

// decode reads a part into v.
func (b *Book) decode(part string, v any) (found bool, err error) {
	content, ok, err := b.archive.part(part)
	if err != nil || !ok {
		return ok, err
	}
	d := newDecoder(content)
	if err := d.Decode(v); err != nil {
		return true, &DamageError{What: "the part " + part + " is no whole XML", Cause: err}
	}
	for {
		if _, err := d.Token(); err == io.EOF {
			return true, nil
		} else if err != nil {
			return true, &DamageError{What: "the part " + part + " is no whole XML", Cause: err}
		}
	}
}

// newDecoder decodes XML in UTF-8, whatever it says of itself: in any other
// encoding it is refused as no UTF-8.
func newDecoder(content []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(content))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

func (b *Book) readWorkbook() error {
	workbook := "xl/workbook.xml"
	roots, err := b.relations("")
	if err != nil {
		return err
	}
	for _, r := range roots {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			workbook = r.Target
		}
	}
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	found, err := b.decode(workbook, &book)
	if err != nil {
		return err
	}
	if !found || len(book.Sheets) == 0 {
		return &DamageError{What: "it names no sheets", Cause: errors.New("no workbook in the archive")}
	}
	b.epoch1904 = isTrue(book.Properties.Date1904)
	relations, err := b.relations(workbook)
	if err != nil {
		return err
	}
	for _, s := range book.Sheets {
		if b.parts[s.Name] != "" {
			return &DamageError{Sheet: s.Name, What: "two sheets have the name " + s.Name}
		}
		sheet := Sheet{Name: s.Name, Hidden: s.State != "" && s.State != "visible"}
		for _, r := range relations {
			if r.ID == relationID(s.Attrs) && r.ID != "" {
				sheet.Cells = strings.HasSuffix(r.Type, "/worksheet")
				b.parts[s.Name] = r.Target
			}
		}
		if b.parts[s.Name] == "" {
			return &DamageError{Sheet: s.Name, What: "the sheet " + s.Name + " is not in it"}
		}
		b.sheets = append(b.sheets, sheet)
	}
	return b.readShared(relations)
}

// readShared reads the strings and styles that all sheets share.
func (b *Book) readShared(relations []relation) error {
	for _, r := range relations {
		var err error
		switch {
		case strings.HasSuffix(r.Type, "/sharedStrings"):
			err = b.readStrings(r.Target)
		case strings.HasSuffix(r.Type, "/styles"):
			err = b.readStyles(r.Target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func relationID(attrs []xml.Attr) string {
	for _, a := range attrs {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

func isTrue(s string) bool { return s == "1" || s == "true" }

// readStrings reads the texts of the cells, which the sheets name by number.
func (b *Book) readStrings(part string) error {
	content, found, err := b.archive.part(part)
	if err != nil || !found {
		return err // a cell that needs one of them is named when it is read
	}
	d := newDecoder(content)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return &DamageError{What: "the part " + part + " is no whole XML", Cause: err}
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			text, how, err := richText(d)
			if how.struck {
				b.struck[len(b.strings)] = true
			}
			if how.raised {
				b.raised[len(b.strings)] = true
			}
			if err != nil {
				return &DamageError{What: "the part " + part + " is no whole XML", Cause: err}
			}
			b.strings = append(b.strings, text)
		}
	}
}

// runs is how some of the runs of a text are written.
type runs struct {
	struck bool // a line goes through some of it
	raised bool // some of it stands above or below the line, and some does not
}

// richText reads the text of an element up to its end: all its runs, without
// the reading aids that East Asian text may have.
func richText(d *xml.Decoder) (all string, how runs, err error) {
	var text strings.Builder
	var skipped, inText int
	inStruck, inRaised := false, false // of the run that is read
	raised, level := false, false
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return "", how, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case t.Name.Local == "rPh" || skipped > 0:
				skipped++
			case t.Name.Local == "t" || inText > 0:
				inText++
			case t.Name.Local == "r":
				inStruck, inRaised = false, false
			case t.Name.Local == "strike":
				inStruck = (&strike{attr(t, "val")}).is()
			case t.Name.Local == "vertAlign":
				inRaised = attr(t, "val") == "superscript" || attr(t, "val") == "subscript"
			}
		case xml.EndElement:
			depth--
			switch {
			case skipped > 0:
				skipped--
			case inText > 0:
				inText--
			}
		case xml.CharData:
			if inText > 0 && skipped == 0 {
				text.Write(t)
				if len(bytes.TrimSpace(t)) > 0 {
					how.struck = how.struck || inStruck
					raised, level = raised || inRaised, level || !inRaised
				}
			}
		}
	}
	how.raised = raised && level
	return unescape(text.String()), how, nil
}

// unescape reads _x000D_, as Excel writes a character that XML cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c, ok := escapeAt(s[i:]); ok {
			b.WriteRune(c)
			i += len("_x0000_") - 1
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// escapeAt reads an escape at the beginning of s. One that stands for no
// character, or for half of one, is left as it is.
func escapeAt(s string) (rune, bool) {
	if len(s) < len("_x0000_") || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	var c rune
	for _, h := range []byte(s[2:6]) {
		switch {
		case h >= '0' && h <= '9':
			c = c<<4 | rune(h-'0')
		case h >= 'a' && h <= 'f':
			c = c<<4 | rune(h-'a'+10)
		case h >= 'A' && h <= 'F':
			c = c<<4 | rune(h-'A'+10)
		default:
			return 0, false
		}
	}
	return c, c != 0 && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff)
}
