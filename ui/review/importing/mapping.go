package importing

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/propose"
	"gd8/store/intake/source"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Mapping is the screen on which an officer says how a file with columns of
// its own is read.
type Mapping struct {
	*desk.Desk
	importing *Import
	path      *Prompt
	s         *propose.Session
	tried     *propose.Trial // of the mapping as it stands; nil while it is tried
	at, top   int            // the line in hand and the first on screen
	height    int
}

// mappingLine is one line of the screen: a column, or a value.
type mappingLine struct {
	column int // -1 for a value
	value  propose.Reading
}

func (m *Mapping) lines() (lines []mappingLine) {
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
func (m *Import) importNamed() tea.Cmd {
	m.Prompt.mapping = nil
	return m.startImport(false)
}

// mapInstead leaves an import that has not begun for the mapping screen.
func (m *Import) mapInstead(s *propose.Session) tea.Cmd {
	m.cancelIt = nil
	m.Leave()
	return m.Mapping.openMapping(s)
}

// openMapping opens the screen on a session.
func (m *Mapping) openMapping(s *propose.Session) tea.Cmd {
	m.s, m.at, m.top = s, 0, 0
	if m.Screen() != desk.InMapping {
		m.Enter(desk.InMapping)
	}
	return m.tryMapping()
}

// remap opens the mapping screen for the file that was just imported, with the
// mapping that it was read with.
func (m *Import) remap() tea.Cmd {
	used := *m.Prompt.mapping
	src, o := source.File(session.ExpandHome(strings.TrimSpace(m.Prompt.input.Text))), intake.Options{Today: m.Sit.Store().Today()}
	if m.Name != "" {
		src = source.File(m.Name)
	}
	return m.Desk.Ask(desk.OnImport, 0, nil, func() (func() tea.Cmd, error) {
		s, err := propose.Start(src, o, o.Today)
		if err != nil {
			return nil, err
		}
		s.Take(used)
		return func() tea.Cmd { return m.Mapping.openMapping(s) }, nil
	})
}

func (m *Import) noMappingUsed() string {
	switch {
	case m.Running():
		return "the import is still running; esc cancels it"
	case m.Prompt.mapping == nil:
		return "the file was read without a mapping"
	}
	return ""
}

// tryMapping reads the file with the mapping as it stands, beside the screen.
func (m *Mapping) tryMapping() tea.Cmd {
	m.tried = nil
	try := m.s.Trying()
	return m.Ask(desk.OnImport, 0, nil, func() (func() tea.Cmd, error) {
		t := try()
		return func() tea.Cmd { m.tried = t; return nil }, nil
	})
}

// move goes to another line.
func (m *Mapping) move(by int) { m.at = max(min(m.at+by, len(m.lines())-1), 0) }

// change asks what the line in hand is to gd8.
func (m *Mapping) change() tea.Cmd {
	line := m.lines()[m.at]
	if line.column < 0 {
		r := line.value
		m.OpenDialog(&desk.Dialog{Title: "What it means", Body: []string{
			m.Look.SafeLine(fmt.Sprintf("%s %q stands in %s.", r.Field.Title(), r.Value, report.Counted(r.Count, "row"))),
			"Type what it is to gd8, as " + report.Takes(r.Field) + ", or leave it blank for not recorded.",
		}, Accept: func(text string) tea.Cmd {
			if err := m.s.SetValue(r.Field, r.Value, strings.TrimSpace(text)); err != nil {
				return m.FailDialog(err)
			}
			m.CloseDialog()
			return m.tryMapping()
		}}, r.Means)
		return nil
	}
	c := m.s.Columns()[line.column]
	m.OpenDialog(&desk.Dialog{Title: "What the column is", Body: []string{
		m.Look.SafeLine(c.Name + ": " + c.Sample),
		"Type " + propose.ChangeHelp + ". The fields: " + strings.Join(model.FieldSet(1<<model.FieldCount-1).Names(), ", ") + ".",
	}, Accept: func(text string) tea.Cmd {
		if err := m.s.Change(line.column, text); err != nil {
			return m.FailDialog(err)
		}
		m.CloseDialog()
		return m.tryMapping()
	}}, c.Typed())
	return nil
}

// setLeftOut asks for what rows begin with that are no records.
func (m *Mapping) setLeftOut() tea.Cmd {
	m.OpenDialog(&desk.Dialog{Title: "Rows that are no records", Body: []string{"What do they begin with, such as Total records? What is named already is read again."}, Accept: func(text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return m.FailDialog(errors.New("type how such a row begins, or press esc"))
		}
		m.s.LeaveOut(text)
		m.CloseDialog()
		return m.tryMapping()
	}}, "")
	return nil
}

