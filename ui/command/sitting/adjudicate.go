package sitting

import (
	"strconv"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/command/program"
	"gd8/ui/line"
	"gd8/ui/settings"
)

func (p commands) adjudicateCommand() *cobra.Command {
	var screen screenFlags
	c := &cobra.Command{
		Use:   "adjudicate SAMPLE",
		Short: "Settle where a decision and its second opinion differ",
		Long: `adjudicate goes through the incidents of a sample that two officers decided
differently. It reads the facts as their source has them, then what each of the
two said, as A and B: in an order drawn at random, and without a name. You say
which is right, that neither is, or that facts are to be confirmed first, and
why; whose was whose is said once that is saved.

Where the decision is not right, the incident is out of date until its officer
decides anew: gd8 writes no decision. Who decided an incident, or gave the second
opinion on it, does not settle it. It is held in plain lines, at any terminal.`,
		Example: `  gd8 quality 1
  gd8 adjudicate 1 --purpose "Quality assurance"`,
		Args: oneSample,
		RunE: func(c *cobra.Command, args []string) error {
			sample, _ := strconv.Atoi(args[0]) // oneSample has looked
			p.Reviewed = true
			set, err := p.Settings()
			if err != nil {
				return err
			}
			screen.ascii = set.On(settings.ASCII)
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				ctx, stop := program.UntilClosed()
				defer func() { p.Closed = ctx.Err() != nil; stop() }()
				o, err := p.lineOptions(actor, &screen, set.Value(settings.Officer).From == settings.FromDefault)
				if err != nil {
					return err
				}
				return line.Adjudicate(ctx, p.In, p.Out, s, o, sample)
			})
		},
	}
	screen.add(c)
	return c
}
