// Package quality has the commands that ask whether decisions are right before
// they are acted upon: samples, how good they are, what was decided unlike, and the
// release.
package quality

import (
	"github.com/spf13/cobra"

	"gd8/ui/command/program"
)

// commands are those of this room, for one run of gd8.
type commands struct{ *program.Run }

// Commands are those of this room, for one run of gd8.
func Commands(p *program.Run) []*cobra.Command {
	c := commands{p}
	return []*cobra.Command{c.sampleCommand(), c.qualityCommand(), c.alikeCommand(), c.releaseCommand()}
}
