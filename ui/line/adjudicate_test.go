package line

import (
	"context"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/draw"
)

// adjudicates holds the conversation of an adjudication.
func (r *room) adjudicates(sample int, typed ...string) string {
	r.t.Helper()
	k := newTalk(typed)
	if err := Adjudicate(context.Background(), k.reader(), k, r.store, r.o, sample); err != nil {
		r.t.Fatal(err)
	}
	r.clean(k.output.Bytes())
	return k.said.String()
}

func TestDifferencesAreSettledInLinesWithoutNames(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21+"A-9,P-9,CR/9,An offence,2019-03-14,2019-05-20,2003-05-06,21,yes,no,no\n")
	r.o.Officer = "F. First"
	r.say("discard", "PNC.", ".", "Ground text of the first.", ".", "yes", "discard", "PNC.", ".", "Ground text of the first.", ".", "yes", "quit")
	sample, err := draw.Draw(context.Background(), r.store, r.actor(), draw.Request{Said: "dice", Size: 2}, nil)
	must(t, err)
	second, err := assurance.StartSecond(context.Background(), r.store, store.Actor{Officer: "R. Second", Purpose: "Quality"}, sample.Number)
	must(t, err)
	r.o = Options{Officer: "R. Second", Purpose: "Quality", Terminal: true, Second: second}
	r.say("refer", "Text of the other officer.", ".", "yes", "refer", "Text of the other officer.", ".", "yes", "quit")
	must(t, second.Close())

	r.o = Options{Officer: "f first", Purpose: "Quality", Terminal: true}
	holds(t, r.adjudicates(sample.Number), "0 differences to settle", "you decided CR/", "an adjudication is by a third officer")

	r.o.Officer = "T. Third"
	said := r.adjudicates(sample.Number, "help", "perhaps", "neither", "The letter was not read.", ".", "yes", "quit")
	before, after, found := strings.Cut(said, "Saved.")
	if !found {
		t.Fatal(said)
	}
	holds(t, before, "2 differences to settle", "The facts as the source has them:", "A: ", "B: ", "Ground text of the first.", "Text of the other officer.",
		"a: the decision in A is right.", "You settle CR/")
	lacks(t, before, "First", "Second")
	holds(t, after, "decision of F. First", "second opinion of R. Second", "The decision is to be made anew")
	result, err := draw.ResultOf(context.Background(), r.store, sample)
	must(t, err)
	if result.Reviews[0].Outcome != draw.Anew || result.Reviews[1].Outcome != draw.NotSettled {
		t.Errorf("%v, %v", result.Reviews[0].Outcome, result.Reviews[1].Outcome)
	}
	if d := r.find(result.Reviews[0].Key.Incident); d.Item().State != model.StateOutOfDate {
		t.Errorf("it is %v", d.Item().State)
	}
	r.o.Officer = "F. First"
	holds(t, r.say("history", "quit"), "an adjudication of a second opinion by T. Third", "says that it is to be made anew: The letter was not read",
		"adjudication of decision version 1 and second opinion 1: the decision is to be made anew", "second opinion beside decision version 1: referred")
}
