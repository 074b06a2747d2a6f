package review

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/propose"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// mapping is the screen on which an officer says how a file with columns of
// its own is read.
type mapping struct {
	s       *propose.Session
	tried   *propose.Trial // of the mapping as it stands; nil while it is tried
	at, top int            // the line in hand and the first on screen
	height  int
}

// mappingLine is one line of the screen: a column, or a value.
type mappingLine struct {
	column int // -1 for a value
	value  propose.Reading
}

func (m *mapping) lines() (lines []mappingLine) {
	for i := range m.s.Columns() {
		lines = append(lines, mappingLine{column: i})
	}
	for _, r := range m.s.Readings() {
		if r.Unread || r.Because != "" {
			lines = append(lines, mappingLine{column: -1, value: r})
		}
	}
	return lines
}

// importNamed imports the file named, as startImport does, without the mapping
// of another.
func (a *App) importNamed() tea.Cmd {
	a.path.mapping = nil
	return a.startImport(false)
}

// mapInstead leaves an import that has not begun for the mapping screen.
func (a *App) mapInstead(s *propose.Session) tea.Cmd {
	a.importing.cancelIt = nil
	a.leave()
	return a.openMapping(s)
}

// openMapping opens the screen on a session.
func (a *App) openMapping(s *propose.Session) tea.Cmd {
	a.mapping = mapping{s: s}
	if a.screen() != inMapping {
		a.enter(inMapping)
	}
	return a.tryMapping()
}

// remap opens the mapping screen for the file that was just imported, with the
// mapping that it was read with.
func (a *App) remap() tea.Cmd {
	m := *a.path.mapping
	src, o := intake.File(session.ExpandHome(strings.TrimSpace(a.path.input.Text))), intake.Options{Today: a.sit.Store().Today()}
	if a.importing.Name != "" {
		src = intake.File(a.importing.Name)
	}
	return a.ask(onImport, 0, nil, func() (func(*App) tea.Cmd, error) {
		s, err := propose.Start(src, o, o.Today)
		if err != nil {
			return nil, err
		}
		s.Take(m)
		return func(a *App) tea.Cmd { return a.openMapping(s) }, nil
	})
}

func noMappingUsed(a *App) string {
	switch {
	case a.importing.running():
		return "the import is still running; esc cancels it"
	case a.path.mapping == nil:
		return "the file was read without a mapping"
	}
	return ""
}

// tryMapping reads the file with the mapping as it stands, beside the screen.
func (a *App) tryMapping() tea.Cmd {
	a.mapping.tried = nil
	try := a.mapping.s.Trying()
	return a.ask(onImport, 0, nil, func() (func(*App) tea.Cmd, error) {
		t := try()
		return func(a *App) tea.Cmd { a.mapping.tried = t; return nil }, nil
	})
}

// move goes to another line.
func (m *mapping) move(by int) { m.at = max(min(m.at+by, len(m.lines())-1), 0) }

// change asks what the line in hand is to gd8.
func (m *mapping) change(a *App) tea.Cmd {
	line := m.lines()[m.at]
	if line.column < 0 {
		r := line.value
		a.openDialog(&dialog{title: "What it means", body: []string{
			a.look.SafeLine(fmt.Sprintf("%s %q stands in %s.", r.Field.Title(), r.Value, report.Counted(r.Count, "row"))),
			"Type what it is to gd8, as " + report.Takes(r.Field) + ", or leave it blank for not recorded.",
		}, accept: func(a *App, text string) tea.Cmd {
			if err := m.s.SetValue(r.Field, r.Value, strings.TrimSpace(text)); err != nil {
				return failDialog(a, err)
			}
			a.closeDialog()
			return a.tryMapping()
		}}, r.Means)
		return nil
	}
	c := m.s.Columns()[line.column]
	a.openDialog(&dialog{title: "What the column is", body: []string{
		a.look.SafeLine(c.Name + ": " + c.Sample),
		"Type " + propose.ChangeHelp + ". The fields: " + strings.Join(model.FieldSet(1<<model.FieldCount-1).Names(), ", ") + ".",
	}, accept: func(a *App, text string) tea.Cmd {
		if err := m.s.Change(line.column, text); err != nil {
			return failDialog(a, err)
		}
		a.closeDialog()
		return a.tryMapping()
	}}, c.Typed())
	return nil
}

