package review

import (
	"html"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/ui/review/desk"
)

// twoNominals are two nominal records of one name and date of birth, with an
// incident each to which the discard applies but for that.
func twoNominals(t *testing.T, w, h int) (*officer, [2]model.Verdict) {
	t.Helper()
	p := sitDown(t, desk.Options{})
	facts := with(cleanFacts, "person_name=Renée Côté")
	p.has("N100", "CR/1", facts...)
	p.has("N200", "CR/2", facts...)
	p.open().resize(w, h)
	p.press("enter").sees("UNDETERMINED")
	return p, p.verdicts()
}

// verdicts are those of CR/1 and CR/2.
func (p *officer) verdicts() (v [2]model.Verdict) {
	p.t.Helper()
	for i, ref := range []string{"CR/1", "CR/2"} {
		rows, err := p.store.Find(ref, nil, nil)
		if err != nil || len(rows) != 1 {
			p.t.Fatalf("%s: %v, %v", ref, rows, err)
		}
		v[i] = rows[0].Verdict
	}
	return v
}

func (p *officer) bothAre(want model.Verdict) {
	p.t.Helper()
	if got := p.verdicts(); got != [2]model.Verdict{want, want} {
		p.t.Errorf("the verdicts are %v, not %v", got, want)
	}
}

var windows = map[string][2]int{"80x24": {80, 24}, "60x16": {60, 16}, "120x40": {120, 40}}

func TestADuplicateNominalIsJoinedAndTheDiscardIsClosed(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p, before := twoNominals(t, size[0], size[1])
			p.sees("N200", "the same individual? y n")
			p.press("u").sees("without a yes or no the question stays open")
			p.press("d").sees("d:").press("y").sees("Same individual as: N200", "CR/2, 14 March", "Reason:").press("enter").sees("A reason is needed")
			p.bothAre(model.Undetermined)
			p.types("One custody photograph.").press("enter").sees("Joined: N100 and N200 count as one individual.")
			if p.app.Incident.WhyNotDecide(model.Discard) == "" {
				t.Error("the discard is open")
			}
			if _, d := p.verdicts(), p.app.Incident.Case; len(d.Persons) != 2 || p.app.Incident.Alike != nil {
				t.Errorf("the case is of %v", d.Persons)
			}
			p.press("z").sees("Undone", "the same individual?")
			if p.verdicts() != before {
				t.Errorf("undone the verdicts are %v", p.verdicts())
			}
		})
	}
}

func TestANominalOfAnotherIsSeparatedWithAReasonAndTheDiscardIsOpen(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p, _ := twoNominals(t, size[0], size[1])
			p.press("n").sees("Same individual as: not N200", "(Renée Côté, born 2 January 2004)", "This can open a discard", "Reason:").press("enter").sees("A reason is needed")
			p.bothAre(model.Undetermined)
			p.types("Two mothers' names.").press("enter").sees("N200 is not the same individual", "z undoes")
			p.bothAre(model.Applies)
			if s := p.app.Incident.Separations; len(s) != 1 || s[0].Reason != "Two mothers' names." || s[0].By != "J. Officer" {
				t.Errorf("separations %+v", s)
			}
			p.press("d").sees("Searched").press("esc")
			p.press("z").sees("Undone: the answer that N200 is not the same individual", "the same individual?")
			p.bothAre(model.Undetermined)
			p.press("y").press("esc").press("n").sees("Two mothers' names.")
		})
	}
}

// A wrong "not the same" can be taken back in a later sitting, where z reaches
// nothing.
func TestASeparationOfAnEarlierSittingIsWithdrawn(t *testing.T) {
	p, _ := twoNominals(t, 80, 24)
	p.press("n").types("Two mothers' names.").press("enter")
	p.bothAre(model.Applies)
	p.start(desk.Options{})
	p.open().review("CR/1").app.checklist.Field = model.SamePersonAs
	p.press("y").sees("no question about another individual is open here")
	p.press("x").sees("Withdrawn: not the same individual, by J. Officer.", "N200 the same individual? y n")
	p.bothAre(model.Undetermined)
}

// The reason of a yes is not offered for a no, nor one individual's for another.
func TestSeveralIndividualsAreAskedAboutOneAfterAnother(t *testing.T) {
	p := sitDown(t, desk.Options{})
	facts := with(cleanFacts, "person_name=Renée Côté")
	p.has("N100", "CR/1", facts...)
	p.has("N200", "CR/2", facts...)
	p.has("N300", "CR/3", facts...)
	p.open().resize(120, 40)
	p.press("enter").sees("Is N200 the same individual?")
	p.press("n").types("Begun").press("esc", "y")
	if got := p.app.Dialog.Editor.Text; got != "" {
		t.Errorf("the reason of a no came back for a yes: %q", got)
	}
	p.press("esc", "n", "ctrl+u").types("Two mothers.").press("enter").sees("Is N300 the same individual? y n")
	p.press("y")
	if got := p.app.Dialog.Editor.Text; got != "" {
		t.Errorf("the reason came back for another individual: %q", got)
	}
	p.types("One photograph.").press("enter").sees("Joined: N100 and N300")
	if p.app.Incident.WhyNotDecide(model.Discard) == "" {
		t.Error("the discard is open")
	}
}

