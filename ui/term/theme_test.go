package term

import (
	"math"
	"strings"
	"testing"

	"github.com/lucasb-eyer/go-colorful"

	"gd8/model"
)

// minDifference is how far apart the colours of two states must be in
// CIEDE2000, to every kind of eye below. 2.3 is just noticeable; at 15 a small
// word is told apart at a glance.
const minDifference = 15

// eye turns a colour into what it is to a person, in linear RGB.
type eye struct {
	name string
	m    [3][3]float64
}

// The matrices are those of Machado, Oliveira and Fernandes (2009) for a
// missing cone, and of Viénot, Brettel and Mollon (1999).
var eyes = []eye{
	{"full colour vision", [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"protanopia (Machado)", [3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
	{"deuteranopia (Machado)", [3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
	{"tritanopia (Machado)", [3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
	{"protanopia (Viénot)", [3][3]float64{{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}}},
	{"deuteranopia (Viénot)", [3][3]float64{{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}}},
}

// sees is the colour as the eye sees it.
func (e eye) sees(c colorful.Color) colorful.Color {
	r, g, b := c.LinearRgb()
	channel := func(row [3]float64) float64 {
		return min(max(row[0]*r+row[1]*g+row[2]*b, 0), 1)
	}
	return colorful.LinearRgb(channel(e.m[0]), channel(e.m[1]), channel(e.m[2]))
}

// rgb is a fixed colour of the 256-colour table: a cube of six levels from 16
// on, then greys from 232 on.
func rgb(t *testing.T, c colour) colorful.Color {
	t.Helper()
	if c < ink(16) {
		t.Fatalf("colour %d is not fixed: the terminal's palette decides it", int(c)-1)
	}
	n := int(c - 1)
	if n >= 232 {
		grey := float64(8+10*(n-232)) / 255
		return colorful.Color{R: grey, G: grey, B: grey}
	}
	levels := [6]float64{0, 95, 135, 175, 215, 255}
	n -= 16
	return colorful.Color{R: levels[n/36] / 255, G: levels[n/6%6] / 255, B: levels[n%6] / 255}
}

// contrast is the contrast ratio of WCAG 2, from 1 to 21.
func contrast(a, b colorful.Color) float64 {
	luminance := func(c colorful.Color) float64 {
		r, g, b := c.LinearRgb()
		return 0.2126*r + 0.7152*g + 0.0722*b
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastFormulaAgreesWithWCAG(t *testing.T) {
	white, black, grey := colorful.Color{R: 1, G: 1, B: 1}, colorful.Color{}, colorful.Color{R: 0x77 / 255.0, G: 0x77 / 255.0, B: 0x77 / 255.0}
	if got := contrast(white, black); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white is %v, WCAG has 21", got)
	}
	if got := contrast(white, grey); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white is %v, WCAG has 4.48", got)
	}
}

func TestFixedThemesCanBeRead(t *testing.T) {
	least := map[string]float64{"light": 4.5, "dark": 4.5, "high-contrast": 7}
	for _, theme := range Themes() {
		if !theme.fixed {
			continue
		}
		for role, s := range theme.styles {
			if s.faint || s.reverse {
				t.Errorf("%s, role %d: faint or reversed, so its contrast is not known", theme.Name, role)
			}
			if got := contrast(rgb(t, s.fg), rgb(t, s.bg)); got < least[theme.Name] {
				t.Errorf("%s, role %d: contrast %.2f", theme.Name, role, got)
			}
		}
		delete(least, theme.Name)
	}
	if len(least) > 0 {
		t.Errorf("themes not checked: %v", least)
	}
}

// stateGroups are the roles that must be told apart from one another.
var stateGroups = map[string][]Role{
	"verdicts":    {Applies, DoesNotApply, Undetermined, OutOfScope},
	"criteria":    {Met, NotMet, Unknown},
	"messages":    {Warning, Error, Saved},
	"differences": {Added, Removed},
}

func TestFixedThemesAreToldApartByEveryEye(t *testing.T) {
	for _, theme := range Themes() {
		if !theme.fixed {
			continue
		}
		for group, roles := range stateGroups {
			for i, a := range roles {
				for _, b := range roles[:i] {
					for _, e := range eyes {
						d := 100 * e.sees(rgb(t, theme.styles[a].fg)).DistanceCIEDE2000(e.sees(rgb(t, theme.styles[b].fg)))
						if d < minDifference {
							t.Errorf("%s, %s: roles %d and %d differ by %.1f with %s", theme.Name, group, a, b, d, e.name)
						}
					}
				}
			}
		}
		for _, role := range []Role{Selected, Marking} {
			if got := contrast(rgb(t, theme.styles[role].bg), rgb(t, theme.styles[Text].bg)); got < 3 {
				t.Errorf("%s: the background of role %d has a contrast of %.2f to the page", theme.Name, role, got)
			}
		}
	}
}

func TestTheTerminalsThemeLeavesColoursToThePalette(t *testing.T) {
	for _, s := range terminalTheme().styles {
		if s.fg > ink(15) || s.bg != 0 {
			t.Errorf("%+v is not of the 16 colours, or sets a background", s)
		}
	}
	for group, roles := range stateGroups {
		seen := map[style]Role{}
		for _, role := range roles {
			if other, ok := seen[terminalTheme().styles[role]]; ok {
				t.Errorf("%s: roles %d and %d look the same", group, role, other)
			}
			seen[terminalTheme().styles[role]] = role
		}
	}
}

// palette is what a terminal makes of the 16 colours.
type palette struct {
	name       string
	ground     string
	text       string
	sixteen    string // from black to bright white
	forWindows bool   // it is met in a Windows console
}

// palettes are those of the consoles that officers sit at.
var palettes = []palette{
	{"the classic console", "000000", "c0c0c0", "000000 800000 008000 808000 000080 800080 008080 c0c0c0 808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff", true},
	{"Campbell", "0c0c0c", "cccccc", "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2", true},
	{"Windows PowerShell", "012456", "eeedf0", "000000 800000 008000 eeedf0 000080 012456 008080 c0c0c0 808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff", true},
	{"One Half Light", "fafafa", "383a42", "383a42 e45649 50a14f c18301 0184bc a626a4 0997b3 fafafa 4f525d df6c75 98c379 e4c07a 61afef c577dd 56b5c1 ffffff", true},
	{"Solarized Dark", "002b36", "839496", "002b36 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 073642 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3", true},
	{"Solarized Light", "fdf6e3", "657b83", "002b36 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 073642 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3", true},
	{"xterm", "000000", "e5e5e5", "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff", false},
}

// drawn is the colour of text and its ground as a style draws them.
func (p palette) drawn(t *testing.T, s style) (ink, ground colorful.Color) {
	t.Helper()
	hex := func(s string) colorful.Color {
		c, err := colorful.Hex("#" + s)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	of := func(c colour, otherwise string) colorful.Color {
		switch {
		case c == 0:
			return hex(otherwise)
		case c > 16:
			return rgb(t, c)
		}
		return hex(strings.Fields(p.sixteen)[c-1])
	}
	ink, ground = of(s.fg, p.text), of(s.bg, p.ground)
	if s.reverse {
		ink, ground = ground, ink
	}
	return ink, ground
}

// What is looked at first has to be readable where nothing was set: on Windows
// whatever palette the console has, and elsewhere on xterm's. A palette whose
// own text has less contrast than that is held to its own.
func TestTheDefaultThemeCanBeReadOnThePalettesOfficersHave(t *testing.T) {
	for _, p := range palettes {
		env, themes := utf8Terminal("xterm-256color"), []Theme{terminalTheme()}
		if p.forWindows {
			env, themes = windowsConsole(), []Theme{darkTheme(), monoTheme()}
		}
		for i, screen := range []bool{true, false} {
			if used := mustLook(t, env, Options{Screen: screen}).Theme; used != themes[min(i, len(themes)-1)].Name && p.forWindows {
				t.Fatalf("%s, screen %v: the theme is %s", p.name, screen, used)
			}
		}
		own, ground := p.drawn(t, style{})
		least := min(4.5, contrast(own, ground))
		for _, theme := range themes {
			for role, s := range theme.styles {
				if text, ground := p.drawn(t, s); contrast(text, ground) < least {
					t.Errorf("%s, %s: role %d has a contrast of %.2f", p.name, theme.Name, role, contrast(text, ground))
				}
			}
		}
	}
}

func TestMonoThemeHasNoColour(t *testing.T) {
	for role, s := range monoTheme().styles {
		if s.fg != 0 || s.bg != 0 {
			t.Errorf("role %d has a colour", role)
		}
	}
}

func TestEveryVerdictAndStateHasItsRole(t *testing.T) {
	for v, want := range map[model.Verdict]Role{
		model.Applies: Applies, model.DoesNotApply: DoesNotApply, model.Undetermined: Undetermined, model.OutOfScope: OutOfScope,
	} {
		if got := VerdictRole(v); got != want {
			t.Errorf("verdict %d has role %d, want %d", v, got, want)
		}
	}
	for s, want := range map[model.State]Role{model.Met: Met, model.NotMet: NotMet, model.Unknown: Unknown} {
		if got := StateRole(s); got != want {
			t.Errorf("state %d has role %d, want %d", s, got, want)
		}
	}
}
