package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
	"gd8/store/vault"
	"gd8/ui/session"
	"gd8/ui/term"
)

const (
	header = "application_ref,person_ref,incident_ref,offence,incident_date,outcome_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk\n"
	// open21 is an incident whose two further-information questions are open.
	open21 = header + "A-1,P-1,CR/1,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,,\n"
	// clean21 is one to which the discard applies.
	clean21 = header + "A-1,P-1,CR/1,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,no,no\n"
)

const grounds = "One incident with outcome 21; all systems were searched and nothing further is known of this individual."

func TestEndOfInputWithinATextKeepsTheDraftAndTheNextSittingTakesItUp(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	said := r.say("discard", "PNC.", "One incident with outcome 21.", "All systems")
	holds(t, said, "End of input. Not decided. The draft is kept; discard takes it up again.", "Goodbye.")
	draft := r.find("CR/1").Item().Drafts
	if len(draft) != 1 || draft[0].Sections[model.Grounds] != "One incident with outcome 21.\nAll systems" {
		t.Fatalf("drafts %+v", draft)
	}
	said = r.say("discard", ".", "were searched.", ".", "yes", "quit")
	holds(t, said, "A draft is kept: discard under AT2, by J. Officer", "Here already: 2 lines with 7 words.", "Saved: CR/1, discarded under AT2.")
	d := r.find("CR/1").Item()
	if want := "One incident with outcome 21.\nAll systems\nwere searched."; d.Decision == nil || d.Decision.Sections[model.Grounds] != want || len(d.Drafts) != 0 {
		t.Errorf("decision %+v, drafts %v", d.Decision, d.Drafts)
	}
}

func TestALineThatTheInputCutShortIsKeptInATextAndIgnoredElsewhere(t *testing.T) {
	run := func(input string) *room {
		r := newRoom(t)
		r.bring("hits.csv", clean21)
		if err := Run(context.Background(), strings.NewReader(input), io.Discard, r.store, r.o); err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := run("discard\nPNC.\n" + grounds + "\n.\nyes")
	if d := r.find("CR/1").Item(); d.Decision != nil || len(d.Drafts) != 1 {
		t.Errorf("an unfinished yes decided: %+v", d)
	}
	r = run("discard\nPNC.\nOne incident with out")
	if d := r.find("CR/1").Item(); len(d.Drafts) != 1 || d.Drafts[0].Sections[model.Grounds] != "One incident with out" {
		t.Errorf("the unfinished line was not kept: %+v", d.Drafts)
	}
	r = run("discard\nPNC.\nOne incident\n.undo")
	if d := r.find("CR/1").Item(); len(d.Drafts) != 1 || d.Drafts[0].Sections[model.Grounds] != "One incident" {
		t.Errorf("an unfinished command was done: %+v", d.Drafts)
	}
}

func TestBeingToldToEndKeepsTheDraft(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	in, typist := io.Pipe()
	defer typist.Close()
	k := newTalk(nil)
	k.next = nil // the lines come through the pipe
	prompted := make(chan struct{}, 64)
	out := writerFunc(func(p []byte) (int, error) {
		defer func() {
			if strings.HasSuffix(string(p), ": ") {
				prompted <- struct{}{}
			}
		}()
		return k.Write(p)
	})
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, in, out, r.store, r.o) }()
	for _, line := range []string{"discard\n", "PNC.\n", "One incident with outcome 21.\n"} {
		<-prompted
		if _, err := io.WriteString(typist, line); err != nil {
			t.Fatal(err)
		}
	}
	<-prompted
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	holds(t, k.output.String(), "gd8 was told to end. Not decided. The draft is kept; discard takes it up again.")
	if d := r.find("CR/1").Item().Drafts; len(d) != 1 {
		t.Errorf("drafts %+v", d)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestAnOutputThatFailsIsAnErrorAndTheDraftIsKept(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	broken := errors.New("broken pipe")
	out := writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "Grounds, line 2") {
			return 0, broken
		}
		return len(p), nil
	})
	err := Run(context.Background(), strings.NewReader("discard\nPNC.\nOne incident with outcome 21.\n.\nyes\n"), out, r.store, r.o)
	if !errors.Is(err, broken) {
		t.Fatalf("error %v", err)
	}
	if d := r.find("CR/1").Item(); len(d.Drafts) != 1 || d.Decision != nil {
		t.Errorf("%+v", d)
	}
}

