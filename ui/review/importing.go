package review

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/intake"
	"gd8/store/intake/propose"
	"gd8/ui/report"
	"gd8/ui/term"
)

// importing is an import that runs, and then its report.
type importing struct {
	file     string // safe
	name     string // as the system has it
	progress store.ImportProgress
	steps    chan store.ImportProgress
	cancelIt context.CancelFunc // nil once it has ended
	report   store.ImportReport
	causes   *intake.Causes // of the problems; in use by the import while it runs
	others   bool           // it was refused, and cases without a refused row can be imported
	said     status
	each     bool // the problems are listed one by one, not by cause
	top      int
}

func (m *importing) running() bool { return m.cancelIt != nil }

// importProgress says how far an import is.
type importProgress struct {
	store.ImportProgress
	steps chan store.ImportProgress
}

// startImport imports the file named. Keys still act: esc cancels.
func (a *App) startImport(skipBad bool) tea.Cmd {
	name := strings.TrimSpace(a.path.input.text)
	if name == "" {
		a.say(term.Warning, "Type the name of a file first; tab completes it.")
		return nil
	}
	name = expandHome(name)
	ctx, cancel := context.WithCancel(a.ctx)
	steps := make(chan store.ImportProgress, 1)
	a.importing = importing{file: a.look.SafeLine(name), name: name, steps: steps, cancelIt: cancel, causes: &intake.Causes{}}
	if a.screen() != inImport {
		a.enter(inImport)
	}
	s, actor := a.sit.Store(), a.sit.Actor()
	o := store.ImportOptions{SkipBad: skipBad, Map: a.path.mapping, Problem: a.importing.causes.Add, Progress: func(p store.ImportProgress) {
		select {
		case steps <- p:
		default: // the screen has not shown the last one yet
		}
	}}
	var report store.ImportReport
	atWork := &a.imports
	folder := propose.Folder(s.Path())
	run := a.ask(onImport, 0, func(a *App, err error) tea.Cmd { a.path.mapping = o.Map; return a.imported(report, err) }, func() (func(*App) tea.Cmd, error) {
		defer cancel()
		defer close(steps)
		atWork.Lock()
		defer atWork.Unlock()
		if ctx.Err() != nil { // gd8 ended before it began
			return nil, store.ErrCancelled
		}
		if o.Map == nil {
			kept, ask, err := chooseMapping(folder, name, s.Today())
			if err != nil {
				return nil, err
			}
			if ask != nil {
				return func(a *App) tea.Cmd { return a.mapInstead(ask) }, nil
			}
			o.Map = kept
		}
		var err error
		report, err = s.Import(ctx, actor, []intake.Source{intake.File(name)}, o)
		return func(a *App) tea.Cmd { a.path.mapping = o.Map; return a.imported(report, nil) }, err
	})
	return tea.Batch(run, watch(steps))
}

// watch waits for an import's next step.
func watch(steps chan store.ImportProgress) tea.Cmd {
	return func() tea.Msg {
		if p, ok := <-steps; ok {
			return importProgress{p, steps}
		}
		return nil
	}
}

func (m *importing) progressed(p importProgress) tea.Cmd {
	if p.steps == m.steps {
		m.progress = p.ImportProgress
	}
	return watch(p.steps)
}

// cancel ends a running import: the store is left as it was.
func (m *importing) cancel(a *App) tea.Cmd {
	m.cancelIt()
	a.say(term.Dim, "Cancelling. The store stays as it was.")
	return nil
}

// imported shows what came of the import.
func (a *App) imported(came store.ImportReport, err error) tea.Cmd {
	m := &a.importing
	m.cancelIt, m.report, m.others = nil, came, errors.Is(err, store.ErrRefused) && came.Others
	refused := fmt.Sprintf("%s read, %d refused; ", report.Counted(came.Rows, "row"), came.Bad)
	switch {
	case err == nil:
		m.said = status{term.Saved, fmt.Sprintf("%s read: %d new, %d changed, %d unchanged, %d refused.", report.Counted(came.Rows, "row"), came.New, came.Changed, came.Unchanged, came.Refused)}
		a.path.input.setText("")
	case m.others:
		m.said = status{term.Error, refused + "nothing was imported: mend the rows listed and import the file again, or press s to import the other cases."}
	case errors.Is(err, store.ErrRefused), errors.Is(err, store.ErrUnplaced):
		m.said = status{term.Error, refused + a.look.SafeLine(err.Error()) + "."}
	default:
		m.said = status{term.Error, a.look.SafeLine(err.Error())}
	}
	return a.refresh()
}

