package line

import (
	"testing"

	"gd8/model"
)

func TestTheSystemsSearchedAreNamedByNumber(t *testing.T) {
	r := newRoom(t)
	r.o.Systems = []string{"PNC", "PND", "Niche RMS"}
	r.bring("hits.csv", clean21)
	said := r.say("discard", "4", "1 3", "3", "", "Nothing further.", ".", grounds, ".", "yes", "quit")
	holds(t, said, "Systems: 1 PNC; 2 PND; 3 Niche RMS.", "\"4\" is not taken: gd8 takes numbers from 1 to 3", "3 Niche RMS, searched on 4 May 2026")
	if d := r.find("CR/1").Item().Decision; d == nil || d.Sections[model.Searched] != "Searched on 4 May 2026: PNC.\nNothing further." {
		t.Errorf("kept %+v", d)
	}
}

func TestOpeningAFactRecordsNothingUnlessItIsChanged(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	said := r.say("answer offence", "", "answer offence", "An offence", "answer summary", ".", "answer offence", "-", "Not this one.", ".", "yes", "quit")
	holds(t, said, "It reads now: An offence. Enter alone keeps it", "Offence is as it was; nothing was recorded.", "Summary is as it was; nothing was recorded.", "You answer: offence: not recorded.")
	if a := r.find("CR/1").Record().Answers; len(a) != 1 || a[0].Field != model.Offence || a[0].Value != "" {
		t.Errorf("answered %+v", a)
	}
}
