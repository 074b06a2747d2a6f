package importing

import (
	"context"
	"fmt"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/importer"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/review/worklist"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Import is an import that runs, and then its report.
type Import struct {
	*desk.Desk
	Mapping         *Mapping
	Prompt          *Prompt
	queue           *worklist.List
	*session.Import        // in use by the import while it runs
	file            string // safe
	progress        importer.Progress
	steps           chan importer.Progress
	cancelIt        context.CancelFunc // nil once it has ended
	said            desk.Status
	held            sync.Mutex // by an import until it has let go of the store
	each            bool       // the problems are listed one by one, not by cause
	top             int
}

// New makes the screens of an import: the prompt for its file, how the
// file is read, and how the import goes.
func New(d *desk.Desk, queue *worklist.List) *Import {
	m := &Import{Desk: d, queue: queue, Import: &session.Import{}}
	m.Prompt = &Prompt{Desk: d, importing: m}
	m.Mapping = &Mapping{Desk: d, importing: m, path: m.Prompt}
	return m
}

// HoldOff waits until an import has let go of the store: while one has it nothing
// else can be written. Another begins only once release is called.
func (m *Import) HoldOff() (release func()) {
	m.held.Lock()
	return m.held.Unlock
}

// Running reports whether an import is not at its end yet.
func (m *Import) Running() bool { return m.cancelIt != nil }

// Step says how far an import is.
type Step struct {
	importer.Progress
	steps chan importer.Progress
}

// startImport imports the file named. Keys still act: esc cancels.
func (m *Import) startImport(skipBad bool) tea.Cmd {
	name := strings.TrimSpace(m.Prompt.input.Text)
	if name == "" {
		m.Say(term.Warning, "Type the name of a file first; tab completes it.")
		return nil
	}
	name = session.ExpandHome(name)
	ctx, cancel := context.WithCancel(m.Ctx)
	steps := make(chan importer.Progress, 1)
	im := &session.Import{Name: name, SkipBad: skipBad, Map: m.Prompt.mapping, Progress: func(p importer.Progress) {
		select {
		case steps <- p:
		default: // the screen has not shown the last one yet
		}
	}}
	m.Import, m.file, m.progress, m.steps, m.cancelIt = im, m.Look.SafeLine(name), importer.Progress{}, steps, cancel
	m.said, m.each, m.top = desk.Status{}, false, 0
	if m.Screen() != desk.InImport {
		m.Enter(desk.InImport)
	}
	sit, atWork := m.Sit, &m.held
	ended := func() tea.Cmd {
		if im.Ask != nil {
			return m.mapInstead(im.Ask)
		}
		m.Prompt.mapping = im.Map
		return m.imported()
	}
	run := m.Desk.Ask(desk.OnImport, 0, func(err error) tea.Cmd { im.Err = err; return ended() }, func() (func() tea.Cmd, error) {
		defer cancel()
		defer close(steps)
		atWork.Lock()
		defer atWork.Unlock()
		if ctx.Err() != nil { // gd8 ended before it began
			return nil, importer.ErrCancelled
		}
		return ended, sit.Import(ctx, im)
	})
	return tea.Batch(run, watch(steps))
}

// watch waits for an import's next step.
func watch(steps chan importer.Progress) tea.Cmd {
	return func() tea.Msg {
		if p, ok := <-steps; ok {
			return Step{p, steps}
		}
		return nil
	}
}

// Progressed shows how far an import is, and waits for its next step.
func (m *Import) Progressed(p Step) tea.Cmd {
	if p.steps == m.steps {
		m.progress = p.Progress
	}
	return watch(p.steps)
}

// Cancel ends a running import: the store is left as it was.
func (m *Import) Cancel() tea.Cmd {
	m.cancelIt()
	m.Say(term.Dim, "Cancelling. The store stays as it was.")
	return nil
}

// imported shows what came of the import.
func (m *Import) imported() tea.Cmd {
	m.cancelIt = nil
	m.said = desk.Status{Role: term.Error, Text: m.Look.SafeLine(m.Said("press s"))}
	if m.Err == nil {
		m.said.Role = term.Saved
		m.Prompt.input.SetText("")
	}
	return m.queue.Refresh()
}

// View draws how the import goes, then what came of it.
func (m *Import) View() []string {
	w := m.Layout.Width - 4
	lines := []string{"", m.Look.Render(term.Title, " Import of ") + m.Look.Cut(m.file, w-12), ""}
	if m.Running() {
		lines = append(lines, " "+m.Bar())
		return append(lines, "", m.Look.Render(term.Dim, " Nothing shows before all of it is in. esc cancels and leaves the store as it was."))
	}
	lines = append(lines, desk.Indent(m.Paragraph(m.said.Role, m.said.Text, w))...)
	if used := m.Prompt.mapping; used != nil && used.Name != "" {
		lines = append(lines, desk.Indent(m.Paragraph(term.Text, m.Look.SafeLine(fmt.Sprintf("Read with your mapping %q, which is kept for these columns; u changes it.", used.Name)), w))...)
	}
	if len(m.Report.Notes) > 0 {
		lines = append(lines, desk.Indent(m.Paragraph(term.Text, m.Look.SafeLine(strings.Join(m.Report.Notes, " ")), w))...)
	}
	if len(m.Report.Unknown) > 0 {
		lines = append(lines, desk.Indent(m.Paragraph(term.Warning, "Columns gd8 does not know and ignored: "+m.Look.SafeLine(strings.Join(m.Report.Unknown, ", ")), w))...)
	}
	if len(m.Report.RefusedFiles) > 0 {
		lines = append(lines, desk.Indent(m.Paragraph(term.Warning, "The refused rows are in "+m.Look.SafeLine(strings.Join(m.Report.RefusedFiles, ", ")), w))...)
	}
	lines = append(lines, "")
	if n := m.Report.ProblemCount; n > 0 {
		how := "by cause; v lists them one by one"
		if m.each {
			how = "one by one; v lists them by cause"
		}
		lines = append(lines, m.Look.Render(term.Title, fmt.Sprintf(" %s, %s", report.Counted(n, "problem"), how)))
	}
	if n := m.Report.QuestionCount; n > 0 {
		lines = append(lines, desk.Indent(m.Paragraph(term.Warning, report.Counted(n, "question")+" about individuals, which an officer answers at criterion 4 of their incidents:", w))...)
	}
	list := m.listed()
	room := max(m.Layout.Body-len(lines), 1)
	m.top = max(min(m.top, len(list)-1), 0)
	for i := m.top; i < len(list) && room > 0; i++ {
		item := desk.Indent(m.Paragraph(term.Text, list[i], w))
		lines, room = append(lines, item...), room-len(item)
	}
	return lines
}

// listed are the problems of the file, by cause or one by one, then which individuals in it may be one
// human, as many as the report names; safe.
func (m *Import) listed() (list []string) {
	if m.each {
		for i := range m.Report.Problems {
			list = append(list, m.Report.Problems[i].String())
		}
		if rest := m.Report.ProblemCount - len(m.Report.Problems); rest > 0 {
			list = append(list, fmt.Sprintf("and %d more; gd8 import --all-problems lists every one", rest))
		}
	} else {
		for _, cause := range m.Causes.List() {
			list = append(list, cause.Lines()...)
		}
	}
	for _, q := range m.Report.Questions {
		list = append(list, m.Look.SafeLine(report.MayBeOne(q.Some, q.Other, q.Likeness)))
	}
	if rest := m.Report.QuestionCount - len(m.Report.Questions); rest > 0 && len(m.Report.Questions) > 0 {
		list = append(list, fmt.Sprintf("and %d more", rest))
	}
	return list
}

// Bar is how far the import is.
func (m *Import) Bar() string {
	const cells = 30
	p := m.progress
	if p.Total <= 0 {
		return "starting" + m.Look.Symbols.Ellipsis
	}
	full := int(min(cells*p.Done/p.Total, cells))
	return strings.Repeat(m.Look.Symbols.Full, full) + strings.Repeat(m.Look.Symbols.Empty, cells-full) +
		fmt.Sprintf(" %s %d%%", p.Phase, min(100*p.Done/p.Total, 100))
}

// noOtherCases says why there are no other cases to import.
func (m *Import) noOtherCases() string {
	switch {
	case m.Running():
		return "the import is still running"
	case m.Others():
		return ""
	case m.said.Role == term.Error && m.Report.ProblemCount > 0:
		return "no case can come in without the refused rows; mend them first"
	case m.said.Role == term.Error:
		return "nothing could be read, so there are no other cases; esc goes back"
	}
	return "no row was refused"
}

// importBack cancels an import that runs, else goes back to the queue.
func (m *Import) importBack() tea.Cmd {
	if m.Running() {
		return m.Cancel()
	}
	m.Open = []desk.Screen{desk.InQueue}
	return m.queue.Need()
}

// Keys are the keys of an import.
func (m *Import) Keys() desk.Table {
	by := func(n int) func() tea.Cmd {
		return desk.Do(func() { m.top += n })
	}
	return desk.Table{Name: "An import", Actions: []desk.Action{
		{Keys: []string{"esc", "q"}, Label: "esc", Does: "cancel, or back", Footer: desk.Always, Do: m.importBack},
		{Keys: []string{"s"}, Does: "import the other cases", Footer: desk.Always, DisabledReason: m.noOtherCases, Do: func() tea.Cmd { return m.startImport(true) }},
		{Keys: []string{"enter"}, Does: "to the queue", Footer: desk.Always, DisabledReason: func() string {
			if m.Running() {
				return "the import is still running; esc cancels it"
			}
			return ""
		}, Do: m.importBack},
		{Keys: []string{"u"}, Does: "change the mapping that the file was read with", DisabledReason: m.noMappingUsed, Do: m.remap},
		{Keys: []string{"v"}, Does: "list the problems one by one, or by cause", DisabledReason: func() string {
			if m.Running() {
				return "the import is still running; esc cancels it"
			}
			if m.Report.ProblemCount == 0 {
				return "there is no problem to list"
			}
			return ""
		}, Do: desk.Do(func() { m.each, m.top = !m.each, 0 })},
		{Keys: []string{"j", "down"}, Does: "next problem or question", Do: by(1)},
		{Keys: []string{"k", "up"}, Does: "previous problem or question", Do: by(-1)},
		{Keys: []string{"pgdown"}, Does: "a page on", Do: by(10)},
		{Keys: []string{"pgup"}, Does: "a page back", Do: by(-10)},
		m.HelpKey(),
	}}
}
