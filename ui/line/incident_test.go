package line

import (
	"fmt"
	"strings"
	"testing"

	"gd8/model"
)

func TestALongSummaryIsCutAfterASentenceAndWhatWasNotReadIsAdvised(t *testing.T) {
	r := newRoom(t)
	var summary strings.Builder
	for i := range 60 {
		fmt.Fprintf(&summary, "Sentence %d says who sent what to whom. ", i+1)
	}
	r.bring("hits.csv", strings.Replace(clean21, "indicator_of_risk\n", "indicator_of_risk,summary\n", 1)[:len(clean21)+len(",summary")-1]+","+strings.TrimSpace(summary.String())+"\n")
	holds(t, r.say("quit"), "Summary, its beginning: Sentence 1 says", "The summary goes on", "facts summary reads it whole.")
	said := r.say("refer", grounds, ".", "no", "facts summary", "refer", ".", "no", "quit")
	holds(t, said, "of the summary were never on the screen")
	after := said[strings.LastIndex(said, "Sentence 60"):]
	lacks(t, after, "never on the screen")
	if d := r.find("CR/1").Item().Decision; d != nil && d.Kind != model.NoDecision {
		t.Errorf("decided: %+v", d)
	}
}
