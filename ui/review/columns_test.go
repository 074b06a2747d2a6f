package review

import (
	"strings"
	"testing"

	"gd8/ui/review/desk"
)

// rowOf is the line of the queue on which a reference stands.
func (p *officer) rowOf(ref string) string {
	p.t.Helper()
	for _, line := range strings.Split(p.screen(), "\n") {
		if strings.Contains(line, ref) {
			return strings.Join(strings.Fields(line), " ")
		}
	}
	p.t.Fatalf("no row of %s:\n%s", ref, p.screen())
	return ""
}

func TestTheOrderByDueDateShowsTheDateAndWhatIsOverdue(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "due_date=3 May 2026")...)
	p.has("P-2", "CR/2", with(cleanFacts, "due_date=4 May 2026")...)
	p.has("P-3", "CR/3", with(cleanFacts, "due_date=1 April 2026", "relevant=no")...)
	p.open().press("shift+tab", "o")
	for size, want := range map[[2]int][3]string{
		{80, 24}:  {"3 May 2026 overdue Applies", "4 May 2026 Applies", "1 Apr 2026 Out of scope"},
		{60, 16}:  {"Applies 03/05/26 overdue", "Applies 4 May 2026", "1 Apr 2026"},
		{160, 50}: {"Applies To do 03/05/26 overdue", "To do 4 May 2026", "Not relevant 1 Apr 2026"},
		{200, 60}: {"3 May 2026 overdue", "4 May 2026", "1 Apr 2026"},
	} {
		p.resize(size[0], size[1])
		for i, ref := range []string{"CR/1", "CR/2", "CR/3"} {
			if row := p.rowOf(ref); !strings.Contains(row, want[i]) {
				t.Errorf("at %v the row of %s lacks %q: %s", size, ref, want[i], row)
			}
		}
	}
	p.resize(160, 50)
	p.review("CR/1").sees("due 3 May 2026, overdue").review("CR/2").sees("due 4 May 2026")
	if strings.Contains(p.screen(), "overdue") {
		t.Errorf("what is due today is overdue:\n%s", p.screen())
	}
}

func TestAWarningShowsInTheQueueAndSaysWhatToDoInTheReview(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "date_of_birth=2 January 2010")...)
	p.has("P-2", "CR/2", with(cleanFacts, "grooming=yes")...)
	p.has("P-3", "CR/3", with(cleanFacts, "date_of_birth=2 January 2010", "relevant=no")...)
	p.open().press("shift+tab")
	for width, want := range map[int][2]string{80: {"! To do", "! To do"}, 100: {"! To do, under 10", "! To do, outcome conflict"}, 160: {"! To do, under 10", "! To do, outcome conflict"}} {
		p.resize(width, 24)
		for i, ref := range []string{"CR/1", "CR/2"} {
			if row := p.rowOf(ref); !strings.Contains(row, want[i]) {
				t.Errorf("at %d the row of %s lacks %q: %s", width, ref, want[i], row)
			}
		}
		if row := p.rowOf("CR/3"); strings.Contains(row, "!") {
			t.Errorf("what is done is marked: %s", row)
		}
	}
	p.resize(60, 16)
	p.review("CR/1").sees("Under 10: query the record").review("CR/2").sees("Outcome conflict")
}

func TestTheFiltersByVerdictSayThatTheyCountWhatIsDone(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	const said = "decided and deferred ones too"
	p.open()
	if strings.Contains(p.screen(), said) {
		t.Error("Attention says that it counts what is done")
	}
	p.press("tab", "tab").sees("[Applies 1]", said)
}

// One key pressed in passing must not take an incident out of the work unseen.
func TestOneKeyDoesNotTurnACompleteIncidentUnseen(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter").sees("APPLIES")
	for _, k := range []string{"y", "n", "u"} {
		p.press(k).sees("is not a question of yes or no", "APPLIES")
	}
	p.press("home", "n").sees("give the reason").types("It is another child's.").press("enter").sees("The hit is not relevant: nothing to decide. It counts as done. z undoes.", "OUT OF SCOPE", "1 of 1 done")
	p.press("z").sees("Undone: the answer to Relevant on CR/1", "APPLIES", "0 of 1 done")
}
