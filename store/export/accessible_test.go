package export

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestEveryPageIsAccessible runs axe-core on the pages in a browser. It wants
// no violation of any rule it has, those of best practice included.
func TestEveryPageIsAccessible(t *testing.T) {
	path := os.Getenv("GD8_AXE")
	if path == "" {
		t.Skip("axe-core is not here: GD8_AXE names its axe.min.js, which .ci/run fetches with npm")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t)
	o := exampleOffice(t)
	var figures bytes.Buffer
	if err := WriteFiguresPage(&figures, figuresOffice(t).figures(true)); err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"record": o.page(o.record("APP-417")), "briefing": o.briefing(o.record("APP-417")), "figures": figures.String(),
		"quality": exampleQualityPage(t),
	} {
		t.Run(name, func(t *testing.T) {
			if found := violations(t, b, string(axe), page); len(found) > 0 {
				t.Errorf("violations: %s", strings.Join(found, "\n"))
			}
		})
	}
	t.Run("the test would see one", func(t *testing.T) {
		bad := `<!DOCTYPE html><html><head><title>x</title></head><body><table><tr><th></th></tr></table><p style="color:#eee;background:#fff">x</p></body></html>`
		if found := violations(t, b, string(axe), bad); len(found) < 2 {
			t.Errorf("of a bad page it finds %q", found)
		}
	})
}

// violations are what axe-core says of a page, once the policy that would stop
// it is taken away.
func violations(t *testing.T, b *browser, axe, page string) []string {
	t.Helper()
	page = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAllString(page, "")
	const run = `axe.run(document, {resultTypes: ["violations"]}).then(function (r) {
		var out = document.createElement("pre");
		out.id = "axe-says";
		out.textContent = JSON.stringify({rules: r.passes.length, found: r.violations.map(function (v) { return v.id + ": " + v.help + ": " + v.nodes.map(function (n) { return n.html; }).join(" ").slice(0, 400); })});
		document.body.appendChild(out);
	});`
	page = strings.Replace(page, "</body>", "<script>"+axe+"</script><script>"+run+"</script></body>", 1)
	seen := b.open(t, page, "--virtual-time-budget=20000", "--dump-dom")
	said := regexp.MustCompile(`(?s)<pre id="axe-says">(.*?)</pre>`).FindStringSubmatch(seen.output)
	if said == nil {
		t.Fatalf("axe-core said nothing; the console: %q", seen.console)
	}
	var result struct {
		Rules int
		Found []string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(said[1])), &result); err != nil {
		t.Fatal(err)
	}
	if result.Rules == 0 {
		t.Error("no rule was passed: it looked at nothing")
	}
	return result.Found
}
