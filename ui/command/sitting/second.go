package sitting

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/session"
	"gd8/ui/settings"
)

func (p commands) secondCommand() *cobra.Command {
	var screen screenFlags
	c := &cobra.Command{
		Use:   "second SAMPLE",
		Short: "Review a sample a second time, blind",
		Long: `second reviews the incidents of a sample as their first officer did, who is
somebody else: the facts as their source has them, the questions, and the
decision with its rationale. What the first officer answered, decided, wrote and
noted is not there, nor is any name. What you would decide is kept as a second
opinion beside the decision and changes nothing of it; it is given once.

Incidents that you decided yourself are left out. What you have begun is kept
under the sample, for you alone, and is there again the next time.`,
		Example: `  gd8 sample list
  gd8 second 1 --purpose "Quality assurance"
  gd8 second 1 --line`,
		Args: oneSample,
		RunE: func(c *cobra.Command, args []string) error {
			sample, _ := strconv.Atoi(args[0]) // oneSample has looked
			if err := p.checkScreen(&screen); err != nil {
				return err
			}
			set, err := p.Settings()
			if err != nil {
				return err
			}
			if set.Value(settings.Officer).From == settings.FromDefault {
				return errors.New("whose own decisions are left out has to be said: give --officer NAME, or set officer in the settings (gd8 config names the file)")
			}
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				ctx, stop := program.UntilClosed()
				defer func() { p.Closed = ctx.Err() != nil; stop() }()
				return p.secondReview(ctx, s, actor, &screen, sample)
			})
		},
	}
	screen.add(c)
	return c
}

// oneSample accepts the number of one sample.
func oneSample(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usage.Errorf(c, "give the number of one sample, such as gd8 %s 1; gd8 sample list names those there are", c.Name())
	}
	if n, err := strconv.Atoi(args[0]); err != nil || n < 1 {
		return usage.Errorf(c, "%q is no sample: %s", args[0], session.NoSampleNumber)
	}
	return nil
}

// secondReview holds a blind second review of a sample.
func (p commands) secondReview(ctx context.Context, s *store.Store, actor store.Actor, screen *screenFlags, sample int) (err error) {
	second, err := assurance.StartSecond(ctx, s, actor, sample)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, second.Close()) }()
	return p.sitAt(ctx, s, actor, screen, false, second, nil)
}
