package session

import (
	"errors"
	"os"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/vault"
)

func (b *bench) keeper() *Keeper {
	b.t.Helper()
	k, err := b.sit.NewKeeper()
	b.must(err)
	return k
}

func TestTypedTextsAreKeptUntilTheyAreUsed(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	k := b.keeper()
	reason := InputKey{n, TypedFor(TypedReason, model.OutcomeCode)}
	k.Set(reason, "The log", "")
	k.Set(InputKey{n, "form name"}, "Sam", "")
	k.Set(InputKey{n, ""}, "nowhere", "")
	k.Set(InputKey{n, "form summary"}, "As it was", "As it was")
	if !k.Unsaved() {
		t.Error("what was typed counts as saved")
	}
	b.must(k.Save())
	k = b.keeper()
	if text, ok := k.Get(reason); !ok || text.Text != "The log" || text.Officer != "J. Officer" {
		t.Errorf("kept: %+v", text)
	}
	k.DropAnswer(n, model.OutcomeCode)
	k.DropAll(n, "form ")
	b.must(k.Save())
	if got, err := b.store.TypedFor(n); err != nil || len(got) != 0 {
		t.Errorf("what was used is kept still: %v (%v)", got, err)
	}
}

// draftOf opens a draft whose saves write gives the outcome of.
func draftOf(k *Keeper, text *string) *Input {
	return k.Open(Kept{Name: "draft", Lost: "the rationale could not be saved", File: "refer", Plain: func() string { return *text }}, "")
}

func TestASaveThatFailedIsTriedAgainAndSaysWhy(t *testing.T) {
	b := newBench(t)
	k, text, failed, saved := b.keeper(), "", errors.New("not saved: the disk is full"), ""
	in := draftOf(k, &text)
	change := func(s string) {
		text = s
		in.Change(s, func() error {
			if failed == nil {
				saved = s
			}
			return failed
		})
	}
	change("one")
	if err := k.Save(); !errors.Is(err, failed) || !in.Unsaved() {
		t.Errorf("error %v, unsaved %v", err, in.Unsaved())
	}
	if got, want := k.Trouble(), "The draft is not saved, your text is kept here: the disk is full. gd8 tries again by itself; ctrl+o writes the text to a file."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	failed = &vault.UnsettledError{Cause: errors.New("unknown")}
	if err := k.Save(); err == nil || !in.InDoubt() || !strings.HasPrefix(k.Trouble(), "Your text is kept here: ") {
		t.Errorf("in doubt it says %q (%v)", k.Trouble(), err)
	}
	failed = nil
	if err := k.Save(); err != nil || saved != "one" || k.Unsaved() || k.Trouble() != "" {
		t.Errorf("saved %q, trouble %q (%v)", saved, k.Trouble(), err)
	}
}

func TestAnOlderSaveNeverComesAfterANewerOneOrTheDecision(t *testing.T) {
	b := newBench(t)
	k, text, store := b.keeper(), "", ""
	in := draftOf(k, &text)
	write := func(s string) func() error { return func() error { store = s; return nil } }
	in.Change("one", write("one"))
	first := k.Begin()
	in.Change("two", write("two"))
	second := k.Begin()
	b.must(second.Run())
	b.must(first.Run())
	first.Done()
	if second.Done(); store != "two" || in.Unsaved() {
		t.Errorf("the store has %q", store)
	}
	in.Change("three", write("three"))
	late, decide := k.Begin(), in.Last(write("decided"))
	b.must(decide())
	if b.must(late.Run()); store != "decided" {
		t.Errorf("a draft came after the decision: %q", store)
	}
}

func TestWhatCannotBeKeptAtTheEndIsInAFile(t *testing.T) {
	b := newBench(t)
	k, text := b.keeper(), "my words"
	in := draftOf(k, &text)
	in.Change("my words", func() error { return errors.New("the disk is full") })
	lost := k.SaveOrWriteOut()
	if len(lost) != 1 || !strings.Contains(lost[0].Error(), "the rationale could not be saved: the disk is full; its text is in ") {
		t.Fatalf("lost: %v", lost)
	}
	if got, err := os.ReadFile(lost[0].Path); err != nil || string(got) != "my words" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
	if k.Close(in); k.SaveOrWriteOut() != nil {
		t.Error("what was given up is kept still")
	}
}
