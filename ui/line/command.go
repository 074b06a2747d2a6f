package line

import (
	"slices"
	"strings"

	"gd8/model"
)

// command is one word an officer can type at a prompt of the review.
type command struct {
	name  string
	also  []string // other spellings
	args  string   // what may follow, for the help
	about string
	// basic commands are in the short help.
	basic bool
	// incident says that one must be open.
	incident bool
	// reading says that the command changes nothing and leaves the incident
	// in hand where it is; within a text it is typed behind a full stop.
	reading bool
	// closed says why the command cannot act now; nil: it always can.
	closed func(c *conversation) string
	do     func(c *conversation, rest string) error
}

// commands are all commands, in the order in which help reads them. Dispatch,
// help and the nearest word come from this one table.
func commands() []command {
	list := []command{
		{name: "help", also: []string{"?"}, args: "[all or COMMAND]", about: "says what can be typed here; help all says everything", basic: true, do: (*conversation).help},
		{name: "back", also: []string{"b"}, about: "goes back to the question before, or to the incident before", basic: true, do: (*conversation).back},
		{name: "skip", also: []string{"s"}, about: "leaves this question, or this incident, for later", basic: true, do: (*conversation).skip},
		{name: "undo", about: "takes back the last answer or decision of this sitting, after asking", basic: true, do: (*conversation).undo, closed: func(c *conversation) string { return c.sit.WhyNotUndo() }},
		command{name: "redo", about: "does again what undo took back, after asking", do: (*conversation).redo, closed: func(c *conversation) string { return c.sit.WhyNotRedo() }},
		{name: "quit", also: []string{"q", "exit", "bye"}, about: "leaves; drafts are kept", basic: true, do: func(*conversation, string) error { return errQuit }},

		{name: "read", also: []string{"again"}, about: "reads the incident out again", incident: true, reading: true, do: func(c *conversation, _ string) error { return c.readOut() }},
		{name: "facts", args: "[FIELD]", about: "reads every fact, with its source and your answers", incident: true, reading: true, do: (*conversation).facts},
		{name: "why", also: []string{"verdict"}, about: "reads the six criteria with the reason and the passage behind each", incident: true, reading: true, do: (*conversation).why},
		{name: "guidance", also: []string{"guide"}, args: "[WORD or all]", about: "reads the guidance: behind this question, with a word in it, or all", reading: true, do: (*conversation).guidance},
		{name: "others", also: []string{"p"}, about: "reads this individual's other records, here and under other applications", incident: true, reading: true, do: (*conversation).others},
		{name: "application", about: "reads the application as a whole: its individuals, their hits, what is decided and what is left", incident: true, reading: true, do: (*conversation).application, closed: notInSecond},
		{name: "history", also: []string{"h"}, about: "reads every version of facts, answers and decisions, newest first", incident: true, reading: true, do: (*conversation).history},

		{name: "answer", args: "FIELD [VALUE]", about: "answers any fact, such as: answer outcome 21", incident: true, do: (*conversation).answerField},
		{name: "withdraw", args: "FIELD or record", about: "takes back an officer's answer, so that the source's value stands again; withdraw record takes out a record entered by hand", incident: true, do: (*conversation).withdraw},
		{name: "correct", args: "FIELD [VALUE]", about: "corrects a record that was entered by hand", incident: true, do: (*conversation).correct, closed: func(c *conversation) string { return c.in.WhyNotByHand() }},
		{name: "link", args: "REF", about: "says that another record of this individual describes the same event; answer same event as none takes a link of this record away", incident: true, do: (*conversation).link},
		{name: "incomplete", about: "answers for a case of which records are known to be missing", incident: true, do: (*conversation).incomplete, closed: func(c *conversation) string { return c.in.WhyNotIncomplete() }},
		{name: "note", about: "reads your note to yourself on this incident, and takes a new one", incident: true, do: (*conversation).note, closed: notInSecond},
	}
	for _, k := range model.DecisionKinds() {
		list = append(list, decisionCommand(k))
	}
	return append(list,
		command{name: "edit", about: "takes up the rationale of the decision that stands", incident: true, do: (*conversation).edit, closed: func(c *conversation) string { return c.in.WhyNotEdit() }},
		command{name: "check", args: "[agree or return]", about: "checks the decision that another officer made: you agree, or return it with a comment", incident: true, do: (*conversation).check, closed: func(c *conversation) string { return c.sit.WhyNotCheck(c.in) }},
		command{name: "drop", args: "DECISION", about: "deletes the draft of a decision, after asking", incident: true, do: (*conversation).drop, closed: func(c *conversation) string { return c.in.WhyNoDraft() }},

		command{name: "next", about: "goes to the next incident that needs attention", do: (*conversation).next},
		command{name: "previous", also: []string{"prev"}, about: "goes to the incident before this one that needs attention", do: (*conversation).previous},
		command{name: "go", args: "REF", about: "opens the incident with that reference", do: (*conversation).goTo},
		command{name: "list", args: "[FILTER]", about: "reads a list, such as list applies; next then goes along it", do: (*conversation).list},
		command{name: "find", args: "TEXT", about: "looks for a text in references, names, offences and summaries", do: (*conversation).find},
		command{name: "more", about: "reads on in the list", do: (*conversation).more, closed: noList},
		command{name: "open", args: "NUMBER", about: "opens an entry of the list just read", do: (*conversation).openListed, closed: noList},
		command{name: "order", args: "ORDER", about: "changes the order; alone it says which there are, and round turns it round", do: (*conversation).order},
		command{name: "add", about: "adds a hit by hand: another of the individual in hand, or with add new one of anybody", args: "[new]", do: (*conversation).addRecord, closed: func(c *conversation) string { return c.noImport }},
		command{name: "import", args: "FILE", about: "imports a file from the records system: CSV, JSON or XLSX", do: (*conversation).importFile, closed: func(c *conversation) string { return c.noImport }},
		command{name: "place", about: "says what became of the store's file where it was moved, deleted or replaced, and puts it back", do: (*conversation).place, closed: inPlace},
		command{name: "summary", about: "says how far the work is", reading: true, do: (*conversation).summary, closed: notInSecond},
		command{name: "quality", about: "says how many discards may be wrong, and how far officers agree", reading: true, do: (*conversation).quality, closed: notInSecond},
		command{name: "second", args: "SAMPLE", about: "reviews a sample a second time, blind: this review ends, and that one opens on the facts of the incidents drawn alone", do: (*conversation).secondReview, closed: noSecond},
		command{name: "brief", args: "[on or off]", about: "reads of each incident only whose it is, what the test says and what is open, or all again", do: (*conversation).setBrief},
		command{name: "checkpoint", about: "reads the checkpoint of the journal, to print or keep elsewhere", reading: true, closed: notInSecond, do: func(c *conversation, _ string) error {
			c.sayCheckpoint()
			return nil
		}},
	)
}