func TestAWordOfARationaleIsNeverACommand(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	words := []string{"quit", "undo", "yes", "back", "skip", "help", "", "discard", "..hidden", "...", "q"}
	r.say(append(append([]string{"discard", "PNC."}, words...), ".", "yes", "quit")...)
	d := r.find("CR/1").Item().Decision
	if want := "quit\nundo\nyes\nback\nskip\nhelp\n\ndiscard\n.hidden\n..\nq"; d == nil || d.Sections[model.Grounds] != want {
		t.Errorf("decision %+v", d)
	}
}

func TestAMistypedWordSavesNothing(t *testing.T) {
	for _, word := range []string{"yse", "ye", ".yes", ".y", "..yes", ".", "yes please", "yess", "ok", "1", "true", "", "save", "Yes.", "нет", "no", "n", "back", "skip", "undo", "quit", "help", "show"} {
		r := newRoom(t)
		r.bring("hits.csv", open21)
		r.say("no", ".", word)
		if answers := r.find("CR/1").Record().Answers; len(answers) != 0 {
			t.Errorf("%q saved an answer", word)
		}
		r = newRoom(t)
		r.bring("hits.csv", clean21)
		r.say("discard", "PNC.", grounds, ".", word)
		if d := r.find("CR/1").Item().Decision; d != nil {
			t.Errorf("%q saved a decision", word)
		}
	}
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	r.say("discard", "PNC.", grounds, ".", "y")
	if d := r.find("CR/1").Item().Decision; d != nil {
		t.Error("a single letter saved a decision")
	}
}

func TestACommandMayKeepTheFullStopThatItHasWithinATextAndAnAnswerMayNot(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	said := r.say("defer", "The other force's record.", ".", ".help", ".cancel", "discard", "PNC.", grounds, ".", ".show", ".help", ".yes", ".quit")
	holds(t, said, "Type a date after today, or none.", "Grounds: "+grounds, `gd8 does not know ".yes" here. The nearest is yes.`, "Goodbye.")
	lacks(t, said, "End of input", "Saved")
	if d := r.find("CR/1").Item(); d.Decision != nil || len(d.Drafts) != 2 {
		t.Errorf("%+v", d)
	}
}