// The screen of an import says which individuals of the file may be one human,
// as gd8 import does.
func TestAnImportNamesTheIndividualsWhoMayBeOneHuman(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{}).open()
			p.resize(size[0], size[1])
			p.press("i").pastes(file(t, "N100,CR/1,Offence,2019-03-14,21,2004-01-02,yes", "n-100,CR/2,Offence,2019-05-14,21,2004-01-02,yes")).press("enter")
			p.sees("2 new", "1 question about individuals", `"N100" and "n-100" may be one human`, "differ only in how they are written")
		})
	}
}

// The queue says in words that a row waits for an answer about who is one
// human, and the review sets both beside each other: what differs first.
func TestTheQuestionSetsBothIndividualsBesideEachOther(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p, _ := twoNominals(t, size[0], size[1])
			p.press("esc").sees("Same individual?")
			if strings.Contains(p.screen(), "! Same") || strings.Contains(p.screen(), "One fact away  ") {
				t.Errorf("the row does not say what is to be answered:\n%s", p.screen())
			}
			p.press("enter", "y")
			differs, reason := strings.Index(p.screen(), "Incidents"), strings.Index(p.screen(), "Reason:")
			if differs < 0 || reason < differs {
				t.Errorf("what differs is not above the reason:\n%s", p.screen())
			}
			p.sees("N200 (Renée Côté", "Application", "APP-N100", "APP-N200", "The incidents of one individual are counted together")
			if at := strings.Index(p.screen(), "Alike:"); at >= 0 && at < differs {
				t.Errorf("what is alike comes first:\n%s", p.screen())
			}
		})
	}
	p, _ := twoNominals(t, 120, 40)
	p.sees("Different", "CR/1, 14 March 2019 CR/2, 14 March 2019", "Alike: name and date of birth are the same.", "name Renée Côté; date of birth")
	p.resize(80, 24)
	p.sees("Incidents: N100 has CR/1", "N200 has CR/2")
}

// What one of them does not record comes after what differs.
func TestWhatIsNotRecordedIsComparedLast(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("N100", "CR/1", with(cleanFacts, "person_name=Renée Côté", "involvement=Suspect")...)
	p.has("N200", "CR/2", with(cleanFacts, "person_name=Côté, Renée", "offence=Another offence", "source=")...)
	p.open().resize(120, 40)
	p.press("enter")
	c := p.app.Incident.Alike.Beside
	var labels []string
	for _, d := range c.Differs {
		labels = append(labels, d.Label)
	}
	if got := strings.Join(labels, "; "); got != "Name; Incidents; Application; Offence; Involvement; Source system" {
		t.Errorf("compared in the order %s", got)
	}
	if last := c.Differs[len(c.Differs)-1]; last.One != "PND" || last.Two != "not recorded" {
		t.Errorf("the source system is %+v", last)
	}
}

// The panel of other records lists who may be the same apart from who is.
func TestWhoMayBeTheSameIsListedApart(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			facts := with(cleanFacts, "person_name=Renée Côté")
			p.has("N100", "CR/1", facts...)
			p.has("N100", "CR/9", with(facts, "application_ref=APP-OLD")...)
			p.has("N200", "CR/2", facts...)
			p.open().resize(size[0], size[1])
			p.press("enter", "p").sees("CR/9", "May be the same individual, not counted; criterion 4 asks", "of N200")
			own, apart, other := strings.Index(p.screen(), "CR/9"), strings.Index(p.screen(), "May be the same"), strings.Index(p.screen(), "of N200")
			if own > apart || apart > other {
				t.Errorf("who is and who may be are not apart:\n%s", p.screen())
			}
			p.press("j").sees("Is N200 (Renée", "Incidents", "Alike: name and date of birth are the same.")
			p.press("l").sees("l: that record is of N200, who only may be the same")
			p.press("enter").sees("CR/2", "Is N100")
		})
	}
}

// at2 is the AT2 record of the application of an incident.
func (p *officer) at2(n store.Number) string {
	p.t.Helper()
	d, err := p.store.Dossier(n)
	must(p.t, err)
	var b strings.Builder
	must(p.t, export.WriteAT2(&b, export.Record{Marking: export.DefaultMarking, Application: d.Key().Application, Individuals: []export.Individual{{Dossier: d}}}))
	return b.String()
}

// From the question to the record: what an officer says with "not the same"
// opens the discard, and the reason is printed where the discard is.
func TestTheReasonOfASeparationIsOnTheRecordOfTheDiscard(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p, _ := twoNominals(t, size[0], size[1])
			n := p.app.Incident.Number
			p.press("n").types("Two mothers' names.").press("enter", "d").searched().types(reasonable).press("ctrl+s").sees("Saved: CR/1, discarded under AT2")
			record := html.UnescapeString(p.at2(n))
			for _, want := range []string{"not N200", "Two mothers' names.", "J. Officer", reasonable} {
				if !strings.Contains(record, want) {
					t.Errorf("the record does not say %q", want)
				}
			}
		})
	}
}
