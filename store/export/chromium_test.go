package export

import (
	"context"
	"fmt"
	"image"
	"image/color"
	_ "image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browser runs headless Chromium on pages.
type browser struct{ program, folder string }

func newBrowser(t *testing.T) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("starting a browser is left out of a short run")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return &browser{program, t.TempDir()}
		}
	}
	t.Skip("Chromium is not on this machine; Debian's package chromium brings it")
	return nil
}

// seen is what became of a page.
type seen struct {
	output   string   // standard output, such as of --dump-dom
	console  []string // what was written to the console, errors of the policy included
	requests []string // what was asked of the network
}

var (
	consoleLine = regexp.MustCompile(`(?m)^.*:CONSOLE[:(].*$`)
	requested   = regexp.MustCompile(`"url":"([a-z]+://[^"]*)"`)
)

// open shows a page, and does with it what the flags say.
func (b *browser) open(t *testing.T, page string, flags ...string) seen {
	t.Helper()
	path, log := filepath.Join(b.folder, "page.html"), filepath.Join(b.folder, "net.json")
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	args := append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + t.TempDir(),
		"--enable-logging=stderr", "--v=0", "--log-net-log=" + log,
	}, flags...)
	var out, errs strings.Builder
	c := exec.CommandContext(ctx, b.program, append(args, (&url.URL{Scheme: "file", Path: path}).String())...)
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	s := seen{output: out.String(), console: consoleLine.FindAllString(errs.String(), -1)}
	net, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range requested.FindAllStringSubmatch(string(net), -1) {
		if to, err := url.Parse(found[1]); err == nil && !browsersOwn(to.Hostname()) {
			s.requests = append(s.requests, found[1])
		}
	}
	return s
}

// browsersOwn reports whether the browser asks a host by itself, whatever the
// page is: its maker's.
func browsersOwn(host string) bool {
	return strings.HasSuffix(host, ".google.com") || strings.HasSuffix(host, ".googleapis.com")
}

func TestABrowserShowsARecordAndRunsAndLoadsNothing(t *testing.T) {
	b := newBrowser(t)
	o := exampleOffice(t)
	page := o.page(o.record("APP-417"))

	t.Run("the test would see a page that does", func(t *testing.T) {
		s := b.open(t, `<!DOCTYPE html><title>before</title><script>console.error("ran")</script><img src="http://127.0.0.1:9/x.png"/>`, "--dump-dom")
		if len(s.console) != 1 || !strings.Contains(s.console[0], "ran") || len(s.requests) == 0 {
			t.Errorf("console %q, requests %q", s.console, s.requests)
		}
	})
	t.Run("on the screen", func(t *testing.T) {
		shot := filepath.Join(b.folder, "screen.png")
		s := b.open(t, page, "--window-size=794,1123", "--hide-scrollbars", "--screenshot="+shot)
		if len(s.console) > 0 || len(s.requests) > 0 {
			t.Errorf("console %q, requests %q", s.console, s.requests)
		}
		checkStyled(t, shot)
	})
	t.Run("on paper", func(t *testing.T) {
		printed := filepath.Join(b.folder, "record.pdf")
		s := b.open(t, page, "--print-to-pdf="+printed) // as from the browser's own dialog, with its header
		if len(s.console) > 0 || len(s.requests) > 0 {
			t.Errorf("console %q, requests %q", s.console, s.requests)
		}
		checkPrinted(t, printed, "application APP-417")
		checkWords(t, printed, parse(t, page).text)
	})
	t.Run("a briefing, figures and quality on paper", func(t *testing.T) {
		var figures strings.Builder
		if err := WriteFiguresPage(&figures, figuresOffice(t).figures(true)); err != nil {
			t.Fatal(err)
		}
		for subject, page := range map[string]string{
			"Briefing: application APP-417":       o.briefing(o.record("APP-417")),
			"Figures: 1 May 2026 to 31 July 2026": figures.String(),
			"Quality: sample 1":                   exampleQualityPage(t),
		} {
			printed := filepath.Join(b.folder, "page.pdf")
			if s := b.open(t, page, "--print-to-pdf="+printed); len(s.console) > 0 || len(s.requests) > 0 {
				t.Errorf("%s: console %q, requests %q", subject, s.console, s.requests)
			}
			checkPrinted(t, printed, subject)
			spoken := regexp.MustCompile(`<title id=.*?</title>`) // of the chart, for who does not see it
			checkWords(t, printed, parse(t, spoken.ReplaceAllString(page, "")).text)
		}
	})
	t.Run("what got past the escaping would be stopped", func(t *testing.T) {
		const intruder = `<style>main{display:none}</style><script>document.title="ran"</script>` +
			`<img src="http://127.0.0.1:9/x.png" onerror="document.title='ran'"/><p style="display:none">x</p></body>`
		s := b.open(t, strings.Replace(page, "</body>", intruder, 1), "--dump-dom")
		if strings.Contains(s.output, "<title>ran") || len(s.requests) > 0 || len(s.console) < 4 {
			t.Errorf("console %q, requests %q", s.console, s.requests)
		}
	})
}

