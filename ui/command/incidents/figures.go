package incidents

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/importer"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
	"gd8/ui/term"
)

// figuresFlags say of which span the figures are, and how they are written.
type figuresFlags struct {
	from, to string
	by       usage.Choice
	target   program.Target
}

func (f *figuresFlags) add(c *cobra.Command) {
	f.by = usage.Choice{Words: []string{"month"}}
	c.Flags().StringVar(&f.from, "from", "", "the figures of what was decided on this `DATE` or later")
	c.Flags().StringVar(&f.to, "to", "", "the figures of what was decided on this `DATE` or earlier (else today)")
	c.Flags().Var(&f.by, "by", f.by.Help("the figures of each month as well"))
	f.target.Add(c, "figures")
	program.AddMarking(c)
}

// wanted reports whether figures were asked for.
func (f *figuresFlags) wanted() bool { return f.from != "" || f.to != "" || f.by.Value != "" }

// span is the first and the last day of the figures. Without a first one they
// are of all that was ever decided.
func (f *figuresFlags) span(c *cobra.Command, today model.Date) (from, to model.Date, err error) {
	if from, err = usage.Date(c, "from", f.from); err != nil {
		return 0, 0, err
	}
	if to, err = usage.Date(c, "to", f.to); err != nil {
		return 0, 0, err
	}
	if !to.Known() {
		to = today
	}
	if !from.Known() && f.by.Value != "" {
		return 0, 0, usage.Errorf(c, "--by month needs the first day: give --from DATE")
	}
	if !from.Known() {
		from = model.NewDate(2016, 1, 1) // from when there has been an outcome 21
	}
	if from > to {
		return 0, 0, usage.Errorf(c, "--from %s is after --to %s", from, to)
	}
	return from, to, nil
}

// figures writes the figures of a span.
func (p commands) figures(c *cobra.Command, f *figuresFlags, format string) error {
	if err := program.CheckMarking(c); err != nil {
		return err
	}
	set, err := p.Settings()
	if err != nil {
		return err
	}
	return p.WithStore(func(s *store.Store, actor store.Actor) error {
		from, to, err := f.span(c, s.Today())
		if err != nil {
			return err
		}
		if err := f.target.Settle(p.Run, "Figures-"+from.ISO()+"-to-"+to.ISO(), format); err != nil {
			return err
		}
		want := export.FiguresWanted{
			Marking: set.Text(settings.Marking), From: from, To: to, Zone: p.Now().Location(), ByMonth: f.by.Value != "",
		}
		found, err := p.gatherFigures(s, want)
		if err != nil {
			return err
		}
		if err := program.Consult(s, actor, "figures", from.ISO()+" to "+to.ISO(), found.Total.Count()); err != nil {
			return err
		}
		return p.writeFigures(found, format, f)
	})
}

func (p commands) gatherFigures(s *store.Store, want export.FiguresWanted) (*export.Figures, error) {
	ctx, stop := program.UntilClosed()
	defer stop()
	bar := p.NewBar()
	defer bar.Clear()
	found, err := export.GatherFigures(ctx, s, want, func(done, of int) {
		bar.Show(importer.Progress{Phase: "reading", Done: int64(done), Total: int64(of)})
	})
	if errors.Is(err, context.Canceled) {
		return nil, errors.New("the figures were stopped; nothing was written")
	}
	return found, err
}

func (p commands) writeFigures(found *export.Figures, format string, f *figuresFlags) error {
	write := func(w *bufio.Writer, look *term.Look) error {
		switch format {
		case "json":
			return export.WriteObject(w, found)
		case "csv":
			return export.WriteFiguresCSV(w, found)
		case "html":
			return export.WriteFiguresPage(w, found)
		}
		printFigures(output.NewPage(w, look, output.PageWidth(p.Out)), found)
		return nil
	}
	return f.target.Write(p.Run, &term.Look{}, write)
}

// printFigures writes figures as text.
func printFigures(g *output.Page, f *export.Figures) {
	g.Text("", 0, f.Marking)
	g.Heading("Figures of what was decided, " + f.From + " to " + f.To)
	printPeriod(g, &f.Total)
	for k := range f.Months {
		g.Heading(export.MonthTitle(f.Months[k].Period))
		printPeriod(g, &f.Months[k])
	}
	g.Heading("Still waiting for")
	if len(f.Deferred) == 0 {
		g.Text("", 2, "Nothing.")
	}
	for _, d := range f.Deferred {
		g.Text(fmt.Sprintf("  %d", d.Count), 8, d.Needed)
	}
	g.Heading("Answers that override the source")
	if len(f.Overrides) == 0 {
		g.Text("", 2, "None.")
	}
	for _, o := range f.Overrides {
		said := o.Field
		if o.Source != "" {
			said += ", " + o.Source + " in the source, answered " + o.Answer
		}
		g.Text(fmt.Sprintf("  %d", o.Count), 8, said+": "+o.Reason)
	}
	g.Line("")
	g.Text("", 0, f.Note)
}

// printPeriod writes the figures of a part of the span.
func printPeriod(g *output.Page, p *export.Period) {
	var labels []string
	var counts []int
	for _, m := range p.Made {
		labels, counts = append(labels, report.UpperFirst(m.Name)), append(counts, m.Value)
	}
	g.Chart(g.Look.Bars(labels, counts, g.Width-2))
	var verdicts []string
	for _, v := range p.Verdicts {
		verdicts = append(verdicts, fmt.Sprintf("%s %d", strings.ReplaceAll(v.Name, "_", " "), v.Value))
	}
	g.Named("Verdicts then", strings.Join(verdicts, ", "))
	g.Named("Age at decision", p.Age.String())
	g.Named("After the due date", fmt.Sprintf("%d (no due date: %d)", p.Age.Late, p.Age.NoDue))
	g.Named("Out of date today", fmt.Sprint(p.OutOfDate))
	g.Named("Replaced since", fmt.Sprintf("%d; taken back: %d", p.Replaced, p.Withdrawn))
}
