package intake

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/source"
)

// office converts a file with LibreOffice, and skips the test without it.
func office(t *testing.T, to, file string) string {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("needs LibreOffice (Debian: libreoffice-calc-nogui)")
	}
	dir := t.TempDir()
	c := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.ToSlash(t.TempDir()), "--headless", "--convert-to", to, "--outdir", dir, file)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, out)
	}
	ending, _, _ := strings.Cut(to, ":")
	made := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+"."+ending)
	if _, err := os.Stat(made); err != nil {
		t.Fatal(err)
	}
	return made
}

// asShown is LibreOffice's CSV filter: UTF-8, every cell as it is shown.
const asShown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"

// sheetDrawer draws a sheet in LibreOffice's own flat XML.
type sheetDrawer struct {
	*rand.Rand
	b strings.Builder
}

// numberStyles are number formats as a sheet may have them.
var numberStyles = []string{
	`<number:number-style style:name="N%d"><number:number number:min-integer-digits="1"/></number:number-style>`,
	`<number:number-style style:name="N%d"><number:number number:min-integer-digits="5"/></number:number-style>`,
	`<number:number-style style:name="N%d"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style>`,
	`<number:number-style style:name="N%d"><number:number number:min-integer-digits="1" number:grouping="true"/></number:number-style>`,
	`<number:number-style style:name="N%d"><number:text>O</number:text><number:number number:min-integer-digits="1"/></number:number-style>`,
	`<number:percentage-style style:name="N%d"><number:number number:min-integer-digits="1"/><number:text>%%</number:text></number:percentage-style>`,
	`<number:number-style style:name="N%d"><number:scientific-number number:decimal-places="2" number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style>`,
	`<number:date-style style:name="N%d" number:language="en" number:country="GB"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>`,
	`<number:date-style style:name="N%d" number:language="en" number:country="GB"><number:day/><number:text> </number:text><number:month number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>`,
	`<number:date-style style:name="N%d" number:language="en" number:country="GB"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/><number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style>`,
	`<number:text-style style:name="N%d"><number:text-content/></number:text-style>`,
}

func (d *sheetDrawer) start() {
	d.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>`)
	for i, s := range numberStyles {
		fmt.Fprintf(&d.b, s, i)
		fmt.Fprintf(&d.b, `<style:style style:name="C%d" style:family="table-cell" style:data-style-name="N%d"/>`, i, i)
	}
	d.b.WriteString(`</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Hits">`)
}

