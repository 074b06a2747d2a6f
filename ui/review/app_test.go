package review

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/session"
)

func TestAnOfficerIsWalkedFromTheQueueThroughToADiscard(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-118", "14/2231/19", facts21...)
	p.has("P-119", "14/2250/19", facts21...)
	p.open()
	p.sees("OFFICIAL-SENSITIVE", "0 of 2 done", "[Attention 2]", "14/2231/19", "Undetermined", "2 to confirm")
	p.press("enter").sees("UNDETERMINED: 2 facts to confirm", "No to both: the discard is open to you.")
	p.press("d").sees("d: the discard needs question 6 answered first")
	p.press("n").sees("1 fact to confirm")
	p.press("n").sees("APPLIES: the discard is open to you")
	p.press("d").sees("Which systems were searched").searched().sees("What does the Outcome 21 rationale").types(reasonable)
	p.press("ctrl+s")
	p.sees("Saved: 14/2231/19, discarded under AT2", "14/2250/19", "1 of 2 done")
	if got := p.item(n); got.State != model.StateDecided || got.Decision.Sections[model.Grounds] != reasonable {
		t.Errorf("the store holds %+v", got)
	}
	p.press("z").sees("Undo the decision on 14/2231/19 (discarded under AT2)?").press("y").sees("Undone: the decision on 14/2231/19 (discarded under AT2)", "0 of 2 done")
	p.press("d").sees("earlier decision", "One incident with outcome 21").press("esc", "esc", "q")
	if !p.quit {
		t.Error("q did not quit")
	}
}

func TestADiscardIsImpossibleFromEveryPathWhereTheVerdictIsNotApplies(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", with(cleanFacts, "abusive=yes")...)
	p.open().press("enter").sees("DOES NOT APPLY, 1 warning", "NOT MET", "Outcome conflict")
	p.press("d").sees("d: the AT2 discard does not apply")
	p.press("e").sees("e: no decision stands")
	in := p.app.Incident
	p.app.writing.Rationale = p.app.writing.NewRationale(p.argues(in, model.Discard, reasonable))
	p.app.Enter(desk.InRationale)
	p.press("ctrl+s").sees("Not saved: discard is not open", "One incident with outcome 21")
	if d := p.item(n).Decision; d != nil {
		t.Errorf("a decision was made: %v", d.Kind)
	}
}

func TestADraftIsKeptOnEveryWayOut(t *testing.T) {
	for name, leave := range map[string]func(p *officer){
		"a second passes":      func(p *officer) { p.wait(time.Second) },
		"esc":                  func(p *officer) { p.press("esc") },
		"ctrl+c":               func(p *officer) { p.press("ctrl+c") },
		"the program is ended": func(p *officer) { must(p.t, p.app.keepDraft()) },
		"the program has a fault": func(p *officer) {
			p.app.Update(desk.Reply{Topic: desk.TopicCount})
			must(p.t, p.app.keepDraft())
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			n := p.has("P-1", "CR/1", cleanFacts...)
			p.open().press("enter", "d").searched().types("half a thou")
			p.send(keyMsg("g"))
			leave(p)
			if got := p.draftOf(n); got != "half a thoug" {
				t.Errorf("the draft is %q", got)
			}
			p.start(desk.Options{})
			p.open().press("enter").sees("draft kept: discard").press("d").sees("half a thoug", "Your draft has been restored")
		})
	}
}

func TestAnAnswerAgainstTheSourceAsksForItsReason(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", with(cleanFacts, "abusive=yes")...)
	p.open().press("enter", "n").sees(`The source records "yes"; give the reason why your answer differs.`, "Reason:")
	p.press("enter").sees("A reason is needed")
	p.types("The log says no.").press("esc").sees("DOES NOT APPLY")
	p.press("n").sees("The log says no.").press("enter").sees("APPLIES", "(officer)", "source records. Check which is right.")
	p.press("tab", "G").sees("Reason: The log says no.", "the source: yes")
	p.press("tab", "z", "n").sees("The log says no.").press("enter").sees("APPLIES")
	p.press("x").sees("withdrawn: the source's value stands again", "DOES NOT APPLY")
	if a := p.item(n); a.State != model.StateToDo {
		t.Error(a.State)
	}
}

