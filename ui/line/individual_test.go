package line

import (
	"testing"

	"gd8/model"
)

func TestWhetherTwoNominalsAreOneIndividualIsAskedInLines(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", header+
		"A-1,P-1,CR/1,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,no,no\n"+
		"A-1,P-2,CR/2,Another,2019-04-14,2019-05-20,2004-01-03,21,yes,no,no\n")
	said := r.say("go CR/1", "no", "Seen in both files.", ".", "yes", "quit")
	holds(t, said, "Is P-2 the same individual? yes or no", "Reason: Seen in both files.", "Saved.")
	d := r.find("CR/1")
	if got := d.Case.Assess(d.At).Verdict; got != model.Applies {
		t.Errorf("the verdict is %s", got.Title())
	}
}