func (d *sheetDrawer) end() string {
	d.b.WriteString(`</table:table></office:spreadsheet></office:body></office:document>`)
	return d.b.String()
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

func (d *sheetDrawer) text(s string) {
	if s == "" {
		d.b.WriteString(`<table:table-cell/>`)
		return
	}
	fmt.Fprintf(&d.b, `<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, escaped(s))
}

func (d *sheetDrawer) one(of ...string) string { return of[d.Intn(len(of))] }

// style is the attribute of a random number format, or none.
func (d *sheetDrawer) style() string {
	if d.Intn(2) == 0 {
		return ""
	}
	return fmt.Sprintf(` table:style-name="C%d"`, d.Intn(len(numberStyles)))
}

func (d *sheetDrawer) number(value string) {
	fmt.Fprintf(&d.b, `<table:table-cell%s office:value-type="float" office:value="%s"/>`, d.style(), value)
}

func (d *sheetDrawer) date(value string) {
	fmt.Fprintf(&d.b, `<table:table-cell table:style-name="C%d" office:value-type="date" office:date-value="%s"/>`, 7+d.Intn(3), value)
}

func (d *sheetDrawer) formula(f, kind, value string) {
	fmt.Fprintf(&d.b, `<table:table-cell table:formula="of:=%s" office:value-type="%s" %s/>`, escaped(f), kind, value)
}

// row draws a row: references, a date, an outcome, a factor, a summary.
func (d *sheetDrawer) row(i int) {
	d.b.WriteString(`<table:table-row>`)
	switch d.Intn(4) {
	case 0:
		d.number(d.one("123", "42190031455", "12345", "1", "123456789012345", "12.5", "1234567890123456"))
	default:
		d.text(fmt.Sprintf("P%d", i))
	}
	d.text(fmt.Sprintf("I%d", i))
	switch d.Intn(4) {
	case 0:
		d.text(d.one("14/03/2019", "2019-03-14", "14 March 2019", ""))
	case 1:
		d.number("43538")
	default:
		d.date(d.one("2019-03-14", "2004-02-29", "2018-11-02T09:30:00"))
	}
	switch d.Intn(4) {
	case 0:
		d.text(d.one("21", "O21", "Outcome 21", "99", ""))
	case 1:
		d.formula(`20+1`, "float", `office:value="21"`)
	default:
		d.number(d.one("21", "22", "8", "21.4", "0"))
	}
	switch d.Intn(4) {
	case 0:
		d.number(d.one("0", "1"))
	case 1:
		fmt.Fprintf(&d.b, `<table:table-cell office:value-type="boolean" office:boolean-value="%s"/>`, d.one("true", "false"))
	case 2:
		d.formula(`IF(1;"yes";"no")`, "string", `office:string-value="yes"`)
	default:
		d.text(d.one("yes", "no", "", "NK", "maybe"))
	}
	switch d.Intn(3) {
	case 0:
		d.number(d.one("12.5", "1000000", "0.125", "-3"))
	default:
		d.text(d.one("Shared one image", "=not a formula", "line & <tag>", " two  spaces ", "Straße 🙂", "_x000D_ as written", "'quoted'"))
	}
	d.b.WriteString(`</table:table-row>`)
}

var drawnFields = []model.Field{model.PersonRef, model.IncidentRef, model.IncidentDate, model.OutcomeCode, model.Abusive, model.Summary}

// TestWorkbooksOfLibreOfficeReadAsItShowsThem: for random sheets, each value
// that gd8 reads is the one that LibreOffice shows, or the row is refused.
func TestWorkbooksOfLibreOfficeReadAsItShowsThem(t *testing.T) {
	d := &sheetDrawer{Rand: rand.New(rand.NewSource(12))}
	d.start()
	d.b.WriteString(`<table:table-row>`)
	for _, f := range drawnFields {
		d.text(f.Name())
	}
	d.b.WriteString(`</table:table-row>`)
	const rows = 400
	for i := range rows {
		d.row(i)
	}
	flat := filepath.Join(t.TempDir(), "hits.fods")
	must(t, os.WriteFile(flat, []byte(d.end()), 0o600))
	book := office(t, "xlsx", flat)
	shown := office(t, asShown, book)
	in, err := os.Open(shown)
	must(t, err)
	defer in.Close()
	want, err := csv.NewReader(in).ReadAll()
	must(t, err)
	r, err := NewReader(source.File(book), Options{Today: today})
	must(t, err)
	defer r.Close()
	accepted, seen := 0, 0
	for ; ; seen++ {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		must(t, err)
		if len(row.Problems) > 0 {
			continue
		}
		accepted++
		for i, f := range drawnFields {
			cell := want[row.Line-1][i]
			if kind := f.Kind(); kind == model.KindOutcome || kind == model.KindTri {
				cell = strings.TrimSuffix(cell, ".00") // the same number
			}
			canonical, err := model.Canonical(f, cell, today)
			if got := row.Facts.Get(f); err != nil || got != canonical {
				t.Errorf("row %d, %s: gd8 reads %q and LibreOffice shows %q (%v)", row.Line, f.Name(), got, cell, err)
			}
		}
	}
	if seen != rows || accepted < rows/10 {
		t.Errorf("%d of %d rows seen, %d accepted", seen, rows, accepted)
	}
	t.Logf("%d rows, %d read and all as shown", seen, accepted)
}
