package settings

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/store/export"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file has what is known of each setting, whatever its value: its names,
// what it is for, and what gd8 takes.

// Name names a setting.
type Name uint8

// The settings.
const (
	Marking       Name = iota // the security marking on screen and on a record
	Officer                   // who uses gd8
	Purpose                   // why the records are consulted
	Theme                     // the colours of the screen
	IdleLock                  // after how many minutes without a key the screen is locked
	ReviewYears               // after how many years retention is reviewed
	DataFolder                // the folder the store lies in
	GuidanceCheck             // the unit's own check of the guidance in force
	Line                      // the review is held in plain lines
	ASCII                     // symbols and box lines are ASCII
	Systems                   // the systems of the force that are searched
	Brief                     // the review in lines reads an incident out in brief
	Copy                      // whether the screen's text can be copied to the clipboard by a key
	ReleaseLimit              // of a hundred discards, how many may be wrong for a release
	Count                     // their number; not a setting
)

// setting is what is known of a setting, whatever its value.
type setting struct {
	key      string // in the file
	flag     string // on the command line; blank for none
	about    string
	example  string // a value for the example, as the file writes it
	fallback string // the default, where it is the same for everybody
	number   bool   // a whole number in the file, not a text
	toggle   bool   // true or false in the file, not a text
	list     bool   // a list of texts in the file; their text has commas between
	check    func(string) error
}

// Bounds of the settings that are numbers.
const (
	maxIdleMinutes = 24 * 60
	maxReviewYears = 150
)

// about is what is known of a setting.
func (n Name) about() setting {
	return [Count]setting{
		Marking: {
			key: "marking", flag: "marking", example: `"` + export.DefaultMarking + `"`, fallback: export.DefaultMarking,
			about: "The security marking, on the screen and on the records that leave gd8.",
			check: func(s string) error { return OneLine("marking", s) },
		},
		Officer: {
			key: "officer", flag: "officer", example: `"J. Officer"`,
			about: "Your name, as the journal and your decisions give it. Without it the review asks\nat each sitting, and other commands take the system user.",
			check: checkOfficer,
		},
		Purpose: {
			key: "purpose", flag: "purpose", example: `"Enhanced DBS checks"`,
			about: "Why you consult the records, for the journal. Set it only where it is the same\nat every sitting: it is not asked for then.",
			check: func(s string) error { return OneLine("purpose", s) },
		},
		Theme: {
			key: "theme", flag: "theme", example: `"high-contrast"`, fallback: term.Themes()[0].Name,
			about: "The colours of the screen: " + strings.Join(Themes(), ", ") + ".",
			check: func(s string) error { _, err := term.FindTheme(s); return err },
		},
		IdleLock: {
			key: "idle_lock", flag: "idle-lock", example: "5", fallback: "10", number: true,
			about: "After how many minutes without a key the screen is locked; 0 is never.",
			check: whole("minutes", maxIdleMinutes),
		},
		ReviewYears: {
			key: "review_years", flag: "years", example: "7", number: true,
			about: "After how many years gd8 due lists a case for a retention review.",
			check: whole("years", maxReviewYears),
		},
		DataFolder: {
			key: "data_folder", example: `'D:\Disclosure'`,
			about: "The folder the store (gd8.db) lies in. A Windows path stands in 'single quotes'.",
			check: func(s string) error {
				if !filepath.IsAbs(s) {
					return fmt.Errorf("%q does not begin at the root; gd8 takes the whole path of a folder", s)
				}
				return nil
			},
		},
		GuidanceCheck: {
			key: "guidance_check", example: `"AT2 v10, checked by A. Lane on 2 April 2026"`,
			about: "Your unit's own check of the guidance in force, which a record has beside the\nguidance that gd8 knows.",
			check: func(s string) error { return OneLine("guidance check", s) },
		},
		Line: {
			key: "line", flag: "line", example: "true", fallback: "false", toggle: true,
			about: "Whether the review is held in plain lines, for screen readers and slow links.\nACCESSIBLE in the environment asks for that too.",
			check: onOrOff,
		},
		ASCII: {
			key: "ascii", flag: "ascii", example: "true", fallback: "false", toggle: true,
			about: "Whether symbols and box lines are drawn in ASCII.",
			check: onOrOff,
		},
		Systems: {
			key: "systems", example: `["PNC", "PND", "Niche"]`, list: true,
			about: "The systems your force searches for further information: they are then ticked\nwhere a discard says what was searched. Without them it is typed.",
			check: checkSystems,
		},
		Brief: {
			key: "brief", example: "true", fallback: "false", toggle: true,
			about: "Whether the review in lines reads of each incident only whose it is, what the\ntest says and what is open; read reads the rest.",
			check: onOrOff,
		},
		Copy: {
			key: "copy", example: "false", fallback: "true", toggle: true,
			about: "Whether a key copies reference, verdict and reasons, or a rationale, to the\nclipboard. The journal has each copy.",
			check: onOrOff,
		},
		ReleaseLimit: {
			key: "release_limit", example: "5", number: true,
			about: "The chief officer's limit for a release: of a hundred discards, as many may be\nwrong at most, by the bound at 95% confidence. Without it there is no limit.",
			check: whole("discards in a hundred", 100),
		},
	}[n]
}

