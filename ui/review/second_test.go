package review

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/draw"
	"gd8/ui/review/desk"
)

// blind is an officer at a second review, whose every screen is held to having
// nothing of the first officer's.
type blind struct {
	*officer
	second *assurance.Second
}

func (b *blind) press(keys ...string) *blind {
	b.t.Helper()
	for _, k := range keys {
		b.officer.press(k)
		for _, word := range []string{"CANARY", "Nosy", "decided by", "override", "plain"} {
			if strings.Contains(b.screen(), word) {
				b.t.Fatalf("after %s the screen says %q:\n%s", k, word, b.screen())
			}
		}
	}
	return b
}

// reviewed makes a store of discards with a canary wherever their officer wrote,
// and a sample of them.
func reviewed(t *testing.T, n int) (*officer, *draw.Sample) {
	p := sitDown(t, desk.Options{})
	nosy := store.Actor{Officer: "N. Nosy CANARY", Purpose: "CANARY purpose"}
	for i := range n {
		number := p.has(fmt.Sprintf("P-%d", i), fmt.Sprintf("CR/%d", i), append([]string{fmt.Sprintf("person_name=Person %c", 'A'+i)}, facts21...)...)
		for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk, model.Offence} {
			value := map[bool]string{true: "CANARY offence", false: "no"}[f == model.Offence]
			if _, err := p.store.Answer(nosy, number, model.Answer{Field: f, Value: value, Note: "CANARY", Reason: "CANARY"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.store.Decide(nosy, number, model.Discard, model.Sections{model.Searched: "CANARY searched", model.Grounds: "CANARY grounds"}, 0); err != nil {
			t.Fatal(err)
		}
		must(t, p.store.SaveNote(nosy, number, "CANARY note"))
		must(t, p.store.SaveDraft(nosy, number, store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "CANARY draft"}}))
		must(t, p.store.SaveTyped(nosy, number, store.Typed{"reason outcome": {Text: "CANARY typed"}}))
	}
	sample, err := draw.Draw(context.Background(), p.store, nosy, draw.Request{Said: "dice", Size: n}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p, sample
}

func blindReview(t *testing.T, p *officer, sample int, officer string) *blind {
	t.Helper()
	second, err := assurance.StartSecond(context.Background(), p.store, store.Actor{Officer: officer, Purpose: "Quality"}, sample)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = second.Close() })
	p.start(desk.Options{Officer: officer, Purpose: "Quality", Second: second})
	p.open()
	return &blind{p, second}
}

func TestASecondReviewShowsNothingOfTheFirst(t *testing.T) {
	p, sample := reviewed(t, 3)
	b := blindReview(t, p, sample.Number, "R. Second")
	b.sees("[Attention 3]", "0 of 3 done")
	b.press("a").sees("a: this is a second review").press("i").sees("i: this is a second review").press("A").sees("A: this is").press("s").sees("s: this is").press("Q").sees("Q: this is")
	b.press("tab", "tab", "shift+tab", "shift+tab", "enter").sees("UNDETERMINED: 2 facts to confirm", "CR/")
	b.press("h").sees("History").press("esc", " ", "esc", "m").sees("m: this is a second review").press("g", "esc", "c").sees("Consider for disclosure", "Risk").press("esc")
	b.press("n", "n").sees("APPLIES: the discard is open to you")
	b.press("d").sees("Searched")
	b.types("PNC").press("tab")
	b.types("Own grounds of the second officer.").press("ctrl+s")
	b.sees("Your opinion on", "is given: discarded under AT2.", "1 of 3 done").press("z").sees("z: nothing")
	first := b.second.Members(false)[0]
	b.press("esc", "tab", "shift+tab")

	result, err := draw.ResultOf(context.Background(), p.store, sample)
	if err != nil || result.Reviewed() != 1 || result.Reviews[0].Opinion.Decision.Sections[model.Grounds] != "Own grounds of the second officer." {
		t.Fatalf("%+v (%v)", result, err)
	}
	if d, _ := p.store.Dossier(sample.Drawn[0].Number); d.Item().Decision.Version != 1 || d.Item().State != model.StateDecided {
		t.Errorf("the decision is %+v", d.Item())
	}
	// Given once.
	p.app.Open = []desk.Screen{desk.InQueue}
	p.do(p.app.review.OpenIncident(first, desk.Status{}))
	b.press("d").sees("your opinion on this incident was given").press("e").sees("e: your opinion").press("c").sees("c: your opinion").press("n").press("esc")
}