// setHeader asks which row names the columns.
func (m *Mapping) setHeader() tea.Cmd {
	m.OpenDialog(&desk.Dialog{Title: "The header", Body: []string{"Which row names the columns? Everything is then proposed anew."}, Accept: func(text string) tea.Cmd {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 {
			return m.FailDialog(errors.New("type the number of the row, counted from 1"))
		}
		return m.Ask(desk.OnImport, 0, m.FailDialog, func() (func() tea.Cmd, error) {
			s, err := m.s.At(n)
			return func() tea.Cmd { m.CloseDialog(); return m.openMapping(s) }, err
		})
	}}, fmt.Sprint(m.s.Survey().HeaderRow))
	return nil
}

// setApplication asks for the application of a search export of one applicant.
func (m *Mapping) setApplication() tea.Cmd {
	m.OpenDialog(&desk.Dialog{Title: "The application", Body: []string{"Of which application is every row of this file? Leave it blank where the file says it, or where there is none."}, Accept: func(text string) tea.Cmd {
		if err := m.s.SetConstant(model.ApplicationRef, strings.TrimSpace(text)); err != nil {
			return m.FailDialog(err)
		}
		m.CloseDialog()
		return m.tryMapping()
	}}, m.application())
	return nil
}

func (m *Mapping) application() string {
	for _, c := range m.s.Mapping().Constants {
		if c.Field == model.ApplicationRef {
			return c.Value
		}
	}
	return ""
}

// unsaid says why the file cannot be imported yet.
func (m *Mapping) unsaid() string {
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
func (m *Mapping) goOn() tea.Cmd {
	folder := propose.Folder(m.Sit.Store().Path())
	m.OpenDialog(&desk.Dialog{Title: "Keep the mapping", Body: []string{"Under which name? The next file with the same columns is then read so by itself. Leave it blank to keep it for this file alone."}, Accept: func(text string) tea.Cmd {
		text = strings.TrimSpace(text)
		return m.Ask(desk.OnImport, 0, m.FailDialog, func() (func() tea.Cmd, error) {
			if text != "" {
				if _, err := m.s.Save(folder, text); err != nil {
					return nil, err
				}
			}
			return func() tea.Cmd {
				m.CloseDialog()
				chosen := *m.s.Mapping()
				m.path.mapping = &chosen
				m.Leave()
				return m.importing.startImport(false)
			}, nil
		})
	}}, m.s.Mapping().Name)
	return nil
}

// Keys are the keys of the screen.
func (m *Mapping) Keys() desk.Table {
	by := func(n int) func() tea.Cmd { return desk.Do(func() { m.move(n) }) }
	return desk.Table{Name: "How a file is read", Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "say what the column or value is", Footer: desk.Always, FooterLabel: "change", Do: m.change},
		{Keys: []string{"j", "down"}, Does: "next column or value", Do: by(1)},
		{Keys: []string{"k", "up"}, Does: "previous column or value", Do: by(-1)},
		{Keys: []string{"pgdown"}, Does: "a page on", Do: func() tea.Cmd { m.move(m.height); return nil }},
		{Keys: []string{"pgup"}, Does: "a page back", Do: func() tea.Cmd { m.move(-m.height); return nil }},
		{Keys: []string{"i"}, Does: "import the file so", Footer: desk.Always, FooterLabel: "import", DisabledReason: m.unsaid, Do: m.goOn},
		{Keys: []string{"h"}, Does: "say which row names the columns", Footer: desk.IfRoom, FooterLabel: "header row", Do: m.setHeader},
		{Keys: []string{"p"}, Does: "say which application every row is of", Footer: desk.IfRoom, FooterLabel: "application", Do: m.setApplication},
		{Keys: []string{"o"}, Does: "say how rows begin that are no records", Footer: desk.IfRoom, FooterLabel: "leave out", Do: m.setLeftOut},
		{Keys: []string{"z"}, Does: "take the last change back", Footer: desk.IfRoom, FooterLabel: "undo", Do: func() tea.Cmd {
			if !m.s.Undo() {
				m.Say(term.Warning, "There is no change to take back.")
				return nil
			}
			m.move(0)
			return m.tryMapping()
		}},
		m.BackKey("back, nothing imported"),
		m.HelpKey(),
	}}
}