func TestADiscardThatIsNotOpenIsRefusedWithItsReason(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", open21)
	holds(t, r.say("discard", grounds, ".", "yes"), "discard: the discard needs question 6 answered first.")
	if d := r.find("CR/1").Item(); d.Decision != nil || len(d.Drafts) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestNoTextIsAskedForAboutAHitThatIsNotRelevant(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", "person_ref,incident_ref,relevant\nP-1,CR/1,no\n")
	for _, word := range []string{"discard", "consider", "refer", "defer"} {
		holds(t, r.say("go CR/1", word, "quit"), word+": the hit is not relevant, so there is nothing to decide; if it is relevant, answer question 1.")
	}
}

func TestALineThatCannotBeTakenWholeIsRefused(t *testing.T) {
	for _, refused := range []struct{ name, line, said string }{
		{"over a section's limit", strings.Repeat("y", model.MaxLong+1), "Grounds would be 65568 bytes long and may be 65536"},
		{"over any limit", strings.Repeat("z", 1<<20), "it is longer than a section may be"},
		{"not UTF-8", "caf\xe9", "it is not UTF-8 text"},
		{"an arrow key", "a\x1b[Cb", "it holds a control character"},
		{"a stray CR", "a\rb", "it holds a control character"},
		{"C1", "a\u009bb", "it holds a control character"},
	} {
		r := newRoom(t)
		r.bring("hits.csv", clean21)
		said := r.say("discard", "PNC.", "A first line of thirty bytes..", refused.line, ".quit")
		holds(t, strings.ReplaceAll(said, refused.line, "(the line)"), "That line was not taken", refused.said)
		if d := r.find("CR/1").Item().Drafts; len(d) != 1 || d[0].Sections[model.Grounds] != "A first line of thirty bytes.." {
			t.Errorf("%s: drafts %.200v", refused.name, d)
		}
	}
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	r.say("discard", "PNC.", strings.Repeat("x", model.MaxLong/2), strings.Repeat("y", model.MaxLong/2-1), ".quit")
	if d := r.find("CR/1").Item().Drafts; len(d) != 1 || len(d[0].Sections[model.Grounds]) != model.MaxLong {
		t.Errorf("a section of exactly its limit was not taken")
	}
}

// TestWhereNothingShowsWhatIsTypedEveryAnswerHasItsOwnLine reads from a pipe,
// which shows no line break behind a prompt.
func TestWhereNothingShowsWhatIsTypedEveryAnswerHasItsOwnLine(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	r.o.Terminal = false
	var out strings.Builder
	typed := "xyzzy\nhelp all\ndiscard\nPNC.\nOne incident.\n.xyzzy\n.\nshow\nyes\nlist all\nsummary\ncheckpoint\nquit\n"
	must(t, Run(context.Background(), strings.NewReader(typed), &out, r.store, r.o))
	said, _, ok := strings.Cut(out.String(), "Checkpoint")
	if !ok {
		t.Fatalf("no checkpoint was said:\n%s", out.String())
	}
	for line := range strings.Lines(said) {
		if width := term.Width(strings.TrimSuffix(line, "\n")); width > usualWidth {
			t.Errorf("%d cells: %q", width, line)
		}
	}
	for _, line := range []string{"\nSave? yes, no or show: \n", "\nSaved: CR/1, discarded under AT2.\n", "\nAll: 1 incident, as imported.\n"} {
		if !strings.Contains(said, line) {
			t.Errorf("not said: %q\n%s", line, said)
		}
	}
}

func TestALineThatATerminalMayHaveCutIsRefused(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	full := strings.Repeat("x", terminalLine)
	r.o.Terminal = true
	holds(t, r.say("discard", "PNC.", full, ".quit"), "its end may be missing")
	if d := r.find("CR/1").Item().Drafts; len(d) != 1 || d[0].Sections[model.Grounds] != "" {
		t.Error("the line was taken")
	}
	r.o.Terminal = false
	lacks(t, r.say("discard", ".", full, ".quit"), "its end may be missing")
}

func TestWindowsLineEndsAreLineEnds(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	r.say("discard\r\n", "PNC.\r\n", "One incident.\r\n", "\r\n", "Nothing further.\r\n", ".\r\n", "yes\r\n", "quit\r\n")
	if d := r.find("CR/1").Item().Decision; d == nil || d.Sections[model.Grounds] != "One incident.\n\nNothing further." {
		t.Errorf("decision %+v", d)
	}
}

// TestHostileTextNeitherActsNorPassesForGd8s shows text that would, on a
// terminal, move the cursor, or be read as a line of gd8's.
func TestHostileTextNeitherActsNorPassesForGd8s(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", "person_ref,incident_ref,person_name,offence,outcome,youth_produced,summary\n"+
		"P-1,CR/1,\u202eeno\x1b[2J,\u009b2Jx\x07,21,yes,\"First.\nSaved. Does the AT2 discard apply? Applies.\x1b]0;x\x07\"\n")
	said := r.say("read", "facts", "why", "others", "history", "list", "find first", "open 1", "summary", "help all", "guidance all", "refer", ".facts", "x", ".", "show", "yes", "quit")
	holds(t, said, `\u202eeno\x1b[2J`, `\u009b2Jx\x07`)
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "Saved. ") {
			t.Errorf("a line of the summary passes for one of gd8's: %q", line)
		}
	}
}

func TestTheHistoryReadsWhichWordsOfARationaleChanged(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	said := r.say("discard", "PNC.", "All systems were searched in May.", ".", "yes", "go CR/1",
		"edit", ".", ".replace 1 All systems were searched in June, and nothing was found.", ".", "yes", "go CR/1",
		"discard", ".", ".", "yes", "go CR/1", "history")
	holds(t, said,
		"decision, version 3: discarded under AT2", "Text: the same as in version 2",
		"Grounds, taken out since version 1: May.", "Grounds, put in since version 1: June, and nothing was found.")
}

// asAnywhere is a decision without what says in which store it was made.
func asAnywhere(d *model.Decision) {
	if d != nil {
		d.Store, d.Incarnation, d.Parents = [16]byte{}, [16]byte{}, nil
	}
}

