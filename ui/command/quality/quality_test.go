package quality

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/export"
	"gd8/store/storetest"
	"gd8/ui/command/output"
)

var updateQuality = flag.Bool("update-quality", false, "write the golden text of quality anew")

func TestGoldenQualityAsText(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.DecideMany(t, s, 40, 10)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "three and five", Size: 50}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := store.Number(1); n <= 31; n++ {
		kind := model.Discard
		if n == 4 || n == 10 {
			kind = model.Consider
		}
		storetest.Opine(t, s, sample.Number, n, kind)
	}
	storetest.Rule(t, s, sample.Number, 4, model.DecisionStands)
	q, err := export.GatherQuality(context.Background(), s, export.QualityWanted{Marking: export.DefaultMarking})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	printQuality(output.NewPage(w, fileLook(), 80), q)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "..", "..", "testdata", "export", "quality.txt")
	if *updateQuality {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("the text is not as it was; look at the difference after go test ./ui/command/quality -run GoldenQuality -update-quality:\n%s", b.String())
	}
}

func TestWhatWasSaidIsOneLineThatPrints(t *testing.T) {
	f := drawFlags{said: "a\nb"}
	if _, err := f.request(commands{}.sampleDrawCommand()); err == nil || !strings.HasPrefix(err.Error(), `the text of --said "a\nb" holds a character that does not print`) {
		t.Errorf("got %v", err)
	}
}
