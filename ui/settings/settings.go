// Package settings says how gd8 is set: for each setting the value in effect,
// and where it comes from.
//
// The rules are:
//
//   - A flag comes before the environment, the environment before the settings
//     file, the file before the default. A blank flag or variable sets nothing.
//   - The file is optional, and so is the folder it would lie in. One that was
//     named has to be there.
//   - What is wrong is one line that says where it stands and what gd8 takes
//     there; nothing wrong is passed over, so that a misspelt setting is never
//     taken for one that works.
package settings

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"gd8/store/location"
	"gd8/ui/session"
)

// Origin says where a value comes from.
type Origin uint8

// The origins, the last first.
const (
	FromDefault Origin = iota
	FromFile
	FromEnvironment
	FromFlag
)

// String is the origin as gd8 config writes it in JSON.
func (o Origin) String() string {
	return [...]string{"default", "file", "environment", "flag"}[o]
}

// Value is a setting's value in effect.
type Value struct {
	Text string // blank where nothing is set and there is no default
	From Origin
	Line int // of the file, where it comes from there

	variable string // that it comes from, where that is not the setting's own
}

// Error says that a setting is wrong, and where.
type Error struct {
	From    Origin
	Where   string // a flag, a variable, or a file with the line
	Problem error  // what is wrong, and what gd8 takes
}

func (e *Error) Error() string { return e.Where + ": " + e.Problem.Error() }

// Unwrap gives what is wrong.
func (e *Error) Unwrap() error { return e.Problem }

// Sources are where the settings come from.
type Sources struct {
	// Flag gives the text of a flag, blank where it was not given; nil where
	// there are none.
	Flag func(name string) string
	// Getenv reads the environment.
	Getenv func(name string) string
	// File is the path of the settings file that was named; blank where none
	// was, and the usual one is read where there is one.
	File string
	// User is the name of the system user; blank where the system has none.
	User string
}

// Settings are the values in effect.
type Settings struct {
	values [Count]Value
	file   string
	found  bool
}

// Load brings the settings together. The error is an *Error.
func Load(from Sources) (*Settings, error) {
	s := &Settings{file: from.File}
	if from.File == "" {
		s.file = UsualPath(from.Getenv)
	}
	var file entries
	if s.file != "" {
		var err error
		if file, s.found, err = read(s.file, from.File != ""); err != nil {
			return nil, err
		}
	}
	for n := range Count {
		v, err := from.value(n, file)
		if err != nil {
			return nil, err
		}
		s.values[n] = v
	}
	return s, nil
}

// value is a setting's value from the first source that has one. Only that
// one is checked here: those of the file were as it was read.
func (from *Sources) value(n Name, file entries) (Value, error) {
	about := n.about()
	if from.Flag != nil && about.flag != "" {
		if text := strings.TrimSpace(from.Flag(about.flag)); text != "" {
			return checked(n, Value{Text: text, From: FromFlag}, "--"+about.flag)
		}
	}
	if text := strings.TrimSpace(from.Getenv(n.Variable())); text != "" {
		return checked(n, Value{Text: text, From: FromEnvironment}, n.Variable())
	}
	if text := strings.TrimSpace(from.Getenv(accessible)); n == Line && text != "" {
		if on, ok := toggled(text); on || !ok {
			return Value{Text: "true", From: FromEnvironment, variable: accessible}, nil
		}
	}
	if v, ok := file[n]; ok {
		return v, nil
	}
	switch v := (Value{Text: about.fallback}); n {
	case Officer:
		if session.CheckOfficer(from.User) != nil { // an account is no officer
			return v, nil
		}
		v.Text = strings.TrimSpace(from.User)
		return checked(n, v, "the system's name for you")
	case DataFolder:
		if path, err := location.Default(from.Getenv); err == nil { // else whoever needs it says so
			v.Text = filepath.Dir(path)
		}
		return v, nil
	default:
		return v, nil
	}
}

// accessible is the variable with which several programs are asked for plain
// lines. It is on with whatever it holds that does not say off.
const accessible = "ACCESSIBLE"

func checked(n Name, v Value, where string) (Value, error) {
	if err := n.about().check(v.Text); err != nil {
		return Value{}, &Error{v.From, where, err}
	}
	return v, nil
}

// File is the path of the settings file, and whether it is there; blank where
// the system does not say where it would lie.
func (s *Settings) File() (path string, found bool) { return s.file, s.found }

// Value is a setting's value in effect, and where it comes from.
func (s *Settings) Value(n Name) Value { return s.values[n] }

// Text is a setting's value in effect.
func (s *Settings) Text(n Name) string { return s.values[n].Text }

// Where says in words where a setting's value comes from.
func (s *Settings) Where(n Name) string {
	v := s.values[n]
	switch v.From {
	case FromFlag:
		return "--" + n.Flag()
	case FromEnvironment:
		if v.variable != "" {
			return v.variable
		}
		return n.Variable()
	case FromFile:
		return fmt.Sprintf("settings file, line %d", v.Line)
	}
	return "default"
}

// On reports whether a setting that is on or off is on.
func (s *Settings) On(n Name) bool {
	on, _ := toggled(s.Text(n)) // it was checked
	return on
}

// Systems are the systems of the force that are ticked where a discard says
// what was searched; none where that is typed.
func (s *Settings) Systems() []string { return split(s.Text(Systems)) }

// IdleLock is how long no key is pressed before the screen is locked; 0 is for
// ever.
func (s *Settings) IdleLock() time.Duration {
	minutes, _ := strconv.Atoi(s.Text(IdleLock)) // it was checked
	return time.Duration(minutes) * time.Minute
}

// ReviewYears is after how many years retention is reviewed; ok is false where
// that is not set.
func (s *Settings) ReviewYears() (years int, ok bool) {
	years, err := strconv.Atoi(s.Text(ReviewYears))
	return years, err == nil
}

// ReleaseLimit is of how many discards in a hundred a release may rest on being
// wrong at most; nil where no limit is set.
func (s *Settings) ReleaseLimit() *int {
	limit, err := strconv.Atoi(s.Text(ReleaseLimit))
	if err != nil {
		return nil
	}
	return &limit
}

// errBlank refuses a blank value in the file, where it would look like one.
var errBlank = errors.New("it is blank; give a value, or take the line out")