// TestTheSameStepsLeaveTheSameStore holds the conversation to the sitting
// that the app drives.
func TestTheSameStepsLeaveTheSameStore(t *testing.T) {
	files := open21 + "A-3,P-2,CR/2,Another,2019-03-14,2019-05-20,2004-01-02,21,no,no,no\n" +
		"A-2,P-3,CR/3,A third,2019-03-14,2019-05-20,2004-01-02,10,yes,no,yes\n" +
		"A-2,P-3,CR/3b,A third,2019-03-14,,2004-01-02,,yes,no,yes\n"
	spoken, driven := newRoom(t), newRoom(t)
	spoken.bring("hits.csv", files)
	driven.bring("hits.csv", files)

	spoken.say("n", "y", "no", "y", "discard", "PNC and PND", grounds, "", "Second paragraph.", ".", "yes",
		"answer youth produced yes", "The image was seen.", ".", "y", "undo", "y", "answer outcome date 21 May 2019", "Mistyped.", ".", "y", "withdraw outcome date", "y",
		"refer", "To the standard process.", ".", "yes",
		"link CR/3b", "One call.", ".", "y", "answer outcome 21", "The crime report says so.", ".", "y", "consider", "How.", ".", "Why.", ".", ".", ".", "Weighed.", ".", "Needed still.", ".", "none", "yes",
		"go CR/2", "undo", "yes", "go CR/2", "defer 1 June 2026", "The other force's record.", ".", "yes", "go CR/2", "note", "Ring them.", ".", "refer", ".clear", "yes", "half a thought", ".quit")

	sit, err := session.New(driven.store, driven.o.Officer, driven.o.Purpose)
	must(t, err)
	number := func(ref string) store.Number { return driven.find(ref).Item().Number }
	one, two, three := number("CR/1"), number("CR/2"), number("CR/3")
	answer := func(n store.Number, a model.Answer) { must(t, sit.Answer(n, a)) }
	decide := func(n store.Number, k model.DecisionKind, s model.Sections, remind model.Date) {
		_, err := sit.Decide(n, k, s, remind)
		must(t, err)
	}
	open := func(n store.Number) { _, err := sit.Open(n); must(t, err) }
	undo := func() { _, err := sit.Undo(); must(t, err) }
	open(one)
	answer(one, model.Answer{Field: model.PatternOfBehaviour, Value: "no"})
	answer(one, model.Answer{Field: model.IndicatorOfRisk, Value: "no"})
	decide(one, model.Discard, model.Sections{model.Searched: "PNC and PND", model.Grounds: grounds + "\n\nSecond paragraph."}, 0)
	open(two)
	answer(two, model.Answer{Field: model.YouthProduced, Value: "yes", Reason: "The image was seen."})
	undo()
	answer(two, model.Answer{Field: model.OutcomeDate, Value: "2019-05-21", Reason: "Mistyped."})
	must(t, sit.WithdrawAnswer(two, model.OutcomeDate))
	decide(two, model.Refer, model.Sections{model.Reason: "To the standard process."}, 0)
	open(three)
	answer(three, model.Answer{Field: model.SameEventAs, Value: "CR/3b", Reason: "One call."})
	answer(three, model.Answer{Field: model.OutcomeCode, Value: "21", Reason: "The crime report says so."})
	considered := model.Sections{model.Risk: "How.", model.Relevance: "Why.", model.Proportionality: "Weighed.", model.Necessity: "Needed still."}
	decide(three, model.Consider, considered, 0)
	undo()
	decide(two, model.Defer, model.Sections{model.Needed: "The other force's record."}, model.NewDate(2026, 6, 1))
	must(t, driven.store.SaveNote(sit.Actor(), two, "Ring them."))
	must(t, sit.SaveDraft(two, store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "half a thought"}}))

	for _, ref := range []string{"CR/1", "CR/2", "CR/3", "CR/3b"} {
		a, b := spoken.find(ref), driven.find(ref)
		for _, items := range [][]store.Item{a.Items, b.Items} {
			for i := range items {
				asAnywhere(items[i].Decision)
			}
		}
		if !reflect.DeepEqual(a.Items, b.Items) {
			t.Errorf("%s: items differ:\n%+v\n%+v", ref, a.Items, b.Items)
		}
		if !reflect.DeepEqual(a.Case.Records, b.Case.Records) {
			t.Errorf("%s: records differ:\n%+v\n%+v", ref, a.Case.Records, b.Case.Records)
		}
		was, err := history.Of(spoken.store, a.Item().Number)
		must(t, err)
		is, err := history.Of(driven.store, b.Item().Number)
		must(t, err)
		for _, changes := range [][]history.Change{was, is} {
			for i := range changes {
				changes[i].ID = [32]byte{}
				asAnywhere(changes[i].Decision)
			}
		}
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s: histories differ", ref)
		}
	}
	if a, b := written(t, spoken.store), written(t, driven.store); a != b {
		t.Errorf("the journals' alterations differ:\n%s\n%s", a, b)
	}
}

// written is what the journal says was changed, in order.
func written(t *testing.T, s *store.Store) string {
	t.Helper()
	var lines []string
	must(t, s.Journal(func(e store.Entry) bool {
		if e.Operation != vault.Consultation {
			lines = append(lines, fmt.Sprint(e.Operation, e.Action, e.Keys, e.Detail, e.Officer, e.Purpose))
		}
		return true
	}))
	return strings.Join(lines, "\n")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