// setLeftOut asks for what rows begin with that are no records.
func (m *mapping) setLeftOut(a *App) tea.Cmd {
	a.openDialog(&dialog{title: "Rows that are no records", body: []string{"What do they begin with, such as Total records? What is named already is read again."}, accept: func(a *App, text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return failDialog(a, errors.New("type how such a row begins, or press esc"))
		}
		m.s.LeaveOut(text)
		a.closeDialog()
		return a.tryMapping()
	}}, "")
	return nil
}

// setHeader asks which row names the columns.
func (m *mapping) setHeader(a *App) tea.Cmd {
	a.openDialog(&dialog{title: "The header", body: []string{"Which row names the columns? Everything is then proposed anew."}, accept: func(a *App, text string) tea.Cmd {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 {
			return failDialog(a, errors.New("type the number of the row, counted from 1"))
		}
		return a.ask(onImport, 0, failDialog, func() (func(*App) tea.Cmd, error) {
			s, err := m.s.At(n)
			return func(a *App) tea.Cmd { a.closeDialog(); return a.openMapping(s) }, err
		})
	}}, fmt.Sprint(m.s.Survey().HeaderRow))
	return nil
}

// setApplication asks for the application of a search export of one applicant.
func (m *mapping) setApplication(a *App) tea.Cmd {
	a.openDialog(&dialog{title: "The application", body: []string{"Of which application is every row of this file? Leave it blank where the file says it, or where there is none."}, accept: func(a *App, text string) tea.Cmd {
		if err := m.s.SetConstant(model.ApplicationRef, strings.TrimSpace(text)); err != nil {
			return failDialog(a, err)
		}
		a.closeDialog()
		return a.tryMapping()
	}}, m.application())
	return nil
}

func (m *mapping) application() string {
	for _, c := range m.s.Mapping().Constants {
		if c.Field == model.ApplicationRef {
			return c.Value
		}
	}
	return ""
}

// unsaid says why the file cannot be imported yet.
func unsaid(a *App) string {
	m := &a.mapping
	if m.s == nil {
		return "no file is being mapped"
	}
	if gone := m.s.Missing(); len(gone) > 0 {
		return "no column is " + gone[0].Name() + " yet, and every row needs one"
	}
	if n := m.s.Open(); n > 0 {
		return fmt.Sprintf("%s still to be given a meaning: go to each and press enter", report.Counted(n, "value"))
	}
	return ""
}

// goOn asks for a name to keep the mapping under, and imports.
func (m *mapping) goOn(a *App) tea.Cmd {
	folder := propose.Folder(a.sit.Store().Path())
	a.openDialog(&dialog{title: "Keep the mapping", body: []string{"Under which name? The next file with the same columns is then read so by itself. Leave it blank to keep it for this file alone."}, accept: func(a *App, text string) tea.Cmd {
		text = strings.TrimSpace(text)
		return a.ask(onImport, 0, failDialog, func() (func(*App) tea.Cmd, error) {
			if text != "" {
				if _, err := m.s.Save(folder, text); err != nil {
					return nil, err
				}
			}
			return func(a *App) tea.Cmd {
				a.closeDialog()
				chosen := *m.s.Mapping()
				a.path.mapping = &chosen
				a.leave()
				return a.startImport(false)
			}, nil
		})
	}}, m.s.Mapping().Name)
	return nil
}

