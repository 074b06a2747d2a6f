//go:build unix

package command_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gd8/model"
)

// officer answers the prompts of a review in lines: both questions with no,
// the grounds of a discard in two lines, a yes to what is repeated back.
type officer struct {
	mu   sync.Mutex
	said bytes.Buffer
	left int // replies, so that a refusal that comes for ever ends
	stop int // decisions after which to quit
}

var groundsLines = []string{"One incident with outcome 21,", "and nothing further known in any system that was searched."}

// talk holds the conversation until gd8 ends it.
func (o *officer) talk(out io.Reader, in io.WriteCloser) {
	defer in.Close()
	r := bufio.NewReader(out)
	b := make([]byte, 4096)
	for {
		n, err := r.Read(b)
		if err != nil {
			return
		}
		o.mu.Lock()
		o.said.Write(b[:n])
		all := o.said.String()
		o.mu.Unlock()
		prompt := all[strings.LastIndex(all, "\n")+1:]
		if !strings.HasSuffix(prompt, ": ") {
			continue
		}
		if o.left == 0 { // and then leaves without a word
			_ = in.Close()
			continue
		}
		reply := o.reply(strings.TrimSuffix(prompt, ": "))
		o.left--
		if len(decidedOn.FindAllString(all, -1)) >= o.stop {
			reply = "quit"
		}
		if _, err := io.WriteString(in, reply+"\n"); err != nil {
			return
		}
	}
}

func (o *officer) reply(prompt string) string {
	line := 0
	if _, number, ok := strings.Cut(prompt, ", line "); ok {
		line, _ = strconv.Atoi(number)
	}
	switch {
	case strings.HasPrefix(prompt, "Pattern of behaviour?"), strings.HasPrefix(prompt, "Indicator of risk?"):
		return "no"
	case strings.HasPrefix(prompt, "Searched, line") && line == 1:
		return "PNC and PND"
	case strings.HasPrefix(prompt, "Grounds, line") && line <= len(groundsLines):
		return groundsLines[line-1]
	case line > 0:
		return "."
	case strings.HasPrefix(prompt, "Save?"):
		return "yes"
	case prompt == "Decision or command":
		return "discard"
	case prompt == "Command":
		return "next"
	}
	return "quit"
}

// lines is what gd8 has acknowledged in a review in lines.
type lines struct {
	answers map[string]int
	decided map[string]bool
	drafted map[string]int // lines of the grounds kept
}

var (
	atIncident  = regexp.MustCompile(`(?m)^Incident: (CR/\d+), `)
	savedAnswer = regexp.MustCompile(`(?m)^Saved\. Does`)
	decidedOn   = regexp.MustCompile(`(?m)^Saved: (CR/\d+), discarded`)
	groundsLine = regexp.MustCompile(`(?m)^Grounds, line (\d+): `)
	notKept     = regexp.MustCompile(`could\s+not\s+be\s+kept`)
	draftKept   = regexp.MustCompile(`The\s+draft\s+is\s+kept`)
)

// acknowledged reads what gd8 said in lines, as far as it came.
func acknowledged(said string) lines {
	a := lines{map[string]int{}, map[string]bool{}, map[string]int{}}
	for i, part := range atIncident.FindAllStringSubmatchIndex(said, -1) {
		ref := said[part[2]:part[3]]
		end := len(said)
		if rest := atIncident.FindAllStringIndex(said, -1); i+1 < len(rest) {
			end = rest[i+1][0]
		}
		during := said[part[0]:end]
		a.answers[ref] += len(savedAnswer.FindAllString(during, -1))
		a.drafted[ref] = keptLines(during)
	}
	for _, ref := range decidedOn.FindAllStringSubmatch(said, -1) {
		a.decided[ref[1]] = true
	}
	return a
}

// keptLines is how many lines of the grounds gd8 said to have kept: each line
// but one after which it said that it could not, or all of them where it ended
// with that.
func keptLines(during string) (kept int) {
	typed, from := 0, 0
	for _, at := range append(groundsLine.FindAllStringSubmatchIndex(during, -1), []int{len(during), len(during), 0, 0}) {
		since := during[from:at[0]]
		if draftKept.MatchString(since) {
			kept = max(kept, typed)
		}
		if n, err := strconv.Atoi(during[at[2]:at[3]]); err == nil {
			if typed = n - 1; !notKept.MatchString(since) {
				kept = max(kept, typed)
			}
		}
		from = at[1]
	}
	return kept
}