func TestAPastedLetterIsNeverACommand(t *testing.T) {
	for _, byKey := range []bool{false, true} {
		p := sitDown(t, desk.Options{KeyByKey: byKey})
		n := p.has("P-1", "CR/1", facts21...)
		p.open().press("enter")
		p.wait(time.Second)
		if byKey {
			p.floods("yes\nno\nz")
		} else {
			p.pastes("yes\nno\nz")
		}
		p.sees("Nothing was pasted")
		if _, ok := p.app.Incident.Record().Answered(model.PatternOfBehaviour); ok || p.app.Dialog != nil {
			t.Errorf("key by key %v: a paste acted on the incident", byKey)
		}
		_ = n
	}
}

func TestALongPasteArrivesWholeInTheRationale(t *testing.T) {
	size := 60 << 10
	if testing.Short() {
		size = 6 << 10
	}
	text := strings.Repeat("Eine Zeile mit Wörtern, 山田太郎 and a 😀.\n", 1400)[:size]
	text = strings.ToValidUTF8(text, "")
	for name, paste := range map[string]func(p *officer){
		"bracketed":  func(p *officer) { p.pastes(text) },
		"CRLF":       func(p *officer) { p.pastes(strings.ReplaceAll(text, "\n", "\r\n")) },
		"key by key": func(p *officer) { p.floods(text) },
	} {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{KeyByKey: name == "key by key"})
			n := p.has("P-1", "CR/1", cleanFacts...)
			p.open().press("enter", "d")
			p.wait(time.Second)
			paste(p)
			p.wait(2 * time.Second)
			if got := p.draftOf(n); got != text {
				t.Errorf("%d bytes of %d arrived", len(got), len(text))
			}
			p.pastes(strings.Repeat("x", model.MaxLong-len(text)+1)).sees("Nothing was inserted")
		})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// argues is the rationale of a decision with grounds typed into it.
func (p *officer) argues(in *session.Incident, k model.DecisionKind, grounds string) *session.Rationale {
	p.t.Helper()
	r, err := p.app.Sit.Rationale(in, k)
	must(p.t, err)
	r.Sections[model.Searched], r.Sections[model.Grounds] = searched, grounds
	return r
}

func TestAReminderThatIsNoDateYetIsThereAgain(t *testing.T) {
	for name, text := range map[string]string{"with a text": "Their record is awaited.", "without": ""} {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			n := p.has("P-1", "CR/1", cleanFacts...)
			p.has("P-2", "CR/2", cleanFacts...)
			p.open().press("enter", "w").pastes(text).press("tab").types("1/2/202")
			p.wait(2 * time.Second)
			p.sees("not a date yet").press("esc").sees("as you typed it")
			if strings.Contains(p.screen(), "Draft saved. The same key") {
				t.Errorf("the reminder is not in the draft:\n%s", p.screen())
			}
			p.press("w").sees("1/2/202").press("esc", ">", "w")
			if strings.Contains(p.screen(), "1/2/202") {
				t.Errorf("another incident has the reminder:\n%s", p.screen())
			}
			p.press("esc", "<", "w").pastes("Awaited.").press("shift+tab").types("7").press("ctrl+s").sees("Saved: CR/1, deferred")
			if got := p.item(n).Decision; got == nil || got.Remind.String() != "1 February 2027" {
				t.Errorf("the store holds %+v", got)
			}
		})
	}
}

// What was searched is a section of the discard, and no prompt after a
// question about further information.
func TestAnsweringFurtherInformationAsksForNoSystems(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().press("enter", "n", "n").sees("APPLIES")
	for _, f := range []model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk} {
		if a, ok := p.app.Incident.Record().Answered(f); !ok || a.Value != "no" {
			t.Errorf("%s: kept %+v", f.Title(), a)
		}
	}
	p.press("d").sees("› 1 Searched  blank", "Which systems were searched")
}

func TestADeferralToADayThatHasPassedIsRefused(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "w").pastes("Their record is awaited.").press("tab").types("3 May 2026").press("ctrl+s")
	p.sees("Not saved, the reminder date: 3 May 2026 has passed").press("ctrl+u").types("4 May 2026").press("ctrl+s")
	p.sees("4 May 2026 is today, so nothing would be deferred").press("ctrl+u").types("5 May 2026").press("ctrl+s")
	p.sees("Saved: CR/1, deferred; it comes back on 5 May 2026")
}
