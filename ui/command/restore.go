package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/audit"
	"gd8/store/vault"
)

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE --store NEW",
		Short: "Make a store of a backup",
		Long: `restore verifies a backup whole and makes a store of it at the path that --store
names, where no file may be: a store is never overwritten. The new store has the
backup's identity, history and passphrase, and an incarnation of its own, by
which checkpoints tell it from the old store should that go on; that it was
restored is written into its journal. What was done in the old store since the
backup is not in it.`,
		Example: `  gd8 restore /media/unit/gd8-2026-11-24.db --store new.db
  gd8 list --store new.db`,
		Args: exactly(1, "one backup to restore"),
		RunE: func(c *cobra.Command, args []string) error {
			if p.flags.store == "" {
				return usagef(c, "say with --store where the new store goes; the one in use is not replaced")
			}
			actor, err := p.actor()
			if err != nil {
				return err
			}
			return p.restore(actor, args[0], p.flags.store)
		},
	}
}

func (p *program) restore(actor store.Actor, backup, to string) error {
	o := p.storeOptions()
	passphrase := keepPassphrase(&o)
	defer func() { clear(*passphrase) }()
	// Its pages are looked at first: those that lead in circles could keep a
	// reader busy for ever.
	findings := 0
	err := p.long("checking the backup's structure", func(ctx context.Context) error {
		return p.checkStructure(ctx, backup, func(audit.Finding) { findings++ })
	})
	if err != nil {
		return err
	}
	if findings > 0 {
		name := shellWord(p.errorLook(), backup)
		return fmt.Errorf("the backup %s is damaged: %s in the structure of its file; it was not restored; list them with gd8 verify --store %s, or use another backup",
			name, counted(findings, "finding"), name)
	}
	var restored audit.Verified
	err = p.long("restoring", func(ctx context.Context) (err error) {
		restored, err = audit.Restore(ctx, actor, backup, to, o)
		return err
	})
	if errors.Is(err, vault.ErrNotFound) {
		return fmt.Errorf("there is no backup %s: check the path, and that its drive is there", shellWord(p.errorLook(), backup))
	}
	if err != nil {
		return err
	}
	o.Unlock, o.Tried = func() ([]byte, error) { return *passphrase, nil }, nil
	s, err := store.Open(to, o)
	if err != nil {
		return err
	}
	defer s.Close()
	p.tell("Restored to %s: %s, %s, %s and %s.\n", p.look(p.out).SafeLine(to), counted(restored.Records, "record"),
		counted(restored.Answers, "answer"), counted(restored.Decisions, "version")+" of decisions", entries(restored.Entries))
	p.say("To work with it, give --store each time, set GD8_STORE, or put it in the old store's place.")
	return p.sayCheckpoint(s)
}
