package term

import (
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"
)

// texts draws text as files hold it: words, accents, wide characters, emoji,
// long words, line breaks, and now and then something hostile.
var texts = rapid.Custom(func(t *rapid.T) string {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{" ", "  ", "\n", "\t", "a", "Renée", "e\u0301", "山田", "😀", "🇬🇧", "한국", "น้ำ", "हिन्दी", "14/2231/19", "\x1b[31m", "\u202e"}),
		rapid.StringN(0, 30, -1),
	)
	return strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
})

func TestWidthIsWhatTheTerminalShows(t *testing.T) {
	for _, s := range []string{"", "P-118", "Renée", "e\u0301", "山田太郎", "한국어", "😀", "🇬🇧", "✓ ok", "│"} {
		screen := vt.NewEmulator(40, 2)
		if _, err := screen.WriteString(s); err != nil {
			t.Fatal(err)
		}
		if x := screen.CursorPosition().X; x != Width(s) {
			t.Errorf("Width(%q) = %d, but a terminal's cursor goes to column %d", s, Width(s), x)
		}
	}
}

func TestSafeTextMovesNoCursor(t *testing.T) {
	for _, h := range hostile {
		screen := vt.NewEmulator(80, 3)
		safe := Safe(h.text)
		if _, err := screen.WriteString(safe); err != nil {
			t.Fatal(err)
		}
		if p := screen.CursorPosition(); p.X != Width(safe) || p.Y != 0 {
			t.Errorf("%s: the cursor is at %v after %d cells", h.name, p, Width(safe))
		}
	}
}

func TestCutAndFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		cut   string
	}{
		{"Undetermined", 12, "Undetermined"},
		{"Undetermined", 11, "Undetermin…"},
		{"Undetermined", 1, "…"},
		{"Undetermined", 0, ""},
		{"Undetermined", -1, ""},
		{"山田太郎", 8, "山田太郎"},
		{"山田太郎", 7, "山田太…"},
		{"山田太郎", 6, "山田…"},
		{"山", 1, "…"},
		{"cafe\u0301s", 5, "cafe\u0301s"},
		{"cafe\u0301s", 4, "caf…"},
		{"", 3, ""},
		{"\x1b[1mUndetermined\x1b[0m", 6, "\x1b[1mUndet…\x1b[0m"},
	} {
		if got := Cut(c.text, c.width, "…"); got != c.cut {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.text, c.width, got, c.cut)
		}
		if got := Width(Fit(c.text, c.width, "…")); got != max(c.width, 0) {
			t.Errorf("Fit(%q, %d) is %d cells wide", c.text, c.width, got)
		}
	}
	if got := Cut("Undetermined", 2, "..."); got != "Un" {
		t.Errorf("where the ellipsis does not fit, the cut is %q", got)
	}
}

func TestNoCutIsWiderThanAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := SafeLine(texts.Draw(t, "text"))
		width := rapid.IntRange(0, 50).Draw(t, "width")
		ellipsis := rapid.SampledFrom([]string{"…", "~", ""}).Draw(t, "ellipsis")
		checkCut(t, s, width, ellipsis)
	})
}

// checkCut holds Cut, Pad and Fit to their promises for the safe line s.
func checkCut(t interface{ Errorf(string, ...any) }, s string, width int, ellipsis string) {
	cut := Cut(s, width, ellipsis)
	switch {
	case Width(cut) > width:
		t.Errorf("Cut(%q, %d) = %q is %d cells wide", s, width, cut, Width(cut))
	case Width(s) <= width && cut != s:
		t.Errorf("Cut(%q, %d) = %q, though it fits", s, width, cut)
	case cut != s && !strings.HasPrefix(s, strings.TrimSuffix(cut, ellipsis)):
		t.Errorf("Cut(%q, %d) = %q is not its beginning", s, width, cut)
	case Width(s) > width && width > 1 && Width(cut) < width-1:
		t.Errorf("Cut(%q, %d) = %q leaves room unused", s, width, cut)
	}
	if got := Width(Pad(s, width)); got != max(width, Width(s)) {
		t.Errorf("Pad(%q, %d) is %d cells wide", s, width, got)
	}
	if got := Width(Fit(s, width, ellipsis)); got != width {
		t.Errorf("Fit(%q, %d) is %d cells wide", s, width, got)
	}
	if Width(s) != lipgloss.Width(s) {
		t.Errorf("Width(%q) = %d, Lip Gloss says %d", s, Width(s), lipgloss.Width(s))
	}
}

func BenchmarkCut(b *testing.B) {
	long := strings.Repeat("Renée shared one image. ", 60<<10/25)
	for _, c := range []struct{ name, text string }{{"reference", "14/2231/19"}, {"60KiB-to-40", long}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Cut(c.text, 40, "…")
			}
		})
	}
}
