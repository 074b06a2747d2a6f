//go:build unix

package command_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "draw the pictures of the README anew")

// gallery draws pictures of gd8 at work: the program itself on a terminal, on
// a day that does not move.
type gallery struct {
	*desk
	drawn map[string]bool
	stale bool // a frame did not come: the ones after it are not waited for as long
}

// demo starts the demo in a window.
func (g *gallery) demo(width, height int, args ...string) *window {
	g.t.Helper()
	return g.windowOf(g.start("gd8-on-a-day", append([]string{"demo", "--no-tour"}, args...)...), width, height)
}

// picture holds a file to what a window shows, or writes it with -update. What
// gd8 draws may not have arrived whole, so it is looked at until it is there.
func (g *gallery) picture(name string, title, about string, columns int, frames ...frameOf) {
	g.t.Helper()
	g.drawn[name] = true
	drawn := svg(title, about, columns, frames...)
	if *update {
		if err := os.WriteFile(pictureFile(name), []byte(drawn), 0o644); err != nil {
			g.t.Fatal(err)
		}
		return
	}
	if want := g.wanted(name); drawn != want {
		g.t.Errorf("%s no longer shows gd8 as it is; go test ./ui/command -run Pictures -update draws it anew, then look at it. First difference: %s", name, firstDifference(drawn, want))
	}
}

func pictureFile(name string) string { return filepath.Join("..", "..", "testdata", "pictures", name) }

func (g *gallery) wanted(name string) string {
	g.t.Helper()
	want, err := os.ReadFile(pictureFile(name))
	if err != nil {
		g.t.Fatal(err)
	}
	return string(want)
}

// take is the frame of a picture that a window comes to show: the one the
// picture has, or with -update the one that no longer changes.
func (g *gallery) take(w *window, name, said string) frameOf {
	g.t.Helper()
	drawn := func(f frameOf) string {
		var b strings.Builder
		f.draw(&b)
		return b.String() + "</g>" // to its end: a part of the frame is not it
	}
	f := w.frame(said)
	if *update {
		for still := 0; still < 4; still++ {
			time.Sleep(150 * time.Millisecond)
			if again := w.frame(said); drawn(again) != drawn(f) {
				f, still = again, 0
			}
		}
		return f
	}
	want, limit := g.wanted(name), patience
	if g.stale {
		limit = 2 * time.Second
	}
	for give := time.Now().Add(limit); !strings.Contains(want, drawn(f)); f = w.frame(said) {
		if time.Now().After(give) {
			g.stale = true
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return f
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + " instead of " + w[i]
		}
	}
	return "one has more lines"
}

// of draws the window as one picture.
func (g *gallery) of(w *window, name, title, about string) {
	g.t.Helper()
	g.picture(name, title, about, 1, g.take(w, name, ""))
}