func mappingKeys() table {
	by := func(n int) func(*App) tea.Cmd { return do(func(a *App) { a.mapping.move(n) }) }
	return table{name: "How a file is read", actions: []action{
		{keys: []string{"enter"}, does: "say what the column or value is", footer: always, footerLabel: "change", do: func(a *App) tea.Cmd { return a.mapping.change(a) }},
		{keys: []string{"j", "down"}, does: "next column or value", do: by(1)},
		{keys: []string{"k", "up"}, does: "previous column or value", do: by(-1)},
		{keys: []string{"pgdown"}, does: "a page on", do: func(a *App) tea.Cmd { a.mapping.move(a.mapping.height); return nil }},
		{keys: []string{"pgup"}, does: "a page back", do: func(a *App) tea.Cmd { a.mapping.move(-a.mapping.height); return nil }},
		{keys: []string{"i"}, does: "import the file so", footer: always, footerLabel: "import", disabledReason: unsaid, do: func(a *App) tea.Cmd { return a.mapping.goOn(a) }},
		{keys: []string{"h"}, does: "say which row names the columns", footer: ifRoom, footerLabel: "header row", do: func(a *App) tea.Cmd { return a.mapping.setHeader(a) }},
		{keys: []string{"p"}, does: "say which application every row is of", footer: ifRoom, footerLabel: "application", do: func(a *App) tea.Cmd { return a.mapping.setApplication(a) }},
		{keys: []string{"o"}, does: "say how rows begin that are no records", footer: ifRoom, footerLabel: "leave out", do: func(a *App) tea.Cmd { return a.mapping.setLeftOut(a) }},
		{keys: []string{"z"}, does: "take the last change back", footer: ifRoom, footerLabel: "undo", do: func(a *App) tea.Cmd {
			if !a.mapping.s.Undo() {
				a.say(term.Warning, "There is no change to take back.")
				return nil
			}
			a.mapping.move(0)
			return a.tryMapping()
		}},
		backKey("back, nothing imported"),
		helpKey(),
	}}
}

func (m *mapping) view(a *App) []string {
	w := a.layout.width - 4
	lines := []string{"", a.look.Render(term.Title, " How is this file read?")}
	lines = append(lines, indent(a.paragraph(term.Text, a.look.SafeLine(m.rows()), w))...)
	lines = append(lines, "")
	lines = append(lines, indent(a.paragraph(m.role(), a.look.SafeLine(m.summary()), w))...)
	lines = append(lines, "")
	list := m.lines()
	m.height = max(a.layout.body-len(lines), 1)
	m.top = max(min(m.top, m.at), m.at-m.height+1)
	columns := m.s.Columns()
	named := 8
	for _, c := range columns {
		named = max(named, min(term.Width(a.look.SafeLine(c.Name)), 26, w/3))
	}
	for i := m.top; i < len(list) && i < m.top+m.height; i++ {
		mark := "   "
		if i == m.at {
			mark = " " + a.inHandOn(inMapping) + " "
		}
		text, role := "", term.Text
		if c := list[i].column; c >= 0 {
			if columns[c].Field == model.NoField && columns[c].Joined == model.NoField {
				role = term.Dim
			}
			means := a.look.SafeLine(columns[c].Means())
			text = a.look.Fit(a.look.SafeLine(columns[c].Name), named) + " " + a.look.Fit(means, max(21, min(term.Width(means), w-named-12))) + " " + a.look.SafeLine(columns[c].Sample)
		} else {
			r := list[i].value
			means := "read as " + r.Means + ", from " + r.Because
			if r.Unread {
				means, role = "not read: what does it mean?", term.Warning
			}
			text = a.look.SafeLine(fmt.Sprintf("%s %q, %s: %s", r.Field.Title(), r.Value, report.Counted(r.Count, "row"), means))
		}
		lines = append(lines, a.look.Render(role, mark+a.look.Cut(text, w)))
	}
	return lines
}

// rows says which row names the columns, and what is left out.
func (m *mapping) rows() string {
	var parts []string
	s := m.s.Survey()
	if s.Sheet != "" {
		parts = append(parts, "sheet "+s.Sheet)
	}
	if s.HeaderRow > 0 {
		parts = append(parts, fmt.Sprintf("row %d names the columns", s.HeaderRow))
	}
	if app := m.application(); app != "" {
		parts = append(parts, "application "+app)
	}
	for _, begin := range m.s.Mapping().LeaveOut {
		parts = append(parts, fmt.Sprintf("rows that begin %q are left out", begin))
	}
	if fill := m.s.Mapping().FillDown; len(fill) > 0 {
		parts = append(parts, "filled down: "+strings.Join(fill, ", "))
	}
	return term.Safe(strings.Join(parts, "; "))
}

func (m *mapping) summary() string {
	if m.tried == nil {
		return "Trying the file"
	}
	said := m.s.SummaryOf(m.tried)
	for _, cause := range m.tried.Causes.List()[:min(len(m.tried.Causes.List()), 3)] {
		said += " " + cause.Summary() + "."
	}
	return said
}

func (m *mapping) role() term.Role {
	switch {
	case m.tried == nil:
		return term.Dim
	case m.s.Open() > 0 || m.tried.Refused > 0 || m.tried.Err != nil:
		return term.Warning
	}
	return term.Text
}