// checkStyled fails the test unless a picture of A4 at 96 dots an inch holds
// the blue of the headings: the policy let the page's style in.
func checkStyled(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	shot, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if size := shot.Bounds().Size(); size != image.Pt(794, 1123) {
		t.Errorf("the picture is %v", size)
	}
	blue, width := 0, shot.Bounds().Dx()
	for i := range width * shot.Bounds().Dy() {
		if c, ok := color.RGBAModel.Convert(shot.At(i%width, i/width)).(color.RGBA); ok && c.R == 0x1d && c.G == 0x35 && c.B == 0x57 {
			blue++
		}
	}
	if blue < width {
		t.Errorf("%d dots of the headings' blue: the page has no style", blue)
	}
}

// checkPrinted fails the test unless every sheet is A4 and, where pdftotext is
// there to read it, marked twice and numbered, and says what it is of; the
// browser's own header, with the day and the file's path, is on none.
func checkPrinted(t *testing.T, path, subject string) {
	t.Helper()
	pdf, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	boxes := regexp.MustCompile(`/MediaBox \[([^\]]*)\]`).FindAllStringSubmatch(string(pdf), -1)
	if len(boxes) == 0 {
		t.Fatal("no sheet was printed")
	}
	for _, box := range boxes {
		if !regexp.MustCompile(`^0 0 59[45]\S* 84[12]\S*$`).MatchString(box[1]) {
			t.Errorf("a sheet is %s points and not A4", box[1])
		}
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("what is printed cannot be read: pdftotext is not on this machine; Debian's package poppler-utils brings it")
	}
	text, err := exec.Command(reader, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	sheets := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(sheets) != len(boxes) {
		t.Errorf("%d sheets of text of %d", len(sheets), len(boxes))
	}
	for k, sheet := range sheets {
		if strings.Count(sheet, DefaultMarking) != 2 || !strings.Contains(sheet, subject) {
			t.Errorf("sheet %d is not marked top and bottom, or does not say what it is of:\n%s", k+1, sheet)
		}
		if first, _, _ := strings.Cut(strings.TrimLeft(sheet, " \n"), "\n"); strings.TrimSpace(first) != DefaultMarking || strings.Contains(sheet, "file:") {
			t.Errorf("sheet %d has the browser's own header: %q", k+1, first)
		}
		if !strings.Contains(sheet, fmt.Sprintf("Page %d of %d", k+1, len(boxes))) {
			t.Errorf("sheet %d is not numbered", k+1)
		}
	}
}

// checkWords fails the test unless every word of a page is on its sheets. A
// word may be broken there where a cell is narrow.
func checkWords(t *testing.T, path, text string) {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("what is printed cannot be read: pdftotext is not on this machine; Debian's package poppler-utils brings it")
	}
	printed, err := exec.Command(reader, "-raw", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.Join(strings.Fields(string(printed)), "")
	for word := range strings.FieldsSeq(text) {
		if !strings.Contains(whole, word) {
			t.Errorf("%q is not on paper", word)
		}
	}
}
