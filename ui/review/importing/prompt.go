package importing

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/intake/mapping"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Prompt is the prompt for the file to import, with completion.
type Prompt struct {
	*desk.Desk
	importing *Import
	input     *editor.Line
	found     []string         // what the last completion found, safe
	mapping   *mapping.Mapping // how the file is read; nil for gd8's own columns
	skip      bool             // import the cases without a refused row
}

// Open asks for the file.
func (p *Prompt) Open() tea.Cmd {
	if p.input == nil {
		p.input = editor.NewLine(p.Look)
	}
	p.skip = false
	p.Enter(desk.InPath)
	return nil
}

// Press changes the path typed.
func (p *Prompt) Press(msg tea.KeyMsg) tea.Cmd {
	p.Typed(p.input.Press(msg))
	p.found = nil
	return nil
}

// complete completes the path from what is on the disk.
func (p *Prompt) complete() tea.Cmd {
	typed := p.input.Text
	return p.Ask(desk.OnComplete, 0, nil, func() (func() tea.Cmd, error) {
		whole, found := completions(typed)
		return func() tea.Cmd {
			if p.input.Text != typed {
				return nil
			}
			p.input.SetText(whole)
			p.found = nil
			for _, f := range found {
				p.found = append(p.found, p.Look.SafeLine(f))
			}
			if len(found) == 0 {
				p.Say(term.Warning, "No file or folder begins with that.")
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

// View draws the path typed over what it may go on with.
func (p *Prompt) View() []string {
	w := p.Layout.Width - 4
	lines := []string{"", p.Look.Render(term.Title, " Import a file from the records system"), ""}
	lines = append(lines, desk.Indent(p.Paragraph(term.Text, "CSV, JSON or XLSX. The whole file is checked first. Where a row is refused nothing comes in, unless you then choose the cases without one. ctrl+u empties the line.", w))...)
	lines = append(lines, "", " File: "+p.input.View(w-8, true), "")
	room := p.Layout.Body - len(lines)
	for i, f := range p.found {
		if i == room-1 && len(p.found) > room {
			more := fmt.Sprintf("   %s %d more; type on and press tab", p.Look.Symbols.Down, len(p.found)-i)
			return append(lines, p.Look.Render(term.Dim, more))
		}
		lines = append(lines, p.Look.Render(term.Dim, "   "+f))
	}
	return lines
}

// Keys are the keys of the prompt.
func (p *Prompt) Keys() desk.Table {
	return desk.Table{Name: "Which file to import", Typing: true, Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "import", Footer: desk.Always, Do: p.importing.importNamed},
		{Keys: []string{"tab"}, Does: "complete", Footer: desk.Always, Do: p.complete},
		p.BackKey("back"),
	}}
}
