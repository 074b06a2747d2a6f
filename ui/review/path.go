package review

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/intake"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// path is the prompt for the file to import, with completion.
type path struct {
	input   *editor.Line
	found   []string        // what the last completion found, safe
	mapping *intake.Mapping // how the file is read; nil for gd8's own columns
	skip    bool            // import the cases without a refused row
}

func (a *App) openPath() tea.Cmd {
	if a.path.input == nil {
		a.path.input = editor.NewLine(a.look)
	}
	a.path.skip = false
	a.enter(inPath)
	return nil
}

// notInDemo says why nothing comes into the demo.
func notInDemo(a *App) string {
	if a.o.Demo {
		return session.NotInDemo
	}
	return notInSecond(a)
}

// notInSecond says why something is not done in a blind second review.
func notInSecond(a *App) string { return a.sit.WhyNotBesides() }

func (p *path) press(a *App, msg tea.KeyMsg) tea.Cmd {
	a.typed(p.input.Press(msg))
	p.found = nil
	return nil
}

// complete completes the path from what is on the disk.
func (p *path) complete(a *App) tea.Cmd {
	typed := p.input.Text
	return a.ask(onComplete, 0, nil, func() (func(*App) tea.Cmd, error) {
		whole, found := completions(typed)
		return func(a *App) tea.Cmd {
			if a.path.input.Text != typed {
				return nil
			}
			a.path.input.SetText(whole)
			a.path.found = nil
			for _, f := range found {
				a.path.found = append(a.path.found, a.look.SafeLine(f))
			}
			if len(found) == 0 {
				a.say(term.Warning, "No file or folder begins with that.")
			}
			return nil
		}, nil
	})
}

// completions gives the longest path that typed can only mean, and the names
// it may mean. Folders end in a separator.
func completions(typed string) (whole string, found []string) {
	dir, base := filepath.Split(session.ExpandHome(typed))
	entries, err := os.ReadDir(orHere(dir))
	if err != nil {
		return typed, nil
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(strings.ToLower(name), strings.ToLower(base)) || base == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if e.IsDir() {
			name += string(filepath.Separator)
		}
		found = append(found, name)
	}
	sort.Strings(found)
	if len(found) == 0 {
		return typed, nil
	}
	common := found[0]
	for _, f := range found[1:] {
		for !strings.HasPrefix(f, common) {
			common = common[:len(common)-1]
		}
	}
	if len(common) < len(base) { // they differ in case alone
		common = base
	}
	return dir + common, found
}

func orHere(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

func (p *path) view(a *App) []string {
	w := a.layout.width - 4
	lines := []string{"", a.look.Render(term.Title, " Import a file from the records system"), ""}
	lines = append(lines, indent(a.paragraph(term.Text, "CSV, JSON or XLSX. The whole file is checked first. Where a row is refused nothing comes in, unless you then choose the cases without one. ctrl+u empties the line.", w))...)
	lines = append(lines, "", " File: "+p.input.View(w-8, true), "")
	room := a.layout.body - len(lines)
	for i, f := range p.found {
		if i == room-1 && len(p.found) > room {
			more := fmt.Sprintf("   %s %d more; type on and press tab", a.look.Symbols.Down, len(p.found)-i)
			return append(lines, a.look.Render(term.Dim, more))
		}
		lines = append(lines, a.look.Render(term.Dim, "   "+f))
	}
	return lines
}
