package command

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/store/lapse"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/term"
)

// showFlags say which incident is shown, and how.
type showFlags struct {
	incident            string
	application, person *string // nil where the flag was not given
	format              usage.Choice
}

func (p *program) showCommand() *cobra.Command {
	f := showFlags{format: usage.FirstOf("text", "json")}
	c := &cobra.Command{
		Use:   "show [INCIDENT_REF]",
		Short: "Show everything about one incident, or an application as a whole",
		Long: `show gives everything about one incident: what the test says and why, what would
change the verdict, the facts with their sources and answers, your note, the
decision with its rationale and what put it out of date, drafts, the individual's
other records and the whole history. JSON leaves drafts and the note out. Where a
reference is that of several incidents, --application and --person say which (""
is a blank application).

Without an incident_ref, --application shows an application as a whole: its
individuals, their hits, what is decided, what is left, and whether its AT2 record
would be finished. --person narrows it, and is needed where "" is the application.

Showing is written into the journal as a consultation, for the purpose of your
last sitting unless --purpose is given.`,
		Example: `  gd8 show 14/2231/19
  gd8 show --application APP-417
  gd8 show 14/2231/19 --application APP-417 --person P-118
  gd8 show 14/2231/19 --format json`,
		Args: oneIncidentOr(func(c *cobra.Command) bool { return c.Flags().Changed("application") }),
		RunE: func(c *cobra.Command, args []string) error {
			f.application, f.person = usage.Given(c, "application"), usage.Given(c, "person")
			if len(args) == 0 {
				if *f.application == "" && f.person == nil {
					return usage.Errorf(c, "hits without an application need --person: strangers are no application")
				}
				return p.withStore(func(s *store.Store, actor store.Actor) error { return p.showApplication(s, actor, &f) })
			}
			f.incident = args[0]
			return p.withStore(func(s *store.Store, actor store.Actor) error { return p.show(s, actor, &f) })
		},
	}
	c.Flags().String("application", "", "the `REF` of the incident's application")
	c.Flags().String("person", "", "the `REF` of the individual")
	usage.AddFormat(c, &f.format)
	return c
}

func (p *program) show(s *store.Store, actor store.Actor, f *showFlags) error {
	actor, err := lastPurpose(s, actor)
	if err != nil {
		return err
	}
	n, err := p.find(s, actor, f)
	if err != nil {
		return err
	}
	if err := s.Consult(actor, n, "show"); err != nil {
		return err
	}
	d, err := s.Dossier(n)
	if err != nil {
		return err
	}
	lapses, err := lapse.WhyOutOfDate(s, n)
	if err != nil {
		return err
	}
	history, err := s.History(n)
	if err != nil {
		return err
	}
	return p.toOutput(func(w *bufio.Writer) error {
		if f.format.Value == "json" {
			return export.WriteObject(w, export.Show(d, history))
		}
		in := &report.Incident{Dossier: d, Assessment: d.Assess(), Lapses: lapses, Zone: p.now().Location(), Today: s.Today()}
		page := newPage(w, p.look(p.out), pageWidth(p))
		page.dossier(in)
		page.history(in, history)
		return nil
	})
}

// find is the one record that the flags name. Where there are several, showing
// which is a consultation of them.
func (p *program) find(s *store.Store, actor store.Actor, f *showFlags) (store.Number, error) {
	rows, err := s.Find(f.incident, f.application, f.person)
	if err != nil {
		return 0, err
	}
	switch {
	case len(rows) == 1:
		return rows[0].Number, nil
	case len(rows) == 0 && (f.application != nil || f.person != nil):
		return 0, fmt.Errorf("there is no incident %q of that application and individual in the store; leave --application and --person out, or see gd8 list", f.incident)
	case len(rows) == 0:
		return 0, fmt.Errorf("there is no incident %q in the store; see gd8 list for those there are", f.incident)
	}
	if err := s.ConsultMany(actor, "show", "a reference of several incidents", len(rows)); err != nil {
		return 0, err
	}
	look := p.errorLook()
	e := &detailed{error: fmt.Errorf("%s names %d incidents; choose one with --application and --person", look.SafeLine(f.incident), len(rows))}
	for _, row := range rows {
		e.lines = append(e.lines, fmt.Sprintf("  --application %s --person %s   %s", shellWord(look, row.Key.Application), shellWord(look, row.Key.Person), look.SafeLine(row.Offence)))
	}
	return 0, e
}

// shellWord is a reference as it can be typed behind a flag.
func shellWord(look *term.Look, ref string) string {
	safe := look.Safe(ref)
	for _, c := range safe {
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '/'
		if !plain {
			return `"` + safe + `"`
		}
	}
	if safe == "" {
		return `""`
	}
	return safe
}

// pageWidth is how wide a page of text is: the terminal's width, within what
// is pleasant to read.
func pageWidth(p *program) int {
	const narrow, usual, wide = 40, 80, 100
	width, _ := term.Size(p.out, usual, 0)
	return min(max(width, narrow), wide)
}
