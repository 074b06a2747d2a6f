// Package journal has the commands of the journal: list it, prove an entry of it,
// and give its state to be kept elsewhere.
package journal

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.journalCommand(), c.checkpointCommand()}
}
