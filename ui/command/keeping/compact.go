package keeping

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/command/usage"
)

func (p commands) compactCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "Write the store's file anew, without unused room",
		Long: `compact writes the store into a new file without the room, and the bytes, of what
was deleted, and puts it in the old one's place. An erasure does so by itself;
compact is for a file that has grown much larger than what is in it. No record
is changed by it.`,
		Example: "  gd8 compact",
		Args:    usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithStore(func(s *store.Store, _ store.Actor) error {
				before, err := os.Stat(s.Path())
				if err != nil {
					return err
				}
				if err := p.Long("compacting", s.Compact); err != nil {
					return err
				}
				after, err := os.Stat(s.Path())
				if err != nil {
					return err
				}
				p.Tell("Compacted: %s, was %s.\n", kibibytes(after.Size()), kibibytes(before.Size()))
				return nil
			})
		},
	}
}

// kibibytes is the size of a file as a person reads it.
func kibibytes(n int64) string {
	if n < 10<<20 {
		return fmt.Sprintf("%d KiB", (n+1023)>>10)
	}
	return fmt.Sprintf("%d MiB", n>>20)
}
