// Package exports has the commands that write what leaves gd8 for a named
// recipient: AT2 records, briefings and decisions. Each is journalled as a
// disclosure before its file is there.
package exports

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.exportCommand()}
}