func decisionCommand(k model.DecisionKind) command {
	cmd := command{
		name: k.String(), about: "decides: " + k.Title(), incident: true,
		closed: func(c *conversation) string { return c.in.WhyNotDecide(k) },
		do:     func(c *conversation, rest string) error { return c.decide(k, rest) },
	}
	cmd.also = []string{k.String()[:1]} // the app's key
	if k == model.Defer {
		cmd.also, cmd.args = []string{"wait", "w"}, "[DATE]"
		cmd.about += "; with a date, it comes back on it"
	}
	return cmd
}

// find gives the command of a word.
func findCommand(word string) (command, bool) {
	for _, cmd := range commands() {
		if cmd.name == word || slices.Contains(cmd.also, word) {
			return cmd, true
		}
	}
	return command{}, false
}

// split is a line's first word, in lower case, and the rest.
func split(typed string) (word, rest string) {
	word, rest, _ = strings.Cut(typed, " ")
	return strings.ToLower(word), strings.TrimSpace(rest)
}

// command does what a line of words says. A word that is no command does
// nothing: one line says so, with the nearest that is.
func (c *conversation) command(typed string) error {
	word, rest := split(typed)
	cmd, ok := findCommand(word)
	switch {
	case !ok && isTri(typed):
		c.out.say("There is no question open here. To answer a fact, type answer and its name.")
		return nil
	case !ok:
		c.unknown(word, commandWords(), "")
		return nil
	case rest != "" && cmd.args == "":
		c.out.say("%s takes nothing after it: \"%s\" was not expected. Nothing was done.", cmd.name, brief(rest))
		return nil
	}
	return c.perform(cmd, rest)
}

func (c *conversation) perform(cmd command, rest string) error {
	if cmd.incident && c.in == nil {
		c.out.say("%s: no incident is open. Type next, list, or go and a reference.", cmd.name)
		return nil
	}
	if why := c.whyNot(cmd); why != "" {
		c.out.say("%s: %s.", cmd.name, strings.TrimSuffix(why, "."))
		return nil
	}
	return cmd.do(c, rest)
}

// unknown says that a word is not known here, and which is nearest.
func (c *conversation) unknown(word string, known []string, before string) {
	if near := nearest(lower(word), known); near != "" {
		c.out.say("gd8 does not know \"%s\" here. The nearest is %s. %shelp says what there is.", brief(word), near, before)
		return
	}
	c.out.say("gd8 does not know \"%s\" here. %shelp says what there is.", brief(word), before)
}

func commandWords() []string {
	var words []string
	for _, cmd := range commands() {
		words = append(words, cmd.name)
	}
	return words
}

// nearest is the known word that a mistyped one is most likely meant for:
// one it begins, or one at most two typing mistakes away; blank for none.
func nearest(word string, known []string) string {
	const mistakes = 2
	best, fewest := "", mistakes+1
	for _, k := range known {
		if len(word) >= 2 && strings.HasPrefix(k, word) {
			return k
		}
		if d := distance(word, k); d < fewest && d < len(k) {
			best, fewest = k, d
		}
	}
	return best
}

// distance is how many letters must be put in, left out or changed to make b
// of a (Levenshtein). A word much longer than any command is not looked at.
func distance(a, b string) int {
	const longest = 40
	if len(a) > longest {
		return longest
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// brief is what was typed, short enough to be repeated in a sentence.
func brief(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "..."
		}
	}
	return s
}
