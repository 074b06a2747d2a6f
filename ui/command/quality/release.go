package quality

import (
	"bufio"
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	releasing "gd8/store/release"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

// releaseFlags say what is to be released.
type releaseFlags struct {
	application, since string
	format             usage.Choice
	limit              *int
}

func (p commands) releaseCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "release",
		Short: "Say what stands in the way of a release, and seal one",
		Long: `release looks at the decisions of an application, or of every application in which
something was decided since a day, before they are acted upon. check says in words
what stands in the way; seal journals what was released, with the bound on wrong
discards that held. gd8 sends nothing anywhere.`,
		Example: `  gd8 release check --application APP-417
  gd8 release seal --since 2026-06-01`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usage.Errorf(c, "%q is nothing that release does: say check or seal", args[0])
		},
		RunE: func(c *cobra.Command, _ []string) error {
			return usage.Errorf(c, "what to do is missing: say check or seal")
		},
	}
	c.AddCommand(p.releasePart("check", "Say in words what stands in the way of a release", `check lists all that stands in the way: what is to do, out of date, returned or
deferred; an open question about an individual; an outcome 21 beside an aggravating
factor; records that are known to be missing; what was sampled and not reviewed, or
decided differently and not settled, whether or not it was decided again since;
discards of which more may be wrong than the chief officer's limit (release_limit
in the settings; none is built in), or a limit and a sample that is not reviewed
whole; and a store that is not whole, for which every value is verified. The exit
code is 1 where there is anything.`, p.checkRelease),
		p.releasePart("seal", "Journal what is released, where nothing stands in the way", `seal does what check does and, where nothing stands in the way, writes into the
journal that these decisions were released: how many, the SHA-256 of their list
(of each the references, decision, version and digest of its facts, in order of
the references), and how many discards may be wrong by the sample that held. With
--format json it writes the list as well.`, p.sealRelease))
	return c
}

// releasePart is check or seal.
func (p commands) releasePart(use, short, long string, do func(*store.Store, store.Actor, *releaseFlags, releasing.Scope) error) *cobra.Command {
	f := releaseFlags{format: usage.FirstOf("text", "json")}
	c := &cobra.Command{
		Use: use, Short: short, Long: long,
		Example: "  gd8 release " + use + " --application APP-417\n  gd8 release " + use + " --since 2026-06-01 --format json",
		Args:    usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			scope, err := f.scope(c)
			if err != nil {
				return err
			}
			set, err := p.Settings()
			if err != nil {
				return err
			}
			f.limit = set.ReleaseLimit()
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				actor, err := program.LastPurpose(s, actor)
				if err != nil {
					return err
				}
				return do(s, actor, &f, scope)
			})
		},
	}
	c.Flags().StringVar(&f.application, "application", "", "the application with this `REF`")
	c.Flags().StringVar(&f.since, "since", "", "every application in which something was decided on this `DATE` or later")
	usage.AddFormat(c, &f.format)
	return c
}

func (f *releaseFlags) scope(c *cobra.Command) (scope releasing.Scope, err error) {
	application, since := c.Flags().Changed("application"), c.Flags().Changed("since")
	if application == since {
		return scope, usage.Errorf(c, "say what is to be released: --application REF, or --since DATE")
	}
	if application {
		if f.application == "" {
			return scope, usage.Errorf(c, "--application needs a reference; hits without one are released by --since")
		}
		scope.Application = &f.application
		return scope, nil
	}
	if scope.Since, err = usage.Date(c, "since", f.since); err == nil && !scope.Since.Known() {
		err = usage.WrongDate(c, "since", f.since)
	}
	return scope, err
}

// lookAtRelease looks for what stands in the way.
func (p commands) lookAtRelease(s *store.Store, f *releaseFlags, scope releasing.Scope) (c *releasing.Checked, err error) {
	err = p.Watched("the check", func(ctx context.Context, show program.Watch) (err error) {
		show("verifying", 0, 0)
		c, err = releasing.Check(ctx, s, scope, releasing.Options{Limit: f.limit, Show: show})
		return err
	})
	return c, err
}

// errBlocked ends a check that found something.
var errBlocked = errors.New("something stands in the way of a release; see above")

func (p commands) checkRelease(s *store.Store, actor store.Actor, f *releaseFlags, scope releasing.Scope) error {
	c, err := p.lookAtRelease(s, f, scope)
	if err != nil {
		return err
	}
	return p.showBlocked(s, actor, f, c)
}

// showBlocked shows a check, which the journal has first.
func (p commands) showBlocked(s *store.Store, actor store.Actor, f *releaseFlags, c *releasing.Checked) error {
	if err := s.ConsultMany(actor, "check release", "", c.Incidents); err != nil {
		return err
	}
	if err := p.writeRelease(f, c, nil); err != nil {
		return err
	}
	if len(c.Blockers) > 0 {
		return errBlocked
	}
	return nil
}

func (p commands) sealRelease(s *store.Store, actor store.Actor, f *releaseFlags, scope releasing.Scope) error {
	c, err := p.lookAtRelease(s, f, scope)
	if err != nil {
		return err
	}
	if len(c.Blockers) > 0 {
		return p.showBlocked(s, actor, f, c)
	}
	sealed, err := releasing.Seal(s, actor, scope, c)
	if err != nil {
		return err
	}
	return p.writeRelease(f, c, sealed)
}

// writeRelease writes a check, and the release that was sealed after it.
func (p commands) writeRelease(f *releaseFlags, c *releasing.Checked, sealed *releasing.Sealed) error {
	shown := export.ShowRelease(c)
	if sealed != nil {
		shown.Release = sealed.Number
	}
	return p.ToOutput(func(w *bufio.Writer) error {
		if f.format.Value == "json" {
			return export.WriteObject(w, shown)
		}
		g := p.NewPage(w)
		for k, b := range report.Release(&shown) {
			indent := 2
			if k == 0 {
				indent = 0
			}
			g.Warned(b, indent)
		}
		if sealed != nil {
			g.Text("", 0, "Sealed as release "+strconv.Itoa(sealed.Number)+", journal entry "+strconv.FormatUint(sealed.Entry, 10)+".")
		}
		return nil
	})
}
