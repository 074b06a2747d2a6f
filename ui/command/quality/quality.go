package quality

import (
	"bufio"
	"context"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
	"gd8/ui/term"
)

// qualityFlags are of which sample quality is shown, and how.
type qualityFlags struct {
	sample int // 0 for the newest that was drawn
	format usage.Choice
	target program.Target
}

func (p commands) qualityCommand() *cobra.Command {
	f := qualityFlags{format: usage.FirstOf("text", "json", "html")}
	c := &cobra.Command{
		Use:   "quality [SAMPLE]",
		Short: "Say how many discards may be wrong, and how far officers agree",
		Long: `quality says what the second review of a sample came to, that of the newest drawn
one unless a number names another: in one sentence how many discards may be wrong,
with an exact bound at 95% confidence; how far two officers agree on the decision
and on each criterion, with intervals; and what they decided differently, with both
reasons once it is settled. A disagreement that is not settled counts as wrong
until it is, and so does a discard of the sample that was erased since.

Beside that it lists the answers that override the source, and incidents with
equal facts that were decided unlike. It has no figure about one officer and
scores nobody. --format html is a page to print, with charts; in a folder that
--output names, the file gets a name that says what it is.

To read it is written into the journal as one consultation.`,
		Example: `  gd8 quality
  gd8 quality 1 --format json
  gd8 quality 1 --format html --output quality.html`,
		Args: usage.AtMostOne("one sample"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				var err error
				if f.sample, err = sampleNumber(c, args[0]); err != nil {
					return err
				}
			}
			if err := program.CheckMarking(c); err != nil {
				return err
			}
			set, err := p.Settings()
			if err != nil {
				return err
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				return p.quality(s, actor, &f, set.Text(settings.Marking))
			})
		},
	}
	usage.AddFormat(c, &f.format)
	f.target.Add(c, "result")
	program.AddMarking(c)
	return c
}

func (p commands) quality(s *store.Store, actor store.Actor, f *qualityFlags, marking string) error {
	if err := f.target.Settle(p.Run, "Quality-"+model.DateOf(s.Now()).ISO(), f.format.Value); err != nil {
		return err
	}
	var q *export.Quality
	err := p.Watched("the reading of decisions", func(ctx context.Context, show program.Watch) (err error) {
		q, err = export.GatherQuality(ctx, s, export.QualityWanted{Marking: marking, Sample: f.sample, Show: show})
		return err
	})
	if err != nil {
		return err
	}
	if err := program.Consult(s, actor, "quality", q.Of(), q.Named()); err != nil {
		return err
	}
	write := func(w *bufio.Writer, look *term.Look) error {
		switch f.format.Value {
		case "json":
			return export.WriteObject(w, q)
		case "html":
			return export.WriteQualityPage(w, q)
		}
		printQuality(output.NewPage(w, look, output.PageWidth(p.Out)), q)
		return nil
	}
	return f.target.Write(p.Run, fileLook(), write)
}

// fileLook is the look of a text in a file: without colour, and in ASCII.
func fileLook() *term.Look {
	look, err := term.NewLook(nil, term.Env{}, term.Options{ASCII: true})
	if err != nil { // only of a theme that was named
		return &term.Look{}
	}
	return look
}

// printQuality writes how good the decisions are, with a bar for each share.
func printQuality(g *output.Page, q *export.Quality) {
	g.Text("", 0, q.Marking)
	for k, part := range report.Quality(q) {
		g.Heading(part.Label)
		for _, b := range part.Below {
			g.Block(b, 2)
		}
		if shares := report.QualityShares(q); k == 0 && len(shares.Labels) > 0 {
			g.Line("")
			g.Chart(g.Look.Shares(shares.Labels, shares.Counts, shares.Of, g.Width-2))
		}
	}
	g.Line("")
	g.Text("", 0, q.Note)
}
