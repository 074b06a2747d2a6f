package journal

import (
	"bufio"
	"io"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/ui/command/usage"
)

func (p commands) checkpointCommand() *cobra.Command {
	var to string
	var force bool
	c := &cobra.Command{
		Use:   "checkpoint",
		Short: "Give the journal's state now, to be kept elsewhere",
		Long: `checkpoint gives a few lines, the store's identity and incarnation, the number
of journal entries, the hash of the newest and the time, that an officer prints
or keeps where whoever can write the store cannot: in a mail, with a colleague,
on paper.
gd8 verify --against then tells whether the history up to there is still the one
that was sealed. A checkpoint names no record and no person.`,
		Example: `  gd8 checkpoint
  gd8 checkpoint --to checkpoint.txt`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithStore(func(s *store.Store, _ store.Actor) error {
				now, err := s.Checkpoint()
				if err != nil {
					return err
				}
				if to == "" {
					return p.ToOutput(func(w *bufio.Writer) error {
						_, err := w.WriteString(now.String())
						return err
					})
				}
				err = export.WriteFile(to, p.Replace(force), func(w io.Writer) error {
					_, err := io.WriteString(w, now.String())
					return err
				})
				if err == nil {
					p.Say("The checkpoint, of entry %d, is in %s.", now.Entries, to)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&to, "to", "", "the `FILE` to write it to (else standard output)")
	usage.AddForce(c, &force)
	return c
}
