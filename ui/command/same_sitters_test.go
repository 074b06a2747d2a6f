//go:build unix

package command_test

import (
	"strconv"
	"strings"
	"time"

	"gd8/model"
)

// appSitter works at the app, by keys, and looks at the screen before each.
type appSitter struct {
	*desk
	w *window
}

func (s *appSitter) sits(purpose string) {
	again := s.w != nil
	s.w = s.sit().sees("Purpose:").press("\x15") // ctrl+u: that of the last sitting is offered
	s.w.types(purpose).sees(purpose).press("enter")
	if again { // it begins with where the last one stopped
		s.w.sees("Where things stand").press("esc").loses("Where things stand")
	}
	s.w.sees("q quit")
}

func (s *appSitter) opens(ref string) {
	s.toQueue()
	s.w.press("/").sees("keep the search").press("\x15") // ctrl+u: what was searched before is there again
	s.w.types(ref).sees(ref, "1 found").press("enter").sees("q quit", ref).press("enter").loses("q quit").sees("No further information", ref)
}

// toQueue goes back to the queue, from wherever the last decision led.
func (s *appSitter) toQueue() {
	if !s.w.says("q quit") {
		s.w.press("esc").sees("q quit")
	}
}

func (s *appSitter) answers(f model.Field, value string) {
	s.w.press(value[:1]).until("the answer to "+f.Title()+" never stood", func() bool {
		for line := range strings.Lines(s.w.text()) {
			if strings.Contains(line, f.Title()+"? ") && strings.Contains(line, "(officer)") {
				return true
			}
		}
		return false
	})
}

func (s *appSitter) contradicts(_ model.Field, value, reason string) {
	s.w.press(value[:1]).sees("Reason:").types(reason).sees(reason).press("enter").loses("enter accept")
}

func (s *appSitter) withdraws(model.Field) { s.w.press("x").sees("withdrawn") }

func (s *appSitter) links(ref string) {
	s.w.press("p").sees("Other records of", ref).press("l").sees("describe the same event?").press("y").sees("give the reason").types("One call.").sees("One call.").press("enter").sees("Linked: ")
}

// keyOf is the key that begins a decision.
var keyOf = map[model.DecisionKind]string{model.Discard: "d", model.Consider: "c", model.Refer: "r", model.Defer: "w"}

func (s *appSitter) drafts(k model.DecisionKind, text string) {
	s.w.press(keyOf[k]).sees("ctrl+s").pastes(text).sees(text, "draft kept").press("esc").sees("draft kept: " + k.String())
}

func (s *appSitter) decides(ref string, k model.DecisionKind, remind string, texts ...string) {
	s.w.press(keyOf[k]).sees("ctrl+s")
	for i, text := range texts {
		if len(texts) > 1 {
			s.toSection(i + 1)
		}
		if text != "" {
			_, last, _ := strings.Cut(text, "\n\n")
			s.w.pastes(text).sees(last)
		}
	}
	if k == model.Defer {
		s.w.press("tab")
		if !s.w.says(remind) {
			s.w.types(remind).sees(remind)
		}
	}
	s.w.press("ctrl+s").sees("Saved: " + ref + ", ")
}

// toSection goes to a section of the rationale: where there is a draft gd8
// begins at the first one that is blank. It waits for the mark of the section
// to move, as other things on the screen change by themselves ("draft kept"),
// and a second tab on top of one not drawn yet would go too far.
func (s *appSitter) toSection(n int) {
	want := strconv.Itoa(n) + " "
	for at := s.section(); !strings.HasPrefix(at, want); {
		before := at
		s.w.press("tab").until("tab went nowhere", func() bool {
			at = s.section()
			return at != "" && at != before
		})
	}
}

// section is the number and title of the section in hand, blank where the
// screen has none.
func (s *appSitter) section() string {
	for line := range strings.Lines(s.w.text()) {
		if _, after, ok := strings.Cut(line, "› "); ok {
			name, _, _ := strings.Cut(strings.TrimSpace(after), "  ")
			return name
		}
	}
	return ""
}

func (s *appSitter) undoes() {
	time.Sleep(600 * time.Millisecond) // what opened by itself is looked at first
	s.w.press("z").sees("Und")         // it asks about another incident's decision
	if s.w.says("Undo a decision on another incident") {
		s.w.press("y")
	}
	s.w.sees("Undone:")
}

func (s *appSitter) leaves() {
	s.toQueue()
	s.w.leaves()
}

// lineSitter works at the review in lines: what the scenario says is typed in
// one go when the sitting ends.
type lineSitter struct {
	*desk
	typed []string
}

func (s *lineSitter) says(lines ...string) { s.typed = append(s.typed, lines...) }

func (s *lineSitter) sits(purpose string) {
	s.typed = nil
	s.says(purpose, "yes")
}

func (s *lineSitter) opens(ref string) { s.says("go " + ref) }

// text are the lines of a text and its end.
func (s *lineSitter) text(text string) {
	if text != "" {
		s.says(strings.Split(text, "\n")...)
	}
	s.says(".")
}

func (s *lineSitter) answers(f model.Field, value string) {
	s.says("answer "+f.Title()+" "+value, "yes")
}

func (s *lineSitter) contradicts(f model.Field, value, reason string) {
	s.says("answer " + f.Title() + " " + value)
	s.text(reason)
	s.says("yes")
}

func (s *lineSitter) withdraws(f model.Field) { s.says("withdraw "+f.Title(), "yes") }

func (s *lineSitter) links(ref string) { s.says("link "+ref, "One call.", ".", "yes") }

func (s *lineSitter) drafts(k model.DecisionKind, text string) {
	s.says(k.String(), text, ".cancel")
}

func (s *lineSitter) decides(_ string, k model.DecisionKind, remind string, texts ...string) {
	s.says(k.String())
	for i, text := range texts {
		if k == model.Discard && i == 0 && text != "" { // what was searched is one line
			s.says(text)
			continue
		}
		s.text(text)
	}
	switch k {
	case model.Defer:
		s.says(remind)
	case model.Consider:
		s.says("none") // of representations
	}
	s.says("yes")
}

func (s *lineSitter) undoes() { s.says("undo", "yes") }

func (s *lineSitter) leaves() {
	s.t.Helper()
	s.says("quit")
	cmd := s.command("review", "--line")
	cmd.Stdin = strings.NewReader(strings.Join(s.typed, "\n") + "\n")
	said, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(said), "Goodbye.") || strings.Contains(string(said), "End of input") {
		s.t.Fatalf("the review in lines: %v\n%s", err, said)
	}
}
