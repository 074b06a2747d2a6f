package line

import (
	"strings"
	"testing"
)

// TestEveryCommandAtEveryPrompt types every command, and what is none, at
// every kind of prompt: it is answered, and nothing is saved by it alone.
func TestEveryCommandAtEveryPrompt(t *testing.T) {
	two := header + "A-1,P-1,CR/1,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,,\n" +
		"A-2,P-2,CR/2,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,no,no\n" +
		"A-3,P-2,CR/2,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,no,no\n"
	prompts := []struct {
		name  string
		steps []string // that lead to it
		ends  string   // of the prompt, less its colon
	}{
		{"question", nil, "yes, no or unknown"},
		{"date", []string{"answer incident date"}, "or unknown"},
		{"confirming an answer", []string{"no"}, "Save? yes or no"},
		{"reason", []string{"answer outcome 10"}, "Reason, line 1"},
		{"one line", []string{"answer name"}, "Name, line 1"},
		{"decision", []string{"next"}, "Decision or command"},
		{"rationale", []string{"refer"}, "Reason, line 1"},
		{"second section", []string{"consider", "Because."}, "Risk, line 2"},
		{"reminder", []string{"defer", "Their record.", "."}, "Reminder date"},
		{"confirming a decision", []string{"refer", "Because.", "."}, "yes, no or show"},
		{"note", []string{"note"}, "Note, line 1"},
		{"which record", []string{"go CR/2"}, "Number of the one to open"},
		{"confirming a deletion", []string{"refer", "Because.", ".cancel", "drop refer"}, "yes, no or show"},
	}
	typed := []string{"", ".", "..", "?", "xyzzy", "23", "show", "\t", "-", ".xyzzy", ".show", ".question", ".undo", ".replace 1", ".insert", ".delete 1", ".clear", ".cancel"}
	for _, cmd := range commands() {
		typed = append(typed, cmd.name, "."+cmd.name, cmd.name+" CR/2", "help "+cmd.name)
	}
	if testing.Short() { // one in nine, of each kind some
		for i := range typed {
			typed[i/9] = typed[i-i%9]
		}
		typed = typed[:len(typed)/9]
	}
	for _, p := range prompts {
		t.Run(p.name, func(t *testing.T) {
			r := newRoom(t)
			r.bring("hits.csv", two)
			before := r.say(append([]string{"go CR/1"}, p.steps...)...)
			prompt := p.ends + ": \n"
			if at := strings.Index(before, "End of input"); at < 0 || !strings.HasSuffix(before[:at], prompt) {
				t.Fatalf("the prompt is not %q:\n%s", prompt, before)
			}
			r.forget()
			for _, word := range typed {
				said := r.say(append(append([]string{"go CR/1"}, p.steps...), word)...)
				if !strings.Contains(said, "\nGoodbye.\n") {
					t.Errorf("%q: the conversation did not end in order:\n%s", word, said)
				}
				d := r.find("CR/1")
				if len(d.Record().Answers) != 0 || d.Item().Decision != nil {
					t.Fatalf("%q saved something:\n%s", word, said)
				}
				r.forget()
			}
		})
	}
}

// forget deletes drafts and notes, so that the next conversation is as the
// first.
func (r *room) forget() {
	r.t.Helper()
	d := r.find("CR/1")
	actor := r.actor()
	for _, draft := range d.Item().Drafts {
		must(r.t, r.store.DeleteDraft(actor, d.Item().Number, draft.Kind))
	}
	must(r.t, r.store.SaveNote(actor, d.Item().Number, ""))
}

func TestTheFiveWordsWorkAtEveryPromptOfWords(t *testing.T) {
	for _, word := range []string{"help", "back", "skip", "undo", "quit"} {
		for _, prompt := range []struct {
			name  string
			steps []string
		}{
			{"question", nil}, {"confirming", []string{"no", "."}}, {"decision", []string{"next"}},
			{"reminder", []string{"next", "defer", "Their record.", "."}}, {"which record", []string{"go CR/2"}},
		} {
			r := newRoom(t)
			r.bring("hits.csv", open21+"A-2,P-2,CR/2,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,no,no\n"+
				"A-2,P-2,CR/2,An offence,2019-03-14,2019-05-20,2004-01-02,21,yes,no,no\n")
			said := r.say(append(append([]string{}, prompt.steps...), word)...)
			lacks(t, said, "gd8 does not know \""+word)
			if word == "quit" {
				lacks(t, said, "End of input")
			}
		}
	}
}
