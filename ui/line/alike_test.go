package line

import (
	"html"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/export"
)

// twoNominals are two nominal records of one name and date of birth, with an
// incident each to which the discard applies but for that.
const twoNominals = "application_ref,person_ref,incident_ref,person_name,offence,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\n" +
	"A-1,N100,CR/1,Renée Côté,An offence,2019-03-14,2004-01-02,21,yes,no,no\n" +
	"A-2,N200,CR/2,Renée Côté,An offence,2019-03-15,2004-01-02,21,yes,no,no\n"

func TestADuplicateNominalIsJoinedAndTheDiscardIsClosed(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	said := r.say("unknown", "discard", "yes", "One custody photograph.", ".", "yes", "discard", "undo", "yes", "quit")
	holds(t, said, "Question 4, single incident. Is N200 (Renée Côté, born 2 January 2004) the same individual?",
		"Different, application: N100 has A-1; N200 has A-2.", "Alike: name and date of birth are the same.",
		"Is N200 the same individual? yes or no: ", "without a yes or no the question stays open",
		"You answer: same individual as: N200. Reason: One custody photograph.", "Joined: N100 and N200 count as one individual.",
		"Undone: the answer to Same individual as on CR/1.")
	if d := r.find("CR/1"); d.Assess().Verdict != model.Undetermined || len(d.Case.Questions) != 1 {
		t.Errorf("undone: %v with %v", d.Assess().Verdict, d.Case.Questions)
	}
	r.say("yes", ".", "yes", "quit") // the reason undone is here again
	for _, ref := range []string{"CR/1", "CR/2"} {
		d := r.find(ref)
		a := d.Assess()
		if ok, _ := d.Case.Allowed(d.At, &a, model.Discard); ok || len(d.Case.Persons) != 2 {
			t.Errorf("%s: the discard is open %v, the case is of %v", ref, ok, d.Case.Persons)
		}
	}
}

func TestANominalOfAnotherIsSeparatedWithAReasonAndTheDiscardIsOpen(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	said := r.say("no", ".", ".cancel", "no", "Two mothers' names.", ".", "yes", "quit")
	holds(t, said, "This can open a discard: why are they not the same, and what was checked?",
		"You answer: same individual as: not N200. Reason: Two mothers' names.", "Kept: N200 is not the same individual.")
	for _, ref := range []string{"CR/1", "CR/2"} {
		d := r.find(ref)
		if d.Assess().Verdict != model.Applies || len(d.Separations) != 1 || d.Separations[0].Reason != "Two mothers' names." {
			t.Errorf("%s: %v, separations %+v", ref, d.Assess().Verdict, d.Separations)
		}
	}
}

func TestASeparationOfAnEarlierSittingIsWithdrawn(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	r.say("no", "Two mothers' names.", ".", "yes", "quit")
	said := r.say("withdraw same individual as", "yes", "quit")
	holds(t, said, "You withdraw that N100 and N200 are not the same individual, said by J. Officer on 4 May 2026", "Is N200 the same individual?")
	if d := r.find("CR/2"); d.Assess().Verdict != model.Undetermined || len(d.Separations) != 0 {
		t.Errorf("%v, separations %v", d.Assess().Verdict, d.Separations)
	}
}

func TestASeparationIsUndone(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	said := r.say("no", "Two mothers' names.", ".", "yes", "undo", "yes", "quit")
	holds(t, said, "Undone: the answer that N200 is not the same individual, on CR/1.", "Is N200 the same individual?")
	if d := r.find("CR/2"); d.Assess().Verdict != model.Undetermined || len(d.Separations) != 0 {
		t.Errorf("%v, separations %v", d.Assess().Verdict, d.Separations)
	}
}

// farApart are two incidents of one individual, 157 days apart, to which the
// discard applies but for one another.
const farApart = header +
	"A-1,P-1,CR/1,An offence,2019-03-14,2019-09-20,2004-01-02,21,yes,no,no\n" +
	"A-1,P-1,CR/2,Another offence,2019-08-18,2019-09-20,2004-01-02,21,yes,no,no\n"

func TestLinkingNamesWhatDiffersAndWhatItOpens(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", farApart)
	said := r.say("link CR/2", ".", "One call, logged twice.", ".", "yes", "quit")
	holds(t, said, "The dates differ by 157 days: 14 March 2019 and 18 August 2019.", "Also different: offence.",
		"This leaves one incident; the discard would be open for CR/1, CR/2.", "Reason is blank, and it is needed.", "Linked: CR/1 and CR/2 count as one incident.")
	if strings.Contains(said, "can be linked") {
		t.Error("it is taught how a discard is opened though the dates differ")
	}
}

func TestNotRelevantAsksItsReasonAndSaysWhatItLeaves(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", farApart)
	said := r.say("answer relevant no", ".", "The child was the victim.", ".", "yes", "quit")
	holds(t, said, "This leaves one incident; the discard would be open for CR/2.", "Reason is blank, and it is needed.", "The hit is not relevant: nothing to decide.")
}

func TestWhoMayBeTheSameIsReadApart(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	said := r.say("others", "list undetermined", "quit")
	holds(t, said, "Different, incidents: N100 has CR/1, 14 March 2019; N200 has CR/2, 15 March 2019.", "Other records: none; 1 individual may be the same: others reads them.",
		"This individual has no other record.", "May be the same individual, and is not counted here: N200.", "CR/2: of N200, under application A-2;",
		"to answer whether another is the same individual")
}

func TestTheReasonOfASeparationIsOnTheRecordOfTheDiscard(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	holds(t, r.say("no", "Two mothers' names.", ".", "yes", "discard", "PNC.", ".", grounds, ".", "yes", "quit"), "Saved: CR/1, discarded under AT2.")
	var b strings.Builder
	must(t, export.WriteAT2(&b, export.Record{Marking: export.DefaultMarking, Application: "A-1", Individuals: []export.Individual{{Dossier: r.find("CR/1")}}}))
	for _, want := range []string{"not N200", "Two mothers' names.", grounds} {
		if !strings.Contains(html.UnescapeString(b.String()), want) {
			t.Errorf("the record does not say %q", want)
		}
	}
}

// linkedBySource is an individual with three records, of which the source says
// that the first and the third are one event.
const linkedBySource = "application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk,same_event_as\n" +
	"A-1,P-1,CR/1,2019-03-14,2004-01-02,21,yes,no,no,CR/3\n" +
	"A-1,P-1,CR/2,2019-03-14,2004-01-02,21,yes,no,no,\n" +
	"A-1,P-1,CR/3,2019-03-14,2004-01-02,21,yes,no,no,\n"

func TestAnAnswerToTheEventTakesThePlaceOfTheSourcesLink(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", linkedBySource)
	said := r.say("go CR/1", "answer same_event_as CR/2", "The source links the wrong one.", ".", "yes", "quit")
	holds(t, said, "You answer: same event as: CR/2.", "Linked: CR/1 and CR/2 count as one incident.")
	if d := r.find("CR/1"); d.Assess().Events != 2 || d.Assess().Verdict != model.DoesNotApply {
		t.Errorf("%d events, %v", d.Assess().Events, d.Assess().Verdict)
	}
	r.say("go CR/1", "answer same_event_as -", "Nor is it that one.", ".", "yes", "quit")
	if d := r.find("CR/1"); d.Assess().Events != 3 {
		t.Errorf("unlinked, there are %d events", d.Assess().Events)
	}
	holds(t, r.say("go CR/1", "answer same_event_as -", "quit"), "Not unlinked: this record names no other")
}
