package intake

import (
	"bufio"
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"

	"gd8/store/intake/source"
)

func bufferOf(b []byte) *bufio.Reader {
	return bufio.NewReaderSize(bytes.NewReader(b), source.BufferSize)
}

// endless is a source of a head and then one byte over and over.
type endless struct {
	name, head string
	fill       byte
	size       int64
}

func (e endless) Name() string { return e.name }

func (e endless) Open() (io.ReadCloser, error) {
	return io.NopCloser(io.MultiReader(strings.NewReader(e.head), io.LimitReader(fill(e.fill), e.size))), nil
}

type fill byte

func (f fill) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(f)
	}
	return len(p), nil
}

// TestNoCellHoweverLongIsHeldInMemory: a quote that is never closed, a line
// or a text without an end, in a file of 16 MiB.
func TestNoCellHoweverLongIsHeldInMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	const size = 16 << 20
	const header = "person_ref,incident_ref,summary\n"
	for name, c := range map[string]struct {
		src  endless
		want string
	}{
		"a quote never closed":    {endless{"a.csv", header + "P,I,\"", 'x', size}, "line 2: the quotes are broken: a quoted cell that begins here is never closed"},
		"quoted lines":            {endless{"a.csv", header + "P,I,\"", '\n', size}, "line 2: the quotes are broken: a quoted cell that begins here is never closed"},
		"a line without an end":   {endless{"a.csv", header + "P,I,", 'x', size}, "line 2: the row is longer than 1 MiB"},
		"a row of separators":     {endless{"a.csv", header + "P,I,", ',', size}, "line 2: the row is longer than 1 MiB"},
		"a header without an end": {endless{"a.csv", "person_ref", 'x', size}, "line 1: the first row is longer than 1 MiB"},
		"a text without an end":   {endless{"a.json", `[{"person_ref": "P", "summary": "`, 'x', size}, "line 1: not valid JSON: the file ends inside the object"},
		"lists in lists":          {endless{"a.json", `[{"person_ref": `, '[', size}, "line 1: not valid JSON: the file ends inside the object"},
		"blank lines":             {endless{"a.csv", "", '\n', size}, "the file is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			got := report(c.src, Options{})
			runtime.ReadMemStats(&after)
			if !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant %s", got, c.want)
			}
			// All that was allocated, freed or not: a fraction of the file.
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("%d MiB allocated", used>>20)
			}
		})
	}
}

// TestTheRowsAfterALongOneAreRead, at their own lines.
func TestTheRowsAfterALongOneAreRead(t *testing.T) {
	long := strings.Repeat("x", 3*maxRow)
	for name, content := range map[string]string{
		"bare":         "P,I," + long + "\n",
		"quoted":       "P,I,\"" + long + "\"\n",
		"quotes in it": "P,I,\"" + strings.Repeat(`x""`, maxRow) + "\"\n",
		"first cell":   "\"" + long + "\",I,x\n",
	} {
		t.Run(name, func(t *testing.T) {
			rows, _, err := readAll(text{"a.csv", "person_ref,incident_ref,summary\n" + content + "P,J,fine\n"}, Options{})
			if err != nil || len(rows) != 2 {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			if !rows[0].Cut || rows[0].CaseKnown || len(rows[0].Problems) != 1 || rows[0].Line != 2 {
				t.Errorf("the long row: line %d, %v", rows[0].Line, rows[0].Problems)
			}
			if len(rows[1].Problems) > 0 || rows[1].Line != 3 {
				t.Errorf("the row after it: line %d, %v", rows[1].Line, rows[1].Problems)
			}
		})
	}
	lines := "P,I,\"" + strings.Repeat("line, \"\"and\"\"\r\n", maxRow/8) + "\"\r\n"
	rows, _, err := readAll(text{"a.csv", "person_ref,incident_ref,summary\r\n" + lines + "P,J,fine\r\n"}, Options{})
	if err != nil || len(rows) != 2 || !rows[0].Cut || rows[0].Line != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if want := 2 + maxRow/8 + 1; rows[1].Line != want || len(rows[1].Problems) > 0 {
		t.Errorf("the row after many lines: line %d, want %d, %v", rows[1].Line, want, rows[1].Problems)
	}
	object := `{"person_ref":"P","incident_ref":"I","summary":"` + long + `"}`
	rows, _, err = readAll(text{"a.json", "[" + object + ",\n{\"person_ref\":\"P\",\"incident_ref\":\"J\"}]"}, Options{})
	if err != nil || len(rows) != 2 || !rows[0].Cut || rows[0].CaseKnown || rows[1].Line != 2 || len(rows[1].Problems) > 0 {
		t.Errorf("JSON: %d rows, %v", len(rows), err)
	}
}

// TestACellAtTheLimitIsWhole, and beyond it is refused, not cut.
func TestACellAtTheLimitIsWhole(t *testing.T) {
	for length, good := range map[int]bool{64 << 10: true, 64<<10 + 1: false} {
		cell := strings.Repeat("\"\"", length) // doubled quotes: twice as long in the file
		rows, _, err := readAll(text{"a.csv", "person_ref,incident_ref,summary\nP,I,\"" + cell + "\"\n"}, Options{})
		if err != nil || len(rows) != 1 || (len(rows[0].Problems) == 0) != good {
			t.Errorf("%d bytes: %v, %v", length, rows[0].Problems, err)
		}
		if good && len(rows[0].Cells[2]) != length {
			t.Errorf("%d bytes became %d", length, len(rows[0].Cells[2]))
		}
	}
}
