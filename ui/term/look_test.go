package term

import (
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/vt"

	"gd8/model"
)

// utf8Terminal is a terminal of that kind with a UTF-8 locale.
func utf8Terminal(kind string, more ...string) Env {
	return terminal(append([]string{"TERM", kind, "LANG", "en_GB.UTF-8"}, more...)...)
}

// windowsConsole is a console of Windows 10 or later.
func windowsConsole() Env {
	return Env{Terminal: true, Windows: true, CodePage: 65001}
}

func mustLook(t *testing.T, env Env, opts Options) *Look {
	t.Helper()
	l, err := NewLook(io.Discard, env, opts)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestThemeChosenAndThemeUsed(t *testing.T) {
	for _, c := range []struct {
		name   string
		env    Env
		chosen string
		used   string
		colour Colour
		note   bool
	}{
		{"nothing chosen", utf8Terminal("xterm-256color"), "", "default", Palette16, false},
		{"nothing chosen on Windows, where the screen is not gd8's", windowsConsole(), "", "mono", NoColour, false},
		{"the terminal's own on Windows", windowsConsole(), "terminal", "terminal", Palette16, false},
		{"dark", utf8Terminal("xterm-256color"), "dark", "dark", Fixed256, false},
		{"dark on 16 colours", utf8Terminal("xterm"), "dark", "mono", NoColour, true},
		{"mono", utf8Terminal("xterm-256color"), "mono", "mono", NoColour, false},
		{"NO_COLOR", utf8Terminal("xterm-256color", "NO_COLOR", "1"), "", "mono", NoColour, false},
		{"NO_COLOR and the default by name", utf8Terminal("xterm-256color", "NO_COLOR", "1"), "default", "mono", NoColour, false},
		{"a theme by name overrides NO_COLOR", utf8Terminal("xterm-256color", "NO_COLOR", "1"), "light", "light", Fixed256, false},
		{"but not a dumb terminal", utf8Terminal("dumb"), "light", "light", NoStyle, false},
	} {
		l := mustLook(t, c.env, Options{Theme: c.chosen})
		if l.Theme != c.used || l.Colour != c.colour || (l.Note != "") != c.note {
			t.Errorf("%s: theme %s, colour %v, note %q", c.name, l.Theme, l.Colour, l.Note)
		}
	}
}

func TestUnknownThemeIsRefusedWithTheNamesThereAre(t *testing.T) {
	_, err := NewLook(io.Discard, Env{}, Options{Theme: "dark\x1b"})
	const want = `there is no theme "dark\x1b"; choose one of default, terminal, light, dark, high-contrast, mono`
	if err == nil || err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}

func TestNoStyleNeverEmitsAnEscapeByte(t *testing.T) {
	for _, theme := range Themes() {
		l := mustLook(t, utf8Terminal("dumb"), Options{Theme: theme.Name})
		for role := Role(0); role < RoleCount; role++ {
			if got := l.Render(role, "x") + l.Style(role).Render("y") + l.Paint("", 1); got != "xy" {
				t.Errorf("%s, role %d: %q", theme.Name, role, got)
			}
		}
	}
}

func TestNoColourEmitsNoColour(t *testing.T) {
	l := mustLook(t, utf8Terminal("xterm-256color", "NO_COLOR", "1"), Options{})
	for role := Role(0); role < RoleCount; role++ {
		screen := vt.NewEmulator(4, 1)
		screen.WriteString(l.Render(role, "x"))
		if st := screen.CellAt(0, 0).Style; st.Fg != nil || st.Bg != nil {
			t.Errorf("role %d has a colour", role)
		}
	}
	if !strings.Contains(l.Render(Selected, "x"), "\x1b[7m") {
		t.Error("the selected row is not reversed")
	}
}

func TestDefaultThemeUsesThePaletteOnly(t *testing.T) {
	l := mustLook(t, utf8Terminal("xterm-256color"), Options{})
	for role := Role(0); role < RoleCount; role++ {
		if got := l.Render(role, "x"); strings.Contains(got, "8;5;") || strings.Contains(got, "8;2;") {
			t.Errorf("role %d is drawn in a fixed colour: %q", role, got)
		}
	}
}

func TestRenderIsWhatTheStyleRenders(t *testing.T) {
	l := mustLook(t, utf8Terminal("xterm-256color"), Options{Theme: "dark"})
	for role := Role(0); role < RoleCount; role++ {
		if got, want := l.Render(role, "Renée e\u0301"), l.Style(role).Render("Renée e\u0301"); got != want {
			t.Errorf("role %d: %q, the style gives %q", role, got, want)
		}
	}
	if got, want := l.Render(Error, "a\nb"), l.Render(Error, "a")+"\n"+l.Render(Error, "b"); got != want {
		t.Errorf("two lines are %q, want %q", got, want)
	}
	if got := l.Render(Error, ""); got != "" {
		t.Errorf("nothing is %q", got)
	}
}

func TestPaintedLineHasTheThemesBackgroundInEveryCell(t *testing.T) {
	for _, name := range []string{"light", "dark", "high-contrast"} {
		l := mustLook(t, utf8Terminal("xterm-256color"), Options{Theme: name})
		line := "bare " + l.Render(Applies, "Applies") + " bare"
		painted := l.Paint(line, 20)
		if Width(painted) != 20 {
			t.Errorf("%s: %d cells wide", name, Width(painted))
		}
		screen := vt.NewEmulator(30, 1)
		screen.WriteString(painted)
		page := screen.CellAt(0, 0).Style.Bg
		for x := range 20 {
			if bg := screen.CellAt(x, 0).Style.Bg; page == nil || bg != page {
				t.Errorf("%s: cell %d has the background %v, the first %v", name, x, bg, page)
			}
		}
		if screen.CellAt(20, 0).Style.Bg != nil {
			t.Errorf("%s: the background runs on after the line", name)
		}
	}
	if l := mustLook(t, utf8Terminal("xterm"), Options{}); l.Paint("x", 5) != "x" {
		t.Error("the default theme paints a background")
	}
}

func TestSymbolsAndFrameFollowTheLocale(t *testing.T) {
	for _, c := range []struct {
		name  string
		env   Env
		opts  Options
		ascii bool
	}{
		{"UTF-8", utf8Terminal("xterm"), Options{}, false},
		{"--ascii", utf8Terminal("xterm"), Options{ASCII: true}, true},
		{"Latin-1", terminal("TERM", "xterm", "LANG", "en_GB.ISO-8859-1"), Options{}, true},
		{"East Asian widths", utf8Terminal("xterm", "RUNEWIDTH_EASTASIAN", "1"), Options{}, true},
	} {
		l := mustLook(t, c.env, c.opts)
		all := []string{l.Frame.Top, l.Frame.Left, l.Frame.TopLeft, l.Frame.Middle, l.Frame.MiddleBottom}
		v := reflect.ValueOf(l.Symbols)
		for i := range v.NumField() {
			all = append(all, v.Field(i).String())
		}
		joined := strings.Join(all, "")
		if ascii := printable(joined); ascii != c.ascii || l.ASCII != c.ascii {
			t.Errorf("%s: symbols and frame are %q", c.name, joined)
		}
	}
	if l := mustLook(t, utf8Terminal("xterm"), Options{ASCII: true}); l.Safe("é") != "é" {
		t.Error("--ascii on a UTF-8 terminal changes text, not the frame alone")
	}
}

func TestSymbolsOfAGroupLineUpAndDiffer(t *testing.T) {
	for _, s := range []Symbols{unicodeSymbols, asciiSymbols} {
		for _, group := range [][]string{
			{s.State(model.Met), s.State(model.NotMet), s.State(model.Unknown)},
			{s.Warning, s.Error, s.Done}, {s.Cursor, s.NoCursor}, {s.Full, s.Empty}, {s.Up, s.Down},
		} {
			seen := map[string]bool{}
			for _, symbol := range group {
				if Width(symbol) != Width(group[0]) || Safe(symbol) != symbol || seen[symbol] {
					t.Errorf("%q in %q", symbol, group)
				}
				seen[symbol] = true
			}
		}
	}
}

func TestCutUsesTheEllipsisOfTheOutput(t *testing.T) {
	l := mustLook(t, terminal("TERM", "xterm"), Options{})
	if got := l.Cut("Undetermined", 6); got != "Undet~" {
		t.Errorf("Cut = %q", got)
	}
	if got := l.Fit("山田太郎", 4); got != "山~ " {
		t.Errorf("Fit = %q", got)
	}
}

func TestLookAsksTheTerminalNothing(t *testing.T) {
	var out strings.Builder
	for _, theme := range Themes() {
		l, err := NewLook(&out, utf8Terminal("xterm-256color"), Options{Theme: theme.Name})
		if err != nil {
			t.Fatal(err)
		}
		l.Style(Text).Foreground(lipgloss.AdaptiveColor{Light: "1", Dark: "2"}).Render("x")
	}
	if out.Len() > 0 {
		t.Errorf("the output got %q", out.String())
	}
}

func TestFileIsNoTerminal(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if IsTerminal(f) || IsTerminal(nil) || SystemEnv(f).Terminal {
		t.Error("a file is taken for a terminal")
	}
	if w, h := Size(f, 80, 24); w != 80 || h != 24 {
		t.Errorf("a file has the size %dx%d", w, h)
	}
}

func BenchmarkRender(b *testing.B) {
	l, err := NewLook(io.Discard, utf8Terminal("xterm-256color"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		l.Render(Applies, "Applies")
	}
}
