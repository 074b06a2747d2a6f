package incidents

import (
	"bufio"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/term"
)

// oneIncidentOr accepts one incident_ref, or none where something else says
// what is shown.
func oneIncidentOr(other func(*cobra.Command) bool) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 && other(c) {
			return nil
		}
		return usage.Exactly(1, "one incident_ref, or --application REF")(c, args)
	}
}

// showApplication shows an application as a whole.
func (p commands) showApplication(s *store.Store, actor store.Actor, f *showFlags) error {
	actor, err := program.LastPurpose(s, actor)
	if err != nil {
		return err
	}
	individuals, err := s.ApplicationDossiers(*f.Application, f.Person)
	if err != nil {
		return err
	}
	a := &report.Application{Ref: *f.Application, Individuals: individuals, Zone: p.Now().Location(), Today: s.Today()}
	hits, _ := a.Hits()
	if err := s.ConsultMany(actor, "show application", "", hits); err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		if f.format.Value == "json" {
			return export.WriteObject(w, export.ShowApplication(a.Ref, individuals))
		}
		printApplication(p.NewPage(w), a)
		return nil
	})
}

// printApplication writes how far an application is, then each of its individuals
// with their hits.
func printApplication(g *output.Page, a *report.Application) {
	g.Styled(term.Title, "", 0, a.Head().String())
	for _, b := range []report.Block{a.Progress(), a.Record()} {
		g.Warned(b, 0)
	}
	for k := range a.Individuals {
		who := a.Individual(k)
		g.Heading(g.Look.SafeLine(who.String()))
		for _, hit := range who.Below {
			g.Warned(hit, 2)
			for _, below := range hit.Below {
				g.Text("", 6, below.String())
			}
		}
	}
}
