package intake

import (
	"bufio"
	"errors"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"gd8/store/intake/problem"
)

// TestALineWithQuotesIsSplitAtOnceAsCellByCell: the quick way takes no line
// that the other refuses, and finds the same cells.
func TestALineWithQuotesIsSplitAtOnceAsCellByCell(t *testing.T) {
	random := rand.New(rand.NewSource(11))
	split := 0
	for range 200_000 {
		var b strings.Builder
		for range 1 + random.Intn(8) {
			b.WriteString([]string{`"`, `"`, `"`, ",", ",", "ab", " ", `","`, "\xc3", "\xa9"}[random.Intn(10)])
		}
		line := b.String() + "\n"
		if !strings.Contains(line, `"`) {
			continue
		}
		scanner := func() *csvScanner { return &csvScanner{r: bufio.NewReader(strings.NewReader("")), sep: ',', line: 1} }
		quick, slow := scanner(), scanner()
		if !quick.inOneLine([]byte(line)) {
			continue
		}
		split++
		got, want := record{line: 1}, record{line: 1}
		errQuick, errSlow := quick.fromSpans(&got, []byte(line)), slow.cellByCell(&want, []byte(line))
		if (errQuick == nil) != (errSlow == nil) || errQuick == nil && !slices.Equal(got.cells, want.cells) {
			t.Fatalf("%q: at once %q, %v; cell by cell %q, %v", line, got.cells, errQuick, want.cells, errSlow)
		}
	}
	if split < 10_000 {
		t.Errorf("only %d lines were split at once", split)
	}
}

// TestHalfACharacterIsNotMadeWholeByTheNextCell: a cell is text by itself.
func TestHalfACharacterIsNotMadeWholeByTheNextCell(t *testing.T) {
	for name, row := range map[string]string{
		"in one line": "\"P-1\xc3\",\xa91\n",
		"in two":      "\"P-1\xc3\",\xa91,\"a\nb\"\n",
		"doubled":     "\"P-1\xc3\",\xa91,\"a\"\"b\"\n",
	} {
		_, _, err := readAll(text{"hits.csv", "person_ref,incident_ref,summary\n" + row}, Options{Today: today})
		var file *problem.FileError
		if !errors.As(err, &file) || file.Line != 2 || !strings.Contains(file.Message, "not UTF-8") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
