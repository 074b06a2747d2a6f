// Package incidents has the commands that tell of the incidents in the store: the
// queue, one incident or application, and how far the work is. Each is journalled
// as a consultation.
package incidents

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.listCommand(), c.showCommand(), c.summaryCommand()}
}
