// Package keeping has the commands that keep a store whole and private: verify
// it, back it up, restore, rescue, encrypt and compact it.
package keeping

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.verifyCommand(), c.structureCommand(), c.backupCommand(), c.restoreCommand(), c.rescueCommand(), c.compactCommand(), c.encryptCommand(), c.decryptCommand(), c.passphraseCommand()}
}
