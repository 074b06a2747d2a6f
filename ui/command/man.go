package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gd8/store/export"
	"gd8/ui/command/usage"
	"gd8/ui/settings"
)

// This file writes manual pages, one for each command, from what --help says.
// Cobra's own generator reads such texts as Markdown, which they are not, and
// would bring a Markdown and a YAML parser into gd8.

func (p commands) manCommand() *cobra.Command {
	var to string
	var force bool
	c := &cobra.Command{
		Use:   "man --to FOLDER",
		Short: "Write gd8's manual pages",
		Long: `man writes a manual page (section 1) for gd8 and each of its commands into a
folder, from where a package installs them. They say what --help says.`,
		Example: `  gd8 man --to man1
  man ./man1/gd8-import.1`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			if to == "" {
				return usage.Errorf(c, "where to write is missing: give --to FOLDER")
			}
			if err := os.MkdirAll(to, 0o755); err != nil {
				return fmt.Errorf("the folder could not be made: %w; choose another with --to", err)
			}
			written, err := p.writeManuals(c.Root(), to, force)
			if err == nil {
				p.Say("%d manual pages were written into %s.", written, to)
			}
			return err
		},
	}
	c.Flags().StringVar(&to, "to", "", "the `FOLDER` to write into")
	c.Flags().BoolVar(&force, "force", false, "replace pages that are there already")
	return c
}

// writeManuals writes the page of a command and of those under it, and gives
// how many they are.
func (p commands) writeManuals(c *cobra.Command, folder string, force bool) (written int, err error) {
	if c.Hidden {
		return 0, nil
	}
	path := filepath.Join(folder, pageName(c)+".1")
	if err := export.CheckTargets([]string{path}, p.Replace(force)); err != nil {
		return 0, err
	}
	if err := os.WriteFile(path, []byte(manual(c)), 0o644); err != nil { // which everybody may read
		return 0, fmt.Errorf("the page was not written: %w; choose another folder", err)
	}
	written = 1
	for _, sub := range c.Commands() {
		n, err := p.writeManuals(sub, folder, force)
		if written += n; err != nil {
			return written, err
		}
	}
	return written, nil
}

// pageName is a command's name as a manual page's.
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manual is the manual page of a command, in the man macros of roff.
func manual(c *cobra.Command) string {
	var m roff
	m.line(fmt.Sprintf(`.TH "%s" 1 "" "gd8 %s" "gd8 manual"`, strings.ToUpper(pageName(c)), escaped(buildVersion())))
	m.section("NAME")
	m.line(escaped(pageName(c)) + ` \- ` + escaped(c.Short))
	m.section("SYNOPSIS")
	m.line(".B " + escaped(c.UseLine()))
	m.section("DESCRIPTION")
	m.text(c.Long)
	m.flags("OPTIONS", c.NonInheritedFlags())
	m.flags("OPTIONS OF EVERY COMMAND", c.InheritedFlags())
	m.section("EXAMPLES")
	m.asTyped(c.Example)
	m.section("EXIT STATUS")
	m.text("0 done; 1 refused or failed, with what to do next on standard error; 2 the command line is wrong.")
	if !c.HasParent() {
		m.section("ENVIRONMENT")
		m.text("GD8_STORE names the store and GD8_SETTINGS the settings file. " + strings.Join(variables(), ", ") +
			" are the settings of these names, which gd8 config lists. NO_COLOR and CLICOLOR_FORCE are honoured.")
	}
	m.section("SEE ALSO")
	m.line(strings.Join(seeAlso(c), ", "))
	return m.String()
}

func variables() []string {
	var names []string
	for n := range settings.Count {
		names = append(names, n.Variable())
	}
	return names
}

// seeAlso are the pages of the command above and of those below.
func seeAlso(c *cobra.Command) []string {
	var pages []string
	if c.HasParent() {
		pages = append(pages, pageName(c.Parent()))
	}
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			pages = append(pages, pageName(sub))
		}
	}
	for i := range pages {
		pages[i] = `\fB` + escaped(pages[i]) + `\fR(1)`
	}
	return pages
}

// roff is the text of a manual page.
type roff struct{ strings.Builder }

func (m *roff) line(s string) { m.WriteString(s + "\n") }

func (m *roff) section(title string) { m.line(".SH " + title) }

// text writes paragraphs; those that are set in keep their lines.
func (m *roff) text(s string) {
	for _, paragraph := range strings.Split(s, "\n\n") {
		if strings.HasPrefix(paragraph, " ") {
			m.asTyped(paragraph)
			continue
		}
		m.line(".PP")
		for line := range strings.Lines(paragraph) {
			m.line(escaped(strings.TrimSuffix(line, "\n")))
		}
	}
}

// asTyped writes lines as they are.
func (m *roff) asTyped(s string) {
	m.line(".PP\n.nf")
	for line := range strings.Lines(s) {
		m.line(escaped(strings.TrimSuffix(line, "\n")))
	}
	m.line(".fi")
}

// flags writes a section of flags where there are some.
func (m *roff) flags(title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	m.section(title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		m.line(".TP")
		m.line(`\fB` + escaped("--"+f.Name) + `\fR ` + escaped(name))
		if f.DefValue != "" && f.DefValue != "false" {
			usage += " (default " + f.DefValue + ")"
		}
		m.line(escaped(usage))
	})
}

// escaped is a text of which roff makes no request, escape or typographic
// hyphen, so that it can be copied to a command line.
func escaped(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		return `\&` + s
	}
	return s
}