func TestWhatIsBegunInASecondReviewIsThereAgainForItsReviewerAlone(t *testing.T) {
	p, sample := reviewed(t, 2)
	b := blindReview(t, p, sample.Number, "R. Second")
	b.press("enter", "r")
	b.types("HALF said").press("esc", "esc", "q")
	must(t, p.app.keepAll())
	must(t, b.second.Close())
	b = blindReview(t, p, sample.Number, "R. Second")
	b.press("enter").sees("draft kept: refer").press("r").sees("HALF said").press("esc", "esc", "q")
	must(t, b.second.Close())

	// Nobody else meets it.
	b = blindReview(t, p, sample.Number, "T. Third")
	b.press("enter")
	if strings.Contains(b.screen(), "draft kept") {
		t.Error("another reviewer has the draft")
	}
	b.press("esc", "q")
	must(t, b.second.Close())
	p.start(desk.Options{Officer: "N. Nosy CANARY", Purpose: "x"})
	p.open().press("tab", "shift+tab").press(toDecided...).press("enter", "r")
	if strings.Contains(p.screen(), "HALF") {
		t.Errorf("the first officer sees it:\n%s", p.screen())
	}
}

func TestQLeadsToASecondReview(t *testing.T) {
	p, _ := reviewed(t, 1)
	asked := 0
	p.start(desk.Options{OnSecond: func(sample int, _ store.Actor) { asked = sample }})
	p.open().press("Q").sees("The number of the sample").types("x").press("enter").sees("a sample has a number").press("backspace", "7", "enter")
	if !p.quit || p.app.quality.second != 7 {
		t.Errorf("quit %v, sample %d, told %d", p.quit, p.app.quality.second, asked)
	}
}

func TestDifferencesAreSettledSideBySideWithoutNames(t *testing.T) {
	p, sample := reviewed(t, 2)
	second := store.Actor{Officer: "R. Second", Purpose: "Quality"}
	v, err := assurance.StartSecond(context.Background(), p.store, second, sample.Number)
	must(t, err)
	for _, n := range v.Members(true) {
		_, err := v.Copy.Decide(second, n, model.Refer, model.Sections{model.Reason: "The other view."}, 0)
		must(t, err)
		must(t, v.Give(second, n))
	}
	must(t, v.Close())
	p.start(desk.Options{Officer: "R. Second", Purpose: "Quality"})
	p.open().press("%").sees("Quality of decisions").press("J").sees("J: you gave the second opinion on CR/").press("esc")
	p.start(desk.Options{Officer: "T. Third", Purpose: "Quality"})
	p.open()
	for _, size := range [][2]int{{60, 16}, {160, 50}, {80, 24}} {
		p.resize(size[0], size[1])
	}
	p.press("%").sees("Quality of decisions").press("J").sees("1 of 2 to settle", "Which of the two is right?")
	for range 6 {
		p.press("pgdown")
	}
	p.resize(160, 50)
	p.press("g").sees("A: ", "B: ", "The other view.", "CANARY grounds", "The facts as the source has them")
	for _, name := range []string{"Nosy", "R. Second"} {
		if strings.Contains(p.screen(), name) {
			t.Errorf("the screen names %s:\n%s", name, p.screen())
		}
	}
	p.press("n").sees("Neither is right").press("ctrl+s").sees("an adjudication needs a rationale").types("Weighed both.").press("ctrl+s")
	p.sees("2 of 2 to settle", "Saved.", "decision of N. Nosy CANARY", "is to be made anew")
	p.press(">").sees("Attention")
	result, err := draw.ResultOf(context.Background(), p.store, sample)
	must(t, err)
	if result.Reviews[0].Outcome != draw.Anew || result.Reviews[1].Outcome != draw.NotSettled {
		t.Errorf("%v, %v", result.Reviews[0].Outcome, result.Reviews[1].Outcome)
	}
}
