package term

import (
	"fmt"
	"strings"

	"gd8/model"
)

// Role is what a piece of text is for. A theme has one style for each.
type Role uint8

// The roles.
const (
	Text         Role = iota // everything without a role of its own
	Marking                  // the security marking banner
	Title                    // headings and names of panes
	Selected                 // the row or item in hand
	Dim                      // what may be overlooked
	Key                      // a key in a hint
	Border                   // box lines
	Match                    // what a search found
	Applies                  // the verdicts
	DoesNotApply             //
	Undetermined             //
	OutOfScope               //
	Met                      // how a criterion stands
	NotMet                   //
	Unknown                  //
	Warning                  // a flag, and what to look at before going on
	Error                    // what failed or was refused
	Saved                    // what is done and safe
	Added                    // a difference between two texts
	Removed                  //
	RoleCount                // their number; not a role
)

// VerdictRole is the role in which a verdict is shown.
func VerdictRole(v model.Verdict) Role {
	switch v {
	case model.Applies:
		return Applies
	case model.DoesNotApply:
		return DoesNotApply
	case model.OutOfScope:
		return OutOfScope
	}
	return Undetermined
}

// StateRole is the role in which a criterion's state is shown.
func StateRole(s model.State) Role {
	switch s {
	case model.Met:
		return Met
	case model.NotMet:
		return NotMet
	}
	return Unknown
}

// Theme is a set of styles, by the name an officer chooses it with.
type Theme struct {
	Name  string // as in the settings and on the command line
	About string // a few words for help and completion

	fixed  bool // the colours are of the 240 fixed ones, with a background
	styles [RoleCount]style
}

// style is how a role is drawn. Underlining is not among it: Lip Gloss styles
// underlined text rune by rune, which tears accents off their letters.
type style struct {
	fg, bg               colour
	bold, faint, reverse bool
}

// colour is a colour of the 256-colour table plus one, so that the zero value
// is the terminal's own.
type colour uint16

// ink is the colour numbered n.
func ink(n uint8) colour { return colour(n) + 1 }

// Themes are the themes gd8 has, the default first.
func Themes() []Theme {
	usual := terminalTheme()
	usual.Name, usual.About = "default", "fixed colours in a Windows console, the terminal's own 16 elsewhere"
	return []Theme{usual, terminalTheme(), lightTheme(), darkTheme(), contrastTheme(), monoTheme()}
}

// FindTheme is the theme of that name; blank is the default.
func FindTheme(name string) (Theme, error) {
	var names []string
	for _, t := range Themes() {
		if t.Name == name || name == "" {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return Theme{}, fmt.Errorf("there is no theme \"%s\"; choose one of %s", Safe(name), strings.Join(names, ", "))
}

// terminalTheme uses the 16 colours only, and no background but by reversing,
// so that the officer's own palette rules. Red is the bright one: the other is
// too dark to be read on black. Magenta and blue are no colours for text either.
func terminalTheme() Theme {
	const green, yellow, cyan, red = 2, 3, 6, 9
	return Theme{
		Name:  "terminal",
		About: "the terminal's own 16 colours",
		styles: [RoleCount]style{
			Marking:      {bold: true, reverse: true},
			Title:        {bold: true},
			Selected:     {reverse: true},
			Dim:          {faint: true},
			Key:          {bold: true},
			Border:       {faint: true},
			Match:        {fg: ink(yellow), bold: true, reverse: true},
			Applies:      {fg: ink(cyan)}, // a permission, no advice: not green
			DoesNotApply: {fg: ink(red)},
			Undetermined: {fg: ink(yellow)},
			OutOfScope:   {bold: true},
			Met:          {fg: ink(green)},
			NotMet:       {fg: ink(red)},
			Unknown:      {fg: ink(yellow)},
			Warning:      {fg: ink(yellow), bold: true},
			Error:        {fg: ink(red), bold: true},
			Saved:        {fg: ink(green)},
			Added:        {fg: ink(cyan), bold: true},
			Removed:      {fg: ink(red)},
		},
	}
}

// monoTheme uses no colour at all.
func monoTheme() Theme {
	return Theme{
		Name:  "mono",
		About: "no colour: bold, faint and reverse only",
		styles: [RoleCount]style{
			Marking:      {bold: true, reverse: true},
			Title:        {bold: true},
			Selected:     {reverse: true},
			Dim:          {faint: true},
			Key:          {bold: true},
			Match:        {bold: true, reverse: true},
			DoesNotApply: {bold: true},
			Undetermined: {bold: true},
			NotMet:       {bold: true},
			Unknown:      {bold: true},
			Warning:      {bold: true},
			Error:        {bold: true},
			Added:        {bold: true},
			Removed:      {faint: true},
		},
	}
}

// hues are what a theme with fixed colours is made of.
type hues struct {
	text, page                uint8 // text and the background of everything
	dim                       uint8
	applies, not, open, scope uint8 // the four verdicts, distinct to every eye
	bannerText, banner        uint8
	rowText, row              uint8 // the selected row
	matchText, match          uint8
}

// fixedTheme sets the background of every role, so that each piece of text can
// be read wherever it lands.
func fixedTheme(name, about string, h hues) Theme {
	on := func(fg uint8, bold bool) style { return style{fg: ink(fg), bg: ink(h.page), bold: bold} }
	return Theme{
		Name:  name,
		About: about,
		fixed: true,
		styles: [RoleCount]style{
			Text:         on(h.text, false),
			Marking:      {fg: ink(h.bannerText), bg: ink(h.banner), bold: true},
			Title:        on(h.text, true),
			Selected:     {fg: ink(h.rowText), bg: ink(h.row)},
			Dim:          on(h.dim, false),
			Key:          on(h.text, true),
			Border:       on(h.dim, false),
			Match:        {fg: ink(h.matchText), bg: ink(h.match), bold: true},
			Applies:      on(h.applies, false),
			DoesNotApply: on(h.not, false),
			Undetermined: on(h.open, false),
			OutOfScope:   on(h.scope, false),
			Met:          on(h.applies, false),
			NotMet:       on(h.not, false),
			Unknown:      on(h.open, false),
			Warning:      on(h.open, true),
			Error:        on(h.not, true),
			Saved:        on(h.applies, false),
			Added:        on(h.applies, true),
			Removed:      on(h.not, false),
		},
	}
}

func lightTheme() Theme {
	return fixedTheme("light", "fixed colours, dark on white", hues{
		text: 16, page: 231, dim: 240,
		applies: 23, not: 52, open: 130, scope: 93,
		bannerText: 231, banner: 17, rowText: 231, row: 24, matchText: 16, match: 220,
	})
}

func darkTheme() Theme {
	return fixedTheme("dark", "fixed colours, light on dark grey", hues{
		text: 253, page: 234, dim: 247,
		applies: 87, not: 167, open: 227, scope: 104,
		bannerText: 16, banner: 253, rowText: 16, row: 117, matchText: 16, match: 220,
	})
}

func contrastTheme() Theme {
	return fixedTheme("high-contrast", "fixed colours on black, contrast 7:1 or more", hues{
		text: 231, page: 16, dim: 252,
		applies: 50, not: 203, open: 226, scope: 141,
		bannerText: 16, banner: 231, rowText: 16, row: 226, matchText: 16, match: 51,
	})
}
