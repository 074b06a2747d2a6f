package term

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Options are what an officer chooses about how gd8 looks.
type Options struct {
	Theme string // a theme's name; blank where none was chosen
	ASCII bool   // box lines and symbols in ASCII, whatever the locale
	// Screen says that every line of the screen is painted, so that a theme
	// can set its background.
	Screen bool
}

// Look is how gd8 looks on one output: its styles, symbols and box lines. It is
// made once for an output and does not change; its methods may be called from
// several goroutines.
type Look struct {
	Symbols Symbols
	Frame   lipgloss.Border
	ASCII   bool   // symbols and box lines are ASCII
	Colour  Colour // what the styles make use of
	Theme   string // the theme in use, which may not be the one chosen
	Note    string // why it is not, as a line for the officer; else blank

	textASCII bool
	styles    [RoleCount]lipgloss.Style
	before    [RoleCount]string // escape sequences around text in a role;
	after     [RoleCount]string // blank where it has none
	page      string            // what sets the background; blank where the theme has none
}

// NewLook chooses the look for output to out. It fails only for a theme gd8
// does not have.
//
// Where no colour is wanted (see Env.Colour) the mono theme stands in for the
// default one; a theme chosen by name overrides NO_COLOR, as that convention
// asks, but not a dumb terminal or a file. A theme with fixed colours on a
// terminal that has only 16 is replaced by mono too: its nearest colours would
// be ones whose contrast nobody has checked. Note says so.
func NewLook(out io.Writer, env Env, opts Options) (*Look, error) {
	theme, err := FindTheme(opts.Theme)
	if err != nil {
		return nil, err
	}
	l := &Look{
		ASCII:     opts.ASCII || !env.UTF8() || env.eastAsian(),
		textASCII: env.textASCII(),
		Colour:    env.Colour(),
	}
	l.Symbols = unicodeSymbols
	if l.ASCII {
		l.Symbols = asciiSymbols
	}
	l.Frame = frame(l.ASCII)

	if l.Colour == NoColour && theme.Name != Themes()[0].Name {
		l.Colour = env.depth()
	}
	if theme.Name == Themes()[0].Name && env.Windows {
		theme = windowsTheme(l.Colour, opts.Screen)
	}
	switch {
	case l.Colour == NoColour:
		theme = monoTheme()
	case l.Colour == Palette16 && theme.fixed:
		l.Note = fmt.Sprintf("This terminal shows 16 colours, too few for the theme %s: mono is used. If it can show 256, set TERM to say so, such as xterm-256color.", theme.Name)
		theme = monoTheme()
	case l.Colour == Fixed256 && !theme.fixed:
		l.Colour = Palette16
	}
	if theme.Name == "mono" && l.Colour != NoStyle {
		l.Colour = NoColour
	}
	l.Theme = theme.Name
	l.draw(out, theme)
	return l, nil
}

// windowsTheme stands in for the default theme on Windows. A console there may
// have any of a dozen palettes, and none of the 16 colours can be read on all of
// their backgrounds: that of Windows PowerShell is its own magenta. So where the
// screen is gd8's the colours are fixed ones, and elsewhere there is none.
func windowsTheme(most Colour, screen bool) Theme {
	if screen && most == Fixed256 {
		return darkTheme()
	}
	return monoTheme()
}

// draw makes the styles of a theme. The renderer is told everything, so that
// it asks neither the environment nor the terminal.
func (l *Look) draw(out io.Writer, theme Theme) {
	profile := [...]termenv.Profile{NoStyle: termenv.Ascii, NoColour: termenv.ANSI, Palette16: termenv.ANSI, Fixed256: termenv.ANSI256}[l.Colour]
	renderer := lipgloss.NewRenderer(out, termenv.WithProfile(profile))
	renderer.SetColorProfile(profile)
	renderer.SetHasDarkBackground(true)
	for role, s := range theme.styles {
		l.styles[role] = s.in(renderer)
		l.before[role], l.after[role], _ = strings.Cut(l.styles[role].Render("x"), "x")
	}
	if theme.fixed {
		l.page = l.before[Text]
	}
}

// in is the style as Lip Gloss draws it.
func (s style) in(r *lipgloss.Renderer) lipgloss.Style {
	st := r.NewStyle()
	if s.fg != 0 {
		st = st.Foreground(lipgloss.Color(strconv.Itoa(int(s.fg - 1))))
	}
	if s.bg != 0 {
		st = st.Background(lipgloss.Color(strconv.Itoa(int(s.bg - 1))))
	}
	if s.bold {
		st = st.Bold(true)
	}
	if s.faint {
		st = st.Faint(true)
	}
	if s.reverse {
		st = st.Reverse(true)
	}
	return st
}

// Style is the style of a role, for a widget that wants one. For text Render
// is quicker.
func (l *Look) Style(role Role) lipgloss.Style { return l.styles[role] }

// Render is safe text in the style of a role. Text of several lines is styled
// line by line. Text already styled ends this style where its own ends.
func (l *Look) Render(role Role, s string) string {
	if l.before[role] == "" || s == "" {
		return s
	}
	if strings.IndexByte(s, '\n') >= 0 {
		s = strings.ReplaceAll(s, "\n", l.after[role]+"\n"+l.before[role])
	}
	return l.before[role] + s + l.after[role]
}

// Paint is a finished line of the screen, styled or not, on the theme's
// background, width cells wide. With a theme that leaves the background to the
// terminal it is the line itself. Whoever draws a whole screen paints every
// line of it, the empty ones too.
func (l *Look) Paint(line string, width int) string {
	if l.page == "" {
		return line
	}
	const reset = "\x1b[0m"
	line = strings.ReplaceAll(line, reset, reset+l.page)
	return l.page + Pad(line, width) + reset
}

// Safe is the function Safe for this output: on a terminal that is not UTF-8
// every character beyond ASCII is an escape too. A letter's bytes could act on
// such a terminal as a control character.
func (l *Look) Safe(s string) string { return form{ascii: l.textASCII}.show(s) }

// SafeLine is the function SafeLine for this output, as Look.Safe is Safe.
func (l *Look) SafeLine(s string) string {
	return form{newline: " ", tab: " ", ascii: l.textASCII}.show(s)
}

// SafeText is the function SafeText for this output, as Look.Safe is Safe.
func (l *Look) SafeText(s string) string {
	return form{newline: "\n", tab: "    ", ascii: l.textASCII}.show(s)
}

// Cut is the function Cut with this output's ellipsis.
func (l *Look) Cut(s string, width int) string { return Cut(s, width, l.Symbols.Ellipsis) }

// Fit is the function Fit with this output's ellipsis.
func (l *Look) Fit(s string, width int) string { return Fit(s, width, l.Symbols.Ellipsis) }