// View draws the columns and values of the file with what each is to gd8.
func (m *Mapping) View() []string {
	w := m.Layout.Width - 4
	lines := []string{"", m.Look.Render(term.Title, " How is this file read?")}
	lines = append(lines, desk.Indent(m.Paragraph(term.Text, m.Look.SafeLine(m.rows()), w))...)
	lines = append(lines, "")
	lines = append(lines, desk.Indent(m.Paragraph(m.role(), m.Look.SafeLine(m.summary()), w))...)
	lines = append(lines, "")
	list := m.lines()
	m.height = max(m.Layout.Body-len(lines), 1)
	m.top = max(min(m.top, m.at), m.at-m.height+1)
	columns := m.s.Columns()
	named := 8
	for _, c := range columns {
		named = max(named, min(term.Width(m.Look.SafeLine(c.Name)), 26, w/3))
	}
	for i := m.top; i < len(list) && i < m.top+m.height; i++ {
		mark := "   "
		if i == m.at {
			mark = " " + m.InHandOn(desk.InMapping) + " "
		}
		text, role := "", term.Text
		if c := list[i].column; c >= 0 {
			if columns[c].Field == model.NoField && columns[c].Joined == model.NoField {
				role = term.Dim
			}
			means := m.Look.SafeLine(columns[c].Means())
			text = m.Look.Fit(m.Look.SafeLine(columns[c].Name), named) + " " + m.Look.Fit(means, max(21, min(term.Width(means), w-named-12))) + " " + m.Look.SafeLine(columns[c].Sample)
		} else {
			r := list[i].value
			means := "read as " + r.Means + ", from " + r.Because
			if r.Unread {
				means, role = "not read: what does it mean?", term.Warning
			}
			text = m.Look.SafeLine(fmt.Sprintf("%s %q, %s: %s", r.Field.Title(), r.Value, report.Counted(r.Count, "row"), means))
		}
		lines = append(lines, m.Look.Render(role, mark+m.Look.Cut(text, w)))
	}
	return lines
}

// rows says which row names the columns, and what is left out.
func (m *Mapping) rows() string {
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

func (m *Mapping) summary() string {
	if m.tried == nil {
		return "Trying the file"
	}
	said := m.s.SummaryOf(m.tried)
	for _, cause := range m.tried.Causes.List()[:min(len(m.tried.Causes.List()), 3)] {
		said += " " + cause.Summary() + "."
	}
	return said
}

func (m *Mapping) role() term.Role {
	switch {
	case m.tried == nil:
		return term.Dim
	case m.s.Open() > 0 || m.tried.Refused > 0 || m.tried.Err != nil:
		return term.Warning
	}
	return term.Text
}