// whole is the check of a whole number from 0 to most.
func whole(what string, most int) func(string) error {
	return func(s string) error {
		if n, err := strconv.Atoi(s); err != nil || n < 0 || n > most {
			return fmt.Errorf("%q is not taken; gd8 takes a whole number of %s from 0 to %d", s, what, most)
		}
		return nil
	}
}

// onOrOff is the check of a setting that is on or off.
func onOrOff(s string) error {
	if _, ok := toggled(s); !ok {
		return fmt.Errorf("%q is not taken; gd8 takes true or false", s)
	}
	return nil
}

// checkOfficer is the check of an officer's name.
func checkOfficer(s string) error {
	if err := session.CheckOfficer(s); err != nil {
		return err
	}
	return OneLine("officer", s)
}

// maxSystems is how many systems there are at most to tick.
const maxSystems = 20

// checkSystems is the check of a list of systems.
func checkSystems(s string) error {
	names := split(s)
	if len(names) > maxSystems {
		return fmt.Errorf("%d systems are listed and may be %d; leave out those that are seldom searched", len(names), maxSystems)
	}
	for i, name := range names {
		switch {
		case name == "":
			return errors.New("a system's name is blank; take it out of the list")
		case slices.Contains(names[:i], name):
			return fmt.Errorf("%q stands twice in the list; take one of them out", name)
		}
		if err := OneLine("system", name); err != nil {
			return err
		}
	}
	return nil
}

// split takes a list apart.
func split(s string) []string {
	if s == "" {
		return nil
	}
	names := strings.Split(s, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// toggled reads a text that is on or off; ok is false for any other.
func toggled(s string) (on, ok bool) {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "1":
		return true, true
	case "false", "no", "off", "0":
		return false, true
	}
	return false, false
}

// Key is the setting's name in the file.
func (n Name) Key() string { return n.about().key }

// Flag is the setting's flag on the command line, without its hyphens; blank
// where it has none.
func (n Name) Flag() string { return n.about().flag }

// Variable is the setting's variable in the environment.
func (n Name) Variable() string { return "GD8_" + strings.ToUpper(n.Key()) }

// About says in a sentence or two what the setting is for.
func (n Name) About() string { return n.about().about }

// Keys are the names of all settings in the file.
func Keys() []string {
	var keys []string
	for n := range Count {
		keys = append(keys, n.Key())
	}
	return keys
}

// Themes are the names of the themes there are.
func Themes() []string {
	var names []string
	for _, t := range term.Themes() {
		names = append(names, t.Name)
	}
	return names
}

// OneLine refuses a text that cannot stand in one line of the journal.
func OneLine(what, text string) error {
	if len(text) > model.MaxText {
		return fmt.Errorf("the %s is %d bytes long and may be %d; shorten it", what, len(text), model.MaxText)
	}
	for _, r := range text {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return fmt.Errorf("the %s %q holds a character that does not print; take it out", what, text)
		}
	}
	return nil
}
