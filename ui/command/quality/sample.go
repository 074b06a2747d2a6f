package quality

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/export"
	"gd8/store/quality"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
	"gd8/ui/term"
)

func (p commands) sampleCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "sample",
		Short: "Draw decisions that another officer makes again, blind",
		Long: `sample draws decisions that stand, so that another officer, who sees neither them
nor who made them, decides them again. From a sample that nobody can steer it
follows with an exact bound how many discards may be wrong: see gd8 quality.
A dip sample is chosen and not drawn; it enters no rate.`,
		Example: `  gd8 sample draw --said "three and five"
  gd8 sample pick 14/2231/19 --reason "A complaint of 3 May"
  gd8 sample show 1`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usage.Errorf(c, "%q is nothing that sample does: say draw, pick, list or show", args[0])
		},
		RunE: func(c *cobra.Command, _ []string) error {
			return usage.Errorf(c, "what to do is missing: say draw, pick, list or show")
		},
	}
	c.AddCommand(p.sampleDrawCommand(), p.samplePickCommand(), p.sampleListCommand(), p.sampleShowCommand())
	return c
}

// drawFlags say what is drawn.
type drawFlags struct {
	said, since, weights  string
	size, percent, extend usage.Number
	of, format            usage.Choice
}

func (p commands) sampleDrawCommand() *cobra.Command {
	f := drawFlags{percent: 5, of: usage.FirstOf("discards", "all"), format: usage.FirstOf("text", "json")}
	c := &cobra.Command{
		Use:   "draw",
		Short: "Draw a sample of decisions from a seed that nobody can steer",
		Long: `draw draws from the decisions that stand and are not out of date, one for each
event however many hits describe it. Discards are drawn, and at least a fifth of
the sample from other decisions, mixed in so that being in it tells a reviewer
nothing.

The seed is made of the journal's head and of what --said gives: let somebody else
say it aloud (a date, the fall of dice), so that you cannot steer what is drawn.
What was drawn, and from what, is in the journal before it is shown, and gd8
sample show draws it again at any later time.

Without --size there are as many as show, where none is found wrong, with 95%
confidence that fewer discards are wrong than --fewer-than in a hundred. --weights
draws more of the riskier discards: "override" are those where an answer
contradicts the source or a warning stood, "inferred" those where no factor was
recorded or the age was not checked, "plain" all others. That finds more of what
is wrong, and says less of the whole.

--extend draws more for a sample, from what it was drawn from; all that was drawn
stays in it.`,
		Example: `  gd8 sample draw --said "three and five"
  gd8 sample draw --said 20260724 --size 60 --since 2026-01-01
  gd8 sample draw --said 20260724 --size 60 --weights override=4,inferred=2,plain=1
  gd8 sample draw --extend 1 --size 80`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error { return p.drawSample(c, &f) },
	}
	c.Flags().StringVar(&f.said, "said", "", "the `TEXT` that somebody other than you says aloud (required, but not with --extend)")
	c.Flags().Var(&f.size, "size", "the `NUMBER` of incidents in the sample, other decisions included")
	c.Flags().Var(&f.percent, "fewer-than", "without --size: as many as show that fewer than this `PERCENT` are wrong")
	c.Flags().StringVar(&f.since, "since", "", "only decisions made on this `DATE` or later")
	c.Flags().Var(&f.of, "of", f.of.Help("what is drawn: discards with others mixed in, or all decisions alike"))
	c.Flags().StringVar(&f.weights, "weights", "", "draw discards by strata, with a `WEIGHT` for each, such as override=4,inferred=2,plain=1")
	c.Flags().Var(&f.extend, "extend", "draw more for the sample of this `NUMBER`, to --size in all")
	usage.AddFormat(c, &f.format)
	return c
}

// request reads the flags of a draw.
func (f *drawFlags) request(c *cobra.Command) (draw.Request, error) {
	want := draw.Request{Said: f.said, All: f.of.Value == "all", Size: int(f.size), Percent: int(f.percent)}
	if err := settings.OneLine("text of --said", f.said); err != nil {
		return want, usage.Errorf(c, "%v", err)
	}
	if strings.TrimSpace(f.said) == "" {
		return want, usage.Errorf(c, "what somebody else said aloud is missing: give --said TEXT, such as a date or the fall of dice")
	}
	var err error
	switch {
	case c.Flags().Changed("size") && f.size < 1:
		return want, usage.Errorf(c, "--size takes a number from 1 on, and not %d", f.size)
	case f.percent < 1 || f.percent > 50:
		return want, usage.Errorf(c, "--fewer-than takes a number from 1 to 50, and not %d", f.percent)
	case c.Flags().Changed("size") && c.Flags().Changed("fewer-than"):
		return want, usage.Errorf(c, "--size and --fewer-than both say how many; give one")
	case want.All && f.weights != "":
		return want, usage.Errorf(c, "--weights is for a draw of discards, and --of all draws all alike")
	}
	if want.Since, err = usage.Date(c, "since", f.since); err != nil {
		return want, err
	}
	if f.weights != "" {
		if want.Weights, err = parseWeights(f.weights); err != nil {
			return want, usage.Errorf(c, "--weights %v", err)
		}
	}
	return want, nil
}

// maxWeight is the largest weight of a stratum.
const maxWeight = 1000

