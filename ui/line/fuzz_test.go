package line

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"gd8/model"
)

// FuzzLine types anything at all: the conversation ends by itself, writes
// nothing that could act on a terminal, and discards nothing to which the
// discard does not apply.
func FuzzLine(f *testing.F) {
	for _, seed := range []string{
		"n\n.\ny\nn\n.\ny\ndiscard\n" + grounds + "\n.\nyes\nundo\nyes\nquit\n",
		"go CR/2\ndiscard\nx\n.\nyes\nrefer\n\x1b[2J\n..x\n.show\n.\nyes\n",
		"answer outcome 10\nwhy\n.\ny\nwithdraw outcome\ny\nlink CR/1\nback\nback\n",
		"discard\n.file here.txt\nx\n.file\n.cancel\n",
		"defer 1 June 2026\r\nx\r\n.\r\nyes\r\nlist all\r\nopen 2\r\nhistory\r\nfind \xff\r\n",
		"note\n\u202e\n.clear\nyes\n.\norder due first\nnext\nprevious\nhelp all\nsummary",
	} {
		f.Add([]byte(seed))
	}
	hits := open21 + "A-2,P-2,CR/2,\"\x1b]0;x\x07\",2019-03-14,2019-05-20,2004-01-02,10,yes,no,\n"
	f.Fuzz(func(t *testing.T, input []byte) {
		r := newRoom(t)
		r.o.Terminal = false
		r.o.WriteText = func(string, string) error { return nil } // whatever name is typed
		r.bring("hits.csv", hits)
		var out bytes.Buffer
		if err := Run(context.Background(), bytes.NewReader(input), &out, r.store, r.o); err != nil {
			t.Fatal(err)
		}
		r.clean(out.Bytes())
		if !strings.Contains(out.String(), "\nGoodbye.\n") {
			t.Errorf("the conversation did not end in order")
		}
		for _, ref := range []string{"CR/1", "CR/2"} {
			d := r.find(ref)
			if v := d.Item().Decision; v != nil && v.Kind == model.Discard && v.Verdict != model.Applies {
				t.Errorf("%s was discarded when the verdict was %s", ref, v.Verdict)
			}
		}
	})
}
