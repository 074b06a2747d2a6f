package incidents

import (
	"bufio"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/store/history"
	"gd8/store/lapse"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

// showFlags say which incident is shown, and how.
type showFlags struct {
	program.Named
	format usage.Choice
}

func (p commands) showCommand() *cobra.Command {
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
			f.Application, f.Person = usage.Given(c, "application"), usage.Given(c, "person")
			if len(args) == 0 {
				if *f.Application == "" && f.Person == nil {
					return usage.Errorf(c, "hits without an application need --person: strangers are no application")
				}
				return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.showApplication(s, actor, &f) })
			}
			f.Incident = args[0]
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.show(s, actor, &f) })
		},
	}
	c.Flags().String("application", "", "the `REF` of the incident's application")
	c.Flags().String("person", "", "the `REF` of the individual")
	usage.AddFormat(c, &f.format)
	return c
}

func (p commands) show(s *store.Store, actor store.Actor, f *showFlags) error {
	actor, err := program.LastPurpose(s, actor)
	if err != nil {
		return err
	}
	n, err := p.Find(s, actor, f.Named)
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
	changes, err := history.Of(s, n)
	if err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		if f.format.Value == "json" {
			return export.WriteObject(w, export.Show(d, changes))
		}
		in := &report.Incident{Dossier: d, Assessment: d.Assess(), Lapses: lapses, Zone: p.Now().Location(), Today: s.Today()}
		page := p.NewPage(w)
		printIncident(page, in)
		printHistory(page, in, changes)
		return nil
	})
}