// parseWeights reads weights such as override=4,inferred=2,plain=1.
func parseWeights(text string) (w quality.PerStratum, err error) {
	given := map[quality.Stratum]bool{}
	for part := range strings.SplitSeq(text, ",") {
		name, number, _ := strings.Cut(part, "=")
		n, notNumber := strconv.Atoi(strings.TrimSpace(number))
		found := false
		for _, s := range quality.Strata() {
			if s.String() == strings.TrimSpace(name) && !given[s] {
				found, given[s], w[s] = true, true, n
			}
		}
		if !found || notNumber != nil || n < 1 || n > maxWeight {
			return w, fmt.Errorf("takes one whole number from 1 to %d for each stratum, such as override=4,inferred=2,plain=1, and not %q", maxWeight, text)
		}
	}
	if len(given) < len(w) {
		return w, fmt.Errorf("takes a weight for each of override, inferred and plain, and not %q", text)
	}
	return w, nil
}

func (p commands) drawSample(c *cobra.Command, f *drawFlags) error {
	extend := c.Flags().Changed("extend")
	var want draw.Request
	if extend {
		for _, name := range []string{"said", "fewer-than", "since", "of", "weights"} {
			if c.Flags().Changed(name) {
				return usage.Errorf(c, "--extend draws on with the sample's own seed and frame, so --%s has no place beside it", name)
			}
		}
		if f.size < 1 {
			return usage.Errorf(c, "--extend needs --size: how many the sample is to have in all")
		}
	} else {
		var err error
		if want, err = f.request(c); err != nil {
			return err
		}
	}
	return p.WithStore(func(s *store.Store, actor store.Actor) error {
		actor, err := program.LastPurpose(s, actor)
		if err != nil {
			return err
		}
		var one *draw.Sample
		err = p.Watched("drawing the sample", func(ctx context.Context, show program.Watch) (err error) {
			if extend {
				one, err = draw.Extend(ctx, s, actor, int(f.extend), int(f.size))
			} else {
				one, err = draw.Draw(ctx, s, actor, want, show)
			}
			return err
		})
		if err != nil {
			return err
		}
		return p.showDrawn(s, one, f.format.Value)
	})
}

// sampleKeys are the keys of a sample's incidents, blank for one that was
// erased.
func sampleKeys(s *store.Store, one *draw.Sample) ([]model.Key, error) {
	numbers := make([]store.Number, len(one.Drawn))
	for i, d := range one.Drawn {
		numbers[i] = d.Number
	}
	return s.KeysOf(context.Background(), numbers)
}

// told is a sample as it is told.
func (p commands) told(s *store.Store, one *draw.Sample) (*report.Sample, error) {
	said, ok, err := one.Said(s)
	return &report.Sample{Sample: one, Said: said, SaidKnown: ok, Zone: p.Now().Location()}, err
}

// showDrawn shows a sample that was just drawn, which the journal has.
func (p commands) showDrawn(s *store.Store, one *draw.Sample, format string) error {
	keys, err := sampleKeys(s, one)
	if err != nil {
		return err
	}
	told, err := p.told(s, one)
	if err != nil {
		return err
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		if format == "json" {
			return export.WriteObject(w, export.ShowSample(one, &told.Said, keys, nil))
		}
		printSample(p.NewPage(w), told, keys)
		return nil
	})
}

// printSample writes a sample: what it is of, how it was drawn, and its incidents in
// the order in which they are reviewed.
func printSample(g *output.Page, s *report.Sample, keys []model.Key) {
	g.Styled(term.Title, "", 0, s.Head().String())
	for _, b := range s.How() {
		g.Named(b.Label, b.Text)
	}
	for _, said := range []string{s.Shows(), s.Few()} {
		if said != "" {
			g.Text("", 0, said)
		}
	}
	g.Heading("In the order of their review")
	for i, k := range keys {
		g.Text(fmt.Sprintf("%5d.", i+1), 7, export.NamedKey(k))
	}
	g.Text("", 0, fmt.Sprintf("Another officer decides them again, blind: gd8 second %d.", s.Number))
}

func (p commands) samplePickCommand() *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "pick INCIDENT_REF...",
		Short: "Choose decisions for a dip sample, which enters no rate",
		Long: `pick makes a dip sample of incidents that you choose, for a reason that the journal
keeps. They are decided again like those of a drawn sample, but say nothing of
what was not chosen: a dip sample is listed apart and enters no rate. Where a
reference is that of several incidents, --application and --person say which.`,
		Example: `  gd8 sample pick 14/2231/19 --reason "A complaint of 3 May"
  gd8 sample pick 14/2231/19 14/2250/19 --application APP-417 --reason "New in post"`,
		Args: usage.AtLeastOne("the incident_ref of what is chosen"),
		RunE: func(c *cobra.Command, args []string) error {
			f := program.Named{Application: usage.Given(c, "application"), Person: usage.Given(c, "person")}
			if strings.TrimSpace(reason) == "" {
				return usage.Errorf(c, "why these are chosen is missing: give --reason TEXT")
			}
			if err := settings.OneLine("reason", reason); err != nil {
				return usage.Errorf(c, "%v", err)
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error { return p.pickSample(s, actor, f, args, reason) })
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why these are chosen: a `TEXT` for the journal (required)")
	c.Flags().String("application", "", "the `REF` of the incidents' application")
	c.Flags().String("person", "", "the `REF` of the individual")
	return c
}

func (p commands) pickSample(s *store.Store, actor store.Actor, f program.Named, refs []string, reason string) error {
	actor, err := program.LastPurpose(s, actor)
	if err != nil {
		return err
	}
	var chosen []store.Number
	for _, ref := range refs {
		f.Incident = ref
		n, err := p.Find(s, actor, f)
		if err != nil {
			return err
		}
		chosen = append(chosen, n)
	}
	one, err := draw.Pick(s, actor, chosen, reason)
	if err != nil {
		return err
	}
	return p.showDrawn(s, one, "text")
}