// TestPicturesShowGd8AsItIs draws every picture of the README from the running
// program.
func TestPicturesShowGd8AsItIs(t *testing.T) {
	g := &gallery{desk: newDesk(t), drawn: map[string]bool{}}
	g.screens()
	g.lines()
	g.wholeReview()
	folder, err := os.ReadDir(filepath.Join("..", "..", "testdata", "pictures"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range folder {
		if strings.HasSuffix(file.Name(), ".svg") && !g.drawn[file.Name()] {
			t.Errorf("nothing draws %s any more; delete it", file.Name())
		}
	}
}

func (g *gallery) screens() {
	w := g.demo(80, 24).sees("4 of 34 done", "DEMO/103", "q quit")
	g.of(w, "queue.svg", "The queue of gd8", "Incidents that need attention, one a line, each with its verdict and what it waits for.")
	w.press("s").sees("Decisions that stand", "esc queue")
	g.of(w, "summary.svg", "The summary of gd8", "How much is left and how long it may take; bar charts of decisions that stand, verdicts left and all incidents; what is deferred.")
	w.press("esc").sees("q quit").press("j").press("enter").sees("UNDETERMINED", "esc queue")
	g.of(w, "review.svg", "The review of an incident in gd8", "Facts on the left; on the right the verdict, six criteria with what each rests on, the question in hand, and what would change the verdict.")
	w.press(":").sees("Every action").types("disc").sees("discard under AT2 (not now)", "Not now:")
	g.of(w, "palette.svg", "Every action by name in gd8", "The actions whose names hold what was typed; the discard, which cannot act now, with the reason.")
	w.press("esc").sees("esc queue").press("g").sees("The guidance, in gd8's own words", "esc back")
	g.of(w, "guidance.svg", "The guidance in gd8", "The passage behind the criterion in hand, in gd8's own words.")
	w.press("esc").sees("esc queue").press("c").sees("Consider for disclosure")
	w.types("Two entries of 2021 were found").sees("were found", "draft kept")
	g.of(w, "rationale.svg", "A rationale in gd8", "A decision to consider an incident for disclosure: its sections, each with its question, and the text being written.")
	w.press("esc").sees("draft kept: consider").press("esc").sees("[Attention 28]")
	w.resize(160, 50).sees("AT2 discard: ")
	g.of(w, "queue-wide.svg", "The queue of gd8 in a wide window", "Incidents that need attention, each with individual, name, application, age, outcome, verdict, state and warnings; beside them the incident under the cursor: whose it is, what the test says, what is open, its summary and facts.")
	w.press("enter").sees("UNDETERMINED", "The guidance, in gd8's own words")
	g.of(w, "wide.svg", "gd8 in a wide window", "Facts, criteria and guidance beside each other.")
	w.press("esc").sees("[Attention 28]").leaves()
}

func (g *gallery) lines() {
	w := g.demo(80, 24, "--line").sees("Is the clock right?").types("yes").press("enter").sees("Incident: DEMO/101")
	w.types("next").press("enter").sees("Pattern of behaviour? yes, no or unknown")
	g.of(w, "line.svg", "gd8 line by line", "The same review as a conversation in plain lines.")
	w.types("quit").press("enter").ends()
}

// wholeReview shows one incident from the queue to its decision.
func (g *gallery) wholeReview() {
	w := g.demo(60, 16).sees("4 of 34 done", "DEMO/103", "enter review").press("j").sees("2 of 28")
	const name = "review-whole.svg"
	var frames []frameOf
	keep := func(said string, until ...string) {
		g.t.Helper()
		frames = append(frames, g.take(w.sees(until...), name, said))
	}
	keep("1  The queue: what waits for a decision", "2 of 28")
	w.press("enter")
	keep("2  enter: the verdict, and what is not known", "UNDETERMINED", "? esc")
	w.press("n")
	keep("3  n answers no; one question is left", "› Indicator of risk?", "? esc")
	w.press("n")
	keep("4  Now the test says that the discard applies", "APPLIES", "d discard")
	w.press("d").sees("Searched").types("PNC, PND and local, on 4 May 2026: nothing further.")
	keep("5  d: first what was searched, and what was found", "nothing further.", "draft kept")
	w.press("tab").sees("› 2 Grounds").types("Searched under every name held: this one incident, outcome 21, and nothing further known.")
	keep("6  Then the officer says why, in their own words", "further known.", "draft kept")
	w.press("ctrl+s")
	keep("7  ctrl+s: saved, and the next incident is there", "Saved: DEMO/103, discarded under AT2", "DEMO/104")
	w.press("esc").sees("[Attention 27]")
	keep("8  The queue again: one more is done", "5 of 34 done")
	w.leaves()
	g.picture(name, "A whole review in gd8", "Eight windows, from the queue through the questions to a discard with its grounds and back to the queue.", 2, frames...)
}

// TestEveryPictureOfTheReadmeIsThereAndSaidInWords wants an alternative text
// for those who do not see a picture, and no picture that nobody sees.
func TestEveryPictureOfTheReadmeIsThereAndSaidInWords(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, img := range regexp.MustCompile(`<img [^>]*>`).FindAllString(string(readme), -1) {
		src := regexp.MustCompile(`src="([^"]+)"`).FindStringSubmatch(img)
		alt := regexp.MustCompile(`alt="([^"]+)"`).FindStringSubmatch(img)
		if src == nil || alt == nil || len(strings.Fields(alt[1])) < 12 {
			t.Errorf("a picture is not said in words: %s", img)
			continue
		}
		seen[filepath.Base(src[1])] = true
		text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(src[1])))
		if err != nil {
			t.Error(err)
		}
		for _, far := range []string{"<script", "<image", "href", "url(", "<animate", "@keyframes", "@font-face"} {
			if strings.Contains(string(text), far) {
				t.Errorf("%s has a %s", src[1], far)
			}
		}
	}
	pictures, err := filepath.Glob(pictureFile("*.svg"))
	if err != nil || len(pictures) == 0 {
		t.Errorf("%d pictures, %v", len(pictures), err)
	}
	for _, file := range pictures {
		if !seen[filepath.Base(file)] {
			t.Errorf("the README does not show %s", file)
		}
	}
}
