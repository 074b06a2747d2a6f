package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

const (
	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	main      = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
)

// workbook is a workbook of one sheet, written by hand.
func workbook(t testing.TB, sheet string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := append([]string{
		"_rels/.rels", fmt.Sprintf(relations, `<Relationship Id="r" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/>`),
		"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets><sheet name="Hits" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", fmt.Sprintf(relations, `<Relationship Id="r1" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="`+office+`/styles" Target="styles.xml"/><Relationship Id="r3" Type="`+office+`/sharedStrings" Target="sharedStrings.xml"/>`),
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="` + main + `">` + sheet + `</worksheet>`,
	}, more...)
	for i := 0; i < len(parts); i += 2 {
		out, err := w.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(out, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const limit = 160 << 20

// rowsOf reads all rows of a workbook.
func rowsOf(packed []byte) (rows [][]Cell, err error) {
	b, err := Open(packed, limit)
	if err != nil {
		return nil, err
	}
	r, err := b.Rows("Hits")
	if err != nil {
		return nil, err
	}
	for {
		_, cells, err := r.Next()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		rows = append(rows, append([]Cell(nil), cells...))
	}
}

func styles(codes ...string) string {
	var formats, cells strings.Builder
	for i, code := range codes {
		fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, strings.NewReplacer(`"`, "&quot;", "<", "&lt;").Replace(code))
		fmt.Fprintf(&cells, `<xf numFmtId="%d"/>`, 164+i)
	}
	return `<styleSheet xmlns="` + main + `"><numFmts>` + formats.String() + `</numFmts><cellXfs>` + cells.String() + `</cellXfs></styleSheet>`
}

// TestANumberIsWhatItsFormatShows, or it is said that this is not known.
func TestANumberIsWhatItsFormatShows(t *testing.T) {
	for _, c := range []struct{ code, raw, want string }{
		{"General", "21", "21"}, {"General", "1E+15", "1000000000000000"}, {"General", "0.30000000000000004", "0.3"}, {"General", "-0", "0"},
		{"0", "21.4", "shows 21, holds 21.4"}, {"0", "2.5", "shows 3, holds 2.5"}, {"0", "-0.4", "shows 0, holds -0.4"}, {"00000", "123", "shows 00123, holds 123"}, {"00000", "12345", "12345"},
		{"0.00", "21", "shows 21.00, holds 21"}, {"0.00", "999.995", "shows 1000.00, holds 999.995"}, {"#,##0", "1234567", "shows 1,234,567, holds 1234567"}, {"#,##0", "123", "123"},
		{`"O"0`, "21", "shows O21, holds 21"}, {`\O0`, "21", "shows O21, holds 21"}, {`0" days"`, "3", "shows 3 days, holds 3"}, {"0%", "0.21", "shows 21%, holds 0.21"}, {"0.0%", "0.125", "shows 12.5%, holds 0.125"},
		{`"Yes";"Yes";"No"`, "1", "shows Yes, holds 1"}, {`"Yes";"Yes";"No"`, "0", "shows No, holds 0"}, {`"No";;"Yes"`, "1", "shows No, holds 1"},
		{";;;", "1", "shows , holds 1"}, {"0;-0;;@", "0", "shows , holds 0"}, {"0;-0", "-3", "-3"}, {"0_);(0)", "-3", "shows (3), holds -3"}, {"0_);(0)", "3", "3"}, {"[Red]0", "5", "5"},
		{"@", "5", "5"}, {"#", "0", "shows , holds 0"}, {"[$£-809]0", "5", "shows £5, holds 5"}, {`0;-0;0;"x"@`, "7", "7"},
		{"0.00E+00", "21", "unknown"}, {"# ?/?", "0.5", "unknown"}, {"[>100]0", "5", "unknown"}, {"0,", "5000", "unknown"}, {"h:mm", "0.5", "unknown"}, {"[h]", "30", "unknown"}, {"000-000", "123456", "unknown"}, {"General%", "0.5", "unknown"}, {"0.##", "5", "unknown"},
		{"dd/mm/yyyy", "43538", "date 2019-03-14"}, {"d-mmm-yy", "43538.99999", "date 2019-03-14"}, {`[$-809]dddd d mmmm yyyy" at "h:mm`, "43538", "date 2019-03-14"}, {"dd/mm/yyyy", "0", "unknown"}, {"dd/mm/yyyy", "-1", "unknown"}, {"dd/mm/yyyy", "60", "unknown"},
	} {
		packed := workbook(t, `<sheetData><row r="1"><c r="A1" s="0"><v>`+c.raw+`</v></c></row></sheetData>`, "xl/styles.xml", styles(c.code))
		rows, err := rowsOf(packed)
		if err != nil {
			t.Errorf("%s of %s: %v", c.code, c.raw, err)
			continue
		}
		cell, got := rows[0][0], ""
		switch {
		case cell.Kind == Date:
			got = "date " + cell.Text
		case !cell.Otherwise:
			got = cell.Text
		case !cell.Known:
			got = "unknown"
		default:
			got = "shows " + cell.Shown + ", holds " + cell.Text
		}
		if got != c.want {
			t.Errorf("%s in the format %s: %s, want %s", c.raw, c.code, got, c.want)
		}
	}
}

func TestATextIsWhatItsFormatShows(t *testing.T) {
	for code, want := range map[string]string{"General": "yes", "@": "yes", ";;;": "", `0;-0;0;"x"@`: "xyes", `"no: "@`: "no: yes", "dd/mm/yyyy": "yes", "0.00": "yes", `_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-`: "yes"} {
		packed := workbook(t, `<sheetData><row r="1"><c r="A1" s="0" t="inlineStr"><is><t>yes</t></is></c></row></sheetData>`, "xl/styles.xml", styles(code))
		rows, err := rowsOf(packed)
		if err != nil {
			t.Fatal(err)
		}
		got := rows[0][0].Text
		if rows[0][0].Otherwise {
			got = rows[0][0].Shown
		}
		if got != want {
			t.Errorf("yes in the format %s shows %q, want %q", code, got, want)
		}
	}
}

// TestWhatIsMissingIsNeverABlank: damage is named with its cell.
func TestWhatIsMissingIsNeverABlank(t *testing.T) {
	row := func(cells string) string { return `<sheetData><row r="1">` + cells + `</row></sheetData>` }
	strings1 := []string{"xl/sharedStrings.xml", `<sst xmlns="` + main + `"><si><t>one</t></si></sst>`}
	for name, c := range map[string]struct {
		sheet string
		more  []string
		cell  string
	}{
		"no string of that number":  {row(`<c r="A1" t="s"><v>1</v></c>`), strings1, "A1"},
		"a negative number":         {row(`<c r="A1" t="s"><v>-1</v></c>`), strings1, "A1"},
		"no strings at all":         {row(`<c r="B1" t="s"><v>0</v></c>`), nil, "B1"},
		"a cell twice":              {row(`<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>`), nil, "A1"},
		"a cell of another row":     {row(`<c r="A2"><v>1</v></c>`), nil, "A2"},
		"an unknown kind":           {row(`<c r="A1" t="x"><v>1</v></c>`), nil, "A1"},
		"no number":                 {row(`<c r="A1"><v>yes</v></c>`), nil, "A1"},
		"not a number":              {row(`<c r="A1"><v>NaN</v></c>`), nil, "A1"},
		"no such style":             {row(`<c r="A1" s="7"><v>1</v></c>`), []string{"xl/styles.xml", styles("0")}, "A1"},
		"an array not worked out":   {row(`<c r="A1"><f t="array" ref="A1:A3">B1:B3</f></c>`), nil, "A1"},
		"a row twice":               {`<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row></sheetData>`, nil, ""},
		"a merged range of nothing": {`<sheetData/><mergeCells><mergeCell ref="X"/></mergeCells>`, nil, ""},
		"an open tag":               {`<sheetData><row r="1">`, nil, ""},
		"strings cut off":           {row(`<c r="A1" t="s"><v>0</v></c>`), []string{"xl/sharedStrings.xml", `<sst><si><t>one</t></si>`}, ""},
	} {
		rows, err := rowsOf(workbook(t, c.sheet, c.more...))
		var damage *DamageError
		if !errors.As(err, &damage) || damage.Cell != c.cell {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
}

func TestAFormulaThatWasNotWorkedOutIsNoBlank(t *testing.T) {
	for cell, want := range map[string]Kind{
		`<c r="A1"><f>B1</f></c>`: Uncalculated, `<c r="A1"><f>B1</f><v></v></c>`: Uncalculated, `<c r="A1"><f>B1</f><v/></c>`: Uncalculated, `<c r="A1" t="str"><f>B1</f></c>`: Uncalculated,
		`<c r="A1" t="str"><f>B1</f><v></v></c>`: Blank, `<c r="A1" t="str"><f>B1</f><v>yes</v></c>`: Text, `<c r="A1"><f>B1</f><v>0</v></c>`: Number, `<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>`: Error,
	} {
		rows, err := rowsOf(workbook(t, `<sheetData><row r="1">`+cell+`<c r="B1"><v>1</v></c></row></sheetData>`))
		if err != nil || rows[0][0].Kind != want {
			t.Errorf("%s: %v, %v", cell, rows, err)
		}
	}
}

// TestABombIsRefusedAtOnce: by the sizes the archive gives, before anything is
// unpacked.
func TestABombIsRefusedAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	bomb := workbook(t, `<sheetData/>`, "xl/media/a.xml", strings.Repeat(" ", 100<<20))
	began := time.Now()
	_, err := rowsOf(bomb)
	var large *TooLargeError
	if !errors.As(err, &large) || time.Since(began) > time.Second {
		t.Errorf("%v after %s, of %d bytes", err, time.Since(began), len(bomb))
	}
	// An archive that lies about its sizes is cut off where it lies.
	lying := bytes.ReplaceAll(bomb, []byte{0, 0, 0x40, 6}, []byte{0, 0x10, 0, 0})
	if bytes.Equal(lying, bomb) {
		t.Fatal("the size was not found")
	}
	if _, err := rowsOf(lying); err == nil {
		t.Error("an archive that lies about its size is read")
	}
}

func TestTextsAreReadWhole(t *testing.T) {
	rows, err := rowsOf(workbook(t,
		`<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c><c t="str"><v>_x0041__x005F_x0042_</v></c></row></sheetData>`,
		"xl/sharedStrings.xml", `<sst xmlns="`+main+`"><si><r><t>Osaka </t></r><r><t>city</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si><si><t/></si></sst>`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range rows[0] {
		got = append(got, c.Text)
	}
	if s := strings.Join(got, "|"); s != "Osaka city||a b|A_x0042_" {
		t.Errorf("read as %q", s)
	}
}

// FuzzSheet: whatever stands in a sheet, it is read or refused.
func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" s="1"><v>43538</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, "dd/mm/yyyy")
	f.Add(`<sheetData><row><c t="inlineStr"><is><t>x</t></is></c><c t="b"><v>1</v></c><c><f t="array" ref="A1:A9">B</f></c></row></sheetData>`, `0;-0;;@`)
	f.Add(`<sheetData><row r="9"><c r="XFD9" t="e"><v>#N/A</v></c></row></sheetData>`, `[$£-809]#,##0.00;[Red]"x"0`)
	f.Fuzz(func(t *testing.T, sheet, code string) {
		rows, err := rowsOf(workbook(t, sheet, "xl/styles.xml", styles("General", code)))
		if err != nil {
			var damage *DamageError
			var large *TooLargeError
			if !errors.As(err, &damage) && !errors.As(err, &large) {
				t.Fatalf("%#v is neither damage nor too large", err)
			}
			return
		}
		for _, row := range rows {
			for _, c := range row {
				if c.Kind != Blank && c.Kind != Uncalculated && c.Kind != Error && c.Text == "" {
					t.Fatalf("a cell that holds nothing: %+v", c)
				}
			}
		}
	})
}

// TestALineThroughAValueIsTold, whether its style or a part of its text has it.
func TestALineThroughAValueIsTold(t *testing.T) {
	styles := `<styleSheet xmlns="` + main + `"><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>`
	strings := `<sst xmlns="` + main + `"><si><t>no</t></si><si><r><rPr><strike/></rPr><t>no</t></r><r><rPr><b/></rPr><t>yes</t></r></si><si><r><rPr><strike/></rPr><t> </t></r><r><t>no</t></r></si></sst>`
	for _, c := range []struct {
		cell string
		want bool
	}{
		{`<c t="s"><v>0</v></c>`, false},
		{`<c s="1" t="s"><v>0</v></c>`, true},
		{`<c s="2" t="s"><v>0</v></c>`, false},
		{`<c t="s"><v>1</v></c>`, true},
		{`<c t="s"><v>2</v></c>`, false}, // nobody sees it
		{`<c s="1"><v>21</v></c>`, true},
		{`<c s="1" t="b"><v>0</v></c>`, true},
		{`<c t="inlineStr"><is><r><t>a</t></r><r><rPr><strike val="1"/></rPr><t>b</t></r></is></c>`, true},
	} {
		rows, err := rowsOf(workbook(t, `<sheetData><row>`+c.cell+`</row></sheetData>`, "xl/styles.xml", styles, "xl/sharedStrings.xml", strings))
		if err != nil || rows[0][0].Struck != c.want {
			t.Errorf("%s: %+v, %v", c.cell, rows, err)
		}
	}
}

func TestCommentsAreTold(t *testing.T) {
	b, err := Open(workbook(t, `<sheetData><row><c t="b"><v>1</v></c></row></sheetData>`,
		"xl/worksheets/_rels/sheet1.xml.rels", fmt.Sprintf(relations, `<Relationship Id="c" Type="`+office+`/comments" Target="../comments1.xml"/>`),
		"xl/comments1.xml", `<comments xmlns="`+main+`"><commentList><comment ref="H2"/><comment ref="A1"/><comment ref="H2"/></commentList></comments>`), limit)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := b.Rows("Hits"); err != nil || fmt.Sprint(r.Comments) != "[H2 A1]" {
		t.Errorf("%+v, %v", r, err)
	}
}
