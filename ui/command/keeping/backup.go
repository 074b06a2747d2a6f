package keeping

import (
	"context"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/audit"
	"gd8/ui/command/usage"
)

func (p commands) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a verified copy of the store",
		Long: `backup writes a compacted copy of the store, opens it again and verifies all of
it before it gives it its name; no file is overwritten. The copy of an encrypted
store is encrypted and opens with the passphrase that the store has now. The
store notes where its backups were made, to name them when something is erased
or a newer one is needed. A backup is written into the journal.`,
		Example: `  gd8 backup /media/unit/gd8-2026-11-24.db
  gd8 restore /media/unit/gd8-2026-11-24.db --store new.db`,
		Args: usage.Exactly(1, "one file to write"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				var at store.Checkpoint
				err := p.Long("backing up", func(ctx context.Context) (err error) {
					at, err = audit.Backup(ctx, s, actor, args[0])
					return err
				})
				if err != nil {
					return err
				}
				p.Tell("Backup written and verified: %s\n", p.Look(p.Out).SafeLine(args[0]))
				if !s.Encrypted() {
					p.Say("It is not encrypted, as the store is not: keep it where only those may go who may read the records.")
				}
				p.SayCheckpointOf(at)
				return nil
			})
		},
	}
}