func (m *importing) view(a *App) []string {
	w := a.layout.width - 4
	lines := []string{"", a.look.Render(term.Title, " Import of ") + a.look.Cut(m.file, w-12), ""}
	if m.running() {
		lines = append(lines, " "+m.bar(a))
		return append(lines, "", a.look.Render(term.Dim, " Nothing shows before all of it is in. esc cancels and leaves the store as it was."))
	}
	lines = append(lines, indent(a.paragraph(m.said.role, m.said.text, w))...)
	if used := a.path.mapping; used != nil && used.Name != "" {
		lines = append(lines, indent(a.paragraph(term.Text, a.look.SafeLine(fmt.Sprintf("Read with your mapping %q, which is kept for these columns; u changes it.", used.Name)), w))...)
	}
	if len(m.report.Notes) > 0 {
		lines = append(lines, indent(a.paragraph(term.Text, a.look.SafeLine(strings.Join(m.report.Notes, " ")), w))...)
	}
	if len(m.report.Unknown) > 0 {
		lines = append(lines, indent(a.paragraph(term.Warning, "Columns gd8 does not know and ignored: "+a.look.SafeLine(strings.Join(m.report.Unknown, ", ")), w))...)
	}
	if len(m.report.RefusedFiles) > 0 {
		lines = append(lines, indent(a.paragraph(term.Warning, "The refused rows are in "+a.look.SafeLine(strings.Join(m.report.RefusedFiles, ", ")), w))...)
	}
	lines = append(lines, "")
	if n := m.report.ProblemCount; n > 0 {
		how := "by cause; v lists them one by one"
		if m.each {
			how = "one by one; v lists them by cause"
		}
		lines = append(lines, a.look.Render(term.Title, fmt.Sprintf(" %s, %s", report.Counted(n, "problem"), how)))
	}
	if n := m.report.QuestionCount; n > 0 {
		lines = append(lines, indent(a.paragraph(term.Warning, report.Counted(n, "question")+" about individuals, which an officer answers at criterion 4 of their incidents:", w))...)
	}
	list := m.listed(a)
	room := max(a.layout.body-len(lines), 1)
	m.top = max(min(m.top, len(list)-1), 0)
	for i := m.top; i < len(list) && room > 0; i++ {
		item := indent(a.paragraph(term.Text, list[i], w))
		lines, room = append(lines, item...), room-len(item)
	}
	return lines
}

// listed are the problems of the file, by cause or one by one, then which individuals in it may be one
// human, as many as the report names; safe.
func (m *importing) listed(a *App) (list []string) {
	if m.each {
		for i := range m.report.Problems {
			list = append(list, m.report.Problems[i].String())
		}
		if rest := m.report.ProblemCount - len(m.report.Problems); rest > 0 {
			list = append(list, fmt.Sprintf("and %d more; gd8 import --all-problems lists every one", rest))
		}
	} else if m.causes != nil {
		for _, cause := range m.causes.List() {
			list = append(list, cause.Lines()...)
		}
	}
	for _, q := range m.report.Questions {
		list = append(list, a.look.SafeLine(report.MayBeOne(q.Some, q.Other, q.Likeness)))
	}
	if rest := m.report.QuestionCount - len(m.report.Questions); rest > 0 && len(m.report.Questions) > 0 {
		list = append(list, fmt.Sprintf("and %d more", rest))
	}
	return list
}

// bar is how far the import is.
func (m *importing) bar(a *App) string {
	const cells = 30
	p := m.progress
	if p.Total <= 0 {
		return "starting" + a.look.Symbols.Ellipsis
	}
	full := int(min(cells*p.Done/p.Total, cells))
	return strings.Repeat(a.look.Symbols.Full, full) + strings.Repeat(a.look.Symbols.Empty, cells-full) +
		fmt.Sprintf(" %s %d%%", p.Phase, min(100*p.Done/p.Total, 100))
}

// noOtherCases says why there are no other cases to import.
func noOtherCases(a *App) string {
	m := &a.importing
	switch {
	case m.running():
		return "the import is still running"
	case m.others:
		return ""
	case m.said.role == term.Error && m.report.ProblemCount > 0:
		return "no case can come in without the refused rows; mend them first"
	case m.said.role == term.Error:
		return "nothing could be read, so there are no other cases; esc goes back"
	}
	return "no row was refused"
}

// importBack cancels an import that runs, else goes back to the queue.
func (a *App) importBack() tea.Cmd {
	if a.importing.running() {
		return a.importing.cancel(a)
	}
	a.on = []screen{inQueue}
	return a.queue.need(a)
}