// holds wants all that was acknowledged to be there, and at most so much that
// was not: the one thing being saved when gd8 was killed, or of which it said
// that it is not known.
func (f found) holds(said string, most int) {
	f.d.t.Helper()
	a := acknowledged(said)
	beyond := 0
	for i := range openCases {
		ref := openRef(i)
		text, decided := f.written(ref, model.Discard, model.Grounds)
		answers := f.answers(ref)
		if answers < a.answers[ref] || a.decided[ref] && !decided || len(textLines(text)) < a.drafted[ref] {
			f.d.t.Errorf("%s has %d answers, decided is %v, and the text is %q, and gd8 said:\n%s", ref, answers, decided, text, said)
		}
		beyond += answers - a.answers[ref]
		if decided && !a.decided[ref] {
			beyond++
		}
		if full := strings.Join(groundsLines, "\n"); !strings.HasPrefix(full, text) || decided && text != full {
			f.d.t.Errorf("%s has the text %q, which no one typed", ref, text)
		}
	}
	if beyond > most {
		f.d.t.Errorf("%d things are there that were never said to be saved:\n%s", beyond, said)
	}
}

func textLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// reviewInLines starts a review in lines and an officer who answers it. heard gives
// what gd8 has said so far.
func reviewInLines(t *testing.T, cmd *exec.Cmd, decisions int) (heard func() string) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	o := &officer{left: 40 * decisions, stop: decisions}
	over := make(chan struct{})
	go func() { defer close(over); o.talk(out, in) }()
	return func() string {
		<-over
		return o.said.String()
	}
}

func killLines(k *trial) {
	from := plainStore + base(k.r.IntN(2))
	d := faultDesk(k.T, from)
	cmd, err := d.cheap("review", "--line", "--purpose", "x", "--passphrase-file", "passphrase.txt")
	if err != nil {
		k.Fatal(err)
	}
	heard := reviewInLines(k.T, cmd, openCases)
	axe := time.AfterFunc(k.moment(), func() { _ = cmd.Process.Kill() })
	defer axe.Stop()
	said := heard()
	_ = cmd.Wait() // that it was killed, or ended before
	k.ended(strings.Contains(said, "Goodbye."))
	d.findsWhole().holds(said, 1)
}

// killSitting types a rationale word by word on the screen and may save the
// decision. What the screen says to be kept is the last word in sight while it
// says so.
func killSitting(k *trial) {
	d := faultDesk(k.T, plainStore)
	w := d.sit("--purpose", "x").sees(openRef(0)).press("enter").sees("UNDETERMINED", "r refer").press("r").sees("ctrl+s")
	words := k.r.IntN(12)
	save := k.r.IntN(3) == 0
	kept, saved := 0, false
	look := func() {
		shown := w.text()
		saved = saved || strings.Contains(shown, "Saved: "+openRef(0)+", referred")
		if strings.Contains(shown, "draft kept") {
			kept = max(kept, lastWord(shown))
		}
	}
	for n := range words {
		w.types(fmt.Sprintf("word%03d ", n+1))
		for end := time.Now().Add(time.Duration(k.r.IntN(150)) * time.Millisecond); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			look()
		}
	}
	wait := time.Duration(k.r.IntN(1000)) * time.Millisecond
	if save && words > 0 {
		w.sees(fmt.Sprintf("word%03d", words)).press("ctrl+s")
		wait /= 20
	}
	for end := time.Now().Add(wait); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		look()
	}
	_ = w.cmd.Process.Kill()
	w.ends()
	<-w.over
	look() // all that it wrote before
	k.ended(saved)
	text, decided := d.findsWhole().written(openRef(0), model.Refer, model.Reason)
	if lastWord(text) < kept || saved && (!decided || lastWord(text) != words) {
		k.Errorf("kept was said of word %d, saved of the decision: %v; decided is %v, and the text is %q", kept, saved, decided, text)
	}
	var typed strings.Builder
	for n := range words {
		fmt.Fprintf(&typed, "word%03d ", n+1)
	}
	if !strings.HasPrefix(typed.String(), text) {
		k.Errorf("the text is %q, which no one typed", text)
	}
}

var numbered = regexp.MustCompile(`word(\d{3})`)

// lastWord is the number of the last word of a text.
func lastWord(text string) (n int) {
	for _, m := range numbered.FindAllStringSubmatch(text, -1) {
		n, _ = strconv.Atoi(m[1])
	}
	return n
}
