package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gd8/model"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
)

// consistent reads a file as an import does and holds what must be true of
// any file: two passes agree, a row is accepted only with its references, and
// what an accepted row says can be kept and read back.
func consistent(t *testing.T, src text) {
	consistentWith(t, src, Options{Today: today, MaxSize: 1 << 20})
}

func quotedCell(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func consistentWith(t *testing.T, src text, o Options) {
	rows, r, err := readAll(src, o)
	for _, row := range rows {
		for _, p := range row.Problems {
			if line := p.String(); strings.ContainsAny(line, "\n\r\x1b\x00\u202e") || len(line) > 2000 {
				t.Fatalf("a problem is no safe line: %q", line)
			}
		}
		if len(row.Problems) > 0 {
			continue
		}
		if !row.CaseKnown || row.Case != row.Facts.Key().Case() {
			t.Fatalf("line %d was accepted and its case is not known", row.Line)
		}
		if err := model.CheckSource(&row.Facts); err != nil {
			t.Fatalf("line %d was accepted: %v", row.Line, err)
		}
		for _, f := range model.Fields() {
			kept := row.Facts.Get(f)
			if back, err := model.Canonical(f, kept, today); err != nil || back != kept {
				t.Fatalf("line %d: %s %q reads back as %q, %v", row.Line, f.Name(), kept, back, err)
			}
			if kept != "" && !row.Present.Has(f) {
				t.Fatalf("line %d: %s is recorded and not present", row.Line, f.Name())
			}
		}
	}
	if err != nil {
		var file *problem.FileError
		if !errors.As(err, &file) || file.File == "" || file.Message == "" {
			t.Fatalf("%#v is no full FileError", err)
		}
		if strings.ContainsAny(err.Error(), "\n\r\x1b\x00") {
			t.Fatalf("not a line: %q", err.Error())
		}
		return
	}
	if r.Rows() != len(rows) {
		t.Fatalf("%d rows counted, %d read", r.Rows(), len(rows))
	}
	seen := r.Fingerprint()
	o.Expect = &seen
	again, _, err := readAll(src, o)
	if err != nil || len(again) != len(rows) {
		t.Fatalf("the second pass: %d rows and %v, the first %d", len(again), err, len(rows))
	}
	for i := range rows {
		if !reflect.DeepEqual(again[i].Facts, rows[i].Facts) || !reflect.DeepEqual(again[i].Problems, rows[i].Problems) {
			t.Fatalf("row %d differs in the second pass", i)
		}
	}
}

// seeds are the fixtures with one of the endings.
func seeds(f *testing.F, endings ...string) {
	for _, ending := range endings {
		paths, err := filepath.Glob(filepath.Join(fixtures, "*"+ending))
		must(f, err)
		for _, path := range paths {
			content, err := os.ReadFile(path)
			must(f, err)
			if len(content) < 10_000 {
				f.Add(content)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	seeds(f, ".csv")
	f.Add([]byte(utf16Text(small, true)))
	f.Add([]byte("a,b\r\n\"x\r\ny\"\"\",z\n\n1,2"))
	f.Add([]byte("sep=;\r\nperson_ref;incident_ref;summary\r\nP;I;\"a\r\nb\"\"\"\r\n"))
	f.Add([]byte("person_ref,incident_ref,refused_line,reason\n'=P,''=I,2,x\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		consistent(t, text{"hits.csv", string(content)})
		splitsAsTheStandardLibrary(t, content)
	})
}

// splitsAsTheStandardLibrary: where encoding/csv reads a file and no line has
// the peculiarities of Excel, the cells are the same.
func splitsAsTheStandardLibrary(t *testing.T, content []byte) {
	if bytes.IndexByte(content, 0) >= 0 || bytes.HasPrefix(content, []byte("sep=")) || len(content) > 1<<16 {
		return
	}
	std := csv.NewReader(bytes.NewReader(content))
	std.FieldsPerRecord = -1
	want, err := std.ReadAll()
	s, ourErr := newCSVScanner(bufferOf(content))
	if err != nil || ourErr != nil || s.sep != ',' || !bytes.Equal(content, bytes.ToValidUTF8(content, nil)) {
		return
	}
	var rec record
	for i := 0; ; i++ {
		err := s.next(&rec)
		if err == io.EOF {
			if i != len(want) {
				t.Fatalf("%d rows, encoding/csv reads %d", i, len(want))
			}
			return
		}
		if err != nil {
			t.Fatalf("row %d: %v", i, err)
		}
		if i >= len(want) || !reflect.DeepEqual(rec.cells, want[i]) {
			t.Fatalf("row %d is %q, encoding/csv reads %q", i, rec.cells, want)
		}
	}
}

func FuzzJSON(f *testing.F) {
	seeds(f, ".json", ".jsonl")
	f.Fuzz(func(t *testing.T, content []byte) {
		consistent(t, text{"hits.json", string(content)})
	})
}

// FuzzXLSX fills a small workbook: what a person can type into one.
func FuzzXLSX(f *testing.F) {
	f.Add("person_ref", "incident_ref", "P", "I", 43538.5, uint8(14))
	f.Add("Person Ref", "incident-ref", "=1", " ", -1.0, uint8(0))
	f.Add("person_ref", "person ref", "\x01", "\ufffe", 1e300, uint8(200))
	f.Fuzz(func(t *testing.T, head1, head2, cell1, cell2 string, number float64, format uint8) {
		content := book(t, func(b *excelize.File) {
			b.SetSheetRow("Sheet1", "A1", &[]any{head1, head2, "incident_date", "summary"})
			b.SetSheetRow("Sheet1", "A2", &[]any{cell1, cell2, number, number})
			if style, err := b.NewStyle(&excelize.Style{NumFmt: int(format)}); err == nil {
				b.SetCellStyle("Sheet1", "A2", "D2", style)
			}
		})
		consistent(t, text{"hits.xlsx", content})
	})
}

// FuzzXLSXParts puts other bytes in the place of one part of a workbook.
func FuzzXLSXParts(f *testing.F) {
	whole := book(f, func(b *excelize.File) {
		b.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "outcome"})
		b.SetSheetRow("Sheet1", "A2", &[]any{"P", "I", 21})
		formatted(f, b, "C2", 43538, "dd/mm/yyyy")
	})
	parts := map[string]string{}
	repack(f, whole, func(name, content string) string {
		parts[name] = content
		return content
	})
	for name, content := range parts {
		f.Add(name, content)
	}
	sheet := parts["xl/worksheets/sheet1.xml"]
	f.Add("xl/worksheets/sheet1.xml", strings.Replace(sheet, `r="A2"`, `r="XFD2"`, 1))
	f.Add("xl/worksheets/sheet1.xml", strings.Replace(sheet, `<row r="2"`, `<row r="1048577"`, 1))
	f.Add("xl/worksheets/sheet1.xml", strings.Replace(sheet, `t="s"><v>0<`, `t="s"><v>-1<`, 1))
	f.Add("xl/worksheets/sheet1.xml", strings.Replace(sheet, `s="1"`, `s="-1"`, 1))
	f.Add("xl/styles.xml", "<styleSheet><cellXfs><xf/></cellXfs></styleSheet>")
	f.Add("xl/workbook.xml", "<workbook/>")
	f.Fuzz(func(t *testing.T, part, content string) {
		damaged := repack(t, whole, func(name, was string) string {
			if name == part {
				return content
			}
			return was
		})
		consistent(t, text{"hits.xlsx", damaged})
	})
}

// FuzzMapping: what is true of any file is true of one that a mapping reads.
func FuzzMapping(f *testing.F) {
	f.Add([]byte(ourMapping), false)
	f.Add([]byte(`{"columns": {"Crime Ref": "incident_ref"}, "values": {"outcome": {"CR": "8"}}}`), true)
	f.Add([]byte("[columns]\na.b = \"outcome\"\n"), false)
	f.Add([]byte(wholeMapping(f)), false)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		m, err := mapping.Parse(content, isJSON)
		if err != nil {
			return
		}
		o := Options{Today: today, Map: &m}
		readAll(text{"hits.csv", "person_ref,incident_ref,Crime Ref\nP,I,x\n"}, o)
		var header, row strings.Builder // a file that the mapping is of
		for _, c := range m.Columns {
			header.WriteString(quotedCell(c.Column) + ",")
			row.WriteString("14-Mar-03,")
		}
		for _, j := range m.Joined {
			for _, c := range j.Columns {
				header.WriteString(quotedCell(c) + ",")
				row.WriteString("21 - x,")
			}
		}
		consistentWith(t, text{"hits.csv", strings.Repeat("x\n", max(min(m.HeaderRow, 30)-1, 0)) + header.String() + "z\n" + row.String() + "\n,,\n" + row.String() + "\n"}, o)
	})
}
