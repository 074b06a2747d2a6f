package quality

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/store/unlike"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

func (p commands) alikeCommand() *cobra.Command {
	format := usage.FirstOf("text", "json")
	c := &cobra.Command{
		Use:   "alike",
		Short: "List incidents with equal facts that were decided unlike",
		Long: `alike compares all decisions that stand and are not out of date. Where incidents
are equal in all that the test says of them (each criterion with its basis, the
warnings), in the age then, the role and the workforce, and were decided
differently, it lists them in pairs with the facts in which they differ: each of
those decided as fewer were beside the one of the others that differs least. It is
advice, and changes nothing.

Listing them is written into the journal as one consultation.`,
		Example: `  gd8 alike
  gd8 alike --format json > unlike.json`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.alike(s, actor, format.Value) })
		},
	}
	usage.AddFormat(c, &format)
	return c
}

func (p commands) alike(s *store.Store, actor store.Actor, format string) error {
	var found *unlike.Found
	err := p.Watched("the comparison", func(ctx context.Context, show program.Watch) (err error) {
		found, err = unlike.Find(ctx, s, func(done, of int) { show("reading", done, of) })
		return err
	})
	if err != nil {
		return err
	}
	if err := program.Consult(s, actor, "list what is decided unlike", "", 2*len(found.Pairs)); err != nil {
		return err
	}
	shown := export.ShowUnlike(found)
	return p.ToOutput(func(w *bufio.Writer) error {
		if format == "json" {
			return export.WriteObject(w, shown)
		}
		g := p.NewPage(w)
		printUnlike(g, &shown)
		return nil
	})
}

// printUnlike writes what was found decided unlike.
func printUnlike(g *output.Page, f *export.UnlikeFound) {
	g.Text("", 0, f.Said())
	for k, b := range report.UnlikePairs(f) {
		g.Line("")
		g.Text(fmt.Sprintf("%d.", k+1), 5, b.Label)
		g.Text("", 5, b.Text)
		for _, below := range b.Below {
			g.Text("       "+g.Look.Symbols.Separator, 9, below.String())
		}
	}
}
