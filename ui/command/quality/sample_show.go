package quality

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/draw"
	"gd8/store/export"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

func (p commands) sampleListCommand() *cobra.Command {
	format := usage.FirstOf("text", "json")
	c := &cobra.Command{
		Use:   "list",
		Short: "List the samples that were drawn or chosen",
		Long: `list names the samples: when each was drawn, by whom, and of what. It names no
incident. Dip samples, which were chosen, are listed apart. A number that is missing
is that of an extension of another sample.`,
		Example: `  gd8 sample list
  gd8 sample list --format json`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithStore(func(s *store.Store, _ store.Actor) error { return p.listSamples(s, format.Value) })
		},
	}
	usage.AddFormat(c, &format)
	return c
}

func (p commands) listSamples(s *store.Store, format string) error {
	list, err := draw.Samples(s)
	if err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		if format == "json" {
			array := export.NewArray(w)
			for i := range list {
				told, err := p.told(s, &list[i])
				if err != nil {
					return err
				}
				if err := array.Add(export.ListSample(&list[i], saidOrNil(told))); err != nil {
					return err
				}
			}
			return array.Close()
		}
		g := p.NewPage(w)
		for _, part := range []struct {
			title, none string
			chosen      bool
		}{{"Samples", "No sample was drawn yet; gd8 sample draw draws one.", false}, {"Dip samples, which enter no rate", "", true}} {
			n := 0
			for i := range list {
				if list[i].Chosen != part.chosen {
					continue
				}
				if n++; n == 1 {
					g.Heading(part.title)
				}
				told, err := p.told(s, &list[i])
				if err != nil {
					return err
				}
				g.Text("  "+g.Look.Symbols.Separator, 4, told.Head().String()+". "+told.How()[0].Label+" "+told.How()[0].Text+".")
			}
			if n == 0 && part.none != "" {
				g.Text("", 0, part.none)
			}
		}
		return nil
	})
}

func saidOrNil(told *report.Sample) *string {
	if !told.SaidKnown {
		return nil
	}
	return &told.Said
}

func (p commands) sampleShowCommand() *cobra.Command {
	format := usage.FirstOf("text", "json")
	c := &cobra.Command{
		Use:   "show SAMPLE",
		Short: "Draw a sample again, and say whether it agrees",
		Long: `show gives a sample, with its incidents in the order of their review, and draws it
again: the seed from the journal's head and what was said, what it was drawn from
out of the versions of decisions that the journal holds, and from both what was
drawn. Where that does not agree it says in what, and the exit code is 1. What has
been erased since is left out. It says nothing of how an incident was decided.`,
		Example: `  gd8 sample show 1
  gd8 sample show 1 --format json`,
		Args: usage.Exactly(1, "the number of one sample"),
		RunE: func(c *cobra.Command, args []string) error {
			number, err := sampleNumber(c, args[0])
			if err != nil {
				return err
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.showSample(s, actor, number, format.Value) })
		},
	}
	usage.AddFormat(c, &format)
	return c
}

// sampleNumber reads the number by which an officer names a sample.
func sampleNumber(c *cobra.Command, text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, usage.Errorf(c, "a sample is named by its number, such as 1, and not by %q; gd8 sample list names those there are", text)
	}
	return n, nil
}

func (p commands) showSample(s *store.Store, actor store.Actor, number int, format string) error {
	one, err := draw.Named(s, number)
	if err != nil {
		return err
	}
	if err := program.Consult(s, actor, "show sample", fmt.Sprintf("sample %d", number), len(one.Drawn)); err != nil {
		return err
	}
	var again *draw.Checked
	err = p.Watched("drawing the sample again", func(ctx context.Context, show program.Watch) (err error) {
		again, err = draw.Check(ctx, s, number, show)
		return err
	})
	if err != nil {
		return err
	}
	keys, err := sampleKeys(s, one)
	if err != nil {
		return err
	}
	told, err := p.told(s, one)
	if err != nil {
		return err
	}
	err = p.ToOutput(func(w *bufio.Writer) error {
		if format == "json" {
			return export.WriteObject(w, export.ShowSample(one, saidOrNil(told), keys, again))
		}
		g := p.NewPage(w)
		printSample(g, told, keys)
		g.Line("")
		b := report.Redrawn(again)
		g.Warned(b, 0)
		for _, below := range b.Below {
			g.Warned(below, 2)
		}
		return nil
	})
	if err == nil && len(again.Differs) > 0 {
		err = errors.New("the sample, drawn again, is not what it should be; see above, and gd8 verify")
	}
	return err
}
