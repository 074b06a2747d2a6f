package keeping

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/audit"
	"gd8/ui/command/usage"
)

func (p commands) encryptCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "encrypt",
		Short: "Encrypt the store under a passphrase",
		Long: `encrypt writes the whole store anew, encrypted under a random key that only a
passphrase opens, verifies the new file and puts it in the old one's place. The
passphrase is asked twice on the terminal, or read from --passphrase-file. It
has at least 12 characters; three random words make a good one. There is no
other way in: without the passphrase everything in the store is lost.

What an encrypted file still shows: that it is a gd8 store and which, its size,
how many records, answers, decisions and journal entries there are, and in which
order they came. Not who, what, when or what was decided.`,
		Example: `  gd8 encrypt
  gd8 encrypt --passphrase-file passphrase.txt`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithStore(func(s *store.Store, actor store.Actor) error {
				if s.Encrypted() {
					return errors.New("the store is encrypted already; change its passphrase with gd8 passphrase")
				}
				passphrase, err := p.NewPassphrase()
				if err != nil {
					return err
				}
				defer clear(passphrase)
				err = p.Long("encrypting", func(ctx context.Context) error { return audit.Encrypt(ctx, s, actor, passphrase, p.Costs) })
				if err != nil {
					return err
				}
				p.Tell("The store is encrypted.\n")
				p.Say("The old file's bytes may still be on the drive, in snapshots and in copies made by other means.")
				return p.SayOlderBackups(s, "Backups made before are as they were then, most likely not encrypted; make a new one, then delete them:")
			})
		},
	}
}

func (p commands) decryptCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "decrypt",
		Short: "Take the encryption off the store",
		Long: `decrypt writes the whole store anew without encryption, verifies the new file and
puts it in the encrypted one's place. Whoever can read the file can then read
everything in it.`,
		Example: `  gd8 decrypt
  gd8 decrypt --passphrase-file passphrase.txt`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithUnlocked(func(s *store.Store, actor store.Actor, passphrase []byte) error {
				err := p.Long("decrypting", func(ctx context.Context) error { return audit.Decrypt(ctx, s, actor, passphrase) })
				if err != nil {
					return err
				}
				p.Tell("The store is no longer encrypted: whoever can read its file can read everything in it.\n")
				return p.SayOlderBackups(s, "Backups made before are as they were then, without encryption or under the passphrase of their time:")
			})
		},
	}
}

func (p commands) passphraseCommand() *cobra.Command {
	var replacement string
	c := &cobra.Command{
		Use:   "passphrase",
		Short: "Change the store's passphrase",
		Long: `passphrase asks the store's passphrase and, twice, a new one. The store's file is
written anew, so that the old passphrase opens nothing in it. The key under the
passphrase stays the same: a copy of the file made before still opens with the
old passphrase. If someone else knows it, decrypt and encrypt the store instead.

For scripts, --passphrase-file holds the passphrase and --new-passphrase-file
the new one.`,
		Example: `  gd8 passphrase
  gd8 passphrase --passphrase-file old.txt --new-passphrase-file new.txt`,
		Args: usage.None,
		RunE: func(*cobra.Command, []string) error {
			return p.WithUnlocked(func(s *store.Store, actor store.Actor, old []byte) error {
				passphrase, err := p.NewPassphraseOf(replacement, "--new-passphrase-file")
				if err != nil {
					return err
				}
				defer clear(passphrase)
				err = p.Long("changing the passphrase", func(ctx context.Context) error {
					return audit.ChangePassphrase(ctx, s, actor, old, passphrase, p.Costs)
				})
				if err != nil {
					return err
				}
				p.Tell("The passphrase was changed.\n")
				p.Say("Copies of the file made before, and bytes of it still on the drive, open with the old passphrase.")
				return p.SayOlderBackups(s, "Backups made before are as they were then, without encryption or under the passphrase of their time:")
			})
		},
	}
	c.Flags().StringVar(&replacement, "new-passphrase-file", "", "a `FILE` that holds the new passphrase")
	return c
}
