// Package files has the commands that read files of records: bring them into
// the store, map their columns, assess them without a store, and begin one.
package files

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.importCommand(), c.mapCommand(), c.assessCommand(), c.templateCommand()}
}
