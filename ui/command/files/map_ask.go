package files

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/problem"
	"gd8/store/intake/propose"
	"gd8/store/intake/source"
	"gd8/ui/command/prompt"
	"gd8/ui/report"
	"gd8/ui/term"
)

// This file asks at the terminal how a file with columns of its own is read:
// the mapping screen's questions, as lines.

// mapped finds how a file is read that an import was given no mapping for: by
// one that was saved for its columns, or, at a terminal, by asking.
func (p commands) mapped(name string, o *importing) error {
	src := source.File(name)
	from := intake.Options{Sheets: o.Sheets, Set: o.Set, Ignore: o.Ignore, MaxSize: o.MaxSize, Today: model.DateOf(p.Now())}
	store, err := p.StorePath()
	if err != nil {
		return err
	}
	if m := propose.Find(propose.Folder(store), src, from); m != nil {
		p.Say("Read with your mapping %q, which was saved for these columns. --no-map reads the file without it.", m.Name)
		o.Map = m
		return nil
	}
	if !term.IsTerminal(p.ErrOut) {
		return nil
	}
	r, err := intake.NewReader(src, from)
	if err == nil {
		return r.Close()
	}
	var file *problem.FileError
	if !errors.As(err, &file) || !file.Columns {
		return nil // the import says what is wrong
	}
	p.Say("%s", file.Message+".")
	return p.askMapping(src, from, propose.Folder(store), o)
}

// asker asks the questions of one mapping.
type asker struct {
	*prompt.Terminal
	s *propose.Session
}

// errNoMapping says that the officer left the questions.
var errNoMapping = errors.New("nothing was imported: the file's columns were not mapped")

func (p commands) askMapping(src source.Source, from intake.Options, folder string, o *importing) error {
	t, err := prompt.Open()
	if err != nil {
		return nil // the import says what is wrong
	}
	defer t.Close()
	s, err := propose.Start(src, from, from.Today)
	if err != nil {
		return err
	}
	a := &asker{t, s}
	if err := a.columns(); err != nil {
		return err
	}
	if err := a.values(); err != nil {
		return err
	}
	s = a.s // another row may name the columns
	t.Say(s.Summary())
	for _, cause := range s.Try().Causes.List() {
		t.Say("  " + cause.Summary())
	}
	yes, err := t.Line("Import with this mapping? yes or no: ")
	if err != nil || !strings.HasPrefix(strings.ToLower(yes), "y") {
		return errors.Join(err, errNoMapping)
	}
	if name, err := t.Line("A name to keep the mapping under, for the next file with these columns (blank: not kept): "); err != nil {
		return err
	} else if name != "" {
		if path, err := s.Save(folder, name); err != nil {
			t.Say(err.Error())
		} else {
			t.Say("Kept: " + path)
		}
	}
	o.Map = s.Mapping()
	return nil
}

// columns shows what each column is proposed to be and takes corrections.
func (a *asker) columns() error {
	a.Say("gd8 proposes what each column is:")
	for {
		for i, c := range a.s.Columns() {
			a.Say(fmt.Sprintf("  %2d  %s: %s   (%s)", i+1, term.Safe(c.Name), term.Safe(c.Means()), term.Safe(c.Sample)))
		}
		a.Say("To change a column type its number and gd8's field, such as 3 outcome;")
		a.Say("3 - leaves it out; ? says what else there is; undo takes back; quit leaves.")
		typed, err := a.Line("Enter alone takes this: ")
		if err != nil {
			return err
		}
		if done, err := a.columnsSaid(typed); err != nil || done {
			return err
		}
	}
}

// columnsSaid does what was typed at the columns. done says that they are taken
// as they stand.
func (a *asker) columnsSaid(typed string) (done bool, err error) {
	word, rest, _ := strings.Cut(typed, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "":
		if gone := a.s.Missing(); len(gone) > 0 {
			a.Say("No column is " + gone[0].Name() + " yet, and every row needs one.")
			return false, nil
		}
		return true, nil
	case "quit", "q":
		return false, errNoMapping
	case "?":
		a.sayHelp()
	case "undo":
		if !a.s.Undo() {
			a.Say("There is nothing to take back.")
		}
	case "header":
		a.header(rest)
	case "application":
		a.sayError(a.s.SetConstant(model.ApplicationRef, rest))
	case "leave":
		if rest == "" {
			a.Say("Type leave and how such a row begins, such as leave Total records.")
			return false, nil
		}
		a.s.LeaveOut(rest)
	default:
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(a.s.Columns()) {
			a.Say("There is no column " + term.Safe(word) + "; ? says what can be typed.")
			return false, nil
		}
		a.sayError(a.s.Change(n-1, rest))
	}
	return false, nil
}

// sayHelp says all that can be typed at the columns.
func (a *asker) sayHelp() {
	a.Say("Of a column, after its number: " + propose.ChangeHelp + ".")
	a.Say("header and a number says which row names the columns; application and a reference, that every row is of it; leave and a text, that rows beginning so are no records.")
	for _, f := range model.Fields() {
		a.Say("  " + f.Name() + ": " + f.Title())
	}
}

// header says which row names the columns.
func (a *asker) header(row string) {
	n, err := strconv.Atoi(row)
	if err != nil || n < 1 {
		a.Say("Type header and the number of the row, counted from 1.")
		return
	}
	s, err := a.s.At(n)
	if err != nil {
		a.sayError(err)
		return
	}
	a.s = s
}

func (a *asker) sayError(err error) {
	if err != nil {
		a.Say(term.Safe(err.Error()))
	}
}

// values asks of each value that gd8 does not read what it means.
func (a *asker) values() error {
	for _, r := range a.s.Readings() {
		if !r.Unread {
			if r.Because != "" {
				a.Say(fmt.Sprintf("%s %q (%s) is read as %s, from %s.", r.Field.Title(), r.Value, report.Counted(r.Count, "row"), r.Means, r.Because))
			}
			continue
		}
		for {
			typed, err := a.Line(fmt.Sprintf("%s %q stands in %s. What is it to gd8? (%s; - is not recorded): ", r.Field.Title(), r.Value, report.Counted(r.Count, "row"), report.Takes(r.Field)))
			if err != nil {
				return err
			}
			if typed == "quit" {
				return errNoMapping
			}
			if typed == "" {
				a.Say("It needs an answer: no file is read with a value that nobody has explained.")
				continue
			}
			if typed == "-" {
				typed = ""
			}
			if err := a.s.SetValue(r.Field, r.Value, typed); err != nil {
				a.Say(err.Error())
				continue
			}
			break
		}
	}
	return nil
}
