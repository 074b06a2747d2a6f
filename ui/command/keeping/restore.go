package keeping

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/audit"
	"gd8/store/location"
	"gd8/store/purge"
	"gd8/store/vault"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

func (p commands) restoreCommand() *cobra.Command {
	var erasedIn string
	c := &cobra.Command{
		Use:   "restore FILE --store NEW",
		Short: "Make a store of a backup",
		Long: `restore verifies a backup whole and makes a store of it at the path that --store
names, where no file may be: a store is never overwritten. The new store has the
backup's identity, history and passphrase, and an incarnation of its own, by
which checkpoints tell it from the old store should that go on; that it was
restored is written into its journal. What was done in the old store since the
backup is not in it. Cases that were erased from the old store since are: where
that is the store that gd8 uses without --store, or that --erased-in names,
restore lists them, for gd8 purge to erase again.`,
		Example: `  gd8 restore /media/unit/gd8-2026-11-24.db --store new.db
  gd8 list --store new.db`,
		Args: usage.Exactly(1, "one backup to restore"),
		RunE: func(c *cobra.Command, args []string) error {
			if p.NamedStore() == "" {
				return usage.Errorf(c, "say with --store where the new store goes; the one in use is not replaced")
			}
			actor, err := p.Actor()
			if err != nil {
				return err
			}
			return p.restore(actor, args[0], p.NamedStore(), erasedIn)
		},
	}
	c.Flags().StringVar(&erasedIn, "erased-in", "", "the `STORE` that the backup was made of, to see what was erased since (else the one that gd8 uses without --store)")
	return c
}

// erasures are what the store that a backup was made of knows to be erased, nil
// where that cannot be looked up. It is the one named, which must be such a store,
// or that which gd8 uses by itself, of which it is said where it cannot be read.
func (p commands) erasures(backup, to, named string, o store.Options) (*vault.Erasures, error) {
	path := named
	if named == "" {
		var err error
		if path, err = p.UsualStore(); err != nil || path == to {
			return nil, nil
		}
	}
	if same, err := vault.SameIdentity(backup, path); named != "" && err != nil {
		return nil, fmt.Errorf("what was erased in %s could not be read: %w; check --erased-in", path, err)
	} else if named != "" && !same {
		return nil, fmt.Errorf("%s is not the store that the backup was made of; check --erased-in", path)
	} else if err != nil || !same {
		return nil, nil
	}
	known, err := func() (vault.Erasures, error) {
		s, err := store.Open(path, o)
		if err != nil {
			return vault.Erasures{}, err
		}
		defer s.Close()
		return s.Erasures()
	}()
	switch {
	case err != nil && named != "":
		return nil, err
	case err != nil:
		p.Say("%s could not be read: %v", p.ErrorLook().SafeLine(path), err)
		return nil, nil
	}
	return &known, nil
}

// sayErasedUnknown says that cases may be there again of which nothing here knows
// that they were erased: the store that erased them is gone, say.
func (p commands) sayErasedUnknown(s *store.Store) error {
	last := ""
	err := s.View(func(r *store.Reader) error {
		if r.Entries < 2 { // the last is that of the restore
			return nil
		}
		e, err := r.JournalEntry(r.Entries - 1)
		if err == nil {
			last = ", whose last entry is of " + report.Moment(e.At, s.Now().Location())
		}
		return err
	})
	if err != nil {
		return err
	}
	p.Say("It could not be looked up whether cases were erased since this backup%s: the store that it was made of is not at hand. Any that were are in the new store again. Compare your list of erasures and erase them again with gd8 purge; where you still have that store, restore with --erased-in and they are listed.", last)
	return nil
}

// sayErasedSince lists the cases that a restored store has and the old one erased.
func (p commands) sayErasedSince(s *store.Store, to string) error {
	list, err := purge.RestoredErased(s)
	if err != nil || len(list) == 0 {
		return err
	}
	p.Say("The backup is older than the erasure of %s, which the new store has again. Erase %s again:", report.Counted(len(list), "case"), them(len(list)))
	for _, c := range list {
		p.Say("  gd8 purge --store %s --application %s --person %s --erase", output.ShellWord(p.ErrorLook(), to),
			output.ShellWord(p.ErrorLook(), c.Application), output.ShellWord(p.ErrorLook(), c.Person))
	}
	return nil
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

func (p commands) restore(actor store.Actor, backup, to, erasedIn string) error {
	o := p.StoreOptions()
	passphrase := program.KeepPassphrase(&o)
	defer func() { clear(*passphrase) }()
	// Its pages are looked at first: those that lead in circles could keep a
	// reader busy for ever.
	findings := 0
	err := p.Long("checking the backup's structure", func(ctx context.Context) error {
		return p.checkStructure(ctx, backup, func(audit.Finding) { findings++ })
	})
	if err != nil {
		return err
	}
	if findings > 0 {
		name := output.ShellWord(p.ErrorLook(), backup)
		return fmt.Errorf("the backup %s is damaged: %s in the structure of its file; it was not restored; list them with gd8 verify --store %s, or use another backup",
			name, report.Counted(findings, "finding"), name)
	}
	if o.Erased, err = p.erasures(backup, to, erasedIn, o); err != nil {
		return err
	}
	var restored audit.Verified
	err = p.Long("restoring", func(ctx context.Context) (err error) {
		restored, err = audit.Restore(ctx, actor, backup, to, o)
		return err
	})
	if errors.Is(err, location.ErrNotFound) {
		return fmt.Errorf("there is no backup %s: check the path, and that its drive is there", output.ShellWord(p.ErrorLook(), backup))
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
	p.Tell("Restored to %s: %s, %s, %s and %s.\n", p.Look(p.Out).SafeLine(to), report.Counted(restored.Records, "record"),
		report.Counted(restored.Answers, "answer"), report.Counted(restored.Decisions, "version")+" of decisions", report.Entries(restored.Entries))
	if err := p.sayErasedSince(s, to); err != nil {
		return err
	}
	if o.Erased == nil {
		if err := p.sayErasedUnknown(s); err != nil {
			return err
		}
	}
	p.Say("To work with it, give --store each time, set GD8_STORE, or put it in the old store's place.")
	return p.SayCheckpoint(s)
}
